"""Over time: what the person's own record says, as sentences with their certainty, each with what to know beside it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from towpath.analysis import (
    IncidentBursts,
    IncidentCycle,
    IncidentRate,
    Promises,
    SeverityTrend,
    Trend,
    check_in_bias,
    incident_bursts,
    incident_cycle,
    incident_rate,
    recovery,
    severity_trend,
    since_event,
    size_of_change,
    trend,
    weekday_pattern,
)
from towpath.analysis import promises as kept_promises
from towpath.content import AnalysisWords
from towpath.usecases import counted, statements
from towpath.usecases.days import YEAR, Series
from towpath.usecases.told import Told, counted_days, counted_from, outcomes

BEFORE_EVENT: Final = 182
"""Days before an event that the time since it is compared with."""
ONE_QUESTION_ASKS: Final = 3
"""Of one question alone, this many times the evidence is asked: seven questions are seven chances to be misled."""

Counted: TypeAlias = IncidentRate | IncidentCycle | IncidentBursts | SeverityTrend | Promises


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence about the record. ``comforting``: alone it could make light of harm. ``notes`` stand beside it."""

    text: str
    comforting: bool = False
    notes: tuple[str, ...] = ()


def course(shown: Series, today: date, words: AnalysisWords, *, question: bool = False) -> tuple[Line, Line]:
    """Say whether the days of a stretch are better or worse than at its start, and how far apart the two are.

    ``question``: they are the answers to one question alone.
    """
    look = look_of(today)
    found = trend(shown.days, shown.values, look, weekend=shown.weekend)
    if question:
        found = stricter(found)
    size = size_of_change(shown.days, shown.values, look)
    caveats = tuple(words.caveat[name] for name in check_in_bias(shown.days, shown.values))
    said, apart = statements.trend_sentence(found, size, words), statements.size_sentence(size, words)
    return (
        Line(text=said, comforting=found.statement == "better", notes=caveats),
        Line(text=apart, comforting=size.low is not None and size.low > 0),
    )


def since(shown: Series, event: date, today: date, words: AnalysisWords) -> Line:
    """Say what followed on an event, in the year after it at most."""
    at = event.toordinal()
    look = look_within_a_year(event, today)
    used = shown.between(at - BEFORE_EVENT, int(look) - 1)
    (found,) = since_event(used.days, used.values, at, [look], weekend=used.weekend)
    text = statements.since_event_sentence(found, words)
    return Line(text=text, comforting=found.statement.startswith("better"))


def since_leaving(shown: Series, left: date, today: date, words: AnalysisWords) -> Line:
    """Say how it is since leaving, in the year after it at most."""
    look = look_within_a_year(left, today)
    used = shown.between(left.toordinal(), int(look) - 1)
    (found,) = recovery(used.days, used.values, left.toordinal(), [look], weekend=used.weekend)
    return Line(text=statements.recovery_sentence(found, words), comforting=found.statement == "better")


def week(shown: Series, today: date, words: AnalysisWords) -> Line:
    """Say whether days of the week stand out."""
    (found,) = weekday_pattern(shown.days, shown.values, shown.weekdays, [look_of(today)])
    return Line(text=statements.weekday_sentence(found, words))


def incidents(told: Told, event: date | None, today: date, words: AnalysisWords) -> tuple[Line, ...]:
    """Say how often incidents come, whether evenly or close together, and whether they get worse or milder."""
    start, days = counted_from(told), counted_days(told)
    if start is None:
        return ()
    at = None if event is None or event.toordinal() <= start else float(event.toordinal())
    (rate,) = incident_rate(days, [look_of(today)], event=at, start=start)
    cycle, bursts = incident_cycle(days), incident_bursts(days)
    severity = severity_trend([one.how_bad for one in told.incidents if one.how_bad is not None])
    mild = severity.statement == "less_severe"
    return (
        _line(rate, counted.rate_sentence(rate, start, words), words, comforting=rate.statement == "fewer"),
        _line(cycle, counted.cycle_sentence(cycle, words), words),
        _line(bursts, counted.bursts_sentence(bursts, words), words),
        _line(severity, counted.severity_sentence(severity, words), words, comforting=mild),
    )


def promises(told: Told, event: date, today: date, words: AnalysisWords) -> Line:
    """Compare the promises of the other, or of both, that were kept before the day of an event and since."""
    before, after = (outcomes(told, event, after=after) for after in (False, True))
    found = kept_promises(before.count("kept"), len(before), after.count("kept"), len(after))
    text = counted.promises_sentence(found, event.toordinal(), look_of(today), words)
    return _line(found, text, words, comforting=found.statement == "better")


def look_of(today: date) -> float:
    """Return the day after: a look uses what lies before it, and today counts."""
    return float(today.toordinal() + 1)


def look_within_a_year(event: date, today: date) -> float:
    """Return the look of today, or that of a year after the event where that has passed."""
    return min(look_of(today), float(event.toordinal() + YEAR + 1))


def stricter(found: Trend) -> Trend:
    """Ask more of what is said about one question alone."""
    asked = found.threshold * ONE_QUESTION_ASKS
    strongest = max(found.upward, found.downward)
    if found.statement in {"better", "worse"} and strongest >= asked:
        return replace(found, threshold=asked, firmness="clear" if strongest >= 2 * asked else "signs")
    if found.statement == "not_enough":
        return replace(found, threshold=asked)
    return replace(found, threshold=asked, statement="no_clear_change", firmness=None, proved=False)


def _line(found: Counted, text: str, words: AnalysisWords, *, comforting: bool = False) -> Line:
    """Put what to know beside a sentence that says something; while there is not enough there is nothing to know."""
    caveats = () if found.statement == "not_enough" else found.because.caveats
    return Line(text=text, comforting=comforting, notes=tuple(words.note[name] for name in caveats))
