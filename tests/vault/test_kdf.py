"""The passphrase: which ones can be, and what becomes of them."""

import unicodedata

import pytest
from argon2.exceptions import HashingError
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tests.vault.samples import CHEAP
from towpath.errors import BadInput
from towpath.vault import kdf
from towpath.vault.kdf import Cost


def test_decomposed_and_composed_are_one_passphrase() -> None:
    """The same letters typed on another system give the same bytes."""
    composed = "Füße und Ångström"
    decomposed = unicodedata.normalize("NFD", composed)

    assert decomposed != composed
    assert kdf.prepare(decomposed) == kdf.prepare(composed) == composed.encode()


@pytest.mark.parametrize(
    ("passphrase", "key"),
    [
        ("", "passphrase_empty"),
        ("a" * 1_025, "passphrase_long"),
        ("\U0001f600" * 1_024 + "a", "passphrase_long"),
        ("a" * 1_048_576, "passphrase_long"),
        ("with\0nul", "passphrase_characters"),
        ("half of a pair \ud83d", "passphrase_characters"),
    ],
    ids=["empty", "1025 characters", "over 4 KiB", "1 MB", "NUL", "half a character"],
)
def test_a_passphrase_that_cannot_be_is_refused_with_its_reason(passphrase: str, key: str) -> None:
    """To set one says what is wrong with it; to try one says nothing."""
    with pytest.raises(BadInput) as caught:
        kdf.prepare(passphrase)

    assert caught.value.key == key
    assert caught.value.facts == {}
    assert kdf.attempt(passphrase) is None


@pytest.mark.parametrize("passphrase", ["a", " ", "a" * 1_024, "\U0001f600" * 1_024])
def test_a_passphrase_at_the_limit_is_taken_as_it_is(passphrase: str) -> None:
    """Nothing is trimmed or cut."""
    assert kdf.prepare(passphrase) == kdf.attempt(passphrase) == passphrase.encode()


def test_longest_passphrase_may_be_typed_decomposed() -> None:
    """The limit counts composed characters."""
    longest = "\N{LATIN SMALL LETTER O WITH HORN AND TILDE}" * 1_000

    assert kdf.prepare(unicodedata.normalize("NFD", longest)) == longest.encode()


def test_stretching_agrees_with_a_second_implementation() -> None:
    """The result is what OpenSSL's Argon2id gives for the same parameters."""
    other = Argon2id(salt=b"s" * 16, length=32, iterations=2, lanes=3, memory_cost=19 * 1024 + 5)

    assert kdf.stretch(b"words", b"s" * 16, Cost(19 * 1024 + 5, 2, 3)) == other.derive(b"words")


@pytest.mark.parametrize(
    "cost",
    [
        Cost(19 * 1024 - 1, 1, 1),
        Cost(1024 * 1024 + 1, 1, 1),
        Cost(2**32 - 1, 1, 1),
        Cost(passes=0),
        Cost(passes=11),
        Cost(lanes=0),
        Cost(lanes=9),
    ],
    ids=str,
)
def test_cost_out_of_limits_is_refused_before_allocation(cost: Cost, monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 is not even called."""
    monkeypatch.setattr(kdf, "hash_secret_raw", lambda *_, **__: pytest.fail("allocated"))

    with pytest.raises(ValueError, match="limits"):
        kdf.stretch(b"words", bytes(16), cost)


@pytest.mark.parametrize("cost", [Cost(), CHEAP, Cost(1024 * 1024, 10, 8)], ids=str)
def test_cost_at_the_limits_is_within_them(cost: Cost) -> None:
    """Both ends belong to the range."""
    assert cost.within_limits()


def test_too_little_memory_is_a_memory_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Argon2 reports is passed on without its text."""

    def fail(*_: object, **__: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(kdf, "hash_secret_raw", fail)

    with pytest.raises(MemoryError):
        kdf.stretch(b"words", bytes(16), CHEAP)
