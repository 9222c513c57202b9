"""What one person has said of their own situation at one moment: the input of the method.

A field that is missing was not asked or not answered. Missing never means "no", so every optional field is
``UNSET`` by default and ``None`` is not a value.
"""

from datetime import date
from typing import Annotated, Literal, Self

import msgspec
from msgspec import UNSET, Meta, UnsetType

from towpath.domain.documents import Strict, read, repeats, shown
from towpath.domain.signs import SIGNS
from towpath.errors import BadInput

HowOften = Literal["never", "once", "sometimes", "often"]
When = Literal["recent", "past_year", "earlier"]
Together = Literal["together", "taking_space", "leaving", "apart", "on_and_off"]
Aim = Literal[
    "safety", "peace", "self_respect", "end_it", "space_to_think", "keep_my_limit", "children",
    "make_them_chase", "make_them_panic", "make_jealous", "punish", "test_them", "get_apology", "win_argument",
]  # fmt: skip
Support = Literal[
    "friend", "family", "counsellor", "advocate", "doctor", "lawyer", "money_of_my_own", "a_place_to_go", "none"
]
SelfHarm = Literal["no", "thoughts", "plan"]
Score = Annotated[int, Meta(ge=0, le=3)]


class SignAnswer(Strict, frozen=True):
    """How often one sign was seen, and when last. For ``around.*`` signs "never" is no and anything else is yes."""

    id: str
    how_often: HowOften
    when: When = "recent"


class Intention(Strict, frozen=True):
    """Why walk away, or take space."""

    aims: tuple[Aim, ...] | UnsetType = UNSET
    ready_to_stay_away: Literal["yes", "no", "unsure"] | UnsetType = UNSET
    said_the_need_plainly: Literal["yes", "no", "not_safe"] | UnsetType = UNSET
    would_do_it_if_they_never_noticed: Literal["yes", "no", "unsure"] | UnsetType = UNSET
    times_left_and_returned: Annotated[int, Meta(ge=0, le=1000)] | UnsetType = UNSET


class Wellbeing(Strict, frozen=True):
    """PHQ-4 items (anxiety 1, anxiety 2, depression 1, depression 2; 0..3 each) and thoughts of self-harm."""

    phq4: tuple[Score, Score, Score, Score] | UnsetType = UNSET
    self_harm: SelfHarm | UnsetType = UNSET


class Situation(Strict, frozen=True):
    """Everything a person has answered, as of one day. Source: ``docs/reference/situation.md``."""

    towpath: Literal[1]
    as_of: date
    together: Together | UnsetType = UNSET
    live_together: bool | UnsetType = UNSET
    children: bool | UnsetType = UNSET
    pregnant: bool | UnsetType = UNSET
    signs: tuple[SignAnswer, ...] = ()
    intention: Intention | UnsetType = UNSET
    wellbeing: Wellbeing | UnsetType = UNSET
    support: tuple[Support, ...] | UnsetType = UNSET

    def __post_init__(self) -> None:
        unknown = sorted({answer.id for answer in self.signs} - SIGNS.keys())
        if unknown:
            raise BadInput("unknown_sign", sign=shown(unknown[0]))
        for name, values in (("support", self.support), ("intention.aims", _aims(self.intention))):
            if values is not UNSET and repeats(values):
                raise BadInput("listed_twice", field=name)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read one situation from JSON.

        Raises:
            BadInput: the text is not JSON, not a situation, or names a sign that does not exist.
        """
        try:
            return read(text, cls)
        except ValueError as error:
            raise BadInput("not_a_situation", detail=str(error)) from error

    def to_json(self) -> str:
        """Write the situation as one line of JSON; ``from_json`` reads it back."""
        return msgspec.json.encode(self).decode()


def _aims(intention: Intention | UnsetType) -> tuple[str, ...] | UnsetType:
    return UNSET if intention is UNSET else intention.aims
