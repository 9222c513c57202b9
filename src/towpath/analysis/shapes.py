"""The shapes a change can have: slopes, steps and ramps at every week, and what may follow a declared day."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from towpath.analysis.arguments import Floats

RAMP: Final = 28.0
"""Days that a ramp takes from nothing to its full size."""
_WEEK: Final = 7.0


class Shape(NamedTuple):
    """One shape: the day it begins, its column (n,), which is zero before, its prior weight and scale."""

    begins: float
    column: Floats
    weight: float
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """K shapes fixed before any value is seen: ``columns`` (n, K), the day each begins (K,) ascending, weight, scale.

    ``scale`` is the prior standard deviation of the size, in units of sigma. What the weights lack of one is the weight
    of shapes that never begin; their evidence is one.
    """

    columns: Floats
    begins: Floats
    weights: Floats
    scales: Floats


def dictionary(shapes: Iterable[Shape]) -> Dictionary:
    """Put shapes together, sorted by the day on which they begin."""
    ordered = sorted(shapes, key=lambda shape: shape.begins)
    return Dictionary(
        columns=np.column_stack([shape.column for shape in ordered]),
        begins=np.array([shape.begins for shape in ordered]),
        weights=np.array([shape.weight for shape in ordered]),
        scales=np.array([shape.scale for shape in ordered]),
    )


def step(days: Floats, at: float) -> Floats:
    """Return 0 before a day and 1 from it on."""
    return (days >= at).astype(np.float64)


def ramp(days: Floats, at: float) -> Floats:
    """Return 0 before a day, rising to 1 over four weeks."""
    return np.clip((days - at) / RAMP, 0.0, 1.0)


def pulse(days: Floats, at: float, length: float) -> Floats:
    """Return 1 for ``length`` days from a day on, then back to 0 within a week."""
    return np.where(days >= at, np.clip((at + length + _WEEK - days) / _WEEK, 0.0, 1.0), 0.0)


def fading(days: Floats, at: float, time: float) -> Floats:
    """Return 1 on a day, falling to 0 exponentially with a time constant in days."""
    return np.where(days >= at, np.exp(-np.maximum(days - at, 0.0) / time), 0.0)


def settling(days: Floats, at: float, time: float) -> Floats:
    """Return 0 on a day, nearing 1 exponentially with a time constant in days: a recovery."""
    return np.where(days >= at, 1.0 - fading(days, at, time), 0.0)
