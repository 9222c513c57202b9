import pytest
from starlette.datastructures import Headers

from tests.web.house import HOST, OTHER_NAME, OUR_PAGE, PASSPHRASE, Browser, House
from tests.web.samples import fill, items, pages, posts
from towpath.web.routes import Access
from towpath.web.security.origin import host_allowed, same_origin

TOKEN = "a" * 64

WRONG_HOSTS = [
    "", "example.org", "127.0.0.1", "localhost", "127.0.0.1:4712", "localhost:80", "192.168.1.20:4711", "0.0.0.0:4711",
    "[::1]:4711", "localhost.evil:4711", "127.0.0.1.evil.example:4711", "LOCALHOST:4711", "Localhost:4711",
    "localhost.:4711", "127.0.0.1.:4711", " 127.0.0.1:4711", "127.0.0.1:4711 ", "user@127.0.0.1:4711", "127.1:4711",
    "2130706433:4711", "127.0.0.1:04711", "127.0.0.1:4711, evil.example", "127.0.0.1:4711/evil", "\xe9:4711",
]  # fmt: skip


@pytest.mark.parametrize("host", WRONG_HOSTS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_host_is_refused_without_a_body(house: House, browser: Browser, host: str, method: str) -> None:
    """A Host that is not exactly ours is 400 without a body, even with the cookie of the open notebook."""
    reply = browser.send(method, house.at_address("today"), {"host": host, **OUR_PAGE}.items())
    assert (reply.status, reply.body) == (400, b"")
    assert not reply.header("set-cookie")


@pytest.mark.parametrize("hosts", [[], [HOST, HOST], [HOST, "evil.example"], ["evil.example", HOST]])
def test_no_host_or_two_are_refused_without_a_body(house: House, browser: Browser, hosts: list[str]) -> None:
    """A request without a Host, or with two, is 400 without a body."""
    reply = browser.send("GET", house.at_address("today"), [("host", host) for host in hosts])
    assert (reply.status, reply.body) == (400, b"")


@pytest.mark.parametrize("host", [HOST, OTHER_NAME])
def test_both_names_of_loopback_are_answered(house: House, host: str) -> None:
    """The two hosts that the program listens under are answered."""
    assert house.browser().get("/", {"host": host}).status == 200


def test_the_hosts_are_compared_exactly() -> None:
    """One Host header that is in the list is allowed, and nothing else."""
    assert host_allowed(Headers({"host": HOST}), {HOST})
    assert not host_allowed(Headers({"host": HOST}), {OTHER_NAME})
    assert not host_allowed(Headers(raw=[(b"host", HOST.encode())] * 2), {HOST})
    assert not host_allowed(Headers({}), {HOST})


@pytest.mark.parametrize(
    ("headers", "token", "allowed"),
    [
        ({"sec-fetch-site": "same-origin"}, "", True),
        ({"sec-fetch-site": "same-origin", "origin": f"http://{HOST}"}, "", True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, "", True),
        ({"sec-fetch-site": "same-site"}, TOKEN, False),
        ({"sec-fetch-site": "cross-site"}, TOKEN, False),
        ({"sec-fetch-site": "none"}, TOKEN, False),
        ({"sec-fetch-site": ""}, TOKEN, False),
        ({"sec-fetch-site": "Same-Origin"}, TOKEN, False),
        ({"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:9999"}, TOKEN, False),
        ({"sec-fetch-site": "same-origin", "origin": f"http://{OTHER_NAME}"}, TOKEN, False),
        ({"sec-fetch-site": "same-origin", "origin": f"https://{HOST}"}, TOKEN, False),
        ({"sec-fetch-site": "same-site", "origin": f"http://{HOST}"}, TOKEN, False),
        ({"origin": f"http://{HOST}"}, "", True),
        ({"origin": "http://127.0.0.1:9999"}, TOKEN, False),
        ({"origin": "https://evil.example"}, TOKEN, False),
        ({"origin": f"http://{HOST}/"}, TOKEN, False),
        ({"origin": f"http://{HOST.upper()}.evil"}, TOKEN, False),
        ({"origin": ""}, TOKEN, False),
        ({"origin": "null"}, TOKEN, True),
        ({"origin": "null"}, "", False),
        ({}, TOKEN, True),
        ({}, "", False),
        ({}, TOKEN[:-1], False),
        ({}, TOKEN.upper(), False),
        ({}, TOKEN + "a", False),
        ({}, "\u00e9\U0001f6b6", False),
    ],
)
def test_only_our_own_page_may_post(headers: dict[str, str], token: str, allowed: bool) -> None:
    """Sec-Fetch-Site counts where it is sent, Origin next, then the token; whatever contradicts is refused."""
    assert same_origin(Headers(headers), HOST, token, TOKEN) is allowed


def test_without_a_session_no_token_is_right() -> None:
    """An empty token does not match the empty token of a browser that is not known."""
    assert not same_origin(Headers({}), HOST, "", "")


FORGED = [
    {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
    {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9999"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "null"},
    {},
]


@pytest.mark.parametrize("headers", FORGED)
@pytest.mark.parametrize("page", posts(Access.ANYONE, Access.OPENED))
def test_a_forged_form_is_refused_and_changes_nothing(
    house: House, browser: Browser, page: str, headers: dict[str, str]
) -> None:
    """A form from another site or another port, with our cookie, is 403: nothing is kept, locked, left or stopped."""
    entry = fill(house)
    before, cookie = house.kept(), browser.cookie
    fields = {"text": "forged", "day": "2026-11-01", "respected": "1", "o.felt.stuck": "often", "country": "FR"}
    fields |= {"together": "apart", "exit_page": "https://evil.example/", "idle_minutes": "15", "token": "forged"}
    fields |= {"passphrase": PASSPHRASE, "again": PASSPHRASE, "old": PASSPHRASE}
    reply = browser.post(house.at_address(page, items(entry).get(page, "")), fields, headers)
    assert reply.status == 403
    assert "forged" not in reply.text
    assert house.kept() == before
    assert (browser.cookie, house.stopped) == (cookie, [])
    assert browser.get(house.at_address("today")).status == 200


def test_a_forged_first_start_makes_no_notebook(new_house: House) -> None:
    """A form from elsewhere cannot choose the passphrase of a new notebook."""
    browser = new_house.known()
    reply = browser.post(new_house.at_address("new"), {"passphrase": "x", "again": "x"}, FORGED[1])
    assert reply.status == 403
    assert not new_house.parts.settings.notebook.exists()


def test_a_form_with_the_token_of_the_session_is_ours(house: House, browser: Browser) -> None:
    """A browser that sends neither Sec-Fetch-Site nor Origin is known by the token in its form."""
    reply = browser.post(house.at_address("write"), {"text": "mine", "token": house.session.token}, {})
    assert reply.status == 303


def test_the_token_is_on_the_page_and_is_new_after_each_unlock(house: House) -> None:
    """The token that a page carries is that of the session, not the one from before the notebook was opened."""
    browser = house.known()
    before = house.parts.room.door_token(browser.cookie)
    assert before in browser.get("/").text
    browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE})
    page = browser.get(house.at_address("today")).text
    assert house.session.token in page
    assert before not in page
    assert browser.post(house.at_address("write"), {"text": "x", "token": before}, {}).status == 403


@pytest.mark.parametrize("page", pages(Access.ANYONE, Access.OPENED))
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_a_page_changes_nothing(house: House, browser: Browser, page: str, method: str) -> None:
    """No GET or HEAD writes, locks or stops, on any page."""
    entry = fill(house)
    before, session = house.kept(), house.session
    browser.get(house.at_address(page, items(entry).get(page, "")), method=method)
    assert house.kept() == before
    assert (house.session, house.stopped) == (session, [])


@pytest.mark.parametrize("page", pages(Access.DOOR))
def test_looking_at_the_first_start_makes_no_notebook(new_house: House, page: str) -> None:
    """No GET before there is a notebook makes one."""
    new_house.known().get(new_house.at_address(page))
    assert not new_house.parts.settings.notebook.exists()
