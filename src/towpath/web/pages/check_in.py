"""Check-in: a few questions in under a minute, any of them skipped."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final

from towpath.domain.records import CheckIn
from towpath.usecases.journal import last_check_in
from towpath.web.forms import check_in as form
from towpath.web.forms.days import day
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told

KEPT: Final = "kept"
"""In the place of a check-in: the page after one was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPage:
    """The questions, with what was answered so far on this page; ``id`` is the check-in that is changed, if one is."""

    template: ClassVar[str] = "check_in.html"
    id: str = ""
    today: date
    day: date
    last: date | None
    kept: bool = False
    given: dict[str, int] = field(default_factory=dict)
    scale: tuple[int, ...] = form.SCALE


def show(visit: Visit) -> Answer:
    """Ask; nothing is filled in beforehand, but where a check-in is changed."""
    if visit.item in {"", KEPT}:
        return Show(page=CheckInPage(today=visit.today, day=visit.today, last=_last(visit), kept=visit.item == KEPT))
    before = _check_in(visit)
    page = CheckInPage(id=visit.item, today=visit.today, day=before.day, last=None, given=dict(before.answers))
    return Show(page=page)


def keep(visit: Visit) -> Answer:
    """Keep what was answered, new or changed, or say what is wrong."""
    changed = visit.item if visit.item not in {"", KEPT} and _check_in(visit) else ""
    given, faults = form.answers(visit.fields, visit.parts.pack.check_in.questions)
    about, day_faults = day(visit.fields.get("day"), visit.today)
    faults += day_faults
    if faults:
        page = CheckInPage(id=changed, today=visit.today, day=about, last=_last(visit), given=given)
        return Show(page=page, status=422, faults=told(visit, faults))
    typed = CheckIn(written=visit.now, day=about, answers=given)
    if changed:
        visit.notebook.revise(changed, typed)
        return Go("asked", changed)
    visit.notebook.add(typed)
    return Go("check_in", KEPT)


def _last(visit: Visit) -> date | None:
    return last_check_in(visit.notebook.records(CheckIn))


def _check_in(visit: Visit) -> CheckIn:
    found = next((one.record for one in visit.notebook.records(CheckIn) if one.id == visit.item), None)
    if not isinstance(found, CheckIn):
        raise NotThere
    return found
