import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from towpath.content import Pack
from towpath.web.forms.fields import Fault
from towpath.web.forms.passphrase import _below, check, generated

WEAK = (Fault("passphrase", "passphrase_weak"),)


@pytest.fixture(scope="session")
def words(pack: Pack) -> tuple[str, ...]:
    """Give the list of words."""
    return pack.passphrase_words


def drawing(values: Iterable[bytes]) -> Callable[[int], bytes]:
    """Return a source of chance that gives these bytes in a row."""
    waiting = iter(values)

    def random(size: int) -> bytes:
        drawn = next(waiting)
        assert len(drawn) == size
        return drawn

    return random


def test_five_words_of_the_list_are_accepted(words: tuple[str, ...]) -> None:
    """Five words of the list are enough, whichever they are and however they are spaced."""
    for passphrase in (" ".join(words[:5]), " ".join(words[-5:]), "  ".join(words[100:105]), "\n".join(words[:6])):
        assert check(passphrase, passphrase, words) == ()


@pytest.mark.parametrize("passphrase", ["zebra", "abacus zebra", "abacus abacus abacus abacus abacus"])
def test_a_few_words_of_the_list_are_refused(words: tuple[str, ...], passphrase: str) -> None:
    """One word or two, and one word five times over, do not count as five."""
    assert check(passphrase, passphrase, words) == WEAK


@pytest.mark.parametrize("passphrase", ["abacus zebra lantern", "acorn acorn zebra zebra duck"])
def test_fewer_than_five_different_words_of_the_list_are_refused(words: tuple[str, ...], passphrase: str) -> None:
    """Three words, and words repeated to make five, do not count as five."""
    assert check(passphrase, passphrase, words) == WEAK


@pytest.mark.parametrize("passphrase", ["cat dog sun hat", "happy birthday to you", "i want to leave him"])
def test_a_phrase_that_anyone_may_think_of_is_refused(words: tuple[str, ...], passphrase: str) -> None:
    """Short words and known phrases are not strong because there are spaces in them."""
    assert check(passphrase, passphrase, words) == WEAK


@pytest.mark.parametrize(
    "passphrase", ["password", "12345678", "qwertyuiop", "Towpath2026", "notebook notes", "a", " "]
)
def test_a_weak_passphrase_of_ones_own_is_refused(words: tuple[str, ...], passphrase: str) -> None:
    """What would be guessed soon is refused."""
    assert check(passphrase, passphrase, words) == WEAK


@pytest.mark.parametrize(
    "passphrase", ["Grey heron, 4 locks; no ferry!", "xK9#vQ2m!Lr7pZ", "zwei Reiher, 4 Boote & kein Steg"]
)  # fmt: skip
def test_a_strong_passphrase_of_ones_own_is_accepted(words: tuple[str, ...], passphrase: str) -> None:
    """What would take too long to guess is accepted."""
    assert check(passphrase, passphrase, words) == ()


def test_a_very_long_passphrase_is_checked_quickly(words: tuple[str, ...]) -> None:
    """Only the first characters are looked at, so that a megabyte is no work."""
    assert check("a1" * 500_000, "a1" * 500_000, words) == WEAK


def test_the_same_letters_composed_or_not_are_the_same(words: tuple[str, ...]) -> None:
    """A passphrase typed decomposed the second time is the same passphrase."""
    composed = unicodedata.normalize("NFC", "caf\u00e9 cr\u00e8me \u00fcber na\u00efve 42!")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert check(composed, decomposed, words) == check(decomposed, composed, words) == ()


@pytest.mark.parametrize(
    "again", ["", "other", "abacus zebra lantern quarry Violet", "abacus zebra lantern quarry violet "]
)
def test_two_that_differ_are_refused(words: tuple[str, ...], again: str) -> None:
    """Case and spaces count."""
    assert check("abacus zebra lantern quarry violet", again, words) == (Fault("again", "passphrase_differs"),)


def test_no_passphrase_is_refused(words: tuple[str, ...]) -> None:
    """An empty passphrase is told apart from a weak one."""
    assert check("", "", words) == (Fault("passphrase", "passphrase_empty"),)


def test_generated_words_are_accepted(words: tuple[str, ...]) -> None:
    """Five words drawn one after another are five words of the list, and pass the check unless two are the same."""
    drawn = generated(words, drawing((number * 1_000).to_bytes(3, "big") for number in range(5)))
    assert drawn.split() == [words[number * 1_000] for number in range(5)]
    assert check(drawn, drawn, words) == ()


def counting(number: int, used: list[int]) -> Callable[[int], bytes]:
    """Return a source of chance that gives this number first, then nothing but zeros, and notes what it gave."""

    def random(size: int) -> bytes:
        used.append(0 if used else number)
        return used[-1].to_bytes(size, "big")

    return random


def test_drawing_is_even() -> None:
    """Over all that chance can give, each number below the bound comes up equally often; the rest is drawn again."""
    counts: Counter[int] = Counter()
    bound = 77
    for number in range(256**2):
        used: list[int] = []
        counts[_below(bound, counting(number, used))] += len(used) == 1
    assert set(counts) == set(range(bound))
    assert set(counts.values()) == {65_536 // bound}


def test_a_number_beyond_the_last_full_round_is_drawn_again() -> None:
    """What would make small numbers likelier is not used."""
    limit = 256**3 - 256**3 % 7_776
    drawn = drawing(number.to_bytes(3, "big") for number in (256**3 - 1, limit, limit - 1))
    assert _below(7_776, drawn) == 7_775
    assert _below(7_776, drawing([bytes(3)])) == 0
