"""Leaving in a hurry: at once, for good, and whatever state the program is in."""

import http.client
import os
import signal
import time
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Error, expect

from tests.e2e import notebooks
from tests.e2e.conftest import Serve, SitDown, Start
from tests.e2e.local import Local
from tests.e2e.notebooks import EXIT_PAGE
from tests.e2e.person import HEADINGS, LEAVE, Person
from tests.e2e.program import Home

pytestmark = pytest.mark.browser

BEFORE: Final = "https://before.example/"
WORDS: Final = "Marigolds under the third stair"
BLANK_WITHIN_MS: Final = 100
WATCH: Final = """
    let began;
    for (const kind of ["click", "keydown"]) addEventListener(kind, () => { began = performance.now(); }, true);
    new MutationObserver(() => {
        if (!document.documentElement.hasChildNodes()) wentBlank(performance.now() - began);
    }).observe(document, { childList: true, subtree: true });
"""


def at_an_entry(serve: Serve, person: Person) -> Local:
    """Come from another page and look at an entry."""
    server = serve(notebooks.entry(WORDS))
    person.open(BEFORE)
    person.open(server.address)
    person.unlock()
    person.go("journal")
    person.page.locator(".entries a").click()
    person.sees_entry(WORDS)
    return server


def press_shift(person: Person, times: int = 3) -> None:
    """Press Shift, and nothing else."""
    for _ in range(times):
        person.page.keyboard.press("Shift")


def press_leave(person: Person) -> None:
    """Press the button."""
    person.button(LEAVE).click()


def cookie(person: Person) -> str:
    """Return what the browser shows to the program; empty where it shows nothing."""
    return next((one.get("value", "") for one in person.page.context.cookies() if one.get("name") == "s"), "")


def wait_until_forgotten(person: Person) -> None:
    """Wait for the answer to the last words of a page that is already gone."""
    deadline = time.monotonic() + 5
    while cookie(person) and time.monotonic() < deadline:
        person.page.wait_for_timeout(20)
    assert cookie(person) == ""


def asked_with(key: str, address: str) -> tuple[int, str]:
    """Ask the program for a page, as someone who has kept the key of the session."""
    host, _, path = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request("GET", f"/{path}", headers={"Cookie": f"s={key}"})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("way_out", "scripts"),
    [(press_leave, True), (press_leave, False), (press_shift, True)],
    ids=["button", "button without scripts", "Shift three times"],
)
def test_leaving_shows_the_chosen_page_and_ends_the_session(
    serve: Serve, sit_down: SitDown, way_out: Callable[[Person], None], *, scripts: bool
) -> None:
    """The neutral page of one's choice comes, the browser forgets the key, and the key opens nothing."""
    person = sit_down(scripts=scripts)
    server = at_an_entry(serve, person)
    address, key = person.page.url, cookie(person)
    assert asked_with(key, address)[0] == 200
    way_out(person)
    person.sees_neutral_page()
    assert person.page.url == EXIT_PAGE
    wait_until_forgotten(person)
    assert server.parts.room.open_notebook() is None
    assert asked_with(key, address)[0] == 303
    status, text = asked_with(key, server.origin)
    assert status == 200
    assert HEADINGS["lock"] in text
    assert WORDS not in text


def test_the_answer_to_leaving_tells_the_browser_to_clear_what_it_holds(serve: Serve, sit_down: SitDown) -> None:
    """Clear-Site-Data names cache and storage, the cookie is taken back, and nothing may be stored."""
    person = sit_down(scripts=False)
    server = at_an_entry(serve, person)
    with person.page.expect_response(server.of("exit")) as answer:
        press_leave(person)
    headers = answer.value.all_headers()
    assert headers["clear-site-data"] == '"cache", "storage"'
    assert headers["cache-control"] == "no-store"
    assert "max-age=0" in headers["set-cookie"].lower()
    person.sees_neutral_page()


@pytest.mark.parametrize("keys", [("Shift", "Shift"), ("Shift", "a", "Shift", "b", "Shift"), ("Escape",)])
def test_typing_capitals_or_one_key_too_few_does_not_leave(
    serve: Serve, sit_down: SitDown, keys: tuple[str, ...]
) -> None:
    """Only three presses of Shift with nothing between them leave, and only two of Escape lock."""
    person = sit_down()
    server = at_an_entry(serve, person)
    for key in keys:
        person.page.keyboard.press(key)
    person.page.wait_for_timeout(200)
    person.sees_entry(WORDS)
    assert server.parts.room.open_notebook() is not None


@pytest.mark.parametrize("program_is", ["well", "hanging", "killed"])
@pytest.mark.parametrize("way_out", [press_leave, press_shift])
def test_the_page_is_blank_at_once_even_if_the_program(
    start: Start, sit_down: SitDown, home: Home, program_is: str, way_out: Callable[[Person], None]
) -> None:
    """Within 100 ms of the press nothing is left on the page, and the neutral page follows without the program."""
    if program_is == "hanging" and not hasattr(signal, "SIGSTOP"):
        pytest.skip("this system cannot halt a process")
    notebooks.make(home.notebook, notebooks.entry(WORDS))
    program, person = start(), sit_down()
    blank: list[float] = []
    person.page.expose_function("wentBlank", lambda after: blank.append(after))  # noqa: PLW0108 - it marks what it gets
    person.page.add_init_script(WATCH)
    person.open(program.address)
    person.unlock()
    person.go("journal")
    key, address = cookie(person), person.page.url
    if program_is == "hanging":
        os.kill(program.process.pid, signal.SIGSTOP)
    elif program_is == "killed":
        program.kill()
    way_out(person)
    person.sees_neutral_page()
    assert person.page.url == EXIT_PAGE
    assert len(blank) == 1
    assert blank[0] < BLANK_WITHIN_MS
    if program_is == "hanging":
        os.kill(program.process.pid, signal.SIGCONT)
    if program_is != "killed":
        wait_until_forgotten(person)
        assert asked_with(key, address)[0] == 303


def test_no_way_back_shows_a_word_after_leaving(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """Back, forward, reload and the old address typed again lead to the lock page or a neutral one, never to words."""
    person = sit_down(scripts=scripts)
    server = at_an_entry(serve, person)
    address = person.page.url
    person.leave()
    wait_until_forgotten(person)
    seen = []
    for step in ["back", "reload", "back", "back", "back", "back", "back", "forward", "forward", "forward"]:
        _step(person, step)
        seen.append((step, person.page.url, person.page.content()))
    person.open(address)
    person.sees("lock")
    person.open(server.origin)
    person.sees("lock")
    assert [(step, url) for step, url, content in seen if WORDS in content or HEADINGS["journal"] in content] == []
    assert any(HEADINGS["lock"] in content for _, _, content in seen) != scripts
    person.unlock()


def _step(person: Person, step: str) -> None:
    """Move in the history; where a page cannot be shown again, the browser says so."""
    try:
        move = {"back": person.page.go_back, "forward": person.page.go_forward, "reload": person.page.reload}[step]
        move(wait_until="commit")
        person.page.wait_for_timeout(100)
    except Error as error:
        assert "ERR_CACHE_MISS" in str(error)  # noqa: PT017 - any other error is one


def test_escape_twice_locks(serve: Serve, sit_down: SitDown) -> None:
    """The lock page comes, the session is over, and back shows no word."""
    person = sit_down()
    server = at_an_entry(serve, person)
    key, address = cookie(person), person.page.url
    person.page.keyboard.press("Escape")
    person.page.keyboard.press("Escape")
    person.sees("lock")
    assert server.parts.room.open_notebook() is None
    assert asked_with(key, address)[0] == 303
    person.page.go_back(wait_until="commit")
    assert WORDS not in person.page.content()


def test_a_draft_is_there_after_leaving_in_the_middle_of_writing(serve: Serve, sit_down: SitDown) -> None:
    """What was typed two seconds before leaving is there again after unlocking, and marked as not kept."""
    person = sit_down()
    server = serve()
    person.open(server.address)
    person.unlock()
    person.begin_writing("Half a sentence, and then")
    expect(person.page.locator("#kept")).to_be_visible()
    person.leave()
    wait_until_forgotten(person)
    person.open(server.origin)
    person.unlock()
    expect(person.page.get_by_text("There are words you have not kept yet.")).to_be_visible()
    person.link("Go on writing").click()
    person.sees("write")
    expect(person.page.locator("#text")).to_have_value("Half a sentence, and then")


def test_a_draft_is_saved_while_one_types_without_a_pause(serve: Serve, sit_down: SitDown) -> None:
    """Ten seconds of typing with no pause longer than half a second: a draft is saved on the way."""
    person = sit_down()
    person.page.clock.install()
    person.open(serve().address)
    person.unlock()
    person.begin_writing("")
    for _ in range(20):
        person.page.locator("#text").press_sequentially("x")
        person.page.clock.run_for(500)
    expect(person.page.locator("#kept")).to_be_visible()
