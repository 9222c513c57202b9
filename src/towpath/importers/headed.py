"""Text exports in which each message begins with a line of date, time and author: WhatsApp, and older ones of Signal.

The file is read twice. The first time finds what no single line can tell: whether day or month comes first, which names
hold a colon, and which headers somebody pasted into a message. The second time yields the messages.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from towpath.errors import BadInput
from towpath.importers import day_order, markers
from towpath.importers.header import Clock, Layout, Order, layout_of, parts
from towpath.importers.message import Message, Note, Places

LONGEST_TEXT: Final = 1 << 22
"""Characters between two headers from which a file is refused: it is no chat."""
LONGEST_NAME: Final = 150
"""Characters."""
LOOKED_AT: Final = 200
"""Lines at the beginning of a file among which the first header must be."""
FAR_BACK: Final = 86_400
"""Seconds by which a header must lie before the message it stands in to be taken for a pasted one."""
A_LITTLE: Final = 60
"""Seconds by which a header of a stranger must lie before it."""
MOST_PASTED: Final = 50
"""Pasted headers in a row; more are an export that was put together from several."""
CUT_AT: Final = (9_990, 10_010, 39_900, 40_100)
"""Numbers of messages at which exports were seen to end, with files beside them and without."""
SEPARATOR: Final = ": "


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that holds whole messages: where each header begins and ends, and its date and time."""

    text: str
    heads: list[tuple[int, int, str, str]]


def blocks(pieces: Iterable[str], layout: Layout) -> Iterator[Block]:
    """Yield the text in pieces that begin with a header; only the first may have text before its first header.

    Raises:
        BadInput: between two headers is more text than a message can have (``chat_too_long``).
    """
    waiting = ""
    search = layout.pattern.finditer
    for piece in pieces:
        waiting += piece
        heads = [(found.start(), found.end(), found["date"], found["time"]) for found in search(waiting)]
        if len(heads) < 2:
            if len(waiting) > LONGEST_TEXT:
                raise BadInput("chat_too_long")
            continue
        cut = heads.pop()[0]
        yield Block(waiting[:cut], heads)
        waiting = waiting[cut:]
    heads = [(found.start(), found.end(), found["date"], found["time"]) for found in search(waiting)]
    yield Block(waiting, heads)


def first_layout(pieces: Iterable[str]) -> Layout | None:
    """Return the layout of the first header among the first lines, ``None`` where there is none."""
    for piece in pieces:
        lines = piece.split("\n", LOOKED_AT)[:LOOKED_AT]
        return next(filter(None, map(layout_of, lines)), None)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the first reading found.

    ``pasted`` has the numbers, counted from 0 over all headers, of those that are text; ``names`` the authors with a
    colon in their name, by what stands before it; ``nobody`` what stands before a colon in the program's own lines.
    """

    order: Order | None
    pasted: frozenset[int]
    names: Mapping[str, str]
    nobody: frozenset[str]
    authors: frozenset[str]

    def silent(self, said: str) -> str | None:
        """Return the author of a line that is only a name and a colon: a message that can be seen once."""
        name = said[:-1]
        return name if said.endswith(":") and name in self.authors else None


def survey(pieces: Iterable[str], layout: Layout, *, day_first: bool | None) -> Survey:
    """Read a file for the first time; ``day_first`` is the person's answer where the file leaves it open."""
    seen = _Seen()
    for block in blocks(pieces, layout):
        for (_, body, day, time), end in zip(block.heads, _ends(block), strict=True):
            seen.look(block.text, body, end, day, time)
    order = layout.order or _order(list(seen.days), day_first)
    return Survey(
        order=order,
        pasted=pasted(_moments(seen, Clock(order or "day_first")), seen.author, seen.hard),
        names=seen.names(),
        nobody=frozenset(name for name in seen.authors if name and markers.is_system(name + SEPARATOR)),
        authors=frozenset(seen.authors) - {""},
    )


class _Seen:
    """What is remembered of each header: a few numbers, however long its message is."""

    def __init__(self) -> None:
        self.days: dict[str, int] = {}
        self.times: dict[str, int] = {}
        self.authors: dict[str, int] = {"": 0}
        self.day, self.time, self.author = array("L"), array("L"), array("L")
        self.hard = array("B")
        """Whether the line before ended with a carriage return: some programs write it between messages only."""
        self._more: Counter[tuple[str, str]] = Counter()
        self._hard = True

    def look(self, text: str, body: int, end: int, day: str, time: str) -> None:
        self.day.append(self.days.setdefault(day, len(self.days)))
        self.time.append(self.times.setdefault(time, len(self.times)))
        name, start = author(text, body, end)
        self.author.append(self.authors.setdefault(name or "", len(self.authors)))
        self.hard.append(self._hard)
        self._hard = text.startswith("\r\n", end - 2)
        if name and (more := author(text, start, end)[0]):
            self._more[name, more] += 1

    def names(self) -> dict[str, str]:
        """Return the names that go on behind a colon: what stands before it never stands alone."""
        count = Counter(self.author)
        return {
            name: name + SEPARATOR + more
            for (name, more), times in self._more.items()
            if 1 < times == count[self.authors[name]]
        }


def author(text: str, body: int, end: int) -> tuple[str | None, int]:
    """Return the name before the first colon of the first line, and where what was said begins."""
    at = text.find(SEPARATOR, body, min(end, body + LONGEST_NAME))
    line = text.find("\n", body, end)
    if at > body and (line < 0 or at < line):
        return text[body:at], at + len(SEPARATOR)
    return None, body


def pasted(moments: Sequence[int], authors: Sequence[int], hard: Sequence[int]) -> frozenset[int]:
    """Return which headers are text that somebody pasted into a message.

    Either the others follow a line ending that only messages have. Or a few in a row lie far before the message that
    they stand in, and before the one before it, and then time goes on; those of a name that never writes in its turn
    need not lie far before.
    """
    if sum(hard) < len(hard) < 2 * sum(hard):
        return frozenset(at for at, is_hard in enumerate(hard) if not is_hard)
    in_turn = {by for by, (before, now) in zip(authors[1:], pairwise(moments), strict=True) if now >= before}
    in_turn |= set(authors[:1])
    found: set[int] = set()
    run: list[int] = []
    last = earlier = moments[0] if moments else 0
    for at, now in enumerate(moments):
        step = min(last, earlier) - now
        if step > FAR_BACK or (step > A_LITTLE and authors[at] not in in_turn):
            run.append(at)
            continue
        if len(run) <= MOST_PASTED and now >= last:
            found.update(run)
        run.clear()
        earlier, last = last, now
    return frozenset(found)


def _moments(seen: _Seen, clock: Clock) -> "array[int]":
    """Return each header's time in seconds; one that is not understood is taken to be that of the one before."""
    days = [clock.ordinal(day) for day in seen.days]
    times = [clock.second(time) for time in seen.times]
    found, last = array("q"), 0
    for day, time in zip(seen.day, seen.time, strict=True):
        on, at = days[day], times[time]
        last = last if on is None or at is None else on * 86_400 + at
        found.append(last)
    return found


def _order(days: Iterable[str], day_first: bool | None) -> Order | None:
    decided = day_order.decide([parts(day) for day in days])
    if decided is None and day_first is not None:
        return "day_first" if day_first else "month_first"
    return decided


def _ends(block: Block) -> Iterator[int]:
    """Yield where each message of a block ends: where the next begins."""
    yield from (start for start, *_ in block.heads[1:])
    if block.heads:
        yield len(block.text)


def messages(pieces: Iterable[str], layout: Layout, found: Survey, place: str, unread: Places) -> Iterator[Message]:
    """Yield the messages of a file; lines before the first header are counted as unread.

    A header that was pasted belongs to the text of the message before it.
    """
    clock, line, number, at = Clock(found.order), 1, 0, 0
    head, said = None, ""
    for block in blocks(pieces, layout):
        text, first = block.text, block.heads[0][0] if block.heads else len(block.text)
        if text[:first].strip():
            unread.add(f"{place}line {line}", text[:first].strip().count("\n") + 1)
        line += text.count("\n", 0, first)
        for (start, body, day, time), end in zip(block.heads, _ends(block), strict=True):
            if at in found.pasted:
                said += text[start:end]
            else:
                if head:
                    yield _message(head, said, found)
                number += 1
                head, said = (number, clock.at(day, time), f"{place}line {line}", f"{day} {time}"), text[body:end]
            at += 1
            line += text.count("\n", start, end)
    if head:
        yield _message(head, said, found)


def _message(head: tuple[int, datetime | None, str, str], said: str, found: Survey) -> Message:
    end = len(said)
    if said.endswith("\n"):
        end -= 2 if said.endswith("\r\n") else 1
    name, start = author(said, 0, end)
    if name is not None and name in found.names and said.startswith(found.names[name] + SEPARATOR):
        name = found.names[name]
        start = len(name) + len(SEPARATOR)
    number, at, place, written = head
    if name is None and (name := found.silent(said[:end])):
        return Message(number, at, name, "", "media", place, written)
    if name is None or name in found.nobody:
        return Message(number, at, None, said[:end], "system", place, written)
    text = said[start:end]
    kind, attachments = markers.marked(text)
    if kind == "text" and (not text or text[0] == markers.MARK):
        kind = "system" if text else "media"
    return Message(number, at, name, text, kind, place, written, attachments)
