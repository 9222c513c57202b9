"""What is given to the analysis is checked once, and a refusal names the argument."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from towpath.analysis import (
    check_in_bias,
    recovery,
    since_event,
    size_of_change,
    trend,
    trends,
    weekday_pattern,
)
from towpath.analysis.arguments import MOST

Asked = Callable[[Any, Any], object]

FUNCTIONS: dict[str, Asked] = {
    "trends": lambda days, values: trends(days, values, [30]),
    "trend": lambda days, values: trend(days, values, 30, event=2),
    "since_event": lambda days, values: since_event(days, values, 2, [30]),
    "recovery": lambda days, values: recovery(days, values, 2, [30]),
    "weekday_pattern": lambda days, values: weekday_pattern(days, values, [0] * len(days), [30]),
    "size_of_change": lambda days, values: size_of_change(days, values, 30),
    "check_in_bias": check_in_bias,
}
BAD: list[tuple[list[Any], list[Any], str]] = [
    ([1, 3, 2], [5, 5, 5], "days"),
    ([1, 1, 2], [5, 5, 5], "days"),
    ([1, float("nan"), 3], [5, 5, 5], "days"),
    ([1, 2, float("inf")], [5, 5, 5], "days"),
    ([1, 2, 1e9], [5, 5, 5], "days"),
    (["a", 2, 3], [5, 5, 5], "days"),
    ([[1, 2, 3]], [5], "days"),
    ([1, 2, 3], [5, 5], "values"),
    ([1, 2, 3], [5, 5, 10.5], "values"),
    ([1, 2, 3], [-1, 5, 5], "values"),
    ([1, 2, 3], [5, float("nan"), 5], "values"),
    ([1, 2, 3], [5, None, 5], "values"),
    ([1, 2, 3], [5, "x", 5], "values"),
]


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(("days", "values", "argument"), BAD)
def test_bad_input_is_refused_by_name(name: str, days: list[Any], values: list[Any], argument: str) -> None:
    """Each function refuses days and values that cannot be, and says which of the two it is."""
    with pytest.raises(ValueError, match=f"^{argument}: "):
        FUNCTIONS[name](days, values)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_million_answers_are_refused_rather_than_slow(name: str) -> None:
    """More than 20,000 answers are refused with the number that is allowed."""
    with pytest.raises(ValueError, match=f"^days: 1000000 .* {MOST} "):
        FUNCTIONS[name](np.arange(1_000_000) / 1000, np.full(1_000_000, 5))


@pytest.mark.parametrize(
    ("ask", "argument"),
    [
        (lambda: trends([1, 2], [5, 5], [3, 2]), "looks"),
        (lambda: trends([1, 2], [5, 5], [float("nan")]), "looks"),
        (lambda: trends([1, 2], [5, 5], 3), "looks"),
        (lambda: trends([1, 2], [5, 5], [3], weekend=[True]), "weekend"),
        (lambda: trends([1, 2], [5, 5], [3], event=float("inf")), "event"),
        (lambda: since_event([1, 2], [5, 5], float("nan"), [3]), "event"),
        (lambda: since_event([1, 2], [5, 5], 2, [3], weekend=[True]), "weekend"),
        (lambda: recovery([1, 2], [5, 5], float("nan"), [3]), "left"),
        (lambda: recovery([1, 2], [5, 5], 1, [3], weekend=[True] * 3), "weekend"),
        (lambda: weekday_pattern([1, 2], [5, 5], [1], [3]), "weekdays"),
        (lambda: weekday_pattern([1, 2], [5, 5], [1, 7], [3]), "weekdays"),
        (lambda: weekday_pattern([1, 2], [5, 5], [1, 0.5], [3]), "weekdays"),
        (lambda: size_of_change([1, 2], [5, 5], 3, base=0), "base"),
        (lambda: size_of_change([1, 2], [5, 5], 3, recent=float("nan")), "base, recent"),
        (lambda: size_of_change([1, 2], [5, 5], 3, level=1.0), "level"),
        (lambda: size_of_change([1, 2], [5, 5], float("nan")), "looks"),
    ],
)
def test_the_other_arguments_are_refused_by_name(ask: Callable[[], object], argument: str) -> None:
    """Looks, events and marks that cannot be are refused, and the refusal names them."""
    with pytest.raises(ValueError, match=f"^{argument}"):
        ask()


@pytest.mark.parametrize("days", [[], [3]])
def test_no_answer_or_one_is_not_enough(days: list[int]) -> None:
    """An empty record and one of a single answer are fine: they are not enough for anything."""
    values, looks = [5] * len(days), [0, 3, 30, 400]
    found: list[Any] = [
        *trends(days, values, looks, event=10),
        *recovery(days, values, 10, looks),
        *weekday_pattern(days, values, [0] * len(days), looks),
        *(size_of_change(days, values, look) for look in looks),
    ]
    assert {each.statement for each in found} == {"not_enough"}
    assert {each.statement for each in since_event(days, values, 10, looks)} == {"too_early"}
    assert check_in_bias(days, values) == []


def test_no_look_is_no_result() -> None:
    """Where nobody looks, nothing is said."""
    assert trends([1, 2], [5, 5], []) == []
    assert since_event([1], [5], 1, []) == []
    assert recovery([], [], 1, []) == []
