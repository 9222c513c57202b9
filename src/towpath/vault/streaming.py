"""The bytes of an attachment: sealed in pieces as they come, each bound to its place, its number and the end.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance", CRYPTO 2015): pieces cannot be left out, moved or cut off unnoticed.
"""

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from towpath.errors import BadInput
from towpath.vault.keys import LABEL, Random
from towpath.vault.sealing import UnsealError, padded_length

CHUNK_BYTES = 64 * 1024
LIMIT_BYTES = 100 * 2**20
PREFIX_BYTES = 7
_NONCE = struct.Struct(">7sIB")
_COUNTER = struct.Struct(">I")

Progress = Callable[[int], None]
"""Called after each piece with the number of bytes done."""


class Counted:
    """Bytes that go through in pieces; afterwards their size and SHA-256 are known."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The hash of all bytes so far, hexadecimal."""
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces.

        Raises:
            BadInput: there are more bytes than one attachment may have (``attachment_large``).
        """
        for piece in self._pieces:
            self.size += len(piece)
            if self.size > LIMIT_BYTES:
                raise BadInput("attachment_large")
            self._hash.update(piece)
            yield piece


def seal(place: bytes, data_key: bytes, prefix: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the sealed chunks of the bytes, and of the zeros behind them that hide their exact size."""
    box = AESGCM(data_key)

    def sealed(plain: bytes | memoryview, *, last: bool = False) -> bytes:
        return box.encrypt(_NONCE.pack(prefix, number, last), plain, _at(place, number))

    number, size, waiting = 0, 0, memoryview(b"")
    for chunk in _cut(pieces):
        if size:
            yield sealed(waiting)
            number += 1
        waiting = chunk
        size += len(chunk)
    left = padded_length(size) - number * CHUNK_BYTES
    while left > CHUNK_BYTES:
        yield sealed(bytes(waiting).ljust(CHUNK_BYTES, b"\0"))
        waiting, left, number = memoryview(b""), left - CHUNK_BYTES, number + 1
    yield sealed(bytes(waiting).ljust(left, b"\0"), last=True)


def _cut(pieces: Iterable[bytes]) -> Iterator[memoryview]:
    """Yield the same bytes in full chunks, but for the last; large pieces are not copied."""
    waiting = b""
    for piece in pieces:
        view = memoryview(piece)
        if waiting:
            taken = CHUNK_BYTES - len(waiting)
            waiting, view = waiting + view[:taken], view[taken:]
            if len(waiting) < CHUNK_BYTES:
                continue
            yield memoryview(waiting)
        whole = len(view) - len(view) % CHUNK_BYTES
        for at in range(0, whole, CHUNK_BYTES):
            yield view[at : at + CHUNK_BYTES]
        waiting = bytes(view[whole:])
    if waiting:
        yield memoryview(waiting)


def new_prefix(random: Random) -> bytes:
    """Return the random start of all nonces of one attachment."""
    return random(PREFIX_BYTES)


def unseal(
    place: bytes, data_key: bytes, prefix: bytes, size: int, sha256: str, chunk: Callable[[int], bytes]
) -> Iterator[bytes]:
    """Yield the bytes of an attachment; ``chunk`` returns the sealed chunk with a number.

    Raises:
        UnsealError: a chunk was changed, moved or taken out, or all of them are not what was imported. What came
            before it is as it was; that it is all is known only at the end.
    """
    box, seen = AESGCM(data_key), hashlib.sha256()
    chunks = max(1, -(-padded_length(size) // CHUNK_BYTES))
    for number in range(chunks):
        nonce = _NONCE.pack(prefix, number, number == chunks - 1)
        try:
            plain = box.decrypt(nonce, chunk(number), _at(place, number))
        except (InvalidTag, ValueError):
            raise UnsealError from None
        piece = plain[: max(0, size - number * CHUNK_BYTES)]
        seen.update(piece)
        if piece:
            yield piece
    if seen.hexdigest() != sha256:
        raise UnsealError


def _at(place: bytes, number: int) -> bytes:
    return LABEL + b"chunk" + place + _COUNTER.pack(number)
