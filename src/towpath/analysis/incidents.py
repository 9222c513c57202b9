"""How often incidents come: more or fewer than before, asked as often as the person likes.

Each look uses only what lies strictly before it, and later incidents never change the result of an earlier look. How
the evidence is found: ``rate_evidence.py``. How much of it is needed grows with the number of incidents, because each
more is one more chance to be misled: with a fixed threshold of 8 and a declared day, something false is said about
clustered incidents in 10 to 13% of half years with 36 to 90 incidents, and much is missed where there are few.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from towpath.analysis.arguments import Floats, ascending, day
from towpath.analysis.rate_evidence import Series, evidence
from towpath.analysis.special import gamma_interval

LEAST_INCIDENTS: Final = 8
LEAST_DAYS: Final = 28.0
MOST_DAYS: Final = 36_525.0
"""A hundred years: a look further from the start is a mistake in the origin of the days."""
LEAST_EVIDENCE: Final = 7.0
EVIDENCE_PER_INCIDENT: Final = 0.4
CLEAR: Final = 1.5
"""How many times the needed evidence makes a statement clear."""
LEVEL: Final = 0.8
RECENT_DAYS: Final = 28.0
MONTH: Final = 30.0
IN_CLUSTERS: Final = 1.5
"""How much wider an interval is before the result says that incidents come in clusters."""

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

    ``needed`` is the evidence from which more or fewer is said: 7 at first, 8 at 20 incidents, and .4 for each more.
    ``split`` is the day that divides ``earlier`` from ``recent``: the event, else four weeks before the look.
    ``clustering`` says by how much the variance of a count is larger because incidents come in clusters (1: not).
    """

    incidents: int
    days: float
    missing_incidents: int
    missing_days: float
    needed: float
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """The evidence at one look; all 1 while there is too little to ask."""

    more: float = 1.0
    fewer: float = 1.0
    clustering: float = 1.0


def incident_rate(
    days: ArrayLike, looks: ArrayLike, *, event: float | None = None, start: float | None = None
) -> list[IncidentRate]:
    """Look at the rate of incidents on ``days`` at each of ``looks``, both ascending, in days since any one origin.

    ``start`` is when the record began; without it the first incident begins it and counts for the minimum only.
    ``event`` is a declared day from which the rate may differ; a look before it does not know of it.

    Raises:
        ValueError: an argument is not finite, not in order, or incidents lie before the start, or a look lies more
            than 100 years after it.
    """
    given, at = ascending("days", days), ascending("looks", looks)
    began = _start(given, start)
    series = Series(
        all_days=given - began,
        counted=(given if start is not None else given[1:]) - began,
        event=None if event is None else day("event", event) - began,
    )
    lengths = np.maximum(at - began, 0.0)
    if lengths.max(initial=0) > MOST_DAYS:
        raise ValueError("looks: must be within 100 years of the start")
    incidents = np.searchsorted(given, at, side="left")
    enough = (incidents >= LEAST_INCIDENTS) & (lengths >= LEAST_DAYS)
    weighed = dict(zip(np.flatnonzero(enough).tolist(), _weighed(series, lengths[enough].tolist()), strict=True))
    return [_at(series, began, float(look), int(incidents[i]), weighed.get(i)) for i, look in enumerate(at)]


def _start(days: Floats, start: float | None) -> float:
    """Return when the record began; without a known start nothing has begun until the first incident."""
    if start is None:
        return float(days[0]) if len(days) else math.inf
    if len(days) and days[0] < day("start", start):
        raise ValueError("start: must not be after the first incident")
    return day("start", start)


def _weighed(series: Series, lengths: list[float]) -> list[_Weighed]:
    if not lengths:
        return []
    found = evidence(series, np.array(lengths))
    rows = zip(found.more.tolist(), found.fewer.tolist(), found.clustering.tolist(), strict=True)
    return [_Weighed(more=more, fewer=fewer, clustering=clustering) for more, fewer, clustering in rows]


def _at(series: Series, began: float, look: float, incidents: int, found: _Weighed | None) -> IncidentRate:
    length = max(look - began, 0.0)
    weighed = found or _Weighed()
    split = _split(series, length)
    basis = RateBasis(
        incidents=incidents,
        days=length,
        missing_incidents=max(0, LEAST_INCIDENTS - incidents),
        missing_days=max(0.0, LEAST_DAYS - length),
        needed=needed(incidents),
        split=None if split is None else began + split,
        clustering=weighed.clustering,
        caveats=("only_what_was_noted", *(("in_clusters",) if weighed.clustering > IN_CLUSTERS else ())),
    )
    strongest = max(weighed.more, weighed.fewer)
    return IncidentRate(
        look=look,
        statement=_statement(weighed, basis.needed) if found else "not_enough",
        firmness=None if strongest < basis.needed else "signs" if strongest < CLEAR * basis.needed else "clear",
        evidence_more=weighed.more,
        evidence_fewer=weighed.fewer,
        earlier=None if split is None else _rate(series, 0.0, split, weighed.clustering),
        recent=None if split is None else _rate(series, split, length, weighed.clustering),
        because=basis,
    )


def needed(incidents: int) -> float:
    """Return the evidence that a statement needs after so many incidents."""
    return max(LEAST_EVIDENCE, incidents * EVIDENCE_PER_INCIDENT)


def _statement(weighed: _Weighed, enough: float) -> RateStatement:
    if max(weighed.more, weighed.fewer) < enough:
        return "no_clear_change"
    return "more" if weighed.more > weighed.fewer else "fewer"


def _split(series: Series, length: float) -> float | None:
    if series.event is not None and 0 < series.event < length:
        return series.event
    return length - RECENT_DAYS if length > RECENT_DAYS else None


def _rate(series: Series, since: float, until: float, clustering: float) -> Rate:
    """Return the rate with its interval: Jeffreys' for a count, wider by the clustering (a scaled Poisson)."""
    incidents = int(((series.counted >= since) & (series.counted < until)).sum())
    months = (until - since) / MONTH
    low, high = gamma_interval((incidents + 0.5) / clustering, months / clustering, LEVEL)
    return Rate(per_30_days=incidents / months, low=low, high=high, incidents=incidents, days=until - since)
