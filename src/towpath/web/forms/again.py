"""What the pages of trying again and of the own part send."""

from datetime import datetime
from typing import Literal

from towpath.domain.own_part import OWN_QUESTIONS, OwnPart
from towpath.domain.trial import SEEN, Observed
from towpath.web.forms.days import day
from towpath.web.forms.fields import Fault, Fields, too_long


def observed(fields: Fields, entries: frozenset[str], now: datetime) -> tuple[Observed | None, tuple[Fault, ...]]:
    """Read one thing that was seen; without a choice of what it was there is none. ``entries``: what can tell of it."""
    on, wrong = day(fields.get("day"), now.date())
    faults = [*wrong, *too_long({"text": fields.get("text")})]
    what = next((each for each in SEEN if each == fields.get("observed")), None)
    if what is None:
        return None, (Fault("observed", "choose_what_was_seen"), *faults)
    who: Literal["me", "other"] = "other" if fields.get("who") == "other" else "me"
    entry = fields.get("entry") if fields.get("entry") in entries else ""
    return Observed(written=now, day=on, what=what, text=fields.get("text"), who=who, entry=entry), tuple(faults)


def own_part(fields: Fields, now: datetime) -> tuple[OwnPart, tuple[Fault, ...]]:
    """Read the answers about the own part; what was left empty is not there."""
    answers = {name: fields.get(name).strip() for name in OWN_QUESTIONS if fields.get(name).strip()}
    faults = too_long(answers) if answers else (Fault("", "nothing_answered"),)
    return OwnPart(written=now, day=now.date(), answers=answers), faults
