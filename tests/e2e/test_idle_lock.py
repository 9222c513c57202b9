"""The lock that falls by itself: nothing stays on the screen, and nothing that was sent is lost."""

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.e2e import notebooks
from tests.e2e.conftest import Serve, SitDown
from tests.e2e.local import Clock, Local
from tests.e2e.notebooks import EXIT_PAGE
from tests.e2e.person import Person
from towpath.domain.records import IdleMinutes, Preferences

pytestmark = pytest.mark.browser

WORDS: Final = "Marigolds under the third stair"


def idle_after(minutes: IdleMinutes) -> Preferences:
    """Return choices with this idle time."""
    return Preferences(written=notebooks.now(), exit_page=EXIT_PAGE, idle_minutes=minutes)


def pass_time(person: Person, clock: Clock, seconds: int) -> None:
    """Let time pass for the program and the page."""
    clock.ahead += seconds
    person.page.clock.run_for(seconds * 1000)


def opened(serve: Serve, person: Person, clock: Clock, minutes: IdleMinutes = 1) -> Local:
    """Open a notebook that locks itself after so many minutes."""
    server = serve(idle_after(minutes), notebooks.entry(WORDS), clock=clock)
    person.open(server.address)
    person.unlock()
    return server


def time_out(server: Local, clock: Clock) -> None:
    """Let so much time pass for the program that it locks itself; the page stays as it is."""
    clock.ahead += 16 * 60
    server.parts.room.lock_if_expired()
    assert server.parts.room.open_notebook() is None


@pytest.mark.parametrize("minutes", [1, 2, 5, 15])
def test_the_page_blanks_and_the_lock_page_comes_after_the_chosen_time(
    serve: Serve, sit_down: SitDown, minutes: IdleMinutes
) -> None:
    """Shortly before the chosen time the words are there, shortly after it the lock page is."""
    person, clock = sit_down(), Clock()
    person.page.clock.install()
    opened(serve, person, clock, minutes)
    person.go("journal")
    clock.ahead += minutes * 60 - 5
    person.page.clock.fast_forward(minutes * 60_000 - 5_000)
    assert WORDS in person.text
    pass_time(person, clock, 7)
    person.sees("lock")
    assert WORDS not in person.page.content()


def test_the_lock_falls_on_time_after_a_draft_was_saved(serve: Serve, sit_down: SitDown) -> None:
    """The saving of a draft by the page itself puts the lock off by no more than itself."""
    person, clock = sit_down(), Clock()
    person.page.clock.install()
    opened(serve, person, clock)
    person.begin_writing("Half a sentence")
    pass_time(person, clock, 3)
    expect(person.page.locator("#kept")).to_be_visible()
    clock.ahead += 55
    person.page.clock.fast_forward(55_000)
    for _ in range(7):
        pass_time(person, clock, 1)
        person.page.wait_for_timeout(50)
    person.sees("lock")


def test_two_windows_left_alone_do_not_keep_each_other_open(serve: Serve, sit_down: SitDown) -> None:
    """With two windows on the same notebook, both left alone, the lock falls within two idle times."""
    person, clock = sit_down(), Clock()
    person.page.context.clock.install()
    server = opened(serve, person, clock)
    pass_time(person, clock, 30)
    other = Person(person.page.context.new_page(), scripts=True)
    other.open(server.origin)
    other.sees("today")
    for _ in range(30):
        clock.ahead += 5
        for each in (person, other):
            each.page.clock.run_for(5_000)
            each.page.wait_for_timeout(20)
    assert server.parts.room.open_notebook() is None


def test_without_scripts_a_page_left_alone_goes_to_the_lock_page(serve: Serve, sit_down: SitDown) -> None:
    """The page itself tells the browser to go on after the idle time."""
    person, clock = sit_down(scripts=False), Clock()
    server = opened(serve, person, clock)
    session = server.parts.room._session
    assert session is not None
    session.idle_seconds = 1
    person.link("Journal").click()
    person.sees("lock")


def test_an_entry_sent_after_the_lock_is_kept_and_there_after_unlocking(
    serve: Serve, sit_down: SitDown, *, scripts: bool
) -> None:
    """The lock page says that it waits; after unlocking the entry is shown, once."""
    person, clock = sit_down(scripts=scripts), Clock()
    server = opened(serve, person, clock, 15)
    person.begin_writing("Sent too late.")
    time_out(server, clock)
    person.button("Keep").click()
    person.sees("lock")
    expect(person.page.get_by_text("What you sent is kept until you open it.")).to_be_visible()
    person.type_passphrase("not this one")
    person.sees_fault("cannot_open")
    person.type_passphrase()
    person.sees_entry("Sent too late.")
    person.go("journal")
    expect(person.page.locator(".entries li")).to_have_count(2)


def test_a_check_in_sent_after_the_lock_is_kept_and_there_after_unlocking(
    serve: Serve, sit_down: SitDown, *, scripts: bool
) -> None:
    """The answers are kept as if the lock had not fallen."""
    person, clock = sit_down(scripts=scripts), Clock()
    server = opened(serve, person, clock, 15)
    person.go("check_in")
    person.page.locator('input[name="respected"][value="4"]').check()
    time_out(server, clock)
    person.button("Keep").click()
    person.type_passphrase()
    person.sees("check_in")
    person.sees_kept()
    expect(person.page.get_by_text("Last on")).to_be_visible()


def test_another_browser_does_not_get_what_waits(serve: Serve, sit_down: SitDown) -> None:
    """What was sent waits for the browser that sent it: another one that opens the notebook sees nothing of it."""
    person, other, clock = sit_down(), sit_down(), Clock()
    server = opened(serve, person, clock, 15)
    person.begin_writing("Sent too late.")
    time_out(server, clock)
    person.button("Keep").click()
    person.sees("lock")
    other.open(server.origin)
    other.unlock()
    other.go("journal")
    assert "Sent too late." not in other.text
