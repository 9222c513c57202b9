"""A calendar of days: what each day held, month by month."""

from calendar import monthcalendar
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from towpath.usecases.days import Series
from towpath.usecases.told import Told, known_days

SHOWN: Final = 3
"""Months on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A day: its value, if there was a check-in, and how many incidents and events."""

    number: int
    value: float | None
    incidents: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month in weeks from Monday; None is a day of another month."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Three months, and the last month of the three before and after them, where there is anything ("2026-11")."""

    months: tuple[Month, ...]
    earlier: str
    later: str


def calendar(told: Told, shown: Series, month: str, today: date) -> Calendar:
    """Return the three months that end with ``month``, or with that of today."""
    now = _number(today)
    last = min(_number(date.fromisoformat(f"{month}-01")) if month else now, now)
    known = [date.fromordinal(shown.days[0])] if shown.days else []
    known += known_days(told)[:1] + [one.day for _, one in told.events][:1]
    first = _number(min(known, default=today))
    days = _Days.of(told, shown)
    return Calendar(
        months=tuple(_month(number, days) for number in range(max(last - SHOWN + 1, 1), last + 1)),
        earlier=_name(last - SHOWN) if last - SHOWN >= first else "",
        later=_name(min(last + SHOWN, now)) if last < now else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    values: dict[int, float]
    incidents: Counter[date]
    events: Counter[date]

    @classmethod
    def of(cls, told: Told, shown: Series) -> "_Days":
        return cls(
            values=dict(zip(shown.days, shown.values, strict=True)),
            incidents=Counter(known_days(told)),
            events=Counter(one.day for _, one in told.events),
        )


def _month(number: int, days: _Days) -> Month:
    first = _first(number)
    weeks = (
        tuple(_cell(first.replace(day=day), days) if day else None for day in week)
        for week in monthcalendar(first.year, first.month)
    )
    return Month(first=first, weeks=tuple(weeks))


def _cell(day: date, days: _Days) -> Cell:
    return Cell(
        number=day.day,
        value=days.values.get(day.toordinal()),
        incidents=days.incidents[day],
        events=days.events[day],
    )


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _name(number: int) -> str:
    return f"{_first(number):%Y-%m}"
