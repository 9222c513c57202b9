"""Make the test vectors of backups from those of the notebook: python -m tests.vault.vectors.make_backup"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.vault.vectors.make import FOLDER, NEW, WORDS, FixedChance, FixedClock
from towpath.vault import Notebook


def made() -> bytes:
    """Return the bytes of a backup of the notebook of the vectors."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(shutil.copy(FOLDER / "version-1.notebook", Path(name) / "n"))
        chance = FixedChance("towpath backup 1")
        with Notebook.open(path, NEW, random=chance, clock=FixedClock()) as notebook:
            notebook.backup(path.with_name("b"))
        return path.with_name("b").read_bytes()


def cases(size: int) -> list[dict[str, Any]]:
    """Return the cases: a passphrase, what is put where, where the file ends, and what comes of it."""
    front = 16 + 2_120 + 32 + 636
    frame = front + 60
    bad = [("magic", 0, "74"), ("version 0", 8, "0000"), ("size of the header", 10, "0000"),
           ("size of the keyring", 12, "00010001"), ("memory of 4 TiB", 28, "ffffffff"), ("no passes", 32, "00000000"),
           ("mac", 2_136, "00" * 32), ("keyring", 2_200, "00" * 8), ("a mark", 2_128, "07"),
           ("stream key", front + 20, "00" * 8), ("first frame", frame + 1_000, "00" * 8),
           ("last frame", size - 20, "00" * 8)]  # fmt: skip
    cuts = [0, 15, 2_000, front, frame, frame + 1, frame + 65_552, size - 1]
    return [
        case("opens as it is"),
        case("opens with the recovery words", passphrase=list(WORDS.numbers())),
        case("wrong passphrase", passphrase="andere", outcome="refused"),
        *(case(f"changed: {name}", put=[at, value], outcome="refused") for name, at, value in bad),
        *(case(f"cut at {at}", end=at, outcome="refused") for at in cuts),
        case("one byte more", put=[size, "00"], outcome="refused"),
        case("backup of a later version", put=[8, "0002"], outcome="newer"),
        case("notebook of a later version", put=[24, "0002"], outcome="newer"),
    ]


def case(name: str, **facts: Any) -> dict[str, Any]:
    """Return a case."""
    return {"name": name, "passphrase": NEW, "put": [], "end": None, "outcome": "opens"} | facts


def changed(data: bytes, each: dict[str, Any]) -> bytes:
    """Return the backup as a case has it."""
    if each["put"]:
        at, value = each["put"][0], bytes.fromhex(each["put"][1])
        data = data[:at] + value + data[at + len(value) :]
    return data[: each["end"]]


if __name__ == "__main__":
    backup = made()
    (FOLDER / "version-1.backup").write_bytes(backup)
    (FOLDER / "version-1-backup.json").write_text(json.dumps(cases(len(backup)), indent=1) + "\n")
