"""The keyring of a notebook: whose slots are its own, the key and the end of its log, and whether a rotation is due."""

import struct
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from towpath.errors import CannotOpen
from towpath.vault.keys import KEY_BYTES, LABEL, NONCE_BYTES, SLOTS, NotebookKey, Random

PASSPHRASE = 1
RECOVERY = 2
"""Roles of a slot; 3 is kept for a person with whom the notebook is shared."""

_START = struct.Struct(">B32sQ32s")
_SLOT = struct.Struct(">B32s32s")
_ROOM = 15
_DUE = 1


class Recipient(NamedTuple):
    """Who a slot is sealed to: a role, an X25519 public key, and the commitment that finds the slot. Role 0: nobody."""

    role: int = 0
    public: bytes = bytes(KEY_BYTES)
    commitment: bytes = bytes(KEY_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """What a notebook must remember beside its records; ``chain`` is the present key of the log."""

    chain: bytes = field(repr=False)
    number: int = 0
    head: bytes = bytes(32)
    rotation_due: bool = False
    slots: tuple[Recipient, ...] = (Recipient(),) * SLOTS

    def of_role(self, role: int) -> int | None:
        """Return the index of the slot with this role, ``None`` where there is none."""
        return next((index for index, slot in enumerate(self.slots) if slot.role == role), None)

    def own(self) -> tuple[int, ...]:
        """Return the indexes of this notebook's slots."""
        return tuple(index for index, slot in enumerate(self.slots) if slot.role)

    def with_slot(self, index: int, recipient: Recipient) -> "Keyring":
        """Return the same with one slot given to somebody."""
        return replace(self, slots=(*self.slots[:index], recipient, *self.slots[index + 1 :]))


def seal_keyring(key: NotebookKey, ring: Keyring, random: Random) -> bytes:
    """Return the bytes of a keyring, of one length whatever is in it."""
    nonce = random(NONCE_BYTES)
    start = _START.pack(_DUE * ring.rotation_due, ring.chain, ring.number, ring.head)
    content = start + b"".join(_SLOT.pack(*slot) for slot in ring.slots) + bytes(_ROOM)
    return nonce + AESGCM(key.keyring).encrypt(nonce, content, _place(key))


def open_keyring(key: NotebookKey, sealed: bytes) -> Keyring:
    """Read a keyring.

    Raises:
        CannotOpen: it was changed, or is of another notebook or epoch.
    """
    try:
        content = AESGCM(key.keyring).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _place(key))
    except (InvalidTag, ValueError):
        raise CannotOpen from None
    flags, chain, number, head = _START.unpack_from(content)
    slots = tuple(Recipient(*_SLOT.unpack_from(content, _START.size + index * _SLOT.size)) for index in range(SLOTS))
    return Keyring(chain=chain, number=number, head=head, rotation_due=bool(flags & _DUE), slots=slots)


def _place(key: NotebookKey) -> bytes:
    return LABEL + b"keyring" + key.notebook + struct.pack(">Q", key.epoch)
