import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.usecases.folding import fold, widths


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Café", "cafe"), ("CAFÉ", "cafe"), ("cafe\u0301", "cafe"), ("Ångström", "angstrom"), ("Straße", "STRASSE"),
        ("ﬁnd", "find"), ("don\u2019t", "don't"), ("\u201cno\u201d", '"no"'), ("a\u00a0b", "a b"), ("a\nb", "a b"),
        ("soft\u00adhyphen", "softhyphen"), ("İstanbul", "istanbul"), ("ΣΊΣΥΦΟΣ", "σισυφοσ"), ("ёлка", "елка"),
        ("mañana", "manana"), ("\uff12\uff10", "20"), ("שָׁלוֹם", "שלום"), ("", ""),
    ],
)  # fmt: skip
def test_letters_that_differ_in_case_accent_or_form_are_alike(text: str, same: str) -> None:
    """What a person would type to find a word finds it."""
    assert fold(text) == fold(same)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("ab", "a b"), ("no", "on"), ("1", "2"), ("o", "0")])
def test_different_words_stay_different(one: str, other: str) -> None:
    """Making alike does not make everything alike."""
    assert fold(one) != fold(other)


@given(st.text())
def test_a_text_in_one_piece_or_taken_apart_is_the_same(text: str) -> None:
    """Composed and decomposed characters fold to the same text, and capitals to that of small letters."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_goes_character_by_character(one: str, other: str) -> None:
    """Two texts fold to the two folded texts, so a place in one has a place in the other."""
    assert fold(one + other) == fold(one) + fold(other)
    assert sum(widths(one)) == len(fold(one))
