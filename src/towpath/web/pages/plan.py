"""A plan of small steps: to go, for staying, or for space; three first, then all; a list for the pocket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace

from towpath.domain.plan import MARKS, PHASES, PLAN_PATHS, TOPICS, Mark, Phase, Plan, PlanPath, Topic
from towpath.domain.records import Circumstances
from towpath.method import Assessment
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import planning
from towpath.usecases.picture import READ, picture
from towpath.usecases.planning import Laid
from towpath.web.forms import plan as form
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """The plan as it is laid for today; ``None`` while no path is chosen."""

    template: ClassVar[str] = "plan.html"
    plan: Plan
    kept: bool
    laid: Laid | None
    assessment: Assessment
    typed: str
    paths: tuple[PlanPath, ...] = PLAN_PATHS
    marks: tuple[Mark, ...] = MARKS
    phases: tuple[Phase, ...] = PHASES

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuestions:
    """The short questions; ``known`` holds what the record answers already."""

    template: ClassVar[str] = "plan_questions.html"
    plan: Plan
    known: Mapping[Topic, bool]
    topics: tuple[Topic, ...] = TOPICS


@dataclass(frozen=True, slots=True, kw_only=True)
class Pocket:
    """The list to print, in words that say nothing to others."""

    template: ClassVar[str] = "pocket.html"
    text: str


def show(visit: Visit) -> Answer:
    """Show the plan."""
    return Show(page=_page(visit, _plan(visit)))


def keep(visit: Visit) -> Answer:
    """Keep what one button sent, or delete the whole plan."""
    if visit.fields.get("then") == "delete":
        if found := planning.kept(visit.notebook.records(Plan)):
            visit.notebook.delete(found[0])
        return Go("plan")
    steps = frozenset(step.id for step in visit.parts.pack.plan_steps)
    typed, faults = form.plan(visit.fields, _plan(visit), steps)
    if faults:
        return Show(page=_page(visit, typed), status=422, faults=told(visit, faults))
    _keep(visit, typed)
    return Go("plan")


def show_questions(visit: Visit) -> Answer:
    """Ask the short questions."""
    plan = _plan(visit)
    return Show(page=PlanQuestions(plan=plan, known=planning.known(visit.notebook.records(*_READ), plan, visit.today)))


def keep_questions(visit: Visit) -> Answer:
    """Keep the answers."""
    _keep(visit, form.answers(visit.fields, _plan(visit)))
    return Go("plan")


def show_pocket(visit: Visit) -> Answer:
    """Show the list; at first it holds what the plan offers."""
    plan = _plan(visit)
    laid = planning.laid(visit.parts.pack.plan_steps, visit.notebook.records(*_READ), plan, visit.today)
    return Show(page=Pocket(text=plan.pocket or (planning.pocket_lines(laid, plan) if laid else "")))


def keep_pocket(visit: Visit) -> Answer:
    """Keep the list."""
    typed, faults = form.pocket(visit.fields, _plan(visit))
    if faults:
        return Show(page=Pocket(text=typed.pocket), status=422, faults=told(visit, faults))
    _keep(visit, typed)
    return Go("pocket")


_READ = (*READ, Circumstances, Plan)


def _page(visit: Visit, plan: Plan) -> PlanPage:
    stored = visit.notebook.records(*_READ)
    return PlanPage(
        plan=plan,
        kept=planning.kept(stored) is not None,
        laid=planning.laid(visit.parts.pack.plan_steps, stored, plan, visit.today),
        assessment=picture(stored, visit.today),
        typed=visit.fields.get("text"),
    )


def _plan(visit: Visit) -> Plan:
    found = planning.kept(visit.notebook.records(Plan))
    return found[1] if found else Plan(written=visit.now)


def _keep(visit: Visit, typed: Plan) -> None:
    found = planning.kept(visit.notebook.records(Plan))
    record = replace(typed, written=visit.now)
    if found:
        visit.notebook.revise(found[0], record)
    else:
        visit.notebook.add(record)
