"""Attachments: bytes that come back as they were, or are said to be damaged, and never half of them."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vault.samples import CHEAP, PASSPHRASE, entry, filled, look, names, tamper
from tests.vault.test_crash import room_for
from towpath.domain.records import Attachment
from towpath.errors import BadInput, CannotWrite
from towpath.vault import Damaged, Notebook, sealing, streaming
from towpath.vault.sealing import UnsealError

CHUNK = streaming.CHUNK_BYTES
WRITTEN = entry("").written
PLACE, KEY, PREFIX = b"place", b"k" * 32, b"seven b"


def of(record_id: str = "") -> Attachment:
    """Return what is known of a file."""
    return Attachment(written=WRITTEN, name="a.jpg", media_type="image/jpeg", imported=WRITTEN, of=record_id)


def sealed(data: bytes, piece: int = CHUNK) -> tuple[list[bytes], streaming.Counted]:
    """Seal bytes that come in pieces."""
    counted = streaming.Counted(data[at : at + piece] for at in range(0, len(data), piece))
    return list(streaming.seal(PLACE, KEY, PREFIX, counted)), counted


def unsealed(chunks: list[bytes], size: int, sha256: str) -> bytes:
    """Open them again."""

    def chunk(number: int) -> bytes:
        return chunks[number] if number < len(chunks) else b""

    return b"".join(streaming.unseal(PLACE, KEY, PREFIX, size, sha256, chunk))


SIZES = [0, 1, 255, 256, 257, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 3, 10 * CHUNK + 17, 2**22 + 1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", [1_000, CHUNK, 10**6])
def test_bytes_of_any_size_come_back(size: int, piece: int) -> None:
    """However they come in, and their padded size alone is to be seen."""
    data = os.urandom(size)
    chunks, counted = sealed(data, piece)

    assert (counted.size, counted.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert unsealed(chunks, counted.size, counted.sha256) == data
    assert sum(len(chunk) - 16 for chunk in chunks) == sealing.padded_length(size)
    assert all(len(chunk) == CHUNK + 16 for chunk in chunks[:-1])


@settings(max_examples=50)
@given(size=st.integers(0, 3 * CHUNK), change=st.integers(0, 10**9), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(size: int, change: int, bit: int) -> None:
    """In any chunk, padding included."""
    chunks, counted = sealed(bytes(size))
    number = change % len(chunks)
    chunk = bytearray(chunks[number])
    chunk[change % len(chunk)] ^= 1 << bit
    chunks[number] = bytes(chunk)

    with pytest.raises(UnsealError):
        unsealed(chunks, counted.size, counted.sha256)


def test_chunks_cannot_be_moved_left_out_added_or_cut_off() -> None:
    """Nor can a shorter attachment be made of a longer one, even with another size."""
    chunks, counted = sealed(os.urandom(4 * CHUNK))
    wrong = [chunks[::-1], chunks[:-1], chunks[1:], [chunks[0], *chunks], [b"", *chunks[1:]]]

    for each in wrong:
        with pytest.raises(UnsealError):
            unsealed(each, counted.size, counted.sha256)
    for size in (CHUNK, 2 * CHUNK, 5 * CHUNK):
        with pytest.raises(UnsealError):
            unsealed(chunks, size, counted.sha256)


def test_bytes_that_are_not_what_was_imported_are_noticed_at_the_end() -> None:
    """A record with another hash, or another size of the same padding."""
    chunks, counted = sealed(os.urandom(1_000))
    for size, sha256 in ((1_000, "0" * 64), (999, counted.sha256)):
        with pytest.raises(UnsealError):
            unsealed(chunks, size, sha256)


def test_an_attachment_is_kept_revised_listed_and_deleted_with_its_record(tmp_path: Path) -> None:
    """Through rotations, and another record's attachment stays."""
    said: list[int] = []
    data = os.urandom(200_000)
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        one, two = made.add(entry("one")), made.add(entry("two"))
        first = made.attach(of(one), [data[:70_000], data[70_000:]], said.append)
        second = made.attach(of(two), [])
        made.delete(made.add(entry("gone")))
    assert (len(said), said[-1], said) == (4, 200_000, sorted(said))
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert {each.card.kind for each in opened.cards()} == {"entry", "attachment"}
        assert (opened.damaged, opened.check().faults, opened.listing()[1]) == ((), (), ())
        record = opened.read(first).record
        assert isinstance(record, Attachment)
        assert (record.size, record.sha256, record.of) == (200_000, hashlib.sha256(data).hexdigest(), one)
        opened.revise(first, of(one).__class__(**{**fields(record), "name": "b.jpg"}))
        opened.replace(first, of(one).__class__(**{**fields(record), "name": "c.jpg"}))
        assert b"".join(opened.bytes_of(first)) == data
        assert b"".join(opened.bytes_of(second)) == b""
        opened.delete(one)
        assert {each.id for each in opened.records()} == {two, second}
        assert look_while_open(opened, first) == b""
        opened.delete(second)
        assert [each.id for each in opened.records()] == [two]
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert (opened.damaged, opened.check().faults) == ((), ())
    assert look(tmp_path / "n", "SELECT count(*) FROM chunks") == [(0,)]


def fields(record: Attachment) -> dict[str, Any]:
    """Return what a record says."""
    return {name: getattr(record, name) for name in record.__struct_fields__}


def look_while_open(opened: Notebook, attached: str) -> bytes:
    """Return the first chunk of an attachment."""
    with opened._working() as held:
        return held.store.chunk(held.notebook, bytes.fromhex(attached), 0)


def test_what_is_no_attachment_has_no_bytes(tmp_path: Path) -> None:
    """An entry, or nothing at all."""
    (one,) = filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        for wrong in (one, "0" * 32):
            with pytest.raises(BadInput) as caught:
                opened.bytes_of(wrong)
            assert caught.value.key == "no_such_record"


def endless() -> Iterator[bytes]:
    """Give more than may be kept."""
    while True:
        yield bytes(2**20)


def broken_off() -> Iterator[bytes]:
    """Give something, and then fail as a connection does."""
    yield bytes(10**6)
    raise ConnectionError


def test_too_large_or_broken_off_leaves_nothing(tmp_path: Path) -> None:
    """Not a chunk, not a key, not a line in the log."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        with pytest.raises(BadInput) as caught:
            made.attach(of(), endless())
        assert caught.value.key == "attachment_large"
        with pytest.raises(ConnectionError):
            made.attach(of(), broken_off())
        with room_for(300_000), pytest.raises(CannotWrite):
            made.attach(of(), [bytes(10**7)])
        assert made.records() == ()
        assert (made.log_head.number, made.check().faults) == (1, ())
        kept = made.attach(of(), [b"after"])
    assert names(tmp_path) == ["n"]
    assert look(tmp_path / "n", "SELECT count(*) FROM chunks") == [(1,)]
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert b"".join(opened.bytes_of(kept)) == b"after"


def test_a_record_and_its_file_are_kept_both_or_neither(tmp_path: Path) -> None:
    """Whatever fails between them, no bytes are left that no record names."""

    def failing(_file: str) -> Any:
        raise ConnectionError

    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        for pieces, naming in (([b"bytes"], failing), (broken_off(), entry)):
            with pytest.raises(ConnectionError):
                made.add_with_file(of(), pieces, naming)
        with room_for(300_000), pytest.raises(CannotWrite):
            made.add_with_file(of(), [bytes(10**7)], entry)
        assert made.records() == ()
        assert made.log_head.number == 1
        name = made.add_with_file(of(), [b"by", b"tes"], entry)
    assert look(tmp_path / "n", "SELECT count(*) FROM chunks") == [(1,)]
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert b"".join(opened.bytes_of(opened.read(name).record.text)) == b"bytes"  # type: ignore[union-attr] # an entry
        assert len(opened.records()) == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE chunks SET sealed = zeroblob(10) WHERE number = 1",
        "UPDATE chunks SET sealed = NULL_IS_NOT_ALLOWED",
        "DELETE FROM chunks WHERE number = 2",
        "UPDATE chunks SET number = 9 WHERE number = 0",
        "UPDATE keys SET wrapped = zeroblob(76) WHERE revision = 0",
    ],
)
def test_damaged_bytes_are_said_and_the_record_still_opens(tmp_path: Path, change: str) -> None:
    """Whatever was done to them."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        attached = made.attach(of(), [os.urandom(3 * CHUNK)])
    tamper(tmp_path / "n", change.replace("NULL_IS_NOT_ALLOWED", "''"))

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert [each.id for each in opened.records()] == [attached]
        with pytest.raises(BadInput) as caught:
            list(opened.bytes_of(attached))
        assert caught.value.key == "attachment_damaged"
        assert opened.damaged == ((Damaged(attached, 0, "does_not_open"),) if "keys" in change else ())


def test_bytes_without_their_record_are_flagged_and_can_be_deleted(tmp_path: Path) -> None:
    """In the list and among what is damaged."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        attached = made.attach(of(), [b"bytes"])
    for table in ("keys", "contents"):
        tamper(tmp_path / "n", f"DELETE FROM {table} WHERE revision = 1")  # noqa: S608 - fixed text

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        flagged = (Damaged(attached, 0, "does_not_open"),)
        assert (opened.damaged, opened.listing()) == (flagged, ((), flagged))
        opened.delete(attached)
        assert (opened.damaged, opened.check().faults) == ((), ())
    assert look(tmp_path / "n", "SELECT count(*) FROM chunks") == [(0,)]


def test_no_mark_of_the_bytes_is_in_the_file(tmp_path: Path) -> None:
    """Neither of their contents nor of their name."""
    marker = b"zanzibar-quince-marker " * 5_000
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        made.attach(of(), [marker])
        while_open = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    left = while_open + (tmp_path / "n").read_bytes()

    assert b"quince" not in left
    assert b"jpg" not in left
