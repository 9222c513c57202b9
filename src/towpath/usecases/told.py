"""What the record holds for a look back: check-ins, incidents, promises and events up to today, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from towpath.domain.records import CheckIn, Event, Incident, Outcome, Promise
from towpath.vault import Stored

HARD: Final = 8
"""From here on, what the person said of how bad an incident was counts as hard."""
LATE_DAYS: Final = 92
LONGEST: Final = 36_500
"""Days: a check-in of a hundred years ago is a slip of the pen, and begins no count."""
KNOWN: Final = frozenset({"exact", "about"})
"""How well the day of an incident must be known for it to be drawn and counted on that day."""

Dated = TypeVar("Dated", CheckIn, Incident, Promise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the record holds up to today, each part in the order of its days."""

    today: date
    check_ins: tuple[CheckIn, ...]
    incidents: tuple[Incident, ...]
    promises: tuple[Promise, ...]
    events: tuple[tuple[str, Event], ...]
    """With their ids, by which one is chosen."""


def told(stored: Iterable[Stored], today: date) -> Told:
    """Sort out what the record holds; what lies after today, as another clock may have written it, is left out."""
    stored = tuple(stored)
    events = [(one.id, one.record) for one in stored if isinstance(one.record, Event) and one.record.day <= today]
    return Told(
        today=today,
        check_ins=_of(stored, CheckIn, today),
        incidents=_of(stored, Incident, today),
        promises=_of(stored, Promise, today),
        events=tuple(sorted(events, key=lambda one: (one[1].day, one[1].written, one[0]))),
    )


def outcomes(told: Told, event: date | None = None, *, after: bool = False) -> list[Outcome]:
    """Return the outcomes known of promises of the other or of both; with an event those before it, or those since.

    A promise belongs to the day on which its outcome was seen; where that was not noted, to the day it was made.
    """
    known = [(one.outcome_day or one.day, one.outcome) for one in told.promises if one.outcome and one.by != "me"]
    return [outcome for day, outcome in known if event is None or (day >= event) == after]


def known_days(told: Told) -> list[date]:
    """Return the days of the incidents whose day is known."""
    return [one.day for one in told.incidents if one.precision in KNOWN]


def counted_days(told: Told) -> list[int]:
    """Return the days of the incidents that are counted: those of a known day, since the person began to write."""
    start = counted_from(told)
    days = (day.toordinal() for day in known_days(told))
    return [day for day in days if start is not None and day >= start]


def counted_from(told: Told) -> int | None:
    """Return the day from which incidents were noted as they came: what is remembered from before is no count."""
    if not told.incidents:
        return None
    written = min(one.written.date() for one in told.incidents)
    first = min([written, *(one.day for one in told.check_ins[:1])])
    return max(first.toordinal(), told.today.toordinal() - LONGEST)


def hard_of_late(told: Told, today: date) -> bool:
    """Tell whether the person noted a hard incident in the last three months."""
    late = (one for one in told.incidents if (today - one.day).days < LATE_DAYS)
    return any(one.how_bad is not None and one.how_bad >= HARD for one in late)


def _of(stored: Sequence[Stored], kind: type[Dated], today: date) -> tuple[Dated, ...]:
    found = [one.record for one in stored if isinstance(one.record, kind)]
    return tuple(sorted((one for one in found if one.day <= today), key=lambda one: (one.day, one.written)))
