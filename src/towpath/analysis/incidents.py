"""How often incidents come: more or fewer than before, asked as often as the person likes.

A sequential Bayes factor. The nuisance is a constant base rate with incidents that follow each other (a self-exciting
process, integrated over a grid of rates, branching and decay), so that a cluster is not taken for a change; the
alternatives are a fixed dictionary: a step at each week since the start by one of four ratios, with geometric
weights, a steady rise or fall, and the declared event, which takes half the weight once it has passed. Each look uses
only what lies strictly before it, and later incidents never change the result of an earlier look.

Sources: Hawkes 1971; Shin, Ramdas & Rinaldo 2024 (sequential change detection with e-processes).
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from towpath.analysis.arguments import Floats, Numbers, ascending, number
from towpath.analysis.special import gamma_interval

LEAST_INCIDENTS: Final = 8
LEAST_DAYS: Final = 28.0
SIGNS: Final = 8.0
CLEAR: Final = 12.0
LEVEL: Final = 0.8
RECENT_DAYS: Final = 28.0
MONTH: Final = 30.0

_CLUSTERS: Final = ((0.0, 1.0), *((branching, decay) for branching in (0.25, 0.5, 0.7) for decay in (1 / 2, 1 / 5)))
_CLUSTER_WEIGHTS: Final = np.array([0.4] + [0.1] * 6)
_BASE_RATES: Final = np.exp(np.linspace(np.log(1 / 120), np.log(12), 20))
_RATIOS: Final = np.array([1.5, 2.0, 3.0, 4.5])
_STEPS: Final = np.concatenate([_RATIOS, 1 / _RATIOS])
_SLOPES: Final = np.concatenate([sign * np.log([1.5, 2.0, 3.0, 5.0]) / 91 for sign in (1, -1)])
_FIRST_STEP: Final = 14.0
_WEEK: Final = 7.0
_STEP_HAZARD: Final = 1 / 16
_SLOPE_WEIGHT: Final = 0.3
_EVENT_WEIGHT: Final = 0.5
_LARGEST_LOG: Final = 60.0

RateStatement = Literal["not_enough", "no_clear_change", "more", "fewer"]
Firmness = Literal["signs", "clear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Incidents in 30 days with an 80% interval, from so many incidents in so many days."""

    per_30_days: float
    low: float
    high: float
    incidents: int
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBasis:
    """What one look rests on: counts, and what is missing for a statement.

    ``split`` is the day that divides ``earlier`` from ``recent``: the event, else four weeks before the look.
    ``clustering`` says how much wider than for single incidents the intervals are because incidents come in clusters
    (1: not at all).
    """

    incidents: int
    days: float
    missing_incidents: int
    missing_days: float
    split: float | None
    clustering: float
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRate:
    """Whether incidents come more or less often, as of one look; evidence is in Bayes factors against "as before"."""

    look: float
    statement: RateStatement
    firmness: Firmness | None
    evidence_more: float
    evidence_fewer: float
    earlier: Rate | None
    recent: Rate | None
    because: RateBasis


def incident_rate(
    days: Numbers, looks: Numbers, *, event: float | None = None, start: float | None = None
) -> list[IncidentRate]:
    """Look at the rate of incidents on ``days`` at each of ``looks``, both ascending, in days since any one origin.

    ``start`` is when the record began; without it the first incident begins it and counts for the minimum only.
    ``event`` is a declared day from which the rate may differ; a look before it does not know of it.

    Raises:
        ValueError: an argument is not finite, not in order, or incidents lie before the start.
    """
    given, at = ascending("days", days), ascending("looks", looks)
    began = _start(given, start)
    series = _Series(
        all_days=given - began,
        counted=given - began if start is not None else given[1:] - began,
        event=None if event is None else number("event", event) - began,
    )
    evidence = _Evidence(series)
    return [_at(series, evidence, began, float(look)) for look in at]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """Days since the start: all incidents, those that count for the rate, and the event."""

    all_days: Floats
    counted: Floats
    event: float | None


def _start(days: Floats, start: float | None) -> float:
    if start is None:
        return float(days[0]) if len(days) else 0.0
    if len(days) and days[0] < number("start", start):
        raise ValueError("start: must not be after the first incident")
    return number("start", start)


def _at(series: _Series, evidence: "_Evidence", began: float, look: float) -> IncidentRate:
    length = max(0.0, look - began)
    incidents = int((series.all_days < look - began).sum())
    missing_incidents, missing_days = max(0, LEAST_INCIDENTS - incidents), max(0.0, LEAST_DAYS - length)
    enough = not missing_incidents and not missing_days
    more, fewer, clustering = evidence.at(length) if enough else (1.0, 1.0, 1.0)
    split = _split(series, length)
    basis = RateBasis(
        incidents=incidents,
        days=length,
        missing_incidents=missing_incidents,
        missing_days=missing_days,
        split=None if split is None else began + split,
        clustering=clustering,
        caveats=("only_what_was_noted", *(("in_clusters",) if clustering > 1.5 else ())),
    )
    strongest = max(more, fewer)
    return IncidentRate(
        look=look,
        statement=_statement(more, fewer) if enough else "not_enough",
        firmness=None if strongest < SIGNS else "clear" if strongest >= CLEAR else "signs",
        evidence_more=more,
        evidence_fewer=fewer,
        earlier=None if split is None else _rate(series, 0.0, split, clustering),
        recent=None if split is None else _rate(series, split, length, clustering),
        because=basis,
    )


def _statement(more: float, fewer: float) -> RateStatement:
    if max(more, fewer) < SIGNS:
        return "no_clear_change"
    return "more" if more > fewer else "fewer"


def _split(series: _Series, length: float) -> float | None:
    if series.event is not None and 0 < series.event < length:
        return series.event
    return length - RECENT_DAYS if length > RECENT_DAYS else None


def _rate(series: _Series, since: float, until: float, clustering: float) -> Rate:
    """Return the rate with its interval: Jeffreys' for a count, wider by the clustering (a scaled Poisson)."""
    incidents = int(((series.counted >= since) & (series.counted < until)).sum())
    shape, rate = (incidents + 0.5) / clustering, (until - since) / MONTH / clustering
    low, high = gamma_interval(shape, rate, LEVEL)
    return Rate(
        per_30_days=incidents * MONTH / (until - since), low=low, high=high, incidents=incidents, days=until - since
    )


class _Evidence:
    """The likelihood of a series under every nuisance and shape, made once and read at each look."""

    def __init__(self, series: _Series) -> None:
        self.series = series
        self.at_incident = _log_rates(series)

    def at(self, length: float) -> tuple[float, float, float]:
        """Return the Bayes factors for more and for fewer, and the factor by which clusters widen an interval."""
        n = int((self.series.counted < length).sum())
        nuisance = self._nuisance(length, n)
        more, fewer = (self._direction(rising, length, n, nuisance) for rising in (True, False))
        widened = 1 / (1 - np.array([branching for branching, _ in _CLUSTERS])) ** 2
        return more, fewer, float((np.exp(nuisance).sum(1) * widened).sum())

    def _nuisance(self, length: float, n: int) -> Floats:
        """Return the log posterior of cluster and base rate while nothing changes, shape (clusters, rates)."""
        before = self.series.all_days[self.series.all_days < length]
        answered = [branching * (1 - np.exp(-decay * (length - before))).sum() for branching, decay in _CLUSTERS]
        fit = self.at_incident[:, :, 0, n] - _BASE_RATES * length - np.array(answered)[:, None]
        fit = fit + np.log(_CLUSTER_WEIGHTS)[:, None]
        return np.asarray(fit - _log_sum(fit.ravel()[:, None])[0])

    def _direction(self, rising: bool, length: float, n: int, nuisance: Floats) -> float:
        """Return the Bayes factor of the mixture of all shapes of one direction at one look."""
        half = len(_RATIOS)
        ratios = slice(0, half) if rising else slice(half, None)
        weeks = np.arange(_FIRST_STEP, length, _WEEK)
        steps = self._steps(weeks, ratios, length, n, nuisance)
        slopes = self._slopes(ratios, length, n, nuisance)
        weights = (1 - _SLOPE_WEIGHT) * _STEP_HAZARD * (1 - _STEP_HAZARD) ** np.arange(len(weeks))
        undated = 1 + weights @ (steps.mean(1) - 1) + _SLOPE_WEIGHT * (slopes.mean() - 1)
        event = self.series.event
        if event is None or not 0 < event < length:
            return float(undated)
        dated = self._steps(np.array([event]), ratios, length, n, nuisance).mean()
        return float((1 - _EVENT_WEIGHT) * undated + _EVENT_WEIGHT * dated)

    def _steps(self, changes: Floats, ratios: slice, length: float, n: int, nuisance: Floats) -> Floats:
        """Return the Bayes factor of each step, shape (changes, ratios)."""
        first = np.searchsorted(self.series.counted, changes, side="left")
        table = self.at_incident[:, :, 1 : 1 + len(_STEPS)][:, :, ratios] - self.at_incident[:, :, :1]
        gained = table[:, :, None, :, n] - np.moveaxis(table[:, :, :, np.minimum(first, n)], 3, 2)
        exposed = (length - changes)[:, None] * (_STEPS[ratios] - 1)
        return _averaged(gained - _BASE_RATES[None, :, None, None] * exposed, nuisance)

    def _slopes(self, slopes: slice, length: float, n: int, nuisance: Floats) -> Floats:
        """Return the Bayes factor of each steady rise or fall, shape (slopes,)."""
        table = self.at_incident[:, :, 1 + len(_STEPS) :][:, :, slopes, n] - self.at_incident[:, :, :1, n]
        exposed = np.expm1(_SLOPES[slopes] * length) / _SLOPES[slopes] - length
        return _averaged(table - _BASE_RATES[None, :, None] * exposed, nuisance)


def _log_rates(series: _Series) -> Floats:
    """Return the log rate at incidents, summed up to each: (clusters, base rates, constant + steps + slopes, n + 1)."""
    days = series.counted
    ones = np.ones((1 + len(_STEPS), len(days)))
    shapes = np.concatenate([ones * np.concatenate([[1.0], _STEPS])[:, None], np.exp(_SLOPES[:, None] * days)])
    excited = np.array([branching * decay * _excitation(series, decay) for branching, decay in _CLUSTERS])
    rates = _BASE_RATES[None, :, None, None] * shapes + excited[:, None, None, :]
    summed = np.zeros((*rates.shape[:3], len(days) + 1))
    np.cumsum(np.log(rates), axis=3, out=summed[..., 1:])
    return summed


def _excitation(series: _Series, decay: float) -> Floats:
    """Return what is left of all incidents before each one that counts, shape (n,)."""
    left = np.zeros(len(series.all_days))
    for i in range(1, len(left)):
        left[i] = np.exp(-decay * (series.all_days[i] - series.all_days[i - 1])) * (1 + left[i - 1])
    return left[len(left) - len(series.counted) :]


def _averaged(log_ratios: Floats, nuisance: Floats) -> Floats:
    """Average likelihood ratios (clusters, rates, ...) over the posterior of the nuisance."""
    flat = log_ratios.reshape(nuisance.size, *log_ratios.shape[2:])
    weight = nuisance.reshape(nuisance.size, *[1] * (flat.ndim - 1))
    return np.asarray(np.exp(np.minimum(_log_sum(flat + weight), _LARGEST_LOG)))


def _log_sum(terms: Floats) -> Floats:
    """Return the logarithm of the sum of exponentials over the first axis."""
    top = terms.max(0)
    return np.asarray(top + np.log(np.exp(terms - top).sum(0)))
