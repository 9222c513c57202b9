"""Entries from a plain text or Markdown file: told apart by the dates that stand in it, before anything is kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from towpath.domain.records import Entry
from towpath.domain.written import TEXT_LIMIT
from towpath.errors import BadInput
from towpath.usecases.folding import fold
from towpath.vault import Notebook

FILE_LIMIT: Final = 16_000_000
"""Bytes: ten years of a page a day."""
ENTRIES_LIMIT: Final = 20_000
EARLIEST: Final = date(1900, 1, 1)

Order: TypeAlias = Literal["day", "month", ""]
"""What comes first in 03/04/2026; empty where the file shall tell."""
Encoding: TypeAlias = Literal["utf-8", "utf-16", "windows-1252"]
Reason: TypeAlias = Literal["no_such_day", "future_day", "no_text", "too_long", "before_first"]

_LOOKED_AT: Final = 200
_NAMES: Final = (
    ("january", "enero"), ("february", "febrero"), ("march", "marzo"), ("april", "abril"), ("may", "mayo"),
    ("june", "junio"), ("july", "julio"), ("august", "agosto"), ("september", "septiembre", "setiembre"),
    ("october", "octubre"), ("november", "noviembre"), ("december", "diciembre"),
)  # fmt: skip
_MONTHS: Final = {
    name[:length]: number for number, names in enumerate(_NAMES, 1) for name in names for length in (3, 4, len(name))
}
"""Months as diaries in English and Spanish name them, cut to three or four letters too."""
_WEEKDAYS: Final = frozenset(
    name[:length]
    for name in (
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
    )
    for length in (2, 3, 4, len(name))
)  # fmt: skip
_MARKS: Final = re.compile(r" {0,3}(#{1,6} +|\[)?(?:\*\*|__)?")
_WORD: Final = re.compile(r"([^\W\d_]{2,12})\.?,? +")
_YEAR_FIRST: Final = re.compile(r"(?P<y>\d{4})(?P<by>[-/.])(?P<m>\d{1,2})(?P=by)(?P<d>\d{1,2})(?!\d)")
_NUMBERS: Final = re.compile(r"(?P<a>\d{1,2})(?P<by>[-/.])(?P<b>\d{1,2})(?P=by)(?P<y>\d{4})(?!\d)")
_DAY_NAME: Final = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)? +(?:of |de )?(?P<n>[^\W\d_]{3,10})\.?,? +(?:de )?(?P<y>\d{4})(?!\d)"
)
_NAME_DAY: Final = re.compile(r"(?P<n>[^\W\d_]{3,10})\.? +(?P<d>\d{1,2})(?:st|nd|rd|th)?,? +(?P<y>\d{4})(?!\d)")
_TIME: Final = re.compile(r",?[T ] *(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?!\w)", re.IGNORECASE)
_AFTER_HEADING: Final = re.compile(r"(?:\*\*|__)?(?:$|[\s:,.\u2013\u2014-]+)")
_AFTER_PLAIN: Final = re.compile(r"(?:\*\*|__)?(?: *$| *:(?:\*\*|__)?(?: +|$)| +[\u2013\u2014-] +)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One entry as it stands in the file, and the number of the line where it begins."""

    line: int
    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A part of the file that cannot be kept, and why."""

    line: int
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryFile:
    """What a file holds: nothing of it is kept yet."""

    entries: tuple[Read, ...]
    unread: tuple[Unread, ...]
    encoding: Encoding = "utf-8"
    dated: bool = True

    @property
    def first(self) -> date:
        """The earliest day."""
        return min(one.day for one in self.entries)

    @property
    def last(self) -> date:
        """The latest day."""
        return max(one.day for one in self.entries)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A date in numbers of which it may not be known which is the day."""

    year: int
    one: int
    two: int


@dataclass(frozen=True, slots=True)
class _Dated:
    """A line that begins with a date, and what stands behind it."""

    on: date | _Numbers | None
    rest: str


@dataclass(frozen=True, slots=True)
class _Part:
    line: int
    dated: _Dated | None
    lines: list[str]


def read(data: bytes, today: date, *, day: date | None = None, order: Order = "") -> DiaryFile:
    """Return what a file holds.

    Args:
        data: the bytes of the file.
        today: no entry can be about a later day.
        day: the day it is about where no date stands in it; today where that is not said.
        order: what comes first in dates like 03/04/2026.

    Raises:
        BadInput: it is too large (``diary_large``, ``diary_entries``), not text (``file_not_text``), empty
            (``text_empty``), or has dates of which it cannot be told which number is the day (``diary_order``).
    """
    if len(data) > FILE_LIMIT:
        raise BadInput("diary_large", limit=f"{FILE_LIMIT // 1_000_000}")
    text, encoding = decode(data)
    if not text.strip():
        raise BadInput("text_empty")
    parts = list(_parts(text.split("\n")))
    if len(parts) > ENTRIES_LIMIT:
        raise BadInput("diary_entries", limit=f"{ENTRIES_LIMIT:,}")
    dated = any(part.dated for part in parts)
    known = order or _order([part.dated.on for part in parts if part.dated])
    found = [_read(part, today, known, None if dated else day or today) for part in parts]
    return DiaryFile(
        entries=tuple(one for one in found if isinstance(one, Read)),
        unread=tuple(one for one in found if isinstance(one, Unread)),
        encoding=encoding,
        dated=dated,
    )


def decode(data: bytes) -> tuple[str, Encoding]:
    """Return the text with line ends of one kind, and how it was written.

    Raises:
        BadInput: it is no text in UTF-8, UTF-16 with its mark, or Windows-1252.
    """
    text, encoding = _decoded(data)
    text = text.removesuffix("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    if re.search("[\0-\x08\x0e-\x1f]", text):
        raise BadInput("file_not_text")
    return text, encoding


def keep(notebook: Notebook, entries: Iterable[Read], now: datetime) -> int:
    """Keep entries, all or none of them, but for those that are here already. Returns how many were new."""
    here = already(notebook)
    fresh = dict.fromkeys((one.day, one.text) for one in entries if (one.day, one.text) not in here)
    if fresh:
        notebook.add_all([Entry(written=now, text=text, day=day, imported=True) for day, text in fresh])
    return len(fresh)


def already(notebook: Notebook) -> set[tuple[date, str]]:
    """Return day and text of every entry that is or was here, in any of its versions."""
    found = set()
    for stored in notebook.records(Entry):
        versions = notebook.revisions(stored.id) if stored.revision > 1 else (stored,)
        found |= {(one.record.day, one.record.text) for one in versions if isinstance(one.record, Entry)}
    return found


def _decoded(data: bytes) -> tuple[str, Encoding]:
    tries: Sequence[tuple[str, Encoding]] = (("utf-8-sig", "utf-8"), ("cp1252", "windows-1252"))
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        tries = (("utf-16", "utf-16"),)
    for codec, encoding in tries:
        try:
            return data.decode(codec), encoding
        except UnicodeDecodeError:
            continue
    raise BadInput("file_not_text")


def _parts(lines: Iterable[str]) -> Iterator[_Part]:
    """Yield the file in parts, each from a dated line to the next; what stands before the first has no date."""
    part = _Part(1, None, [])
    for number, line in enumerate(lines, 1):
        dated = _dated(line)
        if dated is None:
            part.lines.append(line)
            continue
        if part.dated or _text(part):
            yield part
        part = _Part(number, dated, [dated.rest] if dated.rest else [])
    yield part


def _read(part: _Part, today: date, order: Order, undated: date | None) -> Read | Unread:
    text = _text(part)
    day = _day(part.dated.on, order) if part.dated else undated
    reason: Reason | None = None
    if day is None:
        reason = "no_such_day" if part.dated else "before_first"
    elif not EARLIEST <= day <= today:
        reason = "future_day" if day > today else "no_such_day"
    elif not text:
        reason = "no_text"
    elif len(text) > TEXT_LIMIT:
        reason = "too_long"
    if reason or day is None:
        return Unread(line=part.line, reason=reason or "no_such_day")
    return Read(line=part.line, day=day, text=text)


def _text(part: _Part) -> str:
    """Return the lines of a part without the empty ones at both ends."""
    full = [number for number, line in enumerate(part.lines) if line.strip()]
    return "\n".join(part.lines[full[0] : full[-1] + 1]) if full else ""


def _dated(line: str) -> _Dated | None:
    """Return the date with which a line begins, if it does so as a heading or stands alone or before a colon."""
    head = line[:_LOOKED_AT]
    marks = _MARKS.match(head)
    at = marks.end() if marks else 0
    kind = (marks[1] or "").strip() if marks else ""
    found = _date_at(head, at)
    if found is None:
        return None
    on, end = found
    time = _TIME.match(head, end)
    end = time.end() if time else end
    if kind == "[":
        return _Dated(on, line[end + 1 :].strip()) if head[end : end + 1] == "]" else None
    behind = (_AFTER_HEADING if kind else _AFTER_PLAIN).match(head, end)
    return _Dated(on, line[behind.end() :].strip()) if behind else None


def _date_at(text: str, at: int) -> tuple[date | _Numbers | None, int] | None:
    """Return the date at a place, behind a weekday or not, and where it ends; ``None`` for its value if no such day."""
    found = _plain_date_at(text, at)
    word = _WORD.match(text, at)
    if found or not word or fold(word[1]) not in _WEEKDAYS:
        return found
    return _plain_date_at(text, word.end())


def _plain_date_at(text: str, at: int) -> tuple[date | _Numbers | None, int] | None:
    if found := _YEAR_FIRST.match(text, at):
        return _valid(int(found["y"]), int(found["m"]), int(found["d"])), found.end()
    if found := _NUMBERS.match(text, at):
        numbers = _Numbers(int(found["y"]), int(found["a"]), int(found["b"]))
        return (_day(numbers, "day") if found["by"] == "." else numbers), found.end()
    found = _DAY_NAME.match(text, at) or _NAME_DAY.match(text, at)
    month = _MONTHS.get(fold(found["n"])) if found else None
    return (_valid(int(found["y"]), month, int(found["d"])), found.end()) if found and month else None


def _order(dates: Iterable[date | _Numbers | None]) -> Order:
    """Tell from all dates in numbers which of them is the day; one above twelve gives it away."""
    numbers = [each for each in dates if isinstance(each, _Numbers)]
    if not numbers or any(each.one > 12 for each in numbers):
        return "day"
    if any(each.two > 12 for each in numbers):
        return "month"
    if all(each.one == each.two for each in numbers):
        return "day"
    raise BadInput("diary_order")


def _day(on: date | _Numbers | None, order: Order) -> date | None:
    if not isinstance(on, _Numbers):
        return on
    month, day = (on.one, on.two) if order == "month" else (on.two, on.one)
    return _valid(on.year, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
