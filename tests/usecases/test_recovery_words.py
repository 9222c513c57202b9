"""Recovery words on paper and as they are typed again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.content import Pack, load
from towpath.usecases.recovery_words import as_words, typed
from towpath.vault import Recovery

SECRET = Recovery(bytes(range(16)))
WORDS = load().passphrase_words


def test_the_list_has_as_many_words_as_the_numbers_need(pack: Pack) -> None:
    """Two of them differ by a hyphen only; the check tells which was meant."""
    assert len(set(pack.passphrase_words)) == 7_776
    assert len({word.replace("-", "") for word in pack.passphrase_words}) == 7_775


@given(secret=st.binary(min_size=16, max_size=16), between=st.sampled_from([" ", "\n", ", ", "-", " 1. ", "  "]))
def test_words_that_are_typed_are_the_secret(secret: bytes, between: str) -> None:
    """In capitals or not, whatever stands between them, words with a hyphen too."""
    words = as_words(Recovery(secret), WORDS)

    assert len(words) == 11
    assert typed(between.join(words), WORDS) == Recovery(secret)
    assert typed(f" {between.join(words).upper()} ", WORDS) == Recovery(secret)


def with_hyphens() -> list[Recovery]:
    """Return secrets whose words have hyphens, or are one of the two that differ by one."""
    special = {number for number, word in enumerate(WORDS) if "-" in word or word == "yoyo"}
    secrets = (Recovery(number.to_bytes(16)) for number in range(40_000_000, 40_060_000))
    return [secret for secret in secrets if special & set(secret.numbers())]


def test_words_with_a_hyphen_are_read_however_they_are_typed() -> None:
    """With it, with a space, or with nothing in its place."""
    secrets = with_hyphens()
    assert len({word for secret in secrets for word in as_words(secret, WORDS) if "-" in word}) > 2
    for secret in secrets:
        words = " ".join(as_words(secret, WORDS))
        for text in (words, words.replace("-", " "), words.replace("-", "")):
            assert typed(text, WORDS) == secret


@pytest.mark.parametrize(
    "text",
    [
        "",
        "seven plain words on a slip of paper",
        "one two three four five six seven eight nine ten eleven",
        "a " * 11,
        "abacus " * 11,
        "abacus " * 10_000,
    ],
    ids=lambda text: text[:20],
)
def test_any_other_text_is_a_passphrase_and_stays_as_it_is(text: str) -> None:
    """Also where all words are in the list and only the check is wrong."""
    assert typed(text, WORDS) == text


def test_one_wrong_word_makes_it_a_passphrase() -> None:
    """Which then opens nothing."""
    words = list(as_words(SECRET, WORDS))
    words[4] = "zoom" if words[4] != "zoom" else "zone"

    assert typed(" ".join(words), WORDS) == " ".join(words)
