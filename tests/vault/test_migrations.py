"""The tables of hosted notebooks: made and brought up to date whole, or left as they were."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests import database
from tests.database import APPLICATION, OWNER, Server
from tests.vault.samples import CHEAP, PASSPHRASE, entry, texts
from towpath.errors import CannotOpen, CannotWrite, NewerFormat
from towpath.vault import Notebook, migrations
from towpath.vault.migrations import TABLES, migrate
from towpath.vault.postgres import Account

TABLES_THERE = "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('towpath') AND relkind IN ('r', 'p')"


@pytest.fixture
def name(server: Server) -> Iterator[str]:
    """Give an empty database."""
    made = f"fresh_{os.urandom(4).hex()}"
    database.make_database(server, made)
    yield made
    server.ask(f"DROP DATABASE {made} WITH (FORCE)", database="postgres")


def test_migrating_twice_is_migrating_once(server: Server, name: str) -> None:
    """The second time there is nothing to do."""
    assert [migrate(server.url(name, OWNER), APPLICATION) for _ in range(2)] == [1, 1]

    assert {row[0] for row in server.ask(TABLES_THERE, database=name)} >= {*TABLES, "version"}
    assert server.ask("SELECT number FROM towpath.version", database=name) == [(1,)]


def test_two_programs_that_migrate_at_once_do_not_collide(server: Server, name: str) -> None:
    """One waits for the other."""
    code = "import sys; from towpath.vault.migrations import migrate; print(migrate(*sys.argv[1:]))"
    command = [sys.executable, "-c", code, server.url(name, OWNER), APPLICATION]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]

    assert [each.communicate()[0] for each in both] == [b"1\n", b"1\n"]


def test_a_step_that_fails_leaves_the_version_before_it(
    server: Server, name: str, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all rows, and usable by the program of that version; the next one, mended, is carried out."""
    url, place = server.url(name, OWNER), replace(account, url=server.url(name))
    migrate(url, APPLICATION)
    with Notebook.create(place, PASSPHRASE, cost=CHEAP) as made:
        made.add(entry("one"))
    (first,) = migrations.steps()
    bad = b"CREATE TABLE towpath.half(x int); SELECT 1/0"
    with monkeypatch.context() as later:
        later.setattr(migrations, "steps", lambda: (first, bad))
        with pytest.raises(CannotWrite):
            migrate(url, APPLICATION)
    assert ("half",) not in server.ask(TABLES_THERE, database=name)
    with Notebook.open(place, PASSPHRASE) as opened:
        assert texts(opened) == ["one"]

    with monkeypatch.context() as later:
        later.setattr(migrations, "steps", lambda: (first, b"ALTER TABLE towpath.notebooks ADD COLUMN more int"))
        assert migrate(url, APPLICATION) == 2
    assert server.ask("SELECT number FROM towpath.version ORDER BY number", database=name) == [(1,), (2,)]


def test_tables_of_a_later_version_are_refused_and_left(server: Server, name: str, account: Account) -> None:
    """By who migrates and by who opens."""
    place = replace(account, url=server.url(name))
    migrate(server.url(name, OWNER), APPLICATION)
    Notebook.create(place, PASSPHRASE, cost=CHEAP).close()
    server.ask("INSERT INTO towpath.version VALUES (99)", database=name)
    before = server.dump(name)
    with pytest.raises(NewerFormat) as caught:
        migrate(server.url(name, OWNER), APPLICATION)
    with pytest.raises(NewerFormat):
        Notebook.open(place, PASSPHRASE)

    assert caught.value.facts == {"version": 99}
    assert server.dump(name) == before


def test_a_database_without_tables_opens_nothing(server: Server, name: str, account: Account) -> None:
    """It has to be migrated first."""
    with pytest.raises(CannotOpen):
        Notebook.open(replace(account, url=server.url(name)), PASSPHRASE)


def test_a_role_without_rights_opens_nothing(server: Server, name: str, account: Account) -> None:
    """Tables that were made for another program's role say no more to this one than if there were none."""
    migrate(server.url(name, OWNER), OWNER)
    with pytest.raises(CannotOpen):
        Notebook.open(replace(account, url=server.url(name)), PASSPHRASE)


def test_a_role_that_owns_nothing_cannot_migrate(server: Server, name: str) -> None:
    """The program's own role does not make tables."""
    with pytest.raises(CannotWrite):
        migrate(server.url(name, APPLICATION), APPLICATION)

    assert server.ask(TABLES_THERE, database=name) == []


def test_the_program_starts_without_the_driver() -> None:
    """It is needed by hosted notebooks alone."""
    code = "import sys; import towpath.cli, towpath.vault, towpath.bootstrap; sys.exit('psycopg' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
