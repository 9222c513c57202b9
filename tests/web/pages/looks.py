"""Invented records for the look back over time: empty, one value, constant, mirrored, with gaps, and of ten years."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

from tests.web.house import NOW
from towpath.domain.records import CheckIn, Event, Incident, Outcome, Promise, Record
from towpath.web.pages.over_time import View

TODAY: Final = NOW.date()


def then(ago: int) -> datetime:
    """Return a moment so many days ago."""
    return NOW - timedelta(days=ago)


def check_in(ago: int, *values: int) -> CheckIn:
    """Return a check-in of a day so long ago, its first questions answered."""
    names = ("respected", "at_ease", "energy")
    answers = dict(zip(names, values, strict=False))
    return CheckIn(written=then(ago), day=then(ago).date(), answers=answers)


def incident(ago: int, how_bad: int | None = 3) -> Incident:
    """Return an incident."""
    return Incident(written=then(ago), day=then(ago).date(), how_bad=how_bad)


def promise(ago: int, outcome: Outcome | None) -> Promise:
    """Return a promise of the other."""
    return Promise(written=then(ago), day=then(ago).date(), what="To call first.", outcome=outcome)


def event(ago: int, what: str) -> Event:
    """Return an event."""
    return Event(written=then(ago), day=then(ago).date(), what=what)  # type: ignore[arg-type] # one of the choices


def course(days: int, *, step: float = 0.0, seed: int = 3, every: float = 0.6, value: float = 5.0) -> list[Record]:
    """Return check-ins of so many days up to today that change by a step in the middle."""
    chance = Random(seed)  # noqa: S311 - invented days are no secret
    found: list[Record] = []
    for ago in range(days, -1, -1):
        level = value + step * (ago < days / 2)
        if chance.random() < every:
            found.append(check_in(ago, *(min(10, max(0, round(level + chance.gauss(0, 1.2)))) for _ in range(3))))
    return found


def happened(days: int, count: int, seed: int = 5) -> list[Record]:
    """Return incidents, promises and events of so many days."""
    chance = Random(seed)  # noqa: S311 - invented days are no secret
    incidents = [incident(ago, chance.choice((None, 2, 5, 8))) for ago in chance.sample(range(days), count)]
    outcomes: tuple[Outcome | None, ...] = ("kept", "partly", "not_kept", None)
    promises = [promise(ago, chance.choice(outcomes)) for ago in chance.sample(range(days), count)]
    return [*incidents, *promises, event(days // 2, "talk"), event(days // 4, "left"), event(days // 5, "other")]


def mirrored(records: list[Record]) -> list[Record]:
    """Return the same check-ins with each answer turned over."""
    return [
        CheckIn(written=one.written, day=one.day, answers={name: 10 - value for name, value in one.answers.items()})
        for one in records
        if isinstance(one, CheckIn)
    ]


BETTER: Final = course(200, step=4.0)
YEAR: Final = [*BETTER, *happened(190, 12)]
TEN_YEARS: Final = [*course(3_650, every=1.0), *happened(3_640, 200)]

LOOKS: Final[dict[str, tuple[list[Record], View]]] = {
    "empty": ([], View()),
    "one": ([check_in(0, 7)], View()),
    "incident": ([incident(1)], View()),
    "event": ([event(0, "left")], View(span="all")),
    "constant": ([check_in(ago, 5, 5, 5) for ago in range(60)], View()),
    "better": (BETTER, View()),
    "worse": (mirrored(BETTER), View()),
    "year": (YEAR, View()),
    "months": (YEAR, View(span="months", month="2026-08")),
    "question": (YEAR, View(question="energy", span="all")),
    "never": (YEAR, View(question="close", span="all")),
    "old": ([*course(900), *happened(900, 20), incident(4_000, None)], View(span="all")),
    "weeks": ([*course(900, every=0.9), *happened(900, 20)], View(span="all")),
    "slip": ([check_in(46_000, 4), *YEAR, incident(46_100)], View(span="all")),
    "silent": ([check_in(ago, 4) for ago in range(400, 300, -3)], View()),
    "ten_years": (TEN_YEARS, View()),
    "ten_years_all": (TEN_YEARS, View(span="all", month="2020-02")),
}
"""Records, and what was chosen of them."""
