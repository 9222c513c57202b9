"""Events: the days from which things may differ; add, change, delete."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.records import Event
from towpath.usecases import events
from towpath.web.forms import records as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """All events, the newest first."""

    template: ClassVar[str] = "events.html"
    events: tuple[tuple[str, Event], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """One event to add or change, with its earlier versions; ``id`` is empty for a new one, ``chosen`` what it was."""

    template: ClassVar[str] = "event.html"
    id: str
    typed: Event
    chosen: str
    today: date
    turns: tuple[str, ...] = form.TURNS
    earlier: tuple[Event, ...] = ()


def show(visit: Visit) -> Answer:
    """Show all events."""
    return Show(page=Events(events=tuple(events.all_events(visit.notebook.records(Event)))))


def ask(visit: Visit) -> Answer:
    """Offer a new event, or one to change."""
    typed = _event(visit) if visit.item else Event(written=visit.now, day=visit.today, what="other")
    chosen = typed.what if visit.item else ""
    page = EventPage(id=visit.item, typed=typed, chosen=chosen, today=visit.today, earlier=_earlier(visit))
    return Show(page=page)


def keep(visit: Visit) -> Answer:
    """Keep or delete the event, or say what is wrong with it."""
    if visit.item:
        _event(visit)
    if visit.item and visit.fields.get("then") == "delete":
        visit.notebook.delete(visit.item)
        return Go("events")
    typed, faults = form.event(visit.fields, visit.now)
    if faults:
        what = visit.fields.get("what")
        page = EventPage(id=visit.item, typed=typed, chosen=what, today=visit.today, earlier=_earlier(visit))
        return Show(page=page, status=422, faults=told(visit, faults))
    if visit.item:
        visit.notebook.revise(visit.item, typed)
    else:
        visit.notebook.add(typed)
    return Go("events")


def _event(visit: Visit) -> Event:
    found = events.one_event(visit.notebook, visit.item)
    if found is None or not isinstance(found.record, Event):
        raise NotThere
    return found.record


def _earlier(visit: Visit) -> tuple[Event, ...]:
    if not visit.item:
        return ()
    versions = (each.record for each in visit.notebook.revisions(visit.item)[:-1])
    return tuple(each for each in versions if isinstance(each, Event))
