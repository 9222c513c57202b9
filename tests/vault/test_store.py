"""The file itself: made whole or not at all, locked, and read even where it is broken."""

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.vault.samples import (
    CHEAP,
    PASSPHRASE,
    entry,
    filled,
    folder_of_a_stranger,
    look,
    names,
    tamper,
    texts,
    unprivileged,
)
from towpath.errors import BadInput, CannotOpen, CannotWrite
from towpath.vault import Damaged, Notebook, Recovery, sqlite
from towpath.vault.sealing import Sealed
from towpath.vault.sqlite import SqliteStore

PAGE = 16_384


def test_settings_are_in_force(tmp_path: Path) -> None:
    """SQLite ignores a pragma it does not know, so each is asked back."""
    filled(tmp_path / "n")
    opened = SqliteStore.open(tmp_path / "n")
    asked = ["journal_mode", "locking_mode", "synchronous", "secure_delete", "temp_store", "trusted_schema"]
    answers = [opened._db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    mapped = opened._db.execute("PRAGMA mmap_size").fetchone()
    opened.close()

    assert answers == ["wal", "exclusive", 2, 1, 2, 0]
    assert mapped in {None, (0,)}


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    """Tools that know SQLite files can name it; version and page size are fixed."""
    filled(tmp_path / "n")
    data = (tmp_path / "n").read_bytes()

    assert (data[:16], data[60:64], data[68:72]) == (b"SQLite format 3\0", b"\0\0\0\1", b"Towp")
    assert int.from_bytes(data[16:18]) == PAGE


def test_a_file_system_without_links_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As memory sticks have: the notebook is made all the same, and still never over another file."""

    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    filled(tmp_path / "n", "one")
    with pytest.raises(BadInput):
        SqliteStore.create(tmp_path / "n", lambda _: None)

    assert names(tmp_path) == ["n"]
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert texts(opened) == ["one"]


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even between the first look and the last step."""
    (tmp_path / "n").write_text("words")
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    with pytest.raises(BadInput) as caught:
        filled(tmp_path / "n")

    assert caught.value.key == "file_exists"
    assert (tmp_path / "n").read_text() == "words"
    assert names(tmp_path) == ["n"]


def test_a_folder_that_cannot_be_synchronised_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some systems cannot open a folder at all."""
    real = os.open

    def no_folders(path: Path, *arguments: int) -> int:
        if Path(path).is_dir():
            raise PermissionError
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", no_folders)
    filled(tmp_path / "n", "one")

    assert (tmp_path / "n").exists()


@pytest.mark.parametrize(
    "name", ["file/n", "file/deeper/n", "nul\0/n", "n" * 300], ids=["file", "deeper", "NUL", "long"]
)
def test_a_place_where_nothing_can_be_made_is_cannot_write(tmp_path: Path, name: str) -> None:
    """A file where a folder should be, a name no system takes."""
    (tmp_path / "file").write_text("words")
    with pytest.raises(CannotWrite):
        Notebook.create(tmp_path / name, PASSPHRASE, cost=CHEAP)

    assert names(tmp_path) == ["file"]


def test_a_notebook_is_not_made_in_a_read_only_folder() -> None:
    """And nothing is left there."""
    with folder_of_a_stranger() as folder:
        folder.chmod(0o555)
        with unprivileged(), pytest.raises(CannotWrite):
            Notebook.create(folder / "n", PASSPHRASE, cost=CHEAP)

        assert names(folder) == []


PLACES = [(0o666, 0o555), (0o444, 0o555), (0o444, 0o777)]


@pytest.mark.parametrize(("mode", "of_folder"), PLACES)
def test_a_notebook_that_cannot_be_written_opens_to_read_and_is_untouched(mode: int, of_folder: int) -> None:
    """It says so; everything in it can be read and backed up, and whatever changes it is refused."""
    with folder_of_a_stranger() as folder, tempfile.TemporaryDirectory() as elsewhere:
        (one,) = filled(folder / "n", "one")
        before = (folder / "n").read_bytes()
        (folder / "n").chmod(mode)
        folder.chmod(of_folder)
        Path(elsewhere).chmod(0o777)
        with unprivileged():
            with pytest.raises(CannotOpen):
                Notebook.open(folder / "n", "wrong")
            with Notebook.open(folder / "n", PASSPHRASE) as opened:
                assert opened.read_only
                assert (texts(opened), opened.damaged, opened.check().faults) == (["one"], (), ())
                for change in changes(opened, one):
                    with pytest.raises(CannotWrite):
                        change()
                assert texts(opened) == ["one"]
                opened.backup(Path(elsewhere) / "b")
        assert names(folder) == ["n"]
        assert (folder / "n").read_bytes() == before


def changes(opened: Notebook, one: str) -> list[Callable[[], object]]:
    """Return everything that would change a notebook."""
    return [
        lambda: opened.add(entry("two")),
        lambda: opened.revise(one, entry("two")),
        lambda: opened.replace(one, entry("two")),
        lambda: opened.delete(one),
        lambda: opened.change_passphrase(PASSPHRASE, "other words"),
        lambda: opened.set_recovery(PASSPHRASE, Recovery(bytes(16))),
        lambda: opened.another("other words"),
        opened.erase,
        opened.begin_log_anew,
        opened.clear_openings,
    ]


@pytest.mark.parametrize("of_folder", [0o555, 0o777])
def test_a_notebook_with_a_log_is_not_read_without_it(of_folder: int) -> None:
    """After a crash, what is in the log would be missing, so it is refused until it can be moved into the file."""
    with folder_of_a_stranger() as folder:
        made = Notebook.create(folder / "copied", PASSPHRASE, cost=CHEAP)
        made.add(entry("one"))
        for ending in ("", "-wal"):
            shutil.copy(folder / f"copied{ending}", folder / f"n{ending}")
            (folder / f"n{ending}").chmod(0o444)
        made.close()
        folder.chmod(of_folder)
        with unprivileged(), pytest.raises(CannotWrite):
            Notebook.open(folder / "n", PASSPHRASE)

        (folder / "n").chmod(0o600)
        folder.chmod(0o700)
        with Notebook.open(folder / "n", PASSPHRASE) as opened:
            assert (texts(opened), opened.read_only) == (["one"], False)


def test_a_notebook_that_may_not_be_read_cannot_be_opened() -> None:
    """It is refused like one that is not there."""
    with folder_of_a_stranger() as folder:
        filled(folder / "n", "one")
        (folder / "n").chmod(0o000)
        with unprivileged(), pytest.raises(CannotOpen):
            Notebook.open(folder / "n", PASSPHRASE)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE other(x)",
        "CREATE TRIGGER t AFTER INSERT ON keys BEGIN DELETE FROM header; END",
        "CREATE VIEW v AS SELECT * FROM header",
        "CREATE INDEX i ON contents(commitment)",
        "DROP TABLE notebooks",
        "ALTER TABLE header ADD COLUMN x",
        "DELETE FROM header",
        "INSERT INTO header VALUES(x'00')",
        "UPDATE header SET bytes = 'text'",
        "DELETE FROM notebooks",
        "UPDATE notebooks SET mac = x'00'",
    ],
)
def test_a_file_whose_tables_were_changed_cannot_be_opened(tmp_path: Path, statement: str) -> None:
    """No trigger or view of a stranger is ever run."""
    filled(tmp_path / "n", "one")
    tamper(tmp_path / "n", statement)

    with pytest.raises(CannotOpen):
        Notebook.open(tmp_path / "n", PASSPHRASE)


def test_values_of_other_types_are_flagged_and_do_no_harm(tmp_path: Path) -> None:
    """Text and numbers where bytes should be do not open and can be deleted."""
    one, two, three = filled(tmp_path / "n", "one", "two", "three")
    tamper(tmp_path / "n", "UPDATE keys SET wrapped = 'text' WHERE hex(object) = ?", two.upper())
    tamper(tmp_path / "n", "UPDATE contents SET sealed = 7 WHERE hex(object) = ?", two.upper())

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert opened.damaged == (Damaged(two, 1, "does_not_open"),)
        opened.delete(one, two)
        assert [stored.id for stored in opened.records()] == [three]


def test_the_largest_revision_there_can_be_is_flagged_and_cannot_be_revised(tmp_path: Path) -> None:
    """The next number would overflow."""
    (one,) = filled(tmp_path / "n", "one")
    for table in ("keys", "contents"):
        tamper(tmp_path / "n", f"UPDATE {table} SET revision = 9223372036854775807")  # noqa: S608 - fixed text

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert opened.damaged == (Damaged(one, 2**63 - 1, "does_not_open"),)
        with pytest.raises(CannotWrite):
            opened.revise(one, entry("again"))
        opened.delete(one)


@pytest.mark.parametrize("place", ["'id', 1", "x'00', 'no'", "x'00', 1.5"])
def test_a_place_of_another_type_is_flagged_and_nothing_is_written(tmp_path: Path, place: str) -> None:
    """SQLite orders types in its own way, so what stands where is no longer certain."""
    filled(tmp_path / "n", "one", "two")
    tamper(tmp_path / "n", f"INSERT INTO keys SELECT notebook, {place}, 1.5 FROM notebooks")  # noqa: S608 - fixed text

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert texts(opened) == ["one", "two"]
        assert [damaged.reason for damaged in opened.damaged] == ["file_broken", "does_not_open"]
        with pytest.raises(CannotWrite):
            opened.add(entry("three"))


def many(path: Path) -> set[str]:
    """Make a notebook of several pages and return its texts."""
    words = {f"{number} {'x' * 1_000}" for number in range(120)}
    filled(path, *words)
    return words


def break_a_page(path: Path) -> None:
    """Overwrite a page that holds contents, not the first of them: it has few long rows."""
    data = path.read_bytes()
    pages = [
        at for at in range(0, len(data), PAGE) if data[at] == 10 and 3 < int.from_bytes(data[at + 3 : at + 5]) < 30
    ]
    path.write_bytes(data[: pages[2]] + b"\xff" * PAGE + data[pages[2] + PAGE :])


def test_a_broken_page_is_flagged_and_the_others_are_read(tmp_path: Path) -> None:
    """Rows before and behind it open; that some are missing is said."""
    words = many(tmp_path / "n")
    break_a_page(tmp_path / "n")

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        found = set(texts(opened))
        assert found < words
        assert len(found) > 100 - 24
        assert opened.damaged[0] == Damaged("", 0, "file_broken")


def test_rows_taken_out_of_the_index_are_noticed(tmp_path: Path) -> None:
    """A page that claims fewer rows than it holds does not shorten the notebook in silence."""
    many(tmp_path / "n")
    data = bytearray((tmp_path / "n").read_bytes())
    leaf = next(start for start in range(0, len(data), PAGE) if data[start] == 10 and data[start + 4] > 3)
    data[leaf + 4] -= 1
    (tmp_path / "n").write_bytes(data)

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert Damaged("", 0, "file_broken") in opened.damaged


def test_a_broken_file_is_not_written_into(tmp_path: Path) -> None:
    """Writing could break it further: what can be read stays readable."""
    many(tmp_path / "n")
    break_a_page(tmp_path / "n")
    before = (tmp_path / "n").read_bytes()

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        shown = texts(opened)
        assert {each.id for each in opened.cards()} >= {each.id for each in opened.records()}
        assert Damaged("", 0, "file_broken") in opened.listing()[1]
        assert opened.read(opened.records()[-1].id) == opened.records()[-1]
        one = opened.records()[0].id
        changes: list[Callable[[], object]] = [
            lambda: opened.add(entry("more")),
            lambda: opened.revise(one, entry("more")),
            lambda: opened.delete(one),
            lambda: opened.change_passphrase(PASSPHRASE, "other"),
        ]
        for change in changes:
            with pytest.raises(CannotWrite):
                change()
        assert texts(opened) == shown
    assert (tmp_path / "n").read_bytes() == before


def test_a_row_out_of_order_is_flagged_and_nothing_is_lost_with_the_old_key(tmp_path: Path) -> None:
    """A damaged notebook id hides neither its own row nor others, and keys are not rotated past them.

    In the log it is noticed by the check; in the list of openings it only takes a line away.
    """
    filled(tmp_path / "n", "one", "two", "three")
    data = (tmp_path / "n").read_bytes()
    notebook = look(tmp_path / "n", "SELECT notebook FROM notebooks")[0][0]
    places = [found.start() for found in re.finditer(re.escape(notebook), data)]
    for place in places:
        (tmp_path / "n").write_bytes(data[:place] + bytes([data[place] ^ 0x80]) + data[place + 1 :])
        try:
            opened = Notebook.open(tmp_path / "n", PASSPHRASE)
        except CannotOpen:
            continue  # it was the one in the table of notebooks
        with opened:
            assert len(opened.records()) == 2 + (not opened.damaged)
            assert opened.damaged or opened.check().faults or not opened.openings
            found = texts(opened)
            with suppress(CannotWrite):
                opened.change_passphrase(PASSPHRASE, PASSPHRASE)
        with Notebook.open(tmp_path / "n", PASSPHRASE) as again:
            assert texts(again) == found


def insert_twice(opened: SqliteStore, sealed: Sealed) -> None:
    """Break the primary key."""
    with opened.writing():
        opened.insert(b"n", b"o", 1, sealed)
        opened.insert(b"n", b"o", 1, sealed)


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Whatever failed, the first statement is undone with the second."""
    filled(tmp_path / "n")
    opened = SqliteStore.open(tmp_path / "n")
    sealed = Sealed(b"w", b"s", b"c")
    numbers: dict[str, int] = {}
    with pytest.raises(CannotWrite):
        insert_twice(opened, sealed)
    with pytest.raises(KeyError), opened.writing():
        opened.insert(b"n", b"o", numbers["nothing"], sealed)
    assert opened.rows(b"n") == ([], True)
    assert opened.last_revision(b"n", b"o") is None
    opened.close()


def test_a_sweep_that_fails_is_left_to_the_next(tmp_path: Path) -> None:
    """What was asked for is durable in the log already."""
    filled(tmp_path / "n")
    opened = SqliteStore.open(tmp_path / "n")
    opened._db.close()
    with pytest.raises(sqlite3.ProgrammingError):
        opened._db.execute("SELECT 1")
    opened.sweep()
    opened.close()


def test_a_file_that_cannot_be_checked_is_not_called_sound(tmp_path: Path) -> None:
    """What can be read of it is read all the same."""
    filled(tmp_path / "n")
    opened = SqliteStore.open(tmp_path / "n")
    opened._db.close()
    assert opened.rows(b"n") == ([], False)
    assert (opened.lines("links", b"n"), opened.tries()) == ([], [])
    opened.close()


def test_a_reading_error_is_not_a_trace(tmp_path: Path) -> None:
    """SQLite's own errors do not leave the package."""
    with pytest.raises(CannotOpen), sqlite._reading_errors():
        raise sqlite3.DatabaseError
