"""Recovery words: numbers with a check, a second way in, and the only one after the card is handed away."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import CHEAP, PASSPHRASE, entry, filled, flipped, header_of, look, tamper, texts
from towpath.errors import BadInput, CannotOpen
from towpath.vault import Notebook, Recovery, keyring
from towpath.vault.keys import parse_header
from towpath.vault.recovery import CHOICES, from_numbers

WORDS = Recovery(b"sixteen bytes ..")
OTHERS = Recovery(b"another sixteen.")


@given(secret=st.binary(min_size=16, max_size=16))
def test_numbers_stand_for_the_secret_they_were_made_from(secret: bytes) -> None:
    """Eleven of them, each below 7,776."""
    numbers = Recovery(secret).numbers()

    assert len(numbers) == 11
    assert all(0 <= number < CHOICES for number in numbers)
    assert from_numbers(numbers) == Recovery(secret)


def test_the_numbers_of_a_secret_are_fixed() -> None:
    """They are on paper for ever."""
    assert Recovery(bytes(16)).numbers() == (0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 648)
    assert Recovery(b"\xff" * 16).numbers() == (6897, 4524, 5901, 7206, 5084, 6084, 7562, 5524, 4359, 1781, 5740)


@given(secret=st.binary(min_size=16, max_size=16), at=st.integers(0, 10), other=st.integers(0, CHOICES - 1))
def test_one_wrong_number_almost_never_passes(secret: bytes, at: int, other: int) -> None:
    """What passes is another secret with a right check, never the same."""
    numbers = list(Recovery(secret).numbers())
    if numbers[at] == other:
        return
    numbers[at] = other

    assert from_numbers(numbers) != Recovery(secret)


@pytest.mark.parametrize(
    "numbers",
    [(), (0,) * 11, (0,) * 10, (0,) * 12, (CHOICES,) * 11, (-1,) * 11, (CHOICES - 1,) * 11],
    ids=["none", "check", "ten", "twelve", "too large", "negative", "more than 142 bits"],
)
def test_numbers_that_stand_for_nothing(numbers: tuple[int, ...]) -> None:
    """Their count, their range, the whole and the check."""
    assert from_numbers(numbers) is None


def test_the_secret_is_not_shown() -> None:
    """In a trace it would be the key to everything."""
    assert "sixteen" not in repr(WORDS)


def with_words(path: Path, *kept: str) -> None:
    """Make a notebook with recovery words."""
    filled(path, *kept)
    with Notebook.open(path, PASSPHRASE) as opened:
        assert not opened.has_recovery
        opened.set_recovery(PASSPHRASE, WORDS)
        assert opened.has_recovery


def test_both_ways_open_the_same_notebook_through_rotations(tmp_path: Path) -> None:
    """Rotating needs neither of the two secrets."""
    with_words(tmp_path / "n", "one", "two")
    for secret in (WORDS, PASSPHRASE, WORDS):
        with Notebook.open(tmp_path / "n", secret) as opened:
            opened.delete(opened.add(entry("gone")))
            assert texts(opened) == ["one", "two"]
            assert opened.accepts(WORDS)
            assert opened.accepts(PASSPHRASE)
            assert not opened.accepts(OTHERS)
    with pytest.raises(CannotOpen):
        Notebook.open(tmp_path / "n", OTHERS)


def test_a_damaged_slot_leaves_the_other_way_open_and_is_made_whole_by_a_rotation(tmp_path: Path) -> None:
    """For the passphrase and for the words alike, marks and all."""
    with_words(tmp_path / "n", "one")
    data = header_of(tmp_path / "n")
    used = [index for index in range(8) if data[2_112 + index]]
    assert len(used) == 2
    for index in used:
        at = 64 + 256 * index
        broken = data[:at] + bytes(256) + data[at + 256 : 2_112] + bytes(8)
        tamper(tmp_path / "n", "UPDATE header SET bytes = ?", broken)
        shut, way = (PASSPHRASE, WORDS) if opens(tmp_path / "n", WORDS) else (WORDS, PASSPHRASE)
        assert not opens(tmp_path / "n", shut)
        with Notebook.open(tmp_path / "n", way) as opened:
            opened.delete(opened.add(entry("gone")))
        assert opens(tmp_path / "n", shut)
        data = header_of(tmp_path / "n")
        assert [index for index in range(8) if data[2_112 + index]] == used


def opens(path: Path, secret: str | Recovery) -> bool:
    """Tell whether this opens it."""
    try:
        Notebook.open(path, secret).close()
    except CannotOpen:
        return False
    return True


def test_words_are_set_only_with_a_secret_that_opens(tmp_path: Path) -> None:
    """Who finds the notebook open makes no way in for later."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened, pytest.raises(CannotOpen):
        opened.set_recovery("wrong", WORDS)

    assert not opens(tmp_path / "n", WORDS)


def test_new_words_take_the_place_of_the_old_ones(tmp_path: Path) -> None:
    """A header put back does not let the old ones in."""
    with_words(tmp_path / "n", "one")
    before = header_of(tmp_path / "n")
    with Notebook.open(tmp_path / "n", WORDS) as opened:
        opened.set_recovery(WORDS, OTHERS)
    assert [opens(tmp_path / "n", each) for each in (WORDS, OTHERS, PASSPHRASE)] == [False, True, True]
    tamper(tmp_path / "n", "UPDATE header SET bytes = ?", before)

    assert not opens(tmp_path / "n", WORDS)


def test_locked_away_only_the_words_open_and_a_new_passphrase_can_be_set(tmp_path: Path) -> None:
    """The notebook is closed at once; the old slot is gone from the file."""
    with_words(tmp_path / "n", "one")
    before = header_of(tmp_path / "n")
    opened = Notebook.open(tmp_path / "n", PASSPHRASE)
    opened.lock_away()
    assert opened._held is None
    after = header_of(tmp_path / "n")
    assert sum(after[2_112:]) == 1
    assert not {before[at : at + 256] for at in range(64, 2_112, 256) if before[2_112 + (at - 64) // 256]} & {
        after[at : at + 256] for at in range(64, 2_112, 256)
    }
    assert not opens(tmp_path / "n", PASSPHRASE)
    with Notebook.open(tmp_path / "n", WORDS) as again:
        assert texts(again) == ["one"]
        again.lock_away()
    with Notebook.open(tmp_path / "n", WORDS) as again:
        again.change_passphrase(WORDS, "set again")

    assert [opens(tmp_path / "n", each) for each in ("set again", WORDS, PASSPHRASE)] == [True, True, False]


def test_without_words_nothing_is_locked_away(tmp_path: Path) -> None:
    """Else nothing would open it any more."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        with pytest.raises(BadInput) as caught:
            opened.lock_away()
        assert caught.value.key == "no_recovery"
        assert texts(opened) == ["one"]

    assert opens(tmp_path / "n", PASSPHRASE)


def test_a_second_notebook_shares_the_prompt_and_nothing_else(tmp_path: Path) -> None:
    """Neither sees, changes or counts what the other holds."""
    with_words(tmp_path / "n", "mine")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as first:
        first.another("a second passphrase")
        first.add(entry("mine too"))
    with Notebook.open(tmp_path / "n", "a second passphrase") as second:
        assert (second.records(), second.damaged) == ((), ())
        assert (second.has_recovery, second.log_head.number, len(second.openings)) == (False, 1, 1)
        second.set_recovery("a second passphrase", OTHERS)
        second.delete(second.add(entry("its own")))
        kept = second.add(entry("its own"))
    with Notebook.open(tmp_path / "n", WORDS) as first:
        assert texts(first) == ["mine", "mine too"]
        assert (first.damaged, first.check().faults) == ((), ())
        with pytest.raises(BadInput):
            first.read(kept)
        first.erase()
    assert not opens(tmp_path / "n", WORDS)
    assert not opens(tmp_path / "n", PASSPHRASE)

    with Notebook.open(tmp_path / "n", OTHERS) as second:
        assert texts(second) == ["its own"]
        assert (second.damaged, second.check().faults) == ((), ())


def test_erasing_leaves_no_row_and_no_slot(tmp_path: Path) -> None:
    """Of the last notebook in a file too; what is left is a file that nothing opens."""
    (one,) = filled(tmp_path / "n", "one")
    old = header_of(tmp_path / "n")
    opened = Notebook.open(tmp_path / "n", PASSPHRASE)
    opened.replace(one, entry("two"))
    opened.erase()

    assert header_of(tmp_path / "n")[2_112:] == bytes(8)
    left = (tmp_path / "n").read_bytes()
    assert not any(old[at : at + 200] in left for at in range(64, 2_112, 256) if old[2_112 + (at - 64) // 256])
    for table in ("notebooks", "keys", "contents", "chunks", "links", "openings"):
        assert look(tmp_path / "n", f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - fixed names
    assert not opens(tmp_path / "n", PASSPHRASE)


def test_a_passphrase_that_opens_something_is_not_taken_twice(tmp_path: Path) -> None:
    """For a second notebook, and when one is changed; its own old one may be set again."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.another("second")
        for refused in (PASSPHRASE, "second"):
            with pytest.raises(BadInput) as caught:
                opened.another(refused)
            assert caught.value.key == "passphrase_other"
        with pytest.raises(BadInput) as caught:
            opened.change_passphrase(PASSPHRASE, "second")
        assert caught.value.key == "passphrase_other"
        opened.change_passphrase(PASSPHRASE, PASSPHRASE)

    assert opens(tmp_path / "n", PASSPHRASE)
    assert opens(tmp_path / "n", "second")


def test_when_all_slots_are_used_nothing_is_overwritten(tmp_path: Path) -> None:
    """Eight notebooks, and then neither another one nor recovery words."""
    secrets = [PASSPHRASE, *(f"number {number}" for number in range(7))]
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        for secret in secrets[1:]:
            opened.another(secret)
        calls: list[Callable[[], None]] = [
            lambda: opened.another("one more"),
            lambda: opened.set_recovery(PASSPHRASE, WORDS),
        ]
        for call in calls:
            with pytest.raises(BadInput) as caught:
                call()
            assert caught.value.key == "slots_full"
        assert not opened.has_recovery

    assert header_of(tmp_path / "n")[2_112:] == b"\1" * 8
    assert all(opens(tmp_path / "n", secret) for secret in secrets)


def test_marks_that_were_taken_away_come_back_with_the_next_header(tmp_path: Path) -> None:
    """So that the other notebook does not take the slots."""
    with_words(tmp_path / "n")
    data = header_of(tmp_path / "n")
    tamper(tmp_path / "n", "UPDATE header SET bytes = ?", data[:2_112] + bytes(8))
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.another("second")

    assert sum(header_of(tmp_path / "n")[2_112:]) == 3
    assert opens(tmp_path / "n", WORDS)


def test_a_keyring_opens_only_for_its_notebook_and_epoch() -> None:
    """And any change of it is noticed; its length says nothing."""
    from towpath.vault import keys

    key = keys.notebook_key(b"n" * 16, 1, b"k" * 32)
    ring = keyring.Keyring(chain=b"c" * 32, number=7, head=b"h" * 32, rotation_due=True).with_slot(
        3, keyring.Recipient(keyring.RECOVERY, b"p" * 32, b"m" * 32)
    )
    sealed = keyring.seal_keyring(key, ring, os.urandom)

    assert keyring.open_keyring(key, sealed) == ring
    assert len(sealed) == len(keyring.seal_keyring(key, keyring.Keyring(chain=bytes(32)), os.urandom)) == 636
    assert "ccc" not in repr(ring)
    for other in (keys.notebook_key(b"n" * 16, 2, b"k" * 32), keys.notebook_key(b"m" * 16, 1, b"k" * 32)):
        with pytest.raises(CannotOpen):
            keyring.open_keyring(other, sealed)
    for data in (flipped(sealed, 100), sealed[:-1], b""):
        with pytest.raises(CannotOpen):
            keyring.open_keyring(key, data)


def test_the_header_of_a_new_file_has_one_mark(tmp_path: Path) -> None:
    """As the page on the format says that anybody can see."""
    Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP).close()

    assert sorted(parse_header(header_of(tmp_path / "n")).marks) == [0] * 7 + [1]
