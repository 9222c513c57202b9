"""The program as a person starts it: a process with a home of its own, so that all it leaves behind can be searched."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self

START_SECONDS: Final = 20
STOP_SECONDS: Final = 10
AUDIT: Final = Path(__file__).parent / "audit"
SOURCE: Final = Path(__file__).parents[2] / "src"


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one invented person on one computer."""

    folder: Path

    @property
    def notebook(self) -> Path:
        """Where the notebook is."""
        return self.folder / "store" / "notes.db"

    @property
    def temporary(self) -> Path:
        """Where a program puts what it does not want to keep."""
        return self.folder / "tmp"

    @property
    def audit(self) -> Path:
        """What the program asked of the network, one line each."""
        return self.folder / "audit.txt"

    def make(self) -> Self:
        """Make the folders."""
        for name in ("store", "tmp", "home"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        return self

    def environment(self, zone: str) -> dict[str, str]:
        """Return an environment in which every usual place is inside this home."""
        home = self.folder / "home"
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(self.temporary),
            "TMPDIR": str(self.temporary),
            "TZ": zone,
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([str(AUDIT), str(SOURCE)]),
            "TOWPATH_TEST_AUDIT": str(self.audit),
        }


class Program:
    """``towpath open`` as a process; it is ended by its own handle."""

    def __init__(self, home: Home, zone: str = "UTC") -> None:
        self.home = home.make()
        self._out = (home.folder / "out.txt").open("ab")
        self._err = (home.folder / "err.txt").open("ab")
        started = self._out.tell()
        self.process = self._start(home, zone, self._out, self._err)
        try:
            self.address = self._printed(started)
        except BaseException:
            self.kill()
            raise

    @property
    def origin(self) -> str:
        """The program's own address without the key."""
        return self.address.rpartition("/")[0]

    @property
    def output(self) -> str:
        """All it wrote to standard output and standard error."""
        return "".join((self.home.folder / name).read_text() for name in ("out.txt", "err.txt"))

    def stop(self) -> None:
        """End it as a person or the system does; it may close its notebook."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        finally:
            self.kill()

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)
        self._out.close()
        self._err.close()

    @staticmethod
    def _start(home: Home, zone: str, out: IO[bytes], err: IO[bytes]) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "towpath", "open", "--no-browser", "--notebook", str(home.notebook)]
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=home.folder,
            env=home.environment(zone),
        )

    def _printed(self, start: int) -> str:
        """Wait for the line with the address."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            line = (self.home.folder / "out.txt").read_bytes()[start:]
            if line.endswith(b"\n"):
                return line.decode().strip()
            time.sleep(0.02)
        raise RuntimeError(f"the program printed no address: {self.output}")
