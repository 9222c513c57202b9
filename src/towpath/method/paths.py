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

    Not with control or danger. After private screening with violence, with a sign of control on either side, or while
    nobody has asked about fear and a changed life (Bograd & Mederos 1999).
    """
    if gate in CLOSED_GATES:
        return "not_allowed"
    own_control = facts.seen("self.i_check_phone", "self.i_threaten_leaving", "self.i_control")
    known = gate in {"none", "distress"} and facts.said_no_fear and not facts.control_signs and not own_control
    return "allowed" if known else "only_after_private_screening"


def paths(gate: Gate, joint: JointWork, because: tuple[str, ...]) -> Paths:
    """Return the four paths. With control or danger the way out goes with someone trained; it is never shut."""
    alone: Open = "with_help" if gate in CLOSED_GATES else "yes"
    other = Path(open=alone, because=because)
    return Paths(mend=Path(open=_MEND[joint], because=because), space=other, leave=other, not_yet=other)
