"""How is it since leaving: does the record rise as recoveries do, fast at first and then levelling off?"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from towpath.analysis.arguments import Floats, ascending, day
from towpath.analysis.diary import Because, diary, marks, rests_on
from towpath.analysis.evidence import Factors, factors_at
from towpath.analysis.nuisance import base_columns
from towpath.analysis.shapes import Shape, dictionary, settling

Course = Literal["not_enough", "no_clear_change", "better", "worse"]

FEWEST_ANSWERS: Final = 10
FEWEST_DAYS: Final = 21.0
SIGNS: Final = 4.0
CLEAR: Final = 5.0
_TIMES: Final = (10.0, 21.0, 42.0, 84.0)
_SCALE: Final = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What a look says about the time since leaving: evidence upward and downward, signs from 4, clear from 5."""

    look: float
    left: float
    statement: Course
    firmness: Literal["signs", "clear"] | None
    upward: float
    downward: float
    because: Because


def recovery(
    days: ArrayLike, values: ArrayLike, left: float, looks: ArrayLike, *, weekend: ArrayLike | None = None
) -> list[Recovery]:
    """Return what each look says, using the answers from the day of leaving on and strictly before the look.

    The shapes are 1 - exp(-t / time) with times of 10, 21, 42 and 84 days, in equal parts. Other arguments and errors
    as for `trend.trends`. Not before three weeks and ten answers.
    """
    record, at, left = diary(days, values), ascending("looks", looks), day("left", left)
    since = record.days >= left
    used, said = record.days[since], record.values[since]
    marked = None if weekend is None else marks(weekend, record.days.size, "weekend")[since]
    shapes = dictionary(Shape(left, settling(used, left, time), 1 / len(_TIMES), _SCALE) for time in _TIMES)
    counts = np.searchsorted(used, at, side="left")
    found = factors_at(used, base_columns(said, marked), shapes, counts)
    return [_said(used[: each.answers], float(look), left, each) for look, each in zip(at, found, strict=True)]


def _said(days: Floats, look: float, left: float, each: Factors) -> Recovery:
    because = _enough(days, look, left)
    upward, downward = (float(side.mean()) if side.size else 1.0 for side in (each.up, each.down))
    statement = _course(because, upward, downward)
    spoke = statement in ("better", "worse")
    return Recovery(
        look=look,
        left=left,
        statement=statement,
        firmness=("clear" if max(upward, downward) >= CLEAR else "signs") if spoke else None,
        upward=upward,
        downward=downward,
        because=because,
    )


def _course(because: Because, upward: float, downward: float) -> Course:
    if because.again is not None:
        return "not_enough"
    if max(upward, downward) < SIGNS or upward == downward:
        return "no_clear_change"
    return "better" if upward > downward else "worse"


def _enough(days: Floats, look: float, left: float) -> Because:
    missing = max(FEWEST_ANSWERS - days.size, 0)
    wait = max(float(missing), left + FEWEST_DAYS - look)
    return rests_on(days, missing=missing, again=look + wait if wait > 0 else None)
