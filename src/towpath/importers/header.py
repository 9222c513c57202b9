"""The line that begins a message in a text export: date, time and sometimes a bracket, in the layout of one phone.

A file has one layout. It is found from the first line that has any, and from then on only the same layout begins a
message: a header of another layout inside a message is text that somebody pasted.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

Order = Literal["day_first", "month_first", "year_first"]

SEPARATOR: Final = ": "
"""Between the author and what was said."""
LONGEST_NAME: Final = 150
"""Characters."""
_MARK: Final = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
_SPACE: Final = "[ \u00a0\u2009\u202f]"
_HALVES: Final[Mapping[str, list[str]]] = tomllib.loads(
    files("towpath.importers").joinpath("clock.toml").read_text("utf-8")
)
_ERAS: Final[Mapping[str, int]] = MappingProxyType(
    {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988, "S": 1925, "昭和": 1925}
)
_BUDDHIST: Final = 543
_FIRST_BUDDHIST: Final = 52
"""A year of two digits from which it is counted so: no chat is older than this, and none newer than 2051."""
_EARLIEST: Final = 2000
"""A year before this is one of a calendar that is not known here, as 1403 or 1446; it is left open."""


def _spelled(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", _SPACE + "?") for word in ordered)


_HALF = f"(?:{_spelled([*_HALVES['am'], *_HALVES['pm']])})"
_IS_HALF = re.compile(_HALF, re.IGNORECASE)
_IS_PM = re.compile(_spelled(_HALVES["pm"]), re.IGNORECASE)
_NUMBERS = re.compile(r"(?P<before>\D*)(\d+)\D+(\d+)(?:\D+(\d+))?(?P<after>\D*)")
_NOON = frozenset({"中午"})
"""Begins before noon."""
_NIGHT = frozenset({"রাত"})
"""Begins in the evening."""
_DATE = (
    rf"(?P<era>{'|'.join(_ERAS)})?(?P<a>\d{{1,4}})(?P<s1>{_MARK}{_SPACE}?[/.\-年년]{_SPACE}?{_MARK})(?P<b>\d{{1,2}})"
    rf"(?P<s2>{_MARK}{_SPACE}?[/.\-月월]{_SPACE}?{_MARK})(?P<c>\d{{1,4}})(?P<s3>[.日일]|{_SPACE}[гж]\.|)"
)
_TIME = (
    rf"(?:(?P<before>{_HALF}){_SPACE}?)?(?P<h>\d{{1,2}})(?P<t>[:.]|{_SPACE}?h{_SPACE}?)(?P<m>\d{{2}})"
    rf"(?:(?P<t2>[:.]|{_SPACE}min{_SPACE})(?P<s>\d{{2}})(?P<unit>{_SPACE}s)?)?(?:(?P<gap>{_SPACE}?)(?P<after>{_HALF}))?"
)
_GLUE = rf"[,،]?{_MARK}{_SPACE}?{_MARK}(?:(?!{_HALF})[^\W\d]{{1,4}}\.?{_SPACE})?"
_ENDS = rf"(?P<end>\]{_SPACE}?|{_SPACE}[-\u2013\u2014]{_SPACE}|(?<=[:.]\d\d[:.]\d\d):{_SPACE})"
_AUTHOR = rf"(?:(?P<author>[^\n]{{1,{LONGEST_NAME}}}?){SEPARATOR})?"
_ANY = tuple(
    re.compile(rf"{_MARK}(?P<bracket>\[?){first}(?P<glue>{_GLUE}){second}{_MARK}{_ENDS}", re.IGNORECASE)
    for first, second in ((_DATE, _TIME), (_TIME, _DATE))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one phone writes the beginning of a message.

    ``pattern`` matches it together with the line feed before it and the name behind it, with the groups ``header`` (all
    of it), ``date``, ``time`` and ``author``, the last empty where no colon is near. ``order`` is None where the layout
    alone does not tell day and month apart.
    """

    pattern: re.Pattern[str]
    order: Order | None
    bracketed: bool
    seconds: bool


def layout_of(line: str) -> Layout | None:
    """Return the layout of a line that begins a message, ``None`` for any other line."""
    for found in (each.match(line) for each in _ANY):
        if found and _plausible(found):
            return _layout(found)
    return None


class Clock:
    """Understands the dates and times of one layout; ``order`` None leaves every date open."""

    def __init__(self, order: Order | None) -> None:
        self._order = order

    def day(self, day: str) -> datetime | None:
        """Return midnight of the day, ``None`` where there is no such one or the order of day and month is open."""
        found = ymd(day, self._order) if self._order else None
        return None if found is None else datetime(*found)  # noqa: DTZ001 - the file gives no zone

    def time(self, time: str) -> timedelta | None:
        """Return what has passed since midnight, ``None`` where the clock has no such time."""
        found = hms(time)
        return None if found is None else timedelta(hours=found[0], minutes=found[1], seconds=found[2])


def parts(day: str) -> tuple[int, int, int]:
    """Return the three numbers of a date as they stand, whatever the digits; an era is left out."""
    a, b, c = re.findall(r"\d+", day)
    return int(a), int(b), int(c)


def ymd(day: str, order: Order) -> tuple[int, int, int] | None:
    """Return year, month and day, ``None`` where the calendar has no such day."""
    a, b, c = parts(day)
    era = re.match(rf"\W*({'|'.join(_ERAS)})", day)
    year, month, number = {"day_first": (c, b, a), "month_first": (c, a, b), "year_first": (a, b, c)}[order]
    year = _ERAS[era[1]] + year if era else _common(year)
    if year < _EARLIEST and not era:
        return None
    try:
        datetime(year, month, number)  # noqa: DTZ001 - only whether there is such a day
    except ValueError:
        return None
    return year, month, number


def _common(year: int) -> int:
    """Return a year of the common era that was written with two digits, or by the Buddhist calendar."""
    if year < 100:
        year += 2000 if year < _FIRST_BUDDHIST else 2500
    return year - _BUDDHIST if year > 2400 else year


def hms(time: str) -> tuple[int, int, int] | None:
    """Return hour, minute and second, ``None`` where the clock has none such."""
    found = _NUMBERS.fullmatch(time)
    if found is None:
        return None
    before, hour, minute, second, after = found.groups("0")
    word = _half(before + after) if before or after else ""
    return _on_clock(int(hour), int(minute), int(second), word)


def _on_clock(hour: int, minute: int, second: int, half: str) -> tuple[int, int, int] | None:
    if half and hour <= 12:
        later = _IS_PM.fullmatch(half) is not None and not (half in _NOON and hour == 11)
        hour = hour % 12 + 12 * (later or (half in _NIGHT and 6 < hour < 12))
    return None if hour > 23 or minute > 59 or second > 59 else (hour, minute, second)


@lru_cache(maxsize=1 << 10)
def _half(beside: str) -> str:
    """Return the word for a half of the day in what stands beside the numbers, nothing where there is none."""
    word = beside.strip(" \u00a0\u2009\u202f,")
    return word if _IS_HALF.fullmatch(word) else ""


def _plausible(found: re.Match[str]) -> bool:
    """Tell whether brackets are closed and the numbers can be a date."""
    if bool(found["bracket"]) != found["end"].startswith("]"):
        return False
    lengths = [len(found[name]) for name in "abc"]
    return lengths[0] <= 2 or lengths[2] <= 2


def _is_korean(found: re.Match[str]) -> bool:
    """Tell a date with the year first in two digits, as in 24. 12. 13. PM 9:05, from others with dots."""
    return found["s1"] == found["s2"] == ". " and found["before"] is not None and len(found["c"]) < 3


def _layout(found: re.Match[str]) -> Layout:
    year_first = len(found["a"]) > 2 or found["era"] is not None or found["s1"].strip() in "年년" or _is_korean(found)
    numbers = (r"\d{1,4}" if year_first else r"\d{1,2}", r"\d{1,2}", r"\d{1,2}" if year_first else r"\d{1,4}")
    era = f"(?:{'|'.join(_ERAS)})" if found["era"] else ""
    date = era + numbers[0] + re.escape(found["s1"]) + numbers[1] + re.escape(found["s2"]) + numbers[2]
    date = rf"(?P<date>{date}{re.escape(found['s3'])})"
    time = rf"\d{{1,2}}{re.escape(found['t'])}\d{{2}}" + (
        rf"{re.escape(found['t2'])}\d{{2}}{re.escape(found['unit'] or '')}" if found["s"] else ""
    )
    if found["after"]:
        time += _SPACE + ("?" if len(found["gap"]) == 0 else "") + _HALF
    if found["before"]:
        time = rf"{_HALF}{_SPACE}?{time}"
    time = rf"(?P<time>{time})"
    glue = re.escape(found["glue"])
    inner = f"{date}{glue}{time}" if found.start("a") < found.start("h") else f"{time}{glue}{date}"
    return Layout(
        pattern=re.compile(
            rf"(?P<header>\n{_MARK}{re.escape(found['bracket'])}{inner}{_MARK}{re.escape(found['end'])}{_AUTHOR})",
            re.IGNORECASE,
        ),
        order="year_first" if year_first else None,
        bracketed=bool(found["bracket"]),
        seconds=found["s"] is not None,
    )
