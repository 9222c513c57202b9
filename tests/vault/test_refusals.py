"""What a person who has the file, but not the passphrase, can do to it; the outcome is in each test's name."""

import functools
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import Type, hash_secret_raw

from tests.vault.samples import (
    CHEAP,
    PASSPHRASE,
    TABLE,
    change_row,
    entry,
    filled,
    flipped,
    header_of,
    look,
    names,
    put_row,
    rows,
    tamper,
    texts,
)
from towpath.errors import CannotOpen, CannotWrite, NewerFormat
from towpath.vault import Damaged, Notebook, Recovery, kdf, keys, sealing, unlocking
from towpath.vault.backup import Front
from towpath.vault.kdf import Cost
from towpath.vault.keys import HEADER_BYTES

Runs = list[Cost]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook of three entries, one of them revised. Tests work on copies."""
    path = tmp_path_factory.mktemp("original") / "n"
    one, *_ = filled(path, "one", "two", "three")
    with Notebook.open(path, PASSPHRASE) as opened:
        opened.revise(one, entry("one, revised"))
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copy(original, tmp_path / "n"))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """The cost of each run of Argon2id, which is done cheaply and once for the same input."""
    seen: Runs = []

    @functools.cache
    def cheaply(secret: bytes, salt: bytes) -> bytes:
        return hash_secret_raw(secret, salt, 1, CHEAP.memory_kib, 1, 32, Type.ID, version=0x13)

    def counting(secret: bytes, salt: bytes, passes: int, memory: int, lanes: int, *_: object, version: int) -> bytes:
        seen.append(Cost(memory, passes, lanes))
        return cheaply(secret, salt)

    monkeypatch.setattr(kdf, "hash_secret_raw", counting)
    return seen


PASSPHRASES = ["wrong", "", "x" * 1_048_576, PASSPHRASE + "\0", "\0", PASSPHRASE + " ", "\ud800", PASSPHRASE.upper()]


@pytest.mark.parametrize("passphrase", PASSPHRASES, ids=lambda passphrase: repr(passphrase[:40]))
def test_another_passphrase_is_refused_after_one_run_and_leaves_the_notebook(
    path: Path, passphrase: str, runs: Runs
) -> None:
    """Wrong, empty, 1 MB, with NUL: one error, one cost, nothing changed but that a try is noted, no file beside it."""
    before = everything_but_tries(path)
    with pytest.raises(CannotOpen) as caught:
        Notebook.open(path, passphrase)

    assert runs == [CHEAP]
    assert everything_but_tries(path) == before
    assert look(path, "SELECT count(*) FROM tries") == [(1,)]
    assert names(path.parent) == ["n"]
    assert PASSPHRASE not in repr(caught.value)


def everything_but_tries(path: Path) -> list[Any]:
    """Return all rows of all other tables."""
    tables = ("header", "notebooks", "keys", "contents", "chunks", "links", "openings")
    return [look(path, f"SELECT * FROM {table}") for table in tables]  # noqa: S608 - fixed names


def not_there(path: Path) -> None:
    """Remove it."""
    path.unlink()


def a_folder(path: Path) -> None:
    """Put a folder there."""
    path.unlink()
    path.mkdir()


def below_a_file(path: Path) -> None:
    """Put a link there that leads through a file."""
    path.rename(path.with_name("file"))
    path.symlink_to("file/n")


def empty(path: Path) -> None:
    """Leave nothing in it."""
    path.write_bytes(b"")


def text(path: Path) -> None:
    """Put a shopping list there."""
    path.write_text("milk\nbread\n" * 1_000)


def foreign_database(path: Path) -> None:
    """Put another program's database there."""
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE header(bytes BLOB)")


def foreign_database_of_ours(path: Path) -> None:
    """Put a database there that only says it is a notebook."""
    foreign_database(path)
    tamper(path, "PRAGMA journal_mode = WAL")
    tamper(path, "PRAGMA application_id = 0x546F7770")
    tamper(path, "PRAGMA user_version = 1")


def another_journal(path: Path) -> None:
    """Turn its log off."""
    tamper(path, "PRAGMA journal_mode = DELETE")


def version_nought(path: Path) -> None:
    """Say that it is of a version there never was."""
    tamper(path, "PRAGMA user_version = 0")


def half_a_header(path: Path) -> None:
    """Cut the header."""
    tamper(path, "UPDATE header SET bytes = ?", header_of(path)[:1_000])


@pytest.mark.parametrize(
    "change",
    [
        not_there,
        a_folder,
        below_a_file,
        empty,
        text,
        foreign_database,
        foreign_database_of_ours,
        another_journal,
        version_nought,
        half_a_header,
    ],
)
def test_what_is_no_notebook_is_refused_after_one_run_and_left_alone(
    path: Path, change: Callable[[Path], None], runs: Runs
) -> None:
    """Missing, foreign and damaged cost the same as a wrong passphrase, whatever passphrase is tried."""
    change(path)
    before = path.read_bytes() if path.is_file() else None
    for passphrase in (PASSPHRASE, ""):
        with pytest.raises(CannotOpen):
            Notebook.open(path, passphrase)

    assert runs == [Cost(), Cost()]
    assert before == (path.read_bytes() if path.is_file() else None)
    assert not {"n-wal", "n-shm", "n-journal"} & set(names(path.parent))


def test_a_name_that_no_system_takes_is_refused() -> None:
    """With the same error."""
    with pytest.raises(CannotOpen):
        Notebook.open("nul\0", PASSPHRASE)


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "wrong"])
@pytest.mark.parametrize("where", ["file", "header"])
def test_a_later_version_is_named_and_the_file_untouched(path: Path, passphrase: str, where: str) -> None:
    """Byte for byte, and before anything is derived."""
    if where == "file":
        tamper(path, "PRAGMA user_version = 2")
    else:
        data = header_of(path)
        tamper(path, "UPDATE header SET bytes = ?", data[:8] + b"\0\2" + data[10:])
    before = path.read_bytes()
    with pytest.raises(NewerFormat) as caught:
        Notebook.open(path, passphrase)

    assert caught.value.facts == {"version": 2}
    assert path.read_bytes() == before
    assert names(path.parent) == ["n"]


@pytest.mark.parametrize("passphrase", [PASSPHRASE, ""])
@pytest.mark.parametrize(
    ("start", "value"),
    [(12, 2**21), (12, 2**32 - 1), (12, 8 * 1024), (12, 8), (16, 0), (16, 11), (16, 2**32 - 1), (20, 0), (20, 9)],
    ids=["2 GiB", "4 TiB", "8 MiB", "8 KiB", "no pass", "11 passes", "4 billion passes", "no lane", "9 lanes"],
)
def test_a_cost_out_of_limits_is_refused_before_allocation(
    path: Path, start: int, value: int, passphrase: str, runs: Runs
) -> None:
    """Neither a bomb nor a downgrade is run: the one run has the usual cost."""
    data = header_of(path)
    tamper(path, "UPDATE header SET bytes = ?", data[:start] + value.to_bytes(4) + data[start + 4 :])
    with pytest.raises(CannotOpen):
        Notebook.open(path, passphrase)

    assert runs == [Cost()]


def test_a_cost_lowered_within_the_limits_does_not_open(tmp_path: Path) -> None:
    """A cheaper run gives another secret; the notebook is not fooled into resealing itself."""
    Notebook.create(tmp_path / "n", PASSPHRASE, cost=Cost(20 * 1024, 2, 1)).close()
    data = header_of(tmp_path / "n")
    tamper(tmp_path / "n", "UPDATE header SET bytes = ?", data[:16] + bytes([0, 0, 0, 1]) + data[20:])

    with pytest.raises(CannotOpen):
        Notebook.open(tmp_path / "n", PASSPHRASE)


def used_slot(path: Path) -> int:
    """Return the index of the used slot."""
    header = keys.parse_header(header_of(path))
    return keys.unlock(kdf.stretch(PASSPHRASE.encode(), header.salt, header.cost), header)[0].index


def opens(path: Path) -> bool:
    """Tell whether the passphrase opens it; any error but the two expected ones is a failure."""
    try:
        Notebook.open(path, PASSPHRASE).close()
    except (CannotOpen, NewerFormat):
        return False
    return True


def test_each_flipped_byte_of_the_fixed_header_and_the_used_slot_is_refused(path: Path, runs: Runs) -> None:
    """Magic, version, function, cost, salt, room; nonce, content, tag and commitment."""
    data, start = header_of(path), 64 + 256 * used_slot(path)
    for position in (*range(64), *range(start, start + 256)):
        tamper(path, "UPDATE header SET bytes = ?", flipped(data, position, position % 8))
        assert not opens(path), position
    tamper(path, "UPDATE header SET bytes = ?", data)
    assert opens(path)


def test_each_flipped_bit_of_the_header_shuts_only_what_it_belongs_to(path: Path, runs: Runs) -> None:
    """A bit of the fixed part shuts both ways in, one of a slot its own way, one of a free slot or a mark neither."""
    words = Recovery(bytes(16))
    with Notebook.open(path, PASSPHRASE) as opened:
        opened.set_recovery(PASSPHRASE, words)
    mac, ring = look(path, "SELECT mac, keyring FROM notebooks")[0]
    data, prepared = header_of(path), {PASSPHRASE: PASSPHRASE.encode(), words: words.prepared()}
    header = keys.parse_header(data)
    slots = {}
    for secret, given in prepared.items():
        index = keys.unlock(kdf.stretch(given, header.salt, header.cost), header)[0].index
        slots[secret] = range(64 + 256 * index, 64 + 256 * (index + 1))
    for bit in range(8 * HEADER_BYTES):
        front = Front(head=flipped(data, bit // 8, bit % 8), mac=mac, keyring=ring)
        for secret, given in prepared.items():
            found = unlocks(front, given)
            assert found == (bit // 8 >= 64 and bit // 8 not in slots[secret]), bit


def unlocks(front: Front, prepared: bytes) -> bool:
    """Tell whether a secret opens what a header, a MAC and a keyring belong to."""
    try:
        unlocking.unlock_backup(front, prepared)
    except (CannotOpen, NewerFormat):
        return False
    return True


def test_flips_in_unused_slots_change_nothing(path: Path) -> None:
    """They are random bytes, and other random bytes are as good."""
    data, used = header_of(path), used_slot(path)
    start = 64 + 256 * used
    other = bytes(byte ^ 0xFF for byte in data)
    mixed = data[:64] + other[64:start] + data[start : start + 256] + other[start + 256 :]
    tamper(path, "UPDATE header SET bytes = ?", mixed)

    assert len(mixed) == HEADER_BYTES
    assert opens(path)


def test_each_flipped_byte_of_the_mac_is_refused(path: Path) -> None:
    """So is a MAC of another length, and so is a keyring."""
    mac, keyring = look(path, "SELECT mac, keyring FROM notebooks")[0]
    for wrong in (*(flipped(mac, position) for position in range(32)), mac[:31], b""):
        tamper(path, "UPDATE notebooks SET mac = ?", wrong)
        assert not opens(path)
    tamper(path, "UPDATE notebooks SET mac = ?", mac)
    for wrong in (*(flipped(keyring, position) for position in range(0, len(keyring), 9)), keyring[:-1], b""):
        tamper(path, "UPDATE notebooks SET keyring = ?", wrong)
        assert not opens(path)
    tamper(path, "UPDATE notebooks SET keyring = ?", keyring)
    assert opens(path)


def test_a_header_put_back_from_before_a_rotation_is_refused(path: Path) -> None:
    """Alone, or with the records of today: only a whole old file opens, and that cannot be noticed."""
    old = header_of(path)
    with Notebook.open(path, PASSPHRASE) as opened:
        opened.delete(opened.records()[0].id)
    tamper(path, "UPDATE header SET bytes = ?", old)

    assert not opens(path)


def test_an_old_passphrase_put_back_in_its_slot_is_refused(path: Path) -> None:
    """Who knows the old passphrase and kept the old header does not get in."""
    old = header_of(path)
    with Notebook.open(path, PASSPHRASE) as opened:
        opened.change_passphrase(PASSPHRASE, "other words")
    tamper(path, "UPDATE header SET bytes = ?", old)

    assert not opens(path)


def test_header_and_mac_put_back_open_without_any_record(path: Path) -> None:
    """With the keyring they open the notebook of that time, but no record of today: each is flagged."""
    old, beside = header_of(path), look(path, "SELECT mac, keyring FROM notebooks")[0]
    with Notebook.open(path, PASSPHRASE) as opened:
        opened.change_passphrase(PASSPHRASE, "other words")
    tamper(path, "UPDATE header SET bytes = ?", old)
    tamper(path, "UPDATE notebooks SET mac = ?, keyring = ?", *beside)

    with Notebook.open(path, PASSPHRASE) as opened:
        assert opened.records() == ()
        assert len(opened.damaged) == 4


def places(path: Path) -> Iterator[tuple[str, int]]:
    """Return the id and revision of each row."""
    for object_id, revision in look(path, "SELECT hex(object), revision FROM keys"):
        yield object_id.lower(), revision


WHERE = "WHERE hex(object) = ? AND revision = ?"


@pytest.mark.parametrize("column", ["wrapped", "sealed", "commitment"])
def test_a_record_with_a_flipped_bit_is_flagged_and_the_others_open(path: Path, column: str) -> None:
    """Any row, first or last."""
    with Notebook.open(path, PASSPHRASE) as opened:
        whole = {(stored.id, stored.revision) for stored in opened.records()}
    for record_id, revision in list(places(path)):
        where = (record_id.upper(), revision)
        data = look(path, f"SELECT {column} FROM {TABLE[column]} {WHERE}", *where)[0][0]  # noqa: S608 - a fixed name
        for position in (0, len(data) // 2, len(data) - 1):
            change_row(path, record_id, revision, **{column: flipped(data, position)})
            with Notebook.open(path, PASSPHRASE) as opened:
                assert opened.damaged == (Damaged(record_id, revision, "does_not_open"),)
                found = {(stored.id, stored.revision) for stored in opened.records()}
                assert found == whole - {(record_id, revision)}
        change_row(path, record_id, revision, **{column: data})


@pytest.mark.parametrize("columns", [("wrapped",), ("sealed",), ("commitment",), ("wrapped", "sealed", "commitment")])
def test_records_with_swapped_bytes_are_both_flagged(path: Path, columns: tuple[str, ...]) -> None:
    """Part of a row or all of it."""
    (one, _), (two, _) = [place for place in places(path) if not place[0].startswith(revised(path))]
    first, second = (parts(path, id_, 1) for id_ in (one, two))
    change_row(path, one, 1, **{column: second[column] for column in columns})
    change_row(path, two, 1, **{column: first[column] for column in columns})

    with Notebook.open(path, PASSPHRASE) as opened:
        assert {damaged.id for damaged in opened.damaged} == {one, two}
        assert texts(opened) == ["one, revised"]


def parts(path: Path, record_id: str, revision: int) -> dict[str, bytes]:
    """Return the sealed columns of one row."""
    (row,) = rows(path, f"object = x'{record_id}' AND revision = {revision}")
    return dict(zip(TABLE, row[2:], strict=True))


def revised(path: Path) -> str:
    """Return the id of the record with two revisions."""
    return next(record_id for record_id, revision in places(path) if revision == 2)


def test_an_older_revision_in_place_of_the_newer_is_flagged(path: Path) -> None:
    """The words of before do not come back as those of today."""
    record_id = revised(path)
    change_row(path, record_id, 2, **parts(path, record_id, 1))

    with Notebook.open(path, PASSPHRASE) as opened:
        assert opened.damaged == (Damaged(record_id, 2, "does_not_open"),)
        assert texts(opened) == ["three", "two"]


@pytest.mark.parametrize("change", ["revision = 7", "object = x'00112233445566778899aabbccddeeff'", "object = x'00'"])
def test_a_record_moved_to_another_place_is_flagged_there(path: Path, change: str) -> None:
    """A row opens only where it was written."""
    record_id = revised(path)
    for table in ("keys", "contents"):
        tamper(path, f"UPDATE {table} SET {change} {WHERE}", record_id.upper(), 2)  # noqa: S608 - fixed text

    with Notebook.open(path, PASSPHRASE) as opened:
        assert [damaged.reason for damaged in opened.damaged] == ["does_not_open"]
        assert "one, revised" not in texts(opened)


def test_a_record_of_another_notebook_is_flagged(path: Path, tmp_path: Path) -> None:
    """Even one with the same passphrase."""
    filled(tmp_path / "other", "a stranger's")
    (stranger,) = rows(tmp_path / "other")
    put_row(path, stranger)

    with Notebook.open(path, PASSPHRASE) as opened:
        assert opened.damaged == (Damaged(stranger[0].hex(), 1, "does_not_open"),)
        assert texts(opened) == ["one, revised", "three", "two"]


def test_records_moved_to_another_notebook_of_the_file_are_flagged_there(path: Path) -> None:
    """And gone from their own, whose log says so."""
    with Notebook.open(path, PASSPHRASE) as opened:
        opened.another("other words")
        one, other = opened.records()[0].id, "SELECT notebook FROM notebooks WHERE notebook <> ?"
        with opened._working() as held:
            own = held.notebook
    for table in ("keys", "contents"):
        tamper(path, f"UPDATE {table} SET notebook = ({other}) WHERE object = ?", own, bytes.fromhex(one))  # noqa: S608 - fixed

    with Notebook.open(path, "other words") as opened:
        assert {(each.id, each.reason) for each in opened.damaged} == {(one, "does_not_open")}
        assert opened.records() == ()
    with Notebook.open(path, PASSPHRASE) as opened:
        assert (len(opened.records()), opened.damaged) == (2, ())
        assert {(fault.reason, fault.id) for fault in opened.check().faults} == {("missing", one)}


def test_a_header_of_another_notebook_opens_no_record_here(path: Path, tmp_path: Path) -> None:
    """Its MAC is not in this file."""
    filled(tmp_path / "other")
    tamper(path, "UPDATE header SET bytes = ?", header_of(tmp_path / "other"))

    assert not opens(path)


def test_a_file_cut_at_any_512_bytes_is_refused_or_says_that_part_is_missing(
    original: Path, tmp_path: Path, runs: Runs
) -> None:
    """It never looks like a smaller notebook."""
    data = original.read_bytes()
    everything = ["one, revised", "three", "two"]
    for length in range(0, len(data), 512):
        (tmp_path / "n").write_bytes(data[:length])
        try:
            with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
                whole = texts(opened) == everything and not opened.damaged
                assert whole or opened.damaged[0] == Damaged("", 0, "file_broken"), length
        except CannotOpen:
            pass
        assert names(tmp_path) == ["n"], length


def test_a_flip_anywhere_in_the_file_loses_nothing_in_silence(original: Path, tmp_path: Path, runs: Runs) -> None:
    """All records are shown, or something is flagged, or the file is refused; never a trace."""
    data = original.read_bytes()
    everything = ["one, revised", "three", "two"]
    used = [position for position in range(len(data)) if data[position]]
    for position in used[::7]:
        (tmp_path / "n").write_bytes(flipped(data, position, position % 8))
        try:
            with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
                assert texts(opened) == everything or opened.damaged, position
        except (CannotOpen, NewerFormat):
            pass


def test_after_a_flip_anywhere_a_rotation_loses_nothing_that_could_be_read(
    original: Path, tmp_path: Path, runs: Runs
) -> None:
    """It is done and everything opens again, or it is refused and everything is as before."""
    data = original.read_bytes()
    used = [position for position in range(len(data)) if data[position]]
    for position in used[5::11]:
        (tmp_path / "n").write_bytes(flipped(data, position, 7 - position % 8))
        try:
            with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
                found = texts(opened)
                with suppress(CannotWrite):
                    opened.change_passphrase(PASSPHRASE, PASSPHRASE)
        except (CannotOpen, NewerFormat):
            continue
        with Notebook.open(tmp_path / "n", PASSPHRASE) as again:
            assert texts(again) == found, position


def test_no_words_of_the_person_are_in_the_file_or_its_log(tmp_path: Path) -> None:
    """While open, after closing, after deleting; nor the kind of a record, nor its date."""
    marker = "zanzibar-quince-marker"
    with Notebook.create(tmp_path / "n", marker, cost=CHEAP) as made:
        first = made.add(entry(marker))
        made.revise(first, entry(marker + " again"))
        while_open = everything_in(tmp_path)
        made.delete(first)
        after_deleting = everything_in(tmp_path)
    after_closing = everything_in(tmp_path)

    for data in (while_open, after_deleting, after_closing):
        for word in (marker.encode(), marker.encode("utf-16-le"), b"quince", b'"kind"', b"entry", b"2026-0"):
            assert word not in data


def everything_in(folder: Path) -> bytes:
    """Return all bytes of all files."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_deleted_bytes_are_gone_from_the_file_and_its_log(tmp_path: Path) -> None:
    """The sealed content, the wrapped key, the commitment, and the slot that led to them."""
    (one,) = filled(tmp_path / "n", "one")
    old = rows(tmp_path / "n")[0][2:]
    slot = header_of(tmp_path / "n")[64 + 256 * used_slot(tmp_path / "n") :][:200]
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.delete(one)
        left = everything_in(tmp_path)
    left += everything_in(tmp_path)

    for data in (*old, slot):
        assert data not in left


@pytest.fixture
def old_copy(tmp_path: Path) -> tuple[Path, str]:
    """Make a notebook and copy it with its log while it is open; then delete a record and change the passphrase.

    Return the copy and the id. The notebook is ``n`` and opens with "other words".
    """
    copy = tmp_path / "copy" / "n"
    copy.parent.mkdir()
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        made.add(entry("stays"))
        deleted = made.add(entry("deleted"))
        for name in ("n", "n-wal"):
            shutil.copy(tmp_path / name, copy.with_name(name))
        made.delete(deleted)
        made.change_passphrase(PASSPHRASE, "other words")
    assert copy.with_name("n-wal").stat().st_size
    return copy, deleted


def test_an_old_copy_does_not_open_with_the_new_passphrase(old_copy: tuple[Path, str]) -> None:
    """It opens with the old one, as the pages on privacy and format say."""
    copy, _ = old_copy
    with pytest.raises(CannotOpen):
        Notebook.open(copy, "other words")
    with Notebook.open(copy, PASSPHRASE) as opened:
        assert texts(opened) == ["deleted", "stays"]


def test_the_new_key_opens_no_record_of_an_old_copy(old_copy: tuple[Path, str], tmp_path: Path) -> None:
    """Not even with the present header and keyring put into it."""
    copy, _ = old_copy
    mac, ring = look(tmp_path / "n", "SELECT mac, keyring FROM notebooks")[0]
    tamper(copy, "UPDATE header SET bytes = ?", header_of(tmp_path / "n"))
    tamper(copy, "UPDATE notebooks SET mac = ?, keyring = ?", mac, ring)
    with Notebook.open(copy, "other words") as opened:
        assert opened.records() == ()
        assert {each.reason for each in opened.damaged} == {"does_not_open"}
        assert len(opened.damaged) == 2


def test_a_log_of_an_old_copy_brings_no_deleted_record_back(old_copy: tuple[Path, str], tmp_path: Path) -> None:
    """SQLite takes its pages over those of the file, and what comes of it does not open with the new passphrase."""
    copy, _ = old_copy
    shutil.copy(copy.with_name("n-wal"), tmp_path / "n-wal")
    try:
        with Notebook.open(tmp_path / "n", "other words") as opened:
            assert "deleted" not in texts(opened)
    except CannotOpen:
        pass


def test_the_keys_of_a_deleted_record_are_in_no_byte_of_the_file(old_copy: tuple[Path, str], tmp_path: Path) -> None:
    """Neither as they were wrapped, nor wrapped under any key that the file still has."""
    copy, deleted = old_copy
    with Notebook.open(copy, PASSPHRASE) as opened, opened._working() as held:
        heads = {head[0].hex(): head for head in held.store.heads(held.notebook)[0]}
        data_key = sealing.unwrap(held.key, *heads[deleted])[0]
    left = (tmp_path / "n").read_bytes()
    assert heads[deleted][2] not in left
    assert data_key not in left
    with Notebook.open(tmp_path / "n", "other words") as opened, opened._working() as held:
        found = {sealing.unwrap(held.key, *head)[0] for head in held.store.heads(held.notebook)[0]}
    assert len(found) == 1
    assert data_key not in found
