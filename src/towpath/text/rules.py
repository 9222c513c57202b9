"""The rules of a locale, read from its pack and compiled once: phrases over plain words, and what must not be near.

A phrase is words with a space between: ``a|b`` one of several (``_`` joins words of one choice), ``x?`` may be left
out, ``x~`` a beginning of a word, ``..`` up to three words between, ``...`` up to six, ``{name}`` a class of the pack,
``.`` the end of a sentence. No gap reaches over that, or over a word that denies.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import msgspec

Form = Literal["journal", "chat"]
Strength = Literal["may_show", "plainly_says"]
Near = Literal["negation", "joke", "story", "other_people", "apology", "past", "hypothetical"]

_GAPS: Final = {"..": 3, "...": 6}


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
    near: dict[Near, tuple[str, ...]]
    rule: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """One phrase of a rule, ready to be looked for."""

    rule: Rule
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a locale, found by a word that a text must hold for a phrase to stand in it."""

    pack: RulePack
    by_word: Mapping[Form, Mapping[str, tuple[Compiled, ...]]]
    near: Mapping[Near, re.Pattern[str]]
    denied: re.Pattern[str]


def load_pack(locale: str) -> RulePack:
    """Return the pack of a locale; ``KeyError`` where there is none."""
    file = files("towpath.text").joinpath("packs", f"{locale}.toml")
    if not locale.isalpha() or not file.is_file():
        raise KeyError(locale)
    raw: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    return msgspec.convert(raw, RulePack)


@cache
def rules(locale: str) -> Rules:
    """Return the compiled rules of a locale."""
    pack = load_pack(locale)
    by_word: dict[Form, defaultdict[str, list[Compiled]]] = {"journal": defaultdict(list), "chat": defaultdict(list)}
    for rule in pack.rule:
        for phrase in rule.say:
            compiled = Compiled(rule, re.compile(_START + _regex(phrase, pack)))
            for form in rule.forms:
                for word in _anchor(phrase, pack):
                    by_word[form][word].append(compiled)
    return Rules(
        pack=pack,
        by_word={form: {word: tuple(found) for word, found in words.items()} for form, words in by_word.items()},
        near={name: re.compile(_START + _any(phrases, pack)) for name, phrases in pack.near.items()},
        denied=re.compile(rf"(?:^|\s)(?:{'|'.join(pack.denies)}) (?:[^\s.]+ ){{0,2}}$"),
    )


_START: Final = r"(?:^|(?<=\s))"


def _any(phrases: Iterable[str], pack: RulePack) -> str:
    return "(?:" + "|".join(_regex(phrase, pack) for phrase in phrases) + ")"


def _regex(phrase: str, pack: RulePack) -> str:
    return "".join(_element(each, pack) for each in _elements(phrase, pack))


def _elements(phrase: str, pack: RulePack) -> list[str]:
    for name, choices in pack.classes.items():
        phrase = phrase.replace("{" + name + "}", choices)
    return phrase.split()


def _element(element: str, pack: RulePack) -> str:
    if element in _GAPS:
        denies = "".join(f"(?!{word} )" for word in pack.denies)
        return rf"(?:{denies}[^\s.]+ ){{0,{_GAPS[element]}}}"
    optional = element.endswith("?")
    choices = "|".join(_choice(each) for each in element.removesuffix("?").split("|"))
    return f"(?:{choices}){'?' if optional else ''}"


def _choice(choice: str) -> str:
    beginning = choice.endswith("~")
    words = re.escape(choice.removesuffix("~").replace("_", " "))
    return f"{words}[^\\s.]* " if beginning else f"{words} "


def _anchor(phrase: str, pack: RulePack) -> list[str]:
    """Return words of which any text with the phrase holds at least one: those of the part with the longest words."""
    best: list[str] = []
    for element in _elements(phrase, pack):
        choices = element.split("|")
        if element in _GAPS or element.endswith("?") or any(each.endswith("~") for each in choices):
            continue
        longest = [max(each.split("_"), key=len) for each in choices]
        if not best or min(map(len, longest)) > min(map(len, best)):
            best = longest
    if not best:
        raise ValueError(phrase)
    return best
