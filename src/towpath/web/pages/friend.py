"""A friend's view: what to look for, what helps and what harms; open to anyone, and nothing is asked or kept."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.web.visit import Answer, Show, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Friend:
    """Words only."""

    template: ClassVar[str] = "friend.html"


def show(_visit: Visit) -> Answer:
    """Show the page."""
    return Show(page=Friend())
