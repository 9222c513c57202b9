"""The rules of a locale, read from its pack and compiled once: phrases over plain words, and what must not be near.

A phrase is words with a space between: ``a|b`` one of several (``_`` joins words of one choice), ``x?`` may be left
out, ``x~`` a beginning of a word, ``..`` up to three words between, ``...`` up to six, ``{name}`` a class of the pack,
``.`` the end of a sentence, ``*`` any one word. No gap reaches over that, or over a word that denies.

A phrase that begins with ``-`` tells what someone did, and is read in both forms. In a journal that is the class
``they`` and a gap, or anyone who is not named or whose name no list knows ("took my keys", "Kim took my keys"), but
not what the pack calls ``own`` ("I took my keys"). In a chat it is said to whoever did it: the class ``you``, a gap.
Where a verb changes with whom it is said to, a pack has no such class, and these phrases are read in journals only.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import repeat
from operator import or_
from typing import Any, Final, Literal

import msgspec

from towpath.text.words import with_stops, without_accents

Form = Literal["journal", "chat"]
FORMS: Final[tuple[Form, ...]] = ("journal", "chat")
Strength = Literal["may_show", "plainly_says"]
Near = Literal["negation", "joke", "story", "other_people", "apology", "past", "hypothetical"]

_CLASS: Final = re.compile(r"\{(\w+)\}")
_WORD: Final = re.compile(r"[^|_?~]+")
_GAPS: Final = {"*": "{1}", "..": "{0,3}", "...": "{0,6}"}
_ANYONE: Final = "-"
_YOU: Final = "you"
_LOOKED_AT: Final = 4
"""Parts of a phrase that are looked for among the words of a text before its pattern is: more hardly sort out more."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule as it stands in the pack; examples and counter-examples are its tests. ``allow``: may be near."""

    id: str
    sign: str
    forms: tuple[Form, ...]
    say: tuple[str, ...]
    strength: Strength = "may_show"
    allow: tuple[Near, ...] = ()
    examples: tuple[str, ...]
    counter: tuple[str, ...] = ()


class RulePack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The pack of a locale."""

    plain: dict[str, str]
    """How a word or a short form is written out."""
    classes: dict[str, str]
    denies: tuple[str, ...]
    own: tuple[str, ...] = ()
    """What before a phrase of anyone says that it is not of another person, but one's own doing, or of things."""
    near: dict[Near, tuple[str, ...]]
    rule: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a rule, and the pattern that finds it."""

    rule: Rule
    pattern: str

    def stands_in(self, plain: str, begin: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the places between begin and end of plain words where it stands."""
        return _compiled(self.pattern).finditer(plain, begin, end)

    def of_anyone(self, match: re.Match[str]) -> bool:
        """Tell whether a match of this phrase leaves open who did it."""
        return "they" in match.re.groupindex and match["they"] is None


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one form, and the words without which they can not stand in a text.

    A set of phrases is a number with a bit for each. Such sets stand side by side in one number: of the phrases whose
    rarest part is there, then of those whose next rarest part is there, and so on.
    """

    phrases: tuple[Phrase, ...]
    of_word: Mapping[str, int]
    """For each word the sets of phrases of which it is a part."""
    without: int
    """The sets of phrases that have no such part."""

    def in_words(self, plain: str) -> Iterator[Phrase]:
        """Yield the phrases of which no part is missing in plain words, so that they may stand there."""
        there = reduce(or_, map(self.of_word.get, set(plain.split()), repeat(0)), self.without)
        found = (1 << len(self.phrases)) - 1
        for nth in range(_LOOKED_AT):
            found &= there >> nth * len(self.phrases)
        while found:
            last = found.bit_length() - 1
            yield self.phrases[last]
            found ^= 1 << last


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a locale."""

    plain: Mapping[str, str]
    """For each word that is not plain, the plain words for it."""
    phrases: Mapping[Form, Phrases]
    near: Mapping[Near, re.Pattern[str]]
    denied: re.Pattern[str]
    own: re.Pattern[str]


def pack_files(locale: str) -> list[Traversable]:
    """Return the files of which the pack of a locale is put together; ``KeyError`` where there are none."""
    folder = files("towpath.text").joinpath("packs", locale)
    if not locale.isalpha() or not folder.is_dir():
        raise KeyError(locale)
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def load_pack(locale: str) -> RulePack:
    """Return the pack of a locale, put together from its files; ``KeyError`` where there is none."""
    whole: dict[str, Any] = {}
    for file in pack_files(locale):
        for name, value in tomllib.loads(file.read_text("utf-8")).items():
            there = whole.get(name)
            whole[name] = {**there, **value} if isinstance(there, dict) else [*there, *value] if there else value
    return msgspec.convert(whole, RulePack)


@cache
def rules(locale: str) -> Rules:
    """Return the rules of a locale."""
    pack = load_pack(locale)
    return Rules(
        plain=with_stops(pack.plain),
        phrases={form: _phrases(pack, form) for form in FORMS},
        near={name: re.compile(_START + _any(phrases, pack)) for name, phrases in pack.near.items()},
        denied=re.compile(rf"(?:^|\s)(?:{'|'.join(map(without_accents, pack.denies))}) (?:[^\s.]+ ){{0,2}}$"),
        own=re.compile(_START + _any(pack.own, pack) + "$"),
    )


def _phrases(pack: RulePack, form: Form) -> Phrases:
    read = [
        (rule, _elements(text, pack, form))
        for rule in pack.rule
        for text in rule.say
        if form in rule.forms or (text.startswith(_ANYONE) and _YOU in pack.classes)
    ]
    common = _common(elements for _, elements in read)
    of_word: defaultdict[str, int] = defaultdict(int)
    without = 0
    for n, (_, elements) in enumerate(read):
        needs = sorted(_needs(elements, common), key=lambda need: sum(common[word] for word in need))
        for nth in range(_LOOKED_AT):
            bit = 1 << nth * len(read) + n
            for word in needs[nth] if nth < len(needs) else ():
                of_word[word] |= bit
            without |= bit if nth >= len(needs) else 0
    return Phrases(
        tuple(Phrase(rule, _START + _regex(elements, pack)) for rule, elements in read), dict(of_word), without
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a text first asks for it; most texts ask for few."""
    return re.compile(pattern)


_START: Final = r"(?:^|(?<=\s))"


def _any(phrases: Iterable[str], pack: RulePack) -> str:
    return "(?:" + "|".join(_regex(_elements(phrase, pack), pack) for phrase in phrases) + ")"


def _regex(elements: Iterable[str], pack: RulePack) -> str:
    return "".join(_element(each, pack) for each in elements)


def _elements(phrase: str, pack: RulePack, form: Form = "journal") -> list[str]:
    if form == "chat":
        phrase = re.sub(f"^{_ANYONE} ", "{you} .. ", phrase)
    while "{" in phrase:  # classes may be made of classes
        phrase = _CLASS.sub(lambda found: pack.classes[found[1]], phrase)
    return without_accents(phrase).split()


def _element(element: str, pack: RulePack) -> str:
    if element in _GAPS:
        denies = "".join(f"(?!{without_accents(word)} )" for word in pack.denies)
        return rf"(?:{denies}[^\s.]+ ){_GAPS[element]}"
    if element == _ANYONE:
        return f"(?:(?P<they>{_element(pack.classes['they'], pack)}){_element('..', pack)})?"
    optional = element.endswith("?")
    choices = "|".join(_choice(each) for each in element.removesuffix("?").split("|"))
    return f"(?:{choices}){'?' if optional else ''}"


def _choice(choice: str) -> str:
    return "".join(
        re.escape(word.removesuffix("~")) + (r"[^\s.]* " if word.endswith("~") else " ") for word in choice.split("_")
    )


def _common(phrases: Iterable[Iterable[str]]) -> dict[str, float]:
    """Return how common each word may be in any text: short words, and those that phrases often have, are."""
    counted = Counter(word for elements in phrases for element in elements for word in _WORD.findall(element))
    return {word: count / len(word) ** 2 for word, count in counted.items()}


def _needs(elements: Iterable[str], common: Mapping[str, float]) -> list[frozenset[str]]:
    """Return for each part that may not be missing the words of which one must be there: of each choice its rarest."""
    return [
        frozenset(min(choice.split("_"), key=common.__getitem__) for choice in element.split("|"))
        for element in elements
        if element not in (*_GAPS, _ANYONE) and not element.endswith("?") and "~" not in element and "." not in element
    ]
