"""The shape of the steps of a plan and of the words around them."""

from msgspec import Struct

from towpath.domain.plan import Step

FILES = (
    "first", "people", "home", "technology", "children", "money", "papers", "health", "around", "leaving", "staying",
    "space",
)  # fmt: skip
"""The files of steps, in the order in which steps of equal place are shown."""


class PlanSteps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The steps of one file, and the source of those that name none."""

    source: str
    step: tuple[Step, ...]


class PlanWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names of the plans and of their times, the questions, the marks, and what the pages say."""

    page: dict[str, str]
    path: dict[str, str]
    path_text: dict[str, str]
    phase_leave: dict[str, str]
    phase_stay: dict[str, str]
    phase_space: dict[str, str]
    question: dict[str, str]
    mark: dict[str, str]

    def phases(self, path: str) -> dict[str, str]:
        """Return the names of the times of a plan."""
        found: dict[str, str] = getattr(self, f"phase_{path}")
        return found
