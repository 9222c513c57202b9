"""The plan in the notebook: what is kept of it, what the record already answers, and the steps that fit today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from msgspec.structs import replace

from towpath.domain.plan import PHASES, Mark, OwnStep, Phase, Plan, PlanPath, Step, Topic
from towpath.domain.records import Circumstances
from towpath.method import Assessment
from towpath.method.plan import Chosen, choose, first_three
from towpath.usecases.newest import newest
from towpath.usecases.picture import picture, said
from towpath.vault import Stored

_SIGNS: Final[Mapping[Topic, tuple[str, ...]]] = {
    "weapons": ("around.gun_access", "danger.weapon"),
    "immigration": ("control.status_threats",),
    "outing": ("control.outing_threats",),
    "papers": ("control.withholds_documents",),
    "money": ("control.controls_money",),
    "technology": (
        "control.monitors_messages", "control.tracks_location", "control.take_over_accounts", "around.device_shared",
        "danger.stalks",
    ),
}  # fmt: skip
"""Signs that answer a question of the plan with yes. None of them answers it with no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A plan as it is shown: the next steps, and all of them by their time beside the person's own."""

    path: PlanPath
    three: tuple[Chosen, ...]
    phases: tuple[tuple[Phase, tuple[Chosen, ...], tuple[OwnStep, ...]], ...]
    left_out: bool
    """Steps that tell the other were left out."""


def kept(stored: Iterable[Stored]) -> tuple[str, Plan] | None:
    """Return the id and the plan; ``None`` where there is none."""
    return newest(stored, Plan)


def known(stored: Iterable[Stored], plan: Plan, today: date) -> dict[Topic, bool]:
    """Return what is known of each topic: a yes of the record or of the plan's own answers counts before a no."""
    stored = tuple(stored)
    found = newest(stored, Circumstances)
    told: dict[Topic, bool | None] = {}
    if found:
        told = {
            "children": found[1].children,
            "pregnant": found[1].pregnant,
            "shared_home": found[1].live_together,
        }
    answers: dict[Topic, bool] = {topic: answer for topic, answer in told.items() if answer is not None}
    for topic, answer in plan.answers.items():
        answers[topic] = answer or answers.get(topic, False)
    seen = {sign for sign, each in said(stored, today).items() if each.answer.how_often != "never"}
    answers |= {topic: True for topic, signs in _SIGNS.items() if seen.intersection(signs)}
    return answers


def laid(steps: Iterable[Step], stored: Iterable[Stored], plan: Plan, today: date) -> Laid | None:
    """Lay out the plan for today; ``None`` while no path is chosen."""
    if plan.path is None:
        return None
    stored, steps = tuple(stored), tuple(steps)
    assessment = picture(stored, today)
    chosen = choose(steps, plan.path, assessment, known(stored, plan, today))
    return Laid(
        path=plan.path,
        three=first_three(chosen, plan.marks),
        phases=tuple(
            (
                phase,
                tuple(each for each in chosen if each.step.phase == phase),
                tuple(own for own in plan.own if own.phase == phase),
            )
            for phase in PHASES
        ),
        left_out=_leaves_out(steps, plan.path, assessment),
    )


def marked(plan: Plan, step: str, mark: Mark | None) -> Plan:
    """Return the plan with a step marked, or open again."""
    others = {name: each for name, each in plan.marks.items() if name != step}
    return replace(plan, marks={**others, step: mark} if mark else others)


def with_own(plan: Plan, text: str, phase: Phase) -> Plan:
    """Return the plan with one more step of the person's own."""
    number = max((each.id for each in plan.own), default=0) + 1
    return replace(plan, own=(*plan.own, OwnStep(id=number, text=text, phase=phase)))


def without_own(plan: Plan, number: int) -> Plan:
    """Return the plan without one own step and its mark."""
    without = replace(plan, own=tuple(each for each in plan.own if each.id != number))
    return marked(without, f"own-{number}", None)


def pocket_lines(found: Laid, plan: Plan) -> str:
    """Return lines for a list on paper, of the steps that are still open and have words that say nothing to others."""
    chosen = (each.step for _, steps, _ in found.phases for each in steps if each.step.id not in plan.marks)
    return "\n".join(dict.fromkeys(step.pocket for step in chosen if step.pocket))


def _leaves_out(steps: Iterable[Step], path: PlanPath, assessment: Assessment) -> bool:
    return assessment.joint_work != "allowed" and any(step.tells and path in step.paths for step in steps)
