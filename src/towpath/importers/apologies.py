"""Whether a message holds words of apology: only certain ones, in many languages, compared without case or accents.

Words are looked at, not what somebody meant. Which words these are stands in ``apologies.toml``.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Final, NamedTuple

import msgspec

from towpath.importers.asking import is_question

_ASCII: Final = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))
"""Small letters and digits of ASCII as they are; a space for any other byte."""
_LATIN: Final = bytes(code for code in range(256) if code < 0xCD or code in {0xE2, 0xEF} or code >= 0xF0)
"""Bytes that most Latin letters, their marks and emoji have in UTF-8; letters of other scripts have others too."""
_VOICED: Final = "\u3099\u309a"
"""Marks that make another letter of one, in Japanese; they are no accents."""


class Language(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one language: those that apologise, and those that look like it and do not."""

    say: tuple[str, ...]
    but: tuple[str, ...] = ()
    spaced: bool = True


class _Known(NamedTuple):
    pieces: frozenset[bytes]
    """Pieces in ASCII, of which each text with a phrase in Latin letters has one."""
    by_word: Mapping[str, re.Pattern[str]]
    """What is said in languages with spaces, by the longest word of it."""
    unspaced: re.Pattern[str]
    no_apology: re.Pattern[str]
    """In languages without spaces."""
    alone: frozenset[str]
    """Everything that is said; as a question, and nothing beside it, it asks what was meant."""


class _Table(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = "".join(_made_plain(chr(code)))
        return made


def apologises(text: str) -> bool:
    """Tell whether a text holds words of apology. Most texts hold no piece of any and are passed by."""
    known, written = _known(), text.encode("utf-8", "replace")
    pieces = written.translate(_ASCII).split()
    if known.pieces.isdisjoint(pieces) and (text.isascii() or not written.translate(None, _LATIN)):
        return False
    words = f" {b' '.join(pieces).decode()} " if text.isascii() else plain(text)
    return _said(known, words) and not (words.strip() in known.alone and is_question(text))


def languages() -> Mapping[str, Language]:
    """Return the words of every language."""
    raw = tomllib.loads(files("towpath.importers").joinpath("apologies.toml").read_text("utf-8"))
    return msgspec.convert(raw, dict[str, Language])


def plain(text: str) -> str:
    """Return the words of a text in small letters and without accents, a space before and behind each."""
    return f" {' '.join(text.translate(_TABLE).split())} "


def _said(known: _Known, words: str) -> bool:
    for word in filter(known.by_word.__contains__, words.split()):
        if known.by_word[word].search(words):
            return True
    if words.isascii() or not known.unspaced.search(words):
        return False
    return known.unspaced.search(known.no_apology.sub(" ", words)) is not None


@cache
def _known() -> _Known:
    spaced = [each for each in languages().values() if each.spaced]
    unspaced = [each for each in languages().values() if not each.spaced]
    said = [phrase for each in spaced for phrase in each.say]
    but = [plain(phrase) for each in spaced for phrase in each.but]
    by_word: dict[str, list[str]] = defaultdict(list)
    for phrase in map(plain, said):
        by_word[max(phrase.split(), key=len)].append(phrase)
    return _Known(
        pieces=frozenset[bytes]().union(*map(_pieces, said)),
        by_word={word: _pattern(word, say, but) for word, say in by_word.items()},
        unspaced=re.compile("|".join(plain(phrase).strip() for each in unspaced for phrase in each.say)),
        no_apology=re.compile("|".join(plain(phrase).strip() for each in unspaced for phrase in each.but)),
        alone=frozenset(plain(phrase).strip() for each in languages().values() for phrase in each.say),
    )


def _pattern(word: str, say: Iterable[str], but: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the word in a phrase of ``say`` and in none of ``but``; it looks around from the word."""
    return re.compile(f" {word} (?!{_around(word, but)})(?:{_around(word, say)})")


def _around(word: str, phrases: Iterable[str]) -> str:
    parts = (phrase.partition(f" {word} ") for phrase in phrases)
    looks = [f"(?<={before}{found}){after}" if before else after for before, found, after in parts if found]
    return "|".join(looks) if looks else "(?!)"


def _pieces(phrase: str) -> frozenset[bytes]:
    """Return the pieces of one word of the phrase; it is the word whose pieces are found least by accident."""
    words = [_pieces_of_word(word) for word in phrase.replace("'", " ").split()]
    return max(words, key=lambda pieces: min(map(len, pieces), default=0))


def _pieces_of_word(word: str) -> frozenset[bytes]:
    """Return for each way to spell a word, with accents and without, its longest piece in ASCII."""
    spelled = ("".join(letters).encode().translate(_ASCII).split() for letters in product(*map(_ways, word)))
    return frozenset(max(pieces, key=len) for pieces in spelled if pieces)


def _ways(letter: str) -> set[str]:
    """Return the ways in which a letter is written: with its accent as one character, as two, and without."""
    return {letter, unicodedata.normalize("NFD", letter), "".join(_made_plain(letter))}


def _made_plain(character: str) -> Iterator[str]:
    """Yield a character without accents; a space for what is no letter and no digit."""
    if character in _ALIKE:
        yield _ALIKE[character]
        return
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold()):
        kind = unicodedata.category(part)
        if kind[0] in "LN" or part in _VOICED or (kind[0] == "M" and not unicodedata.combining(part)):
            yield part
        elif kind[0] != "M" and kind != "Cf":
            yield " "


_ALIKE: Final = {"\u0131": "i", "\u0142": "l", "\u0111": "d"}
"""Letters with a stroke or without a dot; Unicode does not take them apart."""
_TABLE: Final = _Table()
