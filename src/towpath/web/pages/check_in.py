"""Check-in: a few questions in under a minute, any of them skipped."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from towpath.domain.records import CheckIn
from towpath.usecases.journal import last_check_in
from towpath.web.forms import check_in as form
from towpath.web.forms.days import day
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPage:
    """The questions, with what was answered so far on this page."""

    template: ClassVar[str] = "check_in.html"
    today: date
    day: date
    last: date | None
    kept: bool = False
    given: dict[str, int] = field(default_factory=dict)
    scale: tuple[int, ...] = form.SCALE


def show(visit: Visit) -> Answer:
    """Ask; nothing is filled in beforehand."""
    last = last_check_in(visit.notebook.records(CheckIn))
    return Show(page=CheckInPage(today=visit.today, day=visit.today, last=last, kept=visit.item == "kept"))


def keep(visit: Visit) -> Answer:
    """Keep what was answered, or say what is wrong."""
    given, faults = form.answers(visit.fields, visit.parts.pack.check_in.questions)
    about, day_faults = day(visit.fields.get("day"), visit.today)
    faults += day_faults
    if faults:
        last = last_check_in(visit.notebook.records(CheckIn))
        page = CheckInPage(today=visit.today, day=about, last=last, given=given)
        return Show(page=page, status=422, faults=told(visit, faults))
    visit.notebook.add(CheckIn(written=visit.now, day=about, answers=given))
    return Go("check_in", "kept")
