"""Words of the person's own to come back to: a letter to oneself, what is missed, what was left, what is needed."""

from datetime import date
from typing import Literal, TypeAlias

from towpath.domain.written import Text, Written

LetterPart: TypeAlias = Literal["letter", "miss", "left", "need", "last_message"]


class Letter(Written, frozen=True, tag="letter"):
    """Words written to be read again, or the last message that the person thinks of sending."""

    day: date
    text: Text
    part: LetterPart = "letter"
    for_urge: bool = False
    """The person chose to see it when the urge to go back comes."""
