"""Recovery since leaving, and days of the week that differ."""

import numpy as np
import pytest

from towpath.analysis import recovery, weekday_pattern

DAYS = np.arange(112.0)
STEADY = np.tile([4.0, 6.0, 5.0, 4.0, 5.0, 6.0, 3.0, 5.0], 14)
LEFT = 14.0


@pytest.mark.parametrize(("size", "word"), [(4.0, "better"), (-4.0, "worse")])
def test_a_course_that_rises_or_falls_after_leaving_is_named(size: float, word: str) -> None:
    """Four points within weeks, up or down, become clear."""
    course = size * (1 - np.exp(-np.maximum(DAYS - LEFT, 0) / 21)) - size / 2
    found = recovery(DAYS, np.clip(STEADY + course, 0, 10), LEFT, [112])[0]
    assert (found.statement, found.firmness) == (word, "clear")


def test_a_steady_course_after_leaving_is_no_clear_change() -> None:
    """What came before leaving does not count, and a level course is no change."""
    before = np.where(DAYS < LEFT, 0.0, STEADY)
    found = recovery(DAYS, before, LEFT, [112])[0]
    assert (found.statement, found.firmness) == ("no_clear_change", None)
    assert found.because.first == LEFT


def test_recovery_needs_three_weeks_and_ten_answers() -> None:
    """Before that there is not enough, and the day to look again is named."""
    early, enough = recovery(DAYS, STEADY, LEFT, [LEFT + 20, LEFT + 21])
    assert (early.statement, early.because.again) == ("not_enough", LEFT + 21)
    assert enough.statement == "no_clear_change"
    few = np.concatenate([DAYS[:20], [50]])
    (waiting,) = recovery(few, np.full(few.size, 5), LEFT, [51])
    assert (waiting.statement, waiting.because.missing, waiting.because.again) == ("not_enough", 3, 54)


def test_signs_of_recovery_come_before_clear() -> None:
    """Signs from evidence of 4 on, clear from 5 on."""
    course = 3 * (1 - np.exp(-np.maximum(DAYS - LEFT, 0) / 21)) - 1.5
    found = recovery(DAYS, np.clip(STEADY + course, 0, 10), LEFT, DAYS)
    spoke = [each for each in found if each.statement == "better"]
    assert {each.firmness for each in spoke} == {"signs", "clear"}
    assert all((each.firmness == "clear") == (each.upward >= 5) and each.upward >= 4 for each in spoke)


def pattern(better: tuple[int, ...], size: float, look: float = 112) -> tuple[str, tuple[int, ...], str | None]:
    """Return what is said of a steady record in which some days of the week differ."""
    week = DAYS.astype(int) % 7
    values = STEADY + size * np.isin(week, better)
    (found,) = weekday_pattern(DAYS, values, week, [look])
    return found.statement, found.weekdays, found.direction


@pytest.mark.parametrize(
    ("days", "size", "said"),
    [
        ((5, 6), 2.0, ("pattern", (5, 6), "better")),
        ((5, 6), -2.0, ("pattern", (5, 6), "worse")),
        ((0,), -3.0, ("pattern", (0,), "worse")),
        ((3,), 3.0, ("pattern", (3,), "better")),
        ((), 0.0, ("no_clear_pattern", (), None)),
    ],
)
def test_the_days_that_differ_are_named(
    days: tuple[int, ...], size: float, said: tuple[str, tuple[int, ...], str | None]
) -> None:
    """The weekend, or one day, with its direction; and nothing where no day differs."""
    assert pattern(days, size) == said


def test_a_pattern_needs_eight_weeks_and_twenty_answers() -> None:
    """Before that there is not enough, and the day to look again is named."""
    assert pattern((5, 6), 4.0, look=55)[0] == "not_enough"
    assert pattern((5, 6), 4.0, look=56)[0] == "pattern"
    (found,) = weekday_pattern([0, 60], [5, 6], [0, 4], [61])
    assert (found.because.missing, found.because.again) == (18, 79)
