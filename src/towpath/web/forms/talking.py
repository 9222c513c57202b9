"""What the pages of a talk and of limits send."""

from datetime import date, datetime, time
from typing import Final, get_args

from msgspec.structs import replace

from towpath.domain.limit import MOST_CROSSED, Crossed, Did, Held, Limit, Standards
from towpath.domain.talk import Talk
from towpath.usecases.talking import with_crossed
from towpath.web.forms.days import any_day, day
from towpath.web.forms.fields import Fault, Fields, too_long

TALK_TEXTS: Final = ("saw", "feel", "need", "ask", "place", "pause", "wrong")
DID: Final[tuple[Did, ...]] = get_args(Did)
HELD: Final[tuple[Held, ...]] = get_args(Held)


def talk(fields: Fields, before: Talk, now: datetime) -> tuple[Talk, tuple[Fault, ...]]:
    """Read a talk, whatever of it is filled in; a field that was not sent stays as it was."""
    sent = {name for name, _ in fields.pairs}
    texts = {name: fields.get(name) for name in TALK_TEXTS if name in sent}
    faults = list(too_long(texts))
    days: dict[str, date | None] = {}
    for name in ("day", "review"):
        if name in sent:
            days[name], wrong = any_day(fields.get(name))
            faults += [Fault(name, "bad_date")] if wrong else []
    clock = before.time
    if "time" in sent:
        clock, wrong = _clock(fields.get("time").strip())
        faults += [Fault("time", "bad_time")] if wrong else []
    typed = replace(before, written=now, time=clock, **texts, **days)
    if not faults and typed == Talk(written=now):
        faults.append(Fault("", "nothing_answered"))
    return typed, tuple(faults)


def limit(fields: Fields, before: Limit, now: datetime) -> tuple[Limit, tuple[Fault, ...]]:
    """Read a limit; the wording is never refused."""
    texts = {name: fields.get(name).strip() for name in ("happens", "will")}
    faults = [Fault(name, "text_empty") for name, text in texts.items() if not text]
    faults += too_long(texts)
    told = before.told
    if "told" in {name for name, _ in fields.pairs}:
        told, wrong = any_day(fields.get("told"))
        faults += [Fault("told", "bad_date")] if wrong else []
    return replace(before, written=now, told=told, **texts), tuple(faults)


def crossed(fields: Fields, before: Limit, now: datetime) -> tuple[Limit, tuple[Fault, ...]]:
    """Read a day on which a limit was crossed."""
    on, wrong = day(fields.get("day"), now.date())
    faults = [*wrong, *too_long({"what": fields.get("what")})]
    if len(before.crossed) >= MOST_CROSSED:
        faults.append(Fault("day", "crossed_many", {"limit": MOST_CROSSED}))
    if faults:
        return before, tuple(faults)
    did = next((each for each in DID if each == fields.get("did")), None)
    held = next((each for each in HELD if each == fields.get("held")), None)
    one = Crossed(day=on, what=fields.get("what"), did=did, held=held)
    return replace(with_crossed(before, one), written=now), ()


def standards(fields: Fields, now: datetime) -> tuple[Standards, tuple[Fault, ...]]:
    """Read standards and expectations."""
    typed = Standards(written=now, mine=fields.get("mine").strip(), expect=fields.get("expect").strip())
    return typed, too_long({"mine": typed.mine, "expect": typed.expect})


def _clock(typed: str) -> tuple[str, bool]:
    """Return a time of the day, and whether what was typed is none."""
    try:
        return (f"{time.fromisoformat(typed[:5]):%H:%M}" if typed else ""), False
    except ValueError:
        return "", True
