"""``towpath list``: what the cards say, without opening an entry."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.vault.samples import CHEAP, PASSPHRASE, filled, tamper
from towpath.domain.records import Draft, Entry
from towpath.vault import Notebook

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def listed(path: Path) -> tuple[int, list[Any], str]:
    """Run the command and return its exit code, its lines and what it says on standard error."""
    read, write = os.pipe()
    os.write(write, PASSPHRASE.encode())
    os.close(write)
    command = [sys.executable, "-m", "towpath", "list", "--notebook", str(path), "--passphrase-fd", str(read)]
    ran = subprocess.run(command, pass_fds=[read], capture_output=True, text=True, check=False)
    os.close(read)
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()], ran.stderr


def test_entries_are_listed_by_their_day_and_nothing_else_is(tmp_path: Path) -> None:
    """The oldest day first; a draft is not an entry."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        made.add(Draft(written=NOON, text="not yet"))
        late = made.add(Entry(written=NOON, text="x", day=date(2026, 3, 1)))
        early = made.add(Entry(written=NOON, text="x", day=date(2026, 2, 1)))

    assert listed(tmp_path / "n") == (
        0,
        [
            {"id": early, "date": "2026-02-01", "written": "2026-03-01T12:00:00Z"},
            {"id": late, "date": "2026-03-01", "written": "2026-03-01T12:00:00Z"},
        ],
        "",
    )


def test_an_empty_notebook_lists_nothing(tmp_path: Path) -> None:
    """Not even an empty line."""
    filled(tmp_path / "n")

    assert listed(tmp_path / "n") == (0, [], "")


def test_a_card_that_does_not_open_is_said(tmp_path: Path) -> None:
    """The others are listed all the same."""
    one, two = filled(tmp_path / "n", "one", "two")
    tamper(tmp_path / "n", "UPDATE keys SET wrapped = zeroblob(76) WHERE hex(object) = ?", one.upper())

    code, lines, said = listed(tmp_path / "n")
    assert (code, [line["id"] for line in lines]) == (1, [two])
    assert "damaged" in said


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    """Some may be missing that cannot be counted."""
    (one,) = filled(tmp_path / "n", "one")
    tamper(tmp_path / "n", "INSERT INTO keys SELECT notebook, x'00', 'no', '' FROM notebooks")

    code, lines, said = listed(tmp_path / "n")
    assert (code, [line["id"] for line in lines]) == (1, [one])
    assert "damaged" in said
