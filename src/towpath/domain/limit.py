"""A limit: what the person will do, in their own control, when something happens; and what became of it."""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from towpath.domain.written import Text, Written

Did: TypeAlias = Literal["did", "partly", "did_not"]
Held: TypeAlias = Literal["held", "not_held"]
MOST_CROSSED: Final = 500


class Crossed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day on which a limit was crossed: what happened, whether the person did what they meant to, and if it held."""

    day: date
    what: Text = ""
    did: Did | None = None
    held: Held | None = None


class Limit(Written, frozen=True, tag="limit"):
    """One limit. ``crossed`` stands in the order in which it was noted."""

    day: date
    happens: Text
    """When this happens."""
    will: Text
    """What I will do."""
    told: date | None = None
    """The day on which the other was told."""
    crossed: Annotated[tuple[Crossed, ...], Meta(max_length=MOST_CROSSED)] = ()


class Standards(Written, frozen=True, tag="standards"):
    """What the person holds themselves to, and what they expect of someone who is close."""

    mine: Text = ""
    expect: Text = ""
