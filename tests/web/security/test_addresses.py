import re

import pytest

from tests.web.house import Browser, House
from tests.web.samples import fill, items
from towpath.web.app import ROUTES
from towpath.web.security.addresses import Addresses, Place

SHAPE = re.compile(r"/[a-z2-7]{16}")


@pytest.mark.parametrize(
    "item", ["", "felt", "0123456789abcdef" * 2, "\u00e9\u4e16", "../../etc", "a\0b", "x" * 10_000]
)
def test_every_address_has_one_shape(item: str) -> None:
    """An address is sixteen letters and digits, whatever page and thing it stands for."""
    addresses = Addresses(b"secret")
    assert all(SHAPE.fullmatch(addresses.of(route.page, item)) for route in ROUTES)


def test_every_page_and_thing_has_its_own_address() -> None:
    """Two places never share an address, and the same place keeps its own."""
    addresses = Addresses(b"secret")
    places = [(page.page, item) for page in ROUTES for item in ("", "1", "2")]
    codes = [addresses.of(*place) for place in places]
    assert len(set(codes)) == len(places)
    assert codes == [addresses.of(*place) for place in places]


def test_page_and_thing_do_not_run_into_each_other() -> None:
    """Where the name of the page ends is part of the address."""
    addresses = Addresses(b"secret")
    assert addresses.of("a", "bc") != addresses.of("ab", "c")


def test_addresses_are_new_at_each_start() -> None:
    """Another secret gives other addresses, and those of before lead nowhere."""
    before, after = Addresses(b"one start"), Addresses(b"another start")
    code = before.of("journal").removeprefix("/")
    assert after.of("journal") != f"/{code}"
    assert after.find(code) is None
    assert before.find(code) == Place("journal", "")


def test_what_was_not_handed_out_cannot_be_reached() -> None:
    """A code that no page ever showed leads nowhere."""
    addresses, same = Addresses(b"secret"), Addresses(b"secret")
    assert addresses.find(same.of("today").removeprefix("/")) is None


@pytest.mark.parametrize("path", ["/aaaaaaaaaaaaaaaa", "/today", "/..", "//evil.example", "/a/b/c", "/%2e%2e", "/["])
def test_an_unknown_address_looks_like_a_deleted_thing(house: House, browser: Browser, path: str) -> None:
    """Unknown, deleted, never there, and of another kind are one answer, byte for byte."""
    entry = fill(house)
    check_in = next(stored.id for stored in house.notebook.records() if type(stored.record).__name__ == "CheckIn")
    assert browser.get(house.at_address("entry", entry)).status == 200
    assert browser.post(house.at_address("delete", entry)).status == 303
    unknown = browser.get(path)
    others = [
        browser.get(house.at_address(page, item))
        for page in ("entry", "delete", "write")
        for item in (entry, check_in, "f" * 32, "not an id")
    ]
    assert unknown.status == 404
    assert {(reply.status, reply.body) for reply in others} == {(404, unknown.body)}
    assert all(reply.headers == unknown.headers for reply in others)


def test_while_locked_a_page_and_an_unknown_address_look_the_same(house: House) -> None:
    """Without a session nobody learns which address stands for a page."""
    browser = house.browser()
    answers = [browser.get(house.at_address(page, items("f" * 32).get(page, ""))) for page in ("entry", "journal")]
    unknown = browser.get("/aaaaaaaaaaaaaaaa")
    assert [(reply.status, reply.headers, reply.body) for reply in answers] == [
        (303, unknown.headers, unknown.body)
    ] * 2


def test_posting_to_an_unknown_address_changes_nothing(house: House, browser: Browser) -> None:
    """A form sent to an address that was not handed out is 404."""
    before = house.kept()
    assert browser.post("/aaaaaaaaaaaaaaaa", {"text": "x"}).status == 404
    assert browser.post(house.at_address("write", "f" * 32), {"text": "x"}).status == 404
    assert browser.post(house.at_address("delete", "f" * 32)).status == 404
    assert browser.post(house.at_address("family", "nothing"), {"o.felt.afraid": "often"}).status == 404
    assert house.kept() == before


def test_no_page_links_to_an_address_of_another_shape(house: House, browser: Browser) -> None:
    """Every link, form and file on every page is an address of the one shape, the bare one, a place on the page, or
    another site.
    """
    entry = fill(house)
    known = ("/", "#", "https://")
    for route in ROUTES:
        if route.get is None:
            continue
        reply = browser.get(house.at_address(route.page, items(entry).get(route.page, "")))
        page = reply.text if "html" in reply.header("content-type") else ""
        for address in re.findall(r'(?:href|action|src|data-draft|data-alive)="([^"]*)"', page):
            assert SHAPE.fullmatch(address) or address == "/" or address.startswith(known[1:]), address
