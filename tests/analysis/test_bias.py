"""Whether the way the answers were given may mislead."""

import numpy as np

from towpath.analysis import check_in_bias

EVERY_DAY = np.arange(100.0)


def test_answers_given_evenly_have_no_caveat() -> None:
    """One a day, whatever they say."""
    assert check_in_bias(EVERY_DAY, np.tile([2, 9, 5, 4], 25)) == []


def test_answering_more_often_or_less_often_is_named() -> None:
    """Every third day at first and every day later, and the other way round."""
    often = np.concatenate([np.arange(0, 50, 3), np.arange(50, 100)])
    assert check_in_bias(often, np.full(often.size, 5)) == ["answers_more_often"]
    seldom = 100 - often[::-1]
    assert check_in_bias(seldom, np.full(often.size, 5)) == ["answers_less_often"]


def test_gaps_after_better_or_worse_days_are_named() -> None:
    """Four days without an answer after each 8 (or 2) among answers about 5."""
    days, values, day = [], [], 0
    for turn in range(80):
        days.append(day)
        values.append(8 if turn % 8 == 7 else 4 + turn % 3)
        day += 4 if turn % 8 == 7 else 1
    assert check_in_bias(days, values) == ["gaps_follow_better_days"]
    assert check_in_bias(days, [10 - value for value in values]) == ["gaps_follow_worse_days"]


def test_few_answers_or_few_gaps_have_no_caveat() -> None:
    """Below 20 answers, or with four gaps only, nothing is said."""
    days = np.concatenate([np.arange(4), np.arange(50, 65)])
    assert check_in_bias(days, np.full(19, 5)) == []
    gappy = np.concatenate([start + np.arange(10.0) for start in range(0, 70, 14)])
    assert check_in_bias(gappy, np.tile([5, 5, 5, 5, 4, 6, 5, 5, 5, 9], 5)) == []


def test_regular_gaps_after_any_day_are_no_caveat() -> None:
    """Who answers every fourth day leaves no gap that is unlike the others."""
    assert check_in_bias(EVERY_DAY * 4, np.tile([2, 9, 5, 4], 25)) == []
