"""Make the test vectors: one notebook file, and changes to it with what must come of each.

Repeat from the folder of the project: python -m tests.vault.vectors.make

The bytes are the same each time, because chance is a fixed sequence here (SQLite writes its own version number into the
file at byte 96). Once released, vectors of version 1 are never made anew: they are what later releases must open.
"""

import hashlib
import itertools
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tests.vault.samples import CHEAP, PASSPHRASE, TABLE, entry, header_of, look, rows
from towpath.domain.records import Attachment, Draft, Entry, card_of, encode
from towpath.errors import CannotOpen
from towpath.vault import Notebook, Recovery, kdf, keys, sealing
from towpath.vault.recovery import from_numbers

FOLDER = Path(__file__).parent
NEW = "andere Wörter für später"
OTHER = "another notebook in the same file"
WORDS = Recovery(bytes(range(100, 116)))
ATTACHED = bytes(range(251)) * 300


class FixedChance:
    """A sequence of bytes that looks random and is always the same."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.count = 0

    def __call__(self, length: int) -> bytes:
        """Return the next bytes."""
        self.count += 1
        return hashlib.shake_256(f"{self.seed} {self.count}".encode()).digest(length)


def main() -> None:
    """Write the notebook and the list of cases."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n"
        old = make(path)
        (FOLDER / "version-1.notebook").write_bytes(path.read_bytes())
        text = json.dumps(vectors(path, old), indent=1, ensure_ascii=True)
        (FOLDER / "version-1.json").write_text(text + "\n")


class FixedClock:
    """A clock that goes on by 61 seconds each time somebody looks."""

    def __init__(self) -> None:
        self.seconds = 1_772_400_000

    def __call__(self) -> int:
        """Return microseconds since 1970."""
        self.seconds += 61
        return self.seconds * 1_000_000


def make(path: Path) -> dict[str, Any]:
    """Make a notebook with some history, and return what was in it before the rotation."""
    chance, clock = FixedChance("towpath vectors 1"), FixedClock()
    with Notebook.create(path, PASSPHRASE, cost=CHEAP, random=chance, clock=clock) as made:
        first = made.add(entry("first"))
        gone = made.add(entry("deleted"))
        made.add(entry("a longer one, " * 40))
        made.add(entry("\N{GREEK SMALL LETTER ALPHA} and \U0001f600"))
        made.revise(first, entry("first, revised"))
        made.add(Draft(written=entry("").written, text="not in the log"))
        made.set_recovery(PASSPHRASE, WORDS)
        made.another(OTHER)
        made.attach(photograph(first), [ATTACHED])
    notebook = look(path, "SELECT notebook FROM keys LIMIT 1")[0][0]
    beside = look(path, "SELECT mac, keyring FROM notebooks WHERE notebook = ?", notebook)[0]
    old = {"header": header_of(path), "mac": beside[0], "keyring": beside[1], "rows": rows(path)}
    with Notebook.open(path, OTHER, random=chance, clock=clock) as opened:
        opened.add(entry("in the other notebook"))
    with suppress(CannotOpen):
        Notebook.open(path, "somebody's guess", random=chance, clock=clock)
    with Notebook.open(path, PASSPHRASE, random=chance, clock=clock) as opened:
        opened.delete(gone)
        opened.change_passphrase(PASSPHRASE, NEW)
    return old | {"notebook": notebook, "gone": bytes.fromhex(gone)}


def photograph(of: str) -> Attachment:
    """Return what is known of a file."""
    written = entry("").written
    return Attachment(written=written, name="a.jpg", media_type="image/jpeg", imported=written, source="phone", of=of)


def vectors(path: Path, old: dict[str, Any]) -> dict[str, Any]:
    """Return everything that is derived on the way, the records, and the cases."""
    header = keys.parse_header(header_of(path))
    secret = kdf.stretch(NEW.encode(), header.salt, header.cost)
    slot, key = keys.unlock(secret, header)
    copy = Path(shutil.copy(path, path.with_name("copy")))
    with Notebook.open(copy, NEW) as opened:
        stored = [each for current in opened.records() for each in opened.revisions(current.id)]
        head = opened.log_head
    records = {f"{each.id} {each.revision}": encode(each.record).decode() for each in stored}
    steps = {"secret": secret.hex(), "slot": slot.index, "private_key": slot.private.hex(), "epoch": key.epoch}
    steps |= {"commitment": slot.commitment.hex(), "notebook": key.notebook.hex(), "notebook_key": key.secret.hex()}
    cards = {f"{each.id} {each.revision}": card_of(each.record).to_bytes().hex() for each in stored}
    shown = {"format": 1, "passphrase": NEW, "recovery": list(WORDS.numbers()), "steps": steps, "cards": cards}
    shown |= {"records": records, "attached": ATTACHED.hex(), "log": [head.number, head.head]}
    entries = {each.id for each in stored if isinstance(each.record, Entry)}
    mine = [row for row in rows(path, f"notebook = x'{key.notebook.hex()}'") if row[0].hex() in entries]
    attached = look(path, "SELECT object FROM keys WHERE revision = 0")[0][0]
    found = [*cases(path, old, slot.index, mine), *lying_cards(mine[0], key)]
    found += bad_lines(key.notebook.hex(), attached)
    return shown | {"cases": [each | {"faults": faults(path, each)} for each in found]}


def faults(path: Path, each: dict[str, Any]) -> list[list[Any]]:
    """Return what the program finds when it compares log and records; the independent reader must find the same."""
    if each["outcome"] != "opens":
        return []
    with Notebook.open(changed(path, each, path.with_name("changed")), secret_of(each)) as opened:
        found = opened.check().faults
    return sorted([fault.reason, fault.number, fault.id, fault.revision] for fault in found)


def secret_of(each: dict[str, Any]) -> str | Recovery:
    """Return the passphrase, or the secret that eleven numbers stand for."""
    given = each["passphrase"]
    return given if isinstance(given, str) else from_numbers(given) or ""


def changed(path: Path, each: dict[str, Any], copy: Path) -> Path:
    """Copy a file and run the statements of a case on it."""
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as database:
        words = iter(each["change"])
        for statement in words:
            values = [bytes.fromhex(word) for word in itertools.islice(words, statement.count("?"))]
            database.execute(statement, values)
    return copy


def cases(path: Path, old: dict[str, Any], slot: int, mine: list[Any]) -> list[dict[str, Any]]:
    """Return the cases: a passphrase, statements to run on a copy of the file, and what comes of it."""
    kept = next(index for index in range(8) if not keys.parse_header(header_of(path)).marks[index])
    beside = "UPDATE notebooks SET {0} = ? WHERE notebook = ?"
    return [
        case("opens as it is"),
        case("opens with the decomposed passphrase", passphrase="andere Wo\u0308rter fu\u0308r spa\u0308ter"),
        case("opens with the recovery words", passphrase=list(WORDS.numbers())),
        case("free slots mean nothing", header(64 + 256 * kept, b"\xaa" * 256)),
        case("marks mean nothing to who opens", header(2_112, bytes(8))),
        case("slot of the passphrase damaged, recovery words", header(64 + 256 * slot, bytes(256)), WORDS.numbers()),
        case("wrong passphrase", passphrase="andere", outcome="refused"),
        case("passphrase from before", passphrase=PASSPHRASE, outcome="refused"),
        *(case(name, header(at, value), outcome="refused") for name, at, value in bad_headers(slot)),
        case("header of a later version", header(8, b"\0\2"), outcome="newer"),
        case("file of a later version", ["PRAGMA user_version = 2"], outcome="newer"),
        case("header from before", header(0, old["header"]), passphrase=PASSPHRASE, outcome="refused"),
        *(
            case(
                f"{name} from before", [beside.format(name), old[name].hex(), old["notebook"].hex()], outcome="refused"
            )
            for name in ("mac", "keyring")
        ),
        case("one table more", ["CREATE TABLE more(x)"], outcome="refused"),
        *bad_rows(mine, old),
    ]


def bad_lines(notebook: str, attached: bytes) -> list[dict[str, Any]]:
    """Return cases in which the log or the bytes of the attachment are damaged."""
    zero, gone = [(attached, 0)], "DELETE FROM {0} WHERE notebook = ? AND number {1}"
    zeros = "UPDATE {0} SET sealed = zeroblob(140) WHERE notebook = ? AND number = {1}"
    moved = "UPDATE chunks SET number = 5 WHERE notebook = ? AND number = 0"
    return [
        case("a line of the log changed", [zeros.format("links", 3), notebook]),
        case("a line of the log taken out", [gone.format("links", "= 4"), notebook]),
        case("the end of the log cut off", [gone.format("links", "> 6"), notebook]),
        case("a key of the log changed", [zeros.format("links", -3), notebook]),
        case("an older key of the log taken out", [gone.format("links", "= -2"), notebook]),
        case("a key of the log moved", ["UPDATE links SET number = -9 WHERE notebook = ? AND number = -3", notebook]),
        case("a chunk changed", [zeros.format("chunks", 1), notebook], damaged=zero),
        case("the last chunk taken out", [gone.format("chunks", "= 1"), notebook], damaged=zero),
        case("a chunk moved", [moved, notebook], damaged=zero),
    ]


def bad_headers(slot: int) -> list[tuple[str, int, bytes]]:
    """Return what is written where."""
    start = 64 + 256 * slot
    return [
        ("magic", 0, b"t"),
        ("version 0", 8, b"\0\0"),
        ("key function 2", 10, b"\0\2"),
        ("memory below the limit", 12, (19_455).to_bytes(4)),
        ("memory above the limit", 12, (1_048_577).to_bytes(4)),
        ("no pass", 16, bytes(4)),
        ("11 passes", 16, (11).to_bytes(4)),
        ("no lane", 20, bytes(4)),
        ("9 lanes", 20, (9).to_bytes(4)),
        ("cost within limits but not the one used", 12, (20_000).to_bytes(4)),
        ("salt", 24, b"\0\0\0\0"),
        ("room that is not zero", 63, b"\1"),
        ("public key of the slot", start, b"\0\0\0\0"),
        ("public key of no order", start, bytes(32)),
        ("nonce of the slot", start + 32, b"\0\0\0\0"),
        ("content of the slot", start + 100, b"\0\0\0\0"),
        ("commitment of the slot", start + 224, b"\0\0\0\0"),
    ]


def bad_rows(now: list[Any], old: dict[str, Any]) -> list[dict[str, Any]]:
    """Return cases in which single rows are damaged."""
    one, two = now[0], now[1]
    before, notebook = old["rows"], old["notebook"]
    found = []
    for column, data in zip(("wrapped", "sealed", "commitment"), one[2:], strict=True):
        changed = bytes([data[0] ^ 1]) + data[1:]
        found.append(case(f"{column} changed", update(column, changed, one), damaged=[one]))
    cards = [*update("wrapped", two[2], one), *update("wrapped", one[2], two)]
    found.append(case("keys and cards swapped", cards, damaged=[one, two]))
    swapped = [*update("sealed", two[3], one), *update("sealed", one[3], two)]
    found.append(case("contents swapped", swapped, damaged=[one, two]))
    earlier = next(row for row in before if row[:2] == one[:2])
    found.append(case("wrapped key of an earlier epoch", update("wrapped", earlier[2], one), damaged=[one]))
    where = f"WHERE object = ? AND revision = {one[1]}"
    statements = [f"UPDATE {table} SET revision = 9 {where}" for table in ("keys", "contents")]  # noqa: S608 - fixed
    moved = [each for statement in statements for each in (statement, one[0].hex())]
    found.append(case("moved to another revision", moved, damaged=[(one[0], 9)], lost=[one]))
    deleted = next(row for row in before if row[0] == old["gone"])
    put_back = [
        "INSERT INTO keys VALUES(?, ?, 1, ?)",
        *(part.hex() for part in (notebook, deleted[0], deleted[2])),
        "INSERT INTO contents VALUES(?, ?, 1, ?, ?)",
        *(part.hex() for part in (notebook, deleted[0], *deleted[3:])),
    ]
    found.append(case("deleted row put back", put_back, damaged=[deleted]))
    return found


def lying_cards(row: Any, key: keys.NotebookKey) -> list[dict[str, Any]]:
    """Return cases in which one row carries a good card of another record, or none: only who has the key can do so."""
    place = key.notebook + row[0] + row[1].to_bytes(8)
    secrets = sealing._unwrap(key, place, row[2])
    liars = {
        "another kind": b"\2" + secrets[33:],
        "no kind": b"\0" + secrets[33:],
        "no day": secrets[32:33] + bytes(4) + secrets[37:],
        "a day beyond the calendar": secrets[32:33] + b"\xff" * 4 + secrets[37:],
        "another moment": secrets[32:44] + bytes([secrets[44] ^ 1]) + secrets[45:],
        "a moment beyond the calendar": secrets[32:37] + b"\x7f" + b"\xff" * 7 + secrets[45:],
    }
    told = {f"card of {name}": card for name, card in liars.items()}
    wrapped = {name: sealing._wrap(key, place, secrets[:32] + card, bytes(12)) for name, card in told.items()}
    found = [case(name, update("wrapped", data, row), damaged=[row]) for name, data in wrapped.items()]
    room = sealing._wrap(key, place, secrets[:45] + b"new", bytes(12))
    return [*found, case("room of a card that is not zero", update("wrapped", room, row))]


def header(at: int, value: bytes) -> list[str]:
    """Return a statement that writes into the header."""
    joined = f"substr(bytes, 1, {at}) || ? || substr(bytes, {at + len(value) + 1})"
    return [f"UPDATE header SET bytes = CAST({joined} AS BLOB)", value.hex()]  # noqa: S608 - two numbers


def update(column: str, value: bytes, row: Any) -> list[str]:
    """Return a statement that changes one column of one row."""
    statement = f"UPDATE {TABLE[column]} SET {column} = ? WHERE object = ? AND revision = {row[1]}"  # noqa: S608 - fixed
    return [statement, value.hex(), row[0].hex()]


def case(
    name: str,
    change: list[str] | None = None,
    passphrase: str | Sequence[int] = NEW,
    *,
    outcome: str = "opens",
    **places: list[Any],
) -> dict[str, Any]:
    """Return one case. ``change`` is a list of statements, each followed by its values in hexadecimal."""
    made: dict[str, Any] = {
        "name": name,
        "passphrase": passphrase if isinstance(passphrase, str) else [*passphrase],
        "change": change or [],
        "outcome": outcome,
    }
    return made | {kind: [f"{row[0].hex()} {row[1]}" for row in found] for kind, found in places.items()}


if __name__ == "__main__":
    main()
