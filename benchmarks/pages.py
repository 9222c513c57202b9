"""The processor time and the weight of each page over a notebook with 20,000 records of about 1 KB.

Repeat: .venv/bin/python -m benchmarks.pages

In one process, without a network: processor seconds of each GET, 40 visits a page, and of keeping an entry; the size of
each page compressed with gzip.
"""

import gzip
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from tests.web.house import PASSPHRASE, Browser, House

from towpath.content import load
from towpath.domain.records import CheckIn, Entry, SignsSeen
from towpath.domain.signs import FAMILIES, in_family
from towpath.domain.situation import SignAnswer
from towpath.domain.weighed import Ahead, DecisionSheet, Matter, Score, WeighedPath
from towpath.usecases.deciding import PATHS
from towpath.vault import Notebook
from towpath.vault.kdf import Cost

VISITS = 40
ENTRIES, CHECK_INS, SIGN_PAGES = 15_000, 4_000, 1_000
PAGES = ("today", "check_in", "signs", "picture", "about_us", "journal", "write", "privacy", "passphrase", "crisis")
AROUND_A_CHOICE = ("weigh", "matters", "swings", "gut", "firm", "holds", "intention", "impact", "clear", "decide")
CHEAP = Cost(19 * 1024, 1, 1)
TEXT = "What happened today, and what I thought of it in the evening. " * 15


def main() -> None:
    """Build the notebook, visit the pages, print the table."""
    print("repeat with: .venv/bin/python -m benchmarks.pages")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.db"
        fill(path)
        house = House.at(path, load())
        browser = house.opened()
        print(f"{'page':<22}{'median ms':>10}{'95% ms':>10}{'most ms':>10}{'gzip kB':>10}")
        for name, item in places(house):
            address = house.parts.addresses.of(name, item)
            weight = len(gzip.compress(browser.get(address).body)) / 1000
            row(f"{name} {item[:12]}", measured(partial(visit, browser, address)), weight)
        write = house.parts.addresses.of("write")
        token = {"text": TEXT, "token": house.session.token}
        row("keep an entry", measured(partial(keep, browser, write, token)), 0)
        house.parts.room.leave()


def places(house: House) -> list[tuple[str, str]]:
    """Return every page with the thing it shows."""
    notebook = house.parts.room.open_notebook()
    assert notebook
    entry = next(stored.id for stored in notebook.records() if isinstance(stored.record, Entry))
    plain = [(name, "") for name in PAGES]
    families = [("family", family) for family in FAMILIES]
    choice = [(name, "") for name in AROUND_A_CHOICE]
    by_path = [(name, path) for name in ("path", "scores") for path in PATHS]
    about = [("journal", "400"), ("entry", entry), ("delete", entry), ("help", "GB"), ("help", "US")]
    return [*plain, *choice, *by_path, *families, *about]


def fill(path: Path) -> None:
    """Make a notebook with entries, check-ins and answers over twenty years."""
    start = datetime(2006, 1, 1, 20, tzinfo=UTC)
    questions = tuple(load().check_in.questions)
    with Notebook.create(path, PASSPHRASE, cost=CHEAP) as notebook:
        for number in range(ENTRIES):
            moment = start + timedelta(hours=11 * number)
            notebook.add(Entry(written=moment, text=f"{number} {TEXT}", day=moment.date()))
        for number in range(CHECK_INS):
            moment = start + timedelta(hours=41 * number)
            answers = {question: (number * 7 + place) % 11 for place, question in enumerate(questions)}
            notebook.add(CheckIn(written=moment, day=date.fromordinal(moment.toordinal()), answers=answers))
        for number in range(SIGN_PAGES):
            family = in_family(FAMILIES[number % len(FAMILIES)])
            answers_given = tuple(SignAnswer(id=sign.id, how_often="sometimes") for sign in family)
            notebook.add(SignsSeen(written=start + timedelta(hours=160 * number), answers=answers_given))
        notebook.add(sheet(start))


def sheet(now: datetime) -> DecisionSheet:
    """Return a full sheet: twelve things that matter, four paths, three times ahead."""
    numbers = range(1, 13)
    scores: dict[WeighedPath, dict[str, dict[Ahead, Score]]] = {
        path: {
            str(number): {"weeks": (n, n + 2, n + 4), "year": (n, n + 1, n + 5), "five_years": (n, n + 3, n + 4)}
            for number in numbers
            if (n := (number * 7 + place) % 6) >= 0
        }
        for place, path in enumerate(PATHS)
    }
    matters = tuple(Matter(id=number, words=f"Thing {number}", points=(number, 8 * number)) for number in numbers)
    return DecisionSheet(written=now, matters=matters, scores=scores, gut="space", pointed=now.date())


def visit(browser: Browser, address: str) -> None:
    """Ask for a page."""
    assert browser.get(address).status == 200


def keep(browser: Browser, address: str, fields: dict[str, str]) -> None:
    """Keep one more entry."""
    assert browser.post(address, fields).status == 303


def measured(action: Callable[[], None]) -> list[float]:
    """Return the processor milliseconds of each time."""
    found = []
    for _ in range(VISITS):
        before = time.process_time()
        action()
        found.append((time.process_time() - before) * 1000)
    return sorted(found)


def row(name: str, times: list[float], weight: float) -> None:
    """Print one line of the table."""
    late = times[int(0.95 * len(times))]
    print(f"{name:<22}{statistics.median(times):>10.1f}{late:>10.1f}{times[-1]:>10.1f}{weight:>10.1f}")


if __name__ == "__main__":
    main()
