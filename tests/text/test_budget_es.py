"""What the Spanish rules may say of healthy talk and of hard lines, both written by hand for this."""

from pathlib import Path

from towpath.text import read

FOLDER = Path(__file__).parent
MOST_HEALTHY = 0.009
MOST_HARD = 0.04
"""Of the hard set, which is made of lines that look like signs and are none."""


def lines(name: str) -> list[str]:
    """Return the lines of a file beside this one, without headings."""
    return [line for line in (FOLDER / name).read_text("utf-8").splitlines() if not line.startswith("#")]


def test_healthy_talk_is_left_alone() -> None:
    """Thanks, care, plans and teasing in chats."""
    healthy = lines("healthy.es.txt")
    found = [line for line in healthy if read(line, form="chat", locale="es")]
    assert len(healthy) >= 150
    assert len(found) <= MOST_HEALTHY * len(healthy), found


def test_hard_lines_are_mostly_left_alone() -> None:
    """Jokes returned, quotes, third persons, apologies, denials, what-ifs, own messages, slang."""
    hard = lines("hard.es.txt")
    found = [line for line in hard if read(line, form="chat", locale="es")]
    assert len(hard) >= 200
    assert len(found) <= MOST_HARD * len(hard), found
