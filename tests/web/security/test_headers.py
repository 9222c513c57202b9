import asyncio
from typing import Any

import pytest

from tests.web.house import HOST, OUR_PAGE, PASSPHRASE, Browser, House, Reply
from tests.web.samples import fill, pages, things
from towpath.web import app
from towpath.web.routes import Access
from towpath.web.security.headers import HEADERS, SecurityHeaders

EXPECTED = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; connect-src 'self'"
    ),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
}


def assert_dressed(reply: Reply) -> None:
    """Every header is there, once, and nothing says what program this is."""
    assert {name: reply.header(name) for name in EXPECTED} == EXPECTED
    assert all(part.endswith("=()") for part in reply.header("permissions-policy").split(", "))
    assert not {"server", "date", "x-powered-by", "etag", "last-modified"} & {name for name, _ in reply.headers}


@pytest.mark.parametrize("page", pages(Access.ANYONE, Access.OPENED))
def test_every_page_carries_the_headers(house: House, browser: Browser, page: str) -> None:
    """A page of the open notebook has all security headers."""
    reply = browser.get(house.at_address(page, things(house, fill(house)).get(page, "")))
    assert reply.status in {200, 303}
    assert_dressed(reply)


@pytest.mark.parametrize("page", pages(Access.DOOR))
def test_every_page_of_the_first_start_carries_the_headers(new_house: House, page: str) -> None:
    """A page before there is a notebook has all security headers."""
    reply = new_house.known().get(new_house.at_address(page))
    assert reply.status == 200
    assert_dressed(reply)


def test_a_redirect_carries_the_headers(house: House) -> None:
    """An address that a locked notebook does not show redirects with all security headers."""
    reply = house.browser().get(house.at_address("journal"))
    assert reply.to == "/"
    assert_dressed(reply)


def test_a_wrong_host_is_refused_with_the_headers(house: House) -> None:
    """A 400 has all security headers."""
    reply = house.browser().get("/", {"host": "example.org"})
    assert reply.status == 400
    assert_dressed(reply)


def test_a_forged_form_is_refused_with_the_headers(house: House, browser: Browser) -> None:
    """A 403 has all security headers."""
    reply = browser.post(house.at_address("write"), {"text": "x"}, {"sec-fetch-site": "cross-site"})
    assert reply.status == 403
    assert_dressed(reply)


def test_an_unknown_page_is_answered_with_the_headers(house: House, browser: Browser) -> None:
    """A 404 has all security headers."""
    reply = browser.get("/aaaaaaaaaaaaaaaa")
    assert reply.status == 404
    assert_dressed(reply)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_another_method_is_refused_with_the_headers(house: House, browser: Browser, method: str) -> None:
    """A method that no route declares is 405, with all security headers, and changes nothing."""
    before = house.kept()
    reply = browser.send(method, house.at_address("today"), [("host", HOST)])
    assert reply.status == 405
    assert_dressed(reply)
    assert house.kept() == before


def test_posting_to_a_page_without_a_form_is_405_without_a_body(house: House, browser: Browser) -> None:
    """A page that takes no form answers one with an empty 405."""
    reply = browser.post(house.at_address("today"))
    assert (reply.status, reply.body) == (405, b"")
    assert_dressed(reply)


@pytest.mark.parametrize("page", ["exit", "shut", "alive", "draft", "stop"])
def test_looking_at_a_page_that_is_only_posted_to_is_405_without_a_body(
    house: House, browser: Browser, page: str
) -> None:
    """What is only done by POST answers a GET with an empty 405 and does not do it."""
    reply = browser.get(house.at_address(page))
    assert (reply.status, reply.body) == (405, b"")
    assert_dressed(reply)
    assert house.session
    assert not house.stopped


def test_a_form_too_large_is_413_with_the_headers(house: House, browser: Browser) -> None:
    """A body over the limit is refused as a page in words, with all security headers."""
    headers = {"host": HOST, **OUR_PAGE}.items()
    reply = browser.send("POST", house.at_address("write"), headers, [b"text=", b"x" * 2_000_000])
    assert reply.status == 413
    assert "too large" in reply.words
    assert_dressed(reply)


def test_a_form_that_never_ends_is_408_with_the_headers(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body that does not arrive in time is refused, with all security headers and nothing kept."""
    monkeypatch.setattr(app, "BODY_SECONDS", 0.05)
    before = house.kept()
    unfinished = [{"type": "http.request", "body": b"text=slow", "more_body": True}]
    reply = browser.exchange("POST", house.at_address("write"), {"host": HOST, **OUR_PAGE}.items(), unfinished)
    assert (reply.status, reply.body) == (408, b"")
    assert_dressed(reply)
    assert house.kept() == before


def test_what_is_not_a_request_for_a_page_passes_through() -> None:
    """Messages that start no answer are left as they are."""
    seen: list[Any] = []

    async def inner(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "lifespan.startup.complete"})

    async def send(message: Any) -> None:
        seen.append(message)

    asyncio.run(SecurityHeaders(inner)({"type": "lifespan"}, None, send))  # type: ignore[arg-type]
    assert seen == [{"type": "lifespan.startup.complete"}]


def test_a_page_cannot_weaken_the_headers(house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """A header that a page sets itself is replaced by ours, not added beside it."""

    async def inner(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"cache-control", b"public")]})
        await send({"type": "http.response.body", "body": b""})

    reply = Browser(SecurityHeaders(inner)).get("/")
    assert reply.header("cache-control") == HEADERS["Cache-Control"] == "no-store"


def test_the_cookie_is_for_this_program_only(house: House) -> None:
    """The cookie is out of reach of scripts, is not sent from other sites, and ends with the browser."""
    browser = house.known()
    reply = browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE})
    attributes = reply.header("set-cookie").split("; ")[1:]
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=strict"]
