"""Towpath beside jrnl, an encrypted journal for the terminal, on the same 10,000 entries of 1 KB.

Repeat: .venv/bin/python benchmarks/jrnl_side_by_side.py

jrnl is installed into a virtual environment of its own in a temporary folder. It gets its password from a keyring of
three lines, so that no prompt is in its times. Each figure is the time a person waits for one new process, the median
of nine, with its processor time, user and system, beside it. Both include their own key function: jrnl PBKDF2 with
100,000 rounds, Towpath Argon2id with 64 MiB in four lanes, which run on as many processors as there are.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from towpath.domain.records import Entry
from towpath.vault import Notebook

ENTRIES = 10_000
ROUNDS = 9
Times = tuple[float, float]
PASSPHRASE = "ordinary words for a measurement"

FILL_JRNL = """
import sys
from jrnl.encryption.Jrnlv3Encryption import Jrnlv3Encryption
method = Jrnlv3Encryption("default", {"encrypt": True})
method.password = sys.argv[3]
open(sys.argv[2], "wb").write(method.encrypt(open(sys.argv[1]).read()))
"""

SHOW_LAST = """
import os, sys
from towpath.vault import Notebook
with Notebook.open(sys.argv[1], os.read(int(sys.argv[2]), 4096).decode()) as notebook:
    last = max(notebook.cards(), key=lambda listed: listed.card.ticks)
    print(notebook.read(last.id).record.text)
"""


class Jrnl:
    """jrnl in its own environment, with a full journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "venv" / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        subprocess.run([self.python, "-m", "pip", "install", "-qqq", "jrnl>=4,<5"], check=True)
        self.environment = self._environment()
        self._fill()

    def show(self) -> Times:
        """Show the last entry."""
        return timed([self.python, "-m", "jrnl", "-n", "1"], self.environment, expect="This is number")

    def add(self) -> Times:
        """Add one entry."""
        journal = self.folder / "journal.txt"
        before = journal.stat().st_size
        seconds = timed([self.python, "-m", "jrnl", words(ENTRIES)], self.environment)
        assert journal.stat().st_size > before
        return seconds

    def _environment(self) -> dict[str, str]:
        (self.folder / "one_password.py").write_text(
            "import keyring.backend\n"
            "class Keyring(keyring.backend.KeyringBackend):\n"
            "    priority = 1\n"
            f"    def get_password(self, *_): return {PASSPHRASE!r}\n"
            "    set_password = delete_password = None\n"
        )
        config = self.folder / "config"
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(config), "XDG_DATA_HOME": str(self.folder)}
        ring = {"PYTHONPATH": str(self.folder), "PYTHON_KEYRING_BACKEND": "one_password.Keyring"}
        return {**os.environ, **home, **ring}

    def _fill(self) -> None:
        plain, journal = self.folder / "plain.txt", self.folder / "journal.txt"
        entries = (f"[{moment(number):%Y-%m-%d %H:%M}] {words(number)}\n" for number in range(ENTRIES))
        plain.write_text("\n".join(entries))
        command: list[str | Path] = [self.python, "-c", FILL_JRNL, plain, journal, PASSPHRASE]
        subprocess.run(command, check=True, env=self.environment)
        settings = self.folder / "config" / "jrnl" / "jrnl.yaml"
        settings.parent.mkdir(parents=True)
        version = subprocess.run([self.python, "-m", "jrnl", "--version"], capture_output=True, text=True, check=True)
        settings.write_text(
            f"version: {version.stdout.split()[1]}\nencrypt: true\neditor: ''\ntemplate: false\n"
            f"journals:\n  default:\n    journal: {journal}\n    encrypt: true\n"
            "timeformat: '%Y-%m-%d %H:%M'\ndefault_hour: 9\ndefault_minute: 0\ntagsymbols: '#@'\n"
            "highlight: true\nlinewrap: 79\nindent_character: '|'\n"
            "colors:\n  body: none\n  date: none\n  tags: none\n  title: none\n"
        )
        subprocess.run([self.python, "-m", "jrnl", "-n", "1"], check=True, capture_output=True, env=self.environment)
        subprocess.run(
            [self.python, "-m", "jrnl", words(ENTRIES)], check=True, env=self.environment
        )  # trims all entries


class Towpath:
    """A full notebook."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "notebook"
        with Notebook.create(self.path, PASSPHRASE) as notebook:
            for number in range(ENTRIES):
                written = moment(number)
                notebook.add(Entry(written=written, day=written.date(), text=words(number)))

    def show(self) -> Times:
        """Find the last entry by the cards and open it."""
        return self._run(["-c", SHOW_LAST, self.path], expect="This is number")

    def add(self) -> Times:
        """Add one entry; the process ends when it is durable."""
        return self._run(["-m", "towpath", "write", "--notebook", self.path, "--passphrase-fd"])

    def _run(self, arguments: Sequence[str | Path], expect: str = "") -> Times:
        read, write = os.pipe()
        os.write(write, PASSPHRASE.encode())
        os.close(write)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        try:
            return timed([Path(sys.executable), *arguments, str(read)], environment, expect, read)
        finally:
            os.close(read)


def main() -> None:
    """Measure both and print ratios."""
    print("repeat with: .venv/bin/python benchmarks/jrnl_side_by_side.py")
    with tempfile.TemporaryDirectory() as folder:
        jrnl, towpath = Jrnl(Path(folder)), Towpath(Path(folder))
        print(f"{ENTRIES} entries of 1 KB, seconds of a new process, medians of {ROUNDS}")
        compare("open and show the last entry", jrnl.show, towpath.show)
        compare("add one entry", jrnl.add, towpath.add)


def compare(what: str, one: Callable[[], Times], other: Callable[[], Times]) -> None:
    """Print the medians of two, run in turns, and how many times faster the second is."""
    pairs = [(one(), other()) for _ in range(ROUNDS)]
    for kind, name in enumerate(("waited", "processor")):
        first, second = (statistics.median(times[kind] for times in side) for side in zip(*pairs, strict=True))
        print(f"{what}, {name}: jrnl {first:.2f}, towpath {second:.2f}, ratio {first / second:.1f}")


def timed(
    command: Sequence[str | Path], environment: dict[str, str], expect: str = "", keep: int | None = None
) -> Times:
    """Run a process and return the seconds that passed and those of the processor."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as answer:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=answer, pass_fds=[] if keep is None else [keep]
        )
        assert process.stdin
        process.stdin.write(words(ENTRIES).encode())
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        passed = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, command
        answer.seek(0)
        assert expect in answer.read(), command
    return passed, usage.ru_utime + usage.ru_stime


def words(number: int) -> str:
    """Return about 1 KB of text whose first sentence says its number."""
    return (f"This is number {number}. " + "What happened today, and what I thought of it in the evening. " * 16)[
        :1_000
    ]


def moment(number: int) -> datetime:
    """Return a time for each entry, in order."""
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=5 * number)


if __name__ == "__main__":
    main()
