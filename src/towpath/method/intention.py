"""The intention check: is walking away an honest aim, or a way to make the other act?

It is asymmetric: with fear, control or danger it is not asked and delays nothing. It gives no tactic.
"""

from typing import Final

from msgspec import UNSET

from towpath.domain.situation import Intention
from towpath.method.assessment import Gate, IntentionResult, Reason

ASKED_AT: Final = frozenset({"none", "distress", "violence_without_fear"})
REACTION: Final = frozenset(
    {"make_them_chase", "make_them_panic", "make_jealous", "punish", "test_them", "win_argument"}
)
_APOLOGY: Final = frozenset({"get_apology"})


def intention(gate: Gate, answered: object) -> tuple[IntentionResult, tuple[Reason, ...]]:
    """Return what the aims amount to, and why; ``not_asked`` where the gate is closed or nothing was answered."""
    if gate not in ASKED_AT or not isinstance(answered, Intention) or answered.aims is UNSET or not answered.aims:
        return "not_asked", ()
    result, rule = _weigh(frozenset(answered.aims), answered)
    return result, (Reason(rule=rule, signs=(), sources=("hardtoget",) if result != "clear" else ()),)


def _weigh(aims: frozenset[str], answered: Intention) -> tuple[IntentionResult, str]:
    honest = aims - REACTION - _APOLOGY
    not_ready = answered.ready_to_stay_away == "no"
    if aims & REACTION:
        if not honest:
            return "tactic", "only_aims_at_their_reaction"
        return ("tactic", "aims_at_reaction_not_ready") if not_ready else ("mixed", "reaction_beside_honest_aims")
    if aims & _APOLOGY:
        return "mixed", "apology_as_the_aim"
    if not_ready and answered.said_the_need_plainly == "no":
        return "mixed", "need_never_said"
    return "clear", "honest_aims"
