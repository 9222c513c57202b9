"""Whether the words of a limit are an ultimatum: a demand on the other, with or without what follows if it is not met.

A limit says what I will do. What a language says when it demands is data of the pack: phrases of words, in which ``*``
stands for up to eight words and ``^`` for the beginning of a sentence.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

MOST_BETWEEN: Final = 8
_SENTENCE: Final = re.compile(r"[.!?;:\n]+")
_WORD: Final = re.compile(r"[\w']+")


def demands(text: str, phrases: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the kinds of demand whose phrases stand in the text, in the order of the pack."""
    sentences = [_words(sentence) for sentence in _SENTENCE.split(text)]
    return tuple(
        kind
        for kind, of_kind in phrases.items()
        if any(_stands(phrase.split(), words) for phrase in of_kind for words in sentences)
    )


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence.casefold().replace("\u2019", "'"))


def _stands(phrase: list[str], words: list[str]) -> bool:
    if phrase[0] == "^":
        return _follows(phrase[1:], words)
    return any(_follows(phrase, words[start:]) for start in range(len(words)))


def _follows(phrase: list[str], words: list[str]) -> bool:
    """Tell whether the words begin with the phrase."""
    if not phrase:
        return True
    if phrase[0] == "*":
        return any(_follows(phrase[1:], words[skipped:]) for skipped in range(min(MOST_BETWEEN, len(words)) + 1))
    return bool(words) and words[0] == phrase[0] and _follows(phrase[1:], words[1:])
