"""Recovery words as numbers: 128 random bits with a check of 14 bits, written as eleven numbers below 7,776."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

SECRET_BYTES = 16
WORDS = 11
CHOICES = 7_776
"""How many words the list has; which ones they are is no matter of the vault."""

_CHECK_BITS = 14
_LABEL = b"towpath/1/recovery"


@dataclass(frozen=True, slots=True)
class Recovery:
    """A secret that opens a notebook in place of the passphrase: 16 bytes."""

    secret: bytes = field(repr=False)

    def prepared(self) -> bytes:
        """Return what Argon2id is run on: no passphrase has these bytes, because none holds NUL."""
        return b"\0" + _LABEL + self.secret

    def numbers(self) -> tuple[int, ...]:
        """Return the secret and its check as eleven numbers, the first the most significant."""
        rest, found = int.from_bytes(self.secret) << _CHECK_BITS | _check(self.secret), []
        for _ in range(WORDS):
            rest, number = divmod(rest, CHOICES)
            found.append(number)
        return tuple(reversed(found))


def from_numbers(numbers: Sequence[int]) -> Recovery | None:
    """Return the secret that eleven numbers stand for; ``None`` where they stand for none."""
    if len(numbers) != WORDS or not all(0 <= number < CHOICES for number in numbers):
        return None
    value = 0
    for number in numbers:
        value = value * CHOICES + number
    bits, check = divmod(value, 1 << _CHECK_BITS)
    if bits >= 1 << 8 * SECRET_BYTES:
        return None
    secret = bits.to_bytes(SECRET_BYTES)
    return Recovery(secret) if check == _check(secret) else None


def _check(secret: bytes) -> int:
    digest = hashlib.sha256(_LABEL + secret).digest()
    return int.from_bytes(digest[:2]) >> 16 - _CHECK_BITS
