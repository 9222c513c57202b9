"""What the gate opens and closes: joint work and the four paths. Every closed one says why."""

from typing import Final

from towpath.method.assessment import Gate, JointWork, Open, Path, Paths
from towpath.method.facts import Facts

CLOSED_GATES: Final = frozenset({"control", "danger"})
_MEND: Final[dict[JointWork, Open]] = {
    "allowed": "yes",
    "only_after_private_screening": "with_help",
    "not_allowed": "no",
}


def joint_work(gate: Gate, facts: Facts) -> JointWork:
    """Couples counselling, mediation, talking it through: opened by answers, never by their absence.

    Not with control or danger. After private screening with violence, or while anything leaves room for fear or
    control: nobody asked, one sign of control on either side, a no that has a price, an aim of being safe, a need that
    it is not safe to say (Bograd & Mederos 1999).
    """
    if gate in CLOSED_GATES:
        return "not_allowed"
    known = gate in {"none", "distress"} and facts.said_no_fear and not _room_for_fear(facts)
    return "allowed" if known else "only_after_private_screening"


def stricter(one: JointWork, other: JointWork) -> JointWork:
    """Return the one of the two that closes more."""
    order: tuple[JointWork, ...] = ("allowed", "only_after_private_screening", "not_allowed")
    return max(one, other, key=order.index)


def _room_for_fear(facts: Facts) -> bool:
    own_control = facts.seen("self.i_check_phone", "self.i_threaten_leaving", "self.i_control")
    signs = facts.control_signs or own_control
    return bool(signs) or facts.no_has_a_price or facts.aims_at_safety or facts.not_safe_to_say_the_need


def paths(gate: Gate, joint: JointWork, because: tuple[str, ...]) -> Paths:
    """Return the four paths. With control or danger the way out goes with someone trained; it is never shut."""
    alone: Open = "with_help" if gate in CLOSED_GATES else "yes"
    other = Path(open=alone, because=because)
    return Paths(mend=Path(open=_MEND[joint], because=because), space=other, leave=other, not_yet=other)
