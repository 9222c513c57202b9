"""The evidence for a change in the rate of incidents, at every look at once.

A sequential Bayes factor. The nuisance is a constant base rate with incidents that follow each other (a self-exciting
process, on a grid of base rates, branching and decay), so that a cluster is not taken for a change. The alternatives
are a fixed dictionary: a step at each week since the start by one of four ratios, with geometric weights, a steady
rise or fall, and the declared event, which takes most of the weight once it has passed.

Shapes: L looks, K days of a step, S shapes of change, C cells of the grid, n incidents that count.
Sources: Hawkes 1971; Shin, Ramdas & Rinaldo 2024 (sequential change detection with e-processes).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from towpath.analysis.arguments import Floats

FIRST_STEP: Final = 14.0
WEEK: Final = 7.0
STEP_HAZARD: Final = 1 / 16
SLOPE_WEIGHT: Final = 0.3
EVENT_WEIGHT: Final = 0.6

CLUSTERS: Final = np.array(
    [(0.0, 1.0), *((branching, decay) for branching in (0.25, 0.5, 0.7) for decay in (0.5, 0.2))]
)
CLUSTER_WEIGHTS: Final = np.array([0.4] + [0.1] * 6)
BASE_RATES: Final = np.exp(np.linspace(np.log(1 / 120), np.log(12), 20))
RATIOS: Final = np.array([1.5, 2.0, 3.0, 4.5])
SLOPES: Final = np.log([1.5, 2.0, 3.0, 5.0]) / 91

_STEPS: Final = np.concatenate([RATIOS, 1 / RATIOS])
_DRIFTS: Final = np.concatenate([SLOPES, -SLOPES])
_HALF: Final = len(RATIOS)
_RATE_OF_CELL: Final = np.tile(BASE_RATES, len(CLUSTERS))
_BRANCHING_OF_CELL: Final = np.repeat(CLUSTERS[:, 0], len(BASE_RATES))
_LARGEST_LOG: Final = 60.0
_NO_OVERFLOW: Final = 700.0
_DIGITS: Final = 6
"""Evidence is told to so many digits: what rounding does to the others may depend on how many looks are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Days since the start: all incidents, those that count for the rate, and the declared event."""

    all_days: Floats
    counted: Floats
    event: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Bayes factors for more and for fewer, and by how much clusters widen an interval: each of shape (L,)."""

    more: Floats
    fewer: Floats
    clustering: Floats


def evidence(series: Series, lengths: Floats) -> Evidence:
    """Return the evidence after so many days since the start, (L,), each above 0."""
    sums = _log_rates(series)
    until = np.searchsorted(series.counted, lengths, side="left")
    posterior = _posterior(series, lengths, sums[:, 0, until].T)
    gains = sums[:, 1:] - sums[:, :1]
    steps = _steps(series, lengths, gains[:, : len(_STEPS)], posterior)
    drifts = _drifts(lengths, gains[:, len(_STEPS) :, until], posterior)
    return Evidence(
        more=_rounded(_mixture(series, lengths, steps[:_HALF].mean(0), drifts[:, :_HALF].mean(1))),
        fewer=_rounded(_mixture(series, lengths, steps[_HALF:].mean(0), drifts[:, _HALF:].mean(1))),
        clustering=_rounded(np.exp(posterior) @ (1 - _BRANCHING_OF_CELL) ** -2),
    )


def _log_rates(series: Series) -> Floats:
    """Return log rates summed over incidents, (C, 1 + S, n + 1): no change first, then the steps, then the drifts."""
    days = series.counted
    constant = np.repeat(np.concatenate([[1.0], _STEPS])[:, None], len(days), axis=1)
    shapes = np.concatenate([constant, np.exp(_DRIFTS[:, None] * days)])
    excited = np.array([branching * decay * _excitation(series, decay) for branching, decay in CLUSTERS])
    rates = _RATE_OF_CELL[:, None, None] * shapes + np.repeat(excited, len(BASE_RATES), axis=0)[:, None, :]
    sums = np.zeros((*rates.shape[:2], len(days) + 1))
    np.cumsum(np.log(rates), axis=2, out=sums[..., 1:])
    return sums


def _excitation(series: Series, decay: float) -> Floats:
    """Return what is left of all incidents before each one that counts, (n,)."""
    left = np.zeros(len(series.all_days))
    for i, gap in enumerate(np.diff(series.all_days), 1):
        left[i] = np.exp(-decay * gap) * (1 + left[i - 1])
    return left[len(left) - len(series.counted) :]


def _posterior(series: Series, lengths: Floats, log_rates: Floats) -> Floats:
    """Return the log posterior of the cells while nothing changes, (L, C), given the log rates up to each look."""
    age = lengths[:, None] - series.all_days
    followed = [
        branching * np.where(age > 0, 1 - np.exp(-decay * np.maximum(age, 0)), 0).sum(1)
        for branching, decay in CLUSTERS
    ]
    exposed = lengths[:, None] * _RATE_OF_CELL + np.repeat(np.array(followed).T, len(BASE_RATES), axis=1)
    fit = log_rates - exposed + np.repeat(np.log(CLUSTER_WEIGHTS), len(BASE_RATES))
    return np.asarray(fit - _log_sum(fit)[:, None])


def _steps(series: Series, lengths: Floats, gains: Floats, posterior: Floats) -> Floats:
    """Return the Bayes factor of each step at each look, (S, L, K); 1 for a step that is still to come.

    The likelihood ratio of a step is what follows the look over what precedes the step, so that all pairs of a look
    and a step are one product of matrices.
    """
    changes = _changes(series, lengths)
    extra = _RATE_OF_CELL[:, None] * (_STEPS - 1)
    at_look, at_change = (np.searchsorted(series.counted, days, side="left") for days in (lengths, changes))
    until_look = gains[:, :, at_look] - extra[:, :, None] * lengths + posterior.T[:, None, :]
    until_change = extra[:, :, None] * changes - gains[:, :, at_change]
    top = until_change.max(2, keepdims=True)
    after = np.exp(np.minimum(until_look + top, _NO_OVERFLOW)).transpose(1, 2, 0)
    ratios = after @ np.exp(until_change - top).transpose(1, 0, 2)
    return np.where(changes < lengths[:, None], np.minimum(ratios, np.exp(_LARGEST_LOG)), 1.0)


def _changes(series: Series, lengths: Floats) -> Floats:
    """Return the days of a step: the event, or the start where there is none, and then the weeks."""
    weeks = np.arange(FIRST_STEP, lengths.max(), WEEK)
    return np.concatenate([[series.event or 0.0], weeks])


def _drifts(lengths: Floats, gains: Floats, posterior: Floats) -> Floats:
    """Return the Bayes factor of each steady rise or fall at each look, (L, S)."""
    extra = np.expm1(_DRIFTS * lengths[:, None]) / _DRIFTS - lengths[:, None]
    ratios = np.moveaxis(gains, 2, 0) - _RATE_OF_CELL[:, None] * extra[:, None, :] + posterior[:, :, None]
    return np.asarray(np.exp(np.minimum(_log_sum(ratios), _LARGEST_LOG)))


def _mixture(series: Series, lengths: Floats, steps: Floats, drifts: Floats) -> Floats:
    """Return the Bayes factor of all shapes of one direction, (L,), given steps (L, K) and drifts (L,)."""
    weeks = np.arange(steps.shape[1] - 1)
    weights = (1 - SLOPE_WEIGHT) * STEP_HAZARD * (1 - STEP_HAZARD) ** weeks
    undated = 1 + (steps[:, 1:] - 1) @ weights + SLOPE_WEIGHT * (drifts - 1)
    if series.event is None or series.event <= 0:
        return np.asarray(undated)
    dated = (1 - EVENT_WEIGHT) * undated + EVENT_WEIGHT * steps[:, 0]
    return np.where(series.event < lengths, dated, undated)


def _log_sum(terms: Floats) -> Floats:
    """Return the logarithm of the sum of exponentials over the second axis."""
    top = terms.max(1, keepdims=True)
    return np.asarray(top.squeeze(1) + np.log(np.exp(terms - top).sum(1)))


def _rounded(numbers: Floats) -> Floats:
    scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(numbers)))
    return np.asarray(np.round(numbers * scale) / scale)
