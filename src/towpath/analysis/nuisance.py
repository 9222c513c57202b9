"""What is no change, taken out once and in order: moods that carry over, noise, weekends, an own level and spread.

The model of a record in which nothing changes is

    value(t) = mean + weekend * effect + sigma * (sqrt(share) * wandering(t) + sqrt(1 - share) * noise(t))

where the wandering is an Ornstein-Uhlenbeck process of unit variance whose correlation over d days is ``carry ** d``,
and the noise is independent from answer to answer. Carry and share are unknown: a fixed grid stands for them. Whitening
turns each column of numbers into its one-step prediction errors under a grid point (a Kalman filter with one state,
exact for any gaps), divided by their standard deviation, so that what follows is ordinary least squares. Each error
uses only what came before it: that is why a look of the past never changes.

Sources: Kalman 1960; Oravecz, Tuerlinckx & Vandekerckhove 2011 (Ornstein-Uhlenbeck for moods); Perez-Ortiz et al. 2024
(e-statistics by right-Haar priors on mean and scale).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from towpath.analysis.arguments import Floats
from towpath.analysis.diary import Counts

GRID: Final[Floats] = np.array([
    (0.0, 1.0), (0.2, 1.0), (0.4, 1.0), (0.6, 1.0), (0.8, 1.0), (0.9, 1.0),
    (0.6, 0.5), (0.8, 0.5), (0.9, 0.5), (0.95, 0.5), (0.97, 0.5),
    (0.8, 0.8), (0.9, 0.75), (0.95, 0.75), (0.97, 0.75),
])  # fmt: skip
"""(G, 2): the carry-over from one day to the next, and the share of the variance that carries over; equal weights."""

WEEKEND_PRECISION: Final = 4.0
"""One over the prior variance of the weekend effect, which is 0.5 squared in units of sigma."""
_FLAT: Final = 1e-8
"""The prior precision of the mean: as good as none, and the linear algebra stays sound."""
_NUGGET: Final = 1e-9
_PIECE: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Whitened sums over the first ``answers`` answers, for each of G grid points.

    ``base`` (G, b, b) holds the products of the value, the constant and the fixed effects with each other, in this
    order; ``cross`` (G, b, K) their products with K shapes; ``square`` (G, K) the shapes with themselves; ``spread``
    (G,) the sum of the logarithms of the standard deviations that were divided by.
    """

    answers: int
    base: Floats
    cross: Floats
    square: Floats
    spread: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The model without change, fitted: for each grid point the log evidence and what is needed to add a shape.

    ``evidence`` (G,) is the log marginal likelihood up to a constant; ``rest`` (G,) the squares left over; ``inverse``
    (G, p, p) of the precision of the constant and fixed effects, ``estimate`` (G, p) of them.
    """

    evidence: Floats
    rest: Floats
    inverse: Floats
    estimate: Floats


def gains(days: Floats) -> tuple[Floats, Floats, Floats]:
    """Return what the filter does at each answer, which depends on the days only: decay, gain, deviation (n, G)."""
    carry, share = GRID.T
    decay = carry ** np.diff(days, prepend=days[:1])[:, None]
    decay[:1] = 1.0
    gain, deviation = np.empty_like(decay), np.empty_like(decay)
    variance = share.copy()
    for i, faded in enumerate(decay * decay):
        variance = share + (variance - share) * faded
        total = variance + (1.0 - share) + _NUGGET
        gain[i] = variance / total
        deviation[i] = total
        variance = variance - gain[i] * variance
    return decay, gain, np.sqrt(deviation)


def moments_at(days: Floats, columns: Floats, shapes: Floats, begins: Floats, counts: Counts) -> Iterator[Moments]:
    """Yield the sums at each look, in one pass from the first answer to the last.

    ``columns`` (n, b): values, ones, fixed effects; ``shapes`` (n, K), zero before the day in ``begins`` (K,), which
    ascends; ``counts`` (L,) ascending: how many answers lie before each look. Only the shapes that began by the last
    answer before a look are in its sums: of later ones nothing can be known.
    """
    b, width = columns.shape[1], columns.shape[1] + shapes.shape[1]
    everything, filtered = np.concatenate([columns, shapes], axis=1), gains(days)
    begun = np.searchsorted(begins, days, side="right")
    state, products = np.zeros((len(GRID), width)), np.zeros((len(GRID), b, width))
    square, spread = np.zeros((len(GRID), shapes.shape[1])), np.zeros(len(GRID))
    done = known = 0
    for count in counts:
        for now in _pieces(done, int(count)):
            done = now.stop
            known = int(begun[done - 1])
            errors = _whitened(everything[now, : b + known], state[:, : b + known], *(part[now] for part in filtered))
            products[:, :, : b + known] += errors[:, :b] @ errors.transpose(0, 2, 1)
            square[:, :known] += np.einsum("gkm,gkm->gk", errors[:, b:], errors[:, b:])
            spread += np.log(filtered[2][now]).sum(axis=0)
        yield Moments(
            answers=done,
            base=products[:, :, :b].copy(),
            cross=products[:, :, b : b + known].copy(),
            square=square[:, :known].copy(),
            spread=spread.copy(),
        )


def _pieces(start: int, stop: int) -> Iterator[slice]:
    """Cut a stretch of answers into pieces that need little memory."""
    for at in range(start, stop, _PIECE):
        yield slice(at, min(at + _PIECE, stop))


def without_change(moments: Moments) -> Fit:
    """Fit the mean (flat prior) and the fixed effects, sigma having the prior 1 / sigma, under each grid point.

    The squares left over are never less than rounding leaves in as many answers: whole numbers cannot show a spread
    smaller than that, and a record that hardly varies would otherwise take a single point for a great change.
    """
    inner = moments.base[:, 1:, 1:] + np.diag([_FLAT] + [WEEKEND_PRECISION] * (moments.base.shape[1] - 2))
    inverse: Floats = np.linalg.inv(inner).astype(np.float64, copy=False)
    with_value = moments.base[:, 1:, 0]
    estimate = np.einsum("gij,gj->gi", inverse, with_value)
    left = moments.base[:, 0, 0] - np.einsum("gi,gi->g", estimate, with_value)
    rest = np.maximum(left, rounding(moments.answers))
    evidence = -moments.spread - 0.5 * np.linalg.slogdet(inner)[1] - 0.5 * (moments.answers - 1) * np.log(rest)
    return Fit(evidence=evidence, rest=rest, inverse=inverse, estimate=estimate)


def rounding(answers: int) -> float:
    """Return the sum of squares that rounding to whole numbers leaves in so many answers: a twelfth each."""
    return answers / 12


def variance_of_sum(days: Floats, weights: Floats) -> Floats:
    """Return the variance (G,) of the weighted sum of answers on these days, in units of sigma squared."""
    carry, share = GRID.T
    carried, total = np.zeros(len(GRID)), np.zeros(len(GRID))
    for days_apart, weight in zip(np.diff(days, prepend=days[:1]), weights, strict=True):
        carried = carried * carry**days_apart
        total += weight * (weight + 2.0 * share * carried)
        carried += weight
    return total


def base_columns(values: Floats, weekend: Floats | None) -> Floats:
    """Return the columns that every model holds (n, 2 or 3): value, one, and the weekend about its mean of 2/7.

    Values count from the first one: the level is free in any case, and the sums keep their digits.
    """
    columns = [values - values[:1], np.ones_like(values)]
    return np.column_stack(columns if weekend is None else [*columns, weekend - 2 / 7])


def _whitened(columns: Floats, state: Floats, decay: Floats, gain: Floats, deviation: Floats) -> Floats:
    """Return the prediction errors (G, C, m) of columns (m, C) over their deviation; ``state`` (G, C) goes on."""
    errors = np.empty((len(GRID), columns.shape[1], len(columns)))
    for i, column in enumerate(columns):
        state *= decay[i][:, None]
        error = column - state
        state += gain[i][:, None] * error
        errors[:, :, i] = error / deviation[i][:, None]
    return errors
