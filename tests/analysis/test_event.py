"""What is said about the time since a declared day."""

import numpy as np
import pytest

from towpath.analysis import since_event
from towpath.analysis.event import SinceEvent

DAYS = np.arange(150.0)
EVENT = 50.0
STEADY = np.tile([4.0, 6.0, 5.0, 4.0, 5.0, 6.0, 3.0, 5.0, 5.0, 7.0], 15)


def found(change: np.ndarray, looks: list[float]) -> list[SinceEvent]:
    """Return what is said of a steady record with a change added."""
    return since_event(DAYS, STEADY + change, EVENT, looks)


def after(start: float, end: float, size: float) -> np.ndarray:
    """Return a change of a size between two days since the event, nothing elsewhere."""
    since = DAYS - EVENT
    return size * ((since >= start) & (since < end))


@pytest.mark.parametrize(("size", "word"), [(2.0, "better"), (-2.0, "worse")])
def test_a_change_that_lasts_is_for_now_and_then_held(size: float, word: str) -> None:
    """For the first six weeks it is "for now"; from then on it has held."""
    early, before, later = found(after(0, 150, size), [EVENT + 22, EVENT + 41, EVENT + 70])
    assert (early.statement, before.statement) == (f"{word}_for_now", f"{word}_for_now")
    assert later.statement == f"{word}_and_held"
    assert later.none < 0.01


@pytest.mark.parametrize(("size", "word"), [(2.0, "better"), (-2.0, "worse")])
def test_a_change_that_passes_went_back(size: float, word: str) -> None:
    """Three weeks of it, then as before: it is named as what it was."""
    (late,) = found(after(0, 21, size), [150])
    assert late.statement == f"{word}_then_back"


def test_no_change_is_no_clear_change() -> None:
    """A steady record goes on: none is the largest of the five."""
    (late,) = found(after(0, 0, 1), [150])
    assert late.statement == "no_clear_change"
    chances = (late.none, late.lasting_up, late.passing_up, late.lasting_down, late.passing_down)
    assert late.none == max(chances)
    assert sum(chances) == pytest.approx(1)


def test_three_weeks_and_four_answers_on_either_side_are_needed() -> None:
    """Before that it is too early, and the day to look again is named."""
    early, enough = found(after(0, 150, 2), [EVENT + 20, EVENT + 21])
    assert (early.statement, early.because.again) == ("too_early", EVENT + 21)
    assert (enough.statement, enough.because.again) == ("better_for_now", None)
    few = DAYS[(DAYS < EVENT) | (DAYS >= EVENT + 28)]
    (waiting,) = since_event(few, np.full(few.size, 5), EVENT, [EVENT + 30])
    assert (waiting.statement, waiting.answers_after, waiting.because.missing) == ("too_early", 2, 2)
    assert waiting.because.again == EVENT + 32


def test_too_little_before_the_event_cannot_be_made_up_for() -> None:
    """With three answers before, it stays too early and there is no day to look again: the reason is a caveat."""
    days = np.arange(EVENT - 3, 150)
    (late,) = since_event(days, np.full(days.size, 5), EVENT, [150])
    assert (late.statement, late.answers_before, late.because.again) == ("too_early", 3, None)
    assert late.because.caveats == ("few_answers_before",)


def test_held_needs_answers_from_that_time() -> None:
    """Where the answers end three weeks after the event, it has not held, however late one looks."""
    days = DAYS[DAYS < EVENT + 21]
    values = (STEADY + after(0, 150, 3))[: days.size]
    (late,) = since_event(days, values, EVENT, [150])
    assert late.statement == "better_for_now"


def test_an_event_outside_of_the_record_is_too_early() -> None:
    """Before the first answer, or after the last, there is nothing to compare."""
    assert [each.statement for each in since_event(DAYS, STEADY, -20, [150])] == ["too_early"]
    assert [each.statement for each in since_event(DAYS, STEADY, 200, [150])] == ["too_early"]
