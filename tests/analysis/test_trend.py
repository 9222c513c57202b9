"""When the trend speaks, when it does not, and when to look again."""

import numpy as np
import pytest

from tests.analysis.simulated import invented
from towpath.analysis import trend, trends
from towpath.analysis.trend import PROVED, threshold

DAYS = np.arange(120.0)
STEADY = np.tile([4.0, 6.0, 5.0, 3.0, 5.0, 7.0, 6.0, 4.0], 15)
RISING = np.where(DAYS < 40, STEADY - 1, STEADY + 1.5)


@pytest.mark.parametrize(
    ("days", "look", "missing", "again"),
    [
        ([], 5, 10, 19),
        (range(6), 6, 4, 14),
        (range(6), 20, 4, 24),
        (range(12), 12, 0, 14),
        (range(0, 40, 5), 40, 2, 42),
        (range(20), 35, 0, 36),
    ],
)
def test_not_enough_says_how_much_is_missing_and_when_to_look_again(
    days: range, look: float, missing: int, again: float
) -> None:
    """Ten answers, two weeks, and an answer in the last two weeks; the earliest day supposes an answer every day."""
    found = trend(list(days), [5] * len(days), look)
    assert (found.statement, found.firmness, found.proved) == ("not_enough", None, False)
    assert (found.because.missing, found.because.again) == (missing, again)


def test_it_is_enough_on_the_day_that_was_named() -> None:
    """With an answer every day, the named day is the first on which there is a statement."""
    found = trends(DAYS, STEADY, DAYS)
    first = next(each for each in found if each.statement != "not_enough")
    assert {each.because.again for each in found if 4 <= each.look < first.look} == {first.look} == {14}


def test_a_record_that_fell_silent_says_nothing_of_today() -> None:
    """After two weeks without an answer there is no statement, and the reason is named."""
    found = trend(DAYS, RISING, 134)
    assert (found.statement, found.because.caveats) == ("not_enough", ("no_answer_in_two_weeks",))
    assert trend(DAYS, RISING, 133).statement == "better"


def test_a_large_lasting_change_is_clear_and_proved() -> None:
    """Two and a half points up since a declared day, for eleven weeks: clear, beyond the bound that holds by proof."""
    found = trend(DAYS, RISING, 120, event=40)
    assert (found.statement, found.firmness, found.proved) == ("better", "clear", True)
    assert found.upward >= PROVED > 1 > found.downward
    assert (found.because.answers, found.because.first, found.because.last) == (120, 0, 119)


def test_a_steady_record_shows_no_clear_change() -> None:
    """Ups and downs about one level are no change, and the evidence says so."""
    found = trend(DAYS, STEADY, 120)
    assert (found.statement, found.firmness) == ("no_clear_change", None)
    assert max(found.upward, found.downward) < 1


def test_signs_come_before_clear() -> None:
    """As a change lasts, signs of it come first; from twice the threshold on they are clear."""
    found = [each for each in trends(DAYS, RISING, range(14, 121)) if each.statement == "better"]
    assert [each.firmness for each in found][:1] == ["signs"]
    assert [each.firmness for each in found][-1:] == ["clear"]
    assert all((each.firmness == "clear") == (each.upward >= 2 * each.threshold) for each in found)
    assert all(each.upward >= each.threshold for each in found)


def test_more_is_asked_the_longer_one_has_looked() -> None:
    """The threshold rises with the weeks since the first answer and stays."""
    asked = [threshold(7.0 * weeks) for weeks in (0, 8, 8.1, 16, 16.1, 32, 32.1, 500)]
    assert asked == sorted(asked)
    assert asked[0] == asked[1]
    assert len(set(asked)) == 4


def test_a_declared_day_makes_a_change_on_it_easier_to_see() -> None:
    """The evidence for a step is larger where its day was declared, and smaller where another was."""
    record = invented(12, step=1.2)
    looks = [182]
    declared, undeclared, wrong = (
        trends(record.days, record.values, looks, weekend=record.weekend, event=event)[0].upward
        for event in (record.change, None, 20.0)
    )
    assert declared > undeclared > wrong


def test_a_weekend_is_no_trend() -> None:
    """Where the last answers are of weekends that were always better, marking them takes that out."""
    days = np.arange(70.0)
    weekend = days % 7 >= 5
    values = np.where(weekend, 8.0, 4.0) + np.tile([0.0, 1.0], 35)
    shown = (days < 42) | weekend
    marked = trend(days[shown], values[shown], 70, weekend=weekend[shown])
    unmarked = trend(days[shown], values[shown], 70)
    assert marked.statement == "no_clear_change"
    assert marked.upward < unmarked.upward


def test_a_long_record_is_answered() -> None:
    """Six years of daily answers: the shapes end after 57 weeks and the sums go on."""
    days = np.arange(2200.0)
    found = trends(days, np.tile(STEADY, 19)[:2200], [2200])
    assert found[0].statement == "no_clear_change"
