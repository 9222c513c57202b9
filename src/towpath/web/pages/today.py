"""Today: what to do now, and the one next step that fits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final, Literal

from towpath.domain.records import CheckIn, Draft, SignsSeen
from towpath.usecases import incidents, journal, notice
from towpath.web.visit import Answer, Show, Visit

CHECK_IN_EVERY_DAYS: Final = 3

Next = Literal["signs", "check_in", "picture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The day, the next step, and how things stand."""

    template: ClassVar[str] = "today.html"
    day: date
    next: Next
    answered: int
    last_check_in: date | None
    draft: bool
    incident_draft: bool = False
    """Something that happened was begun and not kept."""
    read_only: bool = False
    before: datetime | None = None
    """When it was opened the time before this."""
    failed: int = 0
    """How many tries failed between the two."""


def show(visit: Visit) -> Answer:
    """Show the day."""
    stored = visit.notebook.records(SignsSeen, CheckIn, Draft)
    answered = len(notice.noted(stored))
    checked = journal.last_check_in(stored)
    openings, unlisted = visit.notebook.openings, visit.notebook.read_only
    earlier = openings if unlisted else openings[:-1]
    return Show(
        page=Today(
            day=visit.today,
            next=_next(answered, checked, visit.today),
            answered=answered,
            last_check_in=checked,
            draft=journal.draft(stored, "") is not None,
            incident_draft=incidents.draft(visit.notebook, "") is not None,
            read_only=unlisted,
            before=earlier[-1].at.astimezone(visit.now.tzinfo) if earlier else None,
            failed=0 if unlisted or not openings else openings[-1].failed,
        )
    )


def _next(answered: int, checked: date | None, today: date) -> Next:
    if not answered:
        return "signs"
    if checked is None or (today - checked).days >= CHECK_IN_EVERY_DAYS:
        return "check_in"
    return "picture"
