"""The file a notebook lives in: one SQLite database that only ever sees sealed bytes. All SQL is here."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from operator import lt
from pathlib import Path
from threading import Lock
from typing import Any

from towpath.errors import BadInput, CannotOpen, CannotWrite, InUse, NewerFormat
from towpath.vault.keys import VERSION
from towpath.vault.sealing import Sealed

APPLICATION_ID = 0x546F7770
_PAGE_BYTES = (
    16_384  # at SQLite's usual 4,096 each record of 1 KB spills to a page of its own: the file is 3 times larger
)

_SCHEMA = (
    "CREATE TABLE header(bytes BLOB NOT NULL)",
    "CREATE TABLE notebooks(notebook BLOB NOT NULL PRIMARY KEY, mac BLOB NOT NULL) WITHOUT ROWID",
    (
        "CREATE TABLE revisions(notebook BLOB NOT NULL, object BLOB NOT NULL, revision INTEGER NOT NULL,"
        " wrapped BLOB NOT NULL, sealed BLOB NOT NULL, commitment BLOB NOT NULL,"
        " PRIMARY KEY(notebook, object, revision)) WITHOUT ROWID"
    ),
)
_PRAGMAS = (
    "locking_mode = EXCLUSIVE",  # one writer, and no -shm file
    "trusted_schema = OFF",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "mmap_size = 0",
    "synchronous = FULL",
)
# The plus signs keep SQLite from searching by the notebook: a damaged row can stand out of order, and a search would
# then miss others; reading from end to end does not. A tampered file may hold other types than the schema says: the
# casts make sure that bytes and numbers come out. A row that names no notebook of this file may be one of ours with a
# damaged name: it is given without its key, so that it is seen and does not open.
_HEAD = """coalesce(CAST(object AS BLOB), x''), coalesce(CAST(revision AS INTEGER), 0),
    CASE WHEN notebook = ?1 THEN coalesce(CAST(wrapped AS BLOB), x'') ELSE x'' END"""
_WHOLE = _HEAD + ", coalesce(CAST(sealed AS BLOB), x''), coalesce(CAST(commitment AS BLOB), x'')"
_OURS = "FROM revisions WHERE (+notebook = ?1 OR +notebook NOT IN (SELECT notebook FROM notebooks))"
_ONE = "AND CAST(object AS BLOB) = ?2"
_ORDERS = tuple(f"ORDER BY notebook {way}, object {way}, revision {way}" for way in ("ASC", "DESC"))
_PLACES = "SELECT notebook, object, revision FROM revisions ORDER BY notebook, object, revision"
_WRAPPED = "SELECT object, revision, wrapped FROM revisions WHERE notebook = ? AND typeof(wrapped) = 'blob'"
_SQLITE_MAGIC = b"SQLite format 3\0"
_WITH_LOG = b"\2\2"
"""At byte 18 of a SQLite file: it is written through a write-ahead log."""

_LAST_NUMBER = 2**63 - 1

Head = tuple[bytes, int, bytes]
Row = tuple[bytes, int, bytes, bytes, bytes]
FileId = tuple[int, int]

# Closing any descriptor of a file drops all locks that POSIX lets a process hold on it, SQLite's too. So a file that
# this process already holds is known here and not even looked at a second time.
_held: set[FileId] = set()
_held_guard = Lock()


class Store:
    """One open file. Holds the lock on it until closed."""

    def __init__(self, database: sqlite3.Connection, file: FileId) -> None:
        self._db = database
        self._file = file
        self._sound: bool | None = None

    @classmethod
    def create(cls, path: Path, header: bytes, notebook: bytes, mac: bytes) -> None:
        """Write a new file with one empty notebook: whole, or not at all.

        Raises:
            BadInput: there is something at that path (``file_exists``).
            CannotWrite: the folder or the file cannot be written.
        """
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise CannotWrite from error
        try:
            _write_new(path, _image(header, notebook, mac))
        except FileExistsError:
            raise BadInput("file_exists") from None
        except (OSError, ValueError) as error:
            raise CannotWrite from error

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Open and lock a file.

        Raises:
            CannotOpen: there is no such file, or it is not a notebook.
            NewerFormat: it is of a later version. The file was only looked at.
            InUse: another notebook object or process holds it.
            CannotWrite: it is a notebook in a place that cannot be written.
        """
        file = _take(path)
        try:
            _look(path)
            return cls(_connect(path), file)
        except BaseException:
            _give_back(file)
            raise

    def close(self) -> None:
        """Move everything into the one file, remove the log beside it, and let go of the lock."""
        self.sweep()
        self._db.close()
        _give_back(self._file)

    def sweep(self) -> None:
        """Move the log into the file and empty it, so that no deleted bytes stay in it.

        What is in the log is durable. If the disk does not let it be moved now, the next sweep or opening does it.
        """
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def header(self) -> bytes:
        """Return the bytes of the header.

        Raises:
            CannotOpen: there is not exactly one, or the file is damaged where it should be.
        """
        return self._only("SELECT CAST(bytes AS BLOB) FROM header LIMIT 2")

    def mac(self, notebook: bytes) -> bytes:
        """Return the stored MAC of a notebook. Raises ``CannotOpen`` where there is none."""
        return self._only("SELECT CAST(mac AS BLOB) FROM notebooks WHERE notebook = ?", notebook)

    def set_header(self, header: bytes, notebook: bytes, mac: bytes) -> None:
        """Exchange the header and the MAC of one notebook over it."""
        self._db.execute("UPDATE header SET bytes = ?", (header,))
        self._db.execute("UPDATE notebooks SET mac = ? WHERE notebook = ?", (mac, notebook))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make what is written inside one transaction, durable at its end.

        Raises:
            CannotWrite: the disk did not take it, or the file is broken and writing could break it further; what was
                there before still is.
        """
        if not self._is_sound():
            raise CannotWrite
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise CannotWrite from error
        finally:
            if self._db.in_transaction:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")

    def rows(self, notebook: bytes) -> tuple[list[Row], bool]:
        """Return all rows of a notebook in order of object and revision, and whether the file is sound.

        In a broken file, the rows before and behind the broken places are returned.
        """
        return self._rows(f"SELECT {_WHOLE} {_OURS}", notebook)

    def heads(self, notebook: bytes) -> tuple[list[Head], bool]:
        """Return the same without the contents: object, revision and wrapped key of each row."""
        return self._rows(f"SELECT {_HEAD} {_OURS}", notebook)

    def rows_of(self, notebook: bytes, object_id: bytes) -> list[Row]:
        """Return the rows of one object in order of revision, found by reading from end to end."""
        if not self._is_sound():
            return [row for row in self.rows(notebook)[0] if row[0] == object_id]
        found: list[Row] = self._rows(f"SELECT {_WHOLE} {_OURS} {_ONE}", notebook, object_id)[0]
        return found

    def _rows(self, query: str, *values: bytes) -> tuple[list[Any], bool]:
        if self._is_sound():
            with _reading_errors():
                return sorted(self._db.execute(query, values).fetchall()), True
        found: set[Any] = set()
        for order in _ORDERS:
            with suppress(sqlite3.DatabaseError):
                for row in self._db.execute(f"{query} {order}", values):
                    found.add(row)
        return sorted(found), False

    def last_revision(self, notebook: bytes, object_id: bytes) -> int | None:
        """Return the number of the newest revision of an object, ``None`` if there is no such object.

        It is never the largest number there is, lest a tampered row make the next one overflow.
        """
        query = "SELECT min(max(CAST(revision AS INTEGER)), ?) FROM revisions WHERE notebook = ? AND object = ?"
        with _reading_errors():
            (last,) = self._db.execute(query, (_LAST_NUMBER - 1, notebook, object_id)).fetchone()
        number: int | None = last
        return number

    def insert(self, notebook: bytes, object_id: bytes, revision: int, sealed: Sealed) -> None:
        """Add one revision."""
        self._db.execute("INSERT INTO revisions VALUES(?, ?, ?, ?, ?, ?)", (notebook, object_id, revision, *sealed))

    def drop(self, notebook: bytes, object_id: bytes, before: int | None = None) -> None:
        """Delete an object, or its revisions before one."""
        query = "DELETE FROM revisions WHERE notebook = ? AND object = ? AND (?3 IS NULL OR revision < ?3)"
        self._db.execute(query, (notebook, object_id, before))

    def rewrap(self, notebook: bytes, anew: Callable[[bytes, int, bytes], bytes]) -> None:
        """Exchange the wrapped data key of every row for what ``anew`` makes of object, revision and old bytes."""
        rows = self._db.execute(_WRAPPED, (notebook,)).fetchall()
        changes = [(anew(*row), notebook, *row[:2]) for row in rows]
        query = "UPDATE revisions SET wrapped = ? WHERE notebook = ? AND object = ? AND revision = ?"
        self._db.executemany(query, changes)

    def _only(self, query: str, *values: bytes) -> bytes:
        with _reading_errors():
            rows = self._db.execute(query, values).fetchall()
        if len(rows) != 1 or not isinstance(rows[0][0], bytes):
            raise CannotOpen
        data: bytes = rows[0][0]
        return data

    def _is_sound(self) -> bool:
        """Check the file once. Rows out of order are not found by their place, and SQLite's check leaves them out."""
        if self._sound is None:
            try:
                checked = self._db.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
                self._sound = checked and _in_order(self._db.execute(_PLACES).fetchall())
            except sqlite3.DatabaseError:
                self._sound = False
        return self._sound


def _in_order(places: list[tuple[Any, ...]]) -> bool:
    """Tell whether each row has bytes, bytes and a number for its place, and a higher place than the row before it."""
    places = [(b"", b"", 0), *places]
    types = [set(map(type, column)) for column in zip(*places, strict=True)]
    return types == [{bytes}, {bytes}, {int}] and all(map(lt, places, islice(places, 1, None)))


def _take(path: Path) -> FileId:
    try:
        status = path.stat()
    except (OSError, ValueError):
        raise CannotOpen from None
    if not stat.S_ISREG(status.st_mode):
        raise CannotOpen
    file = (status.st_dev, status.st_ino)
    with _held_guard:
        if file in _held:
            raise InUse
        _held.add(file)
    return file


def _give_back(file: FileId) -> None:
    with _held_guard:
        _held.discard(file)


def _look(path: Path) -> None:
    """Tell by its first 100 bytes whether this is a notebook of this version.

    They never change in the life of a file, so they are right even while it is being written or after a crash; and
    reading them without SQLite leaves everything as it is, whoever made the file.
    """
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except OSError:
        raise CannotOpen from None
    if not start.startswith(_SQLITE_MAGIC) or int.from_bytes(start[68:72]) != APPLICATION_ID:
        raise CannotOpen
    version = int.from_bytes(start[60:64])
    if version > VERSION:
        raise NewerFormat(version)
    if version != VERSION or start[18:20] != _WITH_LOG:
        raise CannotOpen


def _connect(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + "?mode=rw"
    with _reading_errors():
        database = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        with _reading_errors():
            for pragma in _PRAGMAS:
                database.execute(f"PRAGMA {pragma}").fetchall()
            _check_schema(database)
    except BaseException:
        database.close()
        raise
    return database


def _check_schema(database: sqlite3.Connection) -> None:
    """Refuse a file with any table, view or trigger more, fewer or different than this format has."""
    schema = database.execute("SELECT sql FROM sqlite_schema").fetchall()
    if {statement for (statement,) in schema} != set(_SCHEMA) or len(schema) != len(_SCHEMA):
        raise CannotOpen


def _image(header: bytes, notebook: bytes, mac: bytes) -> bytes:
    """Return the bytes of a new file, made in memory."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        for statement in _SCHEMA:
            database.execute(statement)
        database.execute("INSERT INTO header VALUES(?)", (header,))
        database.execute("INSERT INTO notebooks VALUES(?, ?)", (notebook, mac))
        image = database.serialize()
    finally:
        database.close()
    return image[:18] + _WITH_LOG + image[20:]


def _write_new(path: Path, data: bytes) -> None:
    """Put a whole file at a free path, whatever happens in between."""
    draft = path.with_name(f".{os.urandom(8).hex()}")
    try:
        with os.fdopen(_open_new(draft), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _move(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    with suppress(OSError):  # not every system lets a folder be synchronised
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _move(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a memory stick's file system has no links: take the name first, then fill it in one step
        os.close(_open_new(path))
        draft.replace(path)


def _open_new(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}


@contextmanager
def _reading_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise InUse from None
        raise (CannotWrite if code in _DISK else CannotOpen) from error
    except UnicodeDecodeError:  # from a damaged schema, which SQLite quotes in its message
        raise CannotOpen from None
