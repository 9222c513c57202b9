"""The tables of the page, as Markdown."""

from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks.study import cost
from benchmarks.study.calibration import FEWEST, Bin, bins, came_true, coverage
from benchmarks.study.results import Results, Share, worst
from benchmarks.study.targets import ANY, DAILY, DOWN, TRENDS, UP, Target, targets, unchanged_promises

OURS = {"trend": "**Towpath**", "trend-declared": "**Towpath**, day declared"}
PEERS = {
    "slope": "least-squares slope, p < .05",
    "mann-kendall": "Mann-Kendall, p < .05",
    "hamed-rao": "Mann-Kendall, Hamed-Rao, p < .05",
    "pelt": "PELT change points",
    "ewma": "EWMA chart",
    "local-level": "Kalman local level, 97.5% sure",
    "bocpd": "BOCPD, 95% sure",
    "tau-u": "Tau-U, day declared, p < .05",
    "sarimax": "SARIMAX with a step, day declared, p < .05",
}
UNCHANGED = {
    "flat-8": "8 weeks",
    "flat-12": "12 weeks",
    "flat-26": "26 weeks",
    "flat-52": "52 weeks",
    "carry-26": "26 weeks, carry-over .6 throughout",
    "floor-26": "26 weeks, a mood near 1",
    "ceiling-26": "26 weeks, a mood near 9",
    "five-26": "26 weeks, answers on five points",
    "weekly-26": "26 weeks, one answer a week",
    "weekly-52": "52 weeks, one answer a week",
    "bad-first-26": "26 weeks, first only bad days written down",
    "tension-26": "26 weeks, tension that builds up and breaks, again and again",
    "slow-26": "26 weeks, a slowly wandering mood",
    "slow-52": "52 weeks, a slowly wandering mood",
}
CHANGED = {
    "up-12": "step up of 1 SD, 12 weeks",
    "up-26": "step up of 1 SD, 26 weeks",
    "down-26": "step down of 1 SD, 26 weeks",
    "up-52": "step up of 1 SD, 52 weeks",
    "half-26": "step up of half an SD, 26 weeks",
    "slope-26": "slow rise to 1 SD, 26 weeks",
    "up-five-26": "step up of 1 SD, five points, 26 weeks",
    "up-floor-26": "step up of 1 SD, a mood near 1, 26 weeks",
    "up-weekly-52": "step up of 1 SD, one answer a week, 52 weeks",
    "honeymoon-26": "three weeks up by 1 SD, then back, 26 weeks",
}
SINCE = {
    "flat-26": "nothing changes",
    "up-26": "step up of 1 SD",
    "down-26": "step down of 1 SD",
    "honeymoon-26": "three weeks up by 1 SD, then back",
    "slow-26": "a slowly wandering mood",
    "tension-26": "tension that builds up and breaks",
}
RECOVERY = {
    "flat-26": "nothing changes, 26 weeks",
    "slow-26": "a slowly wandering mood, 26 weeks",
    "recovery-12": "a dip of 1.5 SD that passes, 12 weeks",
    "recovery-26": "the same, 26 weeks",
}
SIZED = {
    "flat-26": "nothing changes",
    "up-26": "step up of 1 SD",
    "slope-26": "slow rise to 1 SD",
    "honeymoon-26": "three weeks up by 1 SD, then back",
    "slow-26": "a slowly wandering mood",
}
COUNTS = {"rate": "**Towpath**", "rate-declared": "**Towpath**, day declared"}
COUNT_PEERS = {
    "four-weeks": "last 4 weeks against the 4 before",
    "halves": "later half against earlier, binomial, p < .05",
    "laplace": "Laplace's trend test, p < .05",
}
KEPT = {
    "promises": "**Towpath**",
    "fisher": "Fisher's exact test, p < .05",
    "posterior": "posterior chance above 95%",
}

Rows = Iterable[Sequence[object]]


def table(head: list[str], rows: Rows) -> str:
    """Return a Markdown table."""
    lines: list[Sequence[object]] = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def target_table(results: Results) -> str:
    """Targets against reached."""
    head = ["what", "must, %", "aim, %", "reached, %", "runs", "verdict"]
    return table(head, [_target_row(each) for each in targets(results)])


def _target_row(each: Target) -> list[object]:
    sign = "≥" if each.at_least else "≤"
    aim = "" if each.aim is None else f"{sign} {each.aim:g}"
    must = "" if each.must is None else f"{sign} {each.must:g}"
    return [each.what, must, aim, each.reached, each.reached.runs, each.verdict]


def peer_table(results: Results) -> str:
    """Ours beside the peers on the same diaries, weekly looks."""
    head = ["method", "nothing changes, 26 weeks", "52 weeks", "wandering mood, 26 weeks"]
    head += ["finds a step of 1 SD", "at the end", "wrong direction", "median week it is found", "runs"]
    return table(head, [_peer_row(results, method, name) for method, name in {**OURS, **PEERS}.items()])


def _peer_row(results: Results, method: str, name: str) -> list[object]:
    def ever(scenario: str, letters: str) -> Share | str:
        return results.ever(scenario, method, letters) if results.has(scenario, method) else "-"

    week = results.median_week("up-26", method, UP)
    return [
        name,
        *(ever(scenario, ANY) for scenario in ("flat-26", "flat-52", "slow-26")),
        results.found("up-26", method, UP),
        results.at_end("up-26", method, UP),
        ever("up-26", DOWN),
        "never" if week is None else f"{week:.0f}",
        len(results.said("up-26", method)),
    ]


def daily_table(results: Results) -> str:
    """The same question asked daily."""
    names = {key: name for key, name in {**OURS, **PEERS}.items() if results.has("flat-26", key, DAILY)}
    shares = {name: results.ever("flat-26", key, ANY, DAILY) for key, name in names.items()}
    return table(
        ["method", "nothing changes, 26 weeks, daily looks", "runs"], [[k, s, s.runs] for k, s in shares.items()]
    )


def unchanged_table(results: Results) -> str:
    """False alarms of ours on harder diaries."""
    head = ["diary in which nothing lasting changes", "better", "worse", "either", "clearly either", "runs"]
    return table(head, [_unchanged_row(results, key, name) for key, name in UNCHANGED.items()])


def _unchanged_row(results: Results, key: str, name: str) -> list[object]:
    shares = [results.ever(key, "trend", letters, DAILY) for letters in (UP, DOWN, ANY, "BW")]
    return [name, *shares, shares[0].runs]


def changed_table(results: Results) -> str:
    """What ours finds."""
    head = ["diary", "found without the day", "found with the day", "clearly", "at the end", "wrong direction", "runs"]
    return table(head, [_changed_row(results, key, name) for key, name in CHANGED.items()])


def _changed_row(results: Results, key: str, name: str) -> list[object]:
    right, wrong, clear = (DOWN, UP, "W") if key == "down-26" else (UP, DOWN, "B")
    alone, declared = (results.found(key, method, right) for method in TRENDS)
    clearly, end = results.found(key, "trend-declared", clear), results.at_end(key, "trend-declared", right)
    amiss = worst([results.ever(key, method, wrong) for method in TRENDS])
    return [name, alone, declared, clearly, end, amiss, alone.runs]


def bias_table(results: Results) -> str:
    """How often the check-in habits are named."""
    names = {"flat-26": "with gaps as they come", "bad-first-26": "first only bad days written down"}
    shares = {name: results.ever(key, "bias", "y") for key, name in names.items()}
    return table(["diary", "a caveat is named", "runs"], [[name, each, each.runs] for name, each in shares.items()])


def since_table(results: Results) -> str:
    """What became of it since the event."""
    head = ["what really happens", "better and held", "at the end", "better, then back", "at the end"]
    head += ["better in any words", "worse in any words", "runs"]
    return table(head, [_since_row(results, key, name) for key, name in SINCE.items()])


def _since_row(results: Results, key: str, name: str) -> list[object]:
    cells: list[object] = [name]
    for letter in "Bx":
        cells += [results.ever(key, "since", letter), results.at_end(key, "since", letter)]
    worse = results.ever(key, "since", "wWy")
    return [*cells, results.ever(key, "since", "bBx"), worse, worse.runs]


def recovery_table(results: Results) -> str:
    """Recovery since leaving."""
    head = ["what really happens", "better", "worse", "median week", "runs"]
    return table(head, [_recovery_row(results, key, name) for key, name in RECOVERY.items()])


def _recovery_row(results: Results, key: str, name: str) -> list[object]:
    better, worse = (results.ever(key, "recovery", letters) for letters in (UP, DOWN))
    week = results.median_week(key, "recovery", UP)
    return [name, better, worse, "never" if week is None else f"{week:.0f}", better.runs]


def incident_table(results: Results) -> str:
    """Incidents, ours beside the usual ways."""
    names = {"constant": ANY, "clustered": ANY, "tripled": UP, "third": DOWN}
    rates = (".1", ".2")
    head = [
        "method",
        *(f"{name} {rate}" for name in ("constant", "clustered", "three times", "a third") for rate in rates),
    ]
    rows = [
        [label, *(results.ever(f"{name}-{rate}", key, letters) for name, letters in names.items() for rate in rates)]
        for key, label in {**COUNTS, **COUNT_PEERS}.items()
    ]
    return table([*head, "runs"], [[*row, row[1].runs] for row in rows if isinstance(row[1], Share)])


def promise_table(results: Results) -> str:
    """Promises, ours beside the usual tests."""
    cases = {
        "8-0.4-0.8": "8 before, 40% to 80%",
        "8-0.2-0.8": "20% to 80%",
        "15-0.4-0.8": "15 before, 40% to 80%",
        "15-0.7-0.3": "70% to 30%",
    }
    head = [
        "method",
        "says so though nothing changed, worst case",
        *(f"finds {name}" for name in cases.values()),
        "runs",
    ]
    rows = []
    for key, label in KEPT.items():
        found = [results.ever(f"promises-{case}", key, "w" if case == "15-0.7-0.3" else "b", DAILY) for case in cases]
        rows.append([label, worst(unchanged_promises(results, key)), *found, found[0].runs])
    return table(head, rows)


def cycle_table(results: Results) -> str:
    """Cycles."""
    names = {
        "0.3-16": "a cycle whose gaps vary by 30%, 16 incidents",
        "0.5-12": "a cycle whose gaps vary by 50%, 12 incidents",
        "0.5-16": "a cycle whose gaps vary by 50%, 16 incidents",
        "1-32": "incidents by chance, 32",
    }
    shares = {name: results.ever(f"cycle-{key}", "cycle", "r", DAILY) for key, name in names.items()}
    return table(
        ["incidents", "said to be regular", "runs"], [[name, each, each.runs] for name, each in shares.items()]
    )


def calibration_table(results: Results) -> str:
    """Said against true, by bins."""
    rows = [[f"{each.said:.3f}", each.true, f"{each.gap:+.3f}", each.true.runs] for each in bins(results)]
    return table(["said, mean", "true, %", "said less true", "times said"], rows)


def calibration_verdict(results: Results) -> str:
    """How far what is said goes beyond what is true, in the worst bin, and how far it stays behind."""
    enough = [each for each in bins(results) if each.true.runs >= FEWEST]
    beyond, behind = max(enough, key=lambda each: each.gap), min(enough, key=lambda each: each.gap)
    return (
        f"surer than true by at most {_off(beyond)}; less sure than true by at most {_off(behind)} "
        f"(bins of at least {FEWEST})"
    )


def _off(found: Bin) -> str:
    gap = abs(found.gap)
    verdict = "**missed**" if gap > 0.05 else "reached" if gap > 0.03 else "reached, and the aim"
    return f"{gap:.3f} ± {found.true.error:.3f}: {verdict}"


def firmness_table(results: Results) -> str:
    """How often the direction that is said is the true one."""
    shares = {"signs of": came_true(results, "bw"), "clearly": came_true(results, "BW")}
    return table(
        ["said", "the direction is true, %", "times said"], [[name, each, each.runs] for name, each in shares.items()]
    )


def size_table(results: Results) -> str:
    """Coverage of the interval of the size."""
    rows = []
    for key, name in SIZED.items():
        held, width = coverage(results, key)
        rows.append([name, held, f"± {width:.1f}", held.runs])
    return table(["what really happens", "the 90% interval holds the truth", "mean half width, points", "runs"], rows)


def cost_table(results: Results) -> str:
    """Processor time beside SARIMAX."""
    runs = results.figures("year", "cost")
    by_part = dict(zip(cost.PARTS, zip(*runs, strict=True), strict=True))
    rows = [_cost_row(name, seconds, by_part[cost.SARIMAX]) for name, seconds in by_part.items()]
    return table(
        ["what", "milliseconds, median", "ratio to SARIMAX, median", "ratio, smallest to largest", "runs"], rows
    )


def _cost_row(name: str, seconds: tuple[float, ...], sarimax: tuple[float, ...]) -> list[object]:
    ratios = [ours / theirs for ours, theirs in zip(seconds, sarimax, strict=True)]
    spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
    return [name, f"{1000 * median(seconds):.0f}", f"{median(ratios):.3f}", spread, len(seconds)]


def missed(results: Results) -> list[Target]:
    """Return what must be reached and is not."""
    return [each for each in targets(results) if not each.is_met]


def below_aim(results: Results) -> list[Target]:
    """Return what is reached, but not as well as hoped."""
    return [each for each in targets(results) if each.is_met and not each.reaches_aim]
