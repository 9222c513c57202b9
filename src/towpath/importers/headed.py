"""Text exports in which each message begins with a line of date, time and author: WhatsApp, and older ones of Signal.

The file is read twice. The first time finds where each header is, in a few bytes for each, and what no single line can
tell: whether day or month comes first, which names hold a colon, and which headers somebody pasted into a message. The
second time yields the messages.

Positions count characters, with a line feed put before the file, so that every header has one before it. Messages are
taken many at once, in columns: a step of its own for each message would take most of the time.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, compress, count, pairwise
from operator import add, sub
from typing import Final, NamedTuple, cast

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
ALWAYS: Final = 3
"""Messages from which what follows a name with a colon in each of them is taken for part of the name."""
_UNKNOWN: Final = -(1 << 40)
"""Seconds: stands for a time that is not understood, whatever is added to it."""
_BEFORE: Final = "\n"
"""Put before the beginning of a file."""


class Block(NamedTuple):
    """A piece of text that holds whole messages, in columns."""

    before: str
    """What stands before the first header."""
    headers: list[str]
    days: list[str]
    times: list[str]
    authors: list[str | None]
    texts: list[str]
    """What stands behind each header, up to the line feed before the next."""
    hard: bytes
    """Whether each text ends with a carriage return, which is part of the line ending."""


def blocks(pieces: Iterable[str], layout: Layout) -> Iterator[Block]:
    """Yield the text in pieces that begin with a header; only the first may have text before its first header.

    Raises:
        BadInput: between two headers is more text than a message can have (``chat_too_long``).
    """
    width = layout.pattern.groups + 1
    waiting = _BEFORE
    for piece in pieces:
        waiting += piece
        columns = layout.pattern.split(waiting)
        if len(columns) > 2 * width:
            cut = len(waiting) - len(columns[-1]) - len(columns[-width])
            yield _block(columns[:-width], layout, returns="\r" in waiting)
            waiting = waiting[cut:]
        elif len(waiting) > LONGEST_TEXT:
            raise BadInput("chat_too_long")
    yield _block(layout.pattern.split(waiting.removesuffix("\n")), layout, returns="\r" in waiting)


def _block(columns: list[str], layout: Layout, *, returns: bool) -> Block:
    width, column = layout.pattern.groups + 1, layout.pattern.groupindex
    texts = columns[width::width]
    return Block(
        before=columns[0],
        headers=columns[column["header"] :: width],
        days=columns[column["date"] :: width],
        times=columns[column["time"] :: width],
        authors=cast("list[str | None]", columns[column["author"] :: width]),
        texts=texts,
        hard=bytes(text.endswith("\r") for text in texts) if returns else bytes(len(texts)),
    )


def first_layout(pieces: Iterable[str]) -> Layout | None:
    """Return the layout of the first header among the first lines, ``None`` where there is none."""
    for piece in pieces:
        lines = piece.split("\n", LOOKED_AT)[:LOOKED_AT]
        return next(filter(None, map(layout_of, lines)), None)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the first reading found.

    ``seen`` is where the messages are; ``names`` the authors with a colon in their name, by what stands before it;
    ``nobody`` what stands before a colon in the program's own lines.
    """

    seen: "_Seen"
    order: Order | None
    names: Mapping[str, str]
    nobody: frozenset[str]
    unusual: frozenset[str | None]
    """What stands in the place of an author and is none, or not all of one."""
    midnights: Sequence[datetime | None]
    passed: Sequence[timedelta | None]
    """The days and the times of ``seen``, as understood."""

    def silent(self, said: str) -> str | None:
        """Return the author of a line that is only a name and a colon: a message that can be seen once."""
        name = said[:-1]
        return name if said.endswith(":") and name in self.seen.authors else None


def survey(pieces: Iterable[str], layout: Layout, *, day_first: bool | None) -> Survey:
    """Read a file for the first time; ``day_first`` is the person's answer where the file leaves it open."""
    seen, colons = _Seen(), _Colons()
    for block in blocks(pieces, layout):
        seen.look(block)
        colons.look(block)
    order = layout.order or _order(seen.days, day_first)
    clock = Clock(order)
    passed = [clock.time(time) for time in seen.times]
    copied = pasted(_moments(seen, passed, Clock(order or "day_first")), seen.author, seen.hard[:-1])
    if copied:
        seen.take_out(copied)
    names = colons.names()
    nobody = frozenset(name for name in seen.authors if name and markers.is_system(name + SEPARATOR))
    return Survey(
        seen=seen,
        order=order,
        names=names,
        nobody=nobody,
        unusual=nobody.union(names, [None]),
        midnights=[clock.day(day) for day in seen.days],
        passed=passed,
    )


class _Seen:
    """What is remembered of each message: a few numbers, however long it is."""

    def __init__(self) -> None:
        self.days: dict[str, int] = defaultdict(count().__next__)
        self.times: dict[str, int] = defaultdict(count().__next__)
        self.authors: dict[str | None, int] = defaultdict(count().__next__)
        self.day, self.time, self.author = array("I"), array("I"), array("I")
        self.header, self.body = array("I"), array("I")
        """Characters of each header, and of what stands behind it."""
        self.hard = bytearray([True])
        """Whether the line before ended with a carriage return: some programs write it between messages only."""
        self.blocks: list[int] = []
        """The first message of each piece of text."""
        self.before = ""
        """The text before the first header."""

    def look(self, block: Block) -> None:
        if not self.day:
            self.before += block.before
        self.blocks.append(len(self.day))
        self.day.extend(map(self.days.__getitem__, block.days))
        self.time.extend(map(self.times.__getitem__, block.times))
        self.author.extend(map(self.authors.__getitem__, block.authors))
        self.header.extend(map(len, block.headers))
        self.body.extend(map(len, block.texts))
        self.hard += block.hard

    def take_out(self, headers: frozenset[int]) -> None:
        """Make these headers part of the message before them."""
        numbers, into = sorted(headers), 0
        for number in numbers:
            into = into if number - 1 in headers else number - 1
            self.body[into] += self.header[number] + self.body[number]
        stays = [number not in headers for number in range(len(self.day))]
        for column in (self.day, self.time, self.author, self.header, self.body):
            column[:] = array("I", compress(column, stays))
        self.hard[:] = bytes(compress(self.hard, [*stays, True]))
        self.blocks = [begin - bisect_left(numbers, begin) for begin in self.blocks if begin not in headers]


class _Colons:
    """The names that go on behind a colon: what stands before it never stands alone."""

    def __init__(self) -> None:
        self._more: dict[str, tuple[str, int]] = {}
        self._whole: set[str | None] = {None}

    def look(self, block: Block) -> None:
        if self._whole.issuperset(block.authors):
            return
        for name, text in zip(block.authors, block.texts, strict=True):
            if name not in self._whole:
                self._see(name or "", text)

    def _see(self, name: str, text: str) -> None:
        more, colon, _ = text[:LONGEST_NAME].partition(SEPARATOR)
        before, times = self._more.get(name, (more, 0))
        if not colon or "\n" in more or more != before:
            self._whole.add(name)
            self._more.pop(name, None)
        else:
            self._more[name] = more, times + 1

    def names(self) -> dict[str, str]:
        """Return each whole name by what stands before the colon."""
        return {name: name + SEPARATOR + more for name, (more, times) in self._more.items() if times >= ALWAYS}


def pasted(moments: Sequence[int], authors: Sequence[int], hard: Sequence[int]) -> frozenset[int]:
    """Return which headers are text that somebody pasted into a message.

    Either the others follow a line ending that only messages have. Or a few in a row lie far before the message that
    they stand in, and before the one before it, and then time goes on; those of a name that never writes in its turn
    need not lie far before.
    """
    if sum(hard) < len(hard) < 2 * sum(hard):
        return frozenset(at for at, is_hard in enumerate(hard) if not is_hard)
    if max(map(sub, moments, moments[1:]), default=0) <= A_LITTLE:
        return frozenset()
    in_turn = {by for by, (before, now) in zip(authors[1:], pairwise(moments), strict=True) if now >= before}
    in_turn |= set(authors[:1])
    found: set[int] = set()
    run: list[int] = []
    last = earlier = moments[0]
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


def _moments(seen: _Seen, passed: Sequence[timedelta | None], clock: Clock) -> "array[int]":
    """Return each header's time in seconds; one that is not understood is taken to be that of the one before."""
    days = [_UNKNOWN if day is None else day.toordinal() * 86_400 for day in map(clock.day, seen.days)]
    times = [_UNKNOWN if time is None else time.seconds for time in passed]
    found = array("q", map(add, map(days.__getitem__, seen.day), map(times.__getitem__, seen.time)))
    if _UNKNOWN in days or _UNKNOWN in times:
        last = 0
        for number, at in enumerate(found):
            last = found[number] = last if at < 0 else at
    return found


def _order(days: Iterable[str], day_first: bool | None) -> Order | None:
    numbers = [parts(day) for day in days]
    if day_order.years_first(numbers):
        return "year_first"
    decided = day_order.decide(numbers)
    if decided is None and day_first is not None:
        return "day_first" if day_first else "month_first"
    return decided


def messages(
    pieces: Iterable[str], found: Survey, place: str, unread: Places, notes: dict[Note, Places]
) -> Iterator[Message]:
    """Yield the messages of a file; lines before the first header are counted as unread.

    A header that was pasted belongs to the text of the message before it.

    Raises:
        BadInput: the file has become shorter since it was read for the first time (``no_such_file``).
    """
    seen = found.seen
    if seen.before.strip():
        unread.add(f"{place}line 1", seen.before.strip().count("\n") + 1)
    days, times, people = list(seen.days), list(seen.times), list(seen.authors)
    line = seen.before.count("\n") + 1
    for part in _parts(pieces, seen):
        numbers = slice(part.first, part.last)
        day, time = seen.day[numbers], seen.time[numbers]
        texts = _texts(part, seen)
        *lines, line = accumulate([text.count("\n") + 1 for text in texts], initial=line)
        _tell_pasted(texts, lines, f"{place}line", notes)
        authors, texts, kinds, attachments = _said([people[by] for by in seen.author[numbers]], texts, found)
        yield from map(
            Message,
            range(part.first + 1, part.last + 1),
            _at(map(found.midnights.__getitem__, day), map(found.passed.__getitem__, time)),
            authors,
            texts,
            kinds,
            [f"{place}line {begins}" for begins in lines],
            [f"{days[on]} {times[at]}" for on, at in zip(day, time, strict=True)],
            attachments,
        )


class _Part(NamedTuple):
    """A piece of text and the messages that it holds: the number of the first, and of the first behind it."""

    text: str
    first: int
    last: int


def _parts(pieces: Iterable[str], seen: _Seen) -> Iterator[_Part]:
    text, more, skipped = _BEFORE, iter(pieces), len(seen.before)
    for first, last in pairwise([*seen.blocks, len(seen.day)]):
        end = skipped + sum(seen.header[first:last]) + sum(seen.body[first:last])
        while len(text) < end:
            piece = next(more, None)
            if piece is None:
                raise BadInput("no_such_file")
            text += piece
        yield _Part(text[skipped:end], first, last)
        text, skipped = text[end:], 0


def _texts(part: _Part, seen: _Seen) -> list[str]:
    """Return what stands behind each header, without the line ending."""
    text, first, last = part
    texts, end = list[str](), 0
    for header, body in zip(seen.header[first:last], seen.body[first:last], strict=True):
        begin = end + header
        end = begin + body
        texts.append(text[begin:end])
    hard = seen.hard[first + 1 : last + 1]
    return [text[: len(text) - cr] for text, cr in zip(texts, hard, strict=True)] if any(hard) else texts


def _at(midnights: Iterable[datetime | None], passed: Iterable[timedelta | None]) -> list[datetime | None]:
    return [
        None if midnight is None or since is None else midnight + since
        for midnight, since in zip(midnights, passed, strict=True)
    ]


def _tell_pasted(texts: Sequence[str], lines: Sequence[int], place: str, notes: dict[Note, Places]) -> None:
    """Note each line inside a text that looks like a header, in the layout of the file or in any other."""
    for text, begins in zip(texts, lines, strict=True):
        if "\n" in text:
            for line, said in enumerate(text.split("\n")[1:], begins + 1):
                if layout_of(said):
                    notes.setdefault("pasted_headers", Places()).add(f"{place} {line}")


def _said(
    authors: list[str | None], texts: list[str], found: Survey
) -> tuple[list[str | None], list[str], list[Kind], list[tuple[str, ...]]]:
    """Return authors, texts, kinds and attachments; few messages are not plain text, and only those are looked at."""
    kinds: list[Kind] = ["text"] * len(texts)
    attachments: list[tuple[str, ...]] = [()] * len(texts)
    odd = set(markers.candidates(texts))
    if not found.unusual.isdisjoint(authors):
        odd.update(number for number, author in enumerate(authors) if author in found.unusual)
    for at in odd:
        authors[at], texts[at], kinds[at], attachments[at] = _read(authors[at], texts[at], found)
    return authors, texts, kinds, attachments


def _read(name: str | None, said: str, found: Survey) -> tuple[str | None, str, Kind, tuple[str, ...]]:
    """Return author, text, kind and attachments of what stands behind one header."""
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
