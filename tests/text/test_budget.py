"""What the rules may say of healthy talk and of hard lines, written for this and by no one in particular."""

from pathlib import Path

import pytest

from towpath.text import Form, read

FOLDER = Path(__file__).parent


def lines_of(name: str) -> list[str]:
    """Return the lines of a set, without the names of its sections."""
    return [line for line in (FOLDER / name).read_text("utf-8").splitlines() if not line.startswith("#")]


HEALTHY = lines_of("healthy.txt")
HARD = lines_of("hard.txt")
"""Lines that look like signs and are none, all by hand."""
MOST_HEALTHY = 0.01
MOST_HARD = 0.05
"""Of the hard set: our own measure."""
FORMS: tuple[Form, ...] = ("journal", "chat")


@pytest.mark.parametrize("form", FORMS)
def test_healthy_talk_is_left_alone(form: Form) -> None:
    """Apologies, care, plans and teasing: at most one line in a hundred."""
    found = [line for line in HEALTHY if read(line, form=form)]
    assert len(HEALTHY) >= 450
    assert len(found) <= MOST_HEALTHY * len(HEALTHY), found


@pytest.mark.parametrize("form", FORMS)
def test_hard_lines_are_mostly_left_alone(form: Form) -> None:
    """Jokes returned, quotes, third persons, apologies, denials, what-ifs, own messages, slang."""
    found = [line for line in HARD if read(line, form=form)]
    assert len(HARD) >= 600
    assert len(found) <= MOST_HARD * len(HARD), found


def test_no_line_counts_twice() -> None:
    """No two lines of the sets are equal."""
    assert len({line.lower() for line in (*HEALTHY, *HARD)}) == len(HEALTHY) + len(HARD)
