"""A real PostgreSQL server for the tests: its own data folder, no network, durable, ended when the tests end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

OWNER, APPLICATION, ADMINISTRATOR = "towpath_owner", "towpath_app", "postgres"


@dataclass(slots=True, kw_only=True)
class Server:
    """A server, reached by a socket in a folder that other users cannot enter."""

    programs: Path
    folder: Path
    user: pwd.struct_passwd | None
    process: "subprocess.Popen[bytes]" = field(init=False, repr=False)

    def url(self, database: str = "towpath", role: str = APPLICATION) -> str:
        """Return the address of a database for a role."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def ask(self, query: str, *values: object, database: str = "towpath") -> list[Any]:
        """Carry out a statement as the administrator, who sees everything, and return the rows if it has any."""
        with psycopg.connect(self.url(database, ADMINISTRATOR), autocommit=True) as connection:
            cursor = connection.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def run(self, program: str, *arguments: str, given: bytes = b"") -> bytes:
        """Run one of PostgreSQL's programs as the administrator and return what it wrote."""
        command = [str(self.programs / program), f"--host={self.folder}", f"--username={ADMINISTRATOR}", *arguments]
        return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout

    def dump(self, database: str = "towpath") -> bytes:
        """Return a dump as a backup makes it, without the random word that some releases put around it."""
        lines = self.run("pg_dump", f"--dbname={database}").splitlines(keepends=True)
        return b"".join(line for line in lines if not line.startswith((b"\\restrict", b"\\unrestrict")))

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = ["listen_addresses=", f"unix_socket_directories={self.folder}"]
        self.process = self.spawn("postgres", "-D", "data", *(f"-c{each}" for each in settings))
        for _ in range(600):
            with suppress(psycopg.OperationalError):
                self.ask("SELECT 1", database="postgres")
                return
            assert self.process.poll() is None, (self.folder / "said").read_text()
            time.sleep(0.05)
        raise TimeoutError

    def crash(self) -> None:
        """End the server at once, without tidying: the next start has to recover."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def spawn(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start one of PostgreSQL's programs as the server's user; what it says goes to a file in the folder."""
        with (self.folder / "said").open("ab") as said:
            return subprocess.Popen(
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd=self.folder,
                user=self.user and self.user.pw_uid,
                group=self.user and self.user.pw_gid,
                extra_groups=self.user and [],
            )


def find_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL here, if there is one."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    places = [*reversed(newest), *([Path(on_path)] if on_path else [])]
    return next((place.parent for place in places if (place.parent / "postgres").exists()), None)


def find_user() -> pwd.struct_passwd | None:
    """Return the user that the server runs as where this is root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Make a data folder, start a server on it, and remove both afterwards."""
    server = Server(programs=programs, folder=Path(tempfile.mkdtemp(prefix="towpath-")), user=find_user())
    try:
        if server.user:
            os.chown(server.folder, server.user.pw_uid, server.user.pw_gid)
        make = [f"--username={ADMINISTRATOR}", "--auth-local=trust", "--auth-host=reject", "--no-sync"]
        assert server.spawn("initdb", *make, "--encoding=UTF8", "--data-checksums", "data").wait() == 0
        server.start()
        try:
            for role in (OWNER, APPLICATION):
                server.ask(f"CREATE ROLE {role} LOGIN", database="postgres")
            yield server
        finally:
            server.crash()
    finally:
        shutil.rmtree(server.folder)


def make_database(server: Server, name: str) -> None:
    """Make an empty database that belongs to the owner's role."""
    server.ask(f"CREATE DATABASE {name} OWNER {OWNER}", database="postgres")


def cut(administrator: psycopg.Connection) -> None:
    """End all connections of the program, as a broken network does, and wait until the server has noticed."""
    ask = b"SELECT pid FROM pg_stat_activity WHERE usename = %s"
    pids = [pid for (pid,) in administrator.execute(ask, (APPLICATION,))]
    assert pids
    administrator.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s) AS pid", (pids,))
    while administrator.execute(ask, (APPLICATION,)).fetchall():
        time.sleep(0.002)
