"""Fixed numbers of incidents at which a question is asked, so that looking every day makes no finding of its own.

Three milestones at .05 / 3 each keep the chance that any of them finds something in nothing below 5% (Bonferroni).
"""

from typing import Final

ALPHA: Final = 0.05 / 3


def reached(number: int, milestones: tuple[int, ...]) -> int:
    """Return the last milestone that a number of incidents has reached; 0 for none."""
    return max((each for each in milestones if each <= number), default=0)


def following(number: int, milestones: tuple[int, ...]) -> int | None:
    """Return the milestone that comes next, if there is one."""
    return next((each for each in milestones if each > number), None)
