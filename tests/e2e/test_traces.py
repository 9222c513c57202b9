"""What remains after a whole session: in files of the program, on the network, in the profile of the browser."""

import ast
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.conftest import CONTEXT, TIMEOUT_MS, launch_options
from tests.e2e.elsewhere import Elsewhere
from tests.e2e.notebooks import EXIT_PAGE, ago
from tests.e2e.person import Person
from tests.e2e.program import Home, Program
from towpath.domain.signs import FAMILIES, SIGNS

pytestmark = pytest.mark.browser

PASSPHRASE: Final = "quokkavellum zebrafjord umbrelword krillomat sphinxory"
MARKERS: Final = {
    "passphrase": "quokkavellum",
    "wrong passphrase": "wombatglyph",
    "weak passphrase": "Xylofjord",
    "entry": "Pterosaurine",
    "earlier version": "Jabberfennel",
    "deleted entry": "Oxbowlarkin",
    "draft": "Halcyonquark",
    "entry with a fault": "Vexillumbra",
    "exit page with a fault": "gizmoflange",
    "day of the check-in": ago(4321).isoformat(),
}
SUBJECT: Final = re.compile(
    "towpath|relation|partner|leave|danger|abuse|violen|control|check|sign|journal|diary|entry|picture|crisis|help|"
    "passphrase|exit|"
    + "|".join({*FAMILIES, *(sign.partition(".")[2] for sign in SIGNS)} - {"good", "self", "around"}),
    re.IGNORECASE,
)
SHAPE: Final = re.compile(r"http://127\.0\.0\.1:\d+/([a-z2-7]{16}|[0-9a-f]{64})?")


@dataclass(frozen=True, slots=True)
class Traces:
    """What a session left, and what it asked for."""

    program: Program
    profile: Path
    while_open: Path
    person: Person

    @property
    def home(self) -> Home:
        """The folders of the person."""
        return self.program.home


@pytest.fixture(scope="module", params=[True, False], ids=["with scripts", "without scripts"])
def traces(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    elsewhere: Elsewhere,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Traces]:
    """Live through a whole session in a browser that keeps its profile, then close everything."""
    folder = tmp_path_factory.mktemp("traces")
    program, profile, while_open = Program(Home(folder / "person")), folder / "profile", folder / "while open"
    try:
        context = playwright.chromium.launch_persistent_context(
            profile, **launch_options(elsewhere), **CONTEXT, java_script_enabled=request.param
        )
        context.set_default_timeout(TIMEOUT_MS)
        person = Person.at(context, scripts=request.param)
        live(person, program)
        shutil.copytree(program.home.folder, while_open)
        person.leave()
        person.page.wait_for_timeout(300)
        context.close()
        program.stop()
        yield Traces(program, profile, while_open, person)
    finally:
        program.kill()


def live(person: Person, program: Program) -> None:
    """Do everything with unusual words."""
    person.open(program.address)
    person.link("Next: how to leave in a hurry").click()
    person.sees("try_exit")
    person.link("Next: your passphrase").click()
    person.sees("new")
    for field in ("#passphrase", "#again"):
        person.page.fill(field, MARKERS["weak passphrase"])
    person.button("Make the notebook").click()
    person.sees_fault("passphrase_weak")
    for field in ("#passphrase", "#again"):
        person.page.fill(field, PASSPHRASE)
    person.button("Make the notebook").click()
    person.sees("recovery")
    person.page.locator("#written").check()
    person.button("Use these words").click()
    person.sees("settle")
    person.page.fill("#exit_page", f"http://{MARKERS['exit page with a fault']}.example")
    person.button("Go on").click()
    person.sees_fault("exit_page_bad")
    person.settle(EXIT_PAGE, living="live_together", country="GB")
    person.check_in(2, MARKERS["day of the check-in"])
    person.sees_kept()
    person.notice("danger", {"danger.weapon": "once"})
    write_and_change(person)
    person.lock()
    person.type_passphrase(MARKERS["wrong passphrase"])
    person.sees_fault("cannot_open")
    person.unlock(PASSPHRASE)
    person.go("picture")
    person.go("help")
    person.begin_writing(MARKERS["draft"])
    if person.scripts:
        expect(person.page.locator("#kept")).to_be_visible()


def write_and_change(person: Person) -> None:
    """Write entries, change one, delete one, and send one that cannot be kept."""
    person.write(MARKERS["earlier version"])
    person.link("Change").click()
    person.sees("change")
    person.page.fill("#text", MARKERS["entry"])
    person.button("Keep").click()
    person.sees_entry(MARKERS["entry"])
    person.write(MARKERS["deleted entry"])
    person.link("Delete").click()
    person.sees("delete")
    person.button("Delete").click()
    person.sees("journal")
    person.begin_writing(MARKERS["entry with a fault"])
    person.page.locator("#day").evaluate("day => { day.type = 'text'; day.value = 'some day'; }")
    person.button("Keep").click()
    person.sees_fault("bad_date")
    person.page.fill("#day", ago(0).isoformat())
    person.button("Keep").click()
    person.sees_entry(MARKERS["entry with a fault"])


def found_in(folder: Path) -> set[tuple[str, str]]:
    """Search every file for the markers, in the two ways in which programs write text."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert files
    found = set()
    for path in files:
        data = path.read_bytes()
        for what, marker in MARKERS.items():
            if marker.encode() in data or marker.encode("utf-16-le") in data:
                found.add((what, str(path.relative_to(folder))))
    return found


def visited(profile: Path) -> list[tuple[str, str]]:
    """Return the addresses and titles in the history of the browser."""
    with closing(sqlite3.connect(profile / "Default" / "History")) as history:
        return history.execute("SELECT url, title FROM urls").fetchall()


def test_no_word_is_in_any_file_of_the_program_while_the_notebook_is_open(traces: Traces) -> None:
    """Store, write-ahead log, temporary folder, caches and output hold no word, not even while they are in use."""
    assert (traces.while_open / "store" / "notes.db").stat().st_size > 0
    assert (traces.while_open / "store" / "notes.db-wal").exists()
    assert found_in(traces.while_open) == set()


def test_no_word_is_in_any_file_of_the_program_afterwards(traces: Traces) -> None:
    """After the end there is the notebook and nothing beside it; no file holds a word."""
    assert [path.name for path in traces.home.notebook.parent.iterdir()] == ["notes.db"]
    assert list(traces.home.temporary.iterdir()) == []
    assert [path for path in (traces.home.folder / "home").rglob("*") if path.is_file()] == []
    assert found_in(traces.home.folder) == set()


def test_the_program_says_its_address_and_nothing_else(traces: Traces) -> None:
    """Standard output holds the address; standard error is empty."""
    assert traces.program.output == traces.program.address + "\n"


def test_no_word_is_in_the_profile_of_the_browser(traces: Traces) -> None:
    """History, session, form data, caches: the browser has kept no word."""
    assert found_in(traces.profile) == set()


def test_the_history_holds_addresses_of_one_shape_and_one_title(traces: Traces) -> None:
    """Whoever reads the history sees rows of letters, called "Notes" or what the neutral page is called."""
    ours = [(url, title) for url, title in visited(traces.profile) if url.startswith("http://")]
    assert ours
    assert [url for url, _ in ours if not SHAPE.fullmatch(url)] == []
    assert [url for url, _ in ours if SUBJECT.search(url)] == []
    assert {title for _, title in ours} <= {"Notes", "Weather", ""}
    assert {url for url, _ in visited(traces.profile)} - {url for url, _ in ours} <= {EXIT_PAGE}


def test_the_program_binds_loopback_and_asks_nobody(traces: Traces) -> None:
    """Over a whole session the program binds one address of loopback, and connects to, resolves and starts nothing."""
    lines = traces.home.audit.read_text().splitlines()
    asked = [line.partition(" ") for line in lines]
    assert {event for event, _, _ in asked} == {"socket.bind"}
    assert [ast.literal_eval(arguments) for _, _, arguments in asked] == [(("127.0.0.1", 0),)]


def test_the_browser_asks_the_program_and_the_exit_page_only(traces: Traces) -> None:
    """No font, no picture, no count of visits: every request goes to the program, but the last one."""
    elsewhere = {request.url for request in traces.person.asked if not request.url.startswith(traces.program.origin)}
    assert elsewhere <= {EXIT_PAGE, EXIT_PAGE.replace("/today", "/favicon.ico")}


def test_the_pages_give_no_cause_for_complaint(traces: Traces) -> None:
    """No error of a script, no breach of the content policy, over the whole session."""
    assert traces.person.faults_of_pages == []
