"""A backup: one notebook in one file, under its own keys, as a stream that cannot be cut or put in another order.

The construction of the stream is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015) with a key used only here.
"""

import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from towpath.errors import BadInput, CannotWrite, NewerFormat
from towpath.vault import kdf, unlocking
from towpath.vault.files import new_file
from towpath.vault.keys import HEADER_BYTES, KEY_BYTES, LABEL, NONCE_BYTES, NotebookKey, Random
from towpath.vault.recovery import Recovery
from towpath.vault.store import OBJECT_BYTES, Part, Table

VERSION: Final = 1
FRAME_BYTES: Final = 64 * 1024
MAGIC: Final = b"TOWBACK\n"
MAC_BYTES: Final = 32

_TAG_BYTES: Final = 16
_START: Final = struct.Struct(">8sHHI")
_KEYRING_LIMIT: Final = 1 << 16
_VALUE_LIMIT: Final = 64 << 20
_WRAPPED_BYTES: Final = NONCE_BYTES + KEY_BYTES + _TAG_BYTES
_NONCE: Final = struct.Struct(">7xIB")
_PART: Final = struct.Struct(f">B{OBJECT_BYTES}sqII")
_TABLES: Final[tuple[Table, ...]] = ("keys", "contents", "chunks", "links", "openings")
_KEY: Final = LABEL + b"backup"
_FRAME: Final = LABEL + b"frame"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What stands before the sealed part: the header with this notebook's slots, its MAC and its keyring."""

    head: bytes
    mac: bytes
    keyring: bytes
    shred_secret: bytes = b""
    """That of the store it was made of. It is not in the file: without it a backup of a hosted notebook is closed."""

    def header(self) -> bytes:
        """Return the header, as a store does."""
        return self.head

    def notebook(self, _: bytes) -> tuple[bytes, bytes]:
        """Return MAC and keyring of the only notebook, as a store does."""
        return self.mac, self.keyring

    def to_bytes(self) -> bytes:
        """Return the start of a backup."""
        start = _START.pack(MAGIC, VERSION, len(self.head), len(self.keyring))
        return start + self.head + self.mac + self.keyring


def write(path: Path, front: Front, key: NotebookKey, parts: Iterable[Part], random: Random) -> None:
    """Write a backup at a free path, whole or not at all.

    Raises:
        BadInput: there is something at that path (``file_exists``).
        CannotWrite: the folder or the disk did not take it.
    """
    try:
        with new_file(path) as file:
            for piece in sealed(front, key, parts, random):
                file.write(piece)
    except FileExistsError:
        raise BadInput("file_exists") from None
    except (OSError, ValueError) as error:
        raise CannotWrite from error


def sealed(front: Front, key: NotebookKey, parts: Iterable[Part], random: Random) -> Iterator[bytes]:
    """Yield the bytes of a backup."""
    stream, nonce = random(KEY_BYTES), random(NONCE_BYTES)
    yield front.to_bytes()
    yield nonce + _wrapping(key).encrypt(nonce, stream, _KEY + front.to_bytes())
    yield from _sealed(AESGCM(stream), packed(parts))


def read_front(file: BinaryIO) -> Front:
    """Read the start of a backup.

    Raises:
        BadInput: it is not one (``not_a_backup``).
        NewerFormat: it is of a later version.
    """
    start = file.read(_START.size)
    if len(start) < _START.size or not start.startswith(MAGIC):
        raise BadInput("not_a_backup")
    _, version, header, keyring = _START.unpack(start)
    if version > VERSION:
        raise NewerFormat(version)
    if version != VERSION or header != HEADER_BYTES or keyring > _KEYRING_LIMIT:
        raise BadInput("not_a_backup")
    front = Front(head=file.read(header), mac=file.read(MAC_BYTES), keyring=file.read(keyring))
    if len(front.to_bytes()) != _START.size + header + MAC_BYTES + keyring:
        raise BadInput("not_a_backup")
    return front


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A backup whose front was unlocked."""

    file: BinaryIO
    front: Front
    key: NotebookKey

    def parts(self) -> Iterator[Part]:
        """Read it from its beginning; see ``parts``."""
        self.file.seek(0)
        return parts(self.file, read_front(self.file), self.key)


@contextmanager
def opened(path: Path, passphrase: str | Recovery, shred_secret: bytes = b"") -> Iterator[Opened]:
    """Open a backup.

    Raises:
        BadInput: there is no such file (``file_missing``), or it is not a backup (``not_a_backup``).
        CannotOpen: the passphrase is wrong, or the front is damaged.
        NewerFormat: it is of a later version.
    """
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise BadInput("file_missing") from error
    with file:
        front = replace(read_front(file), shred_secret=shred_secret)
        unlocked = unlocking.unlock_backup(front, kdf.attempt(passphrase))
        yield Opened(file=file, front=front, key=unlocked.key)


def parts(file: BinaryIO, front: Front, key: NotebookKey) -> Iterator[Part]:
    """Yield what is in a backup whose front was just read; that it is whole is known only at the end.

    Raises:
        BadInput: it is cut, changed, or of another key (``backup_damaged``).
    """
    wrapped = file.read(_WRAPPED_BYTES)
    try:
        stream = _wrapping(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _KEY + front.to_bytes())
    except (InvalidTag, ValueError):
        raise BadInput("backup_damaged") from None
    return unpacked(_unsealed(AESGCM(stream), file))


def _wrapping(key: NotebookKey) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, key.notebook, _KEY).derive(key.secret))


def packed(found: Iterable[Part]) -> Iterator[bytes]:
    """Yield the bytes of parts; one too large for any record, put there by someone else, would spoil the backup."""
    for part in found:
        if max(len(part.first), len(part.second)) > _VALUE_LIMIT:
            continue
        head = _PART.pack(1 + _TABLES.index(part.table), part.object_id, part.number, len(part.first), len(part.second))
        yield head + part.first + part.second


def unpacked(frames: Iterable[bytes]) -> Iterator[Part]:
    """Yield the parts in what was sealed.

    Raises:
        BadInput: it is not a row of parts (``backup_damaged``).
    """
    waiting = bytearray()
    for frame in frames:
        waiting += frame
        while (whole := _whole(waiting)) is not None:
            yield whole
            del waiting[: _PART.size + len(whole.first) + len(whole.second)]
    if waiting:
        raise BadInput("backup_damaged")


def _whole(waiting: bytearray) -> Part | None:
    """Return the first part if all of it has come."""
    if len(waiting) < _PART.size:
        return None
    table, object_id, number, first, second = _PART.unpack_from(waiting)
    if not 1 <= table <= len(_TABLES) or first > _VALUE_LIMIT or second > _VALUE_LIMIT:
        raise BadInput("backup_damaged")
    middle = _PART.size + first
    if len(waiting) < middle + second:
        return None
    values = bytes(waiting[_PART.size : middle]), bytes(waiting[middle : middle + second])
    return Part(_TABLES[table - 1], object_id, number, *values)


def _sealed(box: AESGCM, data: Iterable[bytes]) -> Iterator[bytes]:
    """Yield frames, all full but the last."""
    number, waiting = 0, bytearray()
    for piece in data:
        waiting += piece
        while len(waiting) > FRAME_BYTES:
            yield box.encrypt(_NONCE.pack(number, False), bytes(waiting[:FRAME_BYTES]), _FRAME)
            del waiting[:FRAME_BYTES]
            number += 1
    yield box.encrypt(_NONCE.pack(number, True), bytes(waiting), _FRAME)


def _unsealed(box: AESGCM, file: BinaryIO) -> Iterator[bytes]:
    number, frame = 0, file.read(FRAME_BYTES + _TAG_BYTES)
    last = False
    while not last:
        following = file.read(FRAME_BYTES + _TAG_BYTES)
        last = not following
        try:
            yield box.decrypt(_NONCE.pack(number, last), frame, _FRAME)
        except (InvalidTag, ValueError):
            raise BadInput("backup_damaged") from None
        number, frame = number + 1, following
