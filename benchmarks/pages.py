"""How much processor time each page takes with a large notebook, and how heavy it is on the wire.

Repeat: .venv/bin/python -m benchmarks.pages
"""

import gc
import gzip
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.web.house import NOW, PASSPHRASE, Browser, House

from towpath.content import load
from towpath.domain.records import CheckIn, Entry, Preferences, Record, SignsSeen
from towpath.domain.signs import FAMILIES, in_family
from towpath.domain.situation import SignAnswer
from towpath.vault import Notebook, kdf
from towpath.vault.kdf import Cost
from towpath.web.app import ROUTES

ENTRIES, CHECK_INS, SIGN_PAGES = 15_000, 4_000, 1_000
VISITS = 30
ALLOWED_MS = 50
CHEAP = Cost(memory_kib=19 * 1024, passes=1, lanes=1)
WORDS = "What happened, in plain words, and what I thought of it then and a day later. " * 20


def main() -> None:
    """Build the notebook, then visit every page."""
    print("repeat with: .venv/bin/python -m benchmarks.pages")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.db"
        print(
            f"{ENTRIES + CHECK_INS + SIGN_PAGES} records written in {cpu(lambda: build(path)):.1f} s of processor time"
        )
        unlocking(path)
        house = House.at(path, load(), NOW)
        try:
            visits(house)
        finally:
            house.parts.room.leave()


def build(path: Path) -> None:
    """Make the notebook: entries of 1 KB, check-ins with every question, pages of signs with every answer."""
    questions = tuple(load().check_in.questions)
    with Notebook.create(path, PASSPHRASE, cost=CHEAP) as notebook:
        for number in range(ENTRIES):
            notebook.add(entry(number))
        for number in range(CHECK_INS):
            notebook.add(check_in(number, questions))
        for number in range(SIGN_PAGES):
            notebook.add(signs(number))
        notebook.add(Preferences(written=NOW, exit_page="https://example.org/", country="US"))


def entry(number: int) -> Record:
    """Return an entry of 1 KB."""
    written = NOW - timedelta(hours=number)
    return Entry(written=written, text=f"{number}. {WORDS}"[:920], day=written.date())


def check_in(number: int, questions: tuple[str, ...]) -> Record:
    """Return a check-in."""
    written = NOW - timedelta(hours=number * 3)
    return CheckIn(
        written=written, day=written.date(), answers={name: (number + at) % 11 for at, name in enumerate(questions)}
    )


def signs(number: int) -> Record:
    """Return a page of answers to one family."""
    family = FAMILIES[number % len(FAMILIES)]
    answers = tuple(SignAnswer(id=sign.id, how_often="sometimes", when="past_year") for sign in in_family(family))
    return SignsSeen(written=NOW - timedelta(hours=number * 9), answers=answers)


def unlocking(path: Path) -> None:
    """Print what opening costs, from the passphrase to the list of records, over the one run of Argon2id."""
    stretching = statistics.median(cpu(lambda: kdf.stretch(b"x", bytes(16), CHEAP)) for _ in range(5))
    opening = statistics.median(cpu(lambda: opened(path)) for _ in range(5))
    print(f"unlock to records: {opening - stretching:.3f} s of processor time over one run of Argon2id")


def opened(path: Path) -> None:
    """Open, read, close."""
    with Notebook.open(path, PASSPHRASE) as notebook:
        assert len(notebook.records()) > ENTRIES


def visits(house: House) -> None:
    """Print a line for each page and for keeping an entry."""
    browser = house.opened()
    newest = max(
        (one for one in house.notebook.records() if isinstance(one.record, Entry)), key=lambda one: one.record.written
    )
    items = {"family": "felt", "entry": newest.id, "write": "", "delete": newest.id, "help": "US"}
    print(f"{'page':<14}{'p50':>8}{'p95':>8}{'max':>8}  ms of processor time, {VISITS} visits; {'kB gzip':>8}")
    for route in ROUTES:
        if route.get:
            look(house, browser, route.page, items.get(route.page, ""))
    look(house, browser, "journal", "750")
    for family in ("control", "physical"):
        look(house, browser, "family", family)
    line("keep entry", [milliseconds(lambda: keep(house, browser)) for _ in range(VISITS)], 0)
    line("keep draft", [milliseconds(lambda: keep(house, browser, "draft")) for _ in range(VISITS)], 0)
    line("change entry", [milliseconds(lambda: keep(house, browser, "write", newest.id)) for _ in range(VISITS)], 0)


def look(house: House, browser: Browser, page: str, item: str) -> None:
    """Visit one page and print its line; pages of the first start are only redirects here."""
    address = house.at_address(page, item)
    reply = browser.get(address)
    if reply.status == 200:
        times = [milliseconds(lambda: browser.get(address)) for _ in range(VISITS)]
        line(f"{page} {item}" if page in {"journal", "family"} else page, times, len(gzip.compress(reply.body, 6)))


def keep(house: House, browser: Browser, page: str = "write", item: str = "") -> None:
    """Keep an entry or a draft."""
    reply = browser.post(house.at_address(page, item), {"text": WORDS[:900], "day": "2026-11-19"})
    assert reply.status in {204, 303}


def line(name: str, times: list[float], size: int) -> None:
    """Print the figures of one page."""
    times = sorted(times)
    p95 = times[int(len(times) * 0.95)]
    over = "  over what is allowed" if p95 > ALLOWED_MS else ""
    print(f"{name:<14}{statistics.median(times):8.1f}{p95:8.1f}{times[-1]:8.1f}  {size / 1000:8.1f}{over}")


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds of this process that the work takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def milliseconds(work: Callable[[], object]) -> float:
    """Return processor milliseconds, without tidying up first: a visit comes when it comes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
