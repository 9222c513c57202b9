"""What the method answers: frozen results in which every value carries its reasons."""

from typing import Literal

from msgspec import Struct
from msgspec.json import encode

Gate = Literal["none", "distress", "violence_without_fear", "control", "danger", "cannot_tell"]
JointWork = Literal["allowed", "only_after_private_screening", "not_allowed"]
Open = Literal["yes", "with_help", "no"]
IntentionResult = Literal["clear", "mixed", "tactic", "not_asked"]
First = Literal[
    "emergency_number", "crisis_line", "medical_check", "private_time_and_device", "advocate", "plan_for_safety",
    "child_protection_advice", "private_screening", "honest_talk", "set_a_limit", "keep_observing", "answer_more",
]  # fmt: skip
Caution = Literal[
    "no_joint_counselling", "no_confrontation", "do_not_announce_leaving", "leaving_raises_danger",
    "leaving_did_not_end_it", "device_may_be_watched", "strangulation_is_medical", "injury_may_worsen",
    "children_are_affected", "self_harm_crisis", "tactic_backfires", "say_the_need_instead", "return_needs_evidence",
    "absence_is_not_safety", "own_behaviour", "both_push_private_screening", "substance_is_not_the_cause",
    "own_choice_respected", "contact_is_pressure", "distress_is_high", "few_supports",
]  # fmt: skip


class Reason(Struct, frozen=True, kw_only=True):
    """A rule that spoke, the signs it read, and the keys of the sources behind it."""

    rule: str
    signs: tuple[str, ...]
    sources: tuple[str, ...]


class Path(Struct, frozen=True, kw_only=True):
    """Whether a path is open to the person alone, only with someone trained, or not; and the rules that say so."""

    open: Open
    because: tuple[str, ...]


class Paths(Struct, frozen=True, kw_only=True):
    """The four paths. ``leave`` and ``not_yet`` are never "no"."""

    mend: Path
    space: Path
    leave: Path
    not_yet: Path


class Assessment(Struct, frozen=True, kw_only=True):
    """The method's answer to one situation. Nothing in it is a probability of violence or a verdict on a person."""

    towpath: Literal[1] = 1
    gate: Gate
    crisis: bool
    joint_work: JointWork
    first: tuple[First, ...]
    paths: Paths
    intention: IntentionResult
    cautions: tuple[Caution, ...]
    because: tuple[Reason, ...]

    def to_json(self) -> str:
        """Write the assessment as one line of JSON, in the form of ``docs/reference/assessment.schema.json``."""
        return encode(self).decode()
