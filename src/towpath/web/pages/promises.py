"""Promises: the ledger, one promise to add or change, and what was kept before and after a chosen day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from towpath.domain.records import Event, Promise
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import promises
from towpath.usecases.events import all_events
from towpath.usecases.picture import READ, picture
from towpath.usecases.told import told as told_by
from towpath.web.forms import records as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told

if TYPE_CHECKING:
    from towpath.usecases.over_time import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All promises with what became of each, the counts, and the sentence about the chosen event.

    ``guard`` is the gate where it is control or danger: then nothing that could comfort is put forward.
    """

    template: ClassVar[str] = "promises.html"
    rows: tuple[tuple[str, Promise, promises.State], ...]
    counts: Mapping[promises.State, int]
    events: tuple[tuple[str, Event], ...]
    chosen: str
    line: "Line | None"
    guard: Gate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePage:
    """One promise to add or change, with its earlier versions; ``id`` is empty for a new one."""

    template: ClassVar[str] = "promise.html"
    id: str
    typed: Promise
    today: date
    by: tuple[str, ...] = form.BY
    outcomes: tuple[str, ...] = form.OUTCOMES
    earlier: tuple[Promise, ...] = ()


def show(visit: Visit) -> Answer:
    """Show the ledger; the item is the event that before and after is told of."""
    stored = visit.notebook.records(Promise, Event, *READ)
    rows = tuple((name, each, promises.state(each, visit.today)) for name, each in promises.ledger(stored))
    events = tuple(all_events(stored))
    chosen = next((event.day for name, event in events if name == visit.item), None)
    gate = picture(stored, visit.today).gate
    page = Ledger(
        rows=rows,
        counts=promises.counts((each for _, each, _ in rows), visit.today),
        events=events,
        chosen=visit.item if chosen else "",
        line=_line(visit, chosen) if chosen else None,
        guard=gate if gate in CLOSED_GATES else None,
    )
    return Show(page=page)


def ask(visit: Visit) -> Answer:
    """Offer a new promise, or one to change."""
    typed = _promise(visit) if visit.item else Promise(written=visit.now, day=visit.today, what="")
    return Show(page=PromisePage(id=visit.item, typed=typed, today=visit.today, earlier=_earlier(visit)))


def keep(visit: Visit) -> Answer:
    """Keep or delete the promise, or say what is wrong with it."""
    if visit.item:
        _promise(visit)
    if visit.item and visit.fields.get("then") == "delete":
        visit.notebook.delete(visit.item)
        return Go("promises")
    typed, faults = form.promise(visit.fields, visit.now)
    if faults:
        page = PromisePage(id=visit.item, typed=typed, today=visit.today, earlier=_earlier(visit))
        return Show(page=page, status=422, faults=told(visit, faults))
    if visit.item:
        visit.notebook.revise(visit.item, typed)
    else:
        visit.notebook.add(typed)
    return Go("promises")


def _promise(visit: Visit) -> Promise:
    found = promises.one_promise(visit.notebook, visit.item)
    if found is None or not isinstance(found.record, Promise):
        raise NotThere
    return found.record


def _earlier(visit: Visit) -> tuple[Promise, ...]:
    if not visit.item:
        return ()
    versions = (each.record for each in visit.notebook.revisions(visit.item)[:-1])
    return tuple(each for each in versions if isinstance(each, Promise))


def _line(visit: Visit, event: date) -> "Line":
    """Kept in part counts as not kept; a promise of one's own alone is not counted."""
    from towpath.usecases.over_time import promises as compared  # numpy comes with it: nobody waits for it at the start

    record = told_by(visit.notebook.records(), visit.today)
    return compared(record, event, visit.today, visit.parts.pack.analysis)
