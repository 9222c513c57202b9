"""My aim: is going away an honest choice, or a way to make the other act; not asked with fear, control or danger."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.intention_said import IntentionSaid
from towpath.domain.situation import Aim
from towpath.method import Assessment
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import choosing
from towpath.usecases.picture import READ, picture
from towpath.web.forms import choosing as form
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentionPage:
    """The questions where they are asked, what was answered, and what it comes to."""

    template: ClassVar[str] = "intention.html"
    assessment: Assessment
    asked: bool
    said: IntentionSaid | None
    kept: bool
    named: tuple[Aim, ...]
    aims: tuple[Aim, ...] = form.AIMS

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None


def show(visit: Visit) -> Answer:
    """Ask; what was answered before is filled in, with what it comes to."""
    found = choosing.intention(visit.notebook.records(IntentionSaid))
    return Show(page=_page(visit, found[1] if found else None, kept=found is not None))


def keep(visit: Visit) -> Answer:
    """Keep the answers of today in place of those before, or delete them."""
    found = choosing.intention(visit.notebook.records(IntentionSaid))
    if visit.fields.get("then") == "delete":
        if found:
            visit.notebook.delete(found[0])
        return Go("intention")
    said, faults = form.intention(visit.fields, visit.now)
    if faults:
        return Show(page=_page(visit, said, kept=False), status=422, faults=told(visit, faults))
    if found:
        visit.notebook.revise(found[0], said)
    else:
        visit.notebook.add(said)
    return Go("intention")


def _page(visit: Visit, said: IntentionSaid | None, *, kept: bool) -> IntentionPage:
    assessment = picture(visit.notebook.records(*READ), visit.today)
    return IntentionPage(
        assessment=assessment,
        asked=choosing.may_ask_intention(assessment),
        said=said,
        kept=kept,
        named=choosing.rests_on_them(said) if said else (),
    )
