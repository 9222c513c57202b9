"""A message of a chat export as it stands in the file, and what is said of a whole file."""

from datetime import datetime
from typing import Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["text", "media", "call", "system", "deleted", "edited"]
Ask: TypeAlias = Literal["day_first"]
Note: TypeAlias = Literal[
    "bytes_lost", "forwarded", "looks_cut", "pasted_headers", "several_threads", "time_disorder", "times_not_understood"
]

PLACES = 20
"""How many places of one kind are kept for showing."""


class Message(Struct, frozen=True, gc=False):
    """One message. Its text is exactly that of the file, without the line ending behind it."""

    n: int
    """Counted from 1 in the order of the file."""
    at: datetime | None
    """The time as understood: local and without a zone, or UTC where the file gives it; None where it is open."""
    author: str | None
    """The name as it stands in the file; None for a message of the program."""
    text: str
    kind: Kind
    place: str
    """Where it begins: file, line or index."""
    written: str = ""
    """The time as it stands in the file."""
    attachments: tuple[str, ...] = ()
    """Names of files that the export has beside it."""


class Places(Struct):
    """How often something was found, and the first places of it."""

    count: int = 0
    first: list[str] = []

    def add(self, place: str, count: int = 1) -> None:
        """Count one more, or several that begin at one place."""
        self.count += count
        if len(self.first) < PLACES:
            self.first.append(place)
