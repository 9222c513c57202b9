"""The targets: each takes any bytes, which parse or are refused with an error of the project, and nothing else."""

import io
from collections.abc import Callable
from contextlib import suppress

from towpath.domain.records import Card, decode, encode
from towpath.errors import TowpathError
from towpath.importers import open_bytes
from towpath.vault import backup, keys, timestamp
from towpath.vault.keys import KEY_BYTES, NOTEBOOK_BYTES

KEY = keys.notebook_key(b"n" * NOTEBOOK_BYTES, 1, b"k" * KEY_BYTES)
"""The key of the backup in the corpus."""


def header(data: bytes) -> None:
    """Read the header of a notebook: what is accepted is what was given, with a cost in bounds."""
    with suppress(TowpathError):
        found = keys.parse_header(data)
        assert found.to_bytes() == data
        assert found.cost.within_limits()


def record(data: bytes) -> None:
    """Read a record and a card: what is accepted is written and read again as the same."""
    Card.from_bytes(data[:16].ljust(16, b"\0"))
    with suppress(TowpathError):
        found = decode(data)
        assert decode(encode(found)) == found


def stamp(data: bytes) -> None:
    """Read the answer of a time-stamping service."""
    with suppress(TowpathError):
        timestamp.read(data)


def backup_file(data: bytes) -> None:
    """Read a whole backup with its key."""
    with suppress(TowpathError):
        file = io.BytesIO(data)
        front = backup.read_front(file)
        assert data.startswith(front.to_bytes())
        for part in backup.parts(file, front, KEY):
            assert len(part.object_id) == NOTEBOOK_BYTES


def backup_parts(data: bytes) -> None:
    """Read what is inside the seals of a backup, in frames of 61 bytes: what is accepted is what was given."""
    with suppress(TowpathError):
        found = list(backup.unpacked(data[at : at + 61] for at in range(0, len(data), 61)))
        assert b"".join(backup.packed(found)) == data


def chat(data: bytes) -> None:
    """Read a chat export of any format: counted and read twice it is the same, and all of it is text."""
    with suppress(TowpathError):
        found = open_bytes(data)
        people = {each.author for each in found if each.text.encode() is not None and each.kind != "system"}
        assert set(found.participants) == people - {None}
        assert found.messages == sum(1 for _ in found)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "header": header,
    "record": record,
    "stamp": stamp,
    "backup_file": backup_file,
    "backup_parts": backup_parts,
    "chat": chat,
}
