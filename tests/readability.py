"""How hard a text is to read: the grade of Kincaid et al. 1975, with syllables where pyphen may hyphenate."""

import re
from functools import cache

from pyphen import Pyphen  # type: ignore[import-untyped] # it has no types

_WORD = re.compile(r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_HYPHENS = Pyphen(lang="en_US", left=1, right=1)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade: years of school in the United States.

    0.39 * words per sentence + 11.8 * syllables per word - 15.59. A text without words has grade 0.
    """
    found = words(text)
    if not found:
        return 0.0
    syllables = sum(syllables_of(word) for word in found)
    return 0.39 * len(found) / max(1, sentences(text)) + 11.8 * syllables / len(found) - 15.59


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def sentences(text: str) -> int:
    """Return how many sentences a text has; a rest without an end counts as one."""
    return sum(1 for part in _SENTENCE_END.split(text) if words(part))


@cache
def syllables_of(word: str) -> int:
    """Return how many syllables a word has, as far as hyphenation tells: at least one."""
    return len(_HYPHENS.positions(word.lower())) + 1
