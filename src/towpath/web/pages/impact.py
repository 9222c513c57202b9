"""What it would mean: how I am, the strain expected, who is there, what it brings to both, good and bad."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.impact import Impact
from towpath.method import Assessment
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import choosing
from towpath.usecases.picture import READ, picture
from towpath.web.forms import choosing as form
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactPage:
    """The questions with what was answered; ``hard``: a hard time is expected."""

    template: ClassVar[str] = "impact.html"
    typed: Impact
    kept: bool
    assessment: Assessment
    hard: bool

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger: what it means for the other is not asked then."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None


def show(visit: Visit) -> Answer:
    """Ask; thoughts of self-harm come before anything else."""
    found = choosing.impact(visit.notebook.records(Impact))
    return Show(page=_page(visit, found[1] if found else Impact(written=visit.now, day=visit.today), kept=bool(found)))


def keep(visit: Visit) -> Answer:
    """Keep what was answered in place of the answers before, or delete them."""
    found = choosing.impact(visit.notebook.records(Impact))
    if found and visit.fields.get("then") == "delete":
        visit.notebook.delete(found[0])
        return Go("impact")
    before = found[1] if found else Impact(written=visit.now, day=visit.today)
    typed, faults = form.impact(visit.fields, before, visit.now)
    if faults:
        return Show(page=_page(visit, typed, kept=bool(found)), status=422, faults=told(visit, faults))
    if found:
        visit.notebook.revise(found[0], typed)
    else:
        visit.notebook.add(typed)
    return Go("impact")


def _page(visit: Visit, typed: Impact, *, kept: bool) -> ImpactPage:
    assessment = picture(visit.notebook.records(*READ), visit.today)
    return ImpactPage(typed=typed, kept=kept, assessment=assessment, hard=choosing.is_hard(typed))
