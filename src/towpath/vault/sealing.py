"""Seal one revision of a record: padded, under a key of its own, bound to its place, with a commitment beside it."""

import hashlib
import hmac
import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from towpath.vault.keys import KEY_BYTES, LABEL, NONCE_BYTES, NotebookKey, Random

SALT_BYTES = 32
CARD_BYTES = 16
FLOOR = 256
_LENGTH = struct.Struct(">I")
_START = _LENGTH.size + SALT_BYTES
_NUMBER = struct.Struct(">q")
_SECRETS = struct.Struct(f"{KEY_BYTES}s{CARD_BYTES}s")
_KEY = LABEL + b"key"
_RECORD = LABEL + b"record"
_COMMITMENT = LABEL + b"commitment"
_DOES_NOT_OPEN = (InvalidTag, ValueError, struct.error)


class Sealed(NamedTuple):
    """One revision as it is stored."""

    wrapped: bytes
    """The data key and the card under the notebook's key."""
    content: bytes
    """The padded record under the data key."""
    commitment: bytes
    """A salted hash of the record."""


class UnsealError(Exception):
    """The revision was changed, moved, or sealed under another key."""


def seal(key: NotebookKey, object_id: bytes, revision: int, plain: bytes, card: bytes, random: Random) -> Sealed:
    """Seal the canonical bytes of a record, and 16 bytes that tell of it, for one place: notebook, object, revision."""
    place = place_of(key, object_id, revision)
    data_key, salt, nonce = random(KEY_BYTES), random(SALT_BYTES), random(NONCE_BYTES)
    padded = _LENGTH.pack(len(plain)) + salt + plain
    padded += bytes(padded_length(len(padded)) - len(padded))
    return Sealed(
        _wrap(key, place, _SECRETS.pack(data_key, card), random(NONCE_BYTES)),
        nonce + AESGCM(data_key).encrypt(nonce, padded, _RECORD + place),
        _commit(salt, plain),
    )


def unseal(key: NotebookKey, object_id: bytes, revision: int, sealed: Sealed) -> tuple[bytes, bytes]:
    """Return the canonical bytes that were sealed, and the card.

    Raises:
        UnsealError: not with this key, at this place, with this commitment.
    """
    place = place_of(key, object_id, revision)
    content = sealed.content
    try:
        data_key, card = _SECRETS.unpack(_unwrap(key, place, sealed.wrapped))
        padded = AESGCM(data_key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], _RECORD + place)
    except _DOES_NOT_OPEN:
        raise UnsealError from None
    (length,) = _LENGTH.unpack_from(padded)
    plain = padded[_START : _START + length]
    if not hmac.compare_digest(_commit(padded[_LENGTH.size : _START], plain), sealed.commitment):
        raise UnsealError
    return plain, card


def card_of(key: NotebookKey, object_id: bytes, revision: int, wrapped: bytes) -> bytes:
    """Return the card alone, without looking at the content.

    Raises:
        UnsealError: not with this key, at this place.
    """
    return unwrap(key, object_id, revision, wrapped)[1]


def wrap(key: NotebookKey, object_id: bytes, revision: int, data_key: bytes, card: bytes, random: Random) -> bytes:
    """Return a data key, and 16 bytes that stand beside it, wrapped for one place."""
    place = place_of(key, object_id, revision)
    return _wrap(key, place, _SECRETS.pack(data_key, card), random(NONCE_BYTES))


def unwrap(key: NotebookKey, object_id: bytes, revision: int, wrapped: bytes) -> tuple[bytes, bytes]:
    """Return the data key and what stands beside it, without looking at any content.

    Raises:
        UnsealError: not with this key, at this place.
    """
    try:
        data_key, card = _SECRETS.unpack(_unwrap(key, place_of(key, object_id, revision), wrapped))
    except _DOES_NOT_OPEN:
        raise UnsealError from None
    return data_key, card


def rewrapped(
    old: NotebookKey, new: NotebookKey, heads: Sequence[tuple[bytes, int, bytes]], random: Random
) -> Iterator[bytes]:
    """Yield for each object, revision and wrapped key what it is under the new key; what does not unwrap stays."""
    decrypt, encrypt, number = old.wrapping.decrypt, new.wrapping.encrypt, _NUMBER.pack
    before, after = _NUMBER.pack(old.epoch), _NUMBER.pack(new.epoch)
    nonces, start = random(NONCE_BYTES * len(heads)), _KEY + old.notebook
    for at, (object_id, revision, wrapped) in enumerate(heads):
        place, nonce = start + object_id + number(revision), nonces[NONCE_BYTES * at : NONCE_BYTES * (at + 1)]
        try:
            secrets = decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], place + before)
        except _DOES_NOT_OPEN:
            yield wrapped
        else:
            yield nonce + encrypt(nonce, secrets, place + after)


def place_of(key: NotebookKey, object_id: bytes, revision: int) -> bytes:
    """Return what binds a ciphertext to its place."""
    return key.notebook + object_id + _NUMBER.pack(revision)


def padded_length(length: int) -> int:
    """Return the length to pad to: at least 256, else Padme, which adds at most 12 % and leaks O(log log n) bits.

    Source: Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
    PoPETs 2019(4), section 4.
    """
    if length <= FLOOR:
        return FLOOR
    exponent = length.bit_length() - 1
    step = (1 << (exponent - exponent.bit_length())) - 1
    return (length + step) & ~step


def _wrap(key: NotebookKey, place: bytes, secrets: bytes, nonce: bytes) -> bytes:
    return nonce + key.wrapping.encrypt(nonce, secrets, _KEY + place + _NUMBER.pack(key.epoch))


def _unwrap(key: NotebookKey, place: bytes, wrapped: bytes) -> bytes:
    return key.wrapping.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _KEY + place + _NUMBER.pack(key.epoch))


def _commit(salt: bytes, plain: bytes) -> bytes:
    return hashlib.sha256(_COMMITMENT + salt + plain).digest()
