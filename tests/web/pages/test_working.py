"""Long work: the page says how far it is, it can be stopped, and it ends with the notebook."""

import threading
from collections.abc import Iterator

import pytest

from tests.web.house import Browser, House
from tests.web.pages.test_messages import CHAT, bring, keep, kept
from towpath.domain.chat import Chat
from towpath.domain.records import Attachment
from towpath.errors import BadInput
from towpath.importers.apart import GoesOn
from towpath.importers.source import Progress
from towpath.usecases import chats, passages
from towpath.usecases.chats import Reading
from towpath.web.pages import working


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let reading wait, four tenths done, until the event is set or nobody waits; a page waits for next to nothing."""
    go_on, read = threading.Event(), chats.read

    def slowly(data: bytes, *, day_first: bool | None = None, goes_on: GoesOn, progress: Progress) -> Reading:
        progress(0.4)
        while not go_on.wait(0.01):
            if not goes_on():
                raise BadInput("stopped")
        return read(data, day_first=day_first)

    monkeypatch.setattr(chats, "read", slowly)
    monkeypatch.setattr(working, "PATIENCE", 0.05)
    yield go_on
    go_on.set()


def at_the_end(house: House, browser: Browser, page: str, item: str = "") -> str:
    """Ask for a page until its work is done, and return its words."""
    for _ in range(200):
        answer = browser.get(house.at_address(page, item))
        if "data-working" not in answer.text:
            return answer.to or answer.words
    raise AssertionError


def test_a_long_file_shows_how_far_it_is_and_then_what_was_read(
    house: House, browser: Browser, slow: threading.Event
) -> None:
    """The page comes anew by itself, with scripts and without, and gives way to what was read."""
    assert bring(house, browser).to == house.at_address("brought_chat")
    shown = browser.get(house.at_address("brought_chat"))
    assert "Reading the chat" in shown.words
    assert 'value="40"' in shown.text
    assert '<noscript><meta http-equiv="refresh" content="2">' in shown.text
    assert "not kept yet" in browser.get(house.at_address("messages")).words
    slow.set()
    assert "Messages 4" in at_the_end(house, browser, "brought_chat")


def test_reading_is_stopped_and_nothing_is_left_of_it(house: House, browser: Browser, slow: threading.Event) -> None:
    """The button leads back to the messages; there is nothing to keep, and the thread has ended."""
    bring(house, browser)
    session = house.parts.room.session(browser.cookie)
    assert session is not None
    (work,) = session.works.values()
    assert browser.post(house.at_address("give_up", "reading")).to == house.at_address("messages")
    assert work.wait(5)
    assert (session.works, session.brought) == ({}, None)
    assert "not kept yet" not in browser.get(house.at_address("messages")).words
    assert browser.get(house.at_address("brought_chat")).to == house.at_address("messages")


def test_a_long_file_that_is_no_chat_is_refused_when_that_is_found(
    house: House, browser: Browser, slow: threading.Event
) -> None:
    """What is wrong is said in the place of what was read."""
    bring(house, browser, b"no chat")
    slow.set()
    assert "No chat was found" in at_the_end(house, browser, "brought_chat")


def test_work_ends_when_the_notebook_is_locked(house: House, browser: Browser, slow: threading.Event) -> None:
    """Nobody waits for it any more."""
    bring(house, browser)
    session = house.parts.room.session(browser.cookie)
    assert session is not None
    (work,) = session.works.values()
    browser.post(house.at_address("shut"))
    assert work.wait(5)
    assert session.works == {}
    with pytest.raises(BadInput, match="stopped"):
        work.result()


def test_keeping_goes_on_beside_the_page_and_ends_at_the_chat(
    house: House, browser: Browser, slow: threading.Event
) -> None:
    """Where the file is read once more, because only now the order of its days is known, that is shown too."""
    slow.set()
    bring(house, browser, b"01/02/2024, 21:05 - Ana: hi\n")
    at_the_end(house, browser, "brought_chat")
    slow.clear()
    assert keep(house, browser, order="day").to == house.at_address("brought_chat")
    assert "Keeping the chat" in browser.get(house.at_address("brought_chat")).words
    assert house.notebook.records(Chat, Attachment) == ()
    assert keep(house, browser, order="day").to == house.at_address("brought_chat")
    slow.set()
    assert at_the_end(house, browser, "brought_chat") == house.at_address("chat", kept(house)[0])


def test_a_kept_chat_is_read_again_and_pointed_at_while_the_page_waits(
    house: House, browser: Browser, slow: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of the chat, and of its passages, say how far they are; stopping leads back."""
    slow.set()
    bring(house, browser)
    at_the_end(house, browser, "brought_chat")
    keep(house, browser)
    at_the_end(house, browser, "brought_chat")
    name, _ = kept(house)
    session = house.parts.room.session(browser.cookie)
    assert session is not None
    session.reading = None
    slow.clear()
    assert "Reading the chat" in browser.get(house.at_address("chat", name)).words
    slow.set()
    assert "Who begins" in at_the_end(house, browser, "chat", name)
    go_on, look = threading.Event(), passages.of_message

    def wait(*given: object) -> object:
        go_on.wait(5)
        return look(*given)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(passages, "of_message", wait)
    assert "Looking for words" in browser.get(house.at_address("passages", name)).words
    stopped = browser.post(house.at_address("give_up", f"pointing {name} en"))
    assert stopped.to == house.at_address("chat", name)
    go_on.set()
    assert "Words that may show a sign" in at_the_end(house, browser, "passages", name)


def test_a_fault_of_ours_in_the_work_is_a_fault_of_the_page(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong beside the page is not swallowed."""

    def broken(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(chats, "read", broken)
    assert bring(house, browser, CHAT).status == 500
