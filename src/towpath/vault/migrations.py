"""Bring the tables of hosted notebooks up to date in PostgreSQL, by the numbered steps in the folder ``schema``."""

from functools import cache
from pathlib import Path

import psycopg
from psycopg import Connection, sql

from towpath.errors import CannotReach, CannotWrite, NewerFormat

TABLES = ("headers", "tries", "notebooks", "keys", "contents", "chunks", "links", "openings")
"""All tables that hold rows of accounts and notebooks, in the schema ``towpath``."""

_FOLDER = Path(__file__).with_name("schema")
_ONE_AT_A_TIME = 0x546F7770_6D696772
"""The advisory lock of whoever migrates: "Towpmigr"."""


@cache
def steps() -> tuple[bytes, ...]:
    """Return the steps in order. Step n makes version n of version n - 1; one that was released is never changed."""
    return tuple(path.read_bytes() for path in sorted(_FOLDER.glob("[0-9]*.sql")))


def migrate(url: str, application: str) -> int:
    """Bring a database up to date in one transaction, give the application its rights, return the version.

    The role of ``url`` owns the tables; ``application`` is the role of the program, which may read and write rows and
    nothing else.

    Raises:
        NewerFormat: a later version made the tables; nothing was changed.
        CannotReach: the database does not answer.
        CannotWrite: it refused a step; nothing was changed.
    """
    try:
        database = psycopg.connect(url, connect_timeout=10)
    except psycopg.Error:
        raise CannotReach from None
    try:
        with database:
            return _bring_up(database, application)
    except psycopg.Error:
        raise CannotWrite from None


def version_of(database: Connection) -> int:
    """Return the version of the tables, 0 where there are none."""
    if database.execute("SELECT to_regclass('towpath.version')").fetchone() == (None,):
        return 0
    row = database.execute("SELECT max(number) FROM towpath.version").fetchone()
    return row[0] or 0 if row else 0


def _bring_up(database: Connection, application: str) -> int:
    database.execute("SELECT pg_advisory_xact_lock(%s)", (_ONE_AT_A_TIME,))
    found = version_of(database)
    if found > len(steps()):
        raise NewerFormat(found)
    if found == 0:
        database.execute("CREATE SCHEMA towpath")
        database.execute("CREATE TABLE towpath.version(number integer PRIMARY KEY)")
    for number, step in enumerate(steps()[found:], found + 1):
        database.execute(step)
        database.execute("INSERT INTO towpath.version VALUES(%s)", (number,))
    _grant(database, sql.Identifier(application))
    return len(steps())


def _grant(database: Connection, role: sql.Identifier) -> None:
    tables = sql.SQL(", ").join(sql.Identifier("towpath", name) for name in TABLES)
    database.execute(sql.SQL("GRANT USAGE ON SCHEMA towpath TO {}").format(role))
    database.execute(sql.SQL("GRANT SELECT ON towpath.version TO {}").format(role))
    database.execute(sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(tables, role))
