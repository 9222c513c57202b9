"""How much more likely a record is with a change of a given shape than without: Bayes factors, for up and for down.

Each shape x(t) adds size * x(t) to the model of `nuisance`, with size ~ N(0, scale**2) in units of sigma, cut at zero
into its upward and its downward half. The evidence is averaged over the grid, the mean, sigma and the size. As the
factor of two models it is an e-process within the grid: in a record without change, the chance that it ever reaches
1/a is at most a, however often one looks (Ville 1939; Ramdas et al. 2023; Perez-Ortiz et al. 2024).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from towpath.analysis.arguments import Floats
from towpath.analysis.diary import Counts
from towpath.analysis.nuisance import Moments, moments_at, rounding, without_change
from towpath.analysis.shapes import Dictionary
from towpath.analysis.student import upper_tail

FEWEST: Final = 6
"""Answers below which no evidence is computed: it stays at one."""
_LARGEST: Final = 50.0
"""The largest logarithm of a Bayes factor that is told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """Bayes factors of the first K shapes against no change, upward and downward, (K,), from ``answers`` answers."""

    answers: int
    up: Floats
    down: Floats


def factors_at(days: Floats, columns: Floats, shapes: Dictionary, counts: Counts) -> Iterator[Factors]:
    """Yield the Bayes factors of the shapes that had begun by each look, in one pass.

    ``columns`` (n, b) as `nuisance.base_columns` makes them; ``counts`` (L,) ascend: the answers before each look.
    """
    used = int(counts.max(initial=0))
    for moments in moments_at(days[:used], columns[:used], shapes.columns[:used], shapes.begins, counts):
        yield factors(moments, shapes.scales)


def factors(moments: Moments, scales: Floats) -> Factors:
    """Return the Bayes factors of the shapes in the sums; ``scales`` (K,) are their prior scales in units of sigma."""
    known = moments.square.shape[1]
    if moments.answers < FEWEST or not known:
        return Factors(answers=moments.answers, up=np.ones(known), down=np.ones(known))
    ratio, tail, upward = _by_grid(moments, scales[:known])
    larger, smaller = ratio + np.log(2.0 - 2.0 * tail), ratio + np.log(np.maximum(2.0 * tail, 1e-300))
    up, down = np.where(upward, larger, smaller), np.where(upward, smaller, larger)
    return Factors(answers=moments.answers, up=_over_grid(up), down=_over_grid(down))


def _by_grid(moments: Moments, scales: Floats) -> tuple[Floats, Floats, Floats]:
    """Return for each grid point and shape (G, K): log joint evidence (over that of no change), tail, is it upward.

    The posterior of the size is Student's t with answers - 1 degrees of freedom; the tail is its chance of having the
    other sign than its mean.
    """
    none = without_change(moments)
    freedom, precision = moments.answers - 1, scales**-2.0
    aside = moments.cross[:, 1:]
    with_value = moments.cross[:, 0] - np.einsum("gp,gpk->gk", none.estimate, aside)
    own = np.maximum(moments.square - np.einsum("gpk,gpk->gk", aside, none.inverse @ aside), 0.0)
    size = with_value / (own + precision)
    left = np.maximum(none.rest[:, None] - with_value * size, rounding(moments.answers))
    gained = -0.5 * np.log1p(own / precision) - 0.5 * freedom * np.log(left / none.rest[:, None])
    tail = upper_tail(size * np.sqrt((own + precision) * freedom / left), freedom)
    tail = np.where(size == 0.0, 0.5, tail)
    weight = none.evidence - _log_sum(none.evidence)
    return gained + weight[:, None], tail, size > 0


def _over_grid(logs: Floats) -> Floats:
    total: Floats = np.exp(np.minimum(_log_sum(logs), _LARGEST))
    return total


def _log_sum(logs: Floats) -> Floats:
    """Return log(sum(exp(logs))) over the first axis."""
    largest: Floats = logs.max(axis=0)
    total: Floats = largest + np.log(np.exp(logs - largest).sum(axis=0))
    return total
