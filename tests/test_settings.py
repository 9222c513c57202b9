"""Where the notebook is: given, in the environment, on a stick, or in the usual place."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.house import PASSPHRASE
from towpath import settings
from towpath.settings import PORTABLE, Settings, on_the_stick

PROGRAM = Path(settings.__file__).parent


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give a stick with the program deep inside a folder that is marked as portable."""
    program = tmp_path / "stick" / "notes" / "program" / "lib"
    shutil.copytree(PROGRAM, program / "towpath", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "stick" / "notes"
    (folder / PORTABLE).touch()
    return folder


def test_what_is_given_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option, then the variable, then the stick, then the system's folder for a program's own data."""
    monkeypatch.setenv("TOWPATH_NOTEBOOK", "from-environment.db")
    monkeypatch.setattr(settings, "on_the_stick", lambda _: Path("stick/notes.db"))
    assert Settings.of("given.db").notebook == Path("given.db")
    assert Settings.of().notebook == Path("from-environment.db")
    monkeypatch.delenv("TOWPATH_NOTEBOOK")
    assert Settings.of().notebook == Path("stick/notes.db")
    monkeypatch.setattr(settings, "on_the_stick", lambda _: None)
    assert Settings.of().notebook == settings.usual_place()


def test_the_nearest_marked_folder_above_the_program_is_the_stick(tmp_path: Path) -> None:
    """Only a file marks it, and only beside or above the program."""
    program = tmp_path / "a" / "b" / "program.py"
    (tmp_path / "a" / "b" / "below").mkdir(parents=True)
    (tmp_path / "a" / "b" / "below" / PORTABLE).touch()
    (tmp_path / "a" / "b" / PORTABLE).mkdir()
    assert on_the_stick(program) is None
    (tmp_path / PORTABLE).touch()
    assert on_the_stick(program) == tmp_path / "notes.db"
    (tmp_path / "a" / PORTABLE).touch()
    assert on_the_stick(program) == tmp_path / "a" / "notes.db"


def test_on_a_stick_the_notebook_is_kept_there_and_nothing_anywhere_else(stick: Path, tmp_path: Path) -> None:
    """Made, written and read from the stick: it holds the notebook, and the home of this computer stays empty."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOWPATH_", "COV", "XDG_"))}
    environment = {
        **kept, "HOME": str(home), "PYTHONPATH": str(stick / "program" / "lib"), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    before = {path.name for path in stick.iterdir()}
    for command, given in (("new", b""), ("write", b"an entry"), ("list", b"")):
        reading, writing = os.pipe()
        os.write(writing, PASSPHRASE.encode())
        os.close(writing)
        done = subprocess.run(
            [sys.executable, "-m", "towpath", command, "--passphrase-fd", str(reading)],
            input=given, capture_output=True, check=False, env=environment, pass_fds=[reading], cwd=tmp_path,
        )  # fmt: skip
        os.close(reading)
        assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
    assert {path.name for path in stick.iterdir()} == before | {"notes.db"}
    assert list(home.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"home", "stick"}
    assert {path.suffix for path in (stick / "program").rglob("*") if path.is_file()} <= {
        ".py", ".html", ".css", ".js", ".toml", ".txt", ".typed", ".sql", ".svg",
    }  # fmt: skip
