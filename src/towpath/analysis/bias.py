"""When the answers themselves may mislead: given more often in one half of the time, or left out after certain days."""

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from towpath.analysis.arguments import Floats
from towpath.analysis.diary import diary

Caveat = Literal["answers_more_often", "answers_less_often", "gaps_follow_better_days", "gaps_follow_worse_days"]

FEWEST: Final = 20
FEWEST_GAPS: Final = 5
RATE: Final = 1.5
GAP: Final = 3.0
_DEVIATIONS: Final = 2.5


def check_in_bias(days: ArrayLike, values: ArrayLike) -> list[Caveat]:
    """Return what to know about how the answers were given; nothing with fewer than 20 answers.

    The rate: the second half of the time holds more than 1.5 times the answers of the first, or fewer than that part.
    The gaps: answers before a gap of at least three days (and twice the usual one) lie higher, or lower, than the
    others by more than 2.5 standard errors. Each also beyond what chance does: 2.5 deviations. Raises ValueError naming
    the argument.
    """
    record = diary(days, values)
    if record.days.size < FEWEST:
        return []
    return [*_rate(record.days), *_gaps(record.days, record.values)]


def _rate(days: Floats) -> list[Caveat]:
    later = int((days > (days[0] + days[-1]) / 2).sum())
    earlier = days.size - later
    if abs(later - earlier) <= _DEVIATIONS * np.sqrt(days.size) or max(later, earlier) <= RATE * min(later, earlier):
        return []
    return ["answers_more_often" if later > earlier else "answers_less_often"]


def _gaps(days: Floats, values: Floats) -> list[Caveat]:
    apart = np.diff(days)
    gap = apart >= max(GAP, 2 * float(np.median(apart)))
    left, others = values[:-1][gap], values[:-1][~gap]
    if left.size < FEWEST_GAPS or others.size < FEWEST_GAPS:
        return []
    error = np.sqrt(left.var(ddof=1) / left.size + others.var(ddof=1) / others.size)
    difference = left.mean() - others.mean()
    if abs(difference) <= _DEVIATIONS * error:
        return []
    return ["gaps_follow_better_days" if difference > 0 else "gaps_follow_worse_days"]
