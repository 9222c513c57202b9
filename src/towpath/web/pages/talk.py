"""Talk: one honest talk prepared where it is open; where not, why not, and the ways that are open."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.talk import Talk
from towpath.method import Assessment
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import talking
from towpath.usecases.picture import READ, picture
from towpath.usecases.spacing import may_be_told
from towpath.web.forms import talking as form
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPage:
    """The talk as it stands; ``open``: it may be prepared."""

    template: ClassVar[str] = "talk.html"
    typed: Talk
    kept: bool
    open: bool
    assessment: Assessment
    texts: tuple[str, ...] = form.TALK_TEXTS

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None


def show(visit: Visit) -> Answer:
    """Show the talk, or why it is closed."""
    found = talking.talk(visit.notebook.records(Talk))
    return Show(page=_page(visit, found[1] if found else Talk(written=visit.now), kept=found is not None))


def keep(visit: Visit) -> Answer:
    """Keep what was written in place of what was there, or delete it."""
    found = talking.talk(visit.notebook.records(Talk))
    if found and visit.fields.get("then") == "delete":
        visit.notebook.delete(found[0])
        return Go("talk")
    typed, faults = form.talk(visit.fields, found[1] if found else Talk(written=visit.now), visit.now)
    if faults:
        return Show(page=_page(visit, typed, kept=found is not None), status=422, faults=told(visit, faults))
    if found:
        visit.notebook.revise(found[0], typed)
    else:
        visit.notebook.add(typed)
    return Go("talk")


def _page(visit: Visit, typed: Talk, *, kept: bool) -> TalkPage:
    assessment = picture(visit.notebook.records(*READ), visit.today)
    return TalkPage(typed=typed, kept=kept, open=may_be_told(assessment), assessment=assessment)
