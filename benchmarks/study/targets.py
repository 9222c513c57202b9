"""What the study must show: every target with what was reached."""

from dataclasses import dataclass

from benchmarks.study.plan import KEPT_SHARES, PROMISED_BEFORE
from benchmarks.study.results import Results, Share, together, worst

ANY, UP, DOWN = "bBwW", "bB", "wW"
TRENDS = ("trend", "trend-declared")
DAILY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One line: percentages, of which at most (or at least) so many must be reached."""

    what: str
    reached: Share
    must: float | None
    aim: float | None = None
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether what must be reached is."""
        return self.must is None or self._reaches(self.must)

    @property
    def verdict(self) -> str:
        """Say it in a word or two; a miss by less than two standard errors may be chance."""
        if self.must is not None and not self._reaches(self.must):
            by = abs(100 * self.reached.value - self.must)
            return "**missed**, within the error" if by < 200 * self.reached.error else "**missed**"
        if self.must is None:
            return "aim reached" if self.reaches_aim else "aim not reached"
        return "reached, and the aim" if self.aim is not None and self.reaches_aim else "reached"

    @property
    def reaches_aim(self) -> bool:
        """Whether the aim is reached, or there is none."""
        return self.aim is None or self._reaches(self.aim)

    def _reaches(self, limit: float) -> bool:
        value = 100 * self.reached.value
        return value >= limit if self.at_least else value <= limit


def targets(results: Results) -> list[Target]:
    """Return every target that is a share of runs."""
    return [*_trends(results), *_honeymoon(results), *_incidents(results), *_promises(results), *_cycle(results)]


def _trends(results: Results) -> list[Target]:
    ever = results.ever
    return [
        Target(
            what="says better or worse though nothing changes, 26 weeks, looked at daily",
            reached=ever("flat-26", "trend", ANY, DAILY), must=5, aim=2,
        ),
        Target(
            what="the same with a declared day on which nothing began, 26 weeks, looked at daily",
            reached=ever("flat-26", "trend-declared", ANY, DAILY), must=5, aim=2,
        ),
        Target(
            what="says better or worse though nothing changes, 52 weeks, looked at daily",
            reached=ever("flat-52", "trend", ANY, DAILY), must=6, aim=4,
        ),
        Target(
            what="the same with a declared day on which nothing began, 52 weeks, looked at daily",
            reached=ever("flat-52", "trend-declared", ANY, DAILY), must=6, aim=4,
        ),
        Target(what="names the wrong direction", reached=wrong_direction(results, TRENDS), must=0.5, aim=0),
        Target(
            what="finds a lasting step of one standard deviation, day declared",
            reached=results.found("up-26", "trend-declared", UP), must=80, aim=84, at_least=True,
        ),
        Target(
            what="finds a lasting step of one standard deviation without the day",
            reached=results.found("up-26", "trend", UP), must=55, aim=70, at_least=True,
        ),
        Target(
            what="calls a slowly wandering mood better or worse, 26 weeks",
            reached=ever("slow-26", "trend", ANY), must=10, aim=5,
        ),
        Target(
            what="calls a slowly wandering mood better or worse, 52 weeks",
            reached=ever("slow-52", "trend", ANY), must=25, aim=10,
        ),
    ]  # fmt: skip


def wrong_direction(results: Results, methods: tuple[str, ...]) -> Share:
    """Return how often "worse" was ever said of a record that got better, or the other way round."""
    scenarios = {"up-26": DOWN, "up-52": DOWN, "slope-26": DOWN, "down-26": UP}
    return together([results.ever(name, method, said) for name, said in scenarios.items() for method in methods])


def _honeymoon(results: Results) -> list[Target]:
    return [
        Target(
            what='calls a honeymoon of three weeks "better and held", ever',
            reached=results.ever("honeymoon-26", "since", "B"), must=3, aim=0,
        ),
        Target(
            what='calls a honeymoon of three weeks "better and held", at the end',
            reached=results.at_end("honeymoon-26", "since", "B"), must=1, aim=0,
        ),
        Target(
            what='names a honeymoon of three weeks "better, then back", at some time',
            reached=results.ever("honeymoon-26", "since", "x"), must=None, aim=50, at_least=True,
        ),
    ]  # fmt: skip


def _incidents(results: Results) -> list[Target]:
    rows = []
    for kind, must in (("constant", 5), ("clustered", 8)):
        for rate in (".1", ".2"):
            for method, day in (("rate", "no day declared"), ("rate-declared", "a day declared")):
                reached = results.ever(f"{kind}-{rate}", method, ANY)
                what = f"more or fewer incidents, though {kind} at {rate} a day, {day}"
                rows.append(Target(what=what, reached=reached, must=must))
    found = results.ever("tripled-.1", "rate-declared", UP)
    what = "finds incidents that come three times as often, .1 a day on average, day declared"
    return [*rows, Target(what=what, reached=found, must=None, aim=50, at_least=True)]


def _promises(results: Results) -> list[Target]:
    what = "promises kept more or less often, though not, looked at after each, worst case"
    return [Target(what=what, reached=worst(unchanged_promises(results, "promises")), must=5)]


def unchanged_promises(results: Results, method: str) -> list[Share]:
    """Return how often a change was said for each number before and each share kept, where nothing changed."""
    cases = [(before, kept) for before in PROMISED_BEFORE for kept in KEPT_SHARES]
    return [results.ever(f"promises-{before}-{kept:g}-{kept:g}", method, ANY, DAILY) for before, kept in cases]


def _cycle(results: Results) -> list[Target]:
    return [
        Target(
            what="finds a regular cycle, gaps that vary by 30%, after 16 incidents",
            reached=results.ever("cycle-0.3-16", "cycle", "r", DAILY), must=95, at_least=True,
        ),
        Target(
            what="a regular cycle, though incidents come by chance, looked at after each of 32",
            reached=results.ever("cycle-1-32", "cycle", "r", DAILY), must=5,
        ),
    ]  # fmt: skip
