"""A reader of backups written from docs/reference/backup-format.md alone, beside the one of notebook files."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.vault import reader
from tests.vault.reader import LABEL, NewerError, Read, RefusedError

TABLES = ("keys", "contents", "chunks", "links", "openings")


class Row(NamedTuple):
    """One row of a table."""

    table: str
    object_id: bytes
    number: int
    first: bytes
    second: bytes


def read(data: bytes, passphrase: str | Sequence[int]) -> tuple[Read, list[Row]]:
    """Open a backup: its records, and all of its rows."""
    if len(data) < 16 or data[:8] != b"TOWBACK\n":
        raise RefusedError
    version, header_size, keyring_size = (int.from_bytes(data[at:to]) for at, to in ((8, 10), (10, 12), (12, 16)))
    if version > 1:
        raise NewerError
    if version < 1 or header_size != 2_120 or keyring_size > 65_536:
        raise RefusedError
    end = 16 + header_size + 32 + keyring_size
    front, rest = data[:end], data[end:]
    header, mac, keyring = front[16:2_136], front[2_136:2_168], front[2_168:]
    words = reader.tried(passphrase)
    notebook, key, _ = reader.open_header(header, words)
    unlocked = reader.open_notebook(header, {notebook: (mac, keyring)}, words)
    wrapping = reader.hkdf(key, notebook, LABEL + b"backup", 32)
    stream = reader.opened(wrapping, rest[:60], LABEL + b"backup" + front)
    rows = list(split(b"".join(frames(stream, rest[60:]))))
    keys = {(row.object_id, row.number): row.first for row in rows if row.table == "keys"}
    contents = {(row.object_id, row.number): row for row in rows if row.table == "contents"}
    whole = [(notebook, *place, keys[place], row.first, row.second) for place, row in contents.items()]
    return reader.open_rows(whole, unlocked), rows


def frames(stream: bytes, data: bytes) -> Iterator[bytes]:
    """Decrypt frames of 65,536 bytes and a tag; the last one says that it is the last."""
    size = 65_536 + 16
    starts = range(0, len(data), size) or (0,)
    for number, start in enumerate(starts):
        last = start + size >= len(data)
        nonce = bytes(7) + number.to_bytes(4) + bytes([last])
        try:
            yield AESGCM(stream).decrypt(nonce, data[start : start + size], LABEL + b"frame")
        except (InvalidTag, ValueError):
            raise RefusedError from None


def split(data: bytes) -> Iterator[Row]:
    """Cut what was sealed into rows."""
    at = 0
    while at < len(data):
        start = data[at : at + 33]
        if len(start) < 33 or not 1 <= start[0] <= 5:
            raise RefusedError
        first, second = int.from_bytes(start[25:29]), int.from_bytes(start[29:])
        at += 33
        if at + first + second > len(data) or max(first, second) > 1 << 26:
            raise RefusedError
        values = data[at : at + first], data[at + first : at + first + second]
        yield Row(TABLES[start[0] - 1], start[1:17], int.from_bytes(start[17:25], signed=True), *values)
        at += first + second
