"""One revision: padded, sealed, bound to its place."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.samples import flipped
from towpath.vault import keys, sealing
from towpath.vault.sealing import Sealed, UnsealError

KEY = keys.notebook_key(b"n" * 16, 1, b"k" * 32)
NEXT = keys.notebook_key(b"n" * 16, 2, b"l" * 32)
OBJECT = b"o" * 16
CARD = b"sixteen bytes .."


@given(plain=st.binary(max_size=3_000), revision=st.integers(1, 2**63 - 1))
def test_what_is_sealed_is_unsealed(plain: bytes, revision: int) -> None:
    """For any bytes at any place, and the size tells only the padded length."""
    sealed = sealing.seal(KEY, OBJECT, revision, plain, CARD, os.urandom)

    assert sealing.unseal(KEY, OBJECT, revision, sealed) == (plain, CARD)
    assert sealing.card_of(KEY, OBJECT, revision, sealed.wrapped) == CARD
    assert len(sealed.content) == sealing.padded_length(36 + len(plain)) + 28
    assert (len(sealed.wrapped), len(sealed.commitment)) == (76, 32)


@pytest.mark.parametrize(
    ("length", "padded"),
    [(0, 256), (1, 256), (256, 256), (257, 272), (1_024, 1_024), (1_025, 1_088), (10_000, 10_240), (600_000, 606_208)],
)
def test_lengths_are_padded(length: int, padded: int) -> None:
    """At least 256, then Padme."""
    assert sealing.padded_length(length) == padded


@given(length=st.integers(257, 2**40))
def test_padding_adds_at_most_an_eighth_and_nothing_twice(length: int) -> None:
    """A padded length stays as it is when padded again."""
    padded = sealing.padded_length(length)

    assert length <= padded <= length * 1.12
    assert sealing.padded_length(padded) == padded


@pytest.mark.parametrize("field", Sealed._fields)
def test_any_changed_byte_is_noticed(field: str) -> None:
    """In the wrapped key, the content or the commitment, at any position."""
    sealed = sealing.seal(KEY, OBJECT, 1, b"plain", CARD, os.urandom)
    data = getattr(sealed, field)

    for position in range(len(data)):
        with pytest.raises(UnsealError):
            sealing.unseal(KEY, OBJECT, 1, sealed._replace(**{field: flipped(data, position, position % 8)}))


@pytest.mark.parametrize("field", Sealed._fields)
@pytest.mark.parametrize("length", [0, 5, 20, 27])
def test_any_cut_is_noticed(field: str, length: int) -> None:
    """Down to nothing at all."""
    sealed = sealing.seal(KEY, OBJECT, 1, b"plain", CARD, os.urandom)

    with pytest.raises(UnsealError):
        sealing.unseal(KEY, OBJECT, 1, sealed._replace(**{field: getattr(sealed, field)[:length]}))


def test_a_revision_opens_only_at_its_own_place() -> None:
    """Another revision, another object, another notebook or another epoch's key do not open it."""
    sealed = sealing.seal(KEY, OBJECT, 2, b"plain", CARD, os.urandom)
    elsewhere = [
        (KEY, OBJECT, 1),
        (KEY, b"p" * 16, 2),
        (keys.notebook_key(b"m" * 16, 1, b"k" * 32), OBJECT, 2),
        (keys.notebook_key(b"n" * 16, 2, b"k" * 32), OBJECT, 2),
        (NEXT, OBJECT, 2),
    ]

    for key, object_id, revision in elsewhere:
        with pytest.raises(UnsealError):
            sealing.unseal(key, object_id, revision, sealed)


def test_rewrapping_moves_a_revision_to_the_new_key() -> None:
    """The new key opens it, the old one no longer does."""
    sealed = sealing.seal(KEY, OBJECT, 1, b"plain", CARD, os.urandom)
    (wrapped,) = sealing.rewrapped(KEY, NEXT, [(OBJECT, 1, sealed.wrapped)], os.urandom)
    moved = sealed._replace(wrapped=wrapped)

    assert sealing.unseal(NEXT, OBJECT, 1, moved) == (b"plain", CARD)
    assert sealing.card_of(NEXT, OBJECT, 1, moved.wrapped) == CARD
    with pytest.raises(UnsealError):
        sealing.unseal(KEY, OBJECT, 1, moved)


@pytest.mark.parametrize("wrapped", [b"", b"short", bytes(76)])
def test_rewrapping_keeps_what_does_not_unwrap(wrapped: bytes) -> None:
    """Damaged bytes are not made worse."""
    assert list(sealing.rewrapped(KEY, NEXT, [(OBJECT, 1, wrapped)], os.urandom)) == [wrapped]


def test_the_same_record_is_sealed_differently_each_time() -> None:
    """Nothing shows that two records are alike, the commitment neither."""
    first, second = (sealing.seal(KEY, OBJECT, 1, b"plain", CARD, os.urandom) for _ in range(2))

    assert not set(first) & set(second)


@pytest.mark.parametrize("position", range(76))
def test_any_changed_byte_around_a_card_is_noticed(position: int) -> None:
    """Without opening the content."""
    wrapped = sealing.seal(KEY, OBJECT, 1, b"plain", CARD, os.urandom).wrapped

    with pytest.raises(UnsealError):
        sealing.card_of(KEY, OBJECT, 1, flipped(wrapped, position, position % 8))


def test_a_card_opens_only_at_its_own_place() -> None:
    """Another revision, another object or another epoch's key do not open it."""
    wrapped = sealing.seal(KEY, OBJECT, 2, b"plain", CARD, os.urandom).wrapped

    for key, object_id, revision in [(KEY, OBJECT, 1), (KEY, b"p" * 16, 2), (NEXT, OBJECT, 2)]:
        with pytest.raises(UnsealError):
            sealing.card_of(key, object_id, revision, wrapped)


def test_what_was_wrapped_without_a_card_does_not_open() -> None:
    """Neither the card nor the content, and no trace."""
    sealed = sealing.seal(KEY, OBJECT, 1, b"plain", CARD, os.urandom)
    place = KEY.notebook + OBJECT + (1).to_bytes(8)
    bare = sealed._replace(wrapped=sealing._wrap(KEY, place, b"k" * 32, b"0" * 12))

    with pytest.raises(UnsealError):
        sealing.unseal(KEY, OBJECT, 1, bare)
    with pytest.raises(UnsealError):
        sealing.card_of(KEY, OBJECT, 1, bare.wrapped)
