"""Hosted notebooks: an account's header and the rows of its notebooks in PostgreSQL, behind the interface of a store.

The database only ever sees sealed bytes. Part of what opens them, the account's shred secret, is kept outside it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, LiteralString, TypeVar

import psycopg
from psycopg import Connection, Cursor, sql
from psycopg.pq import TransactionStatus

from towpath.errors import BadInput, CannotOpen, CannotReach, CannotWrite, InUse, NewerFormat
from towpath.vault import shred
from towpath.vault.keys import LABEL, Random
from towpath.vault.migrations import steps, version_of
from towpath.vault.sealing import Sealed
from towpath.vault.store import OBJECT_BYTES, Head, Part, Row, Series, Store, Table

T = TypeVar("T")

_SECONDS_TO_CONNECT = 10
_LAST_NUMBER = 2**63 - 1

_DURABLE = """SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') IN ('off', 'local')"""
_HEADS = "SELECT object, revision, wrapped FROM towpath.keys WHERE notebook = %(notebook)s ORDER BY object, revision"
# Each side names the notebook for itself: with a condition on what was joined, both tables would be read whole.
_ROWS = """SELECT object, revision, coalesce(wrapped, ''), coalesce(sealed, ''), coalesce(commitment, '')
    FROM (SELECT object, revision, wrapped FROM towpath.keys
        WHERE notebook = %(notebook)s AND (%(object)s::bytea IS NULL OR object = %(object)s)) AS keys
    FULL JOIN (SELECT object, revision, sealed, commitment FROM towpath.contents
        WHERE notebook = %(notebook)s AND (%(object)s::bytea IS NULL OR object = %(object)s)) AS contents
    USING (object, revision) ORDER BY object, revision"""
_LAST = """SELECT max(revision) FROM (
    SELECT revision FROM towpath.keys WHERE notebook = %(notebook)s AND object = %(object)s
    UNION ALL
    SELECT revision FROM towpath.contents WHERE notebook = %(notebook)s AND object = %(object)s) AS revisions"""
_REWRAP = """UPDATE towpath.keys SET wrapped = new.wrapped
    FROM unnest(%(objects)s::bytea[], %(revisions)s::bigint[], %(wrapped)s::bytea[]) AS new (object, revision, wrapped)
    WHERE keys.notebook = %(notebook)s AND keys.object = new.object AND keys.revision = new.revision"""
_CHUNK = """SELECT sealed FROM towpath.chunks
    WHERE notebook = %(notebook)s AND object = %(object)s AND number = %(number)s"""
_THE_OBJECT = "WHERE notebook = %(notebook)s AND object = %(object)s"
_EARLIER = "AND revision < %(before)s AND revision <> 0"
_OF_AN_OBJECT: tuple[LiteralString, ...] = ("keys", "contents", "chunks")
_OF_A_NOTEBOOK: tuple[LiteralString, ...] = (*_OF_AN_OBJECT, "links", "openings", "notebooks")
_First = Literal["account", "notebook"]
"""The column that a key begins with, and that a transaction names."""

_NO_OBJECT: LiteralString = "'\\x00000000000000000000000000000000'::bytea"
_PARTS: dict[Table, tuple[LiteralString, LiteralString, LiteralString]] = {
    "keys": ("object", "revision", "wrapped"),
    "contents": ("object", "revision", "sealed, commitment"),
    "chunks": ("object", "number", "sealed"),
    "links": (_NO_OBJECT, "number", "sealed"),
    "openings": (_NO_OBJECT, "number", "sealed"),
}
"""The columns of each table as parts of a notebook: object, number, and one value or two."""

_AT_ONCE = 100
"""Parts that are fetched together: chunks are 64 KiB each."""

_SERIES: dict[Series, LiteralString] = {"links": "links", "openings": "openings"}


def account_of(code: bytes) -> bytes:
    """Return the account (32 bytes) that a notebook code leads to. The database knows the account, never the code.

    The code is random and of 16 bytes or more, so that it cannot be guessed from the account: no slow hash is needed.
    """
    return hashlib.sha256(LABEL + b"account" + code).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The place of one person's notebooks: the address of the database, the key folder, and which account it is."""

    url: str = field(repr=False)
    keys: Path
    account: bytes = field(repr=False)

    def create(self, fill: Callable[[Store], T], random: Random) -> tuple["PostgresStore", T]:
        """Make the account with what ``fill`` puts into it, whole or not at all; return it open, and what that returns.

        Raises:
            BadInput: there is one already (``file_exists``).
            InUse: it is being made or used elsewhere.
            CannotReach: the database does not answer.
            CannotWrite: database or key folder did not take it.
        """
        database = _connect(self.url, self.account)
        try:
            return self._created(database, fill, random)
        except BaseException:
            _let_go(database)
            raise

    def _created(self, database: Connection, fill: Callable[[Store], T], random: Random) -> tuple["PostgresStore", T]:
        store = PostgresStore(database, self.account, shred.make(self.keys, self.account, random))
        try:
            with store.writing():
                store.take()
                made = fill(store)
        except BaseException:
            shred.remove(self.keys, self.account)
            raise
        return store, made

    def open(self) -> "PostgresStore":
        """Open and lock the account.

        Raises:
            CannotOpen: there is none, or its shred secret is gone.
            CannotReach: the database does not answer.
            NewerFormat: a later version made the tables; nothing was changed.
            InUse: it is open elsewhere.
        """
        database = _connect(self.url, self.account)
        try:
            return PostgresStore(database, self.account, shred.read(self.keys, self.account))
        except BaseException:
            _let_go(database)
            raise

    def shred(self) -> None:
        """Close the account for good, in every copy of the database that there is; then drop its header.

        Rows of notebooks that were not erased by who could open them stay, and open to nobody.

        Raises:
            CannotWrite: the secret is still there, or it is gone and the header is still there.
            CannotReach, InUse: the secret is gone, the header is still there.
        """
        shred.remove(self.keys, self.account)
        store = PostgresStore(_connect(self.url, self.account), self.account, b"")
        try:
            with store.writing():
                store.drop_tries()
                store.drop_header()
        finally:
            store.close()


class PostgresStore:
    """An open account: one connection, which holds the lock on the account until it is closed.

    Each transaction names the account or notebook whose rows it wants, and is shown no others. A connection that broke
    is not made anew, because another program may have had the account in between: everything raises from then on, and
    the notebook has to be opened again.
    """

    def __init__(self, database: Connection, account: bytes, shred_secret: bytes) -> None:
        self._db = database
        self._account = account
        self._named: dict[_First, bytes] = {}
        self.shred_secret = shred_secret
        self.read_only = False

    def close(self) -> None:
        """Let go of the lock and the connection."""
        _let_go(self._db)

    def sweep(self) -> None:
        """Do nothing: PostgreSQL keeps deleted bytes until it uses their place again; rotation has closed them."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make what is written inside one transaction, durable at its end.

        Raises:
            CannotWrite: the database did not take it, or does not answer; what was there before still is. If the
                connection broke in the very moment of the end, it can have been taken all the same.
        """
        try:
            with self._transaction():
                yield
        except (psycopg.Error, CannotReach):
            raise CannotWrite from None  # without the cause: its text can quote places of rows

    def take(self) -> None:
        """Begin an account with an empty header. Raises ``BadInput`` where there is one (``file_exists``)."""
        try:
            self._of_account("INSERT INTO towpath.headers (account, bytes) VALUES (%(account)s, '')")
        except psycopg.errors.UniqueViolation:
            raise BadInput("file_exists") from None

    def header(self) -> bytes:
        """Return the bytes of the header. Raises ``CannotOpen`` where there is none."""
        with _reading_errors():
            ((header,),) = _one(self._of_account("SELECT bytes FROM towpath.headers WHERE account = %(account)s"))
        return bytes(header)

    def set_header(self, header: bytes) -> None:
        """Exchange the header."""
        self._of_account(
            """INSERT INTO towpath.headers (account, bytes) VALUES (%(account)s, %(bytes)s)
            ON CONFLICT (account) DO UPDATE SET bytes = excluded.bytes""",
            bytes=header,
        )

    def drop_header(self) -> None:
        """Delete the header."""
        self._of_account("DELETE FROM towpath.headers WHERE account = %(account)s")

    def notebook(self, notebook: bytes) -> tuple[bytes, bytes]:
        """Return MAC and keyring of a notebook. Raises ``CannotOpen`` where there is none."""
        query: LiteralString = "SELECT mac, keyring FROM towpath.notebooks WHERE notebook = %(notebook)s"
        with _reading_errors():
            ((mac, keyring),) = _one(self._of_notebook(notebook, query))
        return mac, keyring

    def set_notebook(self, notebook: bytes, mac: bytes, keyring: bytes) -> None:
        """Keep MAC and keyring of a notebook, new or not."""
        self._of_notebook(
            notebook,
            """INSERT INTO towpath.notebooks (notebook, mac, keyring) VALUES (%(notebook)s, %(mac)s, %(keyring)s)
            ON CONFLICT (notebook) DO UPDATE SET mac = excluded.mac, keyring = excluded.keyring""",
            mac=mac,
            keyring=keyring,
        )

    def erase(self, notebook: bytes) -> None:
        """Delete everything of a notebook but its slots."""
        for table in _OF_A_NOTEBOOK:
            query = f"DELETE FROM towpath.{table} WHERE notebook = %(notebook)s"  # noqa: S608 - a fixed name
            self._of_notebook(notebook, query)

    def heads(self, notebook: bytes) -> tuple[list[Head], bool]:
        """Return object, revision and wrapped key of each row, in order. What PostgreSQL returns at all is sound."""
        with _reading_errors():
            return self._of_notebook(notebook, _HEADS), True

    def rows(self, notebook: bytes) -> tuple[list[Row], bool]:
        """Return all rows of a notebook in order of object and revision."""
        with _reading_errors():
            return self._of_notebook(notebook, _ROWS, object=None), True

    def rows_of(self, notebook: bytes, object_id: bytes) -> list[Row]:
        """Return the rows of one object in order of revision."""
        with _reading_errors():
            return self._of_notebook(notebook, _ROWS, object=object_id)

    def last_revision(self, notebook: bytes, object_id: bytes) -> int | None:
        """Return the number of the newest revision of an object, ``None`` if there is no such object.

        It is never the largest number there is, lest a tampered row make the next one overflow.
        """
        with _reading_errors():
            ((last,),) = self._of_notebook(notebook, _LAST, object=object_id)
        return None if last is None else min(last, _LAST_NUMBER - 1)

    def insert(self, notebook: bytes, object_id: bytes, revision: int, sealed: Sealed) -> None:
        """Add one revision."""
        wrapped, content, commitment = sealed
        self.insert_key(notebook, object_id, revision, wrapped)
        self._of_notebook(
            notebook,
            """INSERT INTO towpath.contents (notebook, object, revision, sealed, commitment)
            VALUES (%(notebook)s, %(object)s, %(revision)s, %(sealed)s, %(commitment)s)""",
            object=object_id,
            revision=revision,
            sealed=content,
            commitment=commitment,
        )

    def insert_key(self, notebook: bytes, object_id: bytes, revision: int, wrapped: bytes) -> None:
        """Add a wrapped key that has no content of its own."""
        self._of_notebook(
            notebook,
            """INSERT INTO towpath.keys (notebook, object, revision, wrapped)
            VALUES (%(notebook)s, %(object)s, %(revision)s, %(wrapped)s)""",
            object=object_id,
            revision=revision,
            wrapped=wrapped,
        )

    def drop(self, notebook: bytes, object_id: bytes, before: int | None = None) -> None:
        """Delete an object with its bytes, or its revisions from 1 up to one that stays."""
        if before is None:
            for table in _OF_AN_OBJECT:
                self._of_notebook(notebook, f"DELETE FROM towpath.{table} {_THE_OBJECT}", object=object_id)  # noqa: S608 - fixed
            return
        for table in _OF_AN_OBJECT[:2]:
            query = f"DELETE FROM towpath.{table} {_THE_OBJECT} {_EARLIER}"  # noqa: S608 - a fixed name
            self._of_notebook(notebook, query, object=object_id, before=before)

    def rewrap(self, notebook: bytes, anew: Callable[[Sequence[Head]], Iterable[bytes]]) -> None:
        """Exchange the wrapped key of every row for what ``anew`` makes of the heads."""
        heads, _ = self.heads(notebook)
        objects, revisions = [head[0] for head in heads], [head[1] for head in heads]
        self._of_notebook(notebook, _REWRAP, objects=objects, revisions=revisions, wrapped=list(anew(heads)))

    def insert_chunk(self, notebook: bytes, object_id: bytes, number: int, sealed: bytes) -> None:
        """Add one piece of an attachment's bytes."""
        self._of_notebook(
            notebook,
            """INSERT INTO towpath.chunks (notebook, object, number, sealed)
            VALUES (%(notebook)s, %(object)s, %(number)s, %(sealed)s)""",
            object=object_id,
            number=number,
            sealed=sealed,
        )

    def chunk(self, notebook: bytes, object_id: bytes, number: int) -> bytes:
        """Return one piece, empty where there is none."""
        with _reading_errors():
            return b"".join(piece for (piece,) in self._of_notebook(notebook, _CHUNK, object=object_id, number=number))

    def lines(self, series: Series, notebook: bytes) -> list[tuple[int, bytes]]:
        """Return number and sealed bytes of all lines, in order."""
        table = _SERIES[series]
        query = f"SELECT number, sealed FROM towpath.{table} WHERE notebook = %(notebook)s ORDER BY number"  # noqa: S608 - fixed
        with _reading_errors():
            return self._of_notebook(notebook, query)

    def insert_line(self, series: Series, notebook: bytes, number: int, sealed: bytes) -> None:
        """Add one line."""
        columns = "(notebook, number, sealed) VALUES (%(notebook)s, %(number)s, %(sealed)s)"
        self._of_notebook(notebook, f"INSERT INTO towpath.{_SERIES[series]} {columns}", number=number, sealed=sealed)

    def drop_lines(self, series: Series, notebook: bytes, through: int) -> None:
        """Delete the lines up to a number, that one too."""
        which = "WHERE notebook = %(notebook)s AND number <= %(through)s"
        self._of_notebook(notebook, f"DELETE FROM towpath.{_SERIES[series]} {which}", through=through)  # noqa: S608 - fixed

    def parts(self, notebook: bytes) -> Iterator[Part]:
        """Yield everything of a notebook, a hundred rows at a time."""
        with _reading_errors(), self._transaction():
            self._name("notebook", notebook)
            for table, (object_id, number, values) in _PARTS.items():
                query = f"""SELECT {object_id}, {number}, {values} FROM towpath.{table} WHERE notebook = %(notebook)s
                    AND octet_length({object_id}) = {OBJECT_BYTES} ORDER BY 1, 2"""  # noqa: S608 - fixed
                with self._db.cursor("parts", binary=True) as cursor:
                    cursor.itersize = _AT_ONCE
                    for row in cursor.execute(query, {"notebook": notebook}):
                        yield Part(table, *row)

    def insert_part(self, notebook: bytes, part: Part) -> None:
        """Add what ``parts`` gave, if nothing is in its place."""
        object_id, number, values = _PARTS[part.table]
        columns, given = f"notebook, {number}, {values}", "%(notebook)s, %(number)s, %(first)s"
        if object_id == "object":
            columns, given = f"object, {columns}", f"%(object)s, {given}"
        if part.table == "contents":
            given += ", %(second)s"
        query = f"INSERT INTO towpath.{part.table} ({columns}) VALUES ({given}) ON CONFLICT DO NOTHING"  # noqa: S608 - fixed
        self._of_notebook(
            notebook, query, object=part.object_id, number=part.number, first=part.first, second=part.second
        )

    def tries(self) -> list[int]:
        """Return the minutes (since 1970, UTC) of the failed tries that are kept, oldest first."""
        with _reading_errors():
            found = self._of_account("SELECT at FROM towpath.tries WHERE account = %(account)s ORDER BY at")
        return [at for (at,) in found]

    def insert_try(self, minute: int) -> None:
        """Add a failed try."""
        self._of_account("INSERT INTO towpath.tries (account, at) VALUES (%(account)s, %(at)s)", at=minute)

    def drop_tries(self) -> None:
        """Forget all failed tries."""
        self._of_account("DELETE FROM towpath.tries WHERE account = %(account)s")

    def _of_account(self, query: LiteralString, **values: object) -> list[Any]:
        return self._carry_out("account", self._account, query, values)

    def _of_notebook(self, notebook: bytes, query: LiteralString, **values: object) -> list[Any]:
        return self._carry_out("notebook", notebook, query, values)

    def _carry_out(self, first: _First, whose: bytes, query: LiteralString, values: dict[str, object]) -> list[Any]:
        """Carry out a statement in the transaction that is under way, or read in one of its own; return the rows."""
        if self._db.info.transaction_status == TransactionStatus.INTRANS:
            cursor = self._execute(first, whose, query, values)
            return cursor.fetchall() if cursor.description else []
        with self._db.pipeline(), self._transaction():  # all steps go to the server at once
            return self._execute(first, whose, query, values).fetchall()

    def _execute(self, first: _First, whose: bytes, query: LiteralString, values: dict[str, object]) -> Cursor[Any]:
        """Name whose rows are meant, then carry out the statement."""
        self._name(first, whose)
        return self._db.execute(query, {first: whose, **values}, binary=True)

    def _name(self, first: _First, whose: bytes) -> None:
        """Name whose rows are meant, unless this transaction has."""
        if self._named.get(first) != whose:
            name = sql.Identifier("towpath", first)
            self._db.execute(sql.SQL("SET LOCAL {} = {}").format(name, sql.Literal(whose.hex())))
            self._named[first] = whose

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Begin a transaction, in which nothing is named yet."""
        self._named.clear()
        with self._db.transaction():
            yield


def _connect(url: str, account: bytes) -> Connection:
    """Return a connection that holds the lock on an account."""
    with _reading_errors():
        database = psycopg.connect(
            url, autocommit=True, connect_timeout=_SECONDS_TO_CONNECT, application_name="towpath"
        )
    try:
        with _reading_errors():
            _prepare(database, account)
    except BaseException:
        _let_go(database)
        raise
    return database


def _let_go(database: Connection) -> None:
    with suppress(psycopg.Error):  # a connection that is gone has no lock
        database.execute("SELECT pg_advisory_unlock_all()")  # the server ends a closed connection a moment later
    database.close()


def _prepare(database: Connection, account: bytes) -> None:
    version = version_of(database)
    if version > len(steps()):
        raise NewerFormat(version)
    if version < len(steps()):
        raise CannotOpen
    number = int.from_bytes(account[:8], signed=True)
    if database.execute("SELECT pg_try_advisory_lock(%s)", (number,)).fetchone() != (True,):
        raise InUse
    database.execute(_DURABLE)


def _one(rows: list[Any]) -> list[Any]:
    if len(rows) != 1:
        raise CannotOpen
    return rows


@contextmanager
def _reading_errors() -> Iterator[None]:
    try:
        yield
    except psycopg.OperationalError:
        raise CannotReach from None
    except psycopg.Error:
        raise CannotOpen from None
