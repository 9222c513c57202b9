"""What an analysis found, as a sentence for the person: the result and the catalogue of the pack give the words.

Days are counted as `date.toordinal` does.
"""

import math
from datetime import date

from towpath.analysis import Recovery, SinceEvent, Size, Trend, WeekdayPattern
from towpath.analysis.diary import Because
from towpath.analysis.trend import FEWEST_ANSWERS
from towpath.content import AnalysisWords

_WIDEST_BOUND = 4.0
"""Points: that a change is not larger than this is worth saying."""
_WEEKEND = (5, 6)


def trend_sentence(found: Trend, size: Size, words: AnalysisWords) -> str:
    """Return what the trend says; without a clear change, also how large one could be."""
    because, said = found.because, words.trend
    if found.statement == "not_enough":
        key = "not_enough" if because.missing else "silent" if because.caveats else "not_enough_time"
        gaps = _gaps(because, found.look)
        return said[key].format(answers=because.answers, wanted=FEWEST_ANSWERS, **gaps)
    if found.statement == "no_clear_change":
        return " ".join([said["no_clear_change"].format(**_gaps(because, found.look)), *_bound(size, words)])
    return said[f"{found.statement}_{found.firmness}"]


def since_event_sentence(found: SinceEvent, words: AnalysisWords) -> str:
    """Return what the time since an event says."""
    no_way = found.statement == "too_early" and found.because.again is None
    key = "few_before" if no_way else found.statement
    gaps = _gaps(found.because, found.look)
    return words.since_event[key].format(event=day_words(found.event, found.look), **gaps)


def size_sentence(found: Size, words: AnalysisWords) -> str:
    """Return how large the change is, in whole and tenth points."""
    if found.mean is None or found.low is None or found.high is None:
        key = "not_enough" if found.because.again is not None else "few_first"
        return words.size[key].format(**_gaps(found.because, found.look))
    mean, low, high = found.mean, found.low, found.high
    if low <= 0 <= high:
        return words.size["open"].format(down=_points(low), up=_points(high))
    near, far = sorted((abs(low), abs(high)))
    side = "higher" if mean > 0 else "lower"
    return words.size[side].format(mean=_points(mean), low=_points(near), high=_points(far))


def recovery_sentence(found: Recovery, words: AnalysisWords) -> str:
    """Return how it is since leaving."""
    key = found.statement if found.firmness is None else f"{found.statement}_{found.firmness}"
    gaps = _gaps(found.because, found.look)
    return words.recovery[key].format(left=day_words(found.left, found.look), **gaps)


def weekday_sentence(found: WeekdayPattern, words: AnalysisWords) -> str:
    """Return which days of the week stand out."""
    if found.direction is None:
        return words.weekday[found.statement].format(**_gaps(found.because, found.look))
    name = "weekend" if found.weekdays == _WEEKEND else str(found.weekdays[0])
    return words.weekday[found.direction].format(days=words.days[name])


def day_of(number: float) -> date:
    """Return the date of a day; the last there is, where it lies beyond."""
    return date.fromordinal(min(max(math.ceil(number), 1), date.max.toordinal()))


def day_words(number: float, look: float) -> str:
    """Return a day as it is said, with its year where that is not the year of the look."""
    day = day_of(number)
    return f"{day.day} {day:%B}" if day.year == day_of(look).year else f"{day.day} {day:%B} {day.year}"


def _bound(size: Size, words: AnalysisWords) -> list[str]:
    if size.low is None or size.high is None:
        return []
    largest = max(abs(size.low), abs(size.high))
    return [words.trend["bound" if largest <= _WIDEST_BOUND else "no_bound"].format(points=_points(largest))]


def _gaps(because: Because, look: float) -> dict[str, str]:
    """Return the days that a sentence may name; ``again`` is the last day that is still too early."""
    days = {"first": because.first, "last": because.last, "again": None if because.again is None else because.again - 1}
    return {name: day_words(day, look) for name, day in days.items() if day is not None}


def _points(size: float) -> str:
    """Return points to a tenth, without a sign, whole where they are."""
    return f"{abs(size):.1f}".removesuffix(".0")
