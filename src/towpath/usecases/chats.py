"""Chats from an app: read in a process apart, kept with their bytes as they came, and read again from those.

Nothing of a chat is written anywhere but, sealed, into the notebook. Who finds passages in a chat takes its messages
from ``Reading.messages``.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from towpath.domain.chat import Chat
from towpath.domain.records import Attachment
from towpath.errors import BadInput
from towpath.importers.apart import GoesOn, Header, always, read_bytes_apart
from towpath.importers.counts import Counts, Exchange, exchange
from towpath.importers.message import Message
from towpath.importers.source import Progress, unwatched
from towpath.vault import Notebook

if TYPE_CHECKING:
    from towpath.usecases.passages import Found

A_PAGE: Final = 50
"""Messages that are read at once."""
FILE_LIMIT: Final = 100 * 2**20
"""Bytes of a file: what an attachment may have."""
A_PIECE: Final = 1 << 20
"""Bytes that are kept at once."""
READ: Final = 0.7
"""How much of the work is done when a file is read, and its messages are to be counted."""
MEASURES: Final = (
    "messages", "begins", "late", "at_once", "demands", "runs", "night", "apologies", "calls", "deleted",
)  # fmt: skip
"""What is counted of two people, by month."""
MOST_MONTHS: Final = 240
"""Months up to which those without a message are shown too."""
WIDTHS: Final = (1, 3, 12)
MOST_SPANS: Final = 48
"""Times that stand side by side; where there are more months, some are shown as one."""
_ZIP: Final = b"PK\x03\x04"

_decoder = msgspec.json.Decoder(Message)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A chat that was read: what is known of it, its messages, packed, and what is counted in it.

    Some apps write the newest message first; such a file is turned round as a whole, and every message keeps its ``n``.
    """

    header: Header
    exchange: Exchange
    packed: tuple[bytes, ...]
    """Pages of messages in the order of the file."""
    newest_first: bool

    @property
    def pages(self) -> int:
        """How many pages of messages there are."""
        return len(self.packed)

    def messages(self, number: int) -> tuple[Message, ...]:
        """Return a page of messages, counted from 1, the oldest first."""
        return _page(self.packed, number, newest_first=self.newest_first)

    @cached_property
    def found(self) -> dict[str, "tuple[Found, ...]"]:
        """Passages by locale, each put there when it was first asked for."""
        return {}

    @property
    def people(self) -> tuple[tuple[str, int], ...]:
        """Everyone who wrote with their number of messages, most first."""
        counted = ((name, counts.messages) for name, counts in self.exchange.people.items())
        return tuple(sorted(counted, key=lambda each: -each[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file that was read and is not kept yet."""

    name: str
    data: bytes
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What only the person can say of a chat: its title, who they are in it, and where the day stands in a date."""

    title: str
    me: str = ""
    day_first: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Months that are shown as one: the first of them, and for each of ``MEASURES`` the count of each person."""

    first: date
    values: Mapping[str, tuple[int, ...]]


def read(
    data: bytes, *, day_first: bool | None = None, goes_on: GoesOn = always, progress: Progress = unwatched
) -> Reading:
    """Read the bytes of a chat export and count what it shows; where ``goes_on`` says no, it is given up.

    Raises:
        BadInput: there are none (``attachment_empty``), or they are no chat, as ``read_apart`` says; or nobody waits
            any more (``stopped``).
    """
    if not data:
        raise BadInput("attachment_empty")
    apart = read_bytes_apart(data, day_first=day_first, goes_on=goes_on, progress=lambda share: progress(share * READ))
    packed = tuple(_packed(apart.lines))
    if not apart.header.participants:  # in a chat somebody speaks
        raise BadInput("chat_unknown")
    newest_first = _newest_first(packed)

    def messages() -> Iterator[Message]:
        for number in range(1, len(packed) + 1):
            if not goes_on():
                raise BadInput("stopped")
            progress(READ + (1 - READ) * number / len(packed))
            yield from _page(packed, number, newest_first=newest_first)

    return Reading(header=apart.header, exchange=exchange(messages()), packed=packed, newest_first=newest_first)


def keep(
    notebook: Notebook,
    brought: Brought,
    said: Said,
    now: datetime,
    *,
    goes_on: GoesOn = always,
    progress: Progress = unwatched,
) -> tuple[str, Reading]:
    """Keep a chat with its bytes, all or nothing, and return its id and how it was read.

    Raises:
        BadInput: the order of the day is asked and not told (``diary_order``); or nobody waits any more (``stopped``).
    """
    reading = brought.reading
    if reading.header.ask:
        if said.day_first is None:
            raise BadInput("diary_order")
        reading = read(brought.data, day_first=said.day_first, goes_on=goes_on, progress=progress)
    name = notebook.add_with_file(
        _file(brought, now),
        _while_wanted(brought.data, goes_on),
        lambda file: _chat(brought, reading.header, file, said, now),
    )
    return name, reading


def kept(notebook: Notebook) -> tuple[tuple[str, Chat], ...]:
    """Return all chats with their ids, the one that came last first."""
    found = ((one.id, one.record) for one in notebook.records(Chat) if isinstance(one.record, Chat))
    return tuple(sorted(found, key=lambda each: (each[1].written, each[0]), reverse=True))


def one(notebook: Notebook, name: str) -> Chat | None:
    """Return a chat by its id; ``None`` where there is none."""
    return next((chat for each, chat in kept(notebook) if each == name), None)


def read_again(notebook: Notebook, chat: Chat, *, goes_on: GoesOn = always, progress: Progress = unwatched) -> Reading:
    """Read a chat from the bytes that were kept.

    Raises:
        BadInput: they are damaged or not there, or cannot be read any more.
    """
    data = b"".join(notebook.bytes_of(chat.attachment))
    return read(data, day_first=chat.day_first, goes_on=goes_on, progress=progress)


def delete(notebook: Notebook, name: str, chat: Chat) -> None:
    """Delete a chat with its bytes; the keys of the notebook change."""
    files = [each.id for each in notebook.records(Attachment) if each.id == chat.attachment]
    notebook.delete(name, *files)


def two(reading: Reading, me: str) -> tuple[str, ...]:
    """Return the two people whose counts stand side by side: the person, then who else wrote most."""
    names = [name for name, _ in reading.people]
    first = [name for name in names if name == me]
    return tuple((first + [name for name in names if name != me])[:2])


def measure(counts: Counts, name: str) -> int:
    """Return one of ``MEASURES``; late are answers after an hour or more."""
    return counts.replies[-1] if name == "late" else int(getattr(counts, name))


def spans(found: Exchange, people: Iterable[str]) -> tuple[Span, ...]:
    """Return the counts of these people over time: by month, in a long chat by three months or by year.

    Times in which nobody wrote are there too.
    """
    names, none = tuple(people), Counts()
    there = {_number(month): counts for month, counts in found.months.items()}
    numbers = _all_months(sorted(there))
    width = next((each for each in WIDTHS if len(numbers) <= each * MOST_SPANS), WIDTHS[-1])
    joined: dict[int, list[int]] = {}
    for number in numbers:
        joined.setdefault(number // width * width, []).append(number)
    return tuple(
        Span(
            first=date(begin // 12, begin % 12 + 1, 1),
            values={
                name: tuple(sum(measure(there.get(each, {}).get(who, none), name) for each in months) for who in names)
                for name in MEASURES
            },
        )
        for begin, months in joined.items()
    )


def _all_months(there: list[int]) -> list[int]:
    """Fill in the months in between, but no centuries, where a year is wrong."""
    if not there or there[-1] - there[0] >= MOST_MONTHS:
        return there
    return list(range(there[0], there[-1] + 1))


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _packed(lines: Iterator[bytes]) -> Iterator[bytes]:
    while page := b"".join(islice(lines, A_PAGE)):
        yield zlib.compress(page, 1)


def _newest_first(packed: Sequence[bytes]) -> bool:
    ends = [*packed[:1], *packed[-1:]]
    times = [message.at for end in ends for message in _unpacked(end) if message.at]
    return bool(times) and times[0] > times[-1]


def _page(packed: Sequence[bytes], number: int, *, newest_first: bool) -> tuple[Message, ...]:
    found = _unpacked(packed[-number if newest_first else number - 1])
    return found[::-1] if newest_first else found


def _while_wanted(data: bytes, goes_on: GoesOn) -> Iterator[bytes]:
    """Yield bytes in pieces as long as somebody waits for them.

    Raises:
        BadInput: nobody does any more (``stopped``).
    """
    for start in range(0, len(data), A_PIECE):
        if not goes_on():
            raise BadInput("stopped")
        yield data[start : start + A_PIECE]


def _unpacked(packed: bytes) -> tuple[Message, ...]:
    return tuple(_decoder.decode_lines(zlib.decompress(packed)))


def _file(brought: Brought, now: datetime) -> Attachment:
    media_type = "application/zip" if brought.data.startswith(_ZIP) else "text/plain"
    source = brought.reading.header.format
    return Attachment(written=now, imported=now, name=brought.name, media_type=media_type, source=source)


def _chat(brought: Brought, header: Header, file: str, said: Said, now: datetime) -> Chat:
    return Chat(
        written=now,
        title=said.title,
        attachment=file,
        sha256=hashlib.sha256(brought.data).hexdigest(),
        format=header.format,
        me=said.me,
        day_first=said.day_first if brought.reading.header.ask else None,
        messages=header.messages,
        unread=header.unread,
        people=len(header.participants),
        first=header.first.date() if header.first else None,
        last=header.last.date() if header.last else None,
    )
