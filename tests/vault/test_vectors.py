"""The example files: what the program and the independent reader make of each must be what the list says."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.vault import reader
from tests.vault.samples import CHEAP, PASSPHRASE, entry, filled, header_of, look
from tests.vault.vectors import make
from towpath.domain.records import Attachment, encode
from towpath.errors import BadInput, CannotOpen, NewerFormat
from towpath.vault import Notebook, kdf, keys

FOLDER = Path(__file__).parent / "vectors"
FILE = FOLDER / "version-1.notebook"
VECTORS: dict[str, Any] = json.loads((FOLDER / "version-1.json").read_text())


Outcome = tuple[str, dict[str, str], set[str], list[list[Any]], list[bytes]]
"""What becomes of it, records, damaged places, faults of the log, attachments."""


def by_program(path: Path, case: dict[str, Any]) -> Outcome:
    """Return what the program finds."""
    try:
        opened = Notebook.open(path, make.secret_of(case))
    except CannotOpen:
        return "refused", {}, set(), [], []
    except NewerFormat:
        return "newer", {}, set(), [], []
    with opened:
        damaged = {f"{each.id} {each.revision}" for each in opened.damaged}
        ids = {each.id for each in opened.records()} | {each.id for each in opened.damaged}
        stored = [each for record_id in ids for each in opened.revisions(record_id)]
        records = {f"{each.id} {each.revision}": encode(each.record).decode() for each in stored}
        attached = []
        for each in opened.records(Attachment):
            try:
                attached.append(b"".join(opened.bytes_of(each.id)))
            except BadInput:
                damaged.add(f"{each.id} 0")
        faults = [[fault.reason, fault.number, fault.id, fault.revision] for fault in opened.check().faults]
        return "opens", records, damaged, sorted(faults), attached


def by_reader(path: Path, case: dict[str, Any]) -> Outcome:
    """Return the same from the independent reader."""
    try:
        found = reader.read(path, case["passphrase"])
    except reader.RefusedError:
        return "refused", {}, set(), [], []
    except reader.NewerError:
        return "newer", {}, set(), [], []
    records = {f"{object_id.hex()} {revision}": data.decode() for (object_id, revision), data in found.records.items()}
    damaged = {f"{object_id.hex()} {revision}" for object_id, revision in found.damaged}
    faults = [[reason, number, id_.hex(), revision] for reason, number, id_, revision in found.faults]
    return "opens", records, damaged, sorted(faults), list(found.attached.values())


@pytest.mark.parametrize("seen_by", [by_program, by_reader])
@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_each_case_comes_out_as_the_list_says(case: dict[str, Any], seen_by: Any, tmp_path: Path) -> None:
    """For the program and for a reader that knows only the written format."""
    outcome, records, damaged, faults, attached = seen_by(make.changed(FILE, case, tmp_path / "n"), case)
    gone = {*case.get("damaged", ()), *case.get("lost", ())}
    expected = {place: record for place, record in VECTORS["records"].items() if place not in gone}

    assert outcome == case["outcome"]
    assert damaged == set(case.get("damaged", ()))
    assert records == (expected if outcome == "opens" else {})
    assert faults == case["faults"]
    if outcome == "opens":
        assert attached == [bytes.fromhex(VECTORS["attached"])] * (not any(place.endswith(" 0") for place in damaged))


def test_the_log_and_the_openings_are_as_written_down(tmp_path: Path) -> None:
    """The reader follows the log to the head that the program had, and sees the failed try."""
    found = reader.read(FILE, VECTORS["passphrase"])
    number, head = VECTORS["log"]
    with Notebook.open(Path(shutil.copy(FILE, tmp_path / "n")), VECTORS["passphrase"]) as opened:
        told = [
            (each.at, each.failed, each.first_failed or START, each.last_failed or START) for each in opened.openings
        ]
        assert opened.holds(number, head)
        assert not opened.check().faults

    assert (max(found.heads), found.heads[number].hex(), found.faults) == (number, head, set())
    assert [(moment(at), failed, moment(one), moment(two)) for at, failed, one, two in found.openings] == told[:-1]
    assert [failed for _, failed, _, _ in found.openings] == [1]


START = datetime(1970, 1, 1, tzinfo=UTC)


def moment(minutes: int) -> datetime:
    """Return the moment that minutes since 1970 stand for."""
    return START + timedelta(minutes=minutes)


def test_the_cards_are_as_written_down(tmp_path: Path) -> None:
    """For the program's list, and for the reader of the page."""
    cards = {tuple(place.split()): bytes.fromhex(card) for place, card in VECTORS["cards"].items()}
    read = reader.read(FILE, VECTORS["passphrase"]).cards
    with Notebook.open(Path(shutil.copy(FILE, tmp_path / "n")), VECTORS["passphrase"]) as opened:
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
    assert (slot.private.hex(), slot.commitment.hex()) == (steps["private_key"], steps["commitment"])
    assert (key.notebook.hex(), key.secret.hex()) == (steps["notebook"], steps["notebook_key"])


def test_the_program_still_writes_the_same_bytes(tmp_path: Path) -> None:
    """With the same chance and clock, today's release makes all tables of version 1 as they were released."""
    make.make(tmp_path / "n")

    for table in sorted(reader.TABLES):
        query = f"SELECT * FROM {table}"  # noqa: S608 - fixed names
        assert look(tmp_path / "n", query) == look(FILE, query), table


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
