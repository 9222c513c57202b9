"""The record day by day: one value for each day with a check-in, what is drawn of it, and where nothing was said.

Days are counted as `date.toordinal` does.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median, quantiles
from typing import Final, Self

from towpath.domain.records import CheckIn

SATURDAY: Final = 5
YEAR: Final = 365
FEWEST_OF_A_STRETCH: Final = 91
"""Days: a new stretch begins on each anniversary of the first check-in, and is spoken of when it is this long."""
GAP: Final = 14
"""Days without a check-in that are shown as a gap."""
MOST_DOTS: Final = 400
"""Days with a check-in that are drawn one by one; of more, weeks are drawn, of more than three years, four weeks."""
MOST_DAYS_IN_WEEKS: Final = 160 * 7
BLOCK: Final = 28
FEWEST_IN_A_BLOCK: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Days that ascend, and the value of each, 0 to 10, higher is better."""

    days: Sequence[int]
    values: Sequence[float]

    def between(self, first: int, last: int) -> Self:
        """Return what lies on ``first``, on ``last`` and between them."""
        part = slice(bisect_left(self.days, first), bisect_left(self.days, last + 1))
        return type(self)(days=self.days[part], values=self.values[part])

    @property
    def weekend(self) -> list[bool]:
        """Tell which days are Saturdays and Sundays."""
        return [day >= SATURDAY for day in self.weekdays]

    @property
    def weekdays(self) -> list[int]:
        """Return the days of the week, 0 for Monday."""
        return [(day - 1) % 7 for day in self.days]  # day 1 of the calendar was a Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is drawn at one place: a day, a week or four weeks, both ends in it.

    The values are None where there was no check-in; ``middle`` is the median of the days.
    """

    first: int
    last: int
    answers: int = 0
    middle: float | None = None
    low: float | None = None
    high: float | None = None
    incidents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Four weeks with six days or more: the quarters between which the middle half of the days lies."""

    first: int
    last: int
    low: float
    middle: float
    high: float


def series(check_ins: Iterable[CheckIn], today: date, question: str = "") -> Series:
    """Return one value a day: the mean of all questions, or of one; each question's own mean where a day has several.

    Days that have not come yet, as another clock may have written them, are left out.
    """
    last = today.toordinal()
    by_day: defaultdict[int, list[Mapping[str, int]]] = defaultdict(list)
    for one in check_ins:
        day = one.day.toordinal()
        if one.answers and day <= last and (not question or question in one.answers):
            by_day[day].append(one.answers)
    days = sorted(by_day)
    return Series(days=days, values=[_value(by_day[day], question) for day in days])


def stretch_start(first: int, today: int) -> int:
    """Return where the stretch begins that a statement is about: it moves once a year, so that looking stays free."""
    return first + YEAR * max(0, (today - first - FEWEST_OF_A_STRETCH) // YEAR)


def gaps(days: Sequence[int], last: int) -> list[tuple[int, int]]:
    """Return the first and last day of each time of two weeks or more without a check-in, up to ``last``."""
    ends = [*days[1:], last + 1]
    return [(day + 1, end - 1) for day, end in zip(days, ends, strict=False) if end - day > GAP]


def columns(shown: Series, incidents: Iterable[int], first: int, last: int) -> list[Column]:
    """Return what is drawn from ``first`` to ``last``, where there is anything."""
    width = width_of(shown, first, last)
    counts = Counter((day - first) // width for day in incidents if first <= day <= last)
    values: defaultdict[int, list[float]] = defaultdict(list)
    for day, value in zip(shown.days, shown.values, strict=True):
        values[(day - first) // width].append(value)
    return [
        _column(first + place * width, width, values.get(place, []), counts[place], last)
        for place in sorted(values.keys() | counts.keys())
    ]


def width_of(shown: Series, first: int, last: int) -> int:
    """Return how many days stand at one place of the picture."""
    if len(shown.days) <= MOST_DOTS:
        return 1
    return 7 if last - first < MOST_DAYS_IN_WEEKS else BLOCK


def bands(shown: Series, first: int) -> list[Band]:
    """Return the middle half of the days in each four weeks that hold six or more."""
    blocks: defaultdict[int, list[float]] = defaultdict(list)
    for day, value in zip(shown.days, shown.values, strict=True):
        blocks[(day - first) // BLOCK].append(value)
    return [
        _band(first + place * BLOCK, values)
        for place, values in sorted(blocks.items())
        if len(values) >= FEWEST_IN_A_BLOCK
    ]


def _value(answers: list[Mapping[str, int]], question: str) -> float:
    if question:
        return fmean(each[question] for each in answers)
    if len(answers) == 1:
        (only,) = answers
        return sum(only.values()) / len(only)
    every: defaultdict[str, list[int]] = defaultdict(list)
    for each in answers:
        for name, value in each.items():
            every[name].append(value)
    return fmean(fmean(values) for values in every.values())


def _column(first: int, width: int, values: list[float], incidents: int, last: int) -> Column:
    end = min(first + width - 1, last)
    if not values:
        return Column(first=first, last=end, incidents=incidents)
    return Column(
        first=first,
        last=end,
        answers=len(values),
        middle=median(values),
        low=min(values),
        high=max(values),
        incidents=incidents,
    )


def _band(first: int, values: list[float]) -> Band:
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Band(first=first, last=first + BLOCK - 1, low=low, middle=middle, high=high)
