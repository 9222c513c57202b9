"""A file of days and values (CSV), answered: its trend, the time since an event, and how large the change is."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import msgspec

from towpath.analysis import SinceEvent, Size, Trend, check_in_bias, since_event, size_of_change, trend
from towpath.analysis.arguments import MOST
from towpath.content import AnalysisWords, load
from towpath.errors import BadInput
from towpath.usecases.statements import day_of, since_event_sentence, size_sentence, trend_sentence

_WEEKEND: Final = 5
_DAYS: Final = frozenset({"look", "event", "first", "last", "again"})
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of a file: days as `date.toordinal` counts them, ascending, and their values."""

    days: list[int]
    values: list[float]

    @property
    def weekend(self) -> list[bool]:
        """Tell which days are Saturdays and Sundays."""
        return [date.fromordinal(day).weekday() >= _WEEKEND for day in self.days]


def read(text: str) -> Answers:
    """Read the columns ``date`` and ``value``; rows may come in any order, each day once. Raises BadInput."""
    rows = csv.reader(text.splitlines(), strict=True)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        if not {"date", "value"} <= set(header):
            raise BadInput("csv_columns")
        found: dict[int, float] = {}
        for number, row in ((rows.line_num, row) for row in rows):
            if any(cell.strip() for cell in row):
                _add(found, dict(zip(header, row, strict=False)), number)
    except csv.Error as error:
        raise BadInput("file_not_text") from error
    if len(found) > MOST:
        raise BadInput("too_many_days", limit=f"{MOST:,}")
    return Answers(days=sorted(found), values=[found[day] for day in sorted(found)])


def day_typed(text: str) -> date:
    """Return the day of an ISO date. Raises BadInput."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput("bad_date") from error


def answer(answers: Answers, today: date, *, event: date | None = None) -> str:
    """Return what the answers say as one line of JSON; the look is on the day after the last answer.

    Without any answer the look is today.
    """
    words, days, values = load().analysis, answers.days, answers.values
    look = float(days[-1] + 1 if days else today.toordinal())
    at = None if event is None else float(event.toordinal())
    course = _with_caveats(trend(days, values, look, weekend=answers.weekend, event=at), check_in_bias(days, values))
    size = size_of_change(days, values, look)
    found = {"trend": _shown(course, trend_sentence(course, size, words))}
    if at is not None:
        (since,) = since_event(days, values, at, [look], weekend=answers.weekend)
        found["since_event"] = _shown(since, since_event_sentence(since, words))
    found["size"] = _shown(size, size_sentence(size, words))
    found["trend"]["caveats"] = _caveats(course, words)
    return msgspec.json.encode(found).decode()


def _add(found: dict[int, float], row: Mapping[str, str], number: int) -> None:
    try:
        day = _new_day(row.get("date", ""), found)
        found[day] = _value(row.get("value", ""))
    except BadInput as error:
        raise BadInput("line", number=number, message=load().message(error.key, error.facts)) from error


def _new_day(text: str, found: Mapping[int, float]) -> int:
    day = day_typed(text)
    if day.toordinal() in found:
        raise BadInput("day_twice", day=day)
    return day.toordinal()


def _value(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise BadInput("bad_value") from error
    if not 0 <= value <= 10:
        raise BadInput("bad_value")
    return value


def _with_caveats(found: Trend, more: Iterable[str]) -> Trend:
    return replace(found, because=replace(found.because, caveats=(*found.because.caveats, *more)))


def _caveats(found: Trend, words: AnalysisWords) -> list[str]:
    return [words.caveat[name] for name in found.because.caveats if name in words.caveat]


def _shown(found: Trend | SinceEvent | Size, sentence: str) -> dict[str, object]:
    """Return a result as JSON has it, dates for days, with its sentence."""
    built = msgspec.to_builtins(found)
    return {"statement": built.pop("statement"), "sentence": sentence, **_dated(built)}


def _dated(built: Mapping[str, object]) -> dict[str, object]:
    return {name: _plain(name, value) for name, value in built.items()}


def _plain(name: str, value: object) -> object:
    if isinstance(value, dict):
        return _dated(value)
    if isinstance(value, float):
        return day_of(value).isoformat() if name in _DAYS else round(value, _DIGITS)
    return value
