import logging
from pathlib import Path

import pytest

from tests.web.files import send
from tests.web.house import Browser, House
from tests.web.samples import MARKER
from towpath.domain.records import Entry
from towpath.usecases import diary_file
from towpath.vault import Notebook

DIARY = b"My diary\n# 2026-03-04\nIt was quiet.\n\n## 5 March 2026\nWe talked.\n\n# 2027-01-01\nNot yet.\n"


def bring(house: House, browser: Browser, data: bytes, **fields: str) -> str:
    """Send a file to be read and return where that leads."""
    return send(browser, house.at_address("bring_in"), [("diary.md", data)], fields.items()).to


def texts(house: House) -> list[str]:
    """Return the texts of all entries."""
    return sorted(one.record.text for one in house.notebook.records() if isinstance(one.record, Entry))


def test_a_diary_is_read_shown_and_kept(house: House, browser: Browser) -> None:
    """First everything that was found and what was not; then, on the person's word, all of it."""
    assert "Bring in a diary" in browser.get(house.at_address("bring_in")).words
    assert bring(house, browser, DIARY) == house.at_address("brought")
    page = browser.get(house.at_address("brought")).words
    for said in (
        "Entries 2", "New 2", "First day 4 March 2026", "Last day 5 March 2026", "Line 1: these words stand before",
        "Line 8: this day has not come yet", "It was quiet.", "Keep all 2 entries",
    ):  # fmt: skip
        assert said in page
    assert texts(house) == []
    assert browser.post(house.at_address("brought"), {"answer": "keep"}).to == house.at_address("journal")
    assert texts(house) == ["It was quiet.", "We talked."]
    assert browser.get(house.at_address("journal")).words.count("from a file") == 2
    entry = next(one.id for one in house.notebook.records(Entry))
    assert "It came from a file" in browser.get(house.at_address("entry", entry)).words


def test_an_entry_that_came_from_a_file_stays_one_when_it_is_changed(house: House, browser: Browser) -> None:
    """A change does not make it look as if it had been written here."""
    bring(house, browser, b"# 2026-03-04\nIt was quiet.")
    browser.post(house.at_address("brought"), {"answer": "keep"})
    (entry,) = (one.id for one in house.notebook.records(Entry))
    browser.post(house.at_address("write", entry), {"text": "Changed.", "day": "2026-03-04"})
    assert "It came from a file" in browser.get(house.at_address("entry", entry)).words


def test_the_same_file_again_brings_nothing(house: House, browser: Browser) -> None:
    """It says that everything is here, and offers nothing to keep."""
    for _ in range(2):
        bring(house, browser, DIARY)
        browser.post(house.at_address("brought"), {"answer": "keep"})
    assert len(texts(house)) == 2
    bring(house, browser, DIARY)
    page = browser.get(house.at_address("brought")).words
    assert "New 0" in page
    assert "are here already" in page
    assert "Keep all" not in page


def test_nothing_is_kept_when_the_person_says_so(house: House, browser: Browser) -> None:
    """The other button drops what was read; there is no second chance to keep it."""
    bring(house, browser, DIARY)
    assert browser.post(house.at_address("brought"), {"answer": "drop"}).to == house.at_address("journal")
    assert texts(house) == []
    assert browser.get(house.at_address("brought")).to == house.at_address("bring_in")
    assert browser.post(house.at_address("brought"), {"answer": "keep"}).status == 404


def test_nothing_is_kept_when_the_disk_is_full(house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that it was not saved; what was read can be kept later."""
    from towpath.errors import CannotWrite

    bring(house, browser, DIARY)

    def full(*_: object) -> None:
        raise CannotWrite

    with monkeypatch.context() as broken:
        broken.setattr(Notebook, "add_all", full)
        reply = browser.post(house.at_address("brought"), {"answer": "keep"})
    assert (reply.status, "This was not saved" in reply.words) == (409, True)
    assert texts(house) == []
    assert browser.post(house.at_address("brought"), {"answer": "keep"}).status == 303
    assert len(texts(house)) == 2


def test_a_file_without_dates_is_one_entry_of_the_day_that_is_given(house: House, browser: Browser) -> None:
    """The page says so before it is kept."""
    bring(house, browser, b"Only words.", day="2026-03-04")
    page = browser.get(house.at_address("brought")).words
    assert "all of it is one entry" in page
    assert "4 March 2026" in page


def test_a_file_in_an_older_way_of_writing_is_said_to_be_one(house: House, browser: Browser) -> None:
    """The person is asked to look at the accents."""
    bring(house, browser, "# 2026-03-04\ncaf\u00e9".encode("cp1252"))
    page = browser.get(house.at_address("brought")).words
    assert "Windows-1252" in page
    assert "caf\u00e9" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0", "not plain text"),
        (b"", "no text here yet"),
        (b"04/03/2026\nx", "which number is the day"),
        (b"x" * (diary_file.FILE_LIMIT + 1), "larger than 16 MB"),
    ],
    ids=["picture", "empty", "order", "large"],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(house: House, browser: Browser, data: bytes, said: str) -> None:
    """The page stays, with the reason."""
    reply = send(browser, house.at_address("bring_in"), [("diary.md", data)], [("day", "2026-03-04")])
    assert (reply.status, said in reply.words) == (422, True)
    assert 'value="2026-03-04"' in reply.text
    assert browser.get(house.at_address("brought")).to == house.at_address("bring_in")


def test_without_a_file_or_with_a_wrong_day_the_page_says_so(house: House, browser: Browser) -> None:
    """Nothing chosen, and a day that is none."""
    address = house.at_address("bring_in")
    assert "No file was chosen" in send(browser, address, []).words
    assert "No file was chosen" in browser.post(address, {"day": ""}).words
    assert "could not be read as a date" in send(browser, address, [("a", b"x")], [("day", "never")]).words


def test_which_number_is_the_day_can_be_said(house: House, browser: Browser) -> None:
    """03/04/2026 is read as the person says."""
    for order, day in (("day", "3 April 2026"), ("month", "4 March 2026")):
        bring(house, browser, b"03/04/2026\nx", order=order)
        assert f"First day {day}" in browser.get(house.at_address("brought")).words


def test_what_was_read_is_forgotten_at_the_lock(house: House, browser: Browser) -> None:
    """Nothing of a file that was not kept stays in memory."""
    bring(house, browser, DIARY)
    session = house.session
    house.parts.room.leave()
    assert session.diary is None
    assert house.opened().get(house.at_address("brought")).to == house.at_address("bring_in")


def test_no_word_of_a_diary_is_outside_of_the_notebook(
    house: House, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in addresses and logs, nor in the folder for passing files, nor readable in the file of the notebook."""
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setenv("TMPDIR", str(passing))
    monkeypatch.setattr("tempfile.tempdir", None)
    with caplog.at_level(logging.DEBUG):
        bring(house, browser, f"# 2026-03-04\n{MARKER}".encode())
        kept = browser.post(house.at_address("brought"), {"answer": "keep"})
    assert texts(house) == [MARKER]
    assert MARKER not in caplog.text + str(kept.headers)
    assert list(passing.iterdir()) == []
    folder = house.parts.settings.notebook.parent
    assert not any(MARKER.encode() in file.read_bytes() for file in folder.iterdir() if file.is_file())
