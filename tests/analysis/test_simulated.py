"""A small study with fixed seeds: it fails where the method breaks, not by chance.

Where a rate is bounded, the bound lies at least three deviations of so many runs from what the method does (the large
study is under benchmarks). 100 invented diaries of 26 weeks each.
"""

import numpy as np
import pytest

from tests.analysis.simulated import Invented, invented
from towpath.analysis import recovery, since_event, trends, weekday_pattern

RUNS = 100
DAILY = np.arange(14.0, 183.0)
WEEKLY = np.arange(14.0, 183.0, 7.0)


def diaries(*, step: float = 0.0, passing: float = 0.0, weekend: float = 0.3) -> list[Invented]:
    """Return the invented diaries of a kind."""
    return [invented(seed, step=step, passing=passing, weekend=weekend) for seed in range(9000, 9000 + RUNS)]


def said(record: Invented, looks: np.ndarray, *, declared: bool) -> set[str]:
    """Return what the trend says at some time."""
    event = record.change if declared else None
    return {each.statement for each in trends(record.days, record.values, looks, weekend=record.weekend, event=event)}


def share(found: list[bool]) -> float:
    """Return the share of the runs in which something holds."""
    return sum(found) / len(found)


def test_looking_every_day_seldom_finds_what_is_not_there() -> None:
    """Nothing changes, and one looks every day for half a year: a change is said in at most 13 of 100 diaries."""
    assert share([bool(said(each, DAILY, declared=False) & {"better", "worse"}) for each in diaries()]) <= 0.13


@pytest.mark.parametrize(("declared", "least"), [(True, 0.65), (False, 0.40)])
def test_a_lasting_change_of_one_deviation_is_found(*, declared: bool, least: float) -> None:
    """It is named at some weekly look, more often where its day was declared; the wrong direction is never named."""
    found = [said(each, WEEKLY, declared=declared) for each in diaries(step=1.0)]
    assert share(["better" in each for each in found]) >= least
    assert not any("worse" in each for each in found)


def test_a_passing_change_is_seldom_called_held() -> None:
    """Three better weeks that pass: "held" is said at some time in at most 11 of 100 diaries."""
    found = [since_event(each.days, each.values, each.change, WEEKLY) for each in diaries(passing=1.0)]
    assert share([any(look.statement == "better_and_held" for look in looks) for looks in found]) <= 0.11


def test_a_lasting_change_is_called_held() -> None:
    """A step of one and a half deviations that lasts is called held in at least half of the diaries."""
    found = [since_event(each.days, each.values, each.change, WEEKLY) for each in diaries(step=1.5)]
    assert share([looks[-1].statement == "better_and_held" for looks in found]) >= 0.5


def test_a_recovery_is_seldom_found_where_nothing_changes() -> None:
    """Nothing changes, and one looks every week: a recovery or its reverse is said in at most 18 of 100 diaries."""
    found = [recovery(each.days, each.values, 0, WEEKLY, weekend=each.weekend) for each in diaries()]
    assert share([any(look.statement in ("better", "worse") for look in looks) for looks in found]) <= 0.18


def test_a_pattern_of_the_week_is_seldom_found_where_there_is_none() -> None:
    """No day differs, and one looks every week: a pattern is said in at most 8 of 100 diaries."""
    found = [weekday_pattern(each.days, each.values, each.weekdays, WEEKLY) for each in diaries(weekend=0.0)]
    assert share([any(look.statement == "pattern" for look in looks) for looks in found]) <= 0.08
