"""When the notebook was opened, and which tries failed before: sealed lines that the person can see and clear."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from towpath.vault.keys import LABEL, NONCE_BYTES, Random
from towpath.vault.sealing import UnsealError

KEPT = 1_000
"""How many openings are kept."""

TRIES_KEPT = 100
"""How many failed tries are kept between two openings; what comes after is not counted."""

_OPENING = struct.Struct(">qHqq38x")
_NUMBER = struct.Struct(">q")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE_MICROSECONDS = 60_000_000


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening, to the minute, and the failed tries on the file since the one before."""

    at: datetime
    failed: int = 0
    first_failed: datetime | None = None
    last_failed: datetime | None = None


def minute(microseconds: int) -> int:
    """Return the minutes since 1970 of a moment."""
    return microseconds // _MINUTE_MICROSECONDS


def seal_opening(chain: bytes, notebook: bytes, number: int, at: int, tries: Sequence[int], random: Random) -> bytes:
    """Return the bytes of an opening, of one length; times in minutes since 1970."""
    first, last = (tries[0], tries[-1]) if tries else (0, 0)
    nonce, content = random(NONCE_BYTES), _OPENING.pack(at, len(tries), first, last)
    return nonce + AESGCM(chain).encrypt(nonce, content, _place(notebook, number))


def open_opening(chain: bytes, notebook: bytes, number: int, sealed: bytes) -> Opening:
    """Read an opening.

    Raises:
        UnsealError: it was changed or moved.
    """
    try:
        content = AESGCM(chain).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _place(notebook, number))
    except (InvalidTag, ValueError):
        raise UnsealError from None
    at, failed, first, last = _OPENING.unpack(content)
    return Opening(_moment(at), failed, *((_moment(first), _moment(last)) if failed else (None, None)))


def resealed(
    old: bytes, new: bytes, notebook: bytes, lines: Iterable[tuple[int, bytes]], random: Random
) -> Iterator[tuple[int, bytes]]:
    """Yield the lines under a new key; one that does not open goes."""
    before, after = AESGCM(old), AESGCM(new)
    for number, sealed in dict(lines).items():
        place, nonce = _place(notebook, number), random(NONCE_BYTES)
        with suppress(InvalidTag, ValueError):
            content = before.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
            yield number, nonce + after.encrypt(nonce, content, place)


def _moment(at: int) -> datetime:
    try:
        return _EPOCH + timedelta(minutes=at)
    except OverflowError:
        return _EPOCH


def _place(notebook: bytes, number: int) -> bytes:
    return LABEL + b"opening" + notebook + _NUMBER.pack(number)
