"""A plan: the steps that a pack offers, the short questions that choose them, and what the person made of it."""

from typing import Annotated, Final, Literal, TypeAlias, get_args

from msgspec import Meta, Struct, field

from towpath.domain.written import Text, Written

PlanPath: TypeAlias = Literal["leave", "stay", "space"]
Phase: TypeAlias = Literal["now", "day", "after"]
Mark: TypeAlias = Literal["done", "not_needed", "not_now"]
Topic: TypeAlias = Literal[
    "children", "pets", "pregnant", "shared_home", "money", "papers", "disability", "care", "immigration", "rural",
    "work", "outing", "weapons", "technology", "orders",
]  # fmt: skip
PLAN_PATHS: Final[tuple[PlanPath, ...]] = get_args(PlanPath)
PHASES: Final[tuple[Phase, ...]] = get_args(Phase)
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)
MOST_OWN: Final = 100


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step that a pack offers.

    ``when``: topics that it is about. ``only`` "guarded": where there is control, danger or force, or nobody can tell.
    ``first``: where the method names this first. ``tells``: the other learns of it. ``order``: 0 comes first.
    """

    id: Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
    paths: tuple[PlanPath, ...]
    phase: Phase
    title: str
    why: str
    source: str = ""
    order: Annotated[int, Meta(ge=0, le=99)] = 50
    when: tuple[Topic, ...] = ()
    only: Literal["", "guarded"] = ""
    first: str = ""
    tells: bool = False
    caution: str = ""
    not_if: str = ""
    pocket: str = ""
    """Words for a list on paper that say nothing to others."""


class OwnStep(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A step in the person's own words."""

    id: Annotated[int, Meta(ge=1, le=10_000)]
    text: Annotated[str, Meta(min_length=1, max_length=500)]
    phase: Phase = "now"


class Plan(Written, frozen=True, tag="plan"):
    """What the person made of a plan. Marks stay when the path changes; an answer not given is missing."""

    path: PlanPath | None = None
    answers: dict[Topic, bool] = field(default_factory=dict)
    marks: dict[Annotated[str, Meta(max_length=64)], Mark] = field(default_factory=dict)
    """By the id of a step, or "own-" and the number of an own one."""
    own: Annotated[tuple[OwnStep, ...], Meta(max_length=MOST_OWN)] = ()
    contacts: Text = ""
    pocket: Text = ""
    """The short list to print, in the person's words."""
