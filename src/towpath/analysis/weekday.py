"""Do certain days of the week differ from the others: the weekend, or one day?"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from towpath.analysis.arguments import Floats, ascending
from towpath.analysis.diary import Because, before, diary, marks, rests_on
from towpath.analysis.evidence import Factors, factors_at
from towpath.analysis.nuisance import base_columns
from towpath.analysis.shapes import Dictionary, Shape, dictionary

FEWEST_DAYS: Final = 56.0
FEWEST_ANSWERS: Final = 20
THRESHOLD: Final = 10.0
_SCALE: Final = 0.8
_WEEKEND: Final = (5, 6)
_GROUPS: Final[tuple[tuple[int, ...], ...]] = (_WEEKEND, *((day,) for day in range(7)))
_WEIGHTS: Final = (0.5, *(0.5 / 7 for _ in range(7)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayPattern:
    """What a look says about the week: ``evidence`` for a pattern against none, said from 10 on.

    ``weekdays`` (0 is Monday) are those of the likeliest pattern and ``direction`` tells whether they are better or
    worse than the others; both are empty without a pattern.
    """

    look: float
    statement: Literal["not_enough", "no_clear_pattern", "pattern"]
    weekdays: tuple[int, ...]
    direction: Literal["better", "worse"] | None
    evidence: float
    because: Because


def weekday_pattern(days: ArrayLike, values: ArrayLike, weekdays: ArrayLike, looks: ArrayLike) -> list[WeekdayPattern]:
    """Return what each look says, using only the answers strictly before it.

    ``weekdays`` (n,) are 0 for Monday to 6 for Sunday. The patterns are a weekend unlike the rest (half the prior
    weight) and each single day unlike the rest. Not before eight weeks and 20 answers. Raises ValueError naming the
    argument.
    """
    record, at = diary(days, values), ascending("looks", looks)
    day_of_week = marks(weekdays, record.days.size, "weekdays")
    if not np.isin(day_of_week, range(7)).all():
        raise ValueError("weekdays: must be whole numbers from 0, Monday, to 6, Sunday")
    shapes = _shapes(day_of_week)
    found = factors_at(record.days, base_columns(record.values, None), shapes, before(record, at))
    return [
        _said(record.days[: each.answers], float(look), each, shapes.weights)
        for look, each in zip(at, found, strict=True)
    ]


def _shapes(day_of_week: Floats) -> Dictionary:
    pairs = zip(_GROUPS, _WEIGHTS, strict=True)
    return dictionary(
        Shape(-np.inf, np.isin(day_of_week, group).astype(np.float64), weight, _SCALE) for group, weight in pairs
    )


def _said(days: Floats, look: float, each: Factors, weights: Floats) -> WeekdayPattern:
    because = _enough(days, look)
    sides = np.stack([each.up, each.down]) * weights[: each.up.size] / 2
    evidence = float(sides.sum()) if sides.size else 1.0
    spoke = because.again is None and evidence >= THRESHOLD
    side, group = np.unravel_index(int(sides.argmax()), sides.shape) if spoke else (0, 0)
    return WeekdayPattern(
        look=look,
        statement="not_enough" if because.again is not None else "pattern" if spoke else "no_clear_pattern",
        weekdays=_GROUPS[int(group)] if spoke else (),
        direction=("worse" if side else "better") if spoke else None,
        evidence=evidence,
        because=because,
    )


def _enough(days: Floats, look: float) -> Because:
    missing = max(FEWEST_ANSWERS - days.size, 0)
    first = float(days[0]) if days.size else look
    wait = max(float(missing), first + FEWEST_DAYS - look)
    return rests_on(days, missing=missing, again=look + wait if wait > 0 else None)
