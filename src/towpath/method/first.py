"""What comes before anything else, most urgent first: several first steps can speak at once."""

from collections.abc import Callable
from typing import Final

from towpath.domain.signs import SIGNS, Tier, Who
from towpath.method.assessment import First, Gate, JointWork
from towpath.method.facts import Facts
from towpath.method.paths import CLOSED_GATES

_ACTS: Final = tuple(
    sign.id for sign in SIGNS.values() if sign.who is Who.PARTNER and sign.tier in {Tier.VIOLENCE, Tier.DANGER}
)
_WATCHING: Final = (
    "control.monitors_messages", "control.tracks_location", "control.take_over_accounts", "danger.stalks",
    "around.device_shared",
)  # fmt: skip
_MEDICAL: Final = ("danger.strangled", "physical.injured", "danger.in_pregnancy")

Asks = Callable[[Gate, JointWork, Facts], bool]


def may_be_watched(gate: Gate, facts: Facts) -> bool:
    """Control or danger, where the other may watch messages, places, accounts or the device."""
    return gate in CLOSED_GATES and bool(facts.seen(*_WATCHING))


def _something_happened_lately(gate: Gate, _joint: JointWork, facts: Facts) -> bool:
    return gate == "danger" and bool(facts.seen_since("recent", *_ACTS))


def _needs_a_doctor(_gate: Gate, _joint: JointWork, facts: Facts) -> bool:
    return bool(facts.seen_since("past_year", *_MEDICAL))


def _needs_a_plan(gate: Gate, _joint: JointWork, facts: Facts) -> bool:
    return gate == "danger" or (gate == "control" and facts.around_leaving)


def _child_at_risk(gate: Gate, _joint: JointWork, facts: Facts) -> bool:
    return bool(facts.seen("danger.children_harmed")) or (gate == "danger" and facts.children)


def _a_limit_would_help(gate: Gate, _joint: JointWork, facts: Facts) -> bool:
    return gate == "distress" and bool(facts.seen_of([Tier.DISRESPECT], Who.PARTNER))


_STEPS: Final[tuple[tuple[First, Asks], ...]] = (
    ("emergency_number", _something_happened_lately),
    ("crisis_line", lambda _gate, _joint, facts: facts.crisis),
    ("medical_check", _needs_a_doctor),
    ("private_time_and_device", lambda gate, _joint, facts: may_be_watched(gate, facts)),
    ("advocate", lambda gate, _joint, _facts: gate in CLOSED_GATES),
    ("plan_for_safety", _needs_a_plan),
    ("child_protection_advice", _child_at_risk),
    ("private_screening", lambda gate, _joint, _facts: gate == "violence_without_fear"),
    ("honest_talk", lambda gate, joint, _facts: gate == "distress" and joint == "allowed"),
    ("set_a_limit", _a_limit_would_help),
    ("keep_observing", lambda gate, _joint, _facts: gate in {"none", "distress"}),
    ("answer_more", lambda gate, _joint, _facts: gate == "cannot_tell"),
)


def first(gate: Gate, joint: JointWork, facts: Facts) -> tuple[First, ...]:
    """Return the first steps that speak, most urgent first."""
    return tuple(step for step, asks in _STEPS if asks(gate, joint, facts))
