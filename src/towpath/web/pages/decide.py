"""Decide: a path, or not yet until a day, with the reasons; it can be opened again and leads on."""

from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace

from towpath.domain.decision import Decision
from towpath.domain.weighed import WeighedPath
from towpath.method import Assessment
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import choosing
from towpath.usecases.deciding import PATHS
from towpath.usecases.picture import READ, picture
from towpath.web.forms import choosing as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """The decision that holds, if there is one; else the question. All of before can be read."""

    template: ClassVar[str] = "decide.html"
    assessment: Assessment
    holds: tuple[str, Decision] | None
    has_come: bool
    before: tuple[tuple[str, Decision], ...]
    path: str
    until: str
    reasons: str
    paths: tuple[WeighedPath, ...] = PATHS

    @property
    def guarded(self) -> bool:
        """There is control or danger."""
        return self.assessment.gate in CLOSED_GATES

    @property
    def may_tell(self) -> bool:
        """Words for the other are offered in the next steps."""
        return self.assessment.joint_work == "allowed"


def show(visit: Visit) -> Answer:
    """Show what was decided, or ask."""
    return Show(page=_page(visit))


def keep(visit: Visit) -> Answer:
    """Keep a decision, open the one that holds again, or delete one."""
    then = visit.fields.get("then")
    if then in {"reopen", "delete"}:
        _change(visit, delete=then == "delete")
        return Go("decide")
    typed, faults = form.decision(visit.fields, visit.now)
    if faults or typed is None:
        return Show(page=_page(visit), status=422, faults=told(visit, faults))
    visit.notebook.add(typed)
    return Go("decide")


def _change(visit: Visit, *, delete: bool) -> None:
    found = dict(choosing.decisions(visit.notebook.records(Decision))).get(visit.item)
    if found is None:
        raise NotThere
    if delete:
        visit.notebook.delete(visit.item)
    else:
        visit.notebook.revise(visit.item, replace(found, reopened=visit.today))


def _page(visit: Visit) -> Decide:
    stored = visit.notebook.records(*READ, Decision)
    found = choosing.decisions(stored)
    holds = choosing.holding(found)
    return Decide(
        assessment=picture(stored, visit.today),
        holds=holds,
        has_come=holds is not None and choosing.has_come(holds[1], visit.today),
        before=tuple(each for each in found if each != holds),
        path=visit.fields.get("path"),
        until=visit.fields.get("until"),
        reasons=visit.fields.get("reasons"),
    )
