"""Recovery words: what the numbers of a recovery secret look like on paper, and what somebody typed from it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from towpath.vault import Recovery
from towpath.vault.recovery import WORDS, from_numbers

LONGEST: Final = 2 * WORDS
"""More parts than this are not looked at: no word of the list has more than two."""

_TRIED: Final = 100


def as_words(recovery: Recovery, words: Sequence[str]) -> tuple[str, ...]:
    """Return the eleven words of a list of 7,776 that stand for a secret."""
    return tuple(words[number] for number in recovery.numbers())


def may_be(text: str) -> bool:
    """Tell whether this can be recovery words, before a list of words is read for it."""
    return WORDS <= len(re.findall(r"[^\W\d_]+", text)) <= LONGEST


def typed(text: str, words: Sequence[str]) -> str | Recovery:
    """Return the secret if what was typed are recovery words with a right check, else the text: it is a passphrase.

    Capitals, and what stands between the words (spaces, lines, commas, hyphens, numbers with a point), do not matter.
    """
    parts = re.findall(r"[^\W\d_]+", text.lower())
    if not WORDS <= len(parts) <= LONGEST:
        return text
    numbers: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        numbers.setdefault(word.replace("-", ""), []).append(number)
    found = (from_numbers(reading) for reading in islice(_readings(parts, numbers, WORDS), _TRIED))
    return next((recovery for recovery in found if recovery), text)


def _readings(parts: Sequence[str], numbers: Mapping[str, Sequence[int]], left: int) -> Iterator[tuple[int, ...]]:
    """Yield each way to read the parts as so many words; a word with a hyphen in it is two parts."""
    if not parts and not left:
        yield ()
    for length in (1, 2):
        found = numbers.get("".join(parts[:length]), ()) if left and len(parts) >= length else ()
        for number in found:
            yield from ((number, *rest) for rest in _readings(parts[length:], numbers, left - 1))
