"""Is it better or worse than at the start? Asked as often as one likes, of a record with gaps and lasting moods."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from towpath.analysis.arguments import Floats, ascending, day
from towpath.analysis.diary import LONGEST_SILENCE, Because, before, diary, marks, rests_on
from towpath.analysis.evidence import Factors, factors_at
from towpath.analysis.nuisance import base_columns
from towpath.analysis.shapes import Dictionary, Shape, dictionary, ramp, step

Direction = Literal["not_enough", "no_clear_change", "better", "worse"]
Firmness = Literal["signs", "clear"]

PROVED: Final = 40.0
"""Evidence at which the chance of a false word, in either direction and for ever, is at most 1 in 20 by proof."""
FEWEST_ANSWERS: Final = 10
FEWEST_DAYS: Final = 14.0

_THRESHOLDS: Final = ((8, 2.0), (16, 6.0), (32, 7.0))
_LATE_THRESHOLD: Final = 20.0
_SLOPE_WEIGHT: Final = 0.3
_HAZARD: Final = 1 / 16
_EVENT_WEIGHT: Final = 0.5
_EVENT_STEP: Final = 0.6
_FIRST_CHANGE: Final = 14.0
_LAST_CHANGE: Final = 400.0
_HALF_YEAR: Final = 182.0
_SCALE: Final = 0.6
_SLOPE_SCALE: Final = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What a look at the record says about its whole course.

    ``upward`` and ``downward`` are the evidence for a change in that direction against none (1: the record says
    nothing), ``threshold`` what either must reach on this day. ``proved``: it reached the bound that holds by proof.
    """

    look: float
    statement: Direction
    firmness: Firmness | None
    upward: float
    downward: float
    threshold: float
    proved: bool
    because: Because


def trend(
    days: ArrayLike, values: ArrayLike, look: float, *, weekend: ArrayLike | None = None, event: float | None = None
) -> Trend:
    """Return what one look says; see `trends`."""
    return trends(days, values, [look], weekend=weekend, event=event)[0]


def trends(
    days: ArrayLike,
    values: ArrayLike,
    looks: ArrayLike,
    *,
    weekend: ArrayLike | None = None,
    event: float | None = None,
) -> list[Trend]:
    """Return what each look says, using only the answers strictly before it.

    ``days`` (n,) ascend, in days since any origin; ``values`` (n,) on 0 to 10, higher is better; ``looks`` (L,) ascend.
    ``weekend`` (n,) is true for answers on weekend days, whose effect is then taken out. ``event``: a declared day on
    which a change may have begun takes half the prior weight. A change may begin in any of the first 57 weeks; of a
    longer record give the last year. At most 20,000 answers and looks. Raises ValueError naming the argument.
    """
    record, at = diary(days, values), ascending("looks", looks)
    marked = None if weekend is None else marks(weekend, record.days.size, "weekend")
    if event is not None:
        event = day("event", event)
    counts = before(record, at)
    shapes = _shapes(record.days, event)
    found = factors_at(record.days, base_columns(record.values, marked), shapes, counts)
    return [
        _said(record.days[: each.answers], float(look), *_mixed(each, shapes.weights))
        for look, each in zip(at, found, strict=True)
    ]


def threshold(days: float) -> float:
    """Return the evidence that is asked for so many days after the first answer."""
    return next((asked for weeks, asked in _THRESHOLDS if days <= 7 * weeks), _LATE_THRESHOLD)


def _mixed(each: Factors, weights: Floats) -> tuple[float, float]:
    """Return the weighted means of the evidence, upward and downward; shapes that have not begun count as one."""
    known = weights[: each.up.size]
    never = 1.0 - float(known.sum())
    return never + float(known @ each.up), never + float(known @ each.down)


def _said(days: Floats, look: float, upward: float, downward: float) -> Trend:
    because = _enough(days, look)
    asked = threshold(look - days[0]) if days.size else _THRESHOLDS[0][1]
    strongest = max(upward, downward)
    statement: Direction = "no_clear_change"
    if because.again is not None:
        statement = "not_enough"
    elif strongest >= asked and upward != downward:
        statement = "better" if upward > downward else "worse"
    spoke = statement in ("better", "worse")
    return Trend(
        look=look,
        statement=statement,
        firmness=("clear" if strongest >= 2 * asked else "signs") if spoke else None,
        upward=upward,
        downward=downward,
        threshold=asked,
        proved=spoke and strongest >= PROVED,
        because=because,
    )


def _enough(days: Floats, look: float) -> Because:
    """Return what the look rests on; ``again`` is set where that is too little or too long ago."""
    missing = max(FEWEST_ANSWERS - days.size, 0)
    waits = [float(missing)]
    silent = not days.size or look - days[-1] > LONGEST_SILENCE
    waits.append((days[0] if days.size else look) + FEWEST_DAYS - look)
    waits.append(1.0 if silent else 0.0)
    caveats = ("no_answer_in_two_weeks",) if silent and days.size else ()
    wait = max(waits)
    return rests_on(days, missing=missing, again=look + wait if wait > 0 else None, caveats=caveats)


def _shapes(days: Floats, event: float | None) -> Dictionary:
    """Return the shapes: a slope, a step and a ramp at each week with geometric weights, and those of the event."""
    first, span = (days[0], days[-1] - days[0]) if days.size else (0.0, 0.0)
    kept = 1.0 if event is None else 1.0 - _EVENT_WEIGHT
    weeks = np.arange(_FIRST_CHANGE, min(span, _LAST_CHANGE) + 1e-9, 7.0)
    each = kept * (1 - _SLOPE_WEIGHT) * _HAZARD * (1 - _HAZARD) ** np.arange(weeks.size) / 2
    found = [Shape(-np.inf, (days - first) / _HALF_YEAR, kept * _SLOPE_WEIGHT, _SLOPE_SCALE)]
    for week, weight in zip(first + weeks, each, strict=True):
        found += [Shape(week, form(days, week), weight, _SCALE) for form in (step, ramp)]
    if event is not None:
        found.append(Shape(event, step(days, event), _EVENT_WEIGHT * _EVENT_STEP, _SCALE))
        found.append(Shape(event, ramp(days, event), _EVENT_WEIGHT * (1 - _EVENT_STEP), _SCALE))
    return dictionary(found)
