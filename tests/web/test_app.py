import asyncio
import logging

import pytest

from tests.web.house import HOST, OUR_PAGE, PASSPHRASE, Browser, House
from tests.web.samples import MARKER, TODAY, fill, items, of_each_kind, pages, posts
from towpath.domain.records import Draft, Entry, Preferences, SignsSeen
from towpath.web import app
from towpath.web.app import ROUTES
from towpath.web.routes import Access, Route
from towpath.web.security.room import ABSOLUTE_SECONDS, HELD_SECONDS

IDLE = 300
FORM = {"host": HOST, **OUR_PAGE}


def texts(house: House) -> list[str]:
    """Return the texts of all entries and drafts that are open now."""
    records = [stored.record for stored in house.notebook.records()]
    return sorted(record.text for record in records if isinstance(record, Entry | Draft))


def unlock(house: House, browser: Browser) -> str:
    """Type the right passphrase and return where the answer leads."""
    return browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE}).to


def test_every_route_is_in_the_table_once() -> None:
    """A page has one row, and each row answers something."""
    assert len({route.page for route in ROUTES}) == len(ROUTES)
    assert all(route.get or route.post for route in ROUTES)


def test_what_is_held_is_posted_to_a_page_of_the_open_notebook() -> None:
    """Only forms of pages behind the passphrase wait for it."""
    assert all(route.access is Access.OPENED and route.post for route in ROUTES if route.holds)


# coming in


def test_the_printed_address_leads_to_the_first_start(new_house: House) -> None:
    """The browser that came in by the printed address is welcomed while there is no notebook."""
    assert "Before you begin" in new_house.known().get("/").words


def test_another_browser_cannot_make_the_notebook(new_house: House) -> None:
    """Without the printed address nobody gets further than the lock page and help."""
    new_house.known()
    stranger = new_house.browser()
    assert "Open your notes" in stranger.get("/").words
    fields = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert stranger.post(new_house.at_address("new"), fields).to == "/"
    assert not new_house.parts.settings.notebook.exists()
    assert stranger.get(new_house.at_address("welcome")).to == "/"


def test_the_printed_address_works_once(house: House) -> None:
    """A second visit to the printed address gets no cookie."""
    key = house.parts.room.new_key()
    first, second = house.browser(), house.browser()
    assert first.get(f"/{key}").to == "/"
    assert second.get(f"/{key}").to == "/"
    assert first.cookie
    assert not second.cookie


@pytest.mark.parametrize("method", ["HEAD", "POST"])
def test_only_a_visit_uses_up_the_printed_address(house: House, method: str) -> None:
    """A look at the head, or a form sent there, neither gets a cookie nor spoils the key."""
    key, browser = house.parts.room.new_key(), house.browser()
    browser.send(method, f"/{key}", FORM.items())
    assert not browser.cookie
    browser.get(f"/{key}")
    assert browser.cookie


def test_a_new_notebook_is_made_opened_and_settled(new_house: House) -> None:
    """From the printed address to the first day: a passphrase, two choices, and the notebook is open."""
    browser = new_house.known()
    chosen = "abacus zebra lantern quarry violet"
    door = browser.cookie
    made = browser.post(new_house.at_address("new"), {"passphrase": chosen, "again": chosen})
    assert made.to == new_house.at_address("recovery")
    assert browser.post(made.to, {"answer": "without"}).to == new_house.at_address("settle")
    assert browser.cookie not in {"", door}
    assert browser.get(made.to).status == 200
    fields = {"exit_page": "example.org", "country": "GB", "living": "live_together"}
    assert browser.post(new_house.at_address("settle"), fields).to == new_house.at_address("today")
    records = {type(stored.record).__name__: stored.record for stored in new_house.notebook.records()}
    kept = records["Preferences"]
    assert isinstance(kept, Preferences)
    assert (kept.exit_page, kept.country, kept.idle_minutes) == ("https://example.org", "GB", 2)
    assert records.keys() == {"Preferences", "Circumstances"}
    assert new_house.session.idle_seconds == 120
    assert new_house.parts.room.door_token(door) == ""


def test_a_weak_or_mistyped_new_passphrase_makes_no_notebook(new_house: House) -> None:
    """A passphrase that would be guessed, or is not the same twice, is said to be so and nothing is made."""
    browser = new_house.known()
    for fields in ({"passphrase": "password1", "again": "password1"}, {"passphrase": "a b", "again": "a c"}, {}):
        reply = browser.post(new_house.at_address("new"), fields)
        assert reply.status == 422
        assert "passphrase" in reply.words
    assert not new_house.parts.settings.notebook.exists()


def test_where_a_notebook_is_there_already_no_other_is_made(house: House) -> None:
    """The pages of the first start are closed once there is a file."""
    browser = house.known()
    before = house.parts.settings.notebook.read_bytes()
    for page in pages(Access.DOOR):
        assert browser.get(house.at_address(page)).to == "/"
    fields = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert browser.post(house.at_address("new"), fields).to == "/"
    assert house.parts.settings.notebook.read_bytes() == before


# unlocking


def test_opening_gives_a_new_session(house: House) -> None:
    """The session id changes when the notebook is opened, and what the browser had before is worth nothing."""
    browser = house.known()
    door = browser.cookie
    assert unlock(house, browser) == house.at_address("today")
    assert browser.cookie not in {"", door}
    before = Browser(house.app, cookie=door)
    assert before.get(house.at_address("today")).to == "/"


@pytest.mark.parametrize("chosen", ["0" * 64, "chosen", "00" * 31 + "04"])
def test_a_cookie_chosen_beforehand_is_worth_nothing(house: House, chosen: str) -> None:
    """A session id that someone planted is not taken over at unlock."""
    victim, other = Browser(house.app, cookie=chosen), Browser(house.app, cookie=chosen)
    assert unlock(house, victim)
    assert victim.cookie != chosen
    assert other.get(house.at_address("today")).to == "/"


def test_opening_a_second_time_changes_the_session_again(house: House, browser: Browser) -> None:
    """Each unlock makes new secrets; the session before has ended."""
    first = browser.cookie
    token = house.session.token
    second = house.known()
    assert unlock(house, second) == house.at_address("today")
    assert second.cookie != first
    assert house.session.token != token
    assert browser.get(house.at_address("today")).to == "/"
    assert second.get(house.at_address("today")).status == 200


@pytest.mark.parametrize("passphrase", ["", "wrong", PASSPHRASE + "x", "x" * 1_000_000, "a\0b", "\u00e9" * 5_000])
def test_a_wrong_passphrase_opens_nothing(house: House, passphrase: str) -> None:
    """Every wrong passphrase is answered alike, and no cookie is given."""
    browser = house.browser()
    reply = browser.post(house.at_address("lock"), {"passphrase": passphrase})
    assert reply.status == 403
    assert "did not open a notebook" in reply.words
    assert not browser.cookie
    assert house.parts.room.open_notebook() is None


def test_the_passphrase_is_never_on_a_page(house: House) -> None:
    """What was typed in a passphrase field is not sent back."""
    assert MARKER not in house.browser().post(house.at_address("lock"), {"passphrase": MARKER}).text


def test_a_wrong_passphrase_does_not_end_the_session_of_another(house: House, browser: Browser) -> None:
    """Guessing from a second browser does not lock out the first."""
    stranger = house.browser()
    assert stranger.post(house.at_address("lock"), {"passphrase": "guess"}).status == 403
    assert browser.get(house.at_address("today")).status == 200


def test_no_notebook_and_a_damaged_one_look_like_a_wrong_passphrase(house: House) -> None:
    """Wrong passphrase, no file and a broken file are one answer."""
    browser, file = house.browser(), house.parts.settings.notebook
    wrong = browser.post(house.at_address("lock"), {"passphrase": "wrong"})
    file.write_bytes(b"no notebook at all")
    damaged = browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE})
    file.unlink()
    missing = browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE})
    assert (wrong.status, wrong.headers, wrong.body) == (damaged.status, damaged.headers, damaged.body)
    assert (wrong.status, wrong.headers, wrong.body) == (missing.status, missing.headers, missing.body)


def test_guessing_is_slowed_down_and_the_right_passphrase_works_after_waiting(house: House) -> None:
    """After free tries the answer is to wait, even for the right passphrase; after the wait it opens."""
    browser = house.browser()
    for _ in range(4):
        assert browser.post(house.at_address("lock"), {"passphrase": "wrong"}).status == 403
    reply = browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE})
    assert reply.status == 429
    assert "Wait 2 s" in reply.words
    assert house.parts.room.open_notebook() is None
    house.clock.seconds += 2
    assert unlock(house, browser) == house.at_address("today")


def test_a_notebook_in_use_elsewhere_says_so(house: House) -> None:
    """Where another program holds the file, the answer says it, and it does not count as a wrong passphrase."""
    from towpath.vault import Notebook

    with Notebook.open(house.parts.settings.notebook, PASSPHRASE):
        reply = house.browser().post(house.at_address("lock"), {"passphrase": PASSPHRASE})
    assert reply.status == 409
    assert "open in another window or program" in reply.words
    assert house.parts.room._failures == 0


def test_the_lock_page_goes_on_where_the_notebook_is_open(house: House, browser: Browser) -> None:
    """With an open notebook neither the bare address nor the lock page asks for a passphrase."""
    assert browser.get(house.at_address("lock")).to == house.at_address("today")
    assert browser.get("/").status == 200


# locking, leaving, time


@pytest.mark.parametrize("page", pages(Access.OPENED))
def test_without_a_session_no_page_of_the_notebook_is_shown(house: House, page: str) -> None:
    """Known or not, a browser without a session is sent to the lock page."""
    entry = fill_and_lock(house)
    for browser in (house.browser(), house.known()):
        reply = browser.get(house.at_address(page, items(entry).get(page, "")))
        assert (reply.to, reply.body) == ("/", b"")


@pytest.mark.parametrize("page", posts(Access.OPENED))
def test_without_a_session_nothing_is_done(house: House, page: str) -> None:
    """A form for a page of the notebook does nothing while it is locked."""
    entry = fill_and_lock(house)
    reply = house.known().post(house.at_address(page, items(entry).get(page, "")), {"text": "x"})
    assert (reply.to, house.stopped) == ("/", [])
    check = house.opened()
    assert check.get(house.at_address("entry", entry)).status == 200
    assert len(house.kept()) == len(of_each_kind())


def fill_and_lock(house: House) -> str:
    """Put one record of each kind in the notebook, lock it, and return the id of the entry."""
    browser = house.opened()
    entry = fill(house)
    browser.post(house.at_address("shut"))
    return entry


def test_locking_ends_the_session_everywhere(house: House, browser: Browser) -> None:
    """After the lock the cookie of before opens nothing, and the file is closed."""
    cookie = browser.cookie
    reply = browser.post(house.at_address("shut"))
    assert reply.to == "/"
    assert "Max-Age=0" in reply.header("set-cookie")
    assert Browser(house.app, cookie=cookie).get(house.at_address("today")).to == "/"
    assert house.parts.room.open_notebook() is None


def test_leaving_ends_everything(house: House, browser: Browser) -> None:
    """After leaving, neither the session, nor the door, nor the key of before is worth anything."""
    key = house.parts.room.new_key()
    door = Browser(house.app)
    door.get(f"/{key}")
    door_cookie, cookie = door.cookie, browser.cookie
    reply = browser.post(house.at_address("exit"))
    assert reply.status == 200
    assert reply.header("clear-site-data") == '"cache", "storage"'
    assert "Max-Age=0" in reply.header("set-cookie")
    assert 'content="0;url=https://www.wikipedia.org/"' in reply.text
    assert "Notes" in reply.text
    assert reply.words.split() == ["Notes"]
    for old in (cookie, key, ""):
        assert Browser(house.app, cookie=old).get(house.at_address("today")).to == "/"
    assert Browser(house.app).get(f"/{key}").to == "/"
    assert not Browser(house.app, cookie=cookie).get("/").header("set-cookie")
    assert house.parts.room.door_token(door_cookie)
    door.post(house.at_address("exit"))
    assert not house.parts.room.door_token(door_cookie)


def test_leaving_goes_to_the_page_of_the_persons_choice(house: House, browser: Browser) -> None:
    """The way out leads to the chosen page while the notebook is open, and to the usual one after."""
    browser.post(house.at_address("privacy"), {"exit_page": "https://example.org/weather", "idle_minutes": "5"})
    page = browser.get(house.at_address("today")).text
    assert 'data-to="https://example.org/weather"' in page
    assert "url=https://example.org/weather" in browser.post(house.at_address("exit")).text
    assert "url=https://www.wikipedia.org/" in browser.post(house.at_address("exit")).text


def test_leaving_can_be_tried_before_there_is_a_notebook(new_house: House) -> None:
    """At the first start the way out leads away and the browser stays known."""
    browser = new_house.known()
    reply = browser.post(new_house.at_address("exit"))
    assert reply.status == 200
    assert not reply.header("set-cookie")
    assert "Before you begin" in browser.get("/").words


def test_stopping_closes_the_notebook_and_the_program(house: House, browser: Browser) -> None:
    """The program ends, the session with it."""
    assert browser.post(house.at_address("stop")).status == 200
    assert house.stopped == [True]
    assert house.parts.room.open_notebook() is None


def test_a_session_ends_when_it_is_not_used(house: House, browser: Browser) -> None:
    """After the idle time the same browser sees the lock page."""
    house.clock.seconds += IDLE - 1
    assert browser.get(house.at_address("today")).status == 200
    house.clock.seconds += IDLE
    assert browser.get(house.at_address("today")).to == "/"
    assert "Open your notes" in browser.get("/").words


def test_a_session_ends_after_an_hour_of_use(house: House, browser: Browser) -> None:
    """Writing on and on keeps it open for an hour and no longer."""
    for _ in range(ABSOLUTE_SECONDS // 200 - 1):
        house.clock.seconds += 200
        assert browser.post(house.at_address("alive")).status == 204
    house.clock.seconds += 200
    assert browser.get(house.at_address("today")).to == "/"


def test_a_visit_to_help_without_the_cookie_does_not_keep_it_open(house: House, browser: Browser) -> None:
    """What another browser asks for does not count as use."""
    stranger = house.browser()
    house.clock.seconds += IDLE - 1
    assert stranger.get(house.at_address("help", "GB")).status == 200
    house.clock.seconds += 1
    assert browser.get(house.at_address("today")).to == "/"


def test_the_notebook_is_closed_by_the_clock_without_a_visit(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the program runs the notebook closes itself in time, and at the end of the program in any case."""
    house.opened()
    house.clock.seconds += IDLE

    sleep = asyncio.sleep

    async def soon(_seconds: float) -> None:
        await sleep(0.001)

    async def run() -> None:
        async with house.app.router.lifespan_context(house.app):  # type: ignore[attr-defined]
            while house.parts.room._session is not None:
                await soon(1)

    monkeypatch.setattr("asyncio.sleep", soon)
    asyncio.run(asyncio.wait_for(run(), 20))


def test_the_notebook_is_closed_at_the_end_of_the_program(house: House) -> None:
    """When the server stops, the notebook is closed."""

    async def run() -> None:
        async with house.app.router.lifespan_context(house.app):  # type: ignore[attr-defined]
            pass

    house.opened()
    asyncio.run(run())
    assert house.parts.room.open_notebook() is None


# what was sent while the notebook locked itself


def test_words_sent_too_late_are_kept_after_the_passphrase(house: House, browser: Browser) -> None:
    """An entry sent after the lock waits for the passphrase and is kept then, once."""
    house.clock.seconds += IDLE
    assert browser.post(house.at_address("write"), {"text": "late words", "day": "2026-11-19"}).to == "/"
    assert "What you sent is kept" in browser.get("/").words
    opened = browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE})
    assert opened.status == 303
    assert "late words" in browser.get(opened.to).words
    assert texts(house) == ["late words"]
    assert unlock(house, browser) == house.at_address("today")
    assert texts(house) == ["late words"]


@pytest.mark.parametrize("route", [route for route in ROUTES if route.holds], ids=lambda route: route.page)
def test_every_form_with_answers_is_held(house: House, browser: Browser, route: Route) -> None:
    """Each page that is marked to hold does what was sent, after the passphrase."""
    sent = {
        "seen": "x",
        "what": "talk",
        "q0": "1",
        "gut": "pass",
        "want_to": "x",
        "for": "x",
        "aim": "peace",
        "strain": "5",
        "saw": "x",
        "observed": "admits",
        "happens": "x",
        "will": "x",
        "mine": "x",
        "did": "x",
        "q.pets": "yes",
    } | {
        "path": "space",
        "know": "5",
        "text": "x",
        "respected": "4",
        "o.felt.afraid": "often",
        "w.felt.afraid": "recent",
        "together": "apart",
    }
    house.clock.seconds += IDLE
    address = house.at_address(route.page, items("").get(route.page, ""))
    assert browser.post(address, sent).to == "/"
    assert browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE}).status == 303
    assert len(house.kept()) == 1


def test_what_is_held_and_wrong_is_shown_again(house: House, browser: Browser) -> None:
    """Words that cannot be kept are on the page again after the passphrase."""
    house.clock.seconds += IDLE
    browser.post(house.at_address("write"), {"text": "late words", "day": "2999-01-01"})
    reply = browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE})
    assert reply.status == 422
    assert "late words" in reply.text
    assert house.kept() == {}


def test_a_wrong_passphrase_does_not_lose_what_is_held(house: House, browser: Browser) -> None:
    """A typing error in between loses nothing."""
    house.clock.seconds += IDLE
    browser.post(house.at_address("write"), {"text": "late words"})
    browser.post(house.at_address("lock"), {"passphrase": "wrong"})
    unlock(house, browser)
    assert texts(house) == ["late words"]


def test_another_browser_gets_nothing_that_is_held(house: House, browser: Browser) -> None:
    """The one who opens the notebook elsewhere does not get what this browser sent, and nobody does after."""
    house.clock.seconds += IDLE
    browser.post(house.at_address("write"), {"text": "late words"})
    other = house.known()
    assert "What you sent is kept" not in other.get("/").words
    assert unlock(house, other) == house.at_address("today")
    assert texts(house) == []
    assert unlock(house, browser) == house.at_address("today")
    assert texts(house) == []


def test_words_of_a_stranger_are_not_held(house: House, browser: Browser) -> None:
    """A form sent with another cookie after the lock is gone."""
    house.clock.seconds += IDLE
    browser.get("/")
    stranger = Browser(house.app, cookie="another")
    stranger.post(house.at_address("write"), {"text": "planted"})
    unlock(house, browser)
    assert texts(house) == []


def test_what_waited_for_an_hour_is_gone(house: House, browser: Browser) -> None:
    """What was held is not kept after an hour, and the lock page says nothing of it."""
    house.clock.seconds += IDLE
    browser.post(house.at_address("write"), {"text": "late words"})
    house.clock.seconds += HELD_SECONDS
    assert "What you sent is kept" not in browser.get("/").words
    unlock(house, browser)
    assert texts(house) == []


@pytest.mark.parametrize("page", ["shut", "exit"])
def test_nothing_is_held_after_lock_or_exit(house: House, browser: Browser, page: str) -> None:
    """Who locked or left by hand does not come back to words in flight."""
    cookie = browser.cookie
    browser.post(house.at_address(page))
    gone = Browser(house.app, cookie=cookie)
    gone.post(house.at_address("write"), {"text": "late words"})
    assert "What you sent is kept" not in gone.get("/").words
    unlock(house, gone)
    assert texts(house) == []


def test_a_forged_form_is_not_held(house: House, browser: Browser) -> None:
    """A form from elsewhere does not wait for the passphrase."""
    house.clock.seconds += IDLE
    browser.get("/")
    reply = browser.post(house.at_address("write"), {"text": "planted"}, {"sec-fetch-site": "cross-site"})
    assert reply.status == 403
    unlock(house, browser)
    assert texts(house) == []


# bodies


def test_the_largest_entry_fits_however_it_is_written(house: House, browser: Browser) -> None:
    """100,000 characters of four bytes each, percent-encoded, are kept."""
    reply = browser.post(house.at_address("write"), {"text": "\U0001f6b6" * 100_000})
    assert reply.status == 303
    assert texts(house) == ["\U0001f6b6" * 100_000]


def test_a_body_at_the_limit_is_read_and_one_byte_more_is_not(house: House, browser: Browser) -> None:
    """The limit of a body is exact, and counts all its pieces."""
    head, limit = b"text=", 2_000_000
    fits = browser.send("POST", house.at_address("write"), FORM.items(), [head, b"x" * (limit - len(head))])
    over = browser.send("POST", house.at_address("write"), FORM.items(), [head, b"x" * (limit - len(head)), b"x"])
    assert (fits.status, over.status) == (422, 413)
    assert house.kept() == {}


def test_a_body_in_many_pieces_is_put_together(house: House, browser: Browser) -> None:
    """A form that comes in pieces, as with chunked encoding, is the same form, even cut inside a character."""
    pieces = [bytes([byte]) for byte in b"text=caf%C3%A9+au+lait&day=2026-11-01"]
    assert browser.send("POST", house.at_address("write"), FORM.items(), pieces).status == 303
    assert texts(house) == ["caf\u00e9 au lait"]


@pytest.mark.parametrize(
    "body",
    [
        b"text=%ff", b"text=%c3", b"text=%ed%a0%80", b"text=\xc3\xa9", b"\xff\xfe\x00", b"%ff=x",
        b"&".join(b"a%d=1" % number for number in range(1_001)),
    ],
)  # fmt: skip
def test_a_broken_form_is_refused_in_words(house: House, browser: Browser, body: bytes) -> None:
    """What is not UTF-8, not a form, or more than 1,000 fields is a 400 that says so, and nothing is kept."""
    reply = browser.send("POST", house.at_address("write"), FORM.items(), [body])
    assert reply.status == 400
    assert "could not be read" in reply.words
    assert house.kept() == {}


def test_a_thousand_fields_are_read(house: House, browser: Browser) -> None:
    """The limit on fields is exact."""
    body = b"&".join([b"text=kept", *(b"a%d=1" % number for number in range(999))])
    assert browser.send("POST", house.at_address("write"), FORM.items(), [body]).status == 303


@pytest.mark.parametrize("body", [b"", b"&&&", b"=", b"=x", b"text", b"text=", b"%00=%00", b"text=+%0D%0A"])
def test_an_empty_form_keeps_nothing(house: House, browser: Browser, body: bytes) -> None:
    """A form without words is said to be empty, whatever it is made of."""
    reply = browser.send("POST", house.at_address("write"), FORM.items(), [body])
    assert reply.status == 422
    assert "no text here yet" in reply.words
    assert house.kept() == {}


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
def test_a_body_of_another_kind_keeps_nothing(house: House, browser: Browser, kind: str) -> None:
    """JSON, plain text and multipart are not read as answers."""
    headers = {**FORM, "content-type": kind}.items()
    body = b'{"text": "x", "day": "2026-11-01"}'
    reply = browser.send("POST", house.at_address("write"), headers, [body])
    assert reply.status in {400, 415, 422}
    assert house.kept() == {}


def test_a_zero_character_is_kept_and_shown_without_harm(house: House, browser: Browser) -> None:
    """A NUL in an entry breaks neither the notebook nor the page."""
    reply = browser.post(house.at_address("write"), {"text": "before\0after"})
    assert reply.status == 303
    assert browser.get(reply.to).status == 200
    assert texts(house) == ["before\0after"]


def test_the_first_of_two_fields_counts(house: House, browser: Browser) -> None:
    """A field sent twice does not mix with itself."""
    browser.post(house.at_address("write"), [("text", "first"), ("text", "second")])
    assert texts(house) == ["first"]


def test_a_body_with_a_get_is_not_read(house: House, browser: Browser) -> None:
    """Fields sent with a GET do nothing."""
    reply = browser.send("GET", house.at_address("write"), FORM.items(), [b"text=planted"])
    assert reply.status == 200
    assert "planted" not in reply.text
    assert house.kept() == {}


# faults of our own


def boom(*_: object, **__: object) -> None:
    """Fail with words of the person in the exception."""
    raise ValueError(MARKER)


def test_a_fault_of_ours_is_an_empty_500(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page is empty, and the log names the kind of the fault and its place in the code, no value."""
    monkeypatch.setattr("towpath.web.pages.journal.journal.draft", boom)
    with caplog.at_level(logging.DEBUG):
        reply = browser.get(house.at_address("journal"))
    assert (reply.status, reply.body) == (500, b"")
    assert reply.header("cache-control") == "no-store"
    (line,) = [record for record in caplog.records if record.name == "towpath"]
    assert line.getMessage().startswith("ValueError at test_app.py:")
    assert MARKER not in caplog.text
    assert line.exc_info is None


def test_a_fault_while_refusing_is_an_empty_500(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where even the page that refuses cannot be made, the answer is the same empty one, with all headers."""
    monkeypatch.setattr(app, "render", boom)
    with caplog.at_level(logging.DEBUG):
        reply = browser.send("POST", house.at_address("write"), FORM.items(), [b"text=%ff"])
    assert (reply.status, reply.body) == (500, b"")
    assert reply.header("cache-control") == "no-store"
    assert MARKER not in caplog.text


def test_a_fault_leaves_the_notebook_open(house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an empty 500 the next page works."""
    with monkeypatch.context() as broken:
        broken.setattr("towpath.web.pages.journal.journal.draft", boom)
        assert browser.get(house.at_address("journal")).status == 500
    assert browser.get(house.at_address("journal")).status == 200


def test_an_error_of_the_notebook_is_told_in_words(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is a page that says what was not saved."""
    from towpath.errors import CannotWrite

    def full(*_: object) -> None:
        raise CannotWrite

    monkeypatch.setattr("towpath.vault.Notebook.add", full)
    reply = browser.post(house.at_address("write"), {"text": "x"})
    assert reply.status == 409
    assert "This was not saved" in reply.words


# header injection


@pytest.mark.parametrize(
    "evil",
    [
        "https://example.org/\r\nSet-Cookie: s=x", "https://example.org/\nX: y", "https://example.org/\0",
        "https://example.org/\u2028x", "javascript:alert(1)", "https://example.org/ 1;url=javascript:alert(1)",
        "data:text/html,x", "//evil.example", "https://user:pass@example.org/", "http://example.org/", "https://",
        "https://nodot/", "https://[::1", "https://example.org/\u00e9", "https://" + "a." * 300 + "org",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["privacy", "settle"])
def test_an_exit_page_that_is_not_plainly_one_is_refused(house: House, browser: Browser, page: str, evil: str) -> None:
    """Line ends, other schemes, names and passwords are not taken as the page to leave to."""
    reply = browser.post(house.at_address(page), {"exit_page": evil, "idle_minutes": "5"})
    assert reply.status == 422
    assert house.kept() == {}
    assert not reply.header("set-cookie")


@pytest.mark.parametrize("path", ["/\r\nSet-Cookie: s=x", "/%0d%0aX: y", "/\0", "/\u00e9", "/" + "a" * 10_000])
def test_an_address_with_line_ends_sets_no_header(house: House, browser: Browser, path: str) -> None:
    """What stands in an address is not put in a header."""
    reply = browser.get(path)
    assert reply.status == 404
    assert not reply.header("set-cookie")
    assert not any("\r" in value or "\n" in value for _, value in reply.headers)


@pytest.mark.parametrize("cookie", ["\u00e9", '"', "a; s=b", "x" * 100_000, "\0"])
def test_a_strange_cookie_is_no_session(house: House, browser: Browser, cookie: str) -> None:
    """Whatever stands in the cookie, it is only compared."""
    assert Browser(house.app, cookie=cookie).get(house.at_address("today")).to == "/"


def test_a_quick_succession_of_answers_keeps_them_all(house: House, browser: Browser) -> None:
    """What is answered page by page adds up."""
    for family, sign in (("felt", "felt.stuck"), ("good", "good.listens")):
        assert browser.post(house.at_address("family", family), {f"o.{sign}": "often"}).status == 303
    kept = [stored.record for stored in house.notebook.records()]
    assert {answer.id for page in kept if isinstance(page, SignsSeen) for answer in page.answers} == {
        "felt.stuck",
        "good.listens",
    }
    assert TODAY.year == 2026


def test_a_refused_form_of_a_page_without_scripts_is_shown_after_a_redirect_once(house: House) -> None:
    """A browser stores what a form sent with the page that answers it, so that page comes after a redirect."""
    browser = house.opened()
    write = house.at_address("write")
    by_form = {**OUR_PAGE, "sec-fetch-mode": "navigate"}
    sent = browser.post(write, {"text": "", "token": house.session.token}, by_form)
    assert (sent.status, sent.to) == (303, write)
    shown = browser.get(write)
    assert (shown.status, b"faults-title" in shown.body) == (422, True)
    again = browser.get(write)
    assert (again.status, b"faults-title" in again.body) == (200, False)
    browser.post(write, {"text": "", "token": house.session.token}, by_form)
    assert browser.get(house.at_address("journal")).status == 200
