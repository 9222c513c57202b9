"""Words of apology: the list holds what it says, in every way of writing, and nothing that only looks like it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.importers.apologies import apologises, languages, plain

SAID = [phrase for each in languages().values() for phrase in each.say]
NOT_SAID = [phrase for each in languages().values() for phrase in each.but]
SPACED = [phrase for each in languages().values() if each.spaced for phrase in each.say]
NEEDED = {"ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "vi", "zh"}


def without_accents(text: str) -> str:
    """Return a text as it is written where there are no keys for accents."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not "\u0300" <= each <= "\u036f")


def test_the_great_languages_are_in_the_list() -> None:
    """Those that most people write in."""
    assert set(languages()) >= NEEDED


@pytest.mark.parametrize("phrase", SAID)
def test_each_phrase_is_found_however_it_is_written(phrase: str) -> None:
    """Alone, in a sentence, between marks, beside emoji, in capitals, and with accents taken apart or left out."""
    for text in (
        phrase, f"3, {phrase}.", f"*{phrase}*\n\nx", f"{phrase}\U0001f642", f"\u00e9\u00e9 {phrase}!", phrase.upper(),
        phrase.capitalize(), unicodedata.normalize("NFD", phrase), without_accents(phrase), f"{phrase} {phrase}",
    ):  # fmt: skip
        assert apologises(text), text


@pytest.mark.parametrize("phrase", NOT_SAID)
def test_what_looks_like_an_apology_is_none(phrase: str) -> None:
    """Neither alone nor in a sentence; and each is needed, for it holds a phrase of the list."""
    assert not apologises(phrase)
    assert not apologises(f"2 {phrase}, \U0001f642")
    words = plain(phrase).strip()
    assert any(plain(said).strip() in words for said in SAID)


@pytest.mark.parametrize(
    "text",
    [
        "I'm so sorry", "sorry, not for that but for this", "SORRY!!!", "sorry to hear that. sorry I am late",
        "Perdón, llego tarde", "perdoname porfa", "lo siento mucho", "c'est ma faute, je m'excuse", "es tut mir leid",
        "Forgive me.", "прости меня", "对不起 我错了", "ごめんね", "미안해요ㅠㅠ", "ขอโทษนะ", "ÖZÜR DİLERİM",
    ],
)  # fmt: skip
def test_sentences_that_apologise(text: str) -> None:
    """An apology may stand beside what is none."""
    assert apologises(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "sorry?", "Sorry ??", "\u00bfPerd\u00f3n?", "excuse me?", "sorry for your loss", "sorry not sorry",
        "you'll be sorry", "you never say sorry", "sorrynotsorry", "unfortunately", "me siento mal", "das ist leider",
        "للأسف", "你对不起我", "che bella scusa", "better safe than sorry", "été \U0001f642", "просто", "uma desculpa",
    ],
)  # fmt: skip
def test_sentences_that_do_not_apologise(text: str) -> None:
    """Sympathy, a question, a demand for one, a threat, and longer words are no apology."""
    assert not apologises(text)


@given(st.text(), st.text(), st.sampled_from(SPACED))
def test_words_around_it_take_no_apology_away(before: str, after: str, phrase: str) -> None:
    """Whatever stands around it, in any script, a phrase in whole words is found if no exception holds it."""
    around = plain(f"{before} zz {phrase} zz {after}")
    if not any(plain(each) in around for each in NOT_SAID):
        assert apologises(f"{before} zz {phrase} zz {after}")


@given(st.text(alphabet="abcdefghij ?!\u00e9\u0438\u3042\U0001f642"))
def test_text_without_such_words_does_not_apologise(text: str) -> None:
    """No chance letters are taken for an apology."""
    assert not apologises(text)
