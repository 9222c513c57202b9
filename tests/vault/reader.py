"""A second reader of notebook files, written from docs/reference/notebook-format.md and sharing no code with the vault.

It exists to show that the page is enough, and to notice when the program and the page part ways.
"""

import hashlib
import hmac
import json
import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

LABEL = b"towpath/1/"
TABLES = {"header", "notebooks", "keys", "contents", "chunks", "links", "openings", "tries"}
KINDS = ["entry", "check_in", "signs", "circumstances", "preferences", "draft"]


class RefusedError(Exception):
    """The notebook cannot be opened."""


class NewerError(Exception):
    """It is of a later version."""


@dataclass
class Read:
    """All revisions that open, and the places of those that do not."""

    records: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    cards: dict[tuple[bytes, int], tuple[int, int, int]] = field(default_factory=dict)
    damaged: set[tuple[bytes, int]] = field(default_factory=set)


def read(path: Path, passphrase: str) -> Read:
    """Read a notebook that no program holds open."""
    check_start(path.read_bytes()[:100])
    with closing(sqlite3.connect(path)) as database:
        if {name for (name,) in database.execute("SELECT name FROM sqlite_schema")} != TABLES:
            raise RefusedError
        ((header,),) = database.execute("SELECT bytes FROM header")
        macs = {notebook: mac for notebook, mac, _ in database.execute("SELECT * FROM notebooks")}
        rows = database.execute(
            """SELECT notebook, object, revision, wrapped, sealed, commitment
            FROM keys JOIN contents USING(notebook, object, revision)"""
        ).fetchall()
    notebook, key, epoch, index = open_header(header, passphrase)
    covered = LABEL + b"header" + header[:64] + notebook + epoch.to_bytes(8) + bytes([index])
    mac = hmac.digest(hkdf(key, notebook, LABEL + b"header-mac", 32), covered + slot(header, index), "sha256")
    if not hmac.compare_digest(macs.get(notebook, b""), mac):
        raise RefusedError
    return open_rows(rows, notebook, hkdf(key, notebook, LABEL + b"key-wrapping", 32), epoch)


def check_start(start: bytes) -> None:
    """Look at the bytes that never change."""
    version = int.from_bytes(start[60:64])
    if start[:16] != b"SQLite format 3\0" or start[68:72] != b"Towp":
        raise RefusedError
    if version > 1:
        raise NewerError
    if version < 1 or start[18:20] != b"\2\2":
        raise RefusedError


def open_header(header: bytes, passphrase: str) -> tuple[bytes, bytes, int, int]:
    """Return notebook id, notebook key, epoch and slot."""
    secret = stretch(header, passphrase)
    for index in range(8):
        derived = hkdf(secret, bytes(32), LABEL + b"passphrase-slot" + bytes([index]), 64)
        data = slot(header, index)
        if hmac.compare_digest(derived[32:], data[224:]):
            place = LABEL + b"slot" + header[:64] + bytes([index])
            content = opened(derived[:32], data[:224], place)
            return content[:16], content[16:48], int.from_bytes(content[48:56]), index
    raise RefusedError


def stretch(header: bytes, passphrase: str) -> bytes:
    """Check the fixed header and run Argon2id."""
    if header[:8] != b"TOWPATH\n":
        raise RefusedError
    if int.from_bytes(header[8:10]) > 1:
        raise NewerError
    memory, passes, lanes = (int.from_bytes(header[start : start + 4]) for start in (12, 16, 20))
    in_range = 19_456 <= memory <= 1_048_576 and 1 <= passes <= 10 and 1 <= lanes <= 8
    if len(header) != 2_112 or header[8:12] != b"\0\1\0\1" or not in_range:
        raise RefusedError
    words = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(salt=header[24:40], length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(words)


def open_rows(
    rows: list[tuple[bytes, bytes, int, bytes, bytes, bytes]], notebook: bytes, key: bytes, epoch: int
) -> Read:
    """Open every row."""
    result = Read()
    for row_notebook, object_id, revision, wrapped, sealed, commitment in rows:
        place = row_notebook + object_id + revision.to_bytes(8, signed=True)
        try:
            secrets = opened(key, wrapped, LABEL + b"key" + place + epoch.to_bytes(8))
            padded = opened(secrets[:32], sealed, LABEL + b"record" + place)
            record = unpadded(padded, commitment)
            result.cards[object_id, revision] = checked_card(secrets[32:], record)
            result.records[object_id, revision] = record
        except RefusedError:
            result.damaged.add((object_id, revision))
    return result


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
    return 1 + KINDS.index(record["kind"]), day, passed // timedelta(microseconds=1)


def opened(key: bytes, data: bytes, place: bytes) -> bytes:
    """Decrypt nonce, ciphertext and tag."""
    try:
        return AESGCM(key).decrypt(data[:12], data[12:], place)
    except (InvalidTag, ValueError):
        raise RefusedError from None


def slot(header: bytes, index: int) -> bytes:
    """Return the 256 bytes of a slot."""
    return header[64 + 256 * index :][:256]


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
