"""A text as plain words for rules to look at: small letters, short forms written out, nobody a man or a woman."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_PIECE: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[.!?;\n]+|[\U0001F602\U0001F923]|/s\b")
_STOPS: Final = frozenset(".!?;\n")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words in one string, each with a space behind it; where they stand in the text is looked up when asked.

    The end of a sentence is a word of its own, ``.``, and stands at the end of the text too.
    """

    plain: str
    text: str
    written_out: Mapping[str, str]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text of a part of the plain words."""
        places = self._places()
        first = self.plain.count(" ", 0, start)
        last = self.plain.count(" ", 0, end) - 1
        return places[first][0], places[last][1]

    def _places(self) -> list[tuple[int, int]]:
        places = [
            found.span()
            for found in _PIECE.finditer(self.text)
            for _ in _plain(found.group(), self.written_out).split(" ")
        ]
        return [*places, (places[-1][1], places[-1][1])]


def words_of(text: str, written_out: Mapping[str, str]) -> Words:
    """Return the plain words of a text; ``written_out`` has for a word as it stands the plain words for it."""
    plain = [_plain(piece, written_out) for piece in _PIECE.findall(text)]
    if plain and plain[-1] != ".":
        plain.append(".")
    return Words(" ".join(plain) + " " if plain else "", text, written_out)


def _plain(piece: str, written_out: Mapping[str, str]) -> str:
    if piece[0] in _STOPS:
        return "."
    word = piece.lower().replace("\u2019", "'")
    return written_out.get(word, word)
