"""Space: a time apart that is told, limited and has a day to talk; where telling could harm, none of it is for them."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.space import Space
from towpath.method import Assessment
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import spacing
from towpath.usecases.picture import READ, picture
from towpath.web.forms import space as form
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacePage:
    """The time apart as it stands; ``may_tell``: words for the other are offered. ``kept``: there is one to delete."""

    template: ClassVar[str] = "space.html"
    typed: Space
    kept: bool
    over: bool
    may_tell: bool
    assessment: Assessment
    still_open: tuple[str, ...]

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None

    @property
    def hidden(self) -> bool:
        """There are words for the other from before, and they are not offered now."""
        return not self.may_tell and bool(self.typed.text or self.typed.theirs)


def show(visit: Visit) -> Answer:
    """Show the time apart as it is kept."""
    found = spacing.kept(visit.notebook.records(Space))
    return Show(page=_page(visit, found[1] if found else Space(written=visit.now)))


def keep(visit: Visit) -> Answer:
    """Keep the time apart in place of the one before, or delete it."""
    found = spacing.kept(visit.notebook.records(Space))
    if found and visit.fields.get("then") == "delete":
        visit.notebook.delete(found[0])
        return Go("space")
    typed, faults = form.space(visit.fields, found[1] if found else Space(written=visit.now), visit.now)
    if faults:
        return Show(page=_page(visit, typed), status=422, faults=told(visit, faults))
    if found:
        visit.notebook.revise(found[0], typed)
    else:
        visit.notebook.add(typed)
    return Go("space")


def _page(visit: Visit, typed: Space) -> SpacePage:
    stored = visit.notebook.records(Space, *READ)
    assessment = picture(stored, visit.today)
    may_tell, kept = spacing.may_be_told(assessment), spacing.kept(stored) is not None
    return SpacePage(
        typed=typed,
        kept=kept,
        over=spacing.is_over(typed, visit.today),
        may_tell=may_tell,
        assessment=assessment,
        still_open=spacing.still_open(typed, told=may_tell) if kept else (),
    )
