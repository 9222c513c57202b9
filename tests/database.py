"""A real PostgreSQL server for the tests: its own data folder, no network, durable, ended when the tests end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

OWNER, APPLICATION, ADMINISTRATOR = "towpath_owner", "towpath_app", "postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server, reached by a socket in a folder that other users cannot enter."""

    programs: Path
    folder: Path
    process: "subprocess.Popen[bytes]" = field(repr=False)

    def url(self, database: str = "towpath", role: str = APPLICATION) -> str:
        """Return the address of a database for a role."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def make_database(self, name: str) -> None:
        """Make an empty database that belongs to the owner's role."""
        with psycopg.connect(self.url("postgres", ADMINISTRATOR), autocommit=True) as database:
            database.execute(f'CREATE DATABASE "{name}" OWNER {OWNER}'.encode())

    def run(self, program: str, *arguments: str, given: bytes = b"") -> bytes:
        """Run one of PostgreSQL's programs as the administrator and return what it wrote."""
        command = [str(self.programs / program), f"--host={self.folder}", f"--username={ADMINISTRATOR}", *arguments]
        return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout

    def files(self) -> bytes:
        """Return all bytes of all files of the server, its log of changes included."""
        return b"".join(path.read_bytes() for path in (self.folder / "data").rglob("*") if path.is_file())


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
    folder, user = Path(tempfile.mkdtemp(prefix="towpath-")), find_user()
    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        make = ["initdb", f"--username={ADMINISTRATOR}", "--auth-local=trust", "--auth-host=reject", "--no-sync"]
        assert _start(programs, folder, user, [*make, "--encoding=UTF8", "--data-checksums", "data"]).wait() == 0
        settings = ["listen_addresses=", f"unix_socket_directories={folder}"]
        process = _start(programs, folder, user, ["postgres", "-D", "data", *(f"-c{each}" for each in settings)])
        try:
            server = Server(programs=programs, folder=folder, process=process)
            _wait(server)
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)  # without tidying what is thrown away
            process.wait()
    finally:
        shutil.rmtree(folder)


def _start(
    programs: Path, folder: Path, user: pwd.struct_passwd | None, command: list[str]
) -> "subprocess.Popen[bytes]":
    """Start one of PostgreSQL's programs as a user; what it says goes to a file in the folder."""
    with (folder / "said").open("ab") as said:
        return subprocess.Popen(
            [str(programs / command[0]), *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=folder,
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=user and [],
        )


def _wait(server: Server) -> None:
    """Wait until the server answers, and make the two roles of an installation."""
    for _ in range(600):
        try:
            database = psycopg.connect(server.url("postgres", ADMINISTRATOR), autocommit=True)
        except psycopg.OperationalError:
            assert server.process.poll() is None, (server.folder / "said").read_text()
            time.sleep(0.05)
        else:
            break
    with database:
        for role in (OWNER, APPLICATION):
            database.execute(f"CREATE ROLE {role} LOGIN".encode())
