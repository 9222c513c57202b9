"""Invented incidents: at random, in clusters, with a step in their rate, in a cycle. Days from 0, seeded."""

import numpy as np
from numpy.typing import NDArray

HALF_YEAR = 182.0

Days = NDArray[np.float64]


def at_random(rng: np.random.Generator, rate: float, length: float = HALF_YEAR) -> Days:
    """Return incidents at one constant rate a day."""
    return np.sort(rng.uniform(0, length, rng.poisson(rate * length)))


def clustered(rng: np.random.Generator, rate: float, length: float = HALF_YEAR) -> Days:
    """Return incidents of which half follow another, three days later on average; the mean rate is ``rate``."""
    found = list(rng.uniform(0, length, rng.poisson(rate / 2 * length)))
    waiting = list(found)
    while waiting:
        parent = waiting.pop()
        children = parent + rng.exponential(3.0, rng.poisson(0.5))
        waiting += [child for child in children if child < length]
        found += [child for child in children if child < length]
    return np.sort(np.array(found))


def stepped(rng: np.random.Generator, rate: float, ratio: float, length: float = HALF_YEAR) -> Days:
    """Return incidents whose rate is ``ratio`` times as high in the second half; the mean rate is ``rate``."""
    low = 2 * rate / (1 + ratio)
    first = at_random(rng, low, length / 2)
    return np.concatenate([first, length / 2 + at_random(rng, ratio * low, length / 2)])


def in_a_cycle(rng: np.random.Generator, mean: float, jitter: float, number: int) -> Days:
    """Return incidents ``mean`` days apart, with gaps whose standard deviation is ``jitter`` of the mean."""
    shape = 1 / jitter**2
    return np.cumsum(rng.gamma(shape, mean / shape, number))
