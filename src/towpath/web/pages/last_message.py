"""The last message on leaving: short and respectful where it can be told, silence and why where it could harm."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.letter import Letter
from towpath.method import Assessment
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import spacing
from towpath.usecases.picture import READ, picture
from towpath.web.forms import space as form
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMessage:
    """The message as it stands; ``may_tell``: words for the other are offered. ``kept``: there is one to delete."""

    template: ClassVar[str] = "last_message.html"
    text: str
    kept: bool
    may_tell: bool
    assessment: Assessment

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None


def show(visit: Visit) -> Answer:
    """Show the message as it is kept."""
    found = spacing.last_message(visit.notebook.records(Letter))
    return Show(page=_page(visit, found[1].text if found else "", kept=found is not None))


def keep(visit: Visit) -> Answer:
    """Keep the message in place of the one before, or delete it; it is sent nowhere."""
    found = spacing.last_message(visit.notebook.records(Letter))
    if found and visit.fields.get("then") == "delete":
        visit.notebook.delete(found[0])
        return Go("last_message")
    typed, faults = form.last_message(visit.fields, visit.now)
    if faults:
        page = _page(visit, typed.text, kept=found is not None)
        return Show(page=page, status=422, faults=told(visit, faults))
    if found:
        visit.notebook.revise(found[0], typed)
    else:
        visit.notebook.add(typed)
    return Go("last_message")


def _page(visit: Visit, text: str, *, kept: bool) -> LastMessage:
    assessment = picture(visit.notebook.records(*READ), visit.today)
    return LastMessage(text=text, kept=kept, may_tell=spacing.may_be_told(assessment), assessment=assessment)
