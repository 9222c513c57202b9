"""Whether to try again: what was seen of a change, day by day, what speaks against it, and how it was before."""

from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from towpath.domain.written import Text, Written

Criterion: TypeAlias = Literal[
    "admits", "unconditional", "to_others", "choice", "effect", "consequences", "no_credit", "in_conflict"
]
Counter: TypeAlias = Literal["pressure", "your_turn", "credit", "blame", "again"]
CRITERIA: Final[tuple[Criterion, ...]] = get_args(Criterion)
COUNTERS: Final[tuple[Counter, ...]] = get_args(Counter)
SEEN: Final[tuple[Criterion | Counter | Literal["return"], ...]] = (*CRITERIA, *COUNTERS, "return")


class Observed(Written, frozen=True, tag="trial"):
    """One thing that was seen on a day: for a criterion, against the change, or how an earlier return went."""

    day: date
    what: Criterion | Counter | Literal["return"]
    text: Text = ""
    who: Literal["me", "other"] = "me"
    """Who saw it: the person, or someone else whom they trust."""
    entry: str = ""
    """The id of an entry or incident that tells of it."""
