"""Reads one text and returns the passages that may show a sign. It points; it never judges and never adds up.

Words of one gender are made neutral before anything is looked at, so the same words of or about anyone give the same
passages. Both people's messages are read by the same rules.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from towpath.text.rules import Form, Near, Phrase, Phrases, Rules, Strength, rules
from towpath.text.words import Words, words_of

Speaker = Literal["me", "other", "unknown"]
LONGEST: Final = 100_000
"""Characters of a text that are read; what lies behind is not."""

_QUOTED: Final = re.compile(r"[\"\u201c\u201e\u00ab][^\"\u201c\u201d\u201e\u00ab\u00bb]+[\"\u201c\u201d\u00bb]")
_NEAR: Final[tuple[Near, ...]] = ("joke", "story", "apology")
"""These count in the sentence of a match and in the one before and after it; the others only in its own."""
_SENTENCE: Final[tuple[Near, ...]] = ("other_people", "past", "hypothetical")

__all__ = ["Form", "Passage", "Speaker", "Strength", "read"]


class Passage(Struct, frozen=True, kw_only=True):
    """A part of a text, from ``start`` to ``end`` (characters), and the sign that it may show."""

    start: int
    end: int
    sign: str
    rule: str
    strength: Strength
    why: str
    """The key of the words that say why: the sign's own question."""


def read(text: str, *, speaker: Speaker = "unknown", form: Form = "journal", locale: str = "en") -> list[Passage]:
    """Return the passages of a text in the order in which they stand, at most one of each sign at a place.

    ``form`` is "journal" for what someone tells of the other, "chat" for what is said to the other; what is quoted in a
    journal is read as said. ``speaker`` is who wrote it; the same rules hold for all, so it changes nothing (a test
    holds it to that).

    Raises:
        KeyError: there are no rules for the locale.
    """
    del speaker  # named for the caller, who keeps it beside the passage; rules that knew it could take a side
    found = rules(locale)
    words = words_of(text[:LONGEST], found.plain)
    passages = [*_passages(found.phrases[form], words, found)]
    if form == "journal":
        quoted = [place.span() for place in _QUOTED.finditer(words.small)]
        said = _passages(found.phrases["chat"], words, found) if quoted else ()
        passages += [each for each in said if any(start <= each.start and each.end <= end for start, end in quoted)]
    if not passages:
        return []
    passages.sort(key=lambda passage: (passage.start, passage.end, passage.rule))
    return list(_without_doubles(passages))


def _passages(phrases: Phrases, words: Words, found: Rules) -> Iterator[Passage]:
    for begin, end, further in words.stretches():
        for phrase in phrases.in_words(words.plain[begin:further]):
            rule = phrase.rule
            for match in phrase.stands_in(words.plain, begin, further):
                if match.start() < end and not _kept_out(phrase, match, found):
                    first, last = words.span(match.start(), match.end())
                    why = f"signs.{rule.sign}"
                    yield Passage(start=first, end=last, sign=rule.sign, rule=rule.id, strength=rule.strength, why=why)


def _kept_out(phrase: Phrase, match: re.Match[str], found: Rules) -> bool:
    """Tell whether something near the match makes it mean something else."""
    plain, said, allow = match.string, match.group().removesuffix(". "), phrase.rule.allow
    *before, begun = plain[: match.start()].rsplit(". ", 2)
    ended, *after = plain[match.start() + len(said) :].split(". ", 2)
    if ("negation" not in allow and found.denied.search(begun)) or (
        phrase.of_anyone(match) and found.own.search(begun)
    ):
        return True
    sentence = begun + said + ended
    near = ". ".join((*before[-1:], sentence, *after[:1]))
    return any(
        name not in allow and name in found.near and found.near[name].search(where)
        for names, where in ((_SENTENCE, sentence), (_NEAR, near))
        for name in names
    )


def _without_doubles(passages: list[Passage]) -> Iterator[Passage]:
    """Yield passages, but of the same sign only the first of those that overlap."""
    last: dict[str, int] = {}
    for passage in passages:
        if passage.start >= last.get(passage.sign, -1):
            last[passage.sign] = passage.end
            yield passage
