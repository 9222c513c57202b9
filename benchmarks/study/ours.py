"""Towpath's own statements about an invented record, one letter for each look; a capital where it says "clear"."""

from functools import cache

from benchmarks.study.diaries import WEEK, Diary, Floats
from benchmarks.study.incidents import Series
from towpath import analysis

TREND = {"not_enough": "n", "no_clear_change": ".", "better": "b", "worse": "w"}
SINCE = {
    "too_early": "n",
    "no_clear_change": ".",
    "better_for_now": "b",
    "better_and_held": "B",
    "better_then_back": "x",
    "worse_for_now": "w",
    "worse_and_held": "W",
    "worse_then_back": "y",
}
RATE = {"not_enough": "n", "no_clear_change": ".", "more": "b", "fewer": "w"}
CYCLE = {"not_enough": "n", "no_pattern": ".", "regular": "r"}
PROMISES = {"not_enough": 0, "could_be_chance": 0, "better": 1, "worse": -1}
FIRST_CYCLE = 8


def trend(diary: Diary, looks: Floats) -> str:
    """Better or worse, by the record alone."""
    return _trend(diary, looks, None)


def trend_declared(diary: Diary, looks: Floats) -> str:
    """Better or worse, where the day of the event was written down."""
    return _trend(diary, looks, diary.event)


def _trend(diary: Diary, looks: Floats, event: float | None) -> str:
    said = analysis.trends(diary.days, diary.values, looks, weekend=diary.weekend, event=event)
    return "".join(_sized(TREND[each.statement], each.firmness) for each in said)


def _sized(letter: str, firmness: str | None) -> str:
    return letter.upper() if firmness == "clear" else letter


def since(diary: Diary, looks: Floats) -> str:
    """What became of it since the event."""
    said = analysis.since_event(diary.days, diary.values, diary.event, looks, weekend=diary.weekend)
    return "".join(SINCE[each.statement] for each in said)


def probabilities(diary: Diary) -> list[float]:
    """The five probabilities at the end since the event, and which of the five is true.

    In this order: nothing, up and lasting, up and passing, down and lasting, down and passing.
    """
    end = [diary.length + 0.0]
    said = analysis.since_event(diary.days, diary.values, diary.event, end, weekend=diary.weekend)[0]
    five = (said.none, said.lasting_up, said.passing_up, said.lasting_down, said.passing_down)
    return [*(round(each, 5) for each in five), true_course(diary)]


def true_course(diary: Diary) -> int:
    """Return which of the five is true."""
    if not diary.course.any():
        return 0
    return (1 if diary.course.sum() > 0 else 3) + int(diary.course[-1] == 0)


def size(diary: Diary) -> list[float]:
    """Low and high end of the 90% interval of the change, and the true one, in points; empty where not enough."""
    said = analysis.size_of_change(diary.days, diary.values, diary.length + 0.0)
    if said.low is None or said.high is None:
        return []
    truth = diary.spread * (diary.course[-4 * WEEK :].mean() - diary.course[: 4 * WEEK].mean())
    return [said.low, said.high, float(truth)]


def bias(diary: Diary) -> str:
    """Whether a caveat about the check-in habits is named."""
    return "y" if analysis.check_in_bias(diary.days, diary.values) else "n"


def recovery(diary: Diary, looks: Floats) -> str:
    """Recovery since leaving, on the first day."""
    said = analysis.recovery(diary.days, diary.values, 0.0, looks, weekend=diary.weekend)
    return "".join(_sized(TREND[each.statement], each.firmness) for each in said)


def rate(_series: Series, days: Floats, looks: Floats) -> str:
    """More or fewer incidents, by the record alone."""
    return _rate(days, looks, None)


def rate_declared(series: Series, days: Floats, looks: Floats) -> str:
    """More or fewer incidents, where the day of the event was written down."""
    return _rate(days, looks, series.event)


def _rate(days: Floats, looks: Floats, event: float | None) -> str:
    said = analysis.incident_rate(days, looks, event=event, start=0.0)
    return "".join(_sized(RATE[each.statement], each.firmness) for each in said)


def cycle(days: Floats) -> str:
    """Whether a cycle is said after the eighth incident and after each that follows."""
    counts = range(FIRST_CYCLE, len(days) + 1)
    return "".join(CYCLE[analysis.incident_cycle(days[:count]).statement] for count in counts)


@cache
def promises(kept_before: int, before: int, kept_after: int, after: int) -> int:
    """Promises kept more (1) or less (-1) often than before, or neither."""
    return PROMISES[analysis.promises(kept_before, before, kept_after, after).statement]
