"""The header and the chain of keys."""

import os
from dataclasses import replace

import pytest

from tests.vault.samples import CHEAP, flipped
from towpath.errors import CannotOpen, NewerFormat
from towpath.vault import keys
from towpath.vault.keys import Header, NotebookKey, SlotKey

SECRET = bytes(range(32))


def made(index: int = 3) -> tuple[Header, SlotKey, NotebookKey]:
    """Return a header with one used slot, and the keys to it."""
    header = keys.new_header(b"s" * 16, CHEAP, os.urandom)
    slot = keys.slot_key(SECRET, index)
    key = keys.notebook_key(b"n" * 16, 7, b"k" * 32)
    sealed = keys.seal_slot(header.fixed, index, 1, slot.public, slot.commitment, key, os.urandom)
    return header.with_slot(index, sealed), slot, key


def changed(data: bytes, start: int, value: bytes) -> bytes:
    """Return the bytes with some of them exchanged."""
    return data[:start] + value + data[start + len(value) :]


def test_header_is_read_as_it_was_written() -> None:
    """Cost, salt, slots and marks come back; the length is 64 + 8 x 256 + 8."""
    header, _, _ = made()
    data = header.to_bytes()

    assert len(data) == keys.HEADER_BYTES == 64 + 8 * 256 + 8
    assert keys.parse_header(data) == header
    assert (header.cost, header.salt) == (CHEAP, b"s" * 16)
    assert data[-8:] == header.marks == bytes([0, 0, 0, 1, 0, 0, 0, 0])


def test_marks_tell_which_slots_are_free_and_can_be_set_again() -> None:
    """A mark that somebody took away comes back; another value than 0 is used too."""
    header, _, _ = made(3)

    assert header.free() == (0, 1, 2, 4, 5, 6, 7)
    assert replace(header, marks=bytes(8)).marked([3]).marks == header.marks
    assert replace(header, marks=b"\xff" * 8).free() == ()
    assert header.with_slot(3, bytes(256), used=False).free() == tuple(range(8))


@pytest.mark.parametrize("index", range(8))
def test_the_passphrase_opens_its_slot_wherever_it_is(index: int) -> None:
    """All eight slots are tried."""
    header, slot, key = made(index)
    found, opened = keys.unlock(SECRET, header)

    assert found == slot
    assert (opened.notebook, opened.epoch, opened.secret) == (key.notebook, key.epoch, key.secret)


def test_another_passphrase_opens_nothing() -> None:
    """No slot commits to it."""
    with pytest.raises(CannotOpen):
        keys.unlock(bytes(32), made()[0])


def test_a_slot_moved_to_another_place_does_not_open() -> None:
    """Keys and places are bound to the index."""
    header, _, _ = made(3)

    with pytest.raises(CannotOpen):
        keys.unlock(SECRET, replace(header, slots=header.slots[::-1]))


def test_a_slot_whose_content_was_changed_does_not_open() -> None:
    """The commitment alone opens nothing."""
    header, _, _ = made(3)

    with pytest.raises(CannotOpen):
        keys.unlock(SECRET, header.with_slot(3, flipped(header.slots[3], 40)))


def test_a_slot_does_not_open_under_another_fixed_header() -> None:
    """Even bytes that have no meaning yet are bound."""
    header, _, _ = made()

    with pytest.raises(CannotOpen):
        keys.unlock(SECRET, replace(header, fixed=flipped(header.fixed, 63)))


@pytest.mark.parametrize(
    ("start", "value"),
    [
        (0, b"TOWPATHX"),
        (8, b"\0\0"),
        (10, b"\0\2"),
        (12, bytes(4)),
        (12, b"\xff\xff\xff\xff"),
        (16, bytes(4)),
        (16, b"\0\0\0\x0b"),
        (20, bytes(4)),
        (20, b"\0\0\0\x09"),
    ],
    ids=["magic", "version 0", "function", "memory 0", "4 TiB", "no pass", "11 passes", "no lane", "9 lanes"],
)
def test_a_header_that_cannot_be_is_refused(start: int, value: bytes) -> None:
    """Before any key is derived."""
    with pytest.raises(CannotOpen):
        keys.parse_header(changed(made()[0].to_bytes(), start, value))


@pytest.mark.parametrize("length", [0, 10, 63, 64, 320, keys.HEADER_BYTES - 1, keys.HEADER_BYTES + 1])
def test_a_header_of_another_length_is_refused(length: int) -> None:
    """Short and long alike."""
    with pytest.raises(CannotOpen):
        keys.parse_header((made()[0].to_bytes() + b"x")[:length])


def test_a_later_version_is_named() -> None:
    """It is not called damaged."""
    with pytest.raises(NewerFormat) as caught:
        keys.parse_header(changed(made()[0].to_bytes(), 8, b"\0\2"))

    assert caught.value.facts == {"version": 2}


@pytest.mark.parametrize("public", [bytes(32), b"\1" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"])
def test_a_slot_with_a_public_key_of_small_order_does_not_open(public: bytes) -> None:
    """Points that give no secret are refused, and leave no trace."""
    header, _, _ = made(3)

    with pytest.raises(CannotOpen):
        keys.unlock(SECRET, header.with_slot(3, public + header.slots[3][32:]))


def test_a_slot_can_be_sealed_anew_by_who_knows_the_public_key_only() -> None:
    """As it is when keys are rotated: the secret opens the new one, and an old key opens nothing in it."""
    header, slot, key = made(3)
    later = keys.next_key(key, os.urandom)
    sealed = keys.seal_slot(header.fixed, 3, 1, slot.public, slot.commitment, later, os.urandom)

    assert keys.unlock(SECRET, header.with_slot(3, sealed))[1].secret == later.secret != key.secret
    assert later.epoch == key.epoch + 1


def test_mac_notices_every_part_it_covers() -> None:
    """Fixed header, notebook, epoch and key each change it."""
    header, _, key = made(3)
    mac = keys.header_mac(header.fixed, key)
    others = [
        keys.header_mac(flipped(header.fixed, 63), key),
        keys.header_mac(header.fixed, replace(key, notebook=b"m" * 16)),
        keys.header_mac(header.fixed, replace(key, epoch=8)),
        keys.header_mac(header.fixed, keys.notebook_key(b"n" * 16, 7, b"j" * 32)),
    ]

    assert mac not in others


def test_keys_are_not_shown() -> None:
    """What could end up in a trace holds no secret."""
    _, slot, key = made()

    assert repr(slot) == "SlotKey(index=3)"
    assert "kkk" not in repr(key)
