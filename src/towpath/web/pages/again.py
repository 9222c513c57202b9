"""Try again: what was seen of a change, over weeks; an advocate first where there was ever danger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.records import Entry, Incident
from towpath.domain.trial import Observed
from towpath.method import Assessment
from towpath.method.again import Reading, read
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import trying_again
from towpath.usecases.picture import READ, picture
from towpath.web.forms import again as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainPage:
    """What was observed, and what it comes to; ``reading`` is ``None`` where the page is closed."""

    template: ClassVar[str] = "again.html"
    observed: tuple[tuple[str, Observed], ...]
    reading: Reading | None
    assessment: Assessment
    today: date
    text: str
    chosen: str
    entries: tuple[tuple[str, date, str], ...]
    """What can tell of it: the newest entries and incidents by id, day and first words."""
    there: Mapping[str, str]
    """The page of each entry and incident that there is."""

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None


def show(visit: Visit) -> Answer:
    """Show what was seen."""
    return Show(page=_page(visit))


def keep(visit: Visit) -> Answer:
    """Keep one thing that was seen, or delete one."""
    if visit.fields.get("then") == "delete":
        if visit.item not in {name for name, _ in trying_again.observed(visit.notebook.records(Observed))}:
            raise NotThere
        visit.notebook.delete(visit.item)
        return Go("again")
    typed, faults = form.observed(visit.fields, frozenset(name for name, _, _ in _entries(visit)), visit.now)
    if faults or typed is None:
        return Show(page=_page(visit), status=422, faults=told(visit, faults))
    visit.notebook.add(typed)
    return Go("again")


def _page(visit: Visit) -> AgainPage:
    stored = visit.notebook.records(*READ, Observed)
    assessment = picture(stored, visit.today)
    found = trying_again.observed(stored)
    closed = trying_again.is_closed(stored, assessment)
    return AgainPage(
        observed=found,
        reading=None if closed else read((each for _, each in found), visit.today),
        assessment=assessment,
        today=visit.today,
        text=visit.fields.get("text"),
        chosen=visit.fields.get("observed"),
        entries=_entries(visit),
        there={
            each.id: "entry" if isinstance(each.record, Entry) else "incident"
            for each in visit.notebook.records(Entry, Incident)
        },
    )


def _entries(visit: Visit) -> tuple[tuple[str, date, str], ...]:
    return trying_again.entries(visit.notebook.records(Entry, Incident))
