"""What is handed to a function of the analysis: checked once, and refused by name where it cannot be used."""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]

MOST: Final = 20_000
"""The most answers, incidents or looks in one call: one a day for 54 years. More is refused rather than slow."""
FARTHEST: Final = 1e7
"""Days from the origin, either way: 27,000 years. Beyond it a day is a mistake, and sums lose their last digits."""


def numbers(name: str, given: ArrayLike, *, low: float = -np.inf, high: float = np.inf) -> Floats:
    """Return finite numbers from ``low`` to ``high`` as an array of shape (n,).

    Raises:
        ValueError: they are not a list of so many finite numbers within the bounds; the message begins with ``name``.
    """
    try:
        found = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: must be numbers") from error
    if found.ndim != 1:
        raise ValueError(f"{name}: must be a list of numbers")
    if found.size > MOST:
        raise ValueError(f"{name}: {found.size} are more than the {MOST} that can be looked at together")
    if not np.isfinite(found).all():
        raise ValueError(f"{name}: must be finite")
    if ((found < low) | (found > high)).any():
        raise ValueError(f"{name}: must be from {low:g} to {high:g}")
    return found


def ascending(name: str, given: ArrayLike) -> Floats:
    """Return days in order, equal ones allowed, as an array of shape (n,).

    Raises:
        ValueError: they are not finite numbers in order, or too far from their origin.
    """
    found = numbers(name, given, low=-FARTHEST, high=FARTHEST)
    if (np.diff(found) < 0).any():
        raise ValueError(f"{name}: must be in ascending order")
    return found


def day(name: str, given: float) -> float:
    """Return one day.

    Raises:
        ValueError: it is no finite number, or too far from its origin.
    """
    return float(numbers(name, [given], low=-FARTHEST, high=FARTHEST)[0])


def count(name: str, given: int) -> int:
    """Return a whole number of at least 0.

    Raises:
        ValueError: it is none.
    """
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < 0:
        raise ValueError(f"{name}: must be a whole number of at least 0")
    return int(given)
