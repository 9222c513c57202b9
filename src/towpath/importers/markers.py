"""What a chat program puts in the place of a message, in many languages: media, calls, deletions, its own lines."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from towpath.importers.message import Kind

MARK: Final = "\u200e"
"""Some programs write this before what a person did not write."""
INVISIBLE: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_GONE: Final = dict.fromkeys(map(ord, INVISIBLE))
LONGEST: Final = 300
"""Characters: a longer text is what a person wrote."""


class Marked(NamedTuple):
    """The kind of a message, and the names of the files beside the export."""

    kind: Kind
    attachments: tuple[str, ...] = ()


class _Words(NamedTuple):
    starts: frozenset[str]
    plain: Mapping[str, Kind]
    attached: re.Pattern[str]
    longer: Mapping[Kind, re.Pattern[str]]
    edited: re.Pattern[str]
    missed: re.Pattern[str]
    system: re.Pattern[str]


TEXT: Final = Marked("text")
_START: Final = 5
_ENDS: Final = ">)"
_ORDER: Final[tuple[Kind, ...]] = ("media", "call", "deleted")


def candidates(texts: Sequence[str]) -> list[int]:
    """Return the numbers, from 0, of the texts that can be more than a text: quickly, for there are many."""
    starts = _words().starts
    return [
        number
        for number, text in enumerate(texts)
        if text[:_START].lower() in starts
        or text[-1:] in _ENDS
        or text[:1] in INVISIBLE
        or ("\n" in text and (")\n" in text or ")\r\n" in text))  # a name of a file may have words below it
    ]


def marked(text: str) -> Marked:
    """Return what a text is that somebody sent, or that the program put in its place."""
    if not candidates([text]):
        return TEXT
    words = _words()
    shown = plain(text)
    key = shown.casefold()
    if text.endswith(">") and words.edited.search(key):
        return Marked("edited")
    if len(shown) > LONGEST:
        return TEXT
    if file := words.attached.fullmatch(shown.partition("\n")[0].rstrip("\r")):
        return Marked("media", tuple(name for name in file.groups() if name))
    kind = words.plain.get(key) or next((kind for kind in _ORDER if words.longer[kind].fullmatch(key)), None)
    return Marked(kind) if kind else TEXT


def is_system(text: str) -> bool:
    """Tell whether a line without a certain author has the wording of the program itself."""
    return _words().system.fullmatch(plain(text).casefold()) is not None


def missed_call(text: str) -> bool:
    """Tell whether the line of a call says that nobody took it."""
    return _words().missed.search(plain(text).casefold()) is not None


def plain(text: str) -> str:
    """Return a text without invisible marks and outer spaces, to compare it; what is kept is the text itself."""
    return (text if text.isascii() else text.translate(_GONE)).strip()


@cache
def _words() -> _Words:
    given: dict[str, list[str]] = tomllib.loads(files("towpath.importers").joinpath("markers.toml").read_text("utf-8"))
    replaced = [word.casefold() for kind in ("attached", *_ORDER) for word in given[kind]]
    return _Words(
        starts=frozenset(word.partition("*")[0][:_START] for word in replaced if word[0] != "*"),
        plain={word.casefold(): kind for kind in _ORDER for word in given[kind] if "*" not in word},
        attached=_pattern(given["attached"], "(.+?)"),
        longer={kind: _pattern([word for word in given[kind] if "*" in word]) for kind in _ORDER},
        edited=re.compile(f"(?:{'|'.join(map(re.escape, map(str.casefold, given['edited'])))})$"),
        missed=_pattern(given["missed"]),
        system=_pattern(given["system"]),
    )


def _pattern(words: list[str], gap: str = ".*") -> re.Pattern[str]:
    spelled = (gap.join(map(re.escape, word.casefold().split("*"))) for word in words)
    return re.compile("|".join(spelled) or "(?!)", re.IGNORECASE | re.DOTALL)
