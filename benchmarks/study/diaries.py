"""Invented diaries as people keep them: moods that carry over, gaps in bursts, whole numbers, weekends."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rng = np.random.Generator

WEEK = 7
SLOW_DAYS = 14.0
HONEYMOON_DAYS = 21.0
RECOVERY_DAYS = 21.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What kind of diary: sizes are in standard deviations of the person's own days, levels in points of 0..10."""

    weeks: int = 26
    course: str = "flat"
    size: float = 1.0
    carry: tuple[float, float] = (0.2, 0.6)
    mean: tuple[float, float] = (3.5, 6.5)
    spread: tuple[float, float] = (1.3, 2.0)
    points: int = 11
    missing: float = 0.3
    slow: float = 0.0
    answers: str = "with gaps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """One diary and its truth: `course` is the true level of every day, in standard deviations from the start."""

    days: Floats
    values: Floats
    weekdays: npt.NDArray[np.int64]
    length: int
    event: float
    spread: float
    course: Floats

    @property
    def weekend(self) -> Flags:
        """True for each answer that was given on a Saturday or Sunday."""
        return self.weekdays >= 5


def diary(recipe: Recipe, rng: Rng) -> Diary:
    """Draw one diary; the event, where something happens, is the full week nearest to one third of the time."""
    length = recipe.weeks * WEEK
    time = np.arange(length, dtype=np.float64)
    event = float(round(length / 3 / WEEK) * WEEK)
    spread, mean = rng.uniform(*recipe.spread), rng.uniform(*recipe.mean)
    course = COURSES[recipe.course](time, event, recipe.size, rng)
    mood = _mood(length, recipe, rng)
    weekdays = (np.arange(length) + rng.integers(WEEK)) % WEEK
    latent = mean + spread * (mood + course + rng.normal(0, 0.3) * (weekdays >= 5))
    kept = _kept(recipe, mood, event, rng)
    return Diary(
        days=time[kept],
        values=_answers(latent, recipe.points)[kept],
        weekdays=weekdays[kept],
        length=length,
        event=event,
        spread=float(spread),
        course=course,
    )


def carried(length: int, carry: float, rng: Rng) -> Floats:
    """Return a stationary AR(1) series of unit variance."""
    noise = rng.normal(size=length)
    noise[1:] *= np.sqrt(1 - carry * carry)
    for day in range(1, length):
        noise[day] += carry * noise[day - 1]
    return noise


def _mood(length: int, recipe: Recipe, rng: Rng) -> Floats:
    """Return the days' ups and downs; `slow` is the share of the variance that wanders over weeks."""
    quick = carried(length, rng.uniform(*recipe.carry), rng)
    if not recipe.slow:
        return quick
    slow = carried(length, float(np.exp(-1 / SLOW_DAYS)), rng)
    mixed: Floats = np.sqrt(1 - recipe.slow) * quick + np.sqrt(recipe.slow) * slow
    return mixed


def _answers(latent: Floats, points: int) -> Floats:
    """Return what is ticked on a scale of so many points, spread over 0..10."""
    steps = points - 1
    ticked: Floats = np.clip(np.round(latent * steps / 10), 0, steps) * 10 / steps
    return ticked


def _kept(recipe: Recipe, mood: Floats, event: float, rng: Rng) -> Flags:
    """Return on which days something was written; the first day always was."""
    kept = ANSWERS[recipe.answers](recipe, mood, event, rng)
    kept[0] = True
    return kept


def _with_gaps(recipe: Recipe, mood: Floats, _event: float, rng: Rng) -> Flags:
    """Half of the missing days lie in bursts of 2 to 10 days, half stand alone."""
    length = len(mood)
    kept = np.ones(length, dtype=np.bool_)
    while np.count_nonzero(~kept) < recipe.missing / 2 * length:
        start = rng.integers(1, length)
        kept[start : start + rng.integers(2, 11)] = False
    there = np.flatnonzero(kept[1:]) + 1
    alone = max(0, round(recipe.missing * length) - int(np.count_nonzero(~kept)))
    kept[rng.choice(there, size=alone, replace=False)] = False
    return kept


def _once_a_week(_recipe: Recipe, mood: Floats, _event: float, _rng: Rng) -> Flags:
    kept: Flags = np.arange(len(mood)) % WEEK == 0
    return kept


def _bad_days_first(recipe: Recipe, mood: Floats, event: float, rng: Rng) -> Flags:
    """Until the event only days below the person's middle are written down."""
    bad_or_later = (mood < 0) | (np.arange(len(mood)) >= event)
    kept: Flags = bad_or_later & _with_gaps(recipe, mood, event, rng)
    return kept


ANSWERS = {"with gaps": _with_gaps, "once a week": _once_a_week, "bad days first": _bad_days_first}


def _flat(time: Floats, _event: float, _size: float, _rng: Rng) -> Floats:
    return np.zeros_like(time)


def _step(time: Floats, event: float, size: float, _rng: Rng) -> Floats:
    return size * (time >= event).astype(np.float64)


def _slope(time: Floats, _event: float, size: float, _rng: Rng) -> Floats:
    sloping: Floats = size * time / time[-1]
    return sloping


def _honeymoon(time: Floats, event: float, size: float, _rng: Rng) -> Floats:
    """Three weeks up, gone within the fourth."""
    return _pulse(time - event, HONEYMOON_DAYS, size)


def _recovery(time: Floats, _event: float, size: float, _rng: Rng) -> Floats:
    """A dip at the first day, the day of leaving, of which 63% is gone after three weeks."""
    return -size * np.exp(-time / RECOVERY_DAYS)


def _tension(time: Floats, _event: float, size: float, rng: Rng) -> Floats:
    """Calm that falls to two bad days, again and again, about every 10 to 30 days."""
    course, period = np.zeros_like(time), rng.uniform(10, 30)
    start = -rng.uniform(0, period)
    while start < len(time):
        length = period * max(0.5, rng.normal(1, 0.15))
        turn = (time >= start) & (time < start + length)
        course[turn] = 0.8 - 1.6 * (time[turn] - start) / length
        course[turn & (time >= start + length - 2)] = -1.8
        start += length
    centred: Floats = size * (course - course.mean())
    return centred


def _drawn(time: Floats, event: float, size: float, rng: Rng) -> Floats:
    """Half nothing, 30% a lasting and 20% a passing change at the event, up or down, of a normally drawn size."""
    height, since = rng.normal(0, size), time - event
    match rng.choice(3, p=[0.5, 0.3, 0.2]):
        case 0:
            return np.zeros_like(time)
        case 1:
            over = rng.choice([1.0, 28.0])
            risen: Floats = height * np.clip((since + 1) / over, 0, 1) * (since >= 0)
            return risen
        case _:
            return _pulse(since, rng.uniform(14, 28), height)


def _pulse(since: Floats, days: float, height: float) -> Floats:
    passing: Floats = height * np.clip((days + WEEK - since) / WEEK, 0, 1) * (since >= 0)
    return passing


Course = Callable[[Floats, float, float, Rng], Floats]
COURSES: dict[str, Course] = {
    "flat": _flat,
    "step": _step,
    "slope": _slope,
    "honeymoon": _honeymoon,
    "recovery": _recovery,
    "tension": _tension,
    "drawn": _drawn,
}
