import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.files import BEGINNINGS, JPEG
from towpath.domain.records import Attachment, Entry
from towpath.errors import BadInput
from towpath.usecases.attaching import HEAD_BYTES, attach, attached, kind_of, one_attached
from towpath.vault import Notebook

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
REST = {name: head for name, head in BEGINNINGS.items() if name != "text/plain"}


@pytest.mark.parametrize("media_type", BEGINNINGS)
def test_a_kind_is_told_by_the_first_bytes(media_type: str) -> None:
    """Each kind that is taken is known by how it begins."""
    assert kind_of(BEGINNINGS[media_type]) == media_type


@pytest.mark.parametrize(
    "text", ["plain", "caf\u00e9", "\ufeffmarked", "a < b", "{\\rtf", "tab\tand\nline", " ", "-----", "\u05e9"]
)
def test_words_are_plain_text(text: str) -> None:
    """Text in UTF-8 or in UTF-16 with its mark is a document."""
    assert kind_of(text.encode()) == "text/plain"
    assert kind_of(text.encode("utf-16")) == "text/plain"


@pytest.mark.parametrize(
    "head",
    [
        b"<!doctype html><script>", b"<html>",
        b"\n\n  <svg xmlns=", b"\xef\xbb\xbf<?xml?><svg>", "<svg".encode("utf-16"), b"<!-- x --><svg>",
        b"MZ\x90\0\x03", b"\x7fELF\x02", b"PK\x03\x04\x14\0\0\0\x08\0",
        b"PK\x05\x06" + b"\0" * 18, b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"%!PS-Adobe",
        b"\0\0\0\x18ftypevil", b"RIFF\0\0\0\0AVI ",
        b"\0" * 100, b"BM\x36\0\0\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"GIF88a\0",
        b"SQLite format 3\0",
        b"PK\x03\x04" + b"\0" * 22 + b"\x08\0\0\0evil.exe",
    ],
)  # fmt: skip
def test_other_kinds_are_refused_whatever_their_name(head: bytes) -> None:
    """Pages, drawings with scripts, programs and archives do not come in."""
    with pytest.raises(BadInput, match="attachment_kind"):
        kind_of(head)


def test_an_empty_file_is_refused() -> None:
    """Nothing is no photo."""
    with pytest.raises(BadInput, match="attachment_empty"):
        kind_of(b"")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(head=st.sampled_from(sorted(REST.values())), rest=st.binary(max_size=3 * HEAD_BYTES), size=st.integers(1, 5_000))
def test_any_bytes_come_back_as_they_were(notebook: Notebook, head: bytes, rest: bytes, size: int) -> None:
    """Whatever stands behind the first bytes, in whatever pieces it comes; size and SHA-256 are those of the file."""
    data = head + rest
    pieces = iter([data[at : at + size] for at in range(0, len(data), size)])
    name = attach(notebook, "a" * 32, "x", pieces, NOW)
    assert b"".join(notebook.bytes_of(name)) == data
    found = one_attached(notebook, name)
    assert found is not None
    assert (found.file.size, found.file.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_nothing_is_left_of_a_file_that_is_refused(notebook: Notebook) -> None:
    """No record, no line of the log."""
    before = notebook.log_head
    with pytest.raises(BadInput):
        attach(notebook, "a" * 32, "photo.jpg", iter([b"<html>"]), NOW)
    assert notebook.records() == ()
    assert notebook.log_head == before


def test_files_are_named_by_kind_and_order(notebook: Notebook) -> None:
    """The name to save under tells nothing of the name that it had."""
    owner = notebook.add(Entry(written=NOW, text="x", day=NOW.date()))
    other = notebook.add(Entry(written=NOW, text="y", day=NOW.date()))
    order = ("image/jpeg", "application/pdf", "image/png", "audio/mpeg", "video/mp4")
    for minute, media_type in enumerate(order):
        attach(notebook, owner, "secret", iter([BEGINNINGS[media_type]]), NOW + timedelta(minutes=minute))
    attach(notebook, other, "secret", iter([JPEG]), NOW)
    found = attached(notebook, owner)
    assert [one.neutral_name for one in found] == [
        "photo-1.jpg", "document-1.pdf", "photo-2.png", "recording-1.mp3", "video-1.mp4",
    ]  # fmt: skip
    assert [one.drawn for one in found] == [True, False, True, False, False]
    assert [one_attached(notebook, one.id) for one in found] == list(found)
    assert one_attached(notebook, owner) is None


def test_a_file_of_a_kind_from_elsewhere_is_a_document(notebook: Notebook) -> None:
    """What another program put there is neither drawn nor named by what it says it is."""
    record = Attachment(written=NOW, imported=NOW, name="a", media_type="image/svg+xml", of="b" * 32)
    name = notebook.attach(record, [b"<svg>"])
    found = one_attached(notebook, name)
    assert found is not None
    assert (found.drawn, found.neutral_name) == (False, "document-1.bin")
