"""The log with anchors and time stamps, and backups, by way of their pages."""

from pathlib import Path

import pytest

from tests.vault.test_log import answer
from tests.web.files import send
from tests.web.house import NOW, PASSPHRASE, Browser, House
from towpath.domain.records import Anchor, Entry
from towpath.vault import Notebook


def entry(text: str) -> Entry:
    """Return an entry."""
    return Entry(written=NOW, text=text, day=NOW.date())


def test_the_log_is_checked_and_its_head_is_shown(house: House, browser: Browser) -> None:
    """The number and the hash are those of the notebook; both agree."""
    house.notebook.add(entry("one"))
    shown = browser.get(house.at_address("log")).words
    assert house.notebook.log_head.head in shown
    assert "The log and your notes agree" in shown


def test_a_log_that_does_not_agree_is_said(house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """In how many places."""
    faults = house.notebook.check()
    wrong = type(faults)(faults.at, (object(), object()))  # type: ignore[arg-type] # only their number is shown
    monkeypatch.setattr(Notebook, "check", lambda _: wrong)
    assert "do not agree in 2 places" in browser.get(house.at_address("log")).words


def test_the_log_is_begun_anew_knowingly(house: House, browser: Browser) -> None:
    """Without the mark it stays."""
    house.notebook.delete(house.notebook.add(entry("gone")))
    before = house.notebook.log_head
    assert browser.post(house.at_address("log")).status == 422
    assert house.notebook.log_head == before
    assert browser.post(house.at_address("log"), {"sure": "yes"}).to == house.at_address("log")
    assert house.notebook.log_head.number < before.number


def test_a_time_stamp_goes_out_and_comes_back_as_files(house: House, browser: Browser) -> None:
    """The request is saved under a name that tells nothing; its answer is kept and listed."""
    house.notebook.add(entry("one"))
    request = browser.get(house.at_address("stamp_request"))
    assert request.header("content-disposition") == 'attachment; filename="1.tsq"'
    house.notebook.add(entry("later"))
    assert send(browser, house.at_address("stamp"), [("a.tsr", answer(request.body))]).to == house.at_address("log")
    assert len(house.notebook.records(Anchor)) == 1
    assert "stamped on 2 March 2026 at 12:00 (UTC)" in browser.get(house.at_address("log")).words


@pytest.mark.parametrize("files", [[], [("a.tsr", b"nothing of the kind")], [("a.tsr", b"x" * 200_000)]])
def test_what_is_no_time_stamp_is_refused(house: House, browser: Browser, files: list[tuple[str, bytes]]) -> None:
    """No file, another file, a large one: said, and nothing is kept."""
    assert send(browser, house.at_address("stamp"), files).status == 422
    assert not house.notebook.records(Anchor)


def beside(house: House) -> set[str]:
    """Return the names in the folder of the notebook."""
    return {path.name for path in house.parts.settings.notebook.parent.iterdir()}


def test_a_backup_is_sent_and_brings_back_what_is_missing(house: House, browser: Browser, tmp_path: Path) -> None:
    """It opens with the passphrase, adds what is missing once, and leaves no file behind."""
    kept = house.notebook.add(entry("kept"))
    before = beside(house) | {"elsewhere"}
    reply = browser.get(house.at_address("backup_file"))
    assert reply.header("content-disposition") == 'attachment; filename="notes.bak"'
    assert int(reply.header("content-length")) == len(reply.body)
    assert b"kept" not in reply.body
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "saved").write_bytes(reply.body)
    assert Notebook.restore(elsewhere / "again", elsewhere / "saved", PASSPHRASE).added >= 1
    for _ in range(2):
        back = send(browser, house.at_address("take_in"), [("b", reply.body)], [("passphrase", PASSPHRASE)])
        assert back.status == 200
        assert 'role="status"' in back.text
    assert [one.id for one in house.notebook.records(Entry)] == [kept]
    assert beside(house) == before


@pytest.mark.parametrize(
    ("cut", "passphrase", "field"), [(0, "wrong", "passphrase"), (100, PASSPHRASE, "file"), (-1, PASSPHRASE, "file")]
)
def test_a_backup_that_cannot_be_taken_in_is_refused_and_gone(
    house: House, browser: Browser, cut: int, passphrase: str, field: str
) -> None:
    """A wrong passphrase, a cut file, no file: said at its field; nothing is changed and no file is left."""
    house.notebook.add(entry("kept"))
    data = browser.get(house.at_address("backup_file")).body
    before = beside(house)
    files = [] if cut < 0 else [("b", data[: len(data) - cut])]
    reply = send(browser, house.at_address("take_in"), files, [("passphrase", passphrase)])
    assert reply.status == 422
    assert f'id="{field}-fault"' in reply.text
    assert beside(house) == before


def test_a_full_disk_is_said_when_a_backup_comes_in(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are those of any disk that took nothing."""

    def full(_: object) -> None:
        raise OSError

    monkeypatch.setattr("towpath.usecases.backups.new_file", full)
    reply = send(browser, house.at_address("take_in"), [("b", b"x")], [("passphrase", PASSPHRASE)])
    assert reply.status == 422
    assert "was not saved" in reply.words
