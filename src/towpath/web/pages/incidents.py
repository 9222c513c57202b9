"""Incidents: write, read, change and delete what happened; a single act of harm opens help for it at once."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from msgspec.structs import replace

from towpath.domain.records import Draft, Incident
from towpath.domain.signs import Sign
from towpath.errors import BadInput
from towpath.method import Assessment
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import incidents
from towpath.usecases.attaching import attached
from towpath.usecases.picture import READ, picture
from towpath.vault import Stored
from towpath.web.forms import records as form
from towpath.web.forms.check_in import SCALE
from towpath.web.visit import Answer, Go, NotThere, Show, Text, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteIncident:
    """The form; ``id`` is the incident that is changed, empty for a new one."""

    template: ClassVar[str] = "write_incident.html"
    id: str
    typed: Incident
    today: date
    from_draft: bool = False
    scale: tuple[int, ...] = SCALE
    precisions: tuple[str, ...] = form.PRECISIONS

    @property
    def families(self) -> tuple[tuple[str, tuple[Sign, ...]], ...]:
        """The signs it can be named by."""
        return tuple((family, incidents.offered(family)) for family in incidents.FAMILIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """One incident with its earlier versions, oldest first."""

    template: ClassVar[str] = "incident.html"
    id: str
    incident: Incident
    earlier: tuple[Incident, ...]
    files: int
    harm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteIncident:
    """One question before an incident is gone."""

    template: ClassVar[str] = "delete_incident.html"
    id: str
    incident: Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterHarm:
    """Help for an act of harm, in the words of My picture; ``gate`` only where it speaks of harm."""

    template: ClassVar[str] = "after_harm.html"
    id: str
    assessment: Assessment
    signs: tuple[str, ...]

    @property
    def gate_speaks(self) -> bool:
        """The words of the gate are about harm; those below it could make light of this act."""
        return self.assessment.gate in CLOSED_GATES or self.assessment.gate == "violence_without_fear"


def write(visit: Visit) -> Answer:
    """Offer a new incident, or one to change; words that were not kept yet are there again."""
    kept = _incident(visit)[1] if visit.item else Incident(written=visit.now, day=visit.today)
    waiting = incidents.draft(visit.notebook, visit.item)
    typed = _with_words(kept, waiting) if waiting else kept
    return Show(page=_form(visit, typed, from_draft=waiting is not None))


def keep(visit: Visit) -> Answer:
    """Keep it, or say what is wrong; one sign of control, violence or danger opens help for it."""
    typed, faults = form.incident(visit.fields, visit.now)
    if faults:
        return Show(page=_form(visit, typed), status=422, faults=told(visit, faults))
    if visit.item:
        _incident(visit)
    name = incidents.keep(visit.notebook, typed, visit.item)
    return Go("after_harm" if incidents.harm(typed) else "incident", name)


def keep_draft(visit: Visit) -> Answer:
    """Keep what is being written, without a word in answer."""
    typed, _ = form.incident(visit.fields, visit.now)
    try:
        incidents.keep_draft(visit.notebook, typed, visit.item)
    except BadInput:
        return Text(status=422)
    return Text(status=204)


def read(visit: Visit) -> Answer:
    """Show one incident."""
    stored, found = _incident(visit)
    earlier = (each.record for each in visit.notebook.revisions(stored.id)[:-1])
    page = IncidentPage(
        id=stored.id,
        incident=found,
        earlier=tuple(each for each in earlier if isinstance(each, Incident)),
        files=len(attached(visit.notebook, stored.id)),
        harm=bool(incidents.harm(found)),
    )
    return Show(page=page)


def after_harm(visit: Visit) -> Answer:
    """Show help for an act of harm, with the words that My picture has for it."""
    stored, found = _incident(visit)
    assessment = picture(visit.notebook.records(*READ), visit.today)
    return Show(page=AfterHarm(id=stored.id, assessment=assessment, signs=incidents.harm(found)))


def ask_delete(visit: Visit) -> Answer:
    """Ask once before an incident is deleted."""
    stored, found = _incident(visit)
    return Show(page=DeleteIncident(id=stored.id, incident=found))


def delete(visit: Visit) -> Answer:
    """Delete the incident with all its versions."""
    incidents.delete(visit.notebook, _incident(visit)[0].id)
    return Go("journal")


def _incident(visit: Visit) -> tuple[Stored, Incident]:
    found = incidents.one_incident(visit.notebook, visit.item)
    if found is None or not isinstance(found.record, Incident):
        raise NotThere
    return found, found.record


def _with_words(kept: Incident, waiting: Draft) -> Incident:
    return replace(kept, seen=waiting.text, felt=waiting.felt, day=waiting.day or kept.day)


def _form(visit: Visit, typed: Incident, *, from_draft: bool = False) -> WriteIncident:
    return WriteIncident(id=visit.item, typed=typed, today=visit.today, from_draft=from_draft)
