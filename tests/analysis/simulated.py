"""Invented diaries: whole numbers from 0 to 10, moods that carry over, weekends, days without an answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A diary: its days, values and weekends, and the day on which its change begins."""

    days: Floats
    values: Floats
    weekend: NDArray[np.bool_]
    weekdays: NDArray[np.int_]
    change: float


def invented(seed: int, weeks: int = 26, *, step: float = 0.0, passing: float = 0.0, weekend: float = 0.3) -> Invented:
    """Invent a diary of so many weeks; a change of ``step`` or ``passing`` deviations begins after a third of it.

    The effect of weekends is drawn with the deviation ``weekend``.
    """
    chance = np.random.default_rng(seed)
    every = np.arange(7 * weeks)
    change = 7 * (weeks // 3)
    mood = wandering(chance, every.size, chance.uniform(0.2, 0.6))
    mood += step * (every >= change) + passing * ((every >= change) & (every < change + 21))
    mood += chance.normal(0, weekend) * (every % 7 >= 5)
    values = np.clip(np.round(chance.uniform(3.5, 6.5) + chance.uniform(1.3, 2.0) * mood), 0, 10)
    there = answered(chance, every.size)
    days = every[there]
    return Invented(
        days=days.astype(np.float64),
        values=values[there],
        weekend=days % 7 >= 5,
        weekdays=days % 7,
        change=float(change),
    )


def wandering(chance: np.random.Generator, days: int, carry: float) -> Floats:
    """Return a mood of unit variance that keeps the part ``carry`` from day to day."""
    mood = chance.normal(size=days)
    for day in range(1, days):
        mood[day] = carry * mood[day - 1] + np.sqrt(1 - carry * carry) * mood[day]
    return mood


def covariance(days: Floats, carry: float, share: float) -> Floats:
    """Return the covariances (n, n) of the model without change, sigma being one."""
    apart = np.abs(days[:, None] - days[None, :])
    return np.asarray(share * carry**apart + (1.0 - share) * np.eye(days.size))


def answered(chance: np.random.Generator, days: int) -> NDArray[np.bool_]:
    """Return on which days there is an answer: about seven of ten, the gaps partly in bursts; the first always."""
    there = chance.random(days) > 0.15
    for start in chance.integers(0, days, size=days // 40):
        there[start : start + int(chance.integers(2, 11))] = False
    there[0] = True
    return there
