"""The urge to write to them or to go back: a delay of the person's choice, and words of their own from before."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from towpath.domain.contact import Contact
from towpath.domain.goal import Goal
from towpath.domain.letter import Letter
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import afterwards
from towpath.usecases.afterwards import DELAYS, Delay
from towpath.usecases.picture import READ, picture
from towpath.web.forms import after as form
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgePage:
    """The delays to choose from; once one is chosen, until when, and the words chosen for such an hour."""

    template: ClassVar[str] = "urge.html"
    guard: Gate | None
    crisis: bool
    until: datetime | None
    over: bool
    words: tuple[Letter, ...]
    rule: Contact | None
    steps: tuple[tuple[str, Goal], ...]
    delays: tuple[Delay, ...] = DELAYS


def show(visit: Visit) -> Answer:
    """Show the delays, or what is there while the person waits; the item is the moment until which they wait."""
    return Show(page=_page(visit))


def wait(visit: Visit) -> Answer:
    """Begin the delay; it is in the address alone, and kept nowhere."""
    chosen, faults = form.delay(visit.fields)
    if chosen is None:
        return Show(page=_page(visit), status=422, faults=told(visit, faults))
    return Go("urge", afterwards.wait_until(chosen, visit.now).isoformat(timespec="minutes"))


def _page(visit: Visit) -> UrgePage:
    stored = visit.notebook.records(Contact, Letter, Goal, *READ)
    assessment, rule = picture(stored, visit.today), afterwards.contact_rule(stored)
    until = datetime.fromisoformat(visit.item) if visit.item else None
    return UrgePage(
        guard=assessment.gate if assessment.gate in CLOSED_GATES else None,
        crisis=assessment.crisis,
        until=until,
        over=until is not None and visit.now >= until,
        words=afterwards.for_the_urge(stored),
        rule=rule[1] if rule else None,
        steps=afterwards.steps(stored),
    )
