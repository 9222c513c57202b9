"""What the person says of passages that rules pointed at, and which rules are silent in this notebook."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, field

from towpath.domain.written import Written

Verdict: TypeAlias = Literal["confirmed", "rejected"]


class Verdicts(Written, frozen=True, tag="verdicts"):
    """All of a notebook: by the id of the chat, the number of the message and the rule. What is not there is open."""

    said: dict[Annotated[str, Meta(max_length=160)], Verdict] = field(default_factory=dict)
    muted: tuple[Annotated[str, Meta(max_length=64)], ...] = ()
    """Rules that the person does not want to see."""
