import hashlib
import logging
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.web.files import BEGINNINGS, BOUNDARY, JPEG, PDF, PNG, body_of, in_pieces, send
from tests.web.house import HOST, NOW, OUR_PAGE, Browser, House
from tests.web.samples import MARKER
from towpath.domain.records import Attachment, Entry, Incident
from towpath.vault import streaming
from towpath.vault.sqlite import SqliteStore
from towpath.web import app, body

FORM = [("host", HOST), *OUR_PAGE.items(), ("content-type", f"multipart/form-data; boundary={BOUNDARY}")]


@pytest.fixture
def entry(house: House, browser: Browser) -> str:
    """Give the id of an entry in the open notebook."""
    return house.notebook.add(Entry(written=NOW, text="words", day=NOW.date()))


def kept(house: House) -> list[Attachment]:
    """Return the files in the notebook, by name."""
    records = (one.record for one in house.notebook.records(Attachment))
    return sorted((record for record in records if isinstance(record, Attachment)), key=lambda one: one.name)


def ids(house: House) -> list[str]:
    """Return the ids of the files, in the order in which they came."""
    return [one.id for one in house.notebook.records(Attachment)]


def test_files_are_added_shown_saved_and_deleted(house: House, browser: Browser, entry: str) -> None:
    """The way of a photo from the form to its end; the same bytes come back under a neutral name."""
    page, photo = house.at_address("files", entry), JPEG + os.urandom(300_000)
    assert "Up to 100 MB" in browser.get(page).words
    assert send(browser, page, [("IMG <1>.jpg", photo), ("b.pdf", PDF)], [("token", house.session.token)]).to == page
    said = browser.get(page)
    assert "IMG <1>.jpg" in said.words
    assert "IMG <1>" not in said.text
    assert hashlib.sha256(photo).hexdigest() in said.text
    assert "300 kB" in said.words
    assert "Added on 20 November 2026 at 20:15" in said.words
    assert "2 photos and files" in browser.get(house.at_address("entry", entry)).words
    assert "2 files" in browser.get(house.at_address("journal")).words
    first = ids(house)[0]
    saved = browser.get(house.at_address("download", first))
    assert saved.body == photo
    assert saved.header("content-disposition") == 'attachment; filename="photo-1.jpg"'
    assert saved.header("content-type") == "application/octet-stream"
    assert saved.header("x-content-type-options") == "nosniff"
    shown = browser.get(house.at_address("image", first))
    assert (shown.body, shown.header("content-type")) == (photo, "image/jpeg")
    assert shown.header("cache-control") == "no-store"
    assert "Delete this file?" in browser.get(house.at_address("drop_file", first)).words
    assert browser.post(house.at_address("drop_file", first)).to == page
    assert [one.name for one in kept(house)] == ["b.pdf"]
    assert browser.get(house.at_address("image", first)).status == 404


def test_an_incident_has_files_too(house: House, browser: Browser) -> None:
    """The same page for the files of an incident."""
    incident = house.notebook.add(Incident(written=NOW, day=NOW.date(), seen="words"))
    page = house.at_address("files", incident)
    assert send(browser, page, [("a.png", PNG)]).to == page
    assert "belong to the incident of 20 November 2026" in browser.get(page).words


def test_only_pictures_that_browsers_draw_are_sent_to_be_shown(house: House, browser: Browser, entry: str) -> None:
    """Everything else is there to be saved only."""
    for media_type, head in BEGINNINGS.items():
        send(browser, house.at_address("files", entry), [(media_type, head)])
    drawn = {
        one.media_type
        for one, name in zip(
            kept(house), [one.id for one in sorted(house.notebook.records(Attachment), key=_name)], strict=True
        )
        if browser.get(house.at_address("image", name)).status == 200
    }
    assert drawn == {"image/jpeg", "image/png", "image/gif", "image/webp"}


def _name(stored: Any) -> str:
    return str(stored.record.name)


def test_a_kind_that_is_not_taken_is_named_and_the_others_are_kept(house: House, browser: Browser, entry: str) -> None:
    """A page or a drawing with another name is refused by what it is, with its name; the rest comes in."""
    files = [("a.jpg", b"<html><script>alert(1)"), ("b.png", PNG), ("c.jpg", b"<svg onload=alert(1)>"), ("d.jpg", b"")]
    reply = send(browser, house.at_address("files", entry), files)
    assert reply.status == 422
    assert [f"{name}: This" in reply.words for name, _ in files] == [True, False, True, True]
    assert [one.name for one in kept(house)] == ["b.png"]


def test_a_form_without_a_file_says_so(house: House, browser: Browser, entry: str) -> None:
    """Pressing the button without choosing is a fault beside the field."""
    for files in ([], [("", b"")]):
        reply = send(browser, house.at_address("files", entry), files)
        assert (reply.status, "No file was chosen" in reply.words) == (422, True)


def test_a_file_of_the_largest_size_is_kept_and_one_byte_more_is_not(
    house: House, browser: Browser, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is exact, and nothing of what is beyond stays."""
    monkeypatch.setattr(streaming, "LIMIT_BYTES", 200_000)
    page = house.at_address("files", entry)
    assert send(browser, page, [("fits", PDF + b"x" * (200_000 - len(PDF)))]).to == page
    head = house.notebook.log_head
    over = send(browser, page, [("over", PDF + b"x" * (200_001 - len(PDF)))])
    assert (over.status, "larger than 100 MB" in over.words) == (409, True)
    assert [one.name for one in kept(house)] == ["fits"]
    assert house.notebook.log_head == head
    assert house.notebook.check().faults == ()


def test_a_form_that_says_it_is_too_large_is_refused_unread(house: House, browser: Browser, entry: str) -> None:
    """What comes is dropped, so that the browser reads the answer."""
    headers = [*FORM, ("content-length", str(app.FILES_LIMIT + 1))]
    pieces = in_pieces(body_of([], [("a", PDF)]), 50)
    reply = browser.send("POST", house.at_address("files", entry), headers, pieces)
    assert (reply.status, "larger than 100 MB" in reply.words) == (413, True)
    assert kept(house) == []


@pytest.mark.parametrize("cut", [5, 30, 200, 5_000])
def test_nothing_is_kept_of_a_file_that_was_cut_off(house: House, browser: Browser, entry: str, cut: int) -> None:
    """The sender went away, or the form ends too soon: there is no half file."""
    whole = body_of([], [("a.pdf", PDF + b"x" * 9_000)])
    head = house.notebook.log_head
    ended = browser.send("POST", house.at_address("files", entry), FORM, in_pieces(whole[:-cut], 500))
    assert ended.status in {400, 409}
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": whole[:-cut], "more_body": True}, {"type": "http.disconnect"},
    ]  # fmt: skip
    gone = browser.exchange("POST", house.at_address("files", entry), FORM, messages)
    assert gone.status in {400, 409}
    assert kept(house) == []
    assert house.notebook.log_head == head
    assert house.notebook.check().faults == ()


def test_a_sender_that_falls_silent_is_not_waited_for(
    house: House, browser: Browser, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while without a byte the file is given up, and the notebook works on."""
    monkeypatch.setattr(body, "SILENT_SECONDS", 0.1)
    monkeypatch.setattr(body, "LOOK_SECONDS", 0.02)
    messages = [{"type": "http.request", "body": body_of([], [("a", PDF * 5_000)])[:20_000], "more_body": True}]
    reply = browser.exchange("POST", house.at_address("files", entry), FORM, messages)
    assert (reply.status, "did not come through" in reply.words) == (409, True)
    assert kept(house) == []
    assert browser.get(house.at_address("journal")).status == 200


def test_leaving_does_not_wait_for_a_file_that_is_coming(
    house: House, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the sender is silent and the notebook is being written to, it can be closed; nothing of the file stays."""
    monkeypatch.setattr(body, "LOOK_SECONDS", 0.02)
    browser, other = house.opened(), house.browser()
    other.cookie = browser.cookie
    entry = house.notebook.add(Entry(written=NOW, text="words", day=NOW.date()))
    begun, attach = threading.Event(), streaming.Counted.__iter__

    def told(self: streaming.Counted) -> Any:
        begun.set()
        return attach(self)

    monkeypatch.setattr(streaming.Counted, "__iter__", told)
    messages = [{"type": "http.request", "body": body_of([], [("a", PDF * 5_000)])[:20_000], "more_body": True}]
    address = house.at_address("files", entry)
    replies: list[int] = []

    def upload() -> None:
        replies.append(browser.exchange("POST", address, FORM, messages).status)

    sending = threading.Thread(target=upload)
    sending.start()
    assert begun.wait(10)
    left = other.post(house.at_address("exit"))
    assert left.status == 200
    assert house.parts.room.open_notebook() is None
    assert house.opened().get(house.at_address("journal")).status == 200
    assert kept(house) == []
    sending.join(15)
    assert not sending.is_alive()


def test_a_stranger_and_another_page_cannot_send_files(house: House, entry: str) -> None:
    """Without the session nothing is read; from another origin nothing is kept."""
    page = house.at_address("files", entry)
    stranger = send(house.browser(), page, [("a.pdf", PDF)])
    assert (stranger.status, stranger.to) == (303, "/")
    own = Browser(house.app, cookie=house.session.id)
    cross = send(
        own, page, [("a.pdf", PDF)], headers=[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]
    )
    assert cross.status == 403
    plain = send(own, page, [("a.pdf", PDF)], headers=[])
    assert plain.status == 403
    token = send(own, page, [("a.pdf", PDF)], [("token", house.session.token)], headers=[])
    assert token.to == page
    assert len(kept(house)) == 1


@pytest.mark.parametrize("item", ["", "f" * 32, "x"])
def test_files_of_nothing_are_not_there(house: House, browser: Browser, item: str) -> None:
    """No owner, no file: one and the same page, and what was sent is not kept."""
    for page in ("files", "image", "download", "drop_file"):
        assert browser.get(house.at_address(page, item)).status == 404
    assert send(browser, house.at_address("files", item), [("a.pdf", PDF)]).status == 404
    assert browser.post(house.at_address("drop_file", item)).status == 404
    assert kept(house) == []


def test_files_of_an_entry_that_is_deleted_are_deleted(house: House, browser: Browser, entry: str) -> None:
    """Nothing stays beside what is gone."""
    send(browser, house.at_address("files", entry), [("a.pdf", PDF)])
    browser.post(house.at_address("delete", entry))
    assert house.kept() == {}


def test_a_damaged_file_is_told_of_on_a_page(house: House, browser: Browser, entry: str) -> None:
    """Changed bytes are neither shown nor saved."""
    send(browser, house.at_address("files", entry), [("a.jpg", JPEG + b"x" * 1_000)])
    (name,) = ids(house)
    held = house.notebook._held
    assert held
    assert isinstance(held.store, SqliteStore)
    held.store._db.execute("UPDATE chunks SET sealed = zeroblob(length(sealed))")
    reply = browser.get(house.at_address("download", name))
    assert (reply.status, "damaged" in reply.words) == (409, True)
    assert not reply.header("content-disposition")


def test_no_word_and_no_byte_of_a_file_is_outside_of_the_notebook(
    house: House, browser: Browser, entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """Neither in addresses and logs, nor in the folder for passing files, nor readable in the file of the notebook."""
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setenv("TMPDIR", str(passing))
    monkeypatch.setattr("tempfile.tempdir", None)
    page = house.at_address("files", entry)
    with caplog.at_level(logging.DEBUG):
        reply = send(browser, page, [(f"{MARKER}.txt", MARKER.encode() * 50_000)])
        assert MARKER not in "".join(value for _, value in reply.headers)
        browser.get(house.at_address("download", ids(house)[0]))
    assert MARKER not in caplog.text
    assert list(passing.iterdir()) == []
    folder = house.parts.settings.notebook.parent
    assert not any(MARKER.encode() in file.read_bytes() for file in folder.iterdir() if file.is_file())
