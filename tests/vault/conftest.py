"""The engines that a notebook can be kept in: a file, and an account of a real PostgreSQL server."""

import functools
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from argon2.low_level import hash_secret_raw

from tests import database
from tests.database import ADMINISTRATOR, APPLICATION, OWNER, Server
from towpath.vault import kdf
from towpath.vault.migrations import migrate
from towpath.vault.postgres import Account
from towpath.vault.sqlite import File
from towpath.vault.store import Place


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a running PostgreSQL server with an empty, migrated database."""
    programs = database.find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here")
    with database.running(programs) as started:
        database.make_database(started, "towpath")
        migrate(started.url(role=OWNER), APPLICATION)
        yield started


@pytest.fixture(scope="session")
def administrator(server: Server) -> Iterator[psycopg.Connection]:
    """Give a connection that may see and end everything."""
    with psycopg.connect(server.url(role=ADMINISTRATOR), autocommit=True) as connection:
        yield connection


@pytest.fixture
def account(server: Server, tmp_path: Path) -> Account:
    """Give an account that is not made yet."""
    return Account(url=server.url(), keys=tmp_path / "keys", account=os.urandom(32))


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Give a place for a notebook in each engine: a test that uses it runs twice."""
    if request.param == "sqlite":
        return File(tmp_path / "n")
    found: Account = request.getfixturevalue("account")
    return found


@pytest.fixture
def argon2_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run Argon2id once for the same input: for tests that open the same notebook many times."""
    monkeypatch.setattr(kdf, "hash_secret_raw", functools.cache(hash_secret_raw))
