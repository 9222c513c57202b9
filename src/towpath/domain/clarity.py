"""How clear the person is about the choice: four questions of our own, asked before and after, and over months."""

from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from towpath.domain.written import Answer, Written

ClarityQuestion: TypeAlias = Literal["know", "matters", "support", "sure"]
QUESTIONS: Final[tuple[ClarityQuestion, ...]] = get_args(ClarityQuestion)


class Clarity(Written, frozen=True, tag="clarity"):
    """The answers of one day, 10 the clearest; a question skipped is not there. Not a validated scale."""

    day: date
    answers: dict[ClarityQuestion, Answer]
