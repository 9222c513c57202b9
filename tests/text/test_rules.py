"""Each rule finds its examples and leaves its counter-examples; the packs are whole."""

import re

import pytest

from towpath.domain.signs import SIGNS, Tier, Who
from towpath.text import read
from towpath.text.rules import Rule, RulePack, load_pack, rules
from towpath.text.words import with_stops, without_accents, words_of

LOCALES = ("en", "es")
RULES = [(locale, rule) for locale in LOCALES for rule in load_pack(locale).rule]
NAMED = [f"{locale}-{rule.id}" for locale, rule in RULES]
EXAMPLES, COUNTER = 3, 2
"""The fewest of each that a rule has."""
ELEMENT = re.compile(r"\.\.\.?|\*|-|[\w'~.]+(?:\|[\w'~.]+)*\??")


def written_out(phrase: str, pack: RulePack) -> str:
    """Return a phrase with the choices of its classes."""
    while "{" in phrase:
        phrase = re.sub(r"\{(\w+)\}", lambda name: pack.classes[name[1]], phrase)
    return phrase


@pytest.mark.parametrize(("locale", "rule"), RULES, ids=NAMED)
def test_a_rule_finds_its_examples_and_not_its_counter_examples(locale: str, rule: Rule) -> None:
    """What stands in the pack beside a rule holds, in each form that it reads."""
    assert rule.examples
    for form in rule.forms:
        for text in rule.examples:
            assert rule.sign in {passage.sign for passage in read(text, form=form, locale=locale)}, text
        for text in rule.counter:
            assert rule.id not in {passage.rule for passage in read(text, form=form, locale=locale)}, text


@pytest.mark.parametrize(("locale", "rule"), RULES, ids=NAMED)
def test_a_rule_has_enough_examples_and_counter_examples(locale: str, rule: Rule) -> None:
    """What shows what a rule means, and what shows where it ends."""
    assert len(set(rule.examples)) >= EXAMPLES
    assert len(set(rule.counter)) >= COUNTER


@pytest.mark.parametrize("locale", LOCALES)
def test_phrases_are_written_as_the_syntax_says(locale: str) -> None:
    """A gap, whoever did it, or choices of words; no choice is empty."""
    pack = load_pack(locale)
    for phrase in (phrase for rule in pack.rule for phrase in rule.say):
        for element in written_out(phrase, pack).split():
            assert ELEMENT.fullmatch(element), (phrase, element)


@pytest.mark.parametrize("locale", LOCALES)
def test_phrases_are_in_plain_words(locale: str) -> None:
    """A word that is written out in every text would never be found."""
    pack, table = load_pack(locale), with_stops(load_pack(locale).plain)
    phrases = [
        *(say for rule in pack.rule for say in rule.say),
        *pack.own,
        *(each for near in pack.near.values() for each in near),
    ]
    for choice in {choice for phrase in phrases for choice in re.split(r"[ |]", written_out(phrase, pack))}:
        words = " ".join(re.findall(r"[\w']+(?!~)\b", choice.replace("_", " ")))
        assert words_of(words, table).plain.removesuffix(" . ") == without_accents(words), choice


@pytest.mark.parametrize("locale", LOCALES)
def test_rules_have_names_of_their_own_and_known_signs(locale: str) -> None:
    """No name twice; each sign is in the vocabulary and speaks of the other, or of fear."""
    pack = load_pack(locale)
    assert len({rule.id for rule in pack.rule}) == len(pack.rule)
    assert {SIGNS[rule.sign].who for rule in pack.rule} <= {Who.PARTNER, Who.ME}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sign_of_the_other_that_words_can_show_has_a_rule(locale: str) -> None:
    """The vocabulary's partner signs, but for what is good."""
    shown = {rule.sign for rule in load_pack(locale).rule}
    wanted = {name for name, sign in SIGNS.items() if sign.who is Who.PARTNER and sign.tier is not Tier.GOOD}
    assert wanted - shown == set()


def test_there_are_no_rules_for_a_locale_that_is_not_there() -> None:
    """A name that is no locale is not looked for among files."""
    for locale in ("xx", "../en", ""):
        with pytest.raises(KeyError):
            rules(locale)


def test_words_are_plain_and_know_their_places() -> None:
    """Short forms are written out, a sentence ends in a word of its own, and each word has its place in the text."""
    words = words_of("He\u2019s here. YOU can't!", with_stops({"he's": "they is", "can't": "can not"}))
    assert words.plain == "they is here . you can not . "
    assert words.span(0, len("they is here ")) == (0, 9)
    start = words.plain.index("can")
    assert words.span(start, start + len("can not ")) == (15, 20)
    assert words_of("", {}).plain == ""


def test_places_are_places_in_the_text_whatever_its_letters() -> None:
    """A letter that has two small ones (\u0130) and an underscore move nothing."""
    words = words_of("\u0130\u0130 _so_ HE\u2019S here?!", with_stops({"he's": "they is"}))
    assert words.plain == "ii so they is here . "
    assert words.span(words.plain.index("they"), len(words.plain)) == (8, 17)


def test_a_phrase_is_looked_at_only_where_none_of_its_parts_is_missing() -> None:
    """Most phrases are put aside by their words alone."""
    phrases = rules("en").phrases["journal"]
    assert "hits.told" not in {phrase.rule.id for phrase in phrases.in_words("they met a ball . ")}
    assert "hits.told" in {phrase.rule.id for phrase in phrases.in_words("they hit me . ")}
