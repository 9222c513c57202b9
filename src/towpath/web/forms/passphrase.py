"""A passphrase: five generated words, or one's own that would take too long to guess."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from towpath.web.forms.fields import Fault

WORDS: Final = 5
GUESSES_LOG10: Final = 13
"""At a hundredth of a second a guess, a thousand processors: some three years."""
_CHECKED_CHARACTERS: Final = 72


def generated(words: Sequence[str], random: Callable[[int], bytes]) -> str:
    """Return five words, each drawn evenly from the list (64 bits for 7,776 words)."""
    return " ".join(words[_below(len(words), random)] for _ in range(WORDS))


def check(passphrase: str, again: str, words: Sequence[str]) -> tuple[Fault, ...]:
    """Return what is wrong with a new passphrase typed twice; nothing is wrong with five words of the list."""
    if not passphrase:
        return (Fault("passphrase", "passphrase_empty"),)
    if unicodedata.normalize("NFC", passphrase) != unicodedata.normalize("NFC", again):
        return (Fault("again", "passphrase_differs"),)
    if _of_the_list(passphrase, words) or _hard_to_guess(passphrase):
        return ()
    return (Fault("passphrase", "passphrase_weak"),)


def _of_the_list(passphrase: str, words: Sequence[str]) -> bool:
    parts = passphrase.split()
    return len(set(parts)) >= WORDS and set(parts) <= set(words)


def _hard_to_guess(passphrase: str) -> bool:
    """Ask zxcvbn (Wheeler 2016) about the first characters: what comes after can only make it harder.

    It counts each space as a thing to guess, so it is asked about the passphrase without spaces too.
    """
    return min(_guesses_log10(passphrase), _guesses_log10("".join(passphrase.split()))) >= GUESSES_LOG10


def _guesses_log10(text: str) -> float:
    if not text:
        return 0.0
    from zxcvbn import zxcvbn

    found = zxcvbn(text[:_CHECKED_CHARACTERS], user_inputs=["towpath", "notebook", "notes"])
    return float(found["guesses_log10"])


def _below(bound: int, random: Callable[[int], bytes]) -> int:
    """Draw evenly from 0 to ``bound`` - 1: numbers beyond the last full round are drawn again."""
    size = (bound.bit_length() + 7) // 8 + 1
    limit = 256**size - 256**size % bound
    while (drawn := int.from_bytes(random(size), "big")) >= limit:
        pass
    return drawn % bound
