"""What the rules may say of healthy talk and of hard lines, written for this and by no one in particular."""

from pathlib import Path
from typing import Final

import pytest

from towpath.text import Form, read

FOLDER: Final = Path(__file__).parent
MOST_HEALTHY: Final = 0.01
MOST_HARD: Final = 0.05
"""Of the hard set, which is made of lines that look like signs and are none: our own measure."""
FORMS: tuple[Form, ...] = ("journal", "chat")
LEAST: Final = {"en": (300, 600), "es": (150, 240)}
"""How many lines of healthy talk and hard lines there are at least."""


def healthy(locale: str) -> list[str]:
    """Return lines of healthy talk: apologies, care, plans, teasing."""
    return _lines(f"healthy.{locale}.txt")


def hard(locale: str) -> list[str]:
    """Return lines that look like signs and are none, each written on its own, without templates."""
    return _lines(f"hard.{locale}.txt")


def plain(locale: str) -> list[tuple[str, ...]]:
    """Return plain words for plain things: the form, the sign and the words."""
    return [tuple(line.split("\t")) for line in _lines(f"plain.{locale}.txt")]


def _lines(name: str) -> list[str]:
    return [line for line in (FOLDER / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("locale", LEAST)
@pytest.mark.parametrize("form", FORMS)
def test_healthy_talk_is_left_alone(form: Form, locale: str) -> None:
    """Apologies, care, plans and teasing: at most one line in a hundred."""
    lines = healthy(locale)
    found = [line for line in lines if read(line, form=form, locale=locale)]
    assert len(set(lines)) == len(lines) >= LEAST[locale][0]
    assert len(found) <= MOST_HEALTHY * len(lines), found


@pytest.mark.parametrize("locale", LEAST)
@pytest.mark.parametrize("form", FORMS)
def test_hard_lines_are_mostly_left_alone(form: Form, locale: str) -> None:
    """Jokes returned, quotes, third persons, apologies, denials, what-ifs, own messages, slang."""
    lines = hard(locale)
    found = [line for line in lines if read(line, form=form, locale=locale)]
    assert len(set(lines)) == len(lines) >= LEAST[locale][1]
    assert len(found) <= MOST_HARD * len(lines), found


@pytest.mark.parametrize(("locale", "form", "sign", "text"), [(each, *line) for each in LEAST for line in plain(each)])
def test_plain_words_for_plain_things_are_found(locale: str, form: Form, sign: str, text: str) -> None:
    """Whatever else a rule finds or leaves: this nobody may miss."""
    assert sign in {passage.sign for passage in read(text, form=form, locale=locale)}
