"""What the history of the browser shows: one entry, one title, addresses of one shape."""

import pytest
from playwright.sync_api import expect

from tests.e2e import notebooks
from tests.e2e.conftest import Serve, SitDown
from tests.e2e.person import Person

pytestmark = pytest.mark.browser


def length(person: Person) -> int:
    """How many entries the history of this window has."""
    entries: int = person.page.evaluate("history.length")
    return entries


def test_the_history_does_not_grow_over_a_day(serve: Serve, sit_down: SitDown) -> None:
    """Over more than ten pages, with forms, faults and links within a page, the history keeps one entry."""
    person = sit_down()
    person.open(serve(notebooks.entry("An entry.")).address)
    person.sees("lock")
    before = length(person)
    person.type_passphrase("not this one")
    person.sees_fault("cannot_open")
    person.page.locator(".faults a").click()
    expect(person.page.locator("#passphrase")).to_be_focused()
    person.unlock()
    person.check_in(5)
    person.sees_kept()
    person.notice("felt", {"felt.lonely": "often"})
    for page in ("picture", "about_us", "privacy", "help", "today"):
        person.go(page)
    person.choose_country("GB") if person.page.locator("#country").count() else None
    person.page.locator(".skip").focus()
    person.page.keyboard.press("Enter")
    person.write("Another entry.")
    person.lock()
    person.unlock()
    assert length(person) == before
    assert "#" not in person.page.url


def test_a_window_opened_on_purpose_is_one_of_its_own(serve: Serve, sit_down: SitDown) -> None:
    """A link opened with Control goes to a new window, and the page stays where it is."""
    person = sit_down()
    person.open(serve().address)
    person.unlock()
    with person.page.context.expect_page() as opened:
        person.link("Journal").click(modifiers=["ControlOrMeta"])
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Journal")
    person.sees("today")
