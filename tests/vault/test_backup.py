"""A backup brings back what was there, once and not twice, and is refused as soon as one bit of it is not as it was."""

import io
import random
import shutil
import sqlite3
import struct
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vault.samples import (
    CHEAP,
    PASSPHRASE,
    change_row,
    entry,
    filled,
    flipped,
    folder_of_a_stranger,
    header_of,
    look,
    names,
    tamper,
    texts,
    unprivileged,
)
from tests.vault.test_crash import killed, room_for
from towpath.domain.records import Attachment, Draft, Preferences, encode
from towpath.errors import BadInput, CannotOpen, CannotWrite, NewerFormat
from towpath.vault import Notebook, Recovery, backup, kdf, restore
from towpath.vault.kdf import Cost
from towpath.vault.keys import NotebookKey
from towpath.vault.restore import Restored
from towpath.vault.store import Part

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FRONT = 20
"""Bytes before the header in a backup."""


def everything(notebook: Notebook) -> dict[tuple[str, int], bytes]:
    """Return all revisions of all records."""
    found = (stored for one in notebook.records() for stored in notebook.revisions(one.id))
    return {(stored.id, stored.revision): encode(stored.record) for stored in found}


def backed_up(path: Path, target: Path, passphrase: str = PASSPHRASE) -> Path:
    """Back a closed notebook up and return where to."""
    with Notebook.open(path, passphrase) as notebook:
        notebook.backup(target)
    return target


def taken_in(path: Path, source: Path, passphrase: str = PASSPHRASE, then: str = PASSPHRASE) -> Restored:
    """Restore into a closed notebook."""
    with Notebook.open(path, passphrase) as notebook:
        return notebook.take_in(source, then)


def inside(path: Path, passphrase: str = PASSPHRASE) -> dict[tuple[str, int], bytes]:
    """Return all revisions in a closed notebook, none of which is damaged."""
    with Notebook.open(path, passphrase) as notebook:
        assert notebook.damaged == ()
        return everything(notebook)


def kept(path: Path) -> list[Any]:
    """Return the header and all rows of a closed file but the openings, which grow whenever it is opened."""
    return [look(path, f"SELECT * FROM {table}") for table in ("header", "notebooks", "keys", "contents", "links")]  # noqa: S608 - fixed names


def key_of(path: Path) -> NotebookKey:
    """Return the key of a closed notebook."""
    with Notebook.open(path, PASSPHRASE) as notebook, notebook._working() as held:
        return held.key


def parts_of(data: bytes, key: NotebookKey) -> list[Part]:
    """Read a backup with the key at hand."""
    file = io.BytesIO(data)
    return list(backup.parts(file, backup.read_front(file), key))


def frames_of(data: bytes) -> tuple[bytes, list[bytes]]:
    """Return what stands before the frames, and the frames."""
    file = io.BytesIO(data)
    backup.read_front(file)
    file.read(backup._WRAPPED_BYTES)
    start, size = file.tell(), backup.FRAME_BYTES + 16
    return data[:start], [data[at : at + size] for at in range(start, len(data), size)]


@pytest.fixture
def small_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make frames of 512 bytes, so that a small backup has many."""
    monkeypatch.setattr(backup, "FRAME_BYTES", 512)


# there and back


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "revise", "delete", "draft", "passphrase", "backup"]), st.integers(0, 9)),
    max_size=12,
)


def change(notebook: Notebook, step: str, which: int) -> None:
    """Add, revise or delete something."""
    ids = sorted(one.id for one in notebook.records())
    if step == "add":
        notebook.add(entry(f"entry {which}" * which * 1_000))
    elif step == "draft":
        notebook.add(Draft(written=NOW, text="x"))
    elif step == "revise" and ids:
        notebook.revise(ids[which % len(ids)], entry(f"revised {which}"))
    elif step == "delete" and ids:
        notebook.delete(ids[which % len(ids)])


@settings(max_examples=25)
@given(STEPS)
def test_what_was_backed_up_comes_back(steps: list[tuple[str, int]]) -> None:
    """Whatever was done before: a new file holds the same revisions, and opens with the passphrase of that time."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n"
        filled(path, "first")
        passphrase = PASSPHRASE
        made: list[tuple[Path, str, dict[tuple[str, int], bytes]]] = []
        with Notebook.open(path, passphrase) as notebook:
            for number, (step, which) in enumerate([*steps, ("backup", 0)]):
                if step == "passphrase":
                    notebook.change_passphrase(passphrase, f"{passphrase} {which}")
                    passphrase = f"{passphrase} {which}"
                elif step == "backup":
                    target = path.with_name(f"b{number}")
                    notebook.backup(target)
                    made.append((target, passphrase, everything(notebook)))
                else:
                    change(notebook, step, which)
        for target, then, expected in made:
            restored = target.with_suffix(".restored")
            done = Notebook.restore(restored, target, then)
            assert done == Restored(added=len(expected))
            assert inside(restored, then) == expected


def test_a_backup_is_one_new_file_for_its_owner_only(tmp_path: Path) -> None:
    """Nothing else is left beside it, others may not read it, and no word of the notebook is in it."""
    filled(tmp_path / "n", "a word to look for")
    backed_up(tmp_path / "n", tmp_path / "b")
    assert names(tmp_path) == ["b", "n"]
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600
    assert b"word to look" not in (tmp_path / "b").read_bytes()


def test_two_backups_share_no_sealed_bytes(tmp_path: Path) -> None:
    """Each has a key of its own, so that nobody can tell what changed in between."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as notebook:
        for name in ("b", "c"):
            notebook.backup(tmp_path / name)
    one, two = ((tmp_path / name).read_bytes() for name in ("b", "c"))
    front = FRONT + len(header_of(tmp_path / "n"))
    assert len(one) == len(two)
    assert not any(one[at : at + 8] in two for at in range(front + 700, len(one) - 8))


def test_a_restored_notebook_is_the_same_notebook(tmp_path: Path) -> None:
    """It has the same id and key; backups of either can be taken in by the other."""
    filled(tmp_path / "n", "one")
    Notebook.restore(tmp_path / "m", backed_up(tmp_path / "n", tmp_path / "b"), PASSPHRASE)
    assert key_of(tmp_path / "m").secret == key_of(tmp_path / "n").secret
    with Notebook.open(tmp_path / "m", PASSPHRASE) as notebook:
        notebook.add(entry("two"))
        notebook.backup(tmp_path / "c")
    assert taken_in(tmp_path / "n", tmp_path / "c") == Restored(added=1, there=1)
    assert inside(tmp_path / "n") == inside(tmp_path / "m")


def test_a_backup_of_many_frames_comes_back(tmp_path: Path) -> None:
    """Entries larger than a frame, and parts that lie across two."""
    long = [f"{number} " * 40_000 for number in range(6)]
    filled(tmp_path / "n", *long)
    backed_up(tmp_path / "n", tmp_path / "b")
    assert len(frames_of((tmp_path / "b").read_bytes())[1]) > 6
    Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    assert inside(tmp_path / "m") == inside(tmp_path / "n")


# into the notebook it was made of


def test_restoring_twice_changes_nothing(tmp_path: Path) -> None:
    """The second time everything is there, and the file keeps its bytes."""
    path = tmp_path / "n"
    filled(path, "one", "two")
    backed_up(path, tmp_path / "b")
    shutil.copy(path, tmp_path / "older")
    with Notebook.open(path, PASSPHRASE) as notebook:
        notebook.revise(notebook.records()[0].id, entry("revised"))
        notebook.add(entry("three"))
        notebook.backup(tmp_path / "c")
    assert taken_in(tmp_path / "older", tmp_path / "c") == Restored(added=2, there=2)
    before = kept(tmp_path / "older")
    for _ in range(2):
        assert taken_in(tmp_path / "older", tmp_path / "c") == Restored(there=4)
        assert taken_in(tmp_path / "older", tmp_path / "b") == Restored(there=2)
    assert kept(tmp_path / "older") == before
    with Notebook.open(tmp_path / "older", PASSPHRASE) as notebook:
        assert notebook.check().faults == ()
    assert inside(tmp_path / "older") == inside(path)


def test_what_was_written_since_stays(tmp_path: Path) -> None:
    """Newer revisions and newer entries are not touched by an older backup."""
    path = tmp_path / "n"
    (one,) = filled(path, "one")
    backed_up(path, tmp_path / "b")
    with Notebook.open(path, PASSPHRASE) as notebook:
        notebook.revise(one, entry("revised"))
        notebook.add(entry("two"))
        assert notebook.take_in(tmp_path / "b", PASSPHRASE) == Restored(there=1)
        assert texts(notebook) == ["revised", "two"]


def test_a_backup_from_before_a_change_of_the_passphrase_is_taken_in(tmp_path: Path) -> None:
    """It opens with the passphrase of that time, and what it adds is wrapped under the key of today."""
    path = tmp_path / "n"
    filled(path, "one", "two")
    backed_up(path, tmp_path / "b")
    with Notebook.open(path, PASSPHRASE) as notebook:
        notebook.change_passphrase(PASSPHRASE, "other words")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM keys")
        database.execute("DELETE FROM contents")
    with pytest.raises(CannotOpen):
        taken_in(path, tmp_path / "b", "other words", "other words")
    assert taken_in(path, tmp_path / "b", "other words", PASSPHRASE).added == 2
    with Notebook.open(path, "other words") as notebook:
        assert texts(notebook) == ["one", "two"]
        assert notebook.damaged == ()
        notebook.delete(notebook.records()[0].id)
        assert len(notebook.records()) == 1


def test_revisions_that_differ_are_kept_as_the_notebook_has_them(tmp_path: Path) -> None:
    """Two copies that went their own ways: the entry stays as it is here, with nothing put on top; others are added."""
    path, other = tmp_path / "n", tmp_path / "other"
    one, two = filled(path, "one", "two")
    shutil.copy(path, other)
    with Notebook.open(path, PASSPHRASE) as notebook:
        notebook.revise(one, entry("one, here"))
    with Notebook.open(other, PASSPHRASE) as notebook:
        notebook.revise(one, entry("one, there"))
        notebook.revise(one, entry("one, there again"))
        notebook.revise(two, entry("two, there"))
        notebook.backup(tmp_path / "b")
    assert taken_in(path, tmp_path / "b") == Restored(added=1, there=2, differing=2)
    with Notebook.open(path, PASSPHRASE) as notebook:
        assert texts(notebook) == ["one, here", "two, there"]
        assert [one.revision for one in notebook.revisions(one)] == [1, 2]


def of(name: str = "IMG_1.jpg") -> Attachment:
    """Return what is known of a file before its bytes are."""
    return Attachment(written=NOW, name=name, media_type="image/jpeg", source="chosen", imported=NOW)


def test_attachments_come_back_byte_for_byte_and_once(tmp_path: Path) -> None:
    """In a new file, and in the notebook that lost them; the log agrees with what is there, and twice adds nothing."""
    path, data = tmp_path / "n", bytes(range(251)) * 2_000
    (one,) = filled(path, "one")
    shutil.copy(path, tmp_path / "older")
    with Notebook.open(path, PASSPHRASE) as notebook:
        attached = notebook.attach(of(), [data])
        notebook.backup(tmp_path / "b")
    Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    assert taken_in(tmp_path / "older", tmp_path / "b") == Restored(added=1, there=1)
    assert taken_in(tmp_path / "older", tmp_path / "b") == Restored(there=2)
    for name in ("m", "older"):
        with Notebook.open(tmp_path / name, PASSPHRASE) as notebook:
            assert b"".join(notebook.bytes_of(attached)) == data
            assert notebook.check().faults == ()
            assert texts(notebook) == ["one"]
            notebook.delete(attached)
            assert notebook.take_in(tmp_path / "b", PASSPHRASE) == Restored(there=1, deleted=1)
            assert [each.id for each in notebook.records()] == [one]
        assert look(tmp_path / name, "SELECT count(*) FROM chunks") == [(0,)]


def test_recovery_words_open_a_backup(tmp_path: Path) -> None:
    """They were the notebook's when it was made; after that neither the new words nor a new passphrase open it."""
    words, later = Recovery(bytes(16)), Recovery(bytes(range(16)))
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as notebook:
        notebook.set_recovery(PASSPHRASE, words)
        notebook.backup(tmp_path / "b")
        notebook.set_recovery(PASSPHRASE, later)
        assert notebook.take_in(tmp_path / "b", words) == Restored(there=1)
    with pytest.raises(CannotOpen):
        Notebook.restore(tmp_path / "m", tmp_path / "b", later)
    assert Notebook.restore(tmp_path / "m", tmp_path / "b", words) == Restored(added=1)


def test_nothing_of_another_notebook_of_the_file_is_in_a_backup(tmp_path: Path) -> None:
    """Its slot is chance, its rows are not there, and its passphrase opens nothing."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as notebook:
        notebook.another("another notebook")
        notebook.backup(tmp_path / "b")
    with pytest.raises(CannotOpen):
        Notebook.restore(tmp_path / "m", tmp_path / "b", "another notebook")
    Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    assert look(tmp_path / "m", "SELECT count(*) FROM notebooks") == [(1,)]
    assert sum(header_of(tmp_path / "m")[-8:]) == 1


def test_a_lost_row_that_the_log_names_comes_back_without_a_second_line(tmp_path: Path) -> None:
    """The log named it as missing before, and agrees afterwards."""
    path = tmp_path / "n"
    filled(path, "one")
    backed_up(path, tmp_path / "b")
    tamper(path, "DELETE FROM keys")
    tamper(path, "DELETE FROM contents")
    with Notebook.open(path, PASSPHRASE) as notebook:
        assert [fault.reason for fault in notebook.check().faults] == ["missing"]
        assert notebook.take_in(tmp_path / "b", PASSPHRASE) == Restored(added=1)
        assert notebook.check().faults == ()
        assert notebook.log_head.number == 2


COSTS = [(2**32 - 1, 3, 4), (1 << 21, 3, 4), (65_536, 2**32 - 1, 4), (65_536, 3, 2**32 - 1), (8, 1, 1)]


@pytest.mark.parametrize("cost", COSTS)
def test_a_cost_out_of_bounds_is_refused_before_memory_is_taken(
    tmp_path: Path, cost: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Argon2id never runs with what such a backup asks for, only with the usual cost."""
    filled(tmp_path / "n", "one")
    data = backed_up(tmp_path / "n", tmp_path / "b").read_bytes()
    place = FRONT - 4 + 12
    (tmp_path / "b").write_bytes(data[:place] + struct.pack(">3I", *cost) + data[place + 12 :])
    ran: list[Cost] = []
    monkeypatch.setattr(kdf, "stretch", lambda _, __, cost: ran.append(cost))
    with pytest.raises(CannotOpen):
        Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    assert ran == [Cost()]


def test_a_draft_and_preferences_are_those_of_the_notebook(tmp_path: Path) -> None:
    """They are replaced all the time: an old one does not come back. In a new file they do."""
    path = tmp_path / "n"
    with Notebook.create(path, PASSPHRASE, cost=CHEAP) as notebook:
        draft = notebook.add(Draft(written=NOW, text="old draft"))
        chosen = notebook.add(Preferences(written=NOW, exit_page="https://example.org/"))
        notebook.backup(tmp_path / "b")
        notebook.replace(chosen, Preferences(written=NOW, exit_page="https://example.net/"))
        notebook.delete(draft)
        assert notebook.take_in(tmp_path / "b", PASSPHRASE).added == 0
        assert [one.record for one in notebook.records()] == [
            Preferences(written=NOW, exit_page="https://example.net/")
        ]
    assert Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE) == Restored(added=2)


def test_a_row_that_lost_its_content_gets_it_back(tmp_path: Path) -> None:
    """Where the key is there and the content is missing, only the content is added."""
    path = tmp_path / "n"
    (one,) = filled(path, "one")
    backed_up(path, tmp_path / "b")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM contents")
    assert taken_in(path, tmp_path / "b") == Restored(there=1)
    with Notebook.open(path, PASSPHRASE) as notebook:
        assert texts(notebook) == ["one"]
        assert notebook.read(one).record == entry("one")


def test_a_revision_whose_key_is_damaged_here_is_kept_as_it_is(tmp_path: Path) -> None:
    """It counts as another one; a new file made of the backup shows it."""
    path = tmp_path / "n"
    (one,) = filled(path, "one")
    backed_up(path, tmp_path / "b")
    change_row(path, one, 1, wrapped=b"x" * 76)
    assert taken_in(path, tmp_path / "b") == Restored(differing=1)
    with Notebook.open(path, PASSPHRASE) as notebook:
        assert len(notebook.damaged) == 1


# damage


def test_damaged_rows_are_in_the_backup_as_they_are(tmp_path: Path) -> None:
    """They are shown as damaged again in a new file, and are not added to a notebook."""
    path = tmp_path / "n"
    one, two = filled(path, "one", "two")
    change_row(path, one, 1, sealed=b"x" * 300)
    change_row(path, two, 1, wrapped=b"x" * 76)
    backed_up(path, tmp_path / "b")
    Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    with Notebook.open(tmp_path / "m", PASSPHRASE) as notebook:
        assert {each.id for each in notebook.damaged} == {one, two}
    assert taken_in(path, tmp_path / "b") == Restored(there=1, damaged=1)


def test_a_value_too_large_for_any_record_does_not_spoil_the_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody put it into the file: it is left out and damaged there, and everything else comes back."""
    monkeypatch.setattr(backup, "_VALUE_LIMIT", 2_000)
    one, two = filled(tmp_path / "n", "one", "two")
    change_row(tmp_path / "n", one, 1, sealed=b"x" * 3_000)
    backed_up(tmp_path / "n", tmp_path / "b")
    Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    with Notebook.open(tmp_path / "m", PASSPHRASE) as notebook:
        assert [each.id for each in notebook.records()] == [two]
        assert [each.id for each in notebook.damaged] == [one]


def test_of_a_broken_file_everything_that_can_be_read_is_backed_up(tmp_path: Path) -> None:
    """A notebook that can no longer be written can still be brought over into a new file."""
    path = tmp_path / "n"
    filled(path, *(f"entry {number} " * 400 for number in range(60)))
    (page,) = look(path, "SELECT pageno FROM dbstat WHERE name = 'contents' AND pagetype = 'leaf' ORDER BY path")[5]
    data = path.read_bytes()
    path.write_bytes(data[: (page - 1) * 16_384] + b"\xff" * 16_384 + data[page * 16_384 :])
    with Notebook.open(path, PASSPHRASE) as notebook:
        found = everything(notebook)
        assert 40 < len(found) < 60
        notebook.backup(tmp_path / "b")
    Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    with Notebook.open(tmp_path / "m", PASSPHRASE) as notebook:
        assert everything(notebook) == found
        notebook.add(entry("it can be written again"))


@pytest.mark.usefixtures("small_frames")
def test_a_backup_cut_anywhere_is_refused(tmp_path: Path) -> None:
    """At every frame, one byte before and after, and at 200 other places."""
    filled(tmp_path / "n", "one", "two" * 900)
    data, key = backed_up(tmp_path / "n", tmp_path / "b").read_bytes(), key_of(tmp_path / "n")
    start, frames = frames_of(data)
    assert len(frames) > 5
    assert parts_of(data, key)
    ends = [len(start) + 528 * number for number in range(len(frames))]
    places = {end + off for end in ends for off in (-1, 0, 1)}
    places |= set(random.Random(1).sample(range(len(data)), 200))  # noqa: S311 - a fixed choice
    for place in places:
        with pytest.raises(BadInput, match=r"not_a_backup|backup_damaged"):
            parts_of(data[:place], key)


@pytest.mark.usefixtures("small_frames")
def test_a_backup_with_any_bit_changed_is_refused(tmp_path: Path) -> None:
    """Every byte from the first to the last, the front too."""
    filled(tmp_path / "n", "one")
    data, key = backed_up(tmp_path / "n", tmp_path / "b").read_bytes(), key_of(tmp_path / "n")
    for place in range(len(data)):
        with pytest.raises((BadInput, NewerFormat)):
            parts_of(flipped(data, place, place % 8), key)


@pytest.mark.usefixtures("small_frames")
def test_frames_in_another_order_are_refused(tmp_path: Path) -> None:
    """Swapped, left out, repeated, added, or taken from another backup of the same notebook."""
    filled(tmp_path / "n", "one" * 900)
    key = key_of(tmp_path / "n")
    start, frames = frames_of(backed_up(tmp_path / "n", tmp_path / "b").read_bytes())
    others = frames_of(backed_up(tmp_path / "n", tmp_path / "c").read_bytes())[1]
    wrong = [
        [frames[1], frames[0], *frames[2:]], frames[1:], [frames[0], *frames[2:]], [frames[0], *frames],
        [*frames, frames[-1]], frames[:-1], [*frames[:-1], others[-1]], [others[0], *frames[1:]], [*frames, b"x"], [],
    ]  # fmt: skip
    assert parts_of(start + b"".join(frames), key)
    for each in wrong:
        with pytest.raises(BadInput, match="backup_damaged"):
            parts_of(start + b"".join(each), key)


def damaged_backups(data: bytes) -> Iterator[bytes]:
    """Yield a backup with its end missing, with a bit changed near its end, and with more behind it."""
    yield data[:-1]
    yield data[: len(data) // 2]
    yield flipped(data, len(data) - 30)
    yield data + b"x"


def test_nothing_is_written_of_a_backup_that_is_damaged_at_its_end(tmp_path: Path) -> None:
    """Neither a new file appears nor does the notebook change."""
    path = tmp_path / "n"
    filled(path, *(f"{number} " * 30_000 for number in range(4)))
    data = backed_up(path, tmp_path / "b").read_bytes()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM keys")
        database.execute("DELETE FROM contents")
    Notebook.open(path, PASSPHRASE).close()
    before = kept(path)
    for damaged in damaged_backups(data):
        (tmp_path / "b").write_bytes(damaged)
        with pytest.raises(BadInput, match="backup_damaged"):
            taken_in(path, tmp_path / "b")
        with pytest.raises(BadInput, match="backup_damaged"):
            Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
        assert kept(path) == before
        assert names(tmp_path) == ["b", "n"]


def test_a_backup_that_changes_while_it_is_restored_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was whole when it was checked: what was written until the fault is taken back."""
    path = tmp_path / "n"
    filled(path, *(f"{number} " * 30_000 for number in range(4)))
    shutil.copy(path, tmp_path / "empty")
    with Notebook.open(tmp_path / "empty", PASSPHRASE) as notebook:
        data = backed_up(path, tmp_path / "b").read_bytes()
        notebook.delete(*(one.id for one in notebook.records()))
    before = inside(tmp_path / "empty")
    reading = backup.parts
    calls = count()

    def parts(*given: object) -> Iterator[Part]:
        if next(calls) % 2:
            (tmp_path / "b").write_bytes(flipped(data, len(data) - 30))
        else:
            (tmp_path / "b").write_bytes(data)
        yield from reading(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "parts", parts)
    with pytest.raises(BadInput, match="backup_damaged"):
        taken_in(tmp_path / "empty", tmp_path / "b")
    with pytest.raises(BadInput, match="backup_damaged"):
        Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    assert inside(tmp_path / "empty") == before
    assert names(tmp_path) == ["b", "empty", "n"]


PART = Part("keys", bytes(16), 1, b"x")
WHOLE = next(backup.packed([PART]))


@pytest.mark.parametrize(
    "data",
    [b"\0" + WHOLE[1:], b"\6" + WHOLE[1:], WHOLE[:-1], WHOLE + b"\1", WHOLE[:25] + b"\xff" * 4 + WHOLE[29:],
     WHOLE[:29] + b"\xff" * 4 + WHOLE[33:]],
)  # fmt: skip
def test_what_only_the_owner_could_write_wrong_is_refused(tmp_path: Path, data: bytes) -> None:
    """A table that is not known, a part that does not end, a length beyond all bounds."""
    filled(tmp_path / "n", "one")
    key = key_of(tmp_path / "n")
    front = backup.Front(head=header_of(tmp_path / "n"), mac=bytes(32), keyring=b"")
    stream = b"k" * 32
    wrapped = backup._wrapping(key).encrypt(bytes(12), stream, backup._KEY + front.to_bytes())
    start = front.to_bytes() + bytes(12) + wrapped
    for good, content in ((True, WHOLE), (False, data)):
        file = start + b"".join(backup._sealed(AESGCM(stream), [content]))
        if good:
            assert parts_of(file, key) == [PART]
        else:
            with pytest.raises(BadInput, match="backup_damaged"):
                parts_of(file, key)


# what is refused


def test_another_passphrase_opens_no_backup(tmp_path: Path) -> None:
    """Nothing is written."""
    filled(tmp_path / "n", "one")
    backed_up(tmp_path / "n", tmp_path / "b")
    for passphrase in ("wrong", "", "a\0b"):
        with pytest.raises(CannotOpen):
            Notebook.restore(tmp_path / "m", tmp_path / "b", passphrase)
        with pytest.raises(CannotOpen):
            taken_in(tmp_path / "n", tmp_path / "b", then=passphrase)
    assert names(tmp_path) == ["b", "n"]


def test_a_backup_of_another_notebook_is_refused(tmp_path: Path) -> None:
    """Even if it has the same passphrase."""
    filled(tmp_path / "n", "one")
    filled(tmp_path / "other", "two")
    backed_up(tmp_path / "other", tmp_path / "b")
    before = kept(tmp_path / "n")
    with pytest.raises(BadInput, match="backup_of_another"):
        taken_in(tmp_path / "n", tmp_path / "b")
    assert kept(tmp_path / "n") == before


@pytest.mark.parametrize("data", [b"", b"TOWBACK", b"a letter" * 500, backup.MAGIC + bytes(5_000)])
def test_what_is_no_backup_is_told(tmp_path: Path, data: bytes) -> None:
    """Another file, a notebook, a folder, nothing at all."""
    filled(tmp_path / "n", "one")
    (tmp_path / "b").write_bytes(data)
    for name, said in (("b", "not_a_backup"), ("n", "not_a_backup"), (".", "file_missing"), ("x", "file_missing")):
        with pytest.raises(BadInput, match=said):
            Notebook.restore(tmp_path / "m", tmp_path / name, PASSPHRASE)


def test_a_backup_of_a_later_version_is_told(tmp_path: Path) -> None:
    """By the version of the backup, and by that of the notebook in it."""
    filled(tmp_path / "n", "one")
    data = backed_up(tmp_path / "n", tmp_path / "b").read_bytes()
    for place in (9, FRONT - 4 + 9):
        (tmp_path / "b").write_bytes(data[:place] + b"\2" + data[place + 1 :])
        with pytest.raises(NewerFormat):
            Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    """Neither by a backup nor by a notebook made of one."""
    filled(tmp_path / "n", "one")
    backed_up(tmp_path / "n", tmp_path / "b")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("b", "n", "dangling", "."):
        with pytest.raises(BadInput, match="file_exists"):
            Notebook.restore(tmp_path / name, tmp_path / "b", PASSPHRASE)
        with pytest.raises((BadInput, CannotWrite)):
            backed_up(tmp_path / "n", tmp_path / name)
    assert names(tmp_path) == ["b", "dangling", "n"]
    assert inside(tmp_path / "n")


def test_a_name_that_is_taken_meanwhile_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program made a file there while the notebook was restored; or the disk failed at the last step."""
    filled(tmp_path / "n", "one")
    backed_up(tmp_path / "n", tmp_path / "b")
    filling = restore._fill

    def fill(*given: Any) -> None:
        filling(*given)
        (tmp_path / "m").write_text("a letter")

    monkeypatch.setattr(restore, "_fill", fill)
    with pytest.raises(BadInput, match="file_exists"):
        Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
    assert (tmp_path / "m").read_text() == "a letter"
    monkeypatch.setattr(restore, "place", lambda draft, _: draft.rmdir())
    with pytest.raises(CannotWrite):
        Notebook.restore(tmp_path / "o", tmp_path / "b", PASSPHRASE)
    assert names(tmp_path) == ["b", "m", "n"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Nothing is left in it."""
    filled(tmp_path / "n", "one")
    with folder_of_a_stranger() as folder:
        for name in ("b", "missing/b"):
            with Notebook.open(tmp_path / "n", PASSPHRASE) as notebook, unprivileged(), pytest.raises(CannotWrite):
                notebook.backup(folder / name)
        assert names(folder) == []


# full disks and ends of processes


@pytest.mark.parametrize("size", [0, 1, 2_000, 2_200, 2_500, 70_000, 200_000])
def test_a_full_disk_leaves_no_backup(tmp_path: Path, size: int) -> None:
    """No half of a file, under no name; and the notebook can be used."""
    filled(tmp_path / "n", "x" * 95_000, "y" * 95_000, "z" * 95_000)
    with Notebook.open(tmp_path / "n", PASSPHRASE) as notebook:
        with room_for(size), pytest.raises(CannotWrite):
            notebook.backup(tmp_path / "b")
        assert len(texts(notebook)) == 3
    assert names(tmp_path) == ["n"]


@pytest.mark.parametrize("size", [0, 1, 16_000, 100_000, 150_000, 200_000, 400_000, 430_000])
def test_a_full_disk_while_restoring_leaves_everything_as_it_was(tmp_path: Path, size: int) -> None:
    """No new file, nothing added to a notebook; it can be used and restored later."""
    filled(tmp_path / "n", "x" * 95_000, "y" * 95_000, "z" * 95_000)
    shutil.copy(tmp_path / "n", tmp_path / "full")
    backed_up(tmp_path / "n", tmp_path / "b")
    with closing(sqlite3.connect(tmp_path / "n", isolation_level=None)) as database:
        database.execute("DELETE FROM keys")
        database.execute("DELETE FROM contents")
        database.execute("VACUUM")
    done = None
    with Notebook.open(tmp_path / "n", PASSPHRASE) as notebook:
        with room_for(size):
            with pytest.raises(CannotWrite):
                Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
            try:
                done = notebook.take_in(tmp_path / "b", PASSPHRASE)
            except CannotWrite:
                assert texts(notebook) == []
        assert len(texts(notebook)) == (3 if done else 0)
        assert notebook.take_in(tmp_path / "b", PASSPHRASE) == (Restored(there=3) if done else Restored(added=3))
    assert names(tmp_path) == ["b", "full", "n"]
    assert inside(tmp_path / "n") == inside(tmp_path / "full")


TAKE_IN = f"""
import sys
from towpath.vault import Notebook
notebook = Notebook.open(sys.argv[1], {PASSPHRASE!r})
print("begin", flush=True)
notebook.take_in(sys.argv[2], {PASSPHRASE!r})
print("done", flush=True)
sys.stdin.read()
"""
BACKUP = f"""
import sys
from towpath.vault import Notebook
notebook = Notebook.open(sys.argv[1], {PASSPHRASE!r})
print("begin", flush=True)
notebook.backup(sys.argv[2])
print("done", flush=True)
sys.stdin.read()
"""
RESTORE = f"""
import sys
from towpath.vault import Notebook
print("begin", flush=True)
Notebook.restore(sys.argv[1], sys.argv[2], {PASSPHRASE!r})
print("done", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a notebook of two hundred entries, a backup of it, and the same notebook almost empty."""
    folder = tmp_path_factory.mktemp("large")
    filled(folder / "n", "kept")
    shutil.copy(folder / "n", folder / "empty")
    with Notebook.open(folder / "n", PASSPHRASE) as notebook:
        for number in range(200):
            notebook.add(entry(f"{number} " * 10_000))
        notebook.backup(folder / "b")
    return folder


@pytest.mark.parametrize("seed", range(6))
def test_killed_while_backing_up_there_is_a_whole_backup_or_none(tmp_path: Path, large: Path, seed: int) -> None:
    """The notebook has everything; a draft that is left has a name of a dot and digits, and is no one's backup."""
    path = tmp_path / "n"
    shutil.copy(large / "n", path)
    said = killed(BACKUP, str(path), str(tmp_path / "b"), moment=random.Random(seed).uniform(0, 0.06))  # noqa: S311
    assert (tmp_path / "b").exists() or "done" not in said
    assert all(name in {"b", "n", "n-wal"} or name.startswith(".") for name in names(tmp_path))
    assert len(inside(path)) == 201
    if not (tmp_path / "b").exists():
        backed_up(path, tmp_path / "b")
    assert Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE) == Restored(added=201)


def test_a_large_attachment_is_never_in_memory_whole(tmp_path: Path) -> None:
    """Of 16 MiB, backing up and both ways of restoring have less than 2 MiB in Python's memory at any time."""
    filled(tmp_path / "n")
    shutil.copy(tmp_path / "n", tmp_path / "older")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as notebook, Notebook.open(tmp_path / "older", PASSPHRASE) as older:
        notebook.attach(of(), (bytes(1 << 20) for _ in range(16)))
        tracemalloc.start()
        try:
            notebook.backup(tmp_path / "b")
            Notebook.restore(tmp_path / "m", tmp_path / "b", PASSPHRASE)
            older.take_in(tmp_path / "b", PASSPHRASE)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert (tmp_path / "b").stat().st_size > 16 << 20
    assert peak < 2 << 20


@pytest.mark.parametrize("seed", range(8))
def test_killed_while_restoring_all_of_it_is_there_or_nothing(tmp_path: Path, large: Path, seed: int) -> None:
    """The notebook opens, undamaged, as it was before or with everything; restoring again completes it."""
    path = tmp_path / "n"
    shutil.copy(large / "empty", path)
    said = killed(TAKE_IN, str(path), str(large / "b"), moment=random.Random(seed).uniform(0, 0.4))  # noqa: S311
    found = len(inside(path))
    assert found in ({201} if "done" in said else {1, 201})
    assert taken_in(path, large / "b") == Restored(added=201 - found, there=found)


@pytest.mark.parametrize("seed", range(6))
def test_killed_while_making_a_notebook_of_a_backup_it_is_whole_or_not_there(
    tmp_path: Path, large: Path, seed: int
) -> None:
    """Under its name there is the whole notebook or nothing; a draft that is left has a name of a dot and digits."""
    path = tmp_path / "n"
    said = killed(RESTORE, str(path), str(large / "b"), moment=random.Random(seed).uniform(0, 0.5))  # noqa: S311
    assert path.exists() or "done" not in said
    assert all(name == "n" or name.startswith(".") for name in names(tmp_path))
    if not path.exists():
        Notebook.restore(path, large / "b", PASSPHRASE)
    assert len(inside(path)) == 201
