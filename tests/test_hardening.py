"""The memory of every process that opens a notebook is kept out of crash files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from towpath import hardening

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")

SAY = """
import ctypes, json, sys
from pathlib import Path
from towpath import bootstrap, cli

def say(*_):
    limits = Path("/proc/self/limits").read_text().splitlines()
    (core,) = (line.split()[4:6] for line in limits if line.startswith("Max core file size"))
    print(json.dumps({"core": core, "dumpable": ctypes.CDLL(None).prctl(3)}))

bootstrap.serve = say
if sys.argv[1:]:
    try:
        cli.main(sys.argv[1:])
    except SystemExit:
        say()
    else:
        say()
else:
    say()
"""


def said(*arguments: str) -> dict[str, object]:
    """Return what a process knows of itself after a command (for ``open``: when it begins to serve)."""
    words = ["sh", "-c", 'ulimit -c unlimited 2>/dev/null; exec "$@"', "sh", sys.executable, "-c", SAY, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(words, input=b"x", capture_output=True, check=True, env=environment)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[0])
    return found


def test_without_a_notebook_nothing_is_asked_of_the_system() -> None:
    """A process that opens none can be read by others: the next test has something to find."""
    assert said()["dumpable"] == 1
    assert said("assess", "-")["dumpable"] == 1


@pytest.mark.parametrize("command", ["open", "new", "write", "list"])
def test_a_process_that_opens_a_notebook_leaves_no_crash_file(command: str, tmp_path: Path) -> None:
    """No core file, neither now nor by raising the limit again, and no reading by others."""
    arguments = [command, "--notebook", str(tmp_path / "n")]
    if command != "open":
        arguments += ["--passphrase-fd", "0"]
    assert said(*arguments) == {"core": ["0", "0"], "dumpable": 0}


def test_what_a_system_does_not_offer_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without these calls nothing is imported and nothing fails."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setitem(sys.modules, "ctypes", None)
    hardening.keep_memory_private()
