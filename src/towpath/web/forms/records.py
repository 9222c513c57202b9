"""Incidents, promises, events and feelings as forms send them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar, get_args

import msgspec

from towpath.domain.records import Event, Feelings, Incident, Outcome, Precision, Promise, Turn
from towpath.domain.written import TEXT_LIMIT
from towpath.usecases.incidents import FAMILIES, offered
from towpath.web.forms.days import EARLIEST, day
from towpath.web.forms.fields import Fault, Fields

WHO_LIMIT: Final = 500
BY: Final = ("they", "me", "both")
PRECISIONS: Final = get_args(Precision)
OUTCOMES: Final = get_args(Outcome)
TURNS: Final = get_args(Turn)
ASKED: Final = 4
_SIGNS: Final = frozenset(sign.id for family in FAMILIES for sign in offered(family))

R = TypeVar("R", Incident, Promise, Event, Feelings)


@dataclass(slots=True)
class _Form:
    """What was read so far: values by the name of the field, and what is wrong."""

    fields: Fields
    now: datetime
    values: dict[str, object] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def day(self) -> None:
        """Read the day; today where it was left empty."""
        self.values["day"], faults = day(self.fields.get("day"), self.now.date())
        self.faults += faults

    def text(self, name: str, limit: int = TEXT_LIMIT) -> None:
        """Read a text; one that is too long is shown again as it is, and not kept."""
        text = self.fields.get(name)
        self.values[name] = text
        if len(text) > limit:
            self.faults.append(Fault(name, "text_long", {"limit": f"{limit:,}"}))

    def choice(self, name: str, known: tuple[str, ...], otherwise: str | None) -> None:
        """Read one of several choices; ``otherwise`` where nothing was chosen."""
        given = self.fields.get(name)
        self.values[name] = given if given in known else otherwise
        if given and given not in known:
            self.faults.append(Fault(name, "answer_not_known", {"field": name}))

    def shown(self, kind: type[R]) -> R:
        """Return what was typed, whether or not it can be kept."""
        return kind(written=self.now, **self.values)  # type: ignore[arg-type] # each form reads the fields of its kind

    def done(self, kind: type[R]) -> tuple[R, tuple[Fault, ...]]:
        """Return what was typed and what is wrong with it."""
        return self.shown(kind), tuple(self.faults)


def incident(fields: Fields, now: datetime) -> tuple[Incident, tuple[Fault, ...]]:
    """Read an incident: words, or a sign, must be there."""
    form = _Form(fields, now)
    form.text("seen")
    form.text("felt")
    form.day()
    form.choice("precision", PRECISIONS, "exact")
    form.text("who", WHO_LIMIT)
    form.values["evidence"] = fields.get("evidence") == "yes"
    _time(form)
    _how_bad(form)
    _signs(form)
    if not (fields.get("seen").strip() or fields.get("felt").strip() or form.values["signs"]):
        form.faults.insert(0, Fault("seen", "text_empty"))
    return _first_day(form.shown(Incident)), tuple(form.faults)


def promise(fields: Fields, now: datetime) -> tuple[Promise, tuple[Fault, ...]]:
    """Read a promise; the day by which it should be kept may lie ahead."""
    form = _Form(fields, now)
    form.text("what")
    form.day()
    form.choice("by", BY, "they")
    form.values["until"] = _until(form)
    form.choice("outcome", OUTCOMES, None)
    if form.values["outcome"]:
        form.values["outcome_day"], faults = day(fields.get("outcome_day"), now.date())
        form.faults += [Fault("outcome_day", fault.key) for fault in faults]
    if not fields.get("what").strip():
        form.faults.insert(0, Fault("what", "text_empty"))
    return form.done(Promise)


def event(fields: Fields, now: datetime) -> tuple[Event, tuple[Fault, ...]]:
    """Read an event; which one it is must be chosen."""
    form = _Form(fields, now)
    form.choice("what", TURNS, "other")
    form.text("note")
    form.day()
    if not fields.get("what"):
        form.faults.append(Fault("what", "nothing_answered"))
    return form.done(Event)


def feelings(fields: Fields, now: datetime) -> tuple[Feelings, tuple[Fault, ...]]:
    """Read the four answers, any of them skipped, but not all."""
    form = _Form(fields, now)
    form.day()
    answers: list[int | None] = []
    for number in range(ASKED):
        form.choice(f"q{number}", ("0", "1", "2", "3"), None)
        given = form.values.pop(f"q{number}")
        answers.append(None if given is None else int(str(given)))
    form.values["answers"] = tuple(answers)
    if answers == [None] * ASKED:
        form.faults.append(Fault("", "nothing_answered"))
    return form.done(Feelings)


def _time(form: _Form) -> None:
    given = form.fields.get("time").strip()[:5]
    try:
        form.values["time"] = f"{time.fromisoformat(given):%H:%M}" if given else ""
    except ValueError:
        form.values["time"] = ""
        form.faults.append(Fault("time", "bad_time"))


def _how_bad(form: _Form) -> None:
    form.choice("how_bad", tuple(str(value) for value in range(11)), None)
    given = form.values["how_bad"]
    form.values["how_bad"] = None if given is None else int(str(given))


def _signs(form: _Form) -> None:
    given = tuple(dict.fromkeys(form.fields.all("sign")))
    form.values["signs"] = tuple(sign for sign in given if sign in _SIGNS)
    if not _SIGNS.issuperset(given):
        form.faults.append(Fault("signs", "answer_not_known", {"field": "signs"}))


def _until(form: _Form) -> date | None:
    """Read the day by which a promise should be kept: any day of the calendar, or none."""
    given = form.fields.get("until").strip()
    try:
        typed = date.fromisoformat(given) if given else None
    except ValueError:
        typed = date.min
    if typed is not None and typed < EARLIEST:
        form.faults.append(Fault("until", "bad_date"))
        return None
    return typed


def _first_day(typed: Incident) -> Incident:
    """Of a week its Monday is kept, of a month its first day."""
    if typed.precision == "week":
        return msgspec.structs.replace(typed, day=typed.day - timedelta(days=typed.day.weekday()))
    return msgspec.structs.replace(typed, day=typed.day.replace(day=1)) if typed.precision == "month" else typed
