"""A goal, a thing that is loved or a person who is close, each with one small next step and the days it was done."""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from towpath.domain.written import Text, Written

GoalPart: TypeAlias = Literal["goal", "love", "person"]


class Goal(Written, frozen=True, tag="goal"):
    """Something or someone to turn to again in small steps. Days on which nothing was done are not counted."""

    day: date
    text: Text
    part: GoalPart = "goal"
    step: Text = ""
    """The next small step."""
    done: Annotated[tuple[date, ...], Meta(max_length=10_000)] = ()
    """The days on which a step was done, in order, each once."""
    put_away: bool = False
