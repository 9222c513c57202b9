"""Over time: is anything improving? One sentence with its certainty first, then pictures with their numbers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, Self

from towpath.content import AnalysisWords
from towpath.domain.records import CheckIn, Event, Outcome, Promise
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases.days import Series, series, stretch_start
from towpath.usecases.months import Calendar, calendar
from towpath.usecases.picture import READ, picture
from towpath.usecases.told import Told, counted_days, hard_of_late, known_days, outcomes, told
from towpath.vault import Stored
from towpath.web import drawing
from towpath.web.drawing import Drawn, draw
from towpath.web.forms.fields import Fault
from towpath.web.visit import Answer, Go, Show, Visit
from towpath.web.visit import told as in_words

if TYPE_CHECKING:
    from towpath.usecases.over_time import Line

SPANS: Final = ("year", "months", "all")
THREE_MONTHS: Final = 91


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the person chose: a question ("" for all), a time, an event by its id, a month of the calendar."""

    question: str = ""
    span: str = "year"
    event: str = ""
    month: str = ""

    @property
    def item(self) -> str:
        """The choice as the thing that an address is about."""
        return "|".join((self.question, self.span, self.event, self.month))

    @classmethod
    def of(cls, item: str) -> Self:
        """Read the choice back; without one, the usual look."""
        question, span, event, month = item.split("|") if item else ("", "year", "", "")
        return cls(question=question, span=span, event=event, month=month)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is said of a stretch: the first sentence, how far its ends lie apart, and the days of the week.

    ``begun_anew``: there are older days. ``hard``: the sentence could comfort, and of late there was a hard incident.
    """

    first: "Line"
    apart: "Line"
    week: "Line | None"
    start: date
    begun_anew: bool
    hard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """The event that was chosen and what is said of the time since; ``over``: that time ended a year after it."""

    event: Event
    line: "Line"
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The time since the last leaving that was not followed by coming back."""

    day: date
    line: "Line"
    drawn: Drawn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """What is said of incidents, what to know beside all of it, and how many incidents are not counted."""

    lines: "tuple[Line, ...]"
    notes: tuple[str, ...]
    not_counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How promises turned out: all so far, or before or since an event."""

    when: str
    kept: int
    partly: int
    broken: int

    @property
    def total(self) -> int:
        """All with an outcome."""
        return self.kept + self.partly + self.broken

    @property
    def kept_width(self) -> str:
        """The part that was kept."""
        return drawing.width_of(self.kept, self.total)

    @property
    def partly_width(self) -> str:
        """The part that was kept in part."""
        return drawing.width_of(self.partly, self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """How promises turned out, in numbers and, with an event, in a sentence; ``open``: how many have no outcome."""

    shares: tuple[Share, ...]
    open: int
    line: "Line | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """The sentence, the pictures, and what was chosen. ``guard`` is the gate where it is control or danger."""

    template: ClassVar[str] = "over_time.html"
    view: View
    guard: Gate | None
    crisis: bool
    course: Course
    drawn: Drawn | None
    events: tuple[tuple[str, Event], ...]
    after: After | None
    left: Left | None
    incidents: Incidents | None
    promises: Promises | None
    calendar: Calendar | None

    @property
    def numbered(self) -> tuple[Event, ...]:
        """The events in the picture, in the order of their numbers."""
        first = self.drawn.first if self.drawn else date.max
        return tuple(one for _, one in self.events if one.day >= first)

    def month(self, name: str) -> str:
        """Return the choice with another month."""
        return replace(self.view, month=name).item


def show(visit: Visit) -> Answer:
    """Show what the record says; the item is what was chosen."""
    return Show(page=_shown(visit, View.of(visit.item)))


def choose(visit: Visit) -> Answer:
    """Go to the page of what was chosen, or say which choice there is not."""
    chosen = View(**{name: visit.fields.get(name) for name in ("question", "span", "event")})
    faults = _unknown(visit, chosen)
    if faults:
        return Show(page=_shown(visit, View()), status=422, faults=in_words(visit, faults))
    return Go("over_time", chosen.item)


def _unknown(visit: Visit, chosen: View) -> tuple[Fault, ...]:
    events = {name for name, _ in told(visit.notebook.records(Event), visit.today).events}
    choices: tuple[tuple[str, str, Collection[str]], ...] = (
        ("question", chosen.question, {"", *visit.parts.pack.check_in.questions}),
        ("span", chosen.span, SPANS),
        ("event", chosen.event, {"", *events}),
    )
    return tuple(
        Fault(name, "answer_not_known", {"field": name}) for name, given, known in choices if given not in known
    )


def _shown(visit: Visit, view: View) -> OverTime:
    stored = visit.notebook.records(CheckIn, Promise, Event, *READ)
    return look(stored, view, visit.today, visit.parts.pack.analysis)


def look(stored: Iterable[Stored], view: View, today: date, words: AnalysisWords) -> OverTime:
    """Return what the record says today of what was chosen."""
    stored = tuple(stored)
    assessment, record = picture(stored, today), told(stored, today)
    together = series(record.check_ins, today)
    shown = series(record.check_ins, today, view.question) if view.question else together
    name, event = _event(record, view.event)
    anything = bool(shown.days or record.incidents or record.events)
    return OverTime(
        view=replace(view, event=name),
        guard=assessment.gate if assessment.gate in CLOSED_GATES else None,
        crisis=assessment.crisis,
        course=_course(record, shown, today, words, question=bool(view.question)),
        drawn=draw(record, shown, _begin(record, shown, view.span, today), today) if anything else None,
        events=record.events,
        after=_after(together, event, today, words) if event else None,
        left=since_leaving(record, together, today, words),
        incidents=_incidents(record, event, today, words) if record.incidents else None,
        promises=_promises(record, event, today, words) if record.promises else None,
        calendar=calendar(record, shown, view.month, today) if anything else None,
    )


def _event(record: Told, chosen: str) -> tuple[str, Event | None]:
    """Return the event that was chosen, else the last one."""
    latest = record.events[-1] if record.events else ("", None)
    return next((one for one in record.events if one[0] == chosen), latest)


def _begin(record: Told, shown: Series, span: str, today: date) -> date:
    """Return the first day of the picture; a time is never shorter than two weeks."""
    now = today.toordinal()
    days = [*shown.days[:1], *(day.toordinal() for day in known_days(record)[:1])]
    days += [one.day.toordinal() for _, one in record.events[:1]]
    if span == "months":
        first = now - THREE_MONTHS
    elif span == "all" or not shown.days:
        first = min(days, default=now)
    else:
        first = stretch_start(shown.days[0], now)
    return date.fromordinal(min(first, now - 14))


def _course(record: Told, shown: Series, today: date, words: AnalysisWords, *, question: bool) -> Course:
    from towpath.usecases import over_time  # numpy comes with it: nobody waits for that who does not look

    start = stretch_start(shown.days[0] if shown.days else today.toordinal(), today.toordinal())
    stretch = shown.between(start, today.toordinal())
    first, apart = over_time.course(stretch, today, words, question=question)
    return Course(
        first=first,
        apart=apart,
        week=over_time.week(stretch, today, words) if stretch.days and not question else None,
        start=date.fromordinal(start),
        begun_anew=bool(shown.days) and start > shown.days[0],
        hard=first.comforting and hard_of_late(record, today),
    )


def _after(shown: Series, event: Event, today: date, words: AnalysisWords) -> After:
    from towpath.usecases import over_time

    over = over_time.look_within_a_year(event.day, today) <= today.toordinal()
    return After(event=event, line=over_time.since(shown, event.day, today, words), over=over)


def since_leaving(record: Told, shown: Series, today: date, words: AnalysisWords) -> Left | None:
    """Return what is said and drawn of the time since leaving; ``None`` without a leaving, or where they came back."""
    from towpath.usecases import over_time  # numpy comes with it: nobody waits for that who does not look

    turns = [one for _, one in record.events if one.what in {"left", "back"}]
    if not turns or turns[-1].what == "back":
        return None
    left = turns[-1].day
    line = over_time.since_leaving(shown, left, today, words)
    last = date.fromordinal(int(over_time.look_within_a_year(left, today)) - 1)
    return Left(day=left, line=line, drawn=draw(None, shown, left, last) if last > left else None)


def _incidents(record: Told, event: Event | None, today: date, words: AnalysisWords) -> Incidents:
    from towpath.usecases import over_time

    lines = over_time.incidents(record, event.day if event else None, today, words)
    return Incidents(
        lines=tuple(replace(line, notes=()) for line in lines),
        notes=tuple(dict.fromkeys(note for line in lines for note in line.notes)),
        not_counted=len(record.incidents) - len(counted_days(record)),
    )


def _promises(record: Told, event: Event | None, today: date, words: AnalysisWords) -> Promises:
    from towpath.usecases import over_time

    shares = [_share("all", outcomes(record))]
    if event:
        shares = [
            _share("before", outcomes(record, event.day)),
            _share("since", outcomes(record, event.day, after=True)),
        ]
    return Promises(
        shares=tuple(shares),
        open=sum(not one.outcome and one.by != "me" for one in record.promises),
        line=over_time.promises(record, event.day, today, words) if event else None,
    )


def _share(when: str, found: list[Outcome]) -> Share:
    return Share(when=when, kept=found.count("kept"), partly=found.count("partly"), broken=found.count("not_kept"))
