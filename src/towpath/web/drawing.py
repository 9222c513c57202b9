"""Where things stand in a picture: places as shares of its width and height, so that one picture fits every screen.

A day's place across and a value's place down can be read back from the picture: see ``Scale``.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from towpath.usecases.days import Band, Column, Series, bands, columns, gaps
from towpath.usecases.days import width_of as width_of_place
from towpath.usecases.told import Told, known_days

START, END = 7.0, 98.0
TOP, BOTTOM = 14.0, 72.0
LANE_TOP, LANE_BOTTOM = 78.0, 90.0
HIGHEST: Final = 10.0
_MOST_TICKS: Final = 4
_STEPS: Final = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)
_ROWS: Final = (4.5, 10.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The first and the last day of a picture."""

    first: int
    last: int

    def across(self, day: float) -> str:
        """Return the place of a day: START for the first, END for the last."""
        return share(START + (END - START) * (day - self.first) / max(self.last - self.first, 1))

    @staticmethod
    def down(value: float) -> str:
        """Return the place of a value: TOP for ten, BOTTOM for nought."""
        return share(BOTTOM - (BOTTOM - TOP) * value / HIGHEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A day, week or four weeks: its middle, and its lowest and highest day where these are others."""

    x: str
    y: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An upright rectangle."""

    x: str
    y: str
    width: str
    height: str
    middle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The incidents of one place, as high as their share of the most at any place."""

    x: str
    top: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An upright line with a word or a number, and how the word lies to it."""

    x: str
    y: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that is drawn of one time."""

    dots: tuple[Dot, ...]
    bands: tuple[Box, ...]
    bars: tuple[Bar, ...]
    gaps: tuple[Box, ...]
    events: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    grid: tuple[Mark, ...]
    most: int
    """Incidents at the place with most: the tallest bar."""


def chart(
    scale: Scale,
    found: Sequence[Column],
    halves: Iterable[Band],
    silent: Iterable[tuple[int, int]],
    events: Sequence[int],
) -> Chart:
    """Put everything in its place; ``events`` are days, in the order of their numbers from 1."""
    most = max((column.incidents for column in found), default=0)
    return Chart(
        dots=tuple(_dots(scale, found)),
        bands=tuple(_band(scale, band) for band in halves),
        bars=tuple(_bar(scale, column, most) for column in found if column.incidents),
        gaps=tuple(_gap(scale, first, last) for first, last in silent),
        events=tuple(
            Mark(x=scale.across(day), y=share(_ROWS[place % len(_ROWS)]), text=str(place + 1))
            for place, day in enumerate(events)
        ),
        ticks=tuple(_ticks(scale)),
        grid=tuple(Mark(x="0%", y=scale.down(value), text=str(value)) for value in (0, 5, 10)),
        most=most,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture of days with its numbers; ``middle``, ``low`` and ``high`` are those of the days, 0 without any."""

    first: date
    last: date
    width: int
    chart: Chart
    columns: tuple[Column, ...]
    gaps: tuple[tuple[int, int], ...]
    days: int
    incidents: int
    middle: float
    low: float
    high: float


def draw(told: Told | None, whole: Series, first: date, last: date) -> Drawn:
    """Draw the days from ``first`` to ``last``, with the incidents and events of the record where it is given."""
    begin, end = first.toordinal(), last.toordinal()
    shown, scale = whole.between(begin, end), Scale(first=begin, last=end)
    incidents = [day.toordinal() for day in known_days(told)] if told else []
    found = columns(shown, incidents, begin, end)
    silent = gaps(shown.days, end)
    marks = [one.day.toordinal() for _, one in told.events if one.day >= first] if told else []
    return Drawn(
        first=first,
        last=last,
        width=width_of_place(shown, begin, end),
        chart=chart(scale, found, bands(shown, begin), silent, marks),
        columns=tuple(found),
        gaps=tuple(silent),
        days=len(shown.days),
        incidents=sum(column.incidents for column in found),
        middle=median(shown.values) if shown.days else 0.0,
        low=min(shown.values, default=0.0),
        high=max(shown.values, default=0.0),
    )


def width_of(count: int, total: int) -> str:
    """Return a count as a share of a total."""
    return share(100 * count / total)


def _dots(scale: Scale, found: Sequence[Column]) -> Iterator[Dot]:
    for column in found:
        if column.middle is not None and column.low is not None and column.high is not None:
            x, y = scale.across((column.first + column.last) / 2), scale.down(column.middle)
            if column.low == column.high:
                yield Dot(x=x, y=y)
            else:
                yield Dot(x=x, y=y, low=scale.down(column.low), high=scale.down(column.high))


def _band(scale: Scale, band: Band) -> Box:
    first, last = band.first, min(band.last, scale.last)
    return Box(
        x=scale.across(first),
        y=scale.down(band.high),
        width=_length(scale, first, last),
        height=share((band.high - band.low) / HIGHEST * (BOTTOM - TOP)),
        middle=scale.down(band.middle),
    )


def _bar(scale: Scale, column: Column, most: int) -> Bar:
    height = (LANE_BOTTOM - LANE_TOP) * column.incidents / most
    return Bar(x=scale.across((column.first + column.last) / 2), top=share(LANE_BOTTOM - height))


def _gap(scale: Scale, first: int, last: int) -> Box:
    return Box(
        x=scale.across(first),
        y=share(TOP),
        width=_length(scale, first, last),
        height=share(BOTTOM - TOP),
    )


def _length(scale: Scale, first: int, last: int) -> str:
    return share((END - START) * max(last - first, 0) / max(scale.last - scale.first, 1))


def _ticks(scale: Scale) -> Iterator[Mark]:
    """Yield the first days of months, at most four of them at even steps; of a short time its two ends."""
    first, last = date.fromordinal(scale.first), date.fromordinal(scale.last)
    months = [month for month in _months(first, last) if scale.first <= month.toordinal() <= scale.last]
    step = next((each for each in _STEPS if len(months) <= each * _MOST_TICKS), len(months))
    shown = [month for month in months if (month.year * 12 + month.month - 1) % step == 0][:_MOST_TICKS]
    if len(shown) < 2:
        yield _tick(scale, first, f"{first.day} {first:%b} {first.year}", "start")
        if last > first:
            yield _tick(scale, last, f"{last.day} {last:%b} {last.year}", "end")
        return
    for month in shown:
        place = (month.toordinal() - scale.first) / (scale.last - scale.first)
        anchor = "start" if place < 0.1 else "end" if place > 0.9 else "middle"
        yield _tick(scale, month, f"{month:%b} {month.year}", anchor)


def _tick(scale: Scale, day: date, text: str, anchor: str) -> Mark:
    return Mark(x=scale.across(day.toordinal()), y="98%", text=text, anchor=anchor)


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = date.fromordinal(month.toordinal() + monthrange(month.year, month.month)[1])


def share(number: float) -> str:
    """Return a share with three places: a day out of 50 years can still be told."""
    return f"{number:.3f}".rstrip("0").rstrip(".") + "%"
