"""The record as the analysis takes it: days and values that were checked once, and what a result rests on."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]

MOST: Final = 20_000
"""The most answers, and the most looks, in one call: one a day for 54 years. More is refused rather than slow."""
LONGEST_SILENCE: Final = 14.0
"""Days without an answer after which a record no longer speaks of today."""
FARTHEST: Final = 1e7
"""Days from the origin, either way: 27,000 years. Beyond it a day is a mistake, and sums lose their last digits."""


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
    at, said = _numbers(days, "days"), _numbers(values, "values")
    if at.size != said.size:
        raise ValueError(f"values: {said.size} of them for {at.size} days")
    if np.any(np.diff(at) <= 0):
        raise ValueError("days: must ascend, each only once")
    if np.any((said < 0) | (said > 10)):
        raise ValueError("values: must lie between 0 and 10")
    return Diary(days=at, values=said)


def looks_at(looks: ArrayLike) -> Floats:
    """Check the days of the looks, which must ascend. Raises ValueError naming ``looks``."""
    at = _numbers(looks, "looks")
    if np.any(np.diff(at) < 0):
        raise ValueError("looks: must ascend")
    return at


def one_day(day: float, name: str) -> float:
    """Check a single day, as that of an event. Raises ValueError with ``name``."""
    return float(_numbers([day], name)[0])


def marks(given: ArrayLike, answers: int, name: str) -> Floats:
    """Check one mark (true or false, or a whole number) for each answer. Raises ValueError with ``name``."""
    found = _numbers(given, name)
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


def _numbers(given: ArrayLike, name: str) -> Floats:
    try:
        found = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: must be numbers") from error
    if found.ndim != 1:
        raise ValueError(f"{name}: must be one row of numbers")
    if found.size > MOST:
        raise ValueError(f"{name}: {found.size} are more than the {MOST} that can be looked at together")
    if not np.all(np.isfinite(found)) or np.any(np.abs(found) > FARTHEST):
        raise ValueError(f"{name}: must be finite and within {FARTHEST:.0f} days of the origin")
    return found
