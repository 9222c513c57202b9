"""Severity of incidents in their order: do they get worse or milder?

Kendall's S against shuffled orders of the same severities, once 8, 16 and 24 incidents are there and at no time in
between, so that looking often makes no finding. Three looks at .05 / 3 keep all of them together at 5%.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from towpath.analysis.arguments import Floats, numbers
from towpath.analysis.kendall import kendall_s
from towpath.analysis.milestones import ALPHA, following, reached

MILESTONES: Final = (8, 16, 24)
_SHUFFLES: Final = 999
_SEED: Final = 20_260_108

SeverityStatement = Literal["not_enough", "no_clear_change", "more_severe", "less_severe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityBasis:
    """How many incidents there are, how many of the first were looked at, how many are missing for a first look."""

    incidents: int
    used: int
    missing: int
    next_look_at: int | None
    caveats: tuple[str, ...] = ("one_severe_incident_outweighs_a_trend", "severity_can_drift_for_a_while")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityTrend:
    """Whether severities rise or fall over the incidents looked at; means of their first and second half.

    ``p`` is the share of shuffled orders that rise or fall as much.
    """

    statement: SeverityStatement
    p: float | None
    first_half: float | None
    second_half: float | None
    because: SeverityBasis


def severity_trend(severities: ArrayLike) -> SeverityTrend:
    """Look whether severities (0..10, in the order of the incidents) rise or fall.

    Raises:
        ValueError: the severities are not finite numbers from 0 to 10.
    """
    given = numbers("severities", severities, low=0, high=10)
    used = reached(len(given), MILESTONES)
    basis = SeverityBasis(
        incidents=len(given),
        used=used,
        missing=max(0, MILESTONES[0] - len(given)),
        next_look_at=following(len(given), MILESTONES),
    )
    if not used:
        return SeverityTrend(statement="not_enough", p=None, first_half=None, second_half=None, because=basis)
    looked_at = given[:used]
    rise = float(kendall_s(looked_at))
    p = _share_as_extreme(looked_at, rise)
    half = used // 2
    return SeverityTrend(
        statement=_statement(rise, p),
        p=p,
        first_half=float(looked_at[:half].mean()),
        second_half=float(looked_at[half:].mean()),
        because=basis,
    )


def _share_as_extreme(severities: Floats, rise: float) -> float:
    shuffled = np.random.default_rng(_SEED).permuted(np.tile(severities, (_SHUFFLES, 1)), axis=1)
    return float((1 + (np.abs(kendall_s(shuffled)) >= abs(rise)).sum()) / (_SHUFFLES + 1))


def _statement(rise: float, p: float) -> SeverityStatement:
    if p > ALPHA:
        return "no_clear_change"
    return "more_severe" if rise > 0 else "less_severe"
