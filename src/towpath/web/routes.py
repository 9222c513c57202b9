"""The form of a route: a page's name, who may see it, and what answers GET and POST. Everything else is denied."""

from dataclasses import dataclass
from enum import Enum, auto

from towpath.web.visit import Handler


class Access(Enum):
    """Who may come to a page."""

    ANYONE = auto()
    """No passphrase needed: help, the lock page, leaving, style and script."""
    DOOR = auto()
    """The browser that came in by the printed address, while there is no notebook yet."""
    OPENED = auto()
    """The browser whose session holds the open notebook."""


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the table in ``app``."""

    page: str
    access: Access
    get: Handler | None = None
    post: Handler | None = None
    holds: bool = False
    """What is posted here is kept, not lost, when the notebook locked itself meanwhile."""
    files: bool = False
    """Its form may send files; they are handed on as they come."""
