"""What is handed to a function of the analysis: checked once, and refused by name where it cannot be used."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = Sequence[float] | Floats


def numbers(name: str, given: Numbers, *, low: float = -np.inf, high: float = np.inf) -> Floats:
    """Return finite numbers from ``low`` to ``high`` as an array of shape (n,).

    Raises:
        ValueError: they are not a list of finite numbers within the bounds; the message begins with ``name``.
    """
    try:
        found = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: must be numbers") from error
    if found.ndim != 1:
        raise ValueError(f"{name}: must be a list of numbers")
    if not np.isfinite(found).all():
        raise ValueError(f"{name}: must be finite")
    if ((found < low) | (found > high)).any():
        raise ValueError(f"{name}: must be from {low:g} to {high:g}")
    return found


def ascending(name: str, given: Numbers) -> Floats:
    """Return days in order, equal ones allowed, as an array of shape (n,).

    Raises:
        ValueError: they are not finite numbers in order.
    """
    found = numbers(name, given)
    if (np.diff(found) < 0).any():
        raise ValueError(f"{name}: must be in ascending order")
    return found


def number(name: str, given: float) -> float:
    """Return one finite number.

    Raises:
        ValueError: it is none.
    """
    return float(numbers(name, [given])[0])


def count(name: str, given: int) -> int:
    """Return a whole number of at least 0.

    Raises:
        ValueError: it is none.
    """
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < 0:
        raise ValueError(f"{name}: must be a whole number of at least 0")
    return int(given)
