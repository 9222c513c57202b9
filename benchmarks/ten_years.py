"""A notebook of ten years: the processor time and the weight of the pages over it.

Repeat: .venv/bin/python -m benchmarks.ten_years

One process, no network: processor milliseconds of each GET, 40 visits a page after one to start with (which loads what
is loaded once in a process, and opens the records), and the size of each page compressed with gzip. A page that asks
for more than its limit is marked and the command ends with 1.
"""

import gzip
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from tests.web.house import PASSPHRASE, Browser, House

from towpath.content import load
from towpath.domain.records import CheckIn, Entry, Event, Incident, Outcome, Promise, Record, SignsSeen
from towpath.domain.signs import FAMILIES, in_family
from towpath.domain.situation import SignAnswer
from towpath.vault import Notebook
from towpath.vault.kdf import Cost

YEARS: Final = 10
CHECK_INS, ENTRIES, INCIDENTS, PROMISES, EVENTS = 3_650, 10_000, 200, 120, 24
FIRST: Final = date(2016, 11, 24)
LAST: Final = FIRST + timedelta(days=CHECK_INS - 1)
NOW: Final = datetime(LAST.year, LAST.month, LAST.day, 21, tzinfo=UTC)
VISITS: Final = 40
LATE: Final = 0.95
MOST_KB: Final = 40.0
CHEAP: Final = Cost(19 * 1024, 1, 1)
TEXT: Final = "What happened today, and what I thought of it in the evening. " * 8


@dataclass(frozen=True, slots=True)
class Place:
    """A page to visit: its route, what it is about, and the processor time it may take, in milliseconds."""

    page: str
    item: str = ""
    most_ms: float = 50.0


PLACES: Final = (
    Place("over_time", most_ms=150.0),
    Place("over_time", "|all||", most_ms=150.0),
    Place("over_time", "|months||", most_ms=150.0),
    Place("over_time", "at_ease|all||2020-05", most_ms=150.0),
    Place("today"),
    Place("picture"),
    Place("check_in"),
)
"""The pages that are measured; one more is one more line here."""


def main() -> int:
    """Build the notebook, visit the pages, print the table; return how many pages ask for too much."""
    print("repeat with: .venv/bin/python -m benchmarks.ten_years")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.db"
        with Notebook.create(path, PASSPHRASE, cost=CHEAP) as notebook:
            for record in records():
                notebook.add(record)
        house = House.at(path, load(), NOW)
        browser = house.opened()
        print(f"{'page':<32}{'median ms':>10}{'95% ms':>10}{'limit':>8}{'gzip kB':>10}")
        too_much = sum(_measured(house, browser, place) for place in PLACES)
        house.parts.room.leave()
    return too_much


def records() -> Iterator[Record]:
    """Yield ten invented years, the same each time."""
    chance, questions = Random(20_261_124), tuple(load().check_in.questions)  # noqa: S311 - invented days are no secret
    mood = 5.0
    for day in range(CHECK_INS):
        mood += chance.gauss(0, 0.4) - 0.06 * (mood - 5.5)
        answers = {name: min(10, max(0, round(mood + chance.gauss(0, 1.5)))) for name in questions}
        yield CheckIn(written=_evening(day), day=FIRST + timedelta(day), answers=answers)
    for number in range(ENTRIES):
        day = number * CHECK_INS // ENTRIES
        yield Entry(written=_evening(day), text=f"{number} {TEXT}", day=FIRST + timedelta(day))
    yield from _happened(chance)


def _happened(chance: Random) -> Iterator[Record]:
    days = sorted(chance.sample(range(CHECK_INS), INCIDENTS + PROMISES + EVENTS))
    chance.shuffle(days)
    for day in days[:INCIDENTS]:
        yield incident(FIRST + timedelta(day), _evening(day), chance.randint(2, 9))
    for day in days[INCIDENTS : INCIDENTS + PROMISES]:
        made = FIRST + timedelta(day)
        outcome: Outcome | None = chance.choice(("kept", "partly", "not_kept", None))
        yield Promise(written=_evening(day), day=made, what="To be home at seven.", by="they", outcome=outcome)
    for place, day in enumerate(days[-EVENTS:]):
        what = ("talk", "limit", "counselling", "space", "left", "back")[place % 6]
        yield Event(written=_evening(day), day=FIRST + timedelta(day), what=what)  # type: ignore[arg-type] # one of the choices
    for family in FAMILIES:
        given = tuple(SignAnswer(id=sign.id, how_often="sometimes") for sign in in_family(family))
        yield SignsSeen(written=NOW - timedelta(days=30), answers=given)


def incident(day: date, written: datetime, how_bad: int) -> Incident:
    """Return an incident of a known day."""
    return Incident(written=written, day=day, seen=TEXT, how_bad=how_bad)


def _evening(day: int) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, 20, tzinfo=UTC) + timedelta(day)


def _measured(house: House, browser: Browser, place: Place) -> bool:
    """Visit a page, print its line, and tell whether it asks for too much."""
    address = house.parts.addresses.of(place.page, place.item)
    weight = len(gzip.compress(browser.get(address).body, 6)) / 1000
    times = sorted(_spent(lambda: browser.get(address)) for _ in range(VISITS))
    late = times[int(LATE * VISITS)]
    too_much = late > place.most_ms or weight > MOST_KB
    name = f"{place.page} {place.item}".strip()
    print(
        f"{name:<32}{times[VISITS // 2]:>10.1f}{late:>10.1f}{place.most_ms:>8.0f}{weight:>10.1f}"
        f"{'  TOO MUCH' if too_much else ''}"
    )
    return too_much


def _spent(visit: Callable[[], object]) -> float:
    before = time.process_time()
    visit()
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    sys.exit(main())
