"""What every test of the whole program needs: the program as a process, and a browser without a network."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Protocol

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.e2e import notebooks
from tests.e2e.elsewhere import Elsewhere
from tests.e2e.local import Clock, Local
from tests.e2e.person import Person
from tests.e2e.program import Home, Program
from towpath.domain.records import Record

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
FLAGS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
CONTEXT: Final[dict[str, Any]] = {"locale": "en-GB", "ignore_https_errors": True}
TIMEOUT_MS: Final = 8_000


class Start(Protocol):
    """Starts the program."""

    def __call__(self, *, zone: str = "UTC") -> Program:
        """Start it at the person's home, in this time zone."""


class Serve(Protocol):
    """Serves a notebook from this process."""

    def __call__(self, *records: Record, clock: Clock | None = None) -> Local:
        """Make a notebook of these records and serve it."""


class SitDown(Protocol):
    """Opens a browser window."""

    def __call__(self, *, scripts: bool = True, **options: Any) -> Person:
        """Open a window of its own, with no trace of the others."""


def chromium() -> str:
    """Return the path of the browser; empty where there is none."""
    chosen = os.environ.get("TOWPATH_CHROMIUM")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), "")


def launch_options(elsewhere: Elsewhere) -> dict[str, Any]:
    """Return how the browser is started; pages may be restored on the way back, as for a person."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        "executable_path": chromium(),
        "args": [*FLAGS, elsewhere.flag, *(["--no-sandbox"] if root else [])],
        "ignore_default_args": ["--disable-back-forward-cache"],
    }


@pytest.fixture(scope="package")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    """Stand in for the rest of the world."""
    world = Elsewhere(tmp_path_factory.mktemp("elsewhere"))
    yield world
    world.close()


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Drive a browser, if there is one."""
    if not chromium():
        reason = "no Chromium here: install chromium, or name one in TOWPATH_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(playwright: Playwright, elsewhere: Elsewhere) -> Iterator[Browser]:
    """Give one browser for all tests; each test has its own windows."""
    launched = playwright.chromium.launch(**launch_options(elsewhere))
    yield launched
    launched.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Give an empty home."""
    return Home(tmp_path / "person").make()


@pytest.fixture
def start(home: Home) -> Iterator[Start]:
    """Start the program, as often as wanted; all are ended after the test."""
    started: list[Program] = []

    def begin(*, zone: str = "UTC") -> Program:
        started.append(Program(home, zone))
        return started[-1]

    yield begin
    for program in started:
        program.kill()


@pytest.fixture
def serve(home: Home) -> Iterator[Serve]:
    """Serve a notebook that holds some records from this process; the servers end after the test."""
    served: list[Local] = []

    def begin(*records: Record, clock: Clock | None = None) -> Local:
        notebooks.make(home.notebook, *records)
        served.append(Local(home.notebook, clock or Clock()))
        return served[-1]

    yield begin
    for server in served:
        server.close()


@pytest.fixture
def sit_down(browser: Browser) -> Iterator[SitDown]:
    """Open windows; afterwards none of them may have asked anyone but the program, or complained."""
    yield from windows(browser)


def windows(browser: Browser) -> Iterator[SitDown]:
    """Open windows, close them, and look at what they asked for."""
    people: list[Person] = []

    def one(*, scripts: bool = True, **options: Any) -> Person:
        context = browser.new_context(**CONTEXT, java_script_enabled=scripts, **options)
        context.set_default_timeout(TIMEOUT_MS)
        people.append(Person.at(context, scripts=scripts))
        return people[-1]

    yield one
    for person in people:
        person.page.context.close()
    assert [said for person in people for said in person.faults_of_pages] == []
    asked = {request.url for person in people for request in person.asked}
    assert {url for url in asked if not url.startswith(("http://127.0.0.1:", "https://"))} == set()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Run the test in a browser with scripts and in one without."""
    return bool(request.param)
