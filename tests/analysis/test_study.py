"""The simulation study is honest: its diaries are what they are said to be, its peers what they are named for."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.study import count_peers, filters, peers, runner
from benchmarks.study.diaries import Diary, Floats, Recipe, carried, diary
from benchmarks.study.incidents import Series, cycle, incidents
from benchmarks.study.ours import true_course
from benchmarks.study.plan import PLAN
from benchmarks.study.results import Share
from benchmarks.study.scenarios import RECIPES, random
from scipy import stats
from statsmodels.tsa.statespace.structural import UnobservedComponents


def drawn(name: str, run: int = 0) -> Diary:
    """Return a diary of the study."""
    return diary(RECIPES[name], random(name, run))


def test_a_mood_has_the_carry_over_and_the_spread_that_were_asked_for() -> None:
    """A long mood with a carry-over of .5 has variance 1 and a correlation of .5 from one day to the next."""
    mood = carried(20_000, 0.5, np.random.default_rng(1))
    assert mood.std() == pytest.approx(1, abs=0.03)
    assert np.corrcoef(mood[1:], mood[:-1])[0, 1] == pytest.approx(0.5, abs=0.02)


def test_thirty_in_a_hundred_days_are_missing_and_half_of_them_in_bursts() -> None:
    """Over 40 diaries 30% of the days have no answer, and many of those lie beside each other."""
    diaries = [drawn("flat-26", run) for run in range(40)]
    gaps = np.concatenate([np.diff(each.days) - 1 for each in diaries])
    assert np.mean([1 - len(each.days) / each.length for each in diaries]) == pytest.approx(0.3, abs=0.01)
    assert 0.3 < gaps[gaps >= 3].sum() / gaps.sum() < 0.8


@pytest.mark.parametrize(("points", "answers"), [(11, set(range(11))), (5, {0, 2.5, 5, 7.5, 10})])
def test_answers_are_the_points_of_the_scale(points: int, answers: set[float]) -> None:
    """Eleven points give whole numbers from 0 to 10, five points every 2.5."""
    found = diary(Recipe(points=points), np.random.default_rng(2)).values
    assert set(found.tolist()) <= answers
    assert len(set(found.tolist())) > 2


def test_a_step_of_one_standard_deviation_is_that_high() -> None:
    """Over 200 diaries the days after the event lie one standard deviation above those before."""
    rises = []
    for run in range(200):
        each = drawn("up-26", run)
        after = each.days >= each.event
        rises.append((each.values[after].mean() - each.values[~after].mean()) / each.spread)
    assert np.mean(rises) == pytest.approx(1, abs=0.08)


def test_a_honeymoon_is_over_after_four_weeks() -> None:
    """Three weeks up, none of it left after the fourth; and it counts as passing."""
    each = drawn("honeymoon-26")
    start = int(each.event)
    assert set(each.course[start : start + 21]) == {1.0}
    assert not each.course[start + 28 :].any()
    assert true_course(each) == 2


def test_drawn_courses_come_as_often_as_the_statements_suppose() -> None:
    """Half nothing, 15% lasting and 10% passing in each direction."""
    found = [true_course(drawn("drawn-26", run)) for run in range(2000)]
    assert np.bincount(found, minlength=5) / 2000 == pytest.approx([0.5, 0.15, 0.1, 0.15, 0.1], abs=0.03)


def test_every_method_sees_the_same_diary_and_every_run_another_one() -> None:
    """The chance of a run depends on the scenario and the run only."""
    assert np.array_equal(drawn("flat-26", 3).values, drawn("flat-26", 3).values)
    assert not np.array_equal(drawn("flat-26", 3).values[:50], drawn("flat-26", 4).values[:50])


@pytest.mark.parametrize("course", ["constant", "clustered", "tripled", "a third"])
def test_incidents_have_the_rate_that_was_asked_for(course: str) -> None:
    """Whatever the course, .1 a day on average."""
    counts = [len(incidents(Series(course=course), np.random.default_rng(run))) for run in range(400)]
    assert np.mean(counts) / 182 == pytest.approx(0.1, abs=0.008)


def test_tripled_incidents_are_tripled_and_clustered_ones_clustered() -> None:
    """Three times as many after the event; the variance of clustered counts is well above their mean."""
    series = Series(course="tripled")
    days = np.concatenate([incidents(series, np.random.default_rng(run)) for run in range(400)])
    assert np.mean(days >= series.event) == pytest.approx(0.75, abs=0.02)
    counts = [len(incidents(Series(course="clustered"), np.random.default_rng(run))) for run in range(400)]
    assert np.var(counts) > 2 * np.mean(counts)


def test_a_cycle_has_the_jitter_that_was_asked_for() -> None:
    """The gaps of a long cycle have a mean of 14 days and a spread of 30% of it."""
    gaps = np.diff(cycle(4000, 0.3, np.random.default_rng(3)))
    assert gaps.mean() == pytest.approx(14, abs=0.3)
    assert gaps.std() / gaps.mean() == pytest.approx(0.3, abs=0.02)


def test_the_local_level_has_the_likelihood_that_statsmodels_finds() -> None:
    """On a day-by-day series, differences of log likelihood between drifts are those of statsmodels."""
    values = np.cumsum(np.random.default_rng(4).normal(size=60)) * 0.3 + np.random.default_rng(5).normal(size=60)
    drifts = np.array([0.01, 0.1, 1.0])
    ours, change, _ = filters.level_filter(np.arange(60.0), values, drifts)
    model = UnobservedComponents(values, "llevel", use_exact_diffuse=True)
    theirs = [model.loglike([noise, noise * q]) for q, noise in zip(drifts, _noise(values, drifts), strict=True)]
    assert np.diff(ours[-1]) == pytest.approx(np.diff(theirs), abs=1e-3)
    assert np.isfinite(change).all()


def _noise(values: Floats, drifts: Floats) -> Floats:
    """Return the most likely variance of the noise for each drift, from statsmodels' own residuals."""
    found = []
    for drift in drifts:
        model = UnobservedComponents(values, "llevel", use_exact_diffuse=True)
        residuals = model.smooth([1.0, drift]).filter_results.standardized_forecasts_error[0][1:]
        found.append(float(np.mean(residuals**2)))
    return np.array(found)


def test_peers_say_what_the_test_they_are_named_for_says() -> None:
    """At every look: the slope is scipy's on the answers before it; Tau-U is Kendall's tau of the two phases."""
    each, looks = drawn("up-26"), np.array([100.0, 182.0])
    lines = peers.at_each_look(peers.slope)(each, looks)
    phases = peers.at_each_look(peers.tau_u)(each, looks)
    for look, line, phase in zip(looks, lines, phases, strict=True):
        days, values = each.days[each.days < look], each.values[each.days < look]
        expected = stats.linregress(days, values)
        assert line == (np.sign(expected.slope) if expected.pvalue < 0.05 else 0)
        assert phase in (0, np.sign(stats.kendalltau(days >= each.event, values).statistic))


def test_peers_see_a_change_that_nobody_could_overlook() -> None:
    """From 2 to 8 at the event: at the end every peer but the trend-free chart of zero spread says better."""
    days = np.arange(120.0)
    noise = np.random.default_rng(6).normal(0, 0.8, 120)
    values = np.clip(np.round(np.where(days < 60, 2, 8) + noise), 0, 10)
    plain = Diary(
        days=days, values=values, weekdays=days.astype(int) % 7, length=120, event=60.0, spread=0.8, course=days * 0
    )
    for test in (peers.slope, peers.mann_kendall, peers.hamed_rao, peers.pelt, peers.tau_u, peers.sarimax):
        assert peers.at_each_look(test)(plain, np.array([120.0])) == [1]
    for peer in (peers.ewma_chart, filters.local_level, filters.bocpd):
        assert peer(plain, np.array([40.0, 120.0])).tolist() == [0, 1]


def test_peers_of_counts_are_the_tests_they_are_named_for() -> None:
    """Nine later against one earlier is more by every count; promises kept 9 of 10 after 1 of 10 are more."""
    days, look = np.array([10.0, *range(150, 177, 3)]), np.array([182.0])
    for peer in (count_peers.four_weeks, count_peers.halves, count_peers.laplace):
        assert peer(days, look) == [1]
    assert count_peers.fisher(1, 10, 9, 10) == count_peers.posterior(1, 10, 9, 10) == 1
    assert count_peers.fisher(5, 10, 5, 10) == count_peers.posterior(5, 10, 5, 10) == 0


def test_a_share_carries_its_error_and_a_bound_where_there_is_none() -> None:
    """The standard error of 20 in 400 is 1.1 points; of none in 400 it is known that less than .7% do it."""
    assert str(Share(hits=20, runs=400)) == "5.0 ± 1.1"
    assert str(Share(hits=0, runs=400)) == "0 (< 0.7)"


def test_a_run_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    """Whole lines are kept, half a line is done again, and the result is that of an unbroken run."""
    job = PLAN["flat-26.ewma.7"]
    few = [replace(job, runs=6, chunk=2)]
    runner.carry_out(tmp_path, few)
    file = runner.results_file(tmp_path, job.name)
    whole = file.read_text("utf-8")
    file.write_text(whole[: len(whole) // 2], "utf-8")
    runner.carry_out(tmp_path, few)
    assert sorted(file.read_text("utf-8").splitlines()) == sorted(whole.splitlines())
