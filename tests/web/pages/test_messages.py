"""Messages: a chat is brought in, looked at, counted, read and deleted; what is wrong keeps nothing."""

import hashlib
import logging
from pathlib import Path

import pytest

from tests.web.files import send
from tests.web.house import Browser, House, Reply
from tests.web.samples import MARKER
from towpath.content.pack import load
from towpath.domain.chat import TITLE_LIMIT, Chat
from towpath.domain.records import Attachment
from towpath.importers.apart import GoesOn
from towpath.importers.apologies import languages
from towpath.importers.source import Progress
from towpath.usecases import chats
from towpath.usecases.chats import Reading
from towpath.vault import Notebook

CHAT = (
    f"13/12/2024, 21:05 - Ana: hé {MARKER}\n\nthere\n"
    "13/12/2024, 21:06 - Bo: <Media omitted>\n"
    "14/02/2025, 02:00 - Bo: awake? <script>alert(1)</script>\n"
    "14/02/2025, 03:30 - Ana: yes\n"
).encode()
OPEN = b"01/02/2024, 21:05 - Ana: hi\n"
SAID = {"title": "Us two", "me": "0", "answer": "keep"}


def bring(house: House, browser: Browser, data: bytes = CHAT) -> Reply:
    """Send a file to be read."""
    return send(browser, house.at_address("messages"), [("chat.txt", data)])


def keep(house: House, browser: Browser, **changed: str) -> Reply:
    """Say who one is in the chat, and keep it."""
    return browser.post(house.at_address("brought_chat"), SAID | changed)


def kept(house: House) -> tuple[str, Chat]:
    """Return the one chat that is kept."""
    (found,) = chats.kept(house.notebook)
    return found


def titles(house: House) -> dict[str, str]:
    """Return the titles of all chats."""
    return {name: chat.title for name, chat in chats.kept(house.notebook)}


def test_a_chat_is_read_shown_and_kept(house: House, browser: Browser) -> None:
    """First what was read and what was not; then, on the person's word, the chat with its bytes."""
    page = browser.get(house.at_address("messages")).words
    assert "choose More, then Export chat" in page
    assert bring(house, browser).to == house.at_address("brought_chat")
    page = browser.get(house.at_address("brought_chat")).words
    for words in (
        "App WhatsApp", "Messages 4", "First day 13 December 2024", "Last day 14 February 2025",
        "nothing: all of it was read", "Ana (2 messages)", "Bo (2 messages)",
    ):  # fmt: skip
        assert words in page
    assert house.notebook.records(Chat, Attachment) == ()
    answer = keep(house, browser)
    name, chat = kept(house)
    assert answer.to == house.at_address("chat", name)
    assert (chat.title, chat.me, chat.messages) == ("Us two", "Ana", 4)
    assert chat.sha256 == hashlib.sha256(CHAT).hexdigest()
    assert "Us two" in browser.get(house.at_address("messages")).words


def test_what_is_counted_is_shown_for_both_alike(house: House, browser: Browser) -> None:
    """Each picture has a name, a description with the counts of both, and a table of the same numbers."""
    bring(house, browser)
    keep(house, browser)
    page = browser.get(house.at_address("chat", kept(house)[0]))
    for words in ("Ana (you): 2. Bo: 2.", "December 2024 1 1", "January 2025 0 0", "1 to 4 hours 1 0", "At night"):
        assert words in page.words
    assert "Many in a row" not in page.words
    assert page.text.count('role="img"') == 5
    assert hashlib.sha256(CHAT).hexdigest() in page.words


def test_asking_again_apologies_calls_and_deleted_messages_have_pictures(house: House, browser: Browser) -> None:
    """Each is shown where there is one, for both alike, with what it counts and what it cannot say."""
    bring(
        house, browser,
        b"13/12/2024, 21:05 - Ana: where are you?\n13/12/2024, 21:05 - Bo: here\n13/12/2024, 21:06 - Bo: dinner?\n"
        b"13/12/2024, 21:09 - Bo: ??\n13/12/2024, 21:20 - Bo: Missed voice call\n13/12/2024, 21:30 - Ana: sorry\n"
        b"13/12/2024, 21:31 - Ana: This message was deleted\n",
    )  # fmt: skip
    keep(house, browser, me="1")
    page = browser.get(house.at_address("chat", kept(house)[0])).words
    for words in (
        "in less than a minute. Answered at once Ana (you): 0. Bo: 1.",
        "Asking again", "Question marks alone count after any message. Asking again Ana (you): 0. Bo: 2.",
        "It does not say how they were meant. Words of apology Ana (you): 1. Bo: 0.",
        "taken or not. Calls Ana (you): 0. Bo: 1.", "trace. Deleted Ana (you): 1. Bo: 0.",
        "In others they are not counted", "All of it in numbers", "Asking again 0 2", "Words of apology 1 0",
    ):  # fmt: skip
        assert words in page


def test_the_page_names_as_many_languages_as_words_of_apology_are_known_in() -> None:
    """Nobody is told that theirs is counted where it is not."""
    words = load().chats
    assert len(words.page["languages"].split(", ")) == len(languages())
    assert any(f" {len(languages())} languages" in text for text in words.limits)


def test_the_messages_are_read_as_text_a_page_at_a_time(house: House, browser: Browser) -> None:
    """Every message is there with its author and time; what looks like a script is text; long ones are cut."""
    lines = "".join(f"15/02/2025, 02:00 - Bo: {'x' * 1_600} {number}\n" for number in range(60))
    bring(house, browser, CHAT + lines.encode())
    keep(house, browser, me="none")
    name, chat = kept(house)
    assert chat.me == ""
    page = browser.get(house.at_address("chat_messages", name))
    assert "<script>alert" not in page.text
    for words in (
        "awake? <script>",
        "13 December 2024, 21:05",
        "(photo, recording or file)",
        "1 of 2",
        "characters are",
    ):
        assert words in page.words
    later = browser.get(house.at_address("chat_messages", f"{name}|2")).words
    assert "2 of 2" in later
    assert "Earlier" in later


def test_a_kept_chat_is_read_from_its_bytes_once_in_a_session(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is at hand for the next page; another chat, or a later session, reads anew."""
    for title in ("One", "Two"):
        bring(house, browser)
        keep(house, browser, title=title)
    one, two = sorted((name for name, _ in chats.kept(house.notebook)), key=lambda name: titles(house)[name])
    read: list[str] = []
    again = chats.read_again

    def noted(notebook: Notebook, chat: Chat, *, goes_on: GoesOn, progress: Progress) -> Reading:
        read.append(chat.title)
        return again(notebook, chat, goes_on=goes_on, progress=progress)

    monkeypatch.setattr(chats, "read_again", noted)
    for name in (two, one, one, two):
        assert browser.get(house.at_address("chat", name)).status == 200
    assert read == ["One", "Two"]
    session = house.parts.room.session(browser.cookie)
    assert session is not None
    browser.post(house.at_address("shut"))
    assert (session.reading, session.brought) == (None, None)


def test_nothing_is_kept_when_the_person_says_so(house: House, browser: Browser) -> None:
    """The other button drops what was read; there is no second chance to keep it."""
    bring(house, browser)
    assert keep(house, browser, answer="drop").to == house.at_address("messages")
    assert house.notebook.records(Chat, Attachment) == ()
    assert browser.get(house.at_address("brought_chat")).to == house.at_address("messages")
    assert keep(house, browser).status == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": " "}, "There is no text here yet"),
        ({"title": "x" * (TITLE_LIMIT + 1)}, "longer than 200 characters"),
        ({"me": ""}, "who you are in this chat"),
        ({"me": "7"}, "who you are in this chat"),
    ],
)
def test_what_is_not_said_is_asked_again(house: House, browser: Browser, changed: dict[str, str], words: str) -> None:
    """The page comes again with the fault, what was typed is still there, and nothing is kept."""
    bring(house, browser)
    page = keep(house, browser, **changed)
    assert page.status == 422
    assert words in page.words
    assert house.notebook.records(Chat, Attachment) == ()
    assert keep(house, browser).status == 303


@pytest.mark.parametrize(("order", "day"), [("day", "1 February 2024"), ("month", "2 January 2024")])
def test_the_order_of_the_day_is_asked_where_the_file_leaves_it_open(
    house: House, browser: Browser, order: str, day: str
) -> None:
    """Without the answer nothing is kept; with it the days are right."""
    bring(house, browser, OPEN)
    assert "Which comes first?" in browser.get(house.at_address("brought_chat")).words
    assert keep(house, browser).status == 422
    keep(house, browser, order=order)
    assert f"From {day}" in browser.get(house.at_address("chat", kept(house)[0])).words


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "No file was chosen"),
        ([("chat.txt", b"")], "This file is empty"),
        ([("chat.txt", b"\xff\xd8\xff no chat")], "No chat was found"),
        ([("chat.zip", b"PK\x03\x04 no archive")], "This archive is damaged"),
        (
            [("chat.xml", b"<?xml version='1.0'?>\n<smses count='1'>\n<sms address='1' date='1' type='1' body='x'")],
            "near line",
        ),
    ],
)
def test_what_is_no_chat_is_refused_and_nothing_is_kept(
    house: House, browser: Browser, files: list[tuple[str, bytes]], words: str
) -> None:
    """The page says what is wrong, with the place where there is one."""
    page = send(browser, house.at_address("messages"), files)
    assert page.status == 422
    assert words in page.words
    assert house.notebook.records(Chat, Attachment) == ()
    assert browser.get(house.at_address("brought_chat")).to == house.at_address("messages")


def test_a_text_with_very_many_names_lists_those_who_wrote_most(house: House, browser: Browser) -> None:
    """Fifty can be chosen, and the page says how many cannot."""
    bring(house, browser, "".join(f"Name {number % 60}: words\n" for number in range(130)).encode())
    page = browser.get(house.at_address("brought_chat"))
    assert page.text.count('name="me"') == 51
    assert "10 more who wrote less are not listed" in page.words
    assert keep(house, browser, me="50").status == 422
    assert keep(house, browser, me="49").status == 303


def test_a_file_too_large_is_refused(house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than an attachment may have is not read at all."""
    monkeypatch.setattr(chats, "FILE_LIMIT", 10)
    assert "larger than 100 MB" in bring(house, browser).words


def test_what_was_not_read_is_told_with_its_places(house: House, browser: Browser) -> None:
    """Lines before the first message are not dropped in silence."""
    bring(house, browser, b"what is this\n" + CHAT)
    page = browser.get(house.at_address("brought_chat")).words
    assert "Not read 1 place" in page
    assert "line 1" in page


def test_the_file_comes_back_byte_for_byte(house: House, browser: Browser) -> None:
    """It is saved under a name that tells nothing."""
    bring(house, browser)
    keep(house, browser)
    file = browser.get(house.at_address("download", kept(house)[1].attachment))
    assert file.body == CHAT
    assert 'filename="document-1.txt"' in file.header("content-disposition")


def test_a_chat_is_deleted_with_its_file(house: House, browser: Browser) -> None:
    """It is asked once; then nothing of it is left, and its pages are not there."""
    bring(house, browser)
    keep(house, browser)
    name, chat = kept(house)
    assert "with its 4 messages and its file" in browser.get(house.at_address("drop_chat", name)).words
    assert browser.post(house.at_address("drop_chat", name)).to == house.at_address("messages")
    assert house.notebook.records(Chat, Attachment) == ()
    for page in ("chat", "chat_messages", "drop_chat"):
        assert browser.get(house.at_address(page, name)).status == 404
    assert browser.get(house.at_address("download", chat.attachment)).status == 404


def test_no_word_of_a_chat_is_on_the_disk_or_in_the_log(
    house: House, browser: Browser, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither while it waits to be kept nor after that, in no file beside the notebook and in none of its own."""
    caplog.set_level(logging.DEBUG)
    bring(house, browser)
    browser.get(house.at_address("brought_chat"))
    keep(house, browser)
    browser.get(house.at_address("chat_messages", kept(house)[0]))
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert found
    assert not any(MARKER.encode() in path.read_bytes() for path in found)
    assert MARKER not in caplog.text
