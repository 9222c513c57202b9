"""Goals, things I love and the people around me: one small next step for each, and the days on which it was done."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.goal import Goal, GoalPart
from towpath.usecases import afterwards
from towpath.web.forms import after as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsPage:
    """Everything by its kind, the newest first; what was put away stands apart."""

    template: ClassVar[str] = "goals.html"
    goals: tuple[tuple[str, Goal], ...]
    today: date
    parts: tuple[GoalPart, ...] = form.GOALS


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPage:
    """One of them to add or change; ``id`` is empty for a new one."""

    template: ClassVar[str] = "goal.html"
    id: str
    typed: Goal
    before: tuple[date, ...]
    """The days on which a step was done, as they are kept."""
    parts: tuple[GoalPart, ...] = form.GOALS


def show(visit: Visit) -> Answer:
    """Show all of them."""
    goals = tuple(afterwards.newest_first(visit.notebook.records(Goal), Goal))
    return Show(page=GoalsPage(goals=goals, today=visit.today))


def mark_done(visit: Visit) -> Answer:
    """Note that a step was done today."""
    name = visit.fields.get("done")
    visit.notebook.revise(name, afterwards.with_day_done(_goal(visit, name), visit.now))
    return Go("goals")


def ask(visit: Visit) -> Answer:
    """Offer a new one, of the kind that the item names, or one to change."""
    part = next((each for each in form.GOALS if each == visit.item), None)
    if visit.item and not part:
        kept = _goal(visit, visit.item)
        return Show(page=GoalPage(id=visit.item, typed=kept, before=kept.done))
    typed = Goal(written=visit.now, day=visit.today, text="", part=part or form.GOALS[0])
    return Show(page=GoalPage(id="", typed=typed, before=()))


def keep(visit: Visit) -> Answer:
    """Keep or delete it, or say what is wrong with it."""
    before = _goal(visit, visit.item) if visit.item else Goal(written=visit.now, day=visit.today, text="")
    if visit.item and visit.fields.get("then") == "delete":
        visit.notebook.delete(visit.item)
        return Go("goals")
    typed, faults = form.goal(visit.fields, before, visit.now)
    if faults:
        page = GoalPage(id=visit.item, typed=typed, before=before.done)
        return Show(page=page, status=422, faults=told(visit, faults))
    if visit.item:
        visit.notebook.revise(visit.item, typed)
    else:
        visit.notebook.add(typed)
    return Go("goals")


def _goal(visit: Visit, name: str) -> Goal:
    found = afterwards.one(visit.notebook, name, Goal)
    if found is None:
        raise NotThere
    return found
