"""The rate of incidents: more or fewer, under looking often, with clusters, and never otherwise for past looks."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from tests.analysis.occurrences import HALF_YEAR, Days, at_random, clustered, stepped
from towpath.analysis import IncidentRate, incident_rate
from towpath.analysis.incidents import needed
from towpath.analysis.rate_evidence import BASE_RATES, RATIOS, SLOPES

WEEKLY = np.arange(28.0, HALF_YEAR + 1, 7)
FEW = np.arange(5.0, 92, 13)
FEW_THEN_MANY = np.concatenate([FEW, np.arange(93.0, HALF_YEAR, 3)])
RUNS = 120

Shape = Callable[[Days], Days]
Made = Callable[[np.random.Generator], Days]


def last(days: Days | list[float], look: float = HALF_YEAR, **more: float) -> IncidentRate:
    """Look once, at the end."""
    return incident_rate(days, [look], **more)[0]


@pytest.mark.parametrize(
    ("days", "look", "missing"),
    [([], 100, (8, 0)), ([3.0], 100, (7, 97)), (FEW[:7], 100, (1, 95)), (np.arange(30.0), 20, (0, 20))],
)
def test_little_is_not_enough(days: Days, look: float, missing: tuple[int, float]) -> None:
    """Fewer than 8 incidents or 28 days since the first one: nothing is said but what is missing."""
    result = last(days, look)
    assert result.statement == "not_enough"
    assert result.firmness is None
    assert (result.evidence_more, result.evidence_fewer) == (1, 1)
    assert (result.because.missing_incidents, result.because.days) == missing
    assert result.because.missing_days == max(0, 28 - missing[1])


@pytest.mark.parametrize(
    ("days", "statement", "firmness"),
    [
        (FEW_THEN_MANY, "more", "clear"),
        (HALF_YEAR - FEW_THEN_MANY[::-1], "fewer", "clear"),
        (np.arange(3.0, HALF_YEAR, 6), "no_clear_change", None),
    ],
)
def test_what_is_said(days: Days, statement: str, firmness: str | None) -> None:
    """Many after few, few after many, and all along."""
    result = last(days, start=0)
    assert (result.statement, result.firmness) == (statement, firmness)


def test_a_record_of_decades_is_looked_at() -> None:
    """Forty years with an incident every other month: a statement and finite figures."""
    result = last(np.arange(0.0, 14_600, 61), 14_600)
    assert result.statement == "no_clear_change"
    assert np.isfinite(_figures(result)).all()


def test_without_looks_there_are_no_results() -> None:
    """Nothing asked, nothing answered."""
    assert incident_rate([1.0, 2.0], []) == []


def test_signs_come_before_clear() -> None:
    """With more and more weeks of more incidents the answer grows from nothing to signs to clear."""
    said = [one.firmness for one in incident_rate(FEW_THEN_MANY, np.arange(91.0, HALF_YEAR), start=0)]
    assert list(dict.fromkeys(said)) == [None, "signs", "clear"]


@pytest.mark.parametrize(("incidents", "evidence"), [(0, 7), (8, 7), (15, 7), (20, 8), (90, 36)])
def test_more_incidents_need_more_evidence(incidents: int, evidence: float) -> None:
    """Two for every five and at least 7; the result tells how much."""
    assert needed(incidents) == evidence
    assert last(np.arange(incidents) / 2, 100).because.needed == evidence


def test_a_declared_day_makes_a_change_on_it_clearer() -> None:
    """The event that the person names takes most of the weight once it has passed, and not before."""
    undated, dated = (last(FEW_THEN_MANY, start=0, **more) for more in ({}, {"event": 92.0}))
    assert dated.evidence_more > undated.evidence_more
    before = incident_rate(FEW_THEN_MANY, WEEKLY[WEEKLY <= 92], start=0)
    assert incident_rate(FEW_THEN_MANY, WEEKLY[WEEKLY <= 92], start=0, event=92.0) == before


def test_one_cluster_is_no_change() -> None:
    """Ten incidents in two days, after a quiet time, are a cluster: no clear change."""
    days = np.concatenate([np.arange(10.0, 150, 25), 160 + np.arange(10) / 5])
    assert last(days, start=0).statement == "no_clear_change"
    assert last(days, start=0).because.clustering > 2
    assert "in_clusters" in last(days, start=0).because.caveats


def test_the_evidence_is_the_ratio_of_likelihoods() -> None:
    """Without clusters in the mixture's way: checked against the likelihoods written out, shape by shape."""
    rng = np.random.default_rng(8_401)
    days, look, event = np.sort(rng.uniform(0, 100, 9)), 100.0, 40.0
    more, fewer = (_written_out(days, look, event, sign) for sign in (1, -1))
    found = last(days, look, start=0, event=event)
    assert [found.evidence_more, found.evidence_fewer] == pytest.approx([more, fewer], rel=1e-5)


def _written_out(days: Days, look: float, event: float, sign: int) -> float:
    """Return the mixture's likelihood over that of no change, each as a sum over everything that is not known."""
    weeks = np.arange(14.0, look, 7)
    hazard = 0.7 / 16 * (15 / 16) ** np.arange(len(weeks))
    steps = [
        (weight / len(RATIOS), _step(ratio, day))
        for ratio in RATIOS**sign
        for day, weight in [*zip(weeks, hazard * 0.4, strict=True), (event, 0.6)]
    ]
    shapes = [*steps, *((0.3 * 0.4 / len(SLOPES), _drift(slope)) for slope in SLOPES * sign)]
    nothing = 1 - sum(weight for weight, _ in shapes)
    base = _likelihood(days, look, np.ones_like)
    return float(nothing + sum(weight * _likelihood(days, look, shape) / base for weight, shape in shapes))


def _step(ratio: float, day: float) -> Shape:
    return lambda days: np.where(days >= day, ratio, 1.0)


def _drift(slope: float) -> Shape:
    return lambda days: np.exp(slope * days)


def _likelihood(days: Days, look: float, shape: Shape) -> float:
    """Return the likelihood of incidents up to a look, summed over base rates and clusters."""
    middles = np.arange(0.0005, look, 0.001)
    exposed = float(shape(middles).sum() * 0.001)
    total = 0.0
    for branching, decay in [(0.0, 1.0), *((a, b) for a in (0.25, 0.5, 0.7) for b in (0.5, 0.2))]:
        excited = np.array([(branching * decay * np.exp(-decay * (t - days[days < t]))).sum() for t in days])
        answered = branching * (1 - np.exp(-decay * (look - days))).sum()
        for base in BASE_RATES:
            rates = base * shape(days) + excited
            total += (0.1 if branching else 0.4) * float(np.prod(rates) * np.exp(-base * exposed - answered))
    return total


def test_later_incidents_do_not_change_past_looks() -> None:
    """All looks at once, or each with what was there at its time: the same results, before the first incident too."""
    rng = np.random.default_rng(8_402)
    days = 20 + stepped(rng, 0.2, 3)
    looks = np.concatenate([[3.0, 10.0], WEEKLY])
    together = incident_rate(days, looks, event=91.0)
    assert together == [incident_rate(days[days < look], [look], event=91.0)[0] for look in looks]


def test_an_incident_on_the_day_of_the_look_is_not_used() -> None:
    """A look uses what lies strictly before it."""
    days = np.arange(0.0, 80, 5)
    assert last(days, 75) == last(days[:-1], 75)


def test_the_origin_of_the_days_is_free() -> None:
    """Moving days, looks, event and start by any number moves the days in the results and nothing else."""
    rng = np.random.default_rng(8_403)
    days = np.floor(stepped(rng, 0.2, 3))
    here = last(days, event=91.0, start=0)
    there = last(days + 20_000, HALF_YEAR + 20_000, event=20_091.0, start=20_000)
    assert replace(there, look=here.look, because=here.because) == here
    assert there.because.split == 20_091


def test_rates_are_per_30_days_and_split_at_the_event() -> None:
    """7 in 91 days, then 30 in 91; without an event the last four weeks are set against all before."""
    result = last(FEW_THEN_MANY, start=0, event=91.0)
    assert result.earlier is not None
    assert result.recent is not None
    assert (result.earlier.incidents, result.recent.incidents) == (7, 30)
    assert result.recent.per_30_days == pytest.approx(30 / 91 * 30)
    assert result.because.split == 91
    undated = last(FEW_THEN_MANY, start=0)
    assert undated.because.split == HALF_YEAR - 28
    assert undated.recent is not None
    assert undated.recent.days == 28


def test_without_clusters_the_interval_is_that_of_jeffreys() -> None:
    """The 80% interval of a count, made wider by the clustering that the record shows."""
    result = last(np.arange(3.0, HALF_YEAR, 6), start=0)
    assert result.earlier is not None
    wide = result.because.clustering
    assert 1 <= wide < 1.1
    shape, scale = (result.earlier.incidents + 0.5) / wide, wide / (154 / 30)
    expected = [float(stats.gamma.ppf(share, shape, scale=scale)) for share in (0.1, 0.9)]
    assert [result.earlier.low, result.earlier.high] == pytest.approx(expected)


def test_a_start_that_is_known_counts_the_quiet_time_before_the_first_incident() -> None:
    """Three quiet months and then many: more, if the record began before; without that nobody can tell."""
    days = np.arange(95.0, HALF_YEAR, 4)
    assert last(days, start=0).statement == "more"
    assert last(days).statement == "no_clear_change"


def test_many_incidents_a_day_are_no_change_of_themselves() -> None:
    """Five a day from the first day on: no clear change."""
    rng = np.random.default_rng(8_404)
    assert last(at_random(rng, 5, 60), 60, start=0).statement == "no_clear_change"


@pytest.mark.parametrize(
    ("made", "at_most"), [(lambda rng: at_random(rng, 0.2), 0.05), (lambda rng: clustered(rng, 0.2), 0.08)]
)
def test_nothing_changes_and_little_is_said(made: Made, at_most: float) -> None:
    """Weekly looks for half a year: more or fewer at any time in at most 5%, with clusters 8%, of the runs.

    120 seeded runs; the bound adds two standard errors. "Four weeks against the four before" says so in most.
    """
    rng = np.random.default_rng(8_405)
    series = [made(rng) for _ in range(RUNS)]
    found = sum(any(one.statement in {"more", "fewer"} for one in incident_rate(days, WEEKLY)) for days in series)
    assert found <= RUNS * at_most + 2 * (RUNS * at_most * (1 - at_most)) ** 0.5
    assert sum(_four_weeks_against_four(days) for days in series) > RUNS / 2


def _four_weeks_against_four(days: Days) -> bool:
    """Tell whether the last four weeks ever have half as many again, or two thirds, of the four weeks before."""
    for look in WEEKLY[4:]:
        now = ((days >= look - 28) & (days < look)).sum()
        before = ((days >= look - 56) & (days < look - 28)).sum()
        if now + before >= 4 and (now >= 1.5 * before or before >= 1.5 * now):
            return True
    return False


def test_a_rate_three_times_as_high_is_found_and_never_taken_for_its_opposite() -> None:
    """From .1 to .3 a day on a declared day: more within half a year in most of 60 seeded runs, fewer in none."""
    rng = np.random.default_rng(8_406)
    said = [{one.statement for one in incident_rate(stepped(rng, 0.2, 3), WEEKLY, event=91.0)} for _ in range(60)]
    assert sum("more" in each for each in said) >= 33
    assert sum("fewer" in each for each in said) == 0


def _figures(result: IncidentRate) -> list[float]:
    return [result.evidence_more, result.evidence_fewer, result.because.clustering, result.because.days]
