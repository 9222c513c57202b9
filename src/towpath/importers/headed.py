"""Text exports in which each message begins with a line of date, time and author: WhatsApp, and older ones of Signal.

The file is read twice. The first time finds where each header is, in a few bytes for each, and what no single line can
tell: whether day or month comes first, which names hold a colon, and which headers somebody pasted into a message. The
second time yields the messages.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from towpath.errors import BadInput
from towpath.importers import day_order, markers
from towpath.importers.header import LONGEST_NAME, SEPARATOR, Clock, Layout, Order, layout_of, parts
from towpath.importers.message import Kind, Message, Note, Places

LONGEST_TEXT: Final = 1 << 22
"""Characters between two headers from which a file is refused: it is no chat."""
LOOKED_AT: Final = 200
"""Lines at the beginning of a file among which the first header must be."""
FAR_BACK: Final = 86_400
"""Seconds by which a header must lie before the message it stands in to be taken for a pasted one."""
A_LITTLE: Final = 60
"""Seconds by which a header of a stranger must lie before it."""
MOST_PASTED: Final = 50
"""Pasted headers in a row; more are an export that was put together from several."""


Head: TypeAlias = tuple[int, int, str, str, str | None]
"""One header: where it begins, where what follows the author begins, the day, the time, and the author."""


class Block(NamedTuple):
    """A piece of text that holds whole messages, and the headers of these."""

    text: str
    heads: list[Head]

    def ends(self) -> Iterator[int]:
        """Yield where each message ends: where the next begins."""
        yield from (start for start, *_ in self.heads[1:])
        if self.heads:
            yield len(self.text)

    @property
    def before(self) -> str:
        """The text before the first header."""
        return self.text[: self.heads[0][0]] if self.heads else self.text


def blocks(pieces: Iterable[str], layout: Layout) -> Iterator[Block]:
    """Yield the text in pieces that begin with a header; only the first may have text before its first header.

    Raises:
        BadInput: between two headers is more text than a message can have (``chat_too_long``).
    """
    waiting = ""
    for piece in pieces:
        waiting += piece
        heads = _heads(waiting, layout)
        if len(heads) > 1:
            cut, *_ = heads.pop()
            yield Block(waiting[:cut], heads)
            waiting = waiting[cut:]
        elif len(waiting) > LONGEST_TEXT:
            raise BadInput("chat_too_long")
    yield Block(waiting, _heads(waiting, layout))


def _heads(text: str, layout: Layout) -> list[Head]:
    return [
        (found.start(), found.end(), found["date"], found["time"], found["author"])
        for found in layout.pattern.finditer(text)
    ]


def first_layout(pieces: Iterable[str]) -> Layout | None:
    """Return the layout of the first header among the first lines, ``None`` where there is none."""
    for piece in pieces:
        lines = piece.split("\n", LOOKED_AT)[:LOOKED_AT]
        return next(filter(None, map(layout_of, lines)), None)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the first reading found.

    ``seen`` is where the headers are; ``pasted`` has the numbers, counted from 0 over all headers, of those that are
    text; ``names`` the authors with a colon in their name, by what stands before it; ``nobody`` what stands before a
    colon in the program's own lines.
    """

    seen: "_Seen"
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
        seen.look(block)
    order = layout.order or _order(list(seen.days), day_first)
    return Survey(
        seen=seen,
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
        self.day, self.time, self.author = array("I"), array("I"), array("I")
        self.header, self.length = array("I"), array("I")
        """Characters of each header, and from it to the next one."""
        self.before = ""
        """The text before the first header."""
        self.hard = bytearray()
        """Whether the line before ended with a carriage return: some programs write it between messages only."""
        self._more: Counter[tuple[str, str]] = Counter()
        self._hard = True

    def look(self, block: Block) -> None:
        text = block.text
        if not self.day:
            self.before += block.before
        days, times, authors = self.days, self.times, self.authors
        day, time, author = self.day.append, self.time.append, self.author.append
        header, length = self.header.append, self.length.append
        for (start, body, on, at, name), end in zip(block.heads, block.ends(), strict=True):
            header(body - start)
            length(end - start)
            day(days.setdefault(on, len(days)))
            time(times.setdefault(at, len(times)))
            author(authors.setdefault(name or "", len(authors)))
            more = text.find(SEPARATOR, body, min(end, body + LONGEST_NAME))
            if more > 0 and name and "\n" not in (second := text[body:more]):
                self._more[name, second] += 1
        if "\r\n" not in text:
            self.hard += bytes([self._hard, *bytes(len(block.heads) - 1)] if block.heads else b"")
            self._hard = self._hard and not block.heads
            return
        for end in block.ends():
            self.hard.append(self._hard)
            self._hard = text.startswith("\r\n", end - 2)

    def names(self) -> dict[str, str]:
        """Return the names that go on behind a colon: what stands before it never stands alone."""
        count = Counter(self.author)
        return {
            name: name + SEPARATOR + more
            for (name, more), times in self._more.items()
            if 1 < times == count[self.authors[name]]
        }


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
    dates, times = [clock.date(day) for day in seen.days], [clock.time(time) for time in seen.times]
    days = [None if day is None else day.toordinal() for day in dates]
    seconds = [None if time is None else time.hour * 3600 + time.minute * 60 + time.second for time in times]
    found, last = array("q"), 0
    for day, time in zip(seen.day, seen.time, strict=True):
        on, at = days[day], seconds[time]
        last = last if on is None or at is None else on * 86_400 + at
        found.append(last)
    return found


def _order(days: Iterable[str], day_first: bool | None) -> Order | None:
    decided = day_order.decide([parts(day) for day in days])
    if decided is None and day_first is not None:
        return "day_first" if day_first else "month_first"
    return decided


def messages(
    pieces: Iterable[str], found: Survey, place: str, unread: Places, notes: dict[Note, Places]
) -> Iterator[Message]:
    """Yield the messages of a file; lines before the first header are counted as unread.

    A header that was pasted belongs to the text of the message before it.
    """
    seen, text = found.seen, _Rest(pieces)
    if seen.before.strip():
        unread.add(f"{place}line 1", seen.before.strip().count("\n") + 1)
    text.take(len(seen.before))
    clock, line = Clock(found.order), seen.before.count("\n") + 1
    days, times = list(seen.days), list(seen.times)
    dates, clocks = [clock.date(day) for day in days], [clock.time(time) for time in times]
    people: list[str | None] = [name or None for name in seen.authors]
    plain = [name is not None and name not in found.nobody and name not in found.names for name in people]
    number = 0
    for at, (header, length) in enumerate(zip(seen.header, seen.length, strict=True)):
        if at in found.pasted:
            continue
        whole, begins = text.take(length), line
        line += whole.count("\n")
        after = at + 1
        while after in found.pasted:
            notes.setdefault("pasted_headers", Places()).add(f"{place}line {line}")
            more = text.take(seen.length[after])
            whole, line, after = whole + more, line + more.count("\n"), after + 1
        said = whole[header : (-2 if whole.endswith("\r\n") else -1) if whole.endswith("\n") else None]
        number += 1
        day, time, by = seen.day[at], seen.time[at], seen.author[at]
        on, when, author = dates[day], clocks[time], people[by]
        kind, attachments = markers.marked(said)
        if not plain[by] or (kind == "text" and (not said or said[0] == markers.MARK)):
            author, said, kind, attachments = _unusual(author, said, found)
        yield Message(
            number, None if on is None or when is None else datetime.combine(on, when), author, said, kind,
            f"{place}line {begins}", f"{days[day]} {times[time]}", attachments,
        )  # fmt: skip


class _Rest:
    """The text that was not taken yet."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text, self._at = "", 0

    def take(self, length: int) -> str:
        """Return the next characters.

        Raises:
            BadInput: the file has become shorter since it was read for the first time (``no_such_file``).
        """
        end = self._at + length
        while end > len(self._text):
            piece = next(self._pieces, None)
            if piece is None:
                raise BadInput("no_such_file")
            self._text = self._text[self._at :] + piece
            self._at, end = 0, length
        taken = self._text[self._at : end]
        self._at = end
        return taken


def _unusual(name: str | None, said: str, found: Survey) -> tuple[str | None, str, Kind, tuple[str, ...]]:
    """Return author, text, kind and attachments of what is of nobody, of a name with a colon, or empty."""
    if name is None:
        silent = found.silent(said)
        return silent, "" if silent else said, "media" if silent else "system", ()
    if name in found.nobody:
        return None, name + SEPARATOR + said, "system", ()
    if name in found.names and said.startswith(more := found.names[name][len(name) + len(SEPARATOR) :] + SEPARATOR):
        name, said = found.names[name], said[len(more) :]
    kind, attachments = markers.marked(said)
    if kind == "text" and (not said or said[0] == markers.MARK):
        kind = "system" if said else "media"
    return name, said, kind, attachments
