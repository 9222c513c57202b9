"""The example backup: what the program and the independent reader make of each change must be what the list says."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.vault import backup_reader, reader
from tests.vault.test_backup import inside
from tests.vault.vectors import make, make_backup
from towpath.errors import BadInput, CannotOpen, NewerFormat
from towpath.vault import Notebook

DATA = (make.FOLDER / "version-1.backup").read_bytes()
CASES: list[dict[str, Any]] = json.loads((make.FOLDER / "version-1-backup.json").read_text())
VECTORS: dict[str, Any] = json.loads((make.FOLDER / "version-1.json").read_text())
Outcome = tuple[str, dict[str, str]]


def by_program(folder: Path, case: dict[str, Any]) -> Outcome:
    """Return what the program finds when it makes a notebook of it."""
    (folder / "b").write_bytes(make_backup.changed(DATA, case))
    try:
        Notebook.restore(folder / "n", folder / "b", make.secret_of(case))
    except (BadInput, CannotOpen):
        return "refused", {}
    except NewerFormat:
        return "newer", {}
    found = inside(folder / "n", VECTORS["passphrase"])
    return "opens", {f"{id_} {revision}": data.decode() for (id_, revision), data in found.items()}


def by_reader(_: Path, case: dict[str, Any]) -> Outcome:
    """Return the same from the independent reader."""
    try:
        found, _rows = backup_reader.read(make_backup.changed(DATA, case), case["passphrase"])
    except reader.RefusedError:
        return "refused", {}
    except reader.NewerError:
        return "newer", {}
    return "opens", {f"{id_.hex()} {revision}": data.decode() for (id_, revision), data in found.records.items()}


@pytest.mark.parametrize("seen_by", [by_program, by_reader])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_case_comes_out_as_the_list_says(case: dict[str, Any], seen_by: Any, tmp_path: Path) -> None:
    """For the program, which leaves no file where it refuses, and for a reader that knows only the written format."""
    outcome, records = seen_by(tmp_path, case)
    assert outcome == case["outcome"]
    assert records == (VECTORS["records"] if outcome == "opens" else {})
    assert (tmp_path / "n").exists() == (outcome == "opens" and seen_by is by_program)


def test_the_program_still_writes_the_same_bytes() -> None:
    """With the same chance and clock."""
    assert make_backup.made() == DATA
    assert make_backup.cases(len(DATA)) == CASES


def test_the_rows_are_in_the_order_of_the_page() -> None:
    """Keys, contents, chunks, links, openings, each in order of object and number."""
    _, rows = backup_reader.read(DATA, VECTORS["passphrase"])
    places = [(backup_reader.TABLES.index(row.table), row.object_id, row.number) for row in rows]
    assert places == sorted(set(places))
    assert {row.table for row in rows} == set(backup_reader.TABLES)
