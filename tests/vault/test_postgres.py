"""Hosted notebooks: what the database shows, to whom, and what happens when it fails."""

import errno
import functools
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from argon2.low_level import Type, hash_secret_raw

from tests import database
from tests.database import APPLICATION, OWNER, Server, cut
from tests.vault.samples import CHEAP, PASSPHRASE, entry, names, texts
from towpath.errors import BadInput, CannotOpen, CannotReach, CannotWrite, InUse, TowpathError
from towpath.vault import Damaged, Notebook, kdf, shred
from towpath.vault.migrations import TABLES, migrate
from towpath.vault.postgres import Account, PostgresStore, account_of
from towpath.vault.restore import Restored

OF_ACCOUNTS = ("headers", "tries")
MARKER = "zanzibar-quince-marker"


def filled(account: Account, *texts: str) -> list[str]:
    """Make a notebook with these entries and return their ids."""
    with Notebook.create(account, PASSPHRASE, cost=CHEAP) as made:
        return [made.add(entry(text)) for text in texts]


def notebook_of(account: Account) -> bytes:
    """Return the id of the account's notebook."""
    with Notebook.open(account, PASSPHRASE) as opened, opened._working() as held:
        return held.key.notebook


def another(account: Account) -> Account:
    """Return another account of the same database and key folder."""
    return replace(account, account=os.urandom(32))


# who sees which rows


def as_role(server: Server, role: str, notebook: bytes, account: bytes) -> psycopg.Connection:
    """Connect as a role that has named a notebook and an account; empty ones are not named."""
    connection = psycopg.connect(server.url(role=role), autocommit=True)
    for name, value in (("notebook", notebook), ("account", account)):
        if value:
            connection.execute("SELECT set_config(%s, %s, false)", (f"towpath.{name}", value.hex()))
    return connection


def seen(connection: psycopg.Connection, table: str) -> set[bytes]:
    """Return the notebooks or accounts whose rows a connection sees."""
    first = "account" if table in OF_ACCOUNTS else "notebook"
    query = f"SELECT {first} FROM towpath.{table}"  # noqa: S608 - fixed names
    return {row[0] for row in connection.execute(query.encode())}


def put_everywhere(server: Server, notebook: bytes, account: bytes) -> None:
    """Make sure that there is a row in every table, as the administrator can."""
    server.ask("INSERT INTO towpath.chunks VALUES (%s, '', 1, '')", notebook)
    server.ask("INSERT INTO towpath.links VALUES (%s, 1000, '')", notebook)
    server.ask("INSERT INTO towpath.openings VALUES (%s, 1000, '')", notebook)
    server.ask("INSERT INTO towpath.tries VALUES (%s, 1)", account)


@pytest.mark.parametrize("role", [APPLICATION, OWNER])
@pytest.mark.parametrize("table", TABLES)
def test_a_role_that_named_nothing_sees_no_row(server: Server, account: Account, table: str, role: str) -> None:
    """Nor does one that named bytes of another form, or the owner of the tables."""
    filled(account, "one")
    put_everywhere(server, notebook_of(account), account.account)
    assert server.ask(f"SELECT count(*) FROM towpath.{table}")[0][0] > 0  # noqa: S608 - a fixed name
    if role == OWNER:
        server.ask(f"GRANT SELECT ON towpath.{table} TO {OWNER}")
    for named in (b"", b"\0"):
        with as_role(server, role, named, named) as connection:
            assert seen(connection, table) == set()


@pytest.mark.parametrize("table", TABLES)
def test_a_role_sees_the_rows_that_it_named_and_no_others(server: Server, account: Account, table: str) -> None:
    """Of two notebooks, that of the one; and it changes and deletes no others."""
    accounts = account, another(account)
    for each in accounts:
        filled(each, "one")
    mine, others = ((notebook_of(each), each.account) for each in accounts)
    for notebook, name in (mine, others):
        put_everywhere(server, notebook, name)
    which = table in OF_ACCOUNTS
    with as_role(server, APPLICATION, *mine) as connection:
        assert seen(connection, table) == {mine[which]}
        first = "account" if which else "notebook"
        delete = f"DELETE FROM towpath.{table} WHERE {first} = %s"  # noqa: S608 - fixed names
        move = f"UPDATE towpath.{table} SET {first} = %s"  # noqa: S608 - fixed names
        assert connection.execute(delete.encode(), (others[which],)).rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(move.encode(), (others[which],))
    with as_role(server, APPLICATION, *others) as connection:
        assert seen(connection, table) == {others[which]}


def test_a_row_of_another_notebook_cannot_be_put_in(server: Server, account: Account) -> None:
    """The lock is on writing too."""
    with as_role(server, APPLICATION, b"n" * 16, b"a" * 32) as connection:
        for statement in (
            b"INSERT INTO towpath.keys VALUES ('0123456789abcdef', 'o', 1, 'w')",
            b"INSERT INTO towpath.tries VALUES ('0123456789abcdef0123456789abcdef', 1)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM towpath.keys_3",
        "TRUNCATE towpath.keys",
        "DROP TABLE towpath.keys",
        "ALTER TABLE towpath.keys DISABLE ROW LEVEL SECURITY",
        "DROP POLICY mine ON towpath.keys",
        "CREATE TABLE towpath.other(x int)",
        "UPDATE towpath.version SET number = 7",
        "SET row_security = off; SELECT * FROM towpath.keys",
        f"SET ROLE {OWNER}",
    ],
)
def test_the_programs_role_cannot_get_round_the_lock(server: Server, statement: str) -> None:
    """Not by a partition, a change of the tables, or another role."""
    with as_role(server, APPLICATION, b"", b"") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


def test_a_connection_of_the_program_sees_nothing_between_its_transactions(account: Account) -> None:
    """What one transaction named is not left to the next."""
    filled(account, "one")
    with Notebook.open(account, PASSPHRASE) as opened, opened._working() as held:
        assert texts(opened) == ["one"]
        opened.add(entry("two"))
        assert isinstance(held.store, PostgresStore)
        for table in TABLES:
            assert seen(held.store._db, table) == set()


def test_every_key_begins_with_the_notebook_or_the_account(server: Server) -> None:
    """So that rows of one notebook are together wherever the tables are distributed; nothing spans two notebooks."""
    keys = server.ask(
        """SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE c.relnamespace = 'towpath'::regnamespace AND c.relname <> 'version'"""
    )
    foreign = server.ask("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")

    assert {name for name, _ in keys} >= set(TABLES)
    assert all(first == ("account" if name in OF_ACCOUNTS else "notebook") for name, first in keys)
    assert foreign == [(0,)]


def test_the_rows_of_a_notebook_are_in_one_partition(server: Server) -> None:
    """By a hash of the notebook alone, in one level: what an engine that distributes tables can take as it is."""
    found = server.ask(
        """SELECT c.relname, p.partstrat, array_agg(a.attname::text) FROM pg_partitioned_table p
        JOIN pg_class c ON c.oid = p.partrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (p.partattrs)
        WHERE c.relnamespace = 'towpath'::regnamespace GROUP BY 1, 2"""
    )

    assert {name for name, *_ in found} == {"keys", "contents", "chunks", "links", "openings"}
    assert all(rest == ["h", ["notebook"]] for _, *rest in found)


def test_every_table_forces_its_lock(server: Server) -> None:
    """Partitions too, which have no policy and so show nothing."""
    query = """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, count(p.polname) FROM pg_class c
        LEFT JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relnamespace = 'towpath'::regnamespace
        AND c.relkind IN ('r', 'p') AND c.relname <> 'version' GROUP BY 1, 2"""
    found = {name: (forced, policies) for name, forced, policies in server.ask(query)}

    assert {name for name, state in found.items() if state == (True, 1)} == set(TABLES)
    assert {state for name, state in found.items() if name not in TABLES} == {(True, 0)}
    assert len(found) == len(TABLES) + 5 * 16


# what a thief of a dump has


def test_no_words_of_the_person_are_in_a_dump_or_in_the_servers_files(server: Server, account: Account) -> None:
    """Nor the passphrase, the notebook code, the kind of a record, its date, or the shred secret."""
    code = os.urandom(16)
    account = replace(account, account=account_of(code))
    with Notebook.create(account, MARKER, cost=CHEAP) as made:
        first = made.add(entry(MARKER))
        made.revise(first, entry(MARKER + " again"))
        made.delete(made.add(entry(MARKER)))
    server.ask("CHECKPOINT")
    secret = (account.keys / account.account.hex()).read_bytes()
    files = b"".join(path.read_bytes() for path in (server.folder / "data").rglob("*") if path.is_file())

    assert account.account.hex().encode() in server.dump()
    assert account.account in files
    for data in (server.dump(), files):
        for word in (MARKER.encode(), MARKER.encode("utf-16-le"), b"quince", b'"kind"', code, secret):
            assert word not in data
            assert word.hex().encode() not in data


def restored(server: Server, dumped: bytes) -> str:
    """Put a dump into a database of its own."""
    name = f"restored_{os.urandom(4).hex()}"
    database.make_database(server, name)
    server.run("psql", f"--dbname={name}", "--quiet", "--set=ON_ERROR_STOP=1", given=dumped)
    return name


def test_without_its_shred_secret_an_old_dump_does_not_open_with_the_right_passphrase(
    server: Server, account: Account
) -> None:
    """With it, it opens: so it is the secret that is missing and nothing else."""
    filled(account, "one")
    old = replace(account, url=server.url(restored(server, server.dump())))
    with Notebook.open(old, PASSPHRASE) as opened:
        assert texts(opened) == ["one"]

    account.shred()
    for each in (old, account):
        with pytest.raises(CannotOpen):
            Notebook.open(each, PASSPHRASE)
    (account.keys / account.account.hex()).write_bytes(os.urandom(32))
    with pytest.raises(CannotOpen):
        Notebook.open(old, PASSPHRASE)
    assert server.ask("SELECT 1 FROM towpath.headers WHERE account = %s", account.account) == []


def test_a_deleted_record_is_not_in_a_dump_and_does_not_open_when_its_row_is_put_back(
    server: Server, account: Account
) -> None:
    """Its key was wrapped under a key that is gone."""
    one, _ = filled(account, "one", "two")
    key = server.ask("SELECT * FROM towpath.keys WHERE object = %s", bytes.fromhex(one))[0]
    content = server.ask("SELECT * FROM towpath.contents WHERE object = %s", bytes.fromhex(one))[0]
    with Notebook.open(account, PASSPHRASE) as opened:
        opened.delete(one)

    for data in (key[3], *content[3:]):
        assert data.hex().encode() not in server.dump()
    server.ask("INSERT INTO towpath.keys VALUES (%s, %s, %s, %s)", *key)
    server.ask("INSERT INTO towpath.contents VALUES (%s, %s, %s, %s, %s)", *content)
    with Notebook.open(account, PASSPHRASE) as opened:
        assert texts(opened) == ["two"]
        assert Damaged(one, 1, "does_not_open") in opened.damaged


def test_an_old_dump_does_not_open_a_deleted_record_with_the_new_key(server: Server, account: Account) -> None:
    """Today's rows, put over those of an old dump, open what was kept and not what was deleted."""
    one, _ = filled(account, "one", "two")
    old = restored(server, server.dump())
    with Notebook.open(account, PASSPHRASE) as opened:
        opened.delete(one)
    whose = notebook_of(account)

    replaced(server, old, "headers", "account", account.account)
    replaced(server, old, "notebooks", "notebook", whose)
    for key, *_ in server.ask("SELECT object FROM towpath.keys WHERE notebook = %s", whose):
        replaced(server, old, "keys", "object", key)
    with Notebook.open(replace(account, url=server.url(old)), PASSPHRASE) as opened:
        assert texts(opened) == ["two"]
        assert Damaged(one, 1, "does_not_open") in opened.damaged


def replaced(server: Server, name: str, table: str, column: str, value: bytes) -> None:
    """Put today's row of a table in the place of the one that a restored dump has."""
    (row,) = server.ask(f"SELECT * FROM towpath.{table} WHERE {column} = %s", value)  # noqa: S608 - fixed
    server.ask(f"DELETE FROM towpath.{table} WHERE {column} = %s", value, database=name)  # noqa: S608 - fixed
    places = ", ".join(["%s"] * len(row))
    server.ask(f"INSERT INTO towpath.{table} VALUES ({places})", *row, database=name)  # noqa: S608 - fixed


# the account and its shred secret


def test_an_account_is_made_once(account: Account) -> None:
    """A second one with the same code is refused; the first keeps its secret and opens."""
    filled(account, "one")
    for folder in (account.keys, account.keys.with_name("other")):
        with pytest.raises(BadInput) as caught:
            filled(replace(account, keys=folder))
        assert caught.value.key == "file_exists"

    assert names(account.keys.with_name("other")) == []
    with Notebook.open(account, PASSPHRASE) as opened:
        assert texts(opened) == ["one"]


def test_codes_lead_to_accounts_that_do_not_tell_of_them() -> None:
    """Every code to its own, always the same."""
    codes = [bytes(16), bytes(15) + b"\1", os.urandom(16)]
    accounts = {account_of(code) for code in codes}

    assert len(accounts) == 3
    assert {len(each) for each in accounts} == {32}
    assert account_of(codes[2]) in accounts


def test_the_shred_secret_is_for_its_owner_alone(account: Account) -> None:
    """Folder and file."""
    filled(account)

    assert account.keys.stat().st_mode & 0o777 == 0o700
    assert (account.keys / account.account.hex()).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("secret", [b"", b"x" * 31, b"x" * 32, None], ids=["empty", "cut", "other", "gone"])
def test_with_another_shred_secret_nothing_opens(account: Account, secret: bytes | None) -> None:
    """Put back, it does."""
    filled(account, "one")
    place = account.keys / account.account.hex()
    right = place.read_bytes()
    place.unlink() if secret is None else place.write_bytes(secret)
    with pytest.raises(CannotOpen):
        Notebook.open(account, PASSPHRASE)

    place.write_bytes(right)
    with Notebook.open(account, PASSPHRASE) as opened:
        assert texts(opened) == ["one"]


def test_a_key_folder_that_cannot_be_written_makes_no_account(server: Server, account: Account, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "keys").write_text("")
    with pytest.raises(CannotWrite):
        filled(account)
    with pytest.raises(CannotWrite):
        account.shred()

    assert server.ask("SELECT 1 FROM towpath.headers WHERE account = %s", account.account) == []


def test_a_disk_that_is_full_leaves_no_half_of_a_secret(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """The account can be made as soon as there is room."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as during:
        during.setattr(os, "fsync", full)
        with pytest.raises(CannotWrite):
            filled(account)

    assert not list(account.keys.iterdir())
    filled(account, "one")
    with Notebook.open(account, PASSPHRASE) as opened:
        assert texts(opened) == ["one"]


def test_a_secret_that_is_there_stays_when_a_file_cannot_be_opened(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where too many are open: the account is not made anew, and opens afterwards."""
    filled(account, "one")

    def exhausted(*_: object, **__: object) -> int:
        raise OSError(errno.EMFILE, "")

    with monkeypatch.context() as during:
        during.setattr(os, "open", exhausted)
        with pytest.raises(CannotWrite):
            shred.make(account.keys, account.account, os.urandom)

    with Notebook.open(account, PASSPHRASE) as opened:
        assert texts(opened) == ["one"]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The memory of each run of Argon2id, which is done cheaply."""
    seen: list[int] = []

    @functools.cache
    def cheaply(secret: bytes, salt: bytes) -> bytes:
        return hash_secret_raw(secret, salt, 1, CHEAP.memory_kib, 1, 32, Type.ID, version=0x13)

    def counting(secret: bytes, salt: bytes, passes: int, memory: int, *_: object, version: int) -> bytes:
        seen.append(memory)
        return cheaply(secret, salt)

    monkeypatch.setattr(kdf, "hash_secret_raw", counting)
    return seen


def test_wrong_passphrase_no_account_and_no_secret_cost_the_same_run(account: Account, runs: list[int]) -> None:
    """They cannot be told apart by their time, nor by what is said."""
    Notebook.create(account, PASSPHRASE).close()
    nobody, shredded = another(account), replace(account, keys=account.keys / "empty")
    told = set()
    for place, passphrase in ((account, "wrong"), (nobody, PASSPHRASE), (shredded, PASSPHRASE), (account, "")):
        runs.clear()
        with pytest.raises(CannotOpen) as caught:
            Notebook.open(place, passphrase)
        told.add((type(caught.value), str(caught.value)))
        assert runs == [64 * 1024]

    assert len(told) == 1


# several at once


ADD = f"""
import sys
from pathlib import Path
from tests.vault.samples import entry
from towpath.vault import Notebook
from towpath.vault.postgres import Account
url, keys, account, name = sys.argv[1:]
place = Account(url=url, keys=Path(keys), account=bytes.fromhex(account))
notebook = Notebook.open(place, {PASSPHRASE!r})
print("open", flush=True)
number = 0
while name == "endless" or number < 20:
    made = notebook.add(entry(f"{{name}} {{number}}"))
    print("added", f"{{name}} {{number}}", flush=True)
    if number % 4 == 3:
        notebook.delete(made)
        print("deleted", f"{{name}} {{number}}", flush=True)
    number += 1
notebook.close()
"""


def child(account: Account, name: str) -> "subprocess.Popen[str]":
    """Start a process that opens the account and writes into it."""
    command = [sys.executable, "-c", ADD, account.url, str(account.keys), account.account.hex(), name]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )


def test_four_writers_of_four_accounts_do_not_disturb_each_other(account: Account) -> None:
    """Each has what it wrote, and nothing else."""
    accounts = [another(account) for _ in range(4)]
    for each in accounts:
        filled(each)
    writers = [child(each, f"writer {number}") for number, each in enumerate(accounts)]
    assert [writer.communicate()[1] for writer in writers] == ["", "", "", ""]

    for number, each in enumerate(accounts):
        with Notebook.open(each, PASSPHRASE) as opened:
            kept = [index for index in range(20) if index % 4 != 3]
            assert texts(opened) == sorted(f"writer {number} {index}" for index in kept)
            assert not opened.damaged


def test_of_four_writers_of_one_account_one_gets_in(account: Account) -> None:
    """The others are told at once that it is in use, whatever their passphrase."""
    filled(account)
    with Notebook.open(account, PASSPHRASE) as first:
        for passphrase in (PASSPHRASE, "wrong"):
            with pytest.raises(InUse):
                Notebook.open(account, passphrase)
        writers = [child(account, str(number)) for number in range(3)]
        assert all("InUse" in writer.communicate()[1] for writer in writers)
        first.add(entry("one"))

    with Notebook.open(account, PASSPHRASE) as again:
        assert texts(again) == ["one"]


@pytest.mark.parametrize("seed", range(4))
def test_a_writer_that_is_killed_loses_nothing_that_was_acknowledged(account: Account, seed: int) -> None:
    """The account is free again, and holds what was said to be added and not what was said to be deleted."""
    filled(account)
    writer = child(account, "endless")
    assert writer.stdout
    assert writer.stdout.readline() == "open\n"
    time.sleep(random.Random(seed).uniform(0.05, 0.4))  # noqa: S311 - any moment will do
    writer.kill()
    said = writer.stdout.read().splitlines()  # ``communicate`` would leave out what was read ahead of the first line
    writer.communicate()
    added = {line.removeprefix("added ") for line in said if line.startswith("added ")}
    deleted = {line.removeprefix("deleted ") for line in said if line.startswith("deleted ")}
    doing = f"endless {len(added)}"

    with freed(account) as opened:
        found = set(texts(opened))
        assert not opened.damaged
        assert added - deleted - {doing, f"endless {len(added) - 1}"} <= found
        assert not found & deleted
        assert found <= added | {doing}


def freed(account: Account) -> Notebook:
    """Open the account as soon as the server has noticed that its user is gone."""
    for _ in range(200):
        try:
            return Notebook.open(account, PASSPHRASE)
        except InUse:
            time.sleep(0.05)
    raise TimeoutError


# a database that fails


def test_a_connection_that_breaks_in_a_transaction_leaves_what_was_there(
    administrator: psycopg.Connection, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The half that was done is undone, and everything after it is refused until the notebook is opened anew."""
    one, two = filled(account, "one", "two")
    opened = Notebook.open(account, PASSPHRASE)
    with opened._working() as held:
        real = held.store.set_notebook

    def fail(*values: bytes) -> None:
        cut(administrator)
        real(*values)

    monkeypatch.setattr(held.store, "set_notebook", fail)  # the last step of a rotation
    uses: list[Callable[[], object]] = [
        lambda: opened.delete(one),
        lambda: opened.add(entry("three")),
        lambda: opened.change_passphrase(PASSPHRASE, "other words"),
    ]
    for use in uses:
        with pytest.raises((CannotWrite, CannotReach)) as caught:
            use()
        tells_nothing(caught.value)
    opened.close()

    with freed(account) as again:
        assert {each.id for each in again.records()} == {one, two}
        assert not again.damaged


def tells_nothing(error: TowpathError) -> None:
    """Check that no address, statement or place is in an error."""
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert error.facts == {}


def test_a_notebook_closes_although_the_connection_is_gone(administrator: psycopg.Connection, account: Account) -> None:
    """The rotation that was due is left out, and nobody is kept from locking."""
    (one,) = filled(account, "one")
    opened = Notebook.open(account, PASSPHRASE)
    opened.replace(one, entry("one, again"))
    cut(administrator)
    opened.close()

    with freed(account) as again:
        assert texts(again) == ["one, again"]


def test_a_crash_of_the_server_keeps_what_was_acknowledged(account: Account, tmp_path: Path) -> None:
    """Meanwhile it is said that nothing could be reached or kept, and no more."""
    programs = database.find_programs()
    assert programs
    with database.running(programs) as own:
        database.make_database(own, "towpath")
        migrate(own.url(role=OWNER), APPLICATION)
        own.ask(f"ALTER ROLE {APPLICATION} SET synchronous_commit = off")
        account = replace(account, url=own.url())
        filled(account, "one")
        opened = Notebook.open(account, PASSPHRASE)
        opened.add(entry("two"))
        own.crash()
        with pytest.raises(CannotWrite) as written:
            opened.add(entry("three"))
        with pytest.raises(CannotReach) as read:
            opened.records()
        with pytest.raises(CannotReach) as again:
            Notebook.open(account, PASSPHRASE)
        with pytest.raises(CannotReach) as migrated:
            migrate(own.url(role=OWNER), APPLICATION)
        with pytest.raises(CannotReach):
            filled(another(account))
        for caught in (written, read, again, migrated):
            tells_nothing(caught.value)
        opened.close()
        own.start()
        with Notebook.open(account, PASSPHRASE) as recovered:
            assert texts(recovered) == ["one", "two"]
    assert names(account.keys) == [account.account.hex()]


def test_what_is_acknowledged_is_durable_whatever_the_roles_settings(server: Server, account: Account) -> None:
    """A commit that does not wait for the disk is turned into one that does; a stricter one is left."""
    filled(account)
    for wished, expected in (("off", "on"), ("local", "on"), ("on", "on"), ("remote_apply", "remote_apply")):
        server.ask(f"ALTER ROLE {APPLICATION} SET synchronous_commit = {wished}")
        try:
            opened = account.open()
            assert opened._db.execute("SHOW synchronous_commit").fetchone() == (expected,)
            opened.close()
        finally:
            server.ask(f"ALTER ROLE {APPLICATION} RESET synchronous_commit")


def test_a_value_that_the_database_refuses_is_cannot_write(account: Account) -> None:
    """Its reason, which quotes the row, is not passed on."""
    filled(account)
    opened = account.open()
    with pytest.raises(CannotWrite) as caught, opened.writing():
        opened.insert_key(b"too short", b"o", 1, b"w")
    tells_nothing(caught.value)
    with opened.writing():
        opened.insert_try(5)
    assert opened.tries() == [5]
    opened.close()


def test_a_backup_needs_the_shred_secret_too(account: Account, tmp_path: Path, argon2_once: None) -> None:
    """With the right passphrase it goes into the account that it was made of, and opens nowhere else."""
    with Notebook.create(account, "first", cost=CHEAP) as notebook:
        notebook.add(entry("kept"))
        notebook.backup(tmp_path / "b")
        assert notebook.take_in(tmp_path / "b", "first") == Restored(there=1)
    with pytest.raises(CannotOpen):
        Notebook.restore(tmp_path / "n", tmp_path / "b", "first")
    assert not (tmp_path / "n").exists()
