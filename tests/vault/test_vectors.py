"""The example files: what the program and the independent reader make of each must be what the list says."""

import itertools
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.vault import reader
from tests.vault.samples import CHEAP, PASSPHRASE, entry, filled, header_of, rows
from tests.vault.vectors import make
from towpath.domain.records import encode
from towpath.errors import CannotOpen, NewerFormat
from towpath.vault import Notebook, kdf, keys

FOLDER = Path(__file__).parent / "vectors"
FILE = FOLDER / "version-1.notebook"
VECTORS: dict[str, Any] = json.loads((FOLDER / "version-1.json").read_text())


def changed(case: dict[str, Any], folder: Path) -> Path:
    """Copy the file and run the statements of a case on it."""
    path = Path(shutil.copy(FILE, folder / "n"))
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement, values in statements(case["change"]):
            database.execute(statement, values)
    return path


def statements(change: list[str]) -> Iterator[tuple[str, list[bytes]]]:
    """Take each statement with as many values as it has gaps."""
    words = iter(change)
    for statement in words:
        yield statement, [bytes.fromhex(word) for word in itertools.islice(words, statement.count("?"))]


def by_program(path: Path, passphrase: str) -> tuple[str, dict[str, str], set[str]]:
    """Return outcome, records and damaged places."""
    try:
        opened = Notebook.open(path, passphrase)
    except CannotOpen:
        return "refused", {}, set()
    except NewerFormat:
        return "newer", {}, set()
    with opened:
        damaged = {f"{each.id} {each.revision}" for each in opened.damaged}
        ids = {each.id for each in opened.records()} | {each.id for each in opened.damaged}
        stored = [each for record_id in ids for each in opened.revisions(record_id)]
        return "opens", {f"{each.id} {each.revision}": encode(each.record).decode() for each in stored}, damaged


def by_reader(path: Path, passphrase: str) -> tuple[str, dict[str, str], set[str]]:
    """Return the same from the independent reader."""
    try:
        found = reader.read(path, passphrase)
    except reader.RefusedError:
        return "refused", {}, set()
    except reader.NewerError:
        return "newer", {}, set()
    records = {f"{object_id.hex()} {revision}": data.decode() for (object_id, revision), data in found.records.items()}
    return "opens", records, {f"{object_id.hex()} {revision}" for object_id, revision in found.damaged}


@pytest.mark.parametrize("look", [by_program, by_reader])
@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_each_case_comes_out_as_the_list_says(case: dict[str, Any], look: Any, tmp_path: Path) -> None:
    """For the program and for a reader that knows only the written format."""
    outcome, records, damaged = look(changed(case, tmp_path), case["passphrase"])
    gone = {*case.get("damaged", ()), *case.get("lost", ())}
    expected = {place: record for place, record in VECTORS["records"].items() if place not in gone}

    assert outcome == case["outcome"]
    assert damaged == set(case.get("damaged", ()))
    assert records == (expected if outcome == "opens" else {})


def test_the_cards_are_as_written_down() -> None:
    """For the program's list, and for the reader of the page."""
    cards = {tuple(place.split()): bytes.fromhex(card) for place, card in VECTORS["cards"].items()}
    read = reader.read(FILE, VECTORS["passphrase"]).cards
    with Notebook.open(FILE, VECTORS["passphrase"]) as opened:
        listed = {(each.id, str(each.revision)): each.card.to_bytes() for each in opened.cards()}
        newest = {(each.id, str(each.revision)) for each in opened.records()}

    assert listed == {place: cards[place] for place in newest}
    assert {(place[0].hex(), str(place[1])): card for place, card in read.items()} == {
        place: reader.card_from(card) for place, card in cards.items()
    }


def test_each_step_from_passphrase_to_key_is_as_written_down() -> None:
    """Argon2id, HKDF and the slot, one after the other."""
    header = keys.parse_header(header_of(FILE))
    secret = kdf.stretch(kdf.prepare(VECTORS["passphrase"]), header.salt, header.cost)
    slot, key = keys.unlock(secret, header)
    steps = VECTORS["steps"]

    assert (secret.hex(), slot.index, key.epoch) == (steps["secret"], steps["slot"], steps["epoch"])
    assert (slot.wrapping.hex(), slot.commitment.hex()) == (steps["wrapping_key"], steps["commitment"])
    assert (key.notebook.hex(), key.secret.hex()) == (steps["notebook"], steps["notebook_key"])


def test_the_program_still_writes_the_same_bytes(tmp_path: Path) -> None:
    """With the same chance, today's release makes the rows and the header of version 1 that were released."""
    make.make(tmp_path / "n")

    assert header_of(tmp_path / "n") == header_of(FILE)
    assert rows(tmp_path / "n") == rows(FILE)


def test_the_reader_reads_what_the_program_writes_now(tmp_path: Path) -> None:
    """At the usual cost, too, and any record."""
    with Notebook.create(tmp_path / "usual", PASSPHRASE) as made:
        made.add(entry("x" * 5_000))
    (one,) = filled(tmp_path / "cheap", "one")

    assert list(reader.read(tmp_path / "usual", PASSPHRASE).records.values()) == [encode(entry("x" * 5_000))]
    assert reader.read(tmp_path / "cheap", PASSPHRASE).records == {(bytes.fromhex(one), 1): encode(entry("one"))}
    assert keys.parse_header(header_of(tmp_path / "usual")).cost == kdf.Cost() != CHEAP


def test_the_files_are_what_the_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of cases is not edited by hand."""
    monkeypatch.setattr(make, "FOLDER", tmp_path)
    make.main()

    assert json.loads((tmp_path / "version-1.json").read_text()) == VECTORS
