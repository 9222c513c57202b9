"""What a person should know before they act: each caution speaks for its own reason."""

from collections.abc import Callable
from typing import Final

from msgspec import UNSET, UnsetType

from towpath.domain.signs import Tier, Who
from towpath.domain.situation import Intention
from towpath.method.assessment import Caution, Gate, IntentionResult
from towpath.method.facts import Facts
from towpath.method.first import may_be_watched
from towpath.method.paths import CLOSED_GATES

_HARM_GATES: Final = CLOSED_GATES | {"violence_without_fear"}

Speaks = Callable[[Gate, IntentionResult, Facts], bool]


def _closed(gate: Gate, _intention: IntentionResult, _facts: Facts) -> bool:
    return gate in CLOSED_GATES


def _not_yet_apart(gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    return gate in CLOSED_GATES and facts.situation.together != "apart"


def _leaving_is_near(gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    return gate in CLOSED_GATES and facts.around_leaving


def _has_left(gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    return gate in CLOSED_GATES and (facts.situation.together == "apart" or facts.left_lately)


def _children_affected(gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    used_or_harmed = facts.seen("control.uses_children", "danger.children_harmed")
    return bool(used_or_harmed) or (facts.children and gate in _HARM_GATES)


def _comes_and_goes(_gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    return facts.situation.together == "on_and_off" or _times_returned(facts.situation.intention) > 0


def _substances(gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    return gate in _HARM_GATES and bool(facts.seen("around.heavy_substances"))


def _pressed_by_contact(_gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    floods = facts.seen("control.contact_demands", "manipulation.love_bombing")
    return bool(facts.seen("manipulation.return_pressure")) or (facts.apart and bool(floods))


def _alone(_gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    support = facts.situation.support
    return support is not UNSET and not set(support) - {"none"}


def _own_control_or_violence(_gate: Gate, _intention: IntentionResult, facts: Facts) -> bool:
    return bool(facts.seen_of([Tier.CONTROL, Tier.VIOLENCE], Who.SELF))


def _plays_a_tactic(_gate: Gate, intention: IntentionResult, _facts: Facts) -> bool:
    return intention in {"tactic", "mixed"}


def _need_can_be_said(gate: Gate, intention: IntentionResult, facts: Facts) -> bool:
    return _plays_a_tactic(gate, intention, facts) and not facts.not_safe_to_say_the_need


_CAUTIONS: Final[tuple[tuple[Caution, Speaks], ...]] = (
    ("self_harm_crisis", lambda _gate, _intention, facts: facts.crisis),
    ("strangulation_is_medical", lambda _gate, _intention, facts: bool(facts.seen("danger.strangled"))),
    ("injury_may_worsen", lambda _gate, _intention, facts: bool(facts.seen("physical.injured"))),
    ("no_joint_counselling", _closed),
    ("no_confrontation", _closed),
    ("do_not_announce_leaving", _not_yet_apart),
    ("leaving_raises_danger", _leaving_is_near),
    ("leaving_did_not_end_it", _has_left),
    ("device_may_be_watched", lambda gate, _intention, facts: may_be_watched(gate, facts)),
    ("children_are_affected", _children_affected),
    ("own_choice_respected", _closed),
    ("both_push_private_screening", lambda gate, _intention, _facts: gate == "violence_without_fear"),
    ("substance_is_not_the_cause", _substances),
    ("contact_is_pressure", _pressed_by_contact),
    ("return_needs_evidence", _comes_and_goes),
    ("own_behaviour", _own_control_or_violence),
    ("tactic_backfires", _plays_a_tactic),
    ("say_the_need_instead", _need_can_be_said),
    ("distress_is_high", lambda _gate, _intention, facts: facts.distress_is_high),
    ("few_supports", _alone),
    ("absence_is_not_safety", lambda gate, _intention, _facts: gate in {"none", "cannot_tell"}),
)


def cautions(gate: Gate, intention: IntentionResult, facts: Facts) -> tuple[Caution, ...]:
    """Return the cautions that speak, those about life and body first."""
    return tuple(caution for caution, speaks in _CAUTIONS if speaks(gate, intention, facts))


def _times_returned(intention: Intention | UnsetType) -> int:
    if intention is UNSET or intention.times_left_and_returned is UNSET:
        return 0
    return intention.times_left_and_returned
