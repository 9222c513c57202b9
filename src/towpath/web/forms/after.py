"""What the pages of the time after send: the rule for contact, a time it went otherwise, own words, a goal, a delay."""

from datetime import date, datetime
from typing import Final, get_args

from towpath.domain.contact import Contact
from towpath.domain.goal import Goal, GoalPart
from towpath.domain.letter import Letter, LetterPart
from towpath.domain.written import TEXT_LIMIT
from towpath.usecases.afterwards import DELAYS, OWN_WORDS, Delay
from towpath.web.forms.days import day
from towpath.web.forms.fields import Fault, Fields

GOALS: Final[tuple[GoalPart, ...]] = get_args(GoalPart)
_TEXTS: Final = ("text", "need", "step")


def contact_rule(fields: Fields, now: datetime) -> tuple[Contact, tuple[Fault, ...]]:
    """Read the rule for contact; its day is the day on which it was last changed."""
    typed = Contact(written=now, day=now.date(), part="rule", text=fields.get("text"))
    return typed, wrong_texts(fields)


def otherwise(fields: Fields, now: datetime) -> tuple[Contact, tuple[Fault, ...]]:
    """Read a time when contact went otherwise: the day, what happened, what is needed next time."""
    on, faults = day(fields.get("day"), now.date())
    typed = Contact(written=now, day=on, part="otherwise", text=fields.get("text"), need=fields.get("need"))
    return typed, (*wrong_texts(fields), *faults)


def letter(fields: Fields, now: datetime) -> tuple[Letter, tuple[Fault, ...]]:
    """Read words to come back to; without a choice of the kind it is a letter."""
    on, faults = day(fields.get("day"), now.date())
    part = next((each for each in OWN_WORDS if each == fields.get("part")), OWN_WORDS[0])
    if fields.get("part") not in {"", *OWN_WORDS}:
        faults = (*faults, Fault("part", "answer_not_known", {"field": "part"}))
    return _letter(fields, now, on, part), (*wrong_texts(fields), *faults)


def goal(fields: Fields, before: Goal, now: datetime) -> tuple[Goal, tuple[Fault, ...]]:
    """Read a goal; of the days on which a step was done, those stay that are sent again."""
    given = fields.get("part")
    typed = Goal(
        written=now,
        day=before.day,
        text=fields.get("text"),
        part=next((each for each in GOALS if each == given), GOALS[0]),
        step=fields.get("step"),
        done=tuple(each for each in before.done if each.isoformat() in fields.all("done")),
        put_away=fields.get("put_away") == "yes",
    )
    unknown = (Fault("part", "answer_not_known", {"field": "part"}),) if given not in {"", *GOALS} else ()
    return typed, (*wrong_texts(fields), *unknown)


def delay(fields: Fields) -> tuple[Delay | None, tuple[Fault, ...]]:
    """Read how long the person wants to wait."""
    given = fields.get("delay")
    found = next((each for each in DELAYS if each == given), None)
    if found:
        return found, ()
    return None, (Fault("delay", "answer_not_known" if given else "nothing_answered", {"field": "delay"}),)


def wrong_texts(fields: Fields) -> tuple[Fault, ...]:
    """Tell what is wrong with the texts: the first must be there, and each has its limit."""
    empty = () if fields.get("text").strip() else (Fault("text", "text_empty"),)
    long = (name for name in _TEXTS if len(fields.get(name)) > TEXT_LIMIT)
    return (*empty, *(Fault(name, "text_long", {"limit": f"{TEXT_LIMIT:,}"}) for name in long))


def _letter(fields: Fields, now: datetime, on: date, part: LetterPart) -> Letter:
    return Letter(written=now, day=on, part=part, text=fields.get("text"), for_urge=fields.get("for_urge") == "yes")
