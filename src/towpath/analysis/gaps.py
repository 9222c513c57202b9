"""The gaps between incidents: are they regular, or do incidents come in bursts?

Both are asked when 8, 16 and 32 incidents are there and at no time in between, of the first incidents up to there, and
both against incidents that come at random at one rate, with the same number and the same mean gap, kept to whole days
where the days given are whole. Neither is ever a forecast.

Sources: Cox & Lewis 1966, chapter 6 (gamma shape of gaps); Hawkes 1971 (self-excitation); Dwass 1957 (Monte Carlo p).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from towpath.analysis.arguments import Floats, ascending
from towpath.analysis.milestones import ALPHA, following, reached

MILESTONES: Final = (8, 16, 32)
SHORT_GAP: Final = 3.0
"""Days: a gap of at most this counts as close together in the figures."""

_DRAWS: Final = 999
_SEED: Final = 20_260_207
_SHORTEST: Final = 0.25
"""Days: shorter gaps count as this long, because two incidents of one day may have any order."""
_BRANCHING: Final = (0.1, 0.2, 0.3, 0.45, 0.6, 0.75)
_DECAY: Final = (1.0, 1 / 3, 1 / 7)

Gaps = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsBasis:
    """How many incidents there are, how many of the first were looked at, how many are missing for a first look."""

    incidents: int
    used: int
    missing: int
    next_look_at: int | None
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCycle:
    """Whether incidents come at regular gaps, and then from how many to how many days apart (10% to 90% of gaps).

    ``p`` is the share of random series that are as regular.
    """

    statement: Literal["not_enough", "no_pattern", "regular"]
    p: float | None
    gap_low: float | None
    gap_high: float | None
    because: GapsBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentBursts:
    """Whether incidents come in bursts: the share of gaps of at most three days, and the share if it were random.

    ``p`` is the share of random series that are as bursty.
    """

    statement: Literal["not_enough", "no_pattern", "bursts"]
    p: float | None
    close_share: float | None
    close_share_at_random: float | None
    because: GapsBasis


def incident_cycle(days: ArrayLike) -> IncidentCycle:
    """Look whether the gaps between incidents on ``days`` (ascending) are more regular than chance makes them.

    Raises:
        ValueError: the days are not finite or not in order.
    """
    gaps, basis = _gaps(days, "no_forecast")
    if not basis.used or not gaps.any():
        statement: Literal["not_enough", "no_pattern"] = "no_pattern" if basis.used else "not_enough"
        return IncidentCycle(statement=statement, p=None, gap_low=None, gap_high=None, because=basis)
    p = _share_as_high(gaps, _regularity)
    if p > ALPHA:
        return IncidentCycle(statement="no_pattern", p=p, gap_low=None, gap_high=None, because=basis)
    low, high = np.quantile(gaps, [0.1, 0.9])
    return IncidentCycle(statement="regular", p=p, gap_low=float(low), gap_high=float(high), because=basis)


def incident_bursts(days: ArrayLike) -> IncidentBursts:
    """Look whether incidents on ``days`` (ascending) follow each other more closely than chance makes them.

    Raises:
        ValueError: the days are not finite or not in order.
    """
    gaps, basis = _gaps(days, "no_forecast", "a_changed_rate_can_look_like_bursts")
    if not basis.used or not gaps.any():
        statement: Literal["not_enough", "no_pattern"] = "no_pattern" if basis.used else "not_enough"
        return IncidentBursts(statement=statement, p=None, close_share=None, close_share_at_random=None, because=basis)
    p = _share_as_high(gaps, _burstiness)
    return IncidentBursts(
        statement="bursts" if p <= ALPHA else "no_pattern",
        p=p,
        close_share=float((gaps <= SHORT_GAP).mean()),
        close_share_at_random=float((_random_gaps(gaps) <= SHORT_GAP).mean()),
        because=basis,
    )


def _gaps(days: ArrayLike, *caveats: str) -> tuple[Floats, GapsBasis]:
    """Return the gaps between the incidents up to the last milestone, shape (used - 1,)."""
    given = ascending("days", days)
    used = reached(len(given), MILESTONES)
    basis = GapsBasis(
        incidents=len(given),
        used=used,
        missing=max(0, MILESTONES[0] - len(given)),
        next_look_at=following(len(given), MILESTONES),
        caveats=caveats,
    )
    return np.diff(given[:used]), basis


def _share_as_high(gaps: Floats, statistic: Gaps) -> float:
    """Return the Monte Carlo p value of a statistic of rows of gaps, high for what is looked for."""
    observed = statistic(gaps[None, :])[0]
    return float((1 + (statistic(_random_gaps(gaps)) >= observed).sum()) / (_DRAWS + 1))


def _random_gaps(gaps: Floats) -> Floats:
    """Return gaps of random series with the same number and mean, shape (draws, n), in whole days if those are."""
    drawn = np.random.default_rng(_SEED).standard_exponential((_DRAWS, len(gaps)))
    drawn *= gaps.sum() / drawn.sum(1, keepdims=True)
    if not (gaps % 1).any():
        drawn = np.diff(np.floor(np.cumsum(drawn, axis=1) + 0.5), axis=1, prepend=0)
    return drawn


def _regularity(gaps: Floats) -> Floats:
    """Return mean log gap minus log mean gap for each row: it rises with the shape of a gamma distribution."""
    floored = np.maximum(gaps, _SHORTEST)
    return np.asarray(np.log(floored).mean(1) - np.log(floored.mean(1)))


def _burstiness(gaps: Floats) -> Floats:
    """Return for each row by how much the best self-exciting process is likelier than a constant rate."""
    length, n = gaps.sum(1), gaps.shape[1]
    until_end = np.maximum(length[:, None] - np.cumsum(gaps, axis=1), 0)
    best = np.zeros(len(gaps))
    for decay in _DECAY:
        excited = _excitation(gaps, decay)
        answered = 1 - np.exp(-decay * length) + (1 - np.exp(-decay * until_end)).sum(1)
        for branching in _BRANCHING:
            base = np.maximum((n - branching * answered) / length, 1e-4)
            rates = base[:, None] + branching * decay * excited
            gain = np.log(rates).sum(1) - base * length - branching * answered - n * np.log(n / length) + n
            best = np.maximum(best, gain)
    return best


def _excitation(gaps: Floats, decay: float) -> Floats:
    """Return what is left of all incidents before each, shape as gaps (the first incident opens the series)."""
    left = np.empty_like(gaps)
    so_far = np.zeros(len(gaps))
    for i in range(gaps.shape[1]):
        so_far = np.exp(-decay * gaps[:, i]) * (1 + so_far)
        left[:, i] = so_far
    return left
