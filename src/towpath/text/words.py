"""A text as plain words for rules to look at: small letters, short forms written out, nobody a man or a woman."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

_PIECE: Final = re.compile(r"\w++(?:'\w++)*+|[.!?;\n](?!\s*[.!?;\n])|[\U0001F602\U0001F923\U0001F480]|/s\b")
_STRETCH: Final = 400
_ACCENTS: Final = str.maketrans("áàâäãåéèêëíìîïóòôöõúùûü", "aaaaaaeeeeiiiiooooouuuu")
"""Letters that are often written without their accents."""
_ALIKE: Final = str.maketrans("\u2019_", "' ")
_TWO_WORDS: Final = 3
"""Words as short as this may be two with an accent and without: él and el, más and mas."""
_STOPS: Final = dict.fromkeys(".!?;\n", ".")


class Words(Struct, frozen=True, dict=True):
    """Plain words in one string, each with a space behind it; where they stand in the text is looked up when asked.

    The end of a sentence is a word of its own, ``.``, and stands at the end of the text too.
    """

    plain: str
    small: str
    written_out: Mapping[str, str]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text of a part of the plain words, without the end of a sentence behind it."""
        first = self.plain.count(" ", 0, start)
        last = first + self.plain[start:end].removesuffix(". ").rstrip().count(" ")
        return self._places[first][0], self._places[last][1]

    def stretches(self) -> Iterator[tuple[int, int, int]]:
        """Yield where stretches of whole sentences begin and end in the plain words, and where the sentence after ends.

        In a long text almost any phrase has its parts somewhere; in a stretch few have.
        """
        end = 0
        while end < len(self.plain):
            begin, end = end, self._sentence_end(end + _STRETCH)
            yield begin, end, self._sentence_end(end)

    def _sentence_end(self, start: int) -> int:
        found = self.plain.find(" . ", start)
        return len(self.plain) if found < 0 else found + len(" . ")

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        places = [
            found.span()
            for found in _PIECE.finditer(self.small)
            for plain in _plain([found.group()], self.written_out)
            for _ in plain.split(" ")
        ]
        return [*places, (places[-1][1], places[-1][1])]


def with_stops(written_out: Mapping[str, str]) -> dict[str, str]:
    """Return for each word the plain words for it, and for what ends a sentence the word that stands for that."""
    table = {word: without_accents(plain) for word, plain in written_out.items()}
    folded = {without_accents(word): plain for word, plain in table.items() if len(word) > _TWO_WORDS}
    return {**folded, **table, **_STOPS}


def without_accents(words: str) -> str:
    """Return words, already in small letters, as they are looked at and looked for."""
    return words.translate(_ACCENTS)


def words_of(text: str, written_out: Mapping[str, str]) -> Words:
    """Return the plain words of a text; ``written_out`` is what ``with_stops`` returns."""
    small = _small(text)
    pieces = _PIECE.findall(small)
    plain = " ".join(_plain(pieces, written_out))
    if plain:
        plain += " " if plain.endswith(".") else " . "
    return Words(plain, small, written_out)


def _plain(pieces: Sequence[str], written_out: Mapping[str, str]) -> Iterable[str]:
    """Return the plain words for each piece of a text: as it stands in the table, or else as it is without accents."""
    if "".join(pieces).isascii():
        return map(written_out.get, pieces, pieces)
    bare = map(without_accents, pieces)
    return (written_out.get(piece) or written_out.get(word, word) for piece, word in zip(pieces, bare, strict=True))


def _small(text: str) -> str:
    """Return a text in small letters, character for character, so that places in it are places in the text."""
    return text.replace("\u0130", "I").lower().translate(_ALIKE)
