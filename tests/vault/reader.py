"""A second reader of notebook files, written from docs/reference/notebook-format.md and sharing no code with the vault.

It exists to show that the page is enough, and to notice when the program and the page part ways.
"""

import hashlib
import hmac
import json
import sqlite3
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

LABEL = b"towpath/1/"
TABLES = {"header", "notebooks", "keys", "contents", "chunks", "links", "openings", "tries"}
KINDS = {
    "entry": 1, "check_in": 2, "signs": 3, "circumstances": 4, "preferences": 5, "draft": 6, "attachment": 7,
    "anchor": 8, "incident": 9, "promise": 10, "event": 11, "feelings": 12, "sheet": 13, "decision": 14, "plan": 15,
    "limit": 16, "talk": 17, "contact": 18, "letter": 19, "trial": 20, "chat": 21, "verdicts": 22, "clarity": 23,
    "intention": 24, "path_lines": 25, "space": 26, "goal": 27, "own_part": 28, "impact": 29, "standards": 30,
}  # fmt: skip
Rows = list[tuple[bytes, bytes, int, bytes, bytes, bytes]]


class RefusedError(Exception):
    """The notebook cannot be opened."""


class NewerError(Exception):
    """It is of a later version."""


@dataclass
class Read:
    """All revisions that open, and the places of those that do not; attachments; the log, and what is wrong with it."""

    records: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    cards: dict[tuple[bytes, int], tuple[int, int, int]] = field(default_factory=dict)
    damaged: set[tuple[bytes, int]] = field(default_factory=set)
    attached: dict[bytes, bytes] = field(default_factory=dict)
    heads: dict[int, bytes] = field(default_factory=lambda: {0: bytes(32)})
    faults: set[tuple[str, int, bytes, int]] = field(default_factory=set)
    links: list[tuple[int, bytes, int, bytes]] = field(default_factory=list)
    openings: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass
class Unlocked:
    """What the header and the row of the notebook give."""

    notebook: bytes
    wrapping: bytes
    epoch: int
    log_key: bytes
    number: int
    head: bytes


def read(path: Path, passphrase: str | Sequence[int]) -> Read:
    """Read a notebook that no program holds open; eleven numbers in place of a passphrase are recovery words."""
    check_start(path.read_bytes()[:100])
    with closing(sqlite3.connect(path)) as database:
        if {name for (name,) in database.execute("SELECT name FROM sqlite_schema")} != TABLES:
            raise RefusedError
        ((header,),) = database.execute("SELECT bytes FROM header")
        found = {row[0]: row[1:] for row in database.execute("SELECT * FROM notebooks")}
        unlocked = open_notebook(header, found, tried(passphrase))
        result = open_rows(rows_of(database), unlocked)
        links = database.execute("SELECT * FROM links WHERE notebook = ? ORDER BY number", [unlocked.notebook])
        open_links(links.fetchall(), unlocked, result)
        there = {(row[1], row[2]): row[5] for row in rows_of(database) if row[0] == unlocked.notebook}
        openings = database.execute("SELECT * FROM openings WHERE notebook = ? ORDER BY number", [unlocked.notebook])
        result.openings = [opening(row, unlocked) for row in openings]
        open_attachments(database, unlocked, result)
    compare(result, there)
    return result


def tried(passphrase: str | Sequence[int]) -> bytes:
    """Return what Argon2id is run on."""
    if isinstance(passphrase, str):
        return unicodedata.normalize("NFC", passphrase).encode()
    number = 0
    for digit in passphrase:
        number = number * 7_776 + digit
    secret = (number >> 14).to_bytes(16)
    check = hashlib.sha256(LABEL + b"recovery" + secret).digest()
    if number % 2**14 != int.from_bytes(check) >> 242:
        raise RefusedError
    return b"\0" + LABEL + b"recovery" + secret


def rows_of(database: sqlite3.Connection) -> Rows:
    """Return keys and contents of the same place side by side; a part that is missing is empty."""
    place = "notebook, object, revision"
    places = f"SELECT {place} FROM keys WHERE revision <> 0 UNION SELECT {place} FROM contents"  # noqa: S608 - fixed text
    query = f"""SELECT notebook, object, revision,
        coalesce(wrapped, x''), coalesce(sealed, x''), coalesce(commitment, x'')
        FROM ({places}) LEFT JOIN keys USING(notebook, object, revision)
        LEFT JOIN contents USING(notebook, object, revision)"""  # noqa: S608 - fixed text
    return database.execute(query).fetchall()


def open_notebook(header: bytes, found: dict[bytes, tuple[bytes, bytes]], words: bytes) -> Unlocked:
    """Go from what was typed to the keys."""
    notebook, key, epoch = open_header(header, words)
    mac, keyring = found.get(notebook, (b"", b""))
    covered = LABEL + b"header" + header[:64] + notebook + epoch.to_bytes(8)
    expected = hmac.digest(hkdf(key, notebook, LABEL + b"header-mac", 32), covered, "sha256")
    if not hmac.compare_digest(mac, expected):
        raise RefusedError
    place = LABEL + b"keyring" + notebook + epoch.to_bytes(8)
    ring = opened(hkdf(key, notebook, LABEL + b"keyring", 32), keyring, place)
    assert len(ring) == 608
    wrapping = hkdf(key, notebook, LABEL + b"key-wrapping", 32)
    return Unlocked(notebook, wrapping, epoch, ring[1:33], int.from_bytes(ring[33:41]), ring[41:73])


def check_start(start: bytes) -> None:
    """Look at the bytes that never change."""
    version = int.from_bytes(start[60:64])
    if start[:16] != b"SQLite format 3\0" or start[68:72] != b"Towp":
        raise RefusedError
    if version > 1:
        raise NewerError
    if version < 1 or start[18:20] != b"\2\2":
        raise RefusedError


def open_header(header: bytes, words: bytes) -> tuple[bytes, bytes, int]:
    """Return notebook id, notebook key and epoch."""
    secret = stretch(header, words)
    for index in range(8):
        derived = hkdf(secret, bytes(32), LABEL + b"slot-key" + bytes([index]), 64)
        data = header[64 + 256 * index :][:256]
        if hmac.compare_digest(derived[32:], data[224:]):
            private = X25519PrivateKey.from_private_bytes(derived[:32])
            key = box_key(private, data[:32], index)
            content = opened(key, data[32:224], LABEL + b"slot" + header[:64] + bytes([index]))
            return content[:16], content[16:48], int.from_bytes(content[48:56])
    raise RefusedError


def box_key(private: X25519PrivateKey, ephemeral: bytes, index: int) -> bytes:
    """Return the key of a slot's box."""
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    except ValueError:  # zeros
        raise RefusedError from None
    public = private.public_key().public_bytes_raw()
    return hkdf(shared, bytes(32), LABEL + b"slot-box" + ephemeral + public + bytes([index]), 32)


def stretch(header: bytes, words: bytes) -> bytes:
    """Check the fixed header and run Argon2id."""
    if header[:8] != b"TOWPATH\n":
        raise RefusedError
    if int.from_bytes(header[8:10]) > 1:
        raise NewerError
    memory, passes, lanes = (int.from_bytes(header[start : start + 4]) for start in (12, 16, 20))
    in_range = 19_456 <= memory <= 1_048_576 and 1 <= passes <= 10 and 1 <= lanes <= 8
    if len(header) != 2_120 or header[8:12] != b"\0\1\0\1" or not in_range:
        raise RefusedError
    return Argon2id(salt=header[24:40], length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(words)


def open_rows(rows: Rows, unlocked: Unlocked) -> Read:
    """Open every row."""
    result = Read()
    for row_notebook, object_id, revision, wrapped, sealed, commitment in rows:
        if row_notebook != unlocked.notebook:
            continue
        place = row_notebook + object_id + revision.to_bytes(8, signed=True)
        try:
            secrets = opened(unlocked.wrapping, wrapped, LABEL + b"key" + place + unlocked.epoch.to_bytes(8))
            padded = opened(secrets[:32], sealed, LABEL + b"record" + place)
            record = unpadded(padded, commitment)
            result.cards[object_id, revision] = checked_card(secrets[32:], record)
            result.records[object_id, revision] = record
        except RefusedError:
            result.damaged.add((object_id, revision))
    return result


def open_attachments(database: sqlite3.Connection, unlocked: Unlocked, result: Read) -> None:
    """Open the bytes of every attachment whose record opens."""
    for (object_id, _), record in list(result.records.items()):
        told = json.loads(record)
        if told["kind"] != "attachment" or object_id in result.attached:
            continue
        place = [unlocked.notebook, object_id]
        keys = "SELECT wrapped FROM keys WHERE notebook = ? AND object = ? AND revision = 0"
        chunks = "SELECT sealed FROM chunks WHERE notebook = ? AND object = ? ORDER BY number"
        try:
            ((wrapped,),) = database.execute(keys, place).fetchall() or [(b"",)]
            pieces = [sealed for (sealed,) in database.execute(chunks, place)]
            result.attached[object_id] = attachment(unlocked, object_id, wrapped, pieces, told)
        except RefusedError:
            result.damaged.add((object_id, 0))


def attachment(
    unlocked: Unlocked, object_id: bytes, wrapped: bytes, pieces: list[bytes], told: dict[str, Any]
) -> bytes:
    """Return the bytes that were imported."""
    place = unlocked.notebook + object_id + bytes(8)
    secrets = opened(unlocked.wrapping, wrapped, LABEL + b"key" + place + unlocked.epoch.to_bytes(8))
    size, plain = told.get("size", 0), b""
    count = -(-padded_length(max(size, 1)) // 65_536)
    for number in range(count):
        nonce = secrets[32:39] + number.to_bytes(4) + bytes([number == count - 1])
        sealed = pieces[number] if number < len(pieces) else b""
        plain += opened(secrets[:32], nonce + sealed, LABEL + b"chunk" + place + number.to_bytes(4))
    if hashlib.sha256(plain[:size]).hexdigest() != told["sha256"]:
        raise RefusedError
    assert len(plain) == padded_length(max(size, 1))
    assert not any(plain[size:])
    return plain[:size]


def log_keys(rows: list[tuple[bytes, int, bytes]], unlocked: Unlocked, result: Read) -> list[tuple[int, bytes]]:
    """Return the keys of the log, the present one first, each with the last link that is sealed under it."""
    keys = [(2**63 - 1, unlocked.log_key)]
    for notebook, number, sealed in rows:
        try:
            content = opened(keys[-1][1], sealed, LABEL + b"log-key" + notebook + number.to_bytes(8, signed=True))
        except RefusedError:
            result.faults.add(("link_broken", number, b"", 0))
            continue
        assert len(content) == 112
        assert not any(content[40:])
        keys.append((int.from_bytes(content[32:40], signed=True), content[:32]))
    return keys


def open_links(rows: list[tuple[bytes, int, bytes]], unlocked: Unlocked, result: Read) -> None:
    """Walk along the log."""
    keys = log_keys([row for row in rows if row[1] < 0], unlocked, result)
    for notebook, number, sealed in [row for row in rows if row[1] >= 0]:
        place = LABEL + b"link" + notebook + number.to_bytes(8)
        try:
            content = opened([key for last, key in keys if last >= number][-1], sealed, place)
        except RefusedError:
            result.faults.add(("link_broken", number, b"", 0))
            continue
        metadata, commitment, head = content[:33], content[33:65], content[65:97]
        result.links.append((metadata[0], metadata[1:17], int.from_bytes(metadata[17:25], signed=True), commitment))
        before = result.heads.get(number - 1, b"")
        follows = hashlib.sha256(LABEL + b"chain" + before + number.to_bytes(8) + commitment + metadata).digest()
        if head != follows:
            result.faults.add(("link_broken", number, b"", 0))
        result.heads[number] = head
    if max(result.heads) != unlocked.number or result.heads[max(result.heads)] != unlocked.head:
        result.faults.add(("log_cut", unlocked.number, b"", 0))


def compare(result: Read, there: dict[tuple[bytes, int], bytes]) -> None:
    """Find in what log and revisions do not agree."""
    kept = {link[1:3]: link[3] for link in result.links if link[0] == 2}
    gone = {link[1:3] for link in result.links if link[0] == 3}
    for (object_id, revision), commitment in kept.items():
        deleted = any(object_id == other and revision <= last for other, last in gone)
        found = there.get((object_id, revision))
        if found is not None and deleted:
            result.faults.add(("came_back", 0, object_id, revision))
        elif found is None and not deleted:
            result.faults.add(("missing", 0, object_id, revision))
        elif found is not None and found != commitment:
            result.faults.add(("changed", 0, object_id, revision))
    for place in there.keys() - kept.keys():
        if result.cards.get(place, (1,))[0] not in {5, 6}:
            result.faults.add(("not_in_log", 0, *place))


def opening(row: tuple[bytes, int, bytes], unlocked: Unlocked) -> tuple[int, int, int, int]:
    """Return the minute of an opening, the number of failed tries, and the minutes of the first and the last."""
    content = opened(unlocked.log_key, row[2], LABEL + b"opening" + row[0] + row[1].to_bytes(8))
    assert len(content) == 64
    at, failed, first, last = content[:8], content[8:10], content[10:18], content[18:26]
    return int.from_bytes(at), int.from_bytes(failed), int.from_bytes(first), int.from_bytes(last)


def unpadded(padded: bytes, commitment: bytes) -> bytes:
    """Return the record and check everything around it."""
    record = padded[36 : 36 + int.from_bytes(padded[:4])]
    if hashlib.sha256(LABEL + b"commitment" + padded[4:36] + record).digest() != commitment:
        raise RefusedError
    assert len(padded) == padded_length(36 + len(record))
    assert not any(padded[36 + len(record) :])
    return record


def checked_card(data: bytes, record: bytes) -> tuple[int, int, int]:
    """Return what the card says if the record says the same."""
    card = card_from(data)
    if card != card_for(json.loads(record)):
        raise RefusedError
    return card


def card_from(data: bytes) -> tuple[int, int, int]:
    """Return kind, day and microseconds."""
    assert len(data) == 16
    return data[0], int.from_bytes(data[1:5]), int.from_bytes(data[5:13], signed=True)


def card_for(record: dict[str, str]) -> tuple[int, int, int]:
    """Return what the card of a record must say."""
    day = date.fromisoformat(record["day"]).toordinal() if record.get("day") else 0
    passed = datetime.fromisoformat(record["written"]) - datetime(1970, 1, 1, tzinfo=UTC)
    return KINDS[record["kind"]], day, passed // timedelta(microseconds=1)


def opened(key: bytes, data: bytes, place: bytes) -> bytes:
    """Decrypt nonce, ciphertext and tag."""
    try:
        return AESGCM(key).decrypt(data[:12], data[12:], place)
    except (InvalidTag, ValueError):
        raise RefusedError from None


def hkdf(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256."""
    extracted = hmac.digest(salt, key, "sha256")
    block, output = b"", b""
    while len(output) < length:
        block = hmac.digest(extracted, block + info + bytes([len(output) // 32 + 1]), "sha256")
        output += block
    return output[:length]


def padded_length(length: int) -> int:
    """Round up by Padme, at least to 256."""
    exponent = length.bit_length() - 1
    multiple = 1 << exponent - exponent.bit_length()
    return max(256, -(-length // multiple) * multiple)
