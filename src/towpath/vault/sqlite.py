"""The file a notebook lives in: one SQLite database that only ever sees sealed bytes. All SQL is here."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from operator import lt
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from towpath.errors import BadInput, CannotOpen, CannotWrite, InUse, NewerFormat
from towpath.vault.files import new_file
from towpath.vault.keys import VERSION, Random
from towpath.vault.sealing import Sealed
from towpath.vault.store import OBJECT_BYTES, Head, Part, Row, Series, Store, Table

APPLICATION_ID = 0x546F7770
_PAGE_BYTES = (
    16_384  # at SQLite's usual 4,096 each record of 1 KB spills to a page of its own: the file is 3 times larger
)
_CHECKED_BYTES = 256 * 2**20
"""A file up to this size is checked whole before it is written into; of a larger one, all but the attachments."""

_PLACE = "notebook BLOB NOT NULL, object BLOB NOT NULL"
_LINES = "notebook BLOB NOT NULL, number INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(notebook, number)"
_SCHEMA = (
    "CREATE TABLE header(bytes BLOB NOT NULL)",
    (
        "CREATE TABLE notebooks(notebook BLOB NOT NULL PRIMARY KEY, mac BLOB NOT NULL, keyring BLOB NOT NULL)"
        " WITHOUT ROWID"
    ),
    (
        f"CREATE TABLE keys({_PLACE}, revision INTEGER NOT NULL, wrapped BLOB NOT NULL,"
        " PRIMARY KEY(notebook, object, revision)) WITHOUT ROWID"
    ),
    (
        f"CREATE TABLE contents({_PLACE}, revision INTEGER NOT NULL, sealed BLOB NOT NULL, commitment BLOB NOT NULL,"
        " PRIMARY KEY(notebook, object, revision)) WITHOUT ROWID"
    ),
    (
        f"CREATE TABLE chunks({_PLACE}, number INTEGER NOT NULL, sealed BLOB NOT NULL,"
        " PRIMARY KEY(notebook, object, number)) WITHOUT ROWID"
    ),
    f"CREATE TABLE links({_LINES}) WITHOUT ROWID",
    f"CREATE TABLE openings({_LINES}) WITHOUT ROWID",
    "CREATE TABLE tries(at INTEGER NOT NULL)",
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
_OURS = "(+notebook = ?1 OR +notebook NOT IN (SELECT notebook FROM notebooks))"
_AT = "coalesce(CAST(object AS BLOB), x''), coalesce(CAST(revision AS INTEGER), 0), notebook = ?1"
_KEYS = f"""SELECT {_AT}, CASE WHEN notebook = ?1 THEN coalesce(CAST(wrapped AS BLOB), x'') ELSE x'' END
    FROM keys WHERE {_OURS}"""  # noqa: S608 - fixed text
_CONTENTS = f"""SELECT {_AT}, coalesce(CAST(sealed AS BLOB), x''), coalesce(CAST(commitment AS BLOB), x'')
    FROM contents WHERE {_OURS}"""  # noqa: S608 - fixed text
_KEYS_OF = f"{_KEYS} AND CAST(object AS BLOB) = ?2"
_CONTENTS_OF = _CONTENTS.replace("+notebook", "notebook") + " AND object = ?2"
_ORDERS = tuple(f"ORDER BY notebook {way}, object {way}, revision {way}" for way in ("ASC", "DESC"))
_WRAPPED = """SELECT object, revision, wrapped FROM keys
    WHERE notebook = ? AND typeof(wrapped) = 'blob' ORDER BY object, revision"""
_LAST = """SELECT min(max(CAST(revision AS INTEGER)), ?1) FROM (
    SELECT revision FROM keys WHERE notebook = ?2 AND object = ?3
    UNION ALL SELECT revision FROM contents WHERE notebook = ?2 AND object = ?3)"""
_DROPPED = "notebook = ?1 AND object = ?2 AND (?3 IS NULL OR revision < ?3 AND revision <> 0)"
_PARTS: dict[Table, tuple[str, str, str, str]] = {
    "keys": ("object", "revision", "wrapped", "x''"),
    "contents": ("object", "revision", "sealed", "commitment"),
    "chunks": ("object", "number", "sealed", "x''"),
    "links": ("x'00000000000000000000000000000000'", "number", "sealed", "x''"),
    "openings": ("x'00000000000000000000000000000000'", "number", "sealed", "x''"),
}
"""The columns of each table as parts of a notebook: object, number, and up to two values."""

_IN_ORDER = {"keys": "revision", "contents": "revision", "chunks": "number"}
_SMALL = ("header", "notebooks", "keys", "contents", "links", "openings", "tries")
_OF_A_NOTEBOOK = ("notebooks", "keys", "contents", "chunks", "links", "openings")
_SQLITE_MAGIC = b"SQLite format 3\0"
_WITH_LOG = b"\2\2"
"""At byte 18 of a SQLite file: it is written through a write-ahead log."""

_LAST_NUMBER = 2**63 - 1

T = TypeVar("T")
FileId = tuple[int, int]
_NO_FILE = (0, 0)

# Closing any descriptor of a file drops all locks that POSIX lets a process hold on it, SQLite's too. So a file that
# this process already holds is known here and not even looked at a second time.
_held: set[FileId] = set()
_held_guard = Lock()


@dataclass(frozen=True, slots=True)
class File:
    """The place of a store that is a file of its own."""

    path: Path

    def create(self, fill: Callable[[Store], T], random: Random) -> tuple["SqliteStore", T]:  # noqa: ARG002 - no secret
        """Make the file and open it."""
        made = SqliteStore.create(self.path, fill)
        return SqliteStore.open(self.path), made

    def open(self) -> "SqliteStore":
        """Open and lock the file."""
        return SqliteStore.open(self.path)


class SqliteStore:
    """One open file. Holds the lock on it until closed."""

    shred_secret = b""

    def __init__(self, database: sqlite3.Connection, file: FileId = _NO_FILE, *, read_only: bool = False) -> None:
        self.read_only = read_only
        self._db = database
        self._file = file
        self._sound: bool | None = None

    @classmethod
    def create(cls, path: Path, fill: Callable[[Store], T]) -> T:
        """Write a new file with what ``fill`` puts into it, whole or not at all, and return what that returns.

        Raises:
            BadInput: there is something at that path (``file_exists``).
            CannotWrite: the folder or the file cannot be written.
        """
        if os.path.lexists(path):
            raise BadInput("file_exists")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise CannotWrite from error
        try:
            made, image = _image(fill)
            with new_file(path) as file:
                file.write(image)
        except FileExistsError:
            raise BadInput("file_exists") from None
        except (OSError, ValueError) as error:
            raise CannotWrite from error
        return made

    @classmethod
    def open(cls, path: Path) -> "SqliteStore":
        """Open and lock a file; where it or its folder cannot be written, open it to read, without a lock.

        Raises:
            CannotOpen: there is no such file, or it is not a notebook.
            NewerFormat: it is of a later version. The file was only looked at.
            InUse: another notebook object or process holds it.
            CannotWrite: it cannot be written, and a log beside it has what is not yet in it.
        """
        file = _take(path)
        try:
            _look(path)
            try:
                return cls(_connect(path, "mode=rw"), file)
            except CannotWrite:
                if _has_log(path):
                    raise
                return cls(_connect(path, "mode=ro&immutable=1"), file, read_only=True)
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

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make what is written inside one transaction, durable at its end.

        Raises:
            CannotWrite: the disk did not take it, or the file is broken and writing could break it further, or it is
                open to read only; what was there before still is.
        """
        if self.read_only or not self._is_sound():
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

    def header(self) -> bytes:
        """Return the bytes of the header.

        Raises:
            CannotOpen: there is not exactly one, or the file is damaged where it should be.
        """
        return self._only("SELECT CAST(bytes AS BLOB) FROM header LIMIT 2")[0]

    def set_header(self, header: bytes) -> None:
        """Exchange the header."""
        self._db.execute("DELETE FROM header")
        self._db.execute("INSERT INTO header VALUES(?)", (header,))

    def notebook(self, notebook: bytes) -> tuple[bytes, bytes]:
        """Return MAC and keyring of a notebook. Raises ``CannotOpen`` where there is none."""
        query = "SELECT CAST(mac AS BLOB), CAST(keyring AS BLOB) FROM notebooks WHERE notebook = ?"
        mac, keyring = self._only(query, notebook)
        return mac, keyring

    def set_notebook(self, notebook: bytes, mac: bytes, keyring: bytes) -> None:
        """Keep MAC and keyring of a notebook, new or not."""
        self._db.execute("REPLACE INTO notebooks VALUES(?, ?, ?)", (notebook, mac, keyring))

    def erase(self, notebook: bytes) -> None:
        """Delete everything of a notebook but its slots."""
        for table in _OF_A_NOTEBOOK:
            self._db.execute(f"DELETE FROM {table} WHERE notebook = ?", (notebook,))  # noqa: S608 - a fixed name

    def heads(self, notebook: bytes) -> tuple[list[Head], bool]:
        """Return object, revision and wrapped key of each row, in order, and whether the file is sound."""
        found, sound = self._read(_KEYS, notebook)
        return sorted((object_id, revision, wrapped) for object_id, revision, _, wrapped in found), sound

    def rows(self, notebook: bytes) -> tuple[list[Row], bool]:
        """Return all rows of a notebook in order of object and revision, and whether the file is sound.

        In a broken file, the rows before and behind the broken places are returned.
        """
        return _joined(self._read(_KEYS, notebook)[0], self._read(_CONTENTS, notebook)[0]), self._is_sound()

    def rows_of(self, notebook: bytes, object_id: bytes) -> list[Row]:
        """Return the rows of one object in order of revision; its keys are found by reading from end to end."""
        if not self._is_sound():
            return [row for row in self.rows(notebook)[0] if row[0] == object_id]
        keys, _ = self._read(_KEYS_OF, notebook, object_id)
        return _joined(keys, self._read(_CONTENTS_OF, notebook, object_id)[0])

    def last_revision(self, notebook: bytes, object_id: bytes) -> int | None:
        """Return the number of the newest revision of an object, ``None`` if there is no such object.

        It is never the largest number there is, lest a tampered row make the next one overflow.
        """
        with _reading_errors():
            (last,) = self._db.execute(_LAST, (_LAST_NUMBER - 1, notebook, object_id)).fetchone()
        number: int | None = last
        return number

    def insert(self, notebook: bytes, object_id: bytes, revision: int, sealed: Sealed) -> None:
        """Add one revision."""
        wrapped, *content = sealed
        self.insert_key(notebook, object_id, revision, wrapped)
        self._db.execute("INSERT INTO contents VALUES(?, ?, ?, ?, ?)", (notebook, object_id, revision, *content))

    def insert_key(self, notebook: bytes, object_id: bytes, revision: int, wrapped: bytes) -> None:
        """Add a wrapped key without content."""
        self._db.execute("INSERT INTO keys VALUES(?, ?, ?, ?)", (notebook, object_id, revision, wrapped))

    def drop(self, notebook: bytes, object_id: bytes, before: int | None = None) -> None:
        """Delete an object with its bytes, or its revisions from 1 up to one that stays."""
        for table in ("keys", "contents"):
            self._db.execute(f"DELETE FROM {table} WHERE {_DROPPED}", (notebook, object_id, before))  # noqa: S608 - fixed
        if before is None:
            self._db.execute("DELETE FROM chunks WHERE notebook = ? AND object = ?", (notebook, object_id))

    def rewrap(self, notebook: bytes, anew: Callable[[Sequence[Head]], Iterable[bytes]]) -> None:
        """Exchange the wrapped key of every row for what ``anew`` makes of the heads.

        One statement that calls back for each row takes a sixth of the time of one statement a row.
        """
        heads = self._db.execute(_WRAPPED, (notebook,)).fetchall()
        changed = dict(zip((head[:2] for head in heads), anew(heads), strict=True))
        self._db.create_function("anew", 2, lambda *place: changed[place])
        self._db.execute(
            "UPDATE keys SET wrapped = anew(object, revision) WHERE notebook = ? AND typeof(wrapped) = 'blob'",
            (notebook,),
        )
        self._db.create_function("anew", 2, None)

    def insert_chunk(self, notebook: bytes, object_id: bytes, number: int, sealed: bytes) -> None:
        """Add one piece of an attachment's bytes."""
        self._db.execute("INSERT INTO chunks VALUES(?, ?, ?, ?)", (notebook, object_id, number, sealed))

    def chunk(self, notebook: bytes, object_id: bytes, number: int) -> bytes:
        """Return one piece, empty where there is none or it cannot be read."""
        query = "SELECT CAST(sealed AS BLOB) FROM chunks WHERE notebook = ? AND object = ? AND number = ?"
        with suppress(sqlite3.DatabaseError):
            for (sealed,) in self._db.execute(query, (notebook, object_id, number)):
                return sealed or b""
        return b""

    def lines(self, series: Series, notebook: bytes) -> list[tuple[int, bytes]]:
        """Return number and sealed bytes of all lines, in order; of a broken file, those that can be read."""
        query = f"""SELECT coalesce(CAST(number AS INTEGER), 0), coalesce(CAST(sealed AS BLOB), x'')
            FROM {series} WHERE +notebook = ?"""  # noqa: S608 - one of two fixed names
        found, sound = set(), self._is_sound()
        for way in ("ASC",) if sound else ("ASC", "DESC"):
            with _reading_errors() if sound else suppress(sqlite3.DatabaseError):
                for line in self._db.execute(f"{query} ORDER BY notebook {way}, number {way}", (notebook,)):
                    found.add(line)
        return sorted(found)

    def insert_line(self, series: Series, notebook: bytes, number: int, sealed: bytes) -> None:
        """Add one line."""
        self._db.execute(f"INSERT INTO {series} VALUES(?, ?, ?)", (notebook, number, sealed))

    def drop_lines(self, series: Series, notebook: bytes, through: int) -> None:
        """Delete the lines up to a number, that one too."""
        self._db.execute(f"DELETE FROM {series} WHERE notebook = ? AND number <= ?", (notebook, through))  # noqa: S608 - fixed

    def parts(self, notebook: bytes) -> Iterator[Part]:
        """Yield everything of a notebook; of a broken file, what can be read, some of it twice."""
        sound = self._is_sound()
        for table, (object_id, number, *values) in _PARTS.items():
            columns = ", ".join(f"CAST({value} AS BLOB)" for value in values)
            query = f"""SELECT CAST({object_id} AS BLOB), CAST({number} AS INTEGER), {columns} FROM {table}
                WHERE +notebook = ? AND length(CAST({object_id} AS BLOB)) = {OBJECT_BYTES}"""  # noqa: S608 - fixed
            for way in ("ASC",) if sound else ("ASC", "DESC"):
                order = f"ORDER BY notebook {way}, {object_id} {way}, {number} {way}"
                with _reading_errors() if sound else suppress(sqlite3.DatabaseError):
                    for row in self._db.execute(f"{query} {order}", (notebook,)):
                        yield Part(table, *row)

    def insert_part(self, notebook: bytes, part: Part) -> None:
        """Add what ``parts`` gave, if nothing is in its place."""
        place = (part.object_id, part.number) if _PARTS[part.table][0] == "object" else (part.number,)
        values = (part.first, part.second) if part.table == "contents" else (part.first,)
        row = (notebook, *place, *values)
        marks = ", ".join("?" * len(row))
        self._db.execute(f"INSERT OR IGNORE INTO {part.table} VALUES({marks})", row)

    def tries(self) -> list[int]:
        """Return the minutes (since 1970, UTC) of the failed tries that are kept, oldest first."""
        with suppress(sqlite3.DatabaseError):
            return sorted(at for (at,) in self._db.execute("SELECT at FROM tries WHERE typeof(at) = 'integer'"))
        return []

    def insert_try(self, minute: int) -> None:
        """Add a failed try."""
        self._db.execute("INSERT INTO tries VALUES(?)", (minute,))

    def drop_tries(self) -> None:
        """Forget all failed tries."""
        self._db.execute("DELETE FROM tries")

    def _read(self, query: str, *values: bytes) -> tuple[list[Any], bool]:
        if self._is_sound():
            with _reading_errors():
                return self._db.execute(query, values).fetchall(), True
        found: set[Any] = set()
        for order in _ORDERS:
            with suppress(sqlite3.DatabaseError):
                for row in self._db.execute(f"{query} {order}", values):
                    found.add(row)
        return list(found), False

    def _only(self, query: str, *values: bytes) -> tuple[bytes, ...]:
        with _reading_errors():
            rows = self._db.execute(query, values).fetchall()
        if len(rows) != 1 or not all(isinstance(value, bytes) for value in rows[0]):
            raise CannotOpen
        only: tuple[bytes, ...] = rows[0]
        return only

    def _is_sound(self) -> bool:
        """Check the file once. Rows out of order are not found by their place, and SQLite's check leaves them out."""
        if self._sound is None:
            try:
                self._sound = self._checked() and all(map(self._ordered, _IN_ORDER))
            except sqlite3.DatabaseError:
                self._sound = False
        return self._sound

    def _checked(self) -> bool:
        pages = self._db.execute("PRAGMA page_count").fetchone()[0]
        parts = ["1"] if pages * _PAGE_BYTES <= _CHECKED_BYTES else _SMALL
        return all(self._db.execute(f"PRAGMA quick_check({part})").fetchall() == [("ok",)] for part in parts)

    def _ordered(self, table: str) -> bool:
        columns = f"notebook, object, {_IN_ORDER[table]}"
        return _in_order(self._db.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}").fetchall())  # noqa: S608 - fixed


def _joined(keys: list[Any], contents: list[Any]) -> list[Row]:
    """Put keys and contents of the same place together, each of those that stand alone with nothing beside it."""
    waiting = {(object_id, revision, ours): parts for object_id, revision, ours, *parts in contents}
    nothing = (b"", b"")
    found = [
        (object_id, revision, wrapped, *waiting.pop((object_id, revision, ours), nothing))
        for object_id, revision, ours, wrapped in keys
    ]
    alone = [(object_id, revision, b"", *parts) for (object_id, revision, _), parts in waiting.items()]
    return sorted(found + alone)


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


@contextmanager
def taken(path: Path) -> Iterator[None]:
    """Keep this process from opening a file that is a notebook, without opening it; raises as ``SqliteStore.open``."""
    file = _take(path)
    try:
        _look(path)
        yield
    finally:
        _give_back(file)


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


def _has_log(path: Path) -> bool:
    """Tell whether SQLite's log beside a file has something in it."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _connect(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
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


def _image(fill: Callable[[Store], T]) -> tuple[T, bytes]:
    """Return what ``fill`` returns, and the bytes of a new file, made in memory."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        for statement in _SCHEMA:
            database.execute(statement)
        store = SqliteStore(database)
        with store.writing():
            made = fill(store)
        image = database.serialize()
    finally:
        database.close()
    return made, image[:18] + _WITH_LOG + image[20:]


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
