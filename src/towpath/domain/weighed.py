"""A decision sheet as a person fills it in, step by step: what matters, how much, and how well each path serves it.

Nothing is forced: a sheet is kept however little of it is filled in, and what is missing never counts as zero.
"""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct, field

from towpath.domain.written import Answer, Written

WeighedPath: TypeAlias = Literal["mend", "space", "leave", "not_yet"]
Horizon: TypeAlias = Literal["weeks", "year", "five_years"]
Ahead: TypeAlias = Literal["all", "weeks", "year", "five_years"]
HORIZONS: Final[tuple[Horizon, ...]] = ("weeks", "year", "five_years")
MOST_MATTERS: Final = 40

Points = tuple[Annotated[int, Meta(ge=0, le=100)], Annotated[int, Meta(ge=0, le=100)]]
"""From and to: how much it matters to go from the worst to the best, the most important at 100 (swing points)."""
Score = tuple[Answer, Answer, Answer]
"""Low, most likely and high on the worded anchors from 0 to 10."""


class Matter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that matters to the person, in the person's own words."""

    id: Annotated[int, Meta(ge=1, le=10_000)]
    words: Annotated[str, Meta(min_length=1, max_length=200)]
    points: Points | None = None
    again: Points | None = None
    """The points of the second asking."""
    apart: bool = False
    """It is about being out of danger: shown apart, and never weighed against anything."""


class DecisionSheet(Written, frozen=True, tag="sheet"):
    """One decision sheet, whatever of it is filled in. Its matters stand in the order of importance."""

    matters: Annotated[tuple[Matter, ...], Meta(max_length=MOST_MATTERS)] = ()
    scores: dict[WeighedPath, dict[str, dict[Ahead, Score]]] = field(default_factory=dict)
    """From a path to the number of a matter to a time ahead; "all" is each time without one of its own."""
    gut: WeighedPath | None = None
    """What the person would choose before seeing any result."""
    gut_passed_over: bool = False
    pointed: date | None = None
    """The day of the first points."""
    asked_again: date | None = None
    ahead: Ahead = "all"
    """The time ahead that counts most; "all" is each alike."""

    def with_words(self, words: tuple[str, ...], apart: frozenset[str] = frozenset()) -> "tuple[Matter, ...]":
        """Return the matters in the order of these words: those known by their words keep what was answered."""
        known = {matter.words: matter for matter in self.matters}
        number = max((matter.id for matter in self.matters), default=0)
        found: list[Matter] = []
        for each in dict.fromkeys(words):
            number += each not in known
            found.append(known.get(each) or Matter(id=number, words=each, apart=each in apart))
        return tuple(found)

    def score(self, path: WeighedPath, matter: int, horizon: Horizon) -> Score | None:
        """Return what was answered, ``None`` where nothing was."""
        given = self.scores.get(path, {}).get(str(matter), {})
        return given.get(horizon, given.get("all"))


def moved(matters: tuple[Matter, ...], matter: int, by: Literal[-1, 1]) -> tuple[Matter, ...]:
    """Return the matters with one a place further up (-1) or down (1); at the end it stays where it is."""
    order = list(matters)
    at = next((place for place, each in enumerate(order) if each.id == matter), None)
    if at is None or not 0 <= at + by < len(order):
        return matters
    order[at], order[at + by] = order[at + by], order[at]
    return tuple(order)
