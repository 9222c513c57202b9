"""What the tests of the vault share: a cheap cost, an entry, a filled notebook, and a way to tamper with its file."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from towpath.domain.records import Draft, Entry
from towpath.vault import Notebook
from towpath.vault.kdf import Cost

CHEAP = Cost(19 * 1024, 1, 1)
PASSPHRASE = "seven plain words on a slip of paper"
NOBODY = 65_534


def entry(text: str) -> Entry:
    """Return a journal entry."""
    return Entry(written=datetime(2026, 3, 1, 8, 30, tzinfo=UTC), text=text, day=date(2026, 2, 28))


def filled(path: Path, *texts: str) -> list[str]:
    """Make a notebook with these entries and return their ids."""
    with Notebook.create(path, PASSPHRASE, cost=CHEAP) as notebook:
        return [notebook.add(entry(text)) for text in texts]


def texts(notebook: Notebook) -> list[str]:
    """Return the texts of the current entries, sorted."""
    records = [stored.record for stored in notebook.records()]
    return sorted(record.text for record in records if isinstance(record, Entry | Draft))


def tamper(path: Path, statement: str, *values: Any) -> None:
    """Change a file behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(statement, values)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def look(path: Path, query: str, *values: Any) -> list[Any]:
    """Read a file as somebody without the passphrase can."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query, values).fetchall()


ROWS = "SELECT object, revision, wrapped, sealed, commitment FROM keys JOIN contents USING(notebook, object, revision)"
TABLE = {"wrapped": "keys", "sealed": "contents", "commitment": "contents"}
"""Where each column is."""


def rows(path: Path, where: str = "1") -> list[Any]:
    """Return object, revision, wrapped key, content and commitment of each row, in order."""
    return look(path, f"{ROWS} WHERE {where} ORDER BY object, revision")


def put_row(path: Path, row: Any) -> None:
    """Put a row into the first notebook of a file."""
    object_id, revision, wrapped, *content = row
    tamper(path, "INSERT INTO keys SELECT notebook, ?, ?, ? FROM notebooks", object_id, revision, wrapped)
    tamper(path, "INSERT INTO contents SELECT notebook, ?, ?, ?, ? FROM notebooks", object_id, revision, *content)


def change_row(path: Path, id_: str, revision: int, **columns: bytes) -> None:
    """Exchange columns of one row."""
    for column, value in columns.items():
        statement = f"UPDATE {TABLE[column]} SET {column} = ? WHERE object = ? AND revision = ?"  # noqa: S608 - fixed
        tamper(path, statement, value, bytes.fromhex(id_), revision)


def header_of(path: Path) -> bytes:
    """Return the stored header."""
    data: bytes = look(path, "SELECT bytes FROM header")[0][0]
    return data


def flipped(data: bytes, position: int, bit: int = 0) -> bytes:
    """Return the bytes with one bit changed."""
    return data[:position] + bytes([data[position] ^ 1 << bit]) + data[position + 1 :]


def names(folder: Path) -> list[str]:
    """Return what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def folder_of_a_stranger() -> Iterator[Path]:
    """Give a folder that everybody may enter, and make this process one that may not write in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o700)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Take away the right of root, if this is root, to write where the mode forbids it."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)
