"""What the pages of space and of the last message send."""

from datetime import date, datetime
from typing import Final

from msgspec.structs import replace

from towpath.domain.letter import Letter
from towpath.domain.space import Space
from towpath.domain.written import TEXT_LIMIT
from towpath.web.forms.after import wrong_texts
from towpath.web.forms.days import any_day
from towpath.web.forms.fields import Fault, Fields

TEXTS: Final = ("text", "contact", "mine", "theirs", "home")
DAYS: Final = ("day", "until", "talk", "told")


def space(fields: Fields, before: Space, now: datetime) -> tuple[Space, tuple[Fault, ...]]:
    """Read a time apart, whatever of it is filled in; a field that was not sent stays as it was."""
    sent = {name for name, _ in fields.pairs}
    texts = {name: fields.get(name) for name in TEXTS if name in sent}
    read = {name: any_day(fields.get(name)) for name in DAYS if name in sent}
    days = {name: found for name, (found, _) in read.items()}
    typed = replace(before, written=now, **texts, **days)
    faults = [Fault(name, "text_long", {"limit": f"{TEXT_LIMIT:,}"}) for name in texts if len(texts[name]) > TEXT_LIMIT]
    faults += [Fault(name, "bad_date") for name, (_, wrong) in read.items() if wrong]
    faults += [Fault(name, "days_reversed") for name in ("until", "talk") if _before_the_start(typed, name)]
    if not any(getattr(typed, name) for name in (*TEXTS, *DAYS)):
        faults.append(Fault("", "nothing_answered"))
    return typed, tuple(faults)


def last_message(fields: Fields, now: datetime) -> tuple[Letter, tuple[Fault, ...]]:
    """Read the last message."""
    typed = Letter(written=now, day=now.date(), text=fields.get("text"), part="last_message")
    return typed, wrong_texts(fields)


def _before_the_start(typed: Space, name: str) -> bool:
    ends: date | None = getattr(typed, name)
    return typed.day is not None and ends is not None and ends < typed.day
