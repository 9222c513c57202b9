"""Whether the day or the month comes first in the dates of a file: decided from the whole file, or left open."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, Literal

Order = Literal["day_first", "month_first"]

ENOUGH_STEPS: Final = 5
"""Steps from one date to the next from which their lengths can tell."""
LONG_STEP: Final = 27
"""Days: read the wrong way round, days of one month that follow each other look at least this far apart."""


def decide(days: Sequence[tuple[int, int, int]]) -> Order | None:
    """Return the order of the dates of a file, given as three numbers each in the order of the file; ``None``: open.

    A number over 12 tells first, then time that would run backward, then steps of months where the other reading has
    steps of days. Numbers over 12 at both places tell nothing.
    """
    first, second = any(day[0] > 12 for day in days), any(day[1] > 12 for day in days)
    if first != second:
        return "day_first" if first else "month_first"
    read = {order: _read(days, order) for order in ("day_first", "month_first")}
    return None if first else _by_time(read["day_first"], read["month_first"])


def years_first(days: Sequence[tuple[int, int, int]]) -> bool:
    """Tell whether years of two digits stand first: few numbers there, and many where the year stands elsewhere."""
    first, last = {day[0] for day in days}, {day[2] for day in days}
    return len(last) >= ENOUGH_STEPS and len(first) * 2 < len(last) and max(last) <= 31


def _read(days: Sequence[tuple[int, int, int]], order: str) -> list[int]:
    """Return the days as ordinals, those left out that the calendar does not have."""
    found = []
    for a, b, c in days:
        month, day = (b, a) if order == "day_first" else (a, b)
        try:
            found.append(date(c + 2000 if c < 100 else c, month, day).toordinal())
        except ValueError:
            continue
    return found


def _by_time(by_day: list[int], by_month: list[int]) -> Order | None:
    steps = [[after - before for before, after in pairwise(each) if after != before] for each in (by_day, by_month)]
    backward = [sum(step < 0 for step in each) for each in steps]
    if backward[0] != backward[1] and min(backward) == 0:
        return "day_first" if backward[0] == 0 else "month_first"
    if any(backward) or min(len(each) for each in steps) < ENOUGH_STEPS:
        return None
    long = [sum(step >= LONG_STEP for step in each) / len(each) for each in steps]
    if max(long) > 0.8 and min(long) < 0.2:
        return "day_first" if long[0] < long[1] else "month_first"
    return None
