"""Space and the last message: what is kept, what of it is still open, and whether words for the other are offered."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from towpath.domain.letter import Letter
from towpath.domain.space import Space
from towpath.method import Assessment
from towpath.usecases.newest import newest
from towpath.vault import Stored

PARTS: Final = ("text", "day", "until", "contact", "talk")
"""What makes it space and not a going away: told, limited, with a rule and a day to talk."""
FOR_THE_OTHER: Final = frozenset({"text", "told", "theirs", "talk"})
"""The parts that have to do with telling the other or agreeing with them."""


def kept(stored: Iterable[Stored]) -> tuple[str, Space] | None:
    """Return the id and the space that was written last; ``None`` where there is none."""
    return newest(stored, Space)


def last_message(stored: Iterable[Stored]) -> tuple[str, Letter] | None:
    """Return the id and the last message; ``None`` where there is none."""
    letters = [one for one in stored if isinstance(one.record, Letter) and one.record.part == "last_message"]
    return newest(letters, Letter)


def may_be_told(assessment: Assessment) -> bool:
    """Tell whether words for the other are offered: as for any talk of the two, opened by answers alone."""
    return assessment.joint_work == "allowed"


def still_open(space: Space, *, told: bool) -> tuple[str, ...]:
    """Return what is not filled in yet; ``told``: the parts for the other count too."""
    return tuple(name for name in PARTS if not getattr(space, name) and (told or name not in FOR_THE_OTHER))


def is_over(space: Space, today: date) -> bool:
    """Tell whether the end that was named has come."""
    return space.until is not None and space.until <= today
