"""The whole program by keyboard alone: Tab, Enter, Space, arrows and letters."""

from typing import Final

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e import notebooks
from tests.e2e.conftest import Serve, SitDown, Start
from tests.e2e.notebooks import EXIT_PAGE, PASSPHRASE
from tests.e2e.person import PACK, Person

pytestmark = pytest.mark.browser

MOST_STOPS: Final = 150
HAS_FOCUS: Final = "one => one === document.activeElement"
UNDER_THE_BAR: Final = """() => {
    const one = document.activeElement, bar = document.querySelector(".bar");
    if (!one || one === document.body || bar.contains(one)) return "";
    const place = one.closest("label") ?? one;
    return place.getBoundingClientRect().bottom <= bar.getBoundingClientRect().bottom ? one.outerHTML : "";
}"""


def tab_to(person: Person, wanted: Locator) -> None:
    """Press Tab until this has the focus."""
    for _ in range(MOST_STOPS):
        person.page.keyboard.press("Tab")
        if wanted.evaluate(HAS_FOCUS):
            return
    raise AssertionError(f"the Tab key does not come to {wanted}")


def follow(person: Person, name: str) -> None:
    """Go to a link and press Enter."""
    tab_to(person, person.link(name).first)
    person.page.keyboard.press("Enter")


def press(person: Person, name: str) -> None:
    """Go to a button and press Space."""
    tab_to(person, person.button(name))
    person.page.keyboard.press("Space")


def type_into(person: Person, field: str, text: str) -> None:
    """Go to a field and type."""
    tab_to(person, person.page.locator(field))
    person.page.keyboard.insert_text(text)


def choose(person: Person, name: str, right: int) -> None:
    """Go to a group of choices, take the first one, and go on by the arrow key."""
    group = person.page.locator(f'input[name="{name}"]')
    checked = group.and_(person.page.locator(":checked"))
    tab_to(person, checked if checked.count() else group.first)
    person.page.keyboard.press("Space")
    for _ in range(right):
        person.page.keyboard.press("ArrowRight")


def sees_way_out_first(person: Person) -> None:
    """The first press of Tab comes to the way out."""
    person.page.keyboard.press("Tab")
    expect(person.page.locator(".leave")).to_be_focused()


def test_a_person_without_a_mouse_comes_from_the_first_start_to_an_entry(
    start: Start, sit_down: SitDown, *, scripts: bool
) -> None:
    """From the first start over check-in, signs and picture to the lock; on each page the way out is the first stop."""
    person = sit_down(scripts=scripts)
    person.open(start().address)
    person.sees("welcome")
    sees_way_out_first(person)
    follow(person, "Next: how to leave in a hurry")
    person.sees("try_exit")
    sees_way_out_first(person)
    follow(person, "Next: your passphrase")
    person.sees("new")
    sees_way_out_first(person)
    type_into(person, "#passphrase", PASSPHRASE)
    type_into(person, "#again", PASSPHRASE)
    person.page.keyboard.press("Enter")
    person.sees("recovery")
    sees_way_out_first(person)
    tab_to(person, person.button("Go on without"))
    person.page.keyboard.press("Enter")
    person.sees("settle")
    sees_way_out_first(person)
    tab_to(person, person.page.locator("#exit_page"))
    person.page.keyboard.press("ControlOrMeta+a")
    person.page.keyboard.insert_text(EXIT_PAGE)
    tab_to(person, person.page.locator("#country"))
    person.page.keyboard.type("United K")
    expect(person.page.locator("#country")).to_have_value("GB")
    choose(person, "living", right=1)
    press(person, "Go on")
    person.sees("today")
    sees_way_out_first(person)
    follow(person, "Check-in")
    person.sees("check_in")
    sees_way_out_first(person)
    for question in PACK.check_in.questions:
        choose(person, question, right=4)
        expect(person.page.locator(f'input[name="{question}"][value="4"]')).to_be_checked()
    press(person, "Keep")
    person.sees_kept()
    follow(person, "Signs")
    person.sees("signs")
    sees_way_out_first(person)
    follow(person, PACK.families.families["felt"].title)
    person.sees_family("felt")
    sees_way_out_first(person)
    tab_to(person, person.page.locator('input[name="o.felt.afraid"][value=""]'))
    person.page.keyboard.press("ArrowLeft")
    expect(person.page.locator('input[name="o.felt.afraid"][value=often]')).to_be_checked()
    press(person, "Keep and stop here")
    person.sees("signs")
    follow(person, "My picture")
    person.sees("picture")
    sees_way_out_first(person)
    expect(person.page.get_by_role("heading", name=PACK.method.gate["control"].title)).to_be_visible()
    follow(person, "Journal")
    person.sees("journal")
    sees_way_out_first(person)
    follow(person, "Write")
    person.sees("write")
    sees_way_out_first(person)
    type_into(person, "#text", "By keyboard alone.")
    press(person, "Keep")
    person.sees_entry("By keyboard alone.")
    sees_way_out_first(person)
    press(person, "Lock")
    person.sees("lock")
    sees_way_out_first(person)
    type_into(person, "#passphrase", PASSPHRASE)
    person.page.keyboard.press("Enter")
    person.sees("today")


def test_the_focus_goes_to_what_is_wrong_and_from_there_to_the_field(serve: Serve, sit_down: SitDown) -> None:
    """After a form with a fault the summary has the focus, and Enter on its link puts the focus into the field."""
    person, server = sit_down(), serve()
    person.open(server.address)
    person.unlock()
    person.open(server.of("settle"))
    person.sees("settle")
    person.page.fill("#exit_page", "http://no.example")
    person.button("Go on").click()
    expect(person.page.locator(".faults")).to_be_focused()
    tab_to(person, person.page.locator(".faults a"))
    person.page.keyboard.press("Enter")
    expect(person.page.locator("#exit_page")).to_be_focused()


def test_the_skip_link_leads_past_the_list_of_pages(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """Enter on the skip link; the next stop is on the page itself."""
    person, server = sit_down(scripts=scripts), serve()
    person.open(server.address)
    person.unlock()
    tab_to(person, person.page.locator(".skip"))
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    assert person.page.locator("main").evaluate("main => main.contains(document.activeElement)")


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_what_has_the_focus_is_never_under_the_bar(serve: Serve, sit_down: SitDown, key: str) -> None:
    """In a window enlarged to 400% each stop of Tab, forwards and backwards, can be seen."""
    person, server = (
        sit_down(viewport={"width": 320, "height": 256}, reduced_motion="reduce"),
        serve(notebooks.preferences("GB")),
    )
    person.open(server.address)
    person.unlock()
    person.go("privacy")
    if key == "Shift+Tab":
        person.page.locator("button").last.focus()
    hidden = []
    for _ in range(30):
        person.page.keyboard.press(key)
        hidden.append(person.page.evaluate(UNDER_THE_BAR))
    assert [one for one in hidden if one] == []
