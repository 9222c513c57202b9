"""How large a change is, in points."""

import numpy as np
import pytest

from tests.analysis.simulated import invented
from towpath.analysis import size_of_change

DAYS = np.arange(90.0)
STEADY = np.tile([4.0, 6.0, 5.0], 30)


def test_the_mean_is_the_difference_of_the_means() -> None:
    """Two points up in the last weeks: the mean says two, and the interval is about it."""
    found = size_of_change(DAYS, STEADY + 2 * (DAYS >= 50), 90)
    assert found.statement == "size"
    assert found.mean is not None
    assert found.mean == pytest.approx(2, abs=0.1)
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < found.mean < found.high
    assert found.high - found.mean == pytest.approx(found.mean - found.low)


def test_a_higher_level_gives_a_wider_interval() -> None:
    """To hold the change more often, the interval must be wider."""
    wide, narrow = (size_of_change(DAYS, STEADY, 90, level=level) for level in (0.99, 0.5))
    assert wide.high is not None
    assert narrow.high is not None
    assert wide.high > narrow.high > 0


def test_the_interval_never_leaves_the_scale() -> None:
    """From 0 to 10 no change is larger than ten points."""
    found = size_of_change(DAYS, np.where(DAYS < 45, 0.0, 10.0), 90)
    assert (found.mean, found.high) == (10, 10)


@pytest.mark.parametrize(
    ("days", "look", "missing", "again", "caveats"),
    [
        (DAYS[:40], 40, 0, 56, ()),
        (DAYS[:3], 10, 3, 56, ()),
        (np.r_[DAYS[:40], 80, 81], 82, 4, 86, ()),
        (np.r_[DAYS[:3], DAYS[30:]], 90, 3, None, ("few_first_answers",)),
    ],
)
def test_not_enough_says_what_is_missing(
    days: np.ndarray, look: float, missing: int, again: float | None, caveats: tuple[str, ...]
) -> None:
    """Six answers in each window, and time for both; first days that passed without them cannot be made up for."""
    found = size_of_change(days, np.full(days.size, 5), look)
    assert (found.statement, found.mean, found.low, found.high) == ("not_enough", None, None, None)
    assert (found.because.missing, found.because.again, found.because.caveats) == (missing, again, caveats)


def test_a_long_record_is_answered() -> None:
    """Ten years of answers are cut into a dozen levels between the first and the last weeks."""
    days = np.arange(3650.0)
    found = size_of_change(days, np.tile(np.tile([4.0, 6.0, 5.0], 10), 122)[:3650], 3650)
    assert found.mean == pytest.approx(0, abs=0.1)


def test_the_interval_holds_the_change_about_as_often_as_it_says() -> None:
    """Of 60 invented diaries with a step of one deviation, at least 50 intervals of nine in ten hold it."""
    held = 0
    for seed in range(60):
        steady, record = invented(100 + seed), invented(100 + seed, step=1.0)
        found = size_of_change(record.days, record.values, 182)
        after = record.days >= record.change
        true = (record.values - steady.values)[after].mean()
        assert found.low is not None
        assert found.high is not None
        held += found.low <= true <= found.high
    assert held >= 50
