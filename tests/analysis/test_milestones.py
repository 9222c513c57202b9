"""Milestones are reached and not passed over."""

import pytest

from towpath.analysis.milestones import following, reached


@pytest.mark.parametrize(
    ("number", "last", "next_"), [(0, 0, 8), (7, 0, 8), (8, 8, 16), (15, 8, 16), (16, 16, None), (99, 16, None)]
)
def test_the_last_and_the_next_milestone(number: int, last: int, next_: int | None) -> None:
    """Before the first, on each, between them and after the last."""
    assert reached(number, (8, 16)) == last
    assert following(number, (8, 16)) == next_
