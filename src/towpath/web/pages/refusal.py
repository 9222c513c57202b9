"""What is shown when something cannot be done: not there, not from our own page, or an error in words."""

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A calm page that says what happened and where to go on."""

    template: ClassVar[str] = "refusal.html"
    kind: Literal["not_there", "forged", "error"]
