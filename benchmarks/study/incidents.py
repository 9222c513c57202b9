"""Invented incidents and promises: constant, clustered, more often from a day on, or in a regular cycle."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.study.diaries import Floats, Rng

DAYS = 182.0
CLUSTER_SHARE = 0.5
CLUSTER_DAYS = 3.0
CYCLE_DAYS = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What kind of incidents: `rate` is the mean number a day over the whole time."""

    course: str = "constant"
    rate: float = 0.1
    days: float = DAYS

    @property
    def event(self) -> float:
        """The day from which they are more frequent, where they are."""
        return self.days / 2


def incidents(series: Series, rng: Rng) -> Floats:
    """Draw the days of the incidents, ascending."""
    return np.sort(COURSES[series.course](series, rng))


def _constant(series: Series, rng: Rng) -> Floats:
    return rng.uniform(0, series.days, rng.poisson(series.rate * series.days))


def _tripled(series: Series, rng: Rng) -> Floats:
    """From the event on three times as often."""
    return _two_halves(series, rng, (0.5, 1.5))


def _a_third(series: Series, rng: Rng) -> Floats:
    """From the event on a third as often."""
    return _two_halves(series, rng, (1.5, 0.5))


def _two_halves(series: Series, rng: Rng, factors: tuple[float, float]) -> Floats:
    before, after = (rng.poisson(series.rate * factor * series.event) for factor in factors)
    return np.concatenate([rng.uniform(0, series.event, before), rng.uniform(series.event, series.days, after)])


def _clustered(series: Series, rng: Rng) -> Floats:
    """A Hawkes process: each incident brings on half an incident more, within days."""
    found: list[float] = list(rng.uniform(0, series.days, rng.poisson(series.rate * CLUSTER_SHARE * series.days)))
    waiting = found.copy()
    while waiting:
        parent = waiting.pop()
        children = parent + rng.exponential(CLUSTER_DAYS, rng.poisson(CLUSTER_SHARE))
        inside = [float(child) for child in children if child < series.days]
        found += inside
        waiting += inside
    return np.array(found)


Course = Callable[[Series, Rng], Floats]
COURSES: dict[str, Course] = {
    "constant": _constant,
    "clustered": _clustered,
    "tripled": _tripled,
    "a third": _a_third,
}


def cycle(count: int, jitter: float, rng: Rng) -> Floats:
    """Draw so many incidents about every fortnight; `jitter` is the gaps' standard deviation over their mean."""
    shape = 1 / jitter**2
    return np.cumsum(rng.gamma(shape, CYCLE_DAYS / shape, count))


def promises(before: float, after: float, made: tuple[int, int], rng: Rng) -> tuple[int, list[int]]:
    """Return how many were kept before, and the running number kept after each later promise."""
    kept = int(rng.binomial(made[0], before))
    return kept, [int(number) for number in np.cumsum(rng.random(made[1]) < after)]
