"""What would turn the order: for each answer, where another path comes first, in closed form.

All other answers stay at their most likely; the other weights keep their proportions. Source: Goodwin & Wright 2014,
Decision Analysis for Management Judgment, chapter 3 (sensitivity of an additive model).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from towpath.analysis.arguments import Floats

ONE: float = 1.0
MOST: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One answer at which ``rival`` comes level with the leader: a weight (share, 0..1) or a score (0..10).

    ``path`` is the path whose score it is, ``None`` for a weight; all are places in the arrays.
    """

    of: Literal["weight", "score"]
    value: int
    path: int | None
    now: float
    at: float
    rival: int


def leader(scores: Floats, weights: Floats) -> int:
    """Return the path with the highest additive value; scores (m, n), weights (n,)."""
    return int(np.argmax(scores @ weights))


def turns(scores: Floats, weights: Floats) -> list[Turn]:
    """Return every single answer that can turn the order, the smallest change (as a part of its scale) first."""
    found = [*_of_weights(scores, weights), *_of_scores(scores, weights)]
    return sorted(found, key=lambda turn: abs(turn.at - turn.now) / (ONE if turn.of == "weight" else MOST))


def _of_weights(scores: Floats, weights: Floats) -> Iterator[Turn]:
    """Yield for each value the nearest weight at which any rival comes level."""
    first = leader(scores, weights)
    for value, now in enumerate(weights):
        levels = [
            (abs(at - now), at, rival)
            for rival in range(len(scores))
            if rival != first and (at := _level_at(scores[first] - scores[rival], weights, value)) is not None
        ]
        if levels:
            _, at, rival = min(levels)
            yield Turn(of="weight", value=value, path=None, now=float(now), at=at, rival=rival)


def _level_at(ahead: Floats, weights: Floats, value: int) -> float | None:
    """Return the weight of one value at which a lead by ``ahead`` (n,) in scores is gone, if there is one."""
    now = weights[value]
    if now >= 1:
        return None  # there are no other weights whose proportions could be kept
    by_others = float(ahead @ weights - ahead[value] * now) / (1 - now)
    slope = by_others - float(ahead[value])
    if slope == 0:
        return None
    at = by_others / slope
    return float(at) if 0 < at < 1 else None


def _of_scores(scores: Floats, weights: Floats) -> Iterator[Turn]:
    """Yield each score of the leader that need only fall, and each of a rival that need only rise."""
    values = scores @ weights
    first = leader(scores, weights)
    second = max((path for path in range(len(values)) if path != first), key=lambda path: values[path])
    for path in range(len(values)):
        lead = values[first] - values[second if path == first else path]
        for value in np.flatnonzero(weights):
            change = lead / weights[value]
            now = float(scores[path, value])
            at = now - change if path == first else now + change
            if 0 < at < MOST:
                rival = second if path == first else path
                yield Turn(of="score", value=int(value), path=path, now=now, at=float(at), rival=rival)
