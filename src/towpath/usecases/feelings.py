"""How the person has felt, as the PHQ-4 asks it (Kroenke et al. 2009): newest first, and what still counts today."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

from towpath.domain.records import Feelings
from towpath.vault import Stored

COUNTS_DAYS: Final = 92
"""An older answer says nothing about today."""
EVERY_DAYS: Final = 28

Strain = Literal["low", "some", "more", "much"]
_FROM: Final[tuple[tuple[int, Strain], ...]] = ((9, "much"), (6, "more"), (3, "some"), (0, "low"))


def all_feelings(stored: Iterable[Stored]) -> list[tuple[str, Feelings]]:
    """Return all answers with their ids, the newest day first."""
    found = [(one.id, one.record) for one in stored if isinstance(one.record, Feelings)]
    return sorted(found, key=lambda one: (one[1].day, one[1].written, one[0]), reverse=True)


def total(feelings: Feelings) -> int | None:
    """Return the sum, 0..12; ``None`` where a question was skipped: a part is no sum."""
    whole = _whole(feelings)
    return None if whole is None else sum(whole)


def strain(sum_: int) -> Strain:
    """Return the published band of a sum: from 3, from 6, from 9 (Kroenke et al. 2009)."""
    return next(band for least, band in _FROM if sum_ >= least)


def lately(stored: Iterable[Stored], today: date) -> tuple[int, int, int, int] | None:
    """Return the newest answers that are whole and of the last three months."""
    for _, each in all_feelings(stored):
        whole = _whole(each)
        if whole is not None and (today - each.day).days < COUNTS_DAYS:
            return whole
    return None


def _whole(feelings: Feelings) -> tuple[int, int, int, int] | None:
    a, b, c, d = feelings.answers
    return None if a is None or b is None or c is None or d is None else (a, b, c, d)
