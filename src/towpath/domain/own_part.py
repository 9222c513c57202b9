"""My own part: what the person did, what it did, and what they do differently, in their own words."""

from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from towpath.domain.written import Text, Written

OwnQuestion: TypeAlias = Literal["did", "effect", "before", "instead", "next"]
OWN_QUESTIONS: Final[tuple[OwnQuestion, ...]] = get_args(OwnQuestion)


class OwnPart(Written, frozen=True, tag="own_part"):
    """Answers of one day; a question passed over is not there. Nothing of it counts in any assessment."""

    day: date
    answers: dict[OwnQuestion, Text]
