"""The header of a notebook file and the way of the keys: passphrase, slot, notebook key, and what comes of it."""

import hashlib
import hmac
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
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
_SLOT_CONTENT = struct.Struct(">16s32sQB107x")  # 164 bytes; the last 107 are room
_SLOT_BYTES = KEY_BYTES + NONCE_BYTES + _SLOT_CONTENT.size + 16 + KEY_BYTES
_MARKS = _FIXED.size + SLOTS * _SLOT_BYTES
HEADER_BYTES = _MARKS + SLOTS
_SEALED = KEY_BYTES + NONCE_BYTES

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Header:
    """What can be read without a passphrase: the fixed part as it stands in the file, eight equal slots, their marks.

    A mark is 1 where a slot is used, so that a second notebook does not overwrite a slot of the first, and 0 where not.
    """

    fixed: bytes
    slots: tuple[bytes, ...]
    marks: bytes = bytes(SLOTS)

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
        return self.fixed + b"".join(self.slots) + self.marks

    def with_slot(self, index: int, slot: bytes, *, used: bool = True) -> "Header":
        """Return the same header with one slot exchanged."""
        slots = (*self.slots[:index], slot, *self.slots[index + 1 :])
        return replace(self, slots=slots, marks=self.marks[:index] + bytes([used]) + self.marks[index + 1 :])

    def marked(self, indexes: Iterable[int]) -> "Header":
        """Return the same header with these slots marked as used, whoever took their marks away."""
        found = set(indexes)
        return replace(self, marks=bytes(1 if at in found else mark for at, mark in enumerate(self.marks)))

    def free(self) -> tuple[int, ...]:
        """Return the indexes of the slots that nobody uses."""
        return tuple(index for index, mark in enumerate(self.marks) if not mark)


@dataclass(frozen=True, slots=True)
class SlotKey:
    """What a passphrase becomes for one slot: an X25519 private key, and a commitment that finds the slot."""

    index: int
    private: bytes = field(repr=False)
    commitment: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The public key that the slot is sealed to."""
        return _public(self.private)


@dataclass(frozen=True, slots=True)
class NotebookKey:
    """The key of one notebook in one epoch, and the keys derived from it."""

    notebook: bytes
    epoch: int
    secret: bytes = field(repr=False)
    wrapping: AESGCM = field(repr=False)
    header_mac: bytes = field(repr=False)
    keyring: bytes = field(repr=False)


def new_header(salt: bytes, cost: Cost, random: Random) -> Header:
    """Return a header whose slots are all free: random bytes."""
    fixed = _FIXED.pack(_MAGIC, VERSION, _ARGON2ID, cost.memory_kib, cost.passes, cost.lanes, salt)
    return Header(fixed, tuple(random_slot(random) for _ in range(SLOTS)))


def random_slot(random: Random) -> bytes:
    """Return a slot that nobody can open."""
    return random(_SLOT_BYTES)


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
    starts = range(_FIXED.size, _MARKS, _SLOT_BYTES)
    slots = tuple(data[start : start + _SLOT_BYTES] for start in starts)
    header = Header(data[: _FIXED.size], slots, data[_MARKS:])
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
    """Derive the private key and the commitment of one slot from the stretched passphrase."""
    info = LABEL + b"slot-key" + bytes([index])
    derived = HKDF(SHA256(), 2 * KEY_BYTES, None, info).derive(secret)
    return SlotKey(index, derived[:KEY_BYTES], derived[KEY_BYTES:])


def slot_keys(secret: bytes) -> tuple[SlotKey, ...]:
    """Derive the keys of all slots."""
    return tuple(slot_key(secret, index) for index in range(SLOTS))


def notebook_key(notebook: bytes, epoch: int, secret: bytes) -> NotebookKey:
    """Derive all keys of a notebook from its random key."""

    def derive(purpose: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, notebook, LABEL + purpose).derive(secret)

    return NotebookKey(
        notebook, epoch, secret, AESGCM(derive(b"key-wrapping")), derive(b"header-mac"), derive(b"keyring")
    )


def next_key(key: NotebookKey, random: Random) -> NotebookKey:
    """Return a new random key of the same notebook, in the next epoch."""
    return notebook_key(key.notebook, key.epoch + 1, random(KEY_BYTES))


def seal_slot(
    fixed: bytes, index: int, role: int, public: bytes, commitment: bytes, key: NotebookKey, random: Random
) -> bytes:
    """Return the bytes of a slot that hands out the notebook key to who has the private key; needs the public one."""
    ephemeral, nonce = random(KEY_BYTES), random(NONCE_BYTES)
    shared = X25519PrivateKey.from_private_bytes(ephemeral).exchange(X25519PublicKey.from_public_bytes(public))
    content = _SLOT_CONTENT.pack(key.notebook, key.secret, key.epoch, role)
    start = _public(ephemeral)
    box = AESGCM(_box_key(shared, start, public, index))
    return start + nonce + box.encrypt(nonce, content, _slot_place(fixed, index)) + commitment


def unlock(secret: bytes, header: Header) -> tuple[SlotKey, NotebookKey]:
    """Try the stretched passphrase on every slot and return the key of the slot that opens, and what is in it.

    Raises:
        CannotOpen: none does.
    """
    found = None
    for candidate in slot_keys(secret):
        if commits(header, candidate):
            found = candidate
    if found is None:
        raise CannotOpen
    return found, _open_slot(header, found)


def commits(header: Header, key: SlotKey) -> bool:
    """Tell whether the slot is one for this key."""
    return hmac.compare_digest(key.commitment, header.slots[key.index][-KEY_BYTES:])


def header_mac(fixed: bytes, key: NotebookKey) -> bytes:
    """Bind the fixed header and the epoch to the notebook key: the key of an earlier epoch does not pass."""
    place = LABEL + b"header" + fixed + key.notebook + struct.pack(">Q", key.epoch)
    return hmac.new(key.header_mac, place, hashlib.sha256).digest()


def _open_slot(header: Header, key: SlotKey) -> NotebookKey:
    slot = header.slots[key.index]
    start, nonce, sealed = slot[:KEY_BYTES], slot[KEY_BYTES:_SEALED], slot[_SEALED:-KEY_BYTES]
    try:
        shared = X25519PrivateKey.from_private_bytes(key.private).exchange(X25519PublicKey.from_public_bytes(start))
        box = AESGCM(_box_key(shared, start, key.public, key.index))
        content = box.decrypt(nonce, sealed, _slot_place(header.fixed, key.index))
    except (InvalidTag, ValueError):  # a public key that is no point of full order gives no shared secret
        raise CannotOpen from None
    notebook, secret, epoch, _ = _SLOT_CONTENT.unpack(content)
    return notebook_key(notebook, epoch, secret)


def _public(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _box_key(shared: bytes, ephemeral: bytes, public: bytes, index: int) -> bytes:
    info = LABEL + b"slot-box" + ephemeral + public + bytes([index])
    return HKDF(SHA256(), KEY_BYTES, None, info).derive(shared)


def _slot_place(fixed: bytes, index: int) -> bytes:
    return LABEL + b"slot" + fixed + bytes([index])
