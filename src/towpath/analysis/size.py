"""How large is the change: the last weeks against the first ones, in points, with an interval."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from towpath.analysis.arguments import Floats, ascending
from towpath.analysis.diary import Because, before, diary, rests_on
from towpath.analysis.nuisance import moments_at, rounding, variance_of_sum
from towpath.analysis.student import quantile

Marks = NDArray[np.bool_]

FEWEST: Final = 6
_MONTH: Final = 28.0
_MOST_BETWEEN: Final = 12
_LARGEST: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The mean of the recent days less that of the first days, in points; the interval holds it with ``level``.

    ``mean``, ``low`` and ``high`` are None while there is not enough.
    """

    look: float
    statement: Literal["not_enough", "size"]
    mean: float | None
    low: float | None
    high: float | None
    level: float
    because: Because


def size_of_change(
    days: ArrayLike, values: ArrayLike, look: float, *, base: float = 28, recent: float = 28, level: float = 0.9
) -> Size:
    """Compare the last ``recent`` days before the look with the first ``base`` days.

    The mean is that of the answers themselves. Its error follows from how far moods carry over, which the whole record
    tells: a level for the first days, for the last and for each month between is fitted to the whitened record, and the
    grid points count by how likely each makes it. Needs six answers in both windows, which must not overlap. The
    interval holds for one look; over many looks of one record it errs a little more often. Raises ValueError naming
    the argument.
    """
    record, at = diary(days, values), ascending("looks", [look])
    if not (np.isfinite([base, recent]).all() and base > 0 and recent > 0):
        raise ValueError("base, recent: must be days, more than none")
    if not 0 < level < 1:
        raise ValueError("level: must lie between 0 and 1")
    count = int(before(record, at)[0])
    used, said = record.days[:count], record.values[:count]
    because = _enough(used, float(at[0]), base, recent)
    if because.again is not None or because.missing:
        return Size(
            look=float(at[0]), statement="not_enough", mean=None, low=None, high=None, level=level, because=because
        )
    mean, deviation, freedom = _difference(used, said, used < used[0] + base, used >= at[0] - recent)
    reach = quantile((1 + level) / 2, freedom) * deviation
    return Size(
        look=float(at[0]),
        statement="size",
        mean=mean,
        low=max(mean - reach, -_LARGEST),
        high=min(mean + reach, _LARGEST),
        level=level,
        because=because,
    )


def _enough(days: Floats, look: float, base: float, recent: float) -> Because:
    """Return what the look rests on; first days with too few answers are a caveat, and have no ``again``."""
    start = float(days[0]) if days.size else look
    early, late = int((days < start + base).sum()), int((days >= look - recent).sum())
    wait = start + base + recent - look
    if early < FEWEST and look >= start + base:
        return rests_on(days, missing=FEWEST - early, caveats=("few_first_answers",))
    if wait > 0:
        return rests_on(days, missing=max(FEWEST - early, 0), again=look + wait)
    missing = max(FEWEST - late, 0)
    return rests_on(days, missing=missing, again=look + missing if missing else None)


def _difference(days: Floats, values: Floats, first: Marks, last: Marks) -> tuple[float, float, int]:
    """Return mean and standard deviation of the difference of the two means, in points, and the degrees of freedom."""
    contrast = last / last.sum() - first / first.sum()
    mean = float(contrast @ (values - values[0]))
    levels = _levels(days, first, last)
    likely, variance = _nuisance(days, values, levels)
    used = contrast != 0
    own = variance_of_sum(days[used], contrast[used])
    weight = np.exp(likely - likely.max())
    return mean, float(np.sqrt(weight @ (variance * own) / weight.sum())), days.size - levels.shape[1]


def _levels(days: Floats, first: Marks, last: Marks) -> Floats:
    """Return a column for the level of the first days, of the last, and of each month between, with any answer."""
    start, end = float(days[~first].min(initial=days[-1])), float(days[-1])
    length = max(_MONTH, (end - start) / _MOST_BETWEEN)
    block = np.where(first, -2.0, np.where(last, -1.0, (days - start) // length))
    levels: Floats = (block[:, None] == np.unique(block)).astype(np.float64)
    return levels


def _nuisance(days: Floats, values: Floats, levels: Floats) -> tuple[Floats, Floats]:
    """Fit the levels on the whitened record: the log likelihood of each grid point (G,) and its sigma squared (G,)."""
    columns = np.column_stack([values - values[0], levels])
    (sums,) = moments_at(days, columns, np.zeros((days.size, 0)), np.zeros(0), np.array([days.size]))
    inner, with_value = sums.base[:, 1:, 1:], sums.base[:, 1:, 0]
    estimate = np.linalg.solve(inner, with_value[:, :, None])[:, :, 0]
    left = sums.base[:, 0, 0] - np.einsum("gi,gi->g", estimate, with_value)
    left = np.maximum(left, rounding(days.size))
    freedom = days.size - levels.shape[1]
    likely = -sums.spread - 0.5 * np.linalg.slogdet(inner)[1] - 0.5 * freedom * np.log(left)
    return likely, left / freedom
