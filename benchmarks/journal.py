"""The processor time and the weight of the pages of the journal over ten years of record.

Repeat: .venv/bin/python -m benchmarks.journal

Ten years: 10,000 entries of about 1 KB, a third of them not in plain ASCII, 1,000 incidents, 300 promises, 30 events,
1,500 check-ins, 200 small photos. In one process, without a network: processor seconds of each visit, and the size of
each page compressed with gzip.
"""

import gzip
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from tests.web.files import JPEG, send
from tests.web.house import PASSPHRASE, Browser, House

from benchmarks.pages import CHEAP, measured, row, visit
from towpath.content import load
from towpath.domain.records import CheckIn, Entry, Event, Incident, Promise, Record
from towpath.usecases.attaching import attach
from towpath.vault import Notebook

START = datetime(2016, 11, 20, 20, tzinfo=UTC)
DAYS = 3_650
WORDS = (
    "the", "of", "and", "to", "I", "was", "he", "said", "that", "it", "we", "home", "again", "door", "quiet", "later",
    "evening", "dinner", "phone", "morning", "kitchen", "car", "friend", "work", "tired", "angry", "sorry", "laughed",
    "cried", "went", "came", "back", "never", "always", "money", "weekend", "children", "sister", "mother",
)  # fmt: skip
QUESTIONS = (
    {"words": "heron"}, {"words": "kitchen door"}, {"words": '"never always"'}, {"words": "the"}, {"words": "zzz"},
    {"kind": "incident"}, {"first": "2020-01-01", "last": "2020-12-31"}, {"evidence": "yes"},
)  # fmt: skip


def main() -> None:
    """Build the notebook, visit the pages, ask the questions, print the table."""
    print("repeat with: .venv/bin/python -m benchmarks.journal")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.db"
        with Notebook.create(path, PASSPHRASE, cost=CHEAP) as notebook:
            fill(notebook)
        house = House.at(path, load())
        browser = house.opened()
        print(f"{'page':<34}{'median ms':>10}{'95% ms':>10}{'most ms':>10}{'gzip kB':>10}")
        once("the first page after unlocking", partial(browser.get, house.at_address("today")))
        once("the first list", partial(browser.get, house.at_address("journal")))
        once("the first search", lambda: browser.get(asked(house, browser, {"words": "heron"})))
        pages(house, browser)
        questions(house, browser)
        writing(house, browser)
        house.parts.room.leave()


def fill(notebook: Notebook) -> None:
    """Put ten years into a notebook."""
    chance = random.Random(20261120)  # noqa: S311 - the same invented notebook each time, no secret
    notebook.add_all(list(records(chance)))
    for stored in notebook.records(Incident)[:200]:
        attach(notebook, stored.id, "photo.jpg", iter([JPEG * 100]), START)


def records(chance: random.Random) -> list[Record]:
    """Return the records of ten years."""

    def at() -> datetime:
        return START + timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(200))

    def text(number: int) -> str:
        words = " ".join(chance.choices(WORDS, k=190))
        return f"{number} {words}{' café' if number % 3 == 0 else ''}{' heron' if number % 500 == 0 else ''}"

    found: list[Record] = []
    for number in range(10_000):
        moment = at()
        found.append(Entry(written=moment, text=text(number), day=moment.date()))
    for number in range(1_000):
        moment = at()
        signs = ("control.isolates",) if number % 5 == 0 else ()
        seen = text(number)
        found.append(
            Incident(written=moment, day=moment.date(), seen=seen, felt="small", signs=signs, evidence=number % 9 == 0)
        )
    for number in range(1_500):
        moment = at()
        found.append(CheckIn(written=moment, day=moment.date(), answers={"respected": number % 11}))
    moments = [at() for _ in range(330)]
    found += [Promise(written=moment, day=moment.date(), what=text(7)[:200]) for moment in moments[:300]]
    found += [Event(written=moment, day=moment.date(), what="talk", note="in the kitchen") for moment in moments[300:]]
    return found


def pages(house: House, browser: Browser) -> None:
    """Measure the pages that are looked at."""
    notebook = house.notebook
    entry = notebook.records(Entry)[5_000].id
    incident = notebook.records(Incident)[10].id
    check_in = notebook.records(CheckIn)[10].id
    places = [("journal", ""), ("journal", ".300"), ("journal", ".641"), ("entry", entry), ("write", entry)]
    places += [("delete", entry), ("files", incident), ("asked", check_in), ("bring_in", "")]
    for page, item in places:
        address = house.at_address(page, item)
        weight = len(gzip.compress(browser.get(address).body)) / 1000
        row(f"{page} {item[:6]}", measured(partial(visit, browser, address)), weight)


def questions(house: House, browser: Browser) -> None:
    """Measure each question: asking and reading the answer together."""
    for fields in QUESTIONS:
        weight = len(gzip.compress(browser.get(asked(house, browser, fields)).body)) / 1000

        def answer(fields: dict[str, str] = fields) -> None:
            visit(browser, asked(house, browser, fields))

        row(f"find {' '.join(fields.values())}", measured(answer), weight)


def writing(house: House, browser: Browser) -> None:
    """Measure the list and a search right after something was written, and a photo coming in."""
    write, journal = house.at_address("write"), house.at_address("journal")

    def after(then: Callable[[], object]) -> Callable[[], None]:
        def both() -> None:
            assert browser.post(write, {"text": "One more evening.", "token": house.session.token}).status == 303
            then()

        return both

    row("keep an entry, then the list", measured(after(partial(visit, browser, journal))), 0)
    row(
        "keep an entry, then a search",
        measured(after(lambda: visit(browser, asked(house, browser, {"words": "heron"})))),
        0,
    )
    files = house.at_address("files", house.notebook.records(Entry)[5_000].id)
    photo = JPEG + bytes(3_000_000)
    row("add a photo of 3 MB", measured(lambda: added(browser, files, photo)), 0)


def added(browser: Browser, address: str, photo: bytes) -> None:
    """Send a photo."""
    assert send(browser, address, [("a.jpg", photo)]).status == 303


def asked(house: House, browser: Browser, fields: dict[str, str]) -> str:
    """Ask a question and return where the answer is."""
    return browser.post(house.at_address("journal"), {"answer": "find", **fields}).to


def once(name: str, action: Callable[[], object]) -> None:
    """Print the time of what is done one time only."""
    before = time.process_time()
    action()
    print(f"{name:<34}{(time.process_time() - before) * 1000:>10.1f}")


if __name__ == "__main__":
    main()
