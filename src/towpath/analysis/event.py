"""Did it change since a declared day - a talk, a limit, a counsellor - and did that last? "Since" is no cause."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from towpath.analysis.arguments import Floats, ascending, day
from towpath.analysis.diary import LONGEST_SILENCE, Because, before, diary, marks, rests_on
from towpath.analysis.evidence import Factors, factors_at
from towpath.analysis.nuisance import base_columns
from towpath.analysis.shapes import Dictionary, Shape, dictionary, fading, pulse, ramp, step

Course = Literal[
    "too_early", "no_clear_change", "better_for_now", "better_and_held", "better_then_back", "worse_for_now",
    "worse_and_held", "worse_then_back",
]  # fmt: skip

FEWEST_EACH: Final = 4
FEWEST_DAYS: Final = 21.0
HELD_DAYS: Final = 42.0
_NONE, _LASTING, _PASSING = 0.5, 0.15, 0.10
_CUT: Final = 0.75
_SPLIT: Final = 0.8
_SCALE: Final = 0.8
_PULSES: Final = (14.0, 21.0, 28.0)
_FADINGS: Final = (7.0, 14.0)
_LASTING_SHAPES: Final = 2
_BETTER: Final[tuple[Course, Course, Course]] = ("better_for_now", "better_and_held", "better_then_back")
_WORSE: Final[tuple[Course, Course, Course]] = ("worse_for_now", "worse_and_held", "worse_then_back")
FEW_BEFORE: Final = "few_answers_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceEvent:
    """What a look says about the time since a day: five probabilities that sum to one, and the statement they allow.

    The prior is .5 for no change, .15 for a lasting and .10 for a passing one in each direction. ``answers_after`` and
    ``answers_before`` count the answers on either side of the event.
    """

    look: float
    event: float
    statement: Course
    none: float
    lasting_up: float
    passing_up: float
    lasting_down: float
    passing_down: float
    answers_before: int
    answers_after: int
    because: Because


def since_event(
    days: ArrayLike, values: ArrayLike, event: float, looks: ArrayLike, *, weekend: ArrayLike | None = None
) -> list[SinceEvent]:
    """Return what each look says about the time since ``event``, using only the answers strictly before the look.

    An answer on the day of the event counts as after it. Arguments and errors as for `trend.trends`. A change is said
    from a probability of .75 on; that it held, or went back, where this is .8 of that. "Held" is never said before six
    weeks, which the answers must reach but for two, and nothing before three weeks or with fewer than four answers on
    either side.
    """
    record, at, event = diary(days, values), ascending("looks", looks), day("event", event)
    marked = None if weekend is None else marks(weekend, record.days.size, "weekend")
    shapes = _shapes(record.days, event)
    found = factors_at(record.days, base_columns(record.values, marked), shapes, before(record, at))
    return [
        _said(record.days[: each.answers], float(look), event, _posterior(each, shapes.weights))
        for look, each in zip(at, found, strict=True)
    ]


def _shapes(days: Floats, event: float) -> Dictionary:
    """Return what may follow a day: first the shapes that last, then those that pass."""
    lasting = [step(days, event), ramp(days, event)]
    passing = [pulse(days, event, length) for length in _PULSES] + [fading(days, event, time) for time in _FADINGS]
    return dictionary(
        [Shape(event, column, _LASTING / len(lasting), _SCALE) for column in lasting]
        + [Shape(event, column, _PASSING / len(passing), _SCALE) for column in passing]
    )


def _posterior(each: Factors, weights: Floats) -> Floats:
    """Return the probabilities (5,) of none, lasting up, passing up, lasting down, passing down."""
    up, down = each.up * weights[: each.up.size], each.down * weights[: each.down.size]
    if not up.size:
        return np.array([_NONE, _LASTING, _PASSING, _LASTING, _PASSING])
    split = _LASTING_SHAPES
    joint = np.array([_NONE, up[:split].sum(), up[split:].sum(), down[:split].sum(), down[split:].sum()])
    total = joint[0] + (joint[1] + joint[3]) + (joint[2] + joint[4])  # in this order up and down are mirror images
    probability: Floats = joint / total
    return probability


def _said(days: Floats, look: float, event: float, chance: Floats) -> SinceEvent:
    earlier = int(np.searchsorted(days, event, side="left"))
    because = _enough(days, earlier, look, event)
    early = because.again is not None or FEW_BEFORE in because.caveats
    none, lasting_up, passing_up, lasting_down, passing_down = (float(each) for each in chance)
    return SinceEvent(
        look=look,
        event=event,
        statement="too_early" if early else _course(chance, late=_seen_until(days, look) - event >= HELD_DAYS),
        none=none,
        lasting_up=lasting_up,
        passing_up=passing_up,
        lasting_down=lasting_down,
        passing_down=passing_down,
        answers_before=earlier,
        answers_after=days.size - earlier,
        because=because,
    )


def _seen_until(days: Floats, look: float) -> float:
    """Return the day up to which the record can speak: two weeks after the last answer, the look at most."""
    return min(look, float(days[-1]) + LONGEST_SILENCE)


def _course(chance: Floats, *, late: bool) -> Course:
    """Turn the probabilities into a statement; ``late``: enough time has passed to say that it held."""
    _, lasting_up, passing_up, lasting_down, passing_down = chance
    if lasting_up + passing_up >= _CUT:
        return _BETTER[_outcome(lasting_up / (lasting_up + passing_up), late=late)]
    if lasting_down + passing_down >= _CUT:
        return _WORSE[_outcome(lasting_down / (lasting_down + passing_down), late=late)]
    return "no_clear_change"


def _outcome(lasting: float, *, late: bool) -> int:
    """Return 0 while it is open, 1 where it held, 2 where it went back; ``lasting`` is the share of lasting shapes."""
    if 1 - lasting >= _SPLIT:
        return 2
    return 1 if late and lasting >= _SPLIT else 0


def _enough(days: Floats, earlier: int, look: float, event: float) -> Because:
    """Return what the look rests on; answers missing before the event cannot be made up for: they are a caveat."""
    missing = max(FEWEST_EACH - (days.size - earlier), 0)
    wait = max(float(missing), event - look + FEWEST_DAYS)
    caveats = (FEW_BEFORE,) if earlier < FEWEST_EACH else ()
    return rests_on(days, missing=missing, again=look + wait if wait > 0 else None, caveats=caveats)
