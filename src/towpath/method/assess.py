"""From what a person has said to what the method answers."""

from typing import Final

from towpath.domain.situation import Situation
from towpath.method.assessment import Assessment, JointWork, Reason
from towpath.method.cautions import cautions
from towpath.method.facts import Facts
from towpath.method.first import first
from towpath.method.gate import gate
from towpath.method.intention import intention
from towpath.method.paths import joint_work, paths, stricter

_CRISIS: Final = Reason(rule="thoughts_of_self_harm", signs=(), sources=("dhr2022",))


def assess(situation: Situation, *, at_most: JointWork = "allowed") -> Assessment:
    """Answer one situation. Pure: the same answers, in any order, always give the same assessment.

    ``at_most`` holds joint work as closed as it was already known to be.
    A crisis is apart from the gate and comes before it. Gender, orientation, age, status and wording are not read.
    """
    facts = Facts.of(situation)
    level, reasons = gate(facts)
    joint = stricter(joint_work(level, facts), at_most)
    aim, aim_reasons = intention(level, situation.intention)
    return Assessment(
        gate=level,
        crisis=facts.crisis,
        joint_work=joint,
        first=first(level, joint, facts),
        paths=paths(level, joint, tuple(reason.rule for reason in reasons)),
        intention=aim,
        cautions=cautions(level, aim, facts),
        because=((_CRISIS,) if facts.crisis else ()) + reasons + aim_reasons,
    )
