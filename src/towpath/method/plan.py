"""Which steps fit a person: pure rules from the assessment, the path of the plan and short answers.

Missing is not "no": a step about something that was not answered is offered, marked as one that may not fit. With
control or danger, and wherever joint work is not known to be harmless, no step tells the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from towpath.domain.plan import PHASES, Mark, PlanPath, Step, Topic
from towpath.method.assessment import Assessment
from towpath.method.paths import CLOSED_GATES

GUARDED: Final = CLOSED_GATES | {"violence_without_fear", "cannot_tell"}
"""Gates at which steps of care are offered: those of harm, and the one at which nobody can tell."""
SHOWN_FIRST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A step that is offered; ``perhaps``: something that it is about was not answered."""

    step: Step
    perhaps: bool


def choose(
    steps: Iterable[Step], path: PlanPath, assessment: Assessment, known: Mapping[Topic, bool]
) -> tuple[Chosen, ...]:
    """Return the steps of a path that fit, by time, and in each what the method names first before all else."""
    fitting = (step for step in steps if path in step.paths and _fits(step, assessment, known))
    ordered = sorted(fitting, key=lambda step: _place(step, assessment))
    return tuple(Chosen(step=step, perhaps=any(topic not in known for topic in step.when)) for step in ordered)


def first_three(chosen: Iterable[Chosen], marks: Mapping[str, Mark]) -> tuple[Chosen, ...]:
    """Return the next steps: of those not marked yet the first ones, those that surely fit before the others."""
    still_open = [each for each in chosen if each.step.id not in marks]
    return tuple(sorted(still_open, key=lambda each: (PHASES.index(each.step.phase), each.perhaps)))[:SHOWN_FIRST]


def _fits(step: Step, assessment: Assessment, known: Mapping[Topic, bool]) -> bool:
    if step.tells and assessment.joint_work != "allowed":
        return False
    if step.only == "guarded" and assessment.gate not in GUARDED:
        return False
    if step.first and step.first not in assessment.first:
        return False
    return all(known.get(topic, True) for topic in step.when)


def _place(step: Step, assessment: Assessment) -> tuple[int, int, int]:
    names: tuple[str, ...] = assessment.first
    named = names.index(step.first) if step.first else len(names)
    return PHASES.index(step.phase), named, step.order
