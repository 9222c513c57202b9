"""What cannot be used is refused with the name of the argument."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from towpath.analysis import incident_bursts, incident_cycle, incident_rate, promises, severity_trend
from towpath.analysis.arguments import MOST

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize("bad", [[2, 1], [1, NAN], [1, INF], [[1, 2]], ["x"], 3, None, [None], [1, [2]]], ids=str)
@pytest.mark.parametrize("function", [incident_cycle, incident_bursts, lambda days: incident_rate(days, [100])])
def test_days_that_are_no_days_are_refused(function: Callable[[Any], Any], bad: Any) -> None:
    """Out of order, not finite, nested or no numbers: a ValueError that begins with the name."""
    with pytest.raises(ValueError, match=r"^days: must be"):
        function(bad)


@pytest.mark.parametrize(
    "function", [incident_cycle, incident_bursts, severity_trend, lambda days: incident_rate(days, [100])]
)
def test_a_million_incidents_are_refused_rather_than_slow(function: Callable[[Any], Any]) -> None:
    """More than 20,000 in one call are refused with the number that is allowed."""
    with pytest.raises(ValueError, match=rf"^(days|severities): 1000000 .* {MOST} "):
        function(np.arange(1_000_000) / 100_000)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("looks", {"looks": [50, 40]}), ("looks", {"looks": [NAN]}), ("looks", {"looks": 50}),
        ("looks", {"looks": [50_000]}), ("looks", {"looks": [738_000], "start": 0}),
        ("event", {"event": NAN}), ("event", {"event": "x"}), ("event", {"event": [1]}),
        ("start", {"start": INF}), ("start", {"start": 2}),
    ],
    ids=str,
)  # fmt: skip
def test_looks_event_and_start_are_checked(name: str, arguments: dict[str, Any]) -> None:
    """Each is refused by its own name; a start after the first incident too."""
    with pytest.raises(ValueError, match=rf"^{name}: must"):
        incident_rate([1, 5], **{"looks": [50], **arguments})


@pytest.mark.parametrize("bad", [[-1], [10.5], [NAN], [[1]], ["x"], 5], ids=str)
def test_severities_off_the_scale_are_refused(bad: Any) -> None:
    """Severities are finite numbers from 0 to 10."""
    with pytest.raises(ValueError, match=r"^severities: must be"):
        severity_trend(bad)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("kept_before", (-1, 5, 1, 3)), ("total_before", (1, -5, 1, 3)), ("kept_after", (1, 5, 1.5, 3)),
        ("total_after", (1, 5, 1, "3")), ("kept_before", (True, 5, 1, 3)), ("total_after", (1, 5, 1, None)),
        ("kept_before", (6, 5, 1, 3)), ("kept_after", (5, 5, 4, 3)), ("kept_after", (5, 5, NAN, 3)),
    ],
)  # fmt: skip
def test_counts_that_are_none_are_refused(name: str, counts: Any) -> None:
    """No whole number, less than nothing, or more kept than made."""
    with pytest.raises(ValueError, match=rf"^{name}: "):
        promises(*counts)


def test_what_is_given_is_left_as_it_is() -> None:
    """Arrays of the caller are read and never changed, and lists do as well as arrays."""
    days = np.array([1.0, 4, 9, 12, 13, 20, 28, 30, 33, 41])
    before = days.copy()
    assert incident_cycle(days) == incident_cycle(days.tolist())
    assert incident_rate(days, [50.0]) == incident_rate(days.tolist(), np.array([50.0]))
    assert incident_bursts(days).because.incidents == len(days)
    assert (days == before).all()
