"""Every page in every state, for everyone: by the rules of axe, on a narrow screen, enlarged, and right to left."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import windows
from tests.e2e.person import Person
from tests.e2e.states import STATES, Lives, State, lives

pytestmark = pytest.mark.browser

WIDE: Final = {"width": 1280, "height": 900}
NARROW: Final = {"width": 320, "height": 640}
ENLARGED: Final = {"width": 320, "height": 256}
"""A window of 1280 by 1024 at 400%."""
TARGET: Final = 44
AXE: Final = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

SIDEWAYS: Final = """() => {
    const beyond = [...document.querySelectorAll("body *:not(.skip)")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1);
    });
    const root = document.documentElement;
    return root.scrollWidth > root.clientWidth ? ["page", ...beyond.map((one) => one.outerHTML.slice(0, 80))] :
        beyond.map((one) => one.outerHTML.slice(0, 80));
}"""
SMALL: Final = """(size) => [...document.querySelectorAll(
    "button, .button, label.choice, .steps label, summary, select, textarea, nav a, .tasks a, " +
    "input:not([type=hidden], [type=radio], [type=checkbox])")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.height < size || (box.width < size && !one.matches("nav a")))
    .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)"""
FIRST_STOP: Final = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])")]
    .find((one) => one.checkVisibility())?.className"""
BAR: Final = """() => {
    const box = document.querySelector(".leave").getBoundingClientRect();
    return [box.top, box.bottom, innerHeight];
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lives]:
    """Serve all lives."""
    with lives(tmp_path_factory.mktemp("lives")) as all_lives:
        yield all_lives


@pytest.fixture(scope="module")
def person(browser: Browser) -> Iterator[Person]:
    """Keep one window for all states."""
    for sit_down in windows(browser):
        yield sit_down(viewport=WIDE)


@pytest.fixture(scope="module", params=STATES, ids=lambda state: state.id)
def page(request: pytest.FixtureRequest, served: Lives, person: Person) -> Page:
    """Show a page in one state."""
    state: State = request.param
    person.page.set_viewport_size(WIDE)  # type: ignore[arg-type] # a plain dictionary is what it takes
    served.show(person, state)
    person.page.wait_for_load_state()
    return person.page


def resize(page: Page, size: dict[str, int]) -> None:
    """Give the window another size."""
    page.set_viewport_size({"width": size["width"], "height": size["height"]})


def findings(page: Page) -> list[str]:
    """Return what axe finds, with the places, at the top of the page: the bar covers what is scrolled under it."""
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    found: list[dict[str, Any]] = Axe().run(page, options=AXE).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide-light", "narrow-dark"])
def test_axe_finds_nothing(page: Page, scheme: Any, size: dict[str, int]) -> None:
    """No rule of axe is broken, in light on a wide screen and in dark on a narrow one."""
    page.emulate_media(color_scheme=scheme)
    resize(page, size)
    assert findings(page) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_has_to_be_scrolled_sideways(page: Page, direction: str) -> None:
    """At 320 pixels all is within the screen, also right to left."""
    resize(page, NARROW)
    page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
    beyond = page.evaluate(SIDEWAYS)
    page.evaluate("document.documentElement.dir = 'ltr'")
    assert beyond == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_targets_are_large_enough_for_a_shaking_hand(page: Page, size: dict[str, int]) -> None:
    """Buttons, choices, fields and the links of lists are 44 pixels high at least, and as wide but for short links."""
    resize(page, size)
    assert page.evaluate(SMALL, TARGET) == []


def test_the_way_out_is_first_and_in_sight_at_four_hundred_percent(page: Page) -> None:
    """The first stop of the Tab key is "Leave this page"; it stays in sight and takes at most half of the window."""
    resize(page, ENLARGED)
    assert page.evaluate(FIRST_STOP) == "leave"
    assert page.evaluate(SIDEWAYS) == []
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    top, bottom, height = page.evaluate(BAR)
    assert top >= 0
    assert bottom <= height / 2
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


def test_the_title_says_nothing(page: Page) -> None:
    """Every page is called "Notes"."""
    assert page.title() == "Notes"
