"""The header of a notebook file and the chain of keys: passphrase, slot, notebook key, and what is derived from it."""

import hashlib
import hmac
import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from towpath.errors import CannotOpen, NewerFormat
from towpath.vault.kdf import Cost

VERSION = 1
LABEL = b"towpath/1/"
"""Begins every label that separates one use of a key from another; the digit is the format's version."""

SLOTS = 8
NONCE_BYTES = 12
KEY_BYTES = 32
NOTEBOOK_BYTES = 16

_MAGIC = b"TOWPATH\n"
_ARGON2ID = 1
_FIXED = struct.Struct(">8sHHIII16s24x")  # 64 bytes; the last 24 are room
_SLOT_CONTENT = struct.Struct(">16s32sQ140x")  # 196 bytes; the last 140 are room
_SLOT_BYTES = NONCE_BYTES + _SLOT_CONTENT.size + 16 + KEY_BYTES
HEADER_BYTES = _FIXED.size + SLOTS * _SLOT_BYTES

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Header:
    """What can be read without a passphrase: the fixed part as it stands in the file, and eight equal slots."""

    fixed: bytes
    slots: tuple[bytes, ...]

    @property
    def salt(self) -> bytes:
        """The salt of the one Argon2id run that serves all slots."""
        salt: bytes = _FIXED.unpack(self.fixed)[6]
        return salt

    @property
    def cost(self) -> Cost:
        """The cost of that run, as the file claims it."""
        return Cost(*_FIXED.unpack(self.fixed)[3:6])

    def to_bytes(self) -> bytes:
        """Return the header as it is stored."""
        return self.fixed + b"".join(self.slots)

    def with_slot(self, index: int, slot: bytes) -> "Header":
        """Return the same header with one slot exchanged."""
        return replace(self, slots=(*self.slots[:index], slot, *self.slots[index + 1 :]))


@dataclass(frozen=True, slots=True)
class SlotKey:
    """What a passphrase becomes for one slot: the key that wraps the notebook key, and a commitment to it."""

    index: int
    wrapping: bytes = field(repr=False)
    commitment: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotebookKey:
    """The key of one notebook in one epoch, and the keys derived from it."""

    notebook: bytes
    epoch: int
    secret: bytes = field(repr=False)
    wrapping: AESGCM = field(repr=False)
    header_mac: bytes = field(repr=False)


def new_header(salt: bytes, cost: Cost, random: Random) -> Header:
    """Return a header whose slots are all unused: random bytes, so that a used one cannot be told from them."""
    fixed = _FIXED.pack(_MAGIC, VERSION, _ARGON2ID, cost.memory_kib, cost.passes, cost.lanes, salt)
    return Header(fixed, tuple(random(_SLOT_BYTES) for _ in range(SLOTS)))


def parse_header(data: bytes) -> Header:
    """Read a header from its bytes.

    Raises:
        NewerFormat: it is of a later version.
        CannotOpen: it is not a header, or asks for a cost out of limits.
    """
    if len(data) < _FIXED.size or not data.startswith(_MAGIC):
        raise CannotOpen
    _, version, function, *_ = _FIXED.unpack_from(data)
    if version > VERSION:
        raise NewerFormat(version)
    starts = range(_FIXED.size, HEADER_BYTES, _SLOT_BYTES)
    header = Header(data[: _FIXED.size], tuple(data[start : start + _SLOT_BYTES] for start in starts))
    known = version == VERSION and function == _ARGON2ID and len(data) == HEADER_BYTES
    if not known or not header.cost.within_limits():
        raise CannotOpen
    return header


def with_shred_secret(secret: bytes, shred_secret: bytes) -> bytes:
    """Mix what is kept outside a store into the stretched passphrase; unchanged where nothing is."""
    if not shred_secret:
        return secret
    return HKDF(SHA256(), KEY_BYTES, shred_secret, LABEL + b"shred").derive(secret)


def slot_key(secret: bytes, index: int) -> SlotKey:
    """Derive the key and the commitment of one slot from the stretched passphrase."""
    info = LABEL + b"passphrase-slot" + bytes([index])
    derived = HKDF(SHA256(), 2 * KEY_BYTES, None, info).derive(secret)
    return SlotKey(index, derived[:KEY_BYTES], derived[KEY_BYTES:])


def notebook_key(notebook: bytes, epoch: int, secret: bytes) -> NotebookKey:
    """Derive all keys of a notebook from its random key."""

    def derive(purpose: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, notebook, LABEL + purpose).derive(secret)

    return NotebookKey(notebook, epoch, secret, AESGCM(derive(b"key-wrapping")), derive(b"header-mac"))


def seal_slot(fixed: bytes, slot: SlotKey, key: NotebookKey, random: Random) -> bytes:
    """Return the bytes of a slot that hands out the notebook key to who knows the passphrase."""
    nonce = random(NONCE_BYTES)
    content = _SLOT_CONTENT.pack(key.notebook, key.secret, key.epoch)
    return nonce + AESGCM(slot.wrapping).encrypt(nonce, content, _slot_place(fixed, slot.index)) + slot.commitment


def unlock(secret: bytes, header: Header) -> tuple[SlotKey, NotebookKey]:
    """Try the stretched passphrase on every slot and return the key of the slot that opens.

    Raises:
        CannotOpen: none does.
    """
    found = None
    for index, slot in enumerate(header.slots):
        candidate = slot_key(secret, index)
        if hmac.compare_digest(candidate.commitment, slot[-KEY_BYTES:]):
            found = candidate
    if found is None:
        raise CannotOpen
    return found, _open_slot(header, found)


def header_mac(header: Header, slot: SlotKey, key: NotebookKey) -> bytes:
    """Bind the fixed header, the slot and the epoch to the notebook key: a slot of an earlier epoch does not pass."""
    place = LABEL + b"header" + header.fixed + key.notebook + struct.pack(">QB", key.epoch, slot.index)
    return hmac.new(key.header_mac, place + header.slots[slot.index], hashlib.sha256).digest()


def _open_slot(header: Header, key: SlotKey) -> NotebookKey:
    slot = header.slots[key.index]
    nonce, sealed = slot[:NONCE_BYTES], slot[NONCE_BYTES:-KEY_BYTES]
    try:
        content = AESGCM(key.wrapping).decrypt(nonce, sealed, _slot_place(header.fixed, key.index))
    except InvalidTag:
        raise CannotOpen from None
    notebook, secret, epoch = _SLOT_CONTENT.unpack(content)
    return notebook_key(notebook, epoch, secret)


def _slot_place(fixed: bytes, index: int) -> bytes:
    return LABEL + b"slot" + fixed + bytes([index])
