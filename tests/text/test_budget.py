"""What the rules may say of healthy talk and of hard lines, written for this and by no one in particular."""

from pathlib import Path

import pytest

from towpath.text import Form, read
from towpath.text.rules import load_pack

FOLDER = Path(__file__).parent
HEALTHY = (FOLDER / "healthy.txt").read_text("utf-8").splitlines()
WRITTEN = [line for line in (FOLDER / "hard.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
BASE = [rule.examples[0] for rule in load_pack("en").rule if not rule.sign.startswith(("danger", "physical.injured"))]
FRAMES = (
    "In the film someone says: {}", "My friend told me what her brother said: {}", "{} lol",
    "I am sorry for saying this: {}",
    "When I was a kid my brother wrote in a school play: {} What a scene.",
)  # fmt: skip
HARD = [*WRITTEN, *(frame.format(line) for frame in FRAMES for line in BASE)]
"""Written by hand, and one example of each rule in frames that make it mean something else."""
MOST_HEALTHY = 0.01
MOST_HARD = 0.05
"""Of the hard set, which is made of lines that look like signs and are none: our own measure."""
FORMS: tuple[Form, ...] = ("journal", "chat")


@pytest.mark.parametrize("form", FORMS)
def test_healthy_talk_is_left_alone(form: Form) -> None:
    """Apologies, care, plans and teasing: at most one line in a hundred."""
    found = [line for line in HEALTHY if read(line, form=form)]
    assert len(HEALTHY) >= 150
    assert len(found) <= MOST_HEALTHY * len(HEALTHY), found


@pytest.mark.parametrize("form", FORMS)
def test_hard_lines_are_mostly_left_alone(form: Form) -> None:
    """Jokes returned, quotes, third persons, apologies, denials, what-ifs, own messages, slang."""
    found = [line for line in HARD if read(line, form=form)]
    assert len(HARD) >= 600
    assert len(found) <= MOST_HARD * len(HARD), found
