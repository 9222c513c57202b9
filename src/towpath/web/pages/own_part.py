"""My own part: honest questions, a route for people worried about what they do, never turned against fear."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.own_part import OWN_QUESTIONS, OwnPart, OwnQuestion
from towpath.method import Assessment
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import trying_again
from towpath.usecases.picture import READ, picture
from towpath.web.forms import again as form
from towpath.web.pages.help_now import LineView, lines
from towpath.web.pages.privacy import preferences
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPartPage:
    """The questions, what was answered before, and lines for people who worry about what they do."""

    template: ClassVar[str] = "own_part.html"
    typed: OwnPart
    before: tuple[tuple[str, OwnPart], ...]
    lines: tuple[LineView, ...]
    assessment: Assessment
    questions: tuple[OwnQuestion, ...] = OWN_QUESTIONS

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None


def show(visit: Visit) -> Answer:
    """Ask; nothing is filled in."""
    return Show(page=_page(visit, OwnPart(written=visit.now, day=visit.today, answers={})))


def keep(visit: Visit) -> Answer:
    """Keep what was answered, or delete the answers of one day."""
    if visit.fields.get("then") == "delete":
        if visit.item not in {name for name, _ in trying_again.own_parts(visit.notebook.records(OwnPart))}:
            raise NotThere
        visit.notebook.delete(visit.item)
        return Go("own_part")
    typed, faults = form.own_part(visit.fields, visit.now)
    if faults:
        return Show(page=_page(visit, typed), status=422, faults=told(visit, faults))
    visit.notebook.add(typed)
    return Go("own_part")


def _page(visit: Visit, typed: OwnPart) -> OwnPartPage:
    country = preferences(visit).country
    return OwnPartPage(
        typed=typed,
        before=trying_again.own_parts(visit.notebook.records(OwnPart)),
        lines=lines(visit.parts.pack, country, visit.today, kinds=("own_behaviour",)),
        assessment=picture(visit.notebook.records(*READ), visit.today),
    )
