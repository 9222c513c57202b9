"""A chat export: what it is, read from its content, and its messages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from towpath.importers.message import Ask, Message, Note, Places

CUT_AT: Final = frozenset({*range(9_990, 10_011), *range(39_900, 40_101)})
"""Numbers of messages at which WhatsApp was seen to cut its exports, with files beside them and without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A file whose format is known. ``read`` reads it once, and counts what it cannot read and what it should tell."""

    format: str
    read: Callable[[Places, dict[Note, Places]], Iterator[Message]]
    bytes: int = 0
    """How many are still to be read: each byte of its files as often as it is read."""
    ask: tuple[Ask, ...] = ()
    place: str = ""
    """Its file in an archive or a folder, as the places of its messages begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is known of a chat once it was read to its end. Moments compare as UTC where the file tells the zone."""

    messages: int
    participants: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    unread: Places
    notes: Mapping[Note, Places]


class ChatReader:
    """A chat export that can be read again and again, one message after the other in the order of the file.

    ``ask`` is what only the person can tell: while something is asked, ``at`` of the messages is None.
    """

    def __init__(self, chat: Chat) -> None:
        self.format = chat.format
        self.ask = chat.ask
        self._read = chat.read

    def __iter__(self) -> Iterator[Message]:
        """Yield the messages."""
        return self._read(Places(), {})

    @cached_property
    def summary(self) -> Summary:
        """Read the file to its end and tell what is in it."""
        unread, notes = Places(), dict[Note, Places]()
        people: dict[str, None] = {}
        moments, count = _Moments(), 0
        for message in self._read(unread, notes):
            count += 1
            if message.author is not None and message.kind != "system":
                people[message.author] = None
            if message.at is not None:
                moments.see(message.at, message.place)
            elif message.written and not self.ask:
                notes.setdefault("times_not_understood", Places()).add(message.place)
        if self.format == "whatsapp" and count in CUT_AT:
            notes["looks_cut"] = Places(1)
        if moments.disorder.count:
            notes["time_disorder"] = moments.disorder
        return Summary(
            messages=count,
            participants=tuple(people),
            first=moments.first,
            last=moments.last,
            unread=unread,
            notes=notes,
        )

    @property
    def messages(self) -> int:
        """How many there are."""
        return self.summary.messages

    @property
    def participants(self) -> tuple[str, ...]:
        """Who wrote, in the order of their first message."""
        return self.summary.participants

    @property
    def first(self) -> datetime | None:
        """The earliest moment."""
        return self.summary.first

    @property
    def last(self) -> datetime | None:
        """The latest moment."""
        return self.summary.last

    @property
    def unread(self) -> Places:
        """What could not be read."""
        return self.summary.unread

    @property
    def notes(self) -> Mapping[Note, Places]:
        """What the person should know of the file."""
        return self.summary.notes


class _Moments:
    """The first and the last moment, and where time turns round: some exports begin with the newest message."""

    def __init__(self) -> None:
        self.first: datetime | None = None
        self.last: datetime | None = None
        self._before: tuple[datetime, datetime] | None = None
        self._back, self._on = Places(), Places()

    @property
    def disorder(self) -> Places:
        """Where time runs against the order of the file."""
        return min(self._back, self._on, key=lambda places: places.count)

    def see(self, at: datetime, place: str) -> None:
        now = at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)
        if self._before and now != self._before[0]:
            (self._back if now < self._before[0] else self._on).add(place)
        if self.first is None or now < _plain(self.first):
            self.first = at
        if self.last is None or now > _plain(self.last):
            self.last = at
        self._before = now, at


def _plain(at: datetime) -> datetime:
    return at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)
