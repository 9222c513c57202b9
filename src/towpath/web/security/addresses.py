"""Opaque addresses: every page and every thing on a page has one of the same shape, new at each start.

What stays in a browser's history is a row of letters that means nothing, names no subject, and leads nowhere once the
program has been closed. The code is HMAC-SHA256 over the page and the thing it shows, cut to 80 bits.
"""

import hmac
from base64 import b32encode
from dataclasses import dataclass, field
from typing import Final, NamedTuple

CODE_BYTES: Final = 10


class Place(NamedTuple):
    """A page by its name in the table of routes, and the thing it shows ("" where there is none)."""

    page: str
    item: str


@dataclass(slots=True)
class Addresses:
    """The addresses handed out since the start; nothing else can be reached."""

    secret: bytes
    _places: dict[str, Place] = field(default_factory=dict)

    def of(self, page: str, item: str = "") -> str:
        """Return the address of a page, the same one each time it is asked for."""
        digest = hmac.digest(self.secret, f"{page}\0{item}".encode(), "sha256")
        code = b32encode(digest[:CODE_BYTES]).decode().lower()
        self._places[code] = Place(page, item)
        return f"/{code}"

    def find(self, code: str) -> Place | None:
        """Return the place behind a code; ``None`` where no such code was handed out."""
        return self._places.get(code)
