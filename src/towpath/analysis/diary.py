"""The record as the analysis takes it: days and values that were checked once, and what a result rests on."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from towpath.analysis.arguments import Floats, ascending, numbers

Counts = NDArray[np.intp]

LONGEST_SILENCE: Final = 14.0
"""Days without an answer after which a record no longer speaks of today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """What a statement rests on, in days since the caller's origin.

    ``answers`` were given before the look, the first on ``first`` and the last on ``last`` (None without answers).
    ``missing`` answers and ``again``, the earliest day to look again, are set while there is not enough: it supposes an
    answer every day from the look on. ``caveats`` are names, not words.
    """

    answers: int
    first: float | None
    last: float | None
    missing: int = 0
    again: float | None = None
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """Checked answers: ``days`` (n,) ascending, ``values`` (n,) on 0 to 10, higher is better."""

    days: Floats
    values: Floats


def diary(days: ArrayLike, values: ArrayLike) -> Diary:
    """Check the answers. Raises ValueError naming ``days`` or ``values``; no answer at all is fine."""
    at, said = ascending("days", days), numbers("values", values, low=0, high=10)
    if at.size != said.size:
        raise ValueError(f"values: {said.size} of them for {at.size} days")
    if np.any(np.diff(at) == 0):
        raise ValueError("days: must ascend, each only once")
    return Diary(days=at, values=said)


def marks(given: ArrayLike, answers: int, name: str) -> Floats:
    """Check one mark (true or false, or a whole number) for each answer. Raises ValueError with ``name``."""
    found = numbers(name, given)
    if found.size != answers:
        raise ValueError(f"{name}: {found.size} of them for {answers} answers")
    return found


def before(record: Diary, looks: Floats) -> Counts:
    """Return how many answers lie strictly before each look."""
    return np.searchsorted(record.days, looks, side="left")


def rests_on(days: Floats, *, missing: int = 0, again: float | None = None, caveats: tuple[str, ...] = ()) -> Because:
    """Return what a statement rests on, given the days of the answers it used."""
    return Because(
        answers=days.size,
        first=float(days[0]) if days.size else None,
        last=float(days[-1]) if days.size else None,
        missing=missing,
        again=None if again is None else float(again),
        caveats=caveats,
    )
