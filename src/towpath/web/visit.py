"""One visit to a page: what a handler is given, and the answers it can give back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Protocol

from towpath.content import Pack
from towpath.errors import TowpathError
from towpath.settings import Settings
from towpath.usecases.copies import Computer, copied_by
from towpath.vault import Notebook
from towpath.web.forms.fields import Fault, Fields
from towpath.web.forms.multipart import Part
from towpath.web.security.addresses import Addresses
from towpath.web.security.room import Held, Room, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What every page is given to work with, put together in ``bootstrap``."""

    settings: Settings
    pack: Pack
    room: Room
    addresses: Addresses
    now: Callable[[], datetime]
    random: Callable[[int], bytes]
    stop: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request as a page sees it."""

    parts: Parts
    item: str
    cookie: str
    session: Session | None
    fields: Fields = field(default_factory=Fields)
    files: Iterator[Part] = field(default_factory=lambda: iter(()), repr=False)
    """The files that come with a form, to be read one after the other, once."""

    @property
    def notebook(self) -> Notebook:
        """The open notebook."""
        return self.opened.notebook

    @property
    def opened(self) -> Session:
        """The session that holds the open notebook; only pages that need one are asked for it."""
        if self.session is None:
            raise LookupError
        return self.session

    @property
    def now(self) -> datetime:
        """The moment of the visit, with its zone."""
        return self.parts.now()

    @property
    def today(self) -> date:
        """The day of the visit where the person is."""
        return self.now.date()


class PageData(Protocol):
    """What one template shows: a frozen dataclass that names its template."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A fault in words, beside the name of the field that it is about ("" where it is about none)."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """Answer with a page."""

    page: PageData
    status: int = 200
    faults: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Go:
    """Answer by sending the browser to another page."""

    page: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """Answer by giving the browser a new session, then go on as ``then`` says."""

    session: Session
    then: "Answer"
    held: Held | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Answer by forgetting the browser: it is sent away, or to the lock page."""

    away: bool
    to: str = ""
    forget: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Answer with a file of our own, or with nothing."""

    body: bytes = b""
    media_type: str = "text/plain"
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Answer with a file that the person kept, piece by piece: to be saved under a name, or shown where it has none."""

    pieces: Iterator[bytes] = field(repr=False)
    size: int
    media_type: str
    save_as: str = ""


class NotThere(Exception):
    """There is no such page or thing, or it is not yours: one and the same answer."""


Answer = Show | Go | Enter | Leave | Text | Kept
Handler = Callable[[Visit], Answer]


def said(visit: Visit, error: TowpathError, name: str = "") -> Message:
    """Put an error in the words of the pack."""
    return Message(name=name, text=visit.parts.pack.message(error.key, error.facts))


def told(visit: Visit, faults: tuple[Fault, ...]) -> tuple[Message, ...]:
    """Put what was typed wrong in the words of the pack."""
    return tuple(Message(name=fault.name, text=visit.parts.pack.message(fault.key, fault.facts)) for fault in faults)


def copied(visit: Visit) -> str:
    """Say in the words of the pack which services seem to copy the folder of the notebook; nothing if none does."""
    return visit.parts.pack.copied(copied_by(visit.parts.settings.notebook, Computer.this()))
