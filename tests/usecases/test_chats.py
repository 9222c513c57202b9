"""Chats: read in memory, kept with their bytes, counted for two people alike, and deleted with all of it."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from towpath.domain.chat import Chat
from towpath.domain.records import Attachment
from towpath.errors import BadInput, CannotWrite
from towpath.importers.counts import Counts, Exchange
from towpath.usecases import chats
from towpath.usecases.chats import Brought, Said
from towpath.vault import Notebook

NOW = datetime(2026, 11, 20, 20, 15, tzinfo=UTC)
CHAT = (
    "13/12/2024, 21:05 - Ana: hé\n\nthere\n"
    "13/12/2024, 21:06 - Bo: <Media omitted>\n"
    "14/02/2025, 02:00 - Bo: awake?\n"
    "14/02/2025, 03:30 - Ana: yes\n"
).encode()
OPEN = b"01/02/2024, 21:05 - Ana: hi\n"


def brought(data: bytes) -> Brought:
    """Return a file that was read."""
    return Brought(name="chat.txt", data=data, reading=chats.read(data))


def test_a_chat_is_read_from_memory_with_everyone_in_it() -> None:
    """Nothing but its bytes is needed; who wrote most stands first, and those who wrote as much in their own order."""
    reading = chats.read(CHAT + b"14/02/2025, 03:31 - Bo: oh\n")
    assert (reading.header.format, reading.header.messages, reading.pages) == ("whatsapp", 5, 1)
    assert reading.people == (("Bo", 3), ("Ana", 2))
    assert reading.messages(1)[0].text == "hé\n\nthere"


def test_messages_are_read_a_page_at_a_time() -> None:
    """A page holds fifty; the last one holds the rest."""
    lines = "".join(f"13/12/2024, 21:05 - Ana: {number}\n" for number in range(1, 126))
    reading = chats.read(lines.encode())
    assert [len(reading.messages(number)) for number in range(1, reading.pages + 1)] == [50, 50, 25]
    assert reading.messages(3)[-1].text == "125"


def test_a_file_with_the_newest_first_is_turned_round() -> None:
    """What was said first stands first, and who answered is counted as it was; numbers stay those of the file."""
    items = ",".join(
        f'{{"sender_name": "{name}", "timestamp_ms": {1_700_000_000_000 - 60_000 * back}, "content": "{back}"}}'
        for back, name in enumerate(("Ana", "Bo") * 60)
    )
    reading = chats.read(f'{{"messages": [{items}]}}'.encode())
    assert [(each.n, each.text) for each in reading.messages(1)[:2]] == [(120, "119"), (119, "118")]
    assert reading.messages(3)[-1].n == 1
    assert sum(reading.exchange.people["Ana"].replies) == 60


@pytest.mark.parametrize(
    ("data", "key"),
    [(b"", "attachment_empty"), (b"\0\1 no chat", "chat_unknown"), (b"\xff\xd8\xff a photo", "chat_unknown")],
)
def test_what_is_no_chat_is_refused(data: bytes, key: str) -> None:
    """The error says which of the two it is."""
    with pytest.raises(BadInput) as refused:
        chats.read(data)
    assert refused.value.key == key


def test_a_chat_is_kept_with_its_bytes_and_read_again(notebook: Notebook) -> None:
    """The bytes come back as they were, with their hash, and give the same messages."""
    name, reading = chats.keep(notebook, brought(CHAT), Said(title="Us", me="Ana"), NOW)
    chat = chats.one(notebook, name)
    assert chat is not None
    assert chats.kept(notebook) == ((name, chat),)
    assert b"".join(notebook.bytes_of(chat.attachment)) == CHAT
    assert chat == Chat(
        written=NOW, title="Us", attachment=chat.attachment, sha256=hashlib.sha256(CHAT).hexdigest(),
        format="whatsapp", me="Ana", messages=4, people=2, first=date(2024, 12, 13), last=date(2025, 2, 14),
    )  # fmt: skip
    (file,) = notebook.records(Attachment)
    assert isinstance(file.record, Attachment)
    assert (file.record.name, file.record.sha256, file.record.source) == ("chat.txt", chat.sha256, "whatsapp")
    assert chats.read_again(notebook, chat).messages(1) == reading.messages(1)


@pytest.mark.parametrize(("day_first", "day"), [(True, date(2024, 2, 1)), (False, date(2024, 1, 2))])
def test_the_order_of_the_day_is_asked_and_kept(notebook: Notebook, day_first: bool, day: date) -> None:
    """Without the answer nothing is kept; with it the times are there, and again when the chat is read anew."""
    with pytest.raises(BadInput, match="diary_order"):
        chats.keep(notebook, brought(OPEN), Said(title="Us"), NOW)
    assert notebook.records() == ()
    name, _ = chats.keep(notebook, brought(OPEN), Said(title="Us", day_first=day_first), NOW)
    chat = chats.one(notebook, name)
    assert chat is not None
    assert (chat.first, chat.day_first) == (day, day_first)
    at = chats.read_again(notebook, chat).messages(1)[0].at
    assert at is not None
    assert at.date() == day


def test_nothing_is_half_kept(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the chat cannot be written, its bytes go too; and where nobody waits any more."""

    def full(*_given: object) -> str:
        raise CannotWrite

    with monkeypatch.context() as patch:
        patch.setattr(chats, "_chat", full)
        with pytest.raises(CannotWrite):
            chats.keep(notebook, brought(CHAT), Said(title="Us"), NOW)
    with pytest.raises(BadInput, match="stopped"):
        chats.keep(notebook, brought(CHAT), Said(title="Us"), NOW, goes_on=lambda: False)
    assert notebook.records() == ()


def test_reading_tells_how_far_it_is_and_stops_when_nobody_waits() -> None:
    """From next to nothing to all of it, never back; and no further than to the first no."""
    told: list[float] = []
    chats.read(CHAT * 5_000, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    for times in (0, 3):
        answers = iter([True] * times)
        with pytest.raises(BadInput):
            chats.read(CHAT * 5_000, goes_on=lambda answers=answers: next(answers, False))  # type: ignore[misc]


def test_a_chat_is_deleted_with_its_bytes(notebook: Notebook) -> None:
    """Nothing of it is left, another chat stays; a chat whose bytes are gone already can be deleted too."""
    first, second = (chats.keep(notebook, brought(CHAT), Said(title=title), NOW)[0] for title in ("A", "B"))
    for name in (first, second):
        chat = chats.one(notebook, name)
        assert chat is not None
        if name == second:
            notebook.delete(chat.attachment)
        chats.delete(notebook, name, chat)
        assert [each for each, _ in chats.kept(notebook)] == ([second] if name == first else [])
    assert notebook.records() == ()
    assert chats.one(notebook, first) is None


def test_two_people_stand_side_by_side() -> None:
    """The person first, then who else wrote most; where they are not in the chat, the two who wrote most."""
    reading = chats.read(CHAT + b"14/02/2025, 03:31 - Cy: oh\n")
    assert chats.two(reading, "Cy") == ("Cy", "Ana")
    assert chats.two(reading, "") == ("Ana", "Bo")


def test_months_without_a_message_are_there_too() -> None:
    """Two months with messages and one in between with none, for both people."""
    found = chats.spans(chats.read(CHAT).exchange, ("Ana", "Bo"))
    assert [each.first for each in found] == [date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1)]
    assert [each.values["messages"] for each in found] == [(1, 1), (0, 0), (1, 1)]
    assert found[2].values == {
        "messages": (1, 1), "begins": (0, 1), "late": (1, 0), "at_once": (0, 0), "demands": (0, 0), "runs": (0, 0),
        "night": (1, 1), "apologies": (0, 0), "calls": (0, 0), "deleted": (0, 0),
    }  # fmt: skip


def over(*months: str) -> Exchange:
    """Return counts of one message in each of these months."""
    return Exchange(
        people={"Ana": Counts(messages=len(months))},
        months={month: {"Ana": Counts(messages=1)} for month in months},
        undated=0,
    )


@pytest.mark.parametrize(
    ("first", "last", "begins", "count"),
    [
        ("2020-02", "2024-01", date(2020, 2, 1), 48),
        ("2020-02", "2024-02", date(2020, 1, 1), 17),
        ("2010-02", "2024-02", date(2010, 1, 1), 15),
    ],
)
def test_a_long_chat_is_shown_in_longer_times(first: str, last: str, begins: date, count: int) -> None:
    """Four years by month, some years by quarter, many by year; nothing is lost on the way."""
    found = chats.spans(over(first, last), ("Ana",))
    assert (found[0].first, len(found)) == (begins, count)
    assert sum(each.values["messages"][0] for each in found) == 2


def test_a_chat_with_a_wrong_year_does_not_fill_centuries() -> None:
    """Beyond twenty years only the times with messages are there; without times there is none."""
    assert [each.first.year for each in chats.spans(over("1970-01", "2024-12"), ("Ana",))] == [1970, 2024]
    assert chats.spans(over(), ("Ana",)) == ()
