"""Records that tell of a day as the journal's list takes them, whatever else a notebook keeps of them."""

from datetime import date, datetime
from typing import Any, cast

import msgspec

from towpath.domain.records import Record


class _Incident(msgspec.Struct, frozen=True, kw_only=True, tag="incident", tag_field="kind"):
    written: datetime
    day: date
    seen: str = ""
    felt: str = ""
    who: str = ""
    signs: tuple[str, ...] = ()
    evidence: bool = False


class _Promise(msgspec.Struct, frozen=True, kw_only=True, tag="promise", tag_field="kind"):
    written: datetime
    day: date
    what: str


class _Event(msgspec.Struct, frozen=True, kw_only=True, tag="event", tag_field="kind"):
    written: datetime
    day: date
    what: str
    note: str = ""


def incident(**fields: Any) -> Record:
    """Return what looks like an incident."""
    return cast("Record", _Incident(**fields))


def promise(**fields: Any) -> Record:
    """Return what looks like a promise."""
    return cast("Record", _Promise(**fields))


def event(**fields: Any) -> Record:
    """Return what looks like an event."""
    return cast("Record", _Event(**fields))
