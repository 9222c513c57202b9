"""Turn a passphrase into a secret: one form of Unicode, limits on its size, then Argon2id."""

import unicodedata
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from towpath.errors import BadInput
from towpath.vault.recovery import Recovery

SALT_BYTES = 16
SECRET_BYTES = 32
MAX_CHARACTERS = 1_024
MAX_BYTES = 4_096
_MOST_DECOMPOSED = 4
"""One composed character is at most four code points when decomposed: longer text is refused without being read."""

_MEMORY_KIB = range(19 * 1024, 1024 * 1024 + 1)
_PASSES = range(1, 11)
_LANES = range(1, 9)


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard each guess is: Argon2id memory in KiB, passes over it, lanes. Default: RFC 9106, second option."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def within_limits(self) -> bool:
        """Tell whether the cost is neither too cheap to protect nor so dear that opening is an attack."""
        return self.memory_kib in _MEMORY_KIB and self.passes in _PASSES and self.lanes in _LANES


def prepare(passphrase: str) -> bytes:
    """Return the bytes of a passphrase that is to be set: NFC, UTF-8.

    Raises:
        BadInput: it is empty, too long, or holds NUL or half of a character (``passphrase_empty``,
            ``passphrase_long``, ``passphrase_characters``).
    """
    fault, data = _examine(passphrase)
    if fault:
        raise BadInput(fault)
    return data


def attempt(passphrase: str | Recovery) -> bytes | None:
    """Return the bytes of what is being tried, or ``None`` for a passphrase that no notebook can have."""
    if isinstance(passphrase, Recovery):
        return passphrase.prepared()
    fault, data = _examine(passphrase)
    return None if fault else data


def stretch(prepared: bytes, salt: bytes, cost: Cost) -> bytes:
    """Run Argon2id once and return 32 bytes.

    Raises:
        ValueError: the cost is out of limits; nothing was allocated.
        MemoryError: this machine cannot give the memory that the cost asks for.
    """
    if not cost.within_limits():
        raise ValueError("cost out of limits")
    try:
        return hash_secret_raw(
            prepared, salt, cost.passes, cost.memory_kib, cost.lanes, SECRET_BYTES, Type.ID, version=0x13
        )
    except HashingError as error:
        raise MemoryError from error


def _examine(passphrase: str) -> tuple[str, bytes]:
    """Return what is wrong with a passphrase ("" for nothing) and its bytes.

    Nothing is encoded before it is known to be encodable: the exception would carry the passphrase.
    """
    if len(passphrase) > MAX_CHARACTERS * _MOST_DECOMPOSED:
        return "passphrase_long", b""
    composed = unicodedata.normalize("NFC", passphrase)
    if not composed:
        return "passphrase_empty", b""
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in composed):
        return "passphrase_characters", b""
    data = composed.encode()
    if len(composed) > MAX_CHARACTERS or len(data) > MAX_BYTES:
        return "passphrase_long", b""
    return "", data
