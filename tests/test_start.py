"""The start is quick because it loads little: what the first page does not need is not there yet."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SECONDS = 60
NEVER_AT_START = frozenset({
    "PIL", "alembic", "babel", "httpx", "hypothesis", "jsonschema", "markdown_it", "nh3", "numpy",
    "playwright", "psycopg", "pydantic", "pyrage", "pytest", "requests", "rfc3161_client", "scipy",
    "sqlalchemy", "structlog",
    "typst", "urllib3", "websockets", "zxcvbn",
})  # fmt: skip


def imported_by(*arguments: str) -> set[str]:
    """Run a command and return the packages that it imported."""
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    words = [sys.executable, "-X", "importtime", "-m", "towpath", *arguments]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=unmeasured)
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[str, "subprocess.Popen[str]", list[str]]]:
    """Start the program and give its address, its process, and what it says on standard error once it has ended."""
    command = [
        sys.executable,
        *options,
        "-m",
        "towpath",
        "open",
        "--no-browser",
        "--notebook",
        str(folder / "notes.db"),
    ]
    errors: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        reading = threading.Thread(target=errors.extend, args=[process.stderr])
        reading.start()
        try:
            yield process.stdout.readline().strip(), process, errors
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS)
            reading.join()


def visit(address: str) -> tuple[HTTPResponse, bytes]:
    """Follow the printed address to the first page, as a browser does."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=SECONDS)
    connection.request("GET", parts.path)
    first = connection.getresponse()
    first.read()
    cookie = (first.getheader("Set-Cookie") or "").partition(";")[0]
    connection.request("GET", first.getheader("Location") or "", headers={"Cookie": cookie})
    page = connection.getresponse()
    body = page.read()
    connection.close()
    return page, body


def test_the_first_page_needs_no_heavy_library(tmp_path: Path) -> None:
    """From the command to the first page, none of the libraries for later is imported."""
    with started(tmp_path, "-X", "importtime") as (address, _, errors):
        page, body = visit(address)
    assert page.status == 200
    assert b"Before you begin" in body
    imported = {match[1] for line in errors if (match := re.search(r"\| +([\w.]+)$", line.rstrip()))}
    assert "towpath.web.app" in imported
    assert sorted(name for name in imported if name in NEVER_AT_START or name.partition(".")[0] in NEVER_AT_START) == []


@pytest.mark.parametrize("command", ["assess", "--help", "--version"])
def test_a_command_that_opens_nothing_loads_no_server_and_no_keys(command: str, tmp_path: Path) -> None:
    """Assessing and help need neither the web nor the notebook."""
    situation = tmp_path / "me.json"
    situation.write_text('{"towpath": 1, "as_of": "2026-01-31"}')
    arguments = [command, str(situation)] if command == "assess" else [command]
    imported = imported_by(*arguments)
    assert not imported & {"argon2", "cryptography", "jinja2", "sqlite3", "starlette", "uvicorn", *NEVER_AT_START}


def test_opening_and_adding_load_nothing_of_what_is_seldom_done(tmp_path: Path) -> None:
    """Backups, time stamps and erasing are loaded when somebody asks for them."""
    code = f"""
import sys
from tests.vault.samples import filled
filled({str(tmp_path / "n")!r}, "one")
print(*(name for name in ("backup", "erase", "restore", "timestamp") if "towpath.vault." + name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout == "\n"


def test_a_trend_loads_numpy_and_nothing_else_that_is_heavy(tmp_path: Path) -> None:
    """The one command that computes needs neither the web, nor the notebook, nor any other heavy library."""
    file = tmp_path / "me.csv"
    file.write_text("date,value\n2026-03-01,5\n")
    imported = imported_by("trend", str(file))
    assert "numpy" in imported
    assert not imported & {"argon2", "cryptography", "jinja2", "sqlite3", "starlette", "uvicorn"}
    assert imported & NEVER_AT_START == {"numpy"}


def test_the_server_says_one_line_and_listens_on_loopback_only(tmp_path: Path) -> None:
    """One address on standard output, of loopback and with a key; no name of a server; a quiet end."""
    with started(tmp_path) as (address, process, errors):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[0-9a-f]{64}", address)
        page, _ = visit(address)
        assert page.status == 200
        assert page.getheader("Cache-Control") == "no-store"
        assert page.getheader("Server") is page.getheader("Date") is None
    assert (process.returncode, errors) == (0, [])
    assert process.stdout is not None
    assert list(tmp_path.iterdir()) == []


def test_another_host_is_refused_by_the_real_server(tmp_path: Path) -> None:
    """Over a real connection, a foreign Host, an upper case one and two Hosts are 400 without a body."""
    with started(tmp_path) as (address, _, _):
        netloc = urlsplit(address).netloc
        for hosts in (["evil.example"], [netloc.replace("127.0.0.1", "LOCALHOST")], [netloc, netloc], []):
            connection = HTTPConnection(netloc, timeout=SECONDS)
            connection.putrequest("GET", "/", skip_host=True)
            for host in hosts:
                connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            assert answer.status == 400
            assert answer.getheader("Server") is None
            answer.read()
            connection.close()
