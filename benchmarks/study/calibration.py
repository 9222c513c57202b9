"""Are the probabilities that are said the shares that come true? And the intervals?"""

import math
from dataclasses import dataclass
from statistics import fmean

from benchmarks.study.diaries import diary
from benchmarks.study.ours import true_course
from benchmarks.study.results import WEEK, Results, Share, share
from benchmarks.study.scenarios import RECIPES, random

BINS = 10
FEWEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Probabilities between two tenths: how often said, the mean said, and how often it was true."""

    said: float
    true: Share

    @property
    def gap(self) -> float:
        """What was said less what came true."""
        return self.said - self.true.value


def bins(results: Results) -> list[Bin]:
    """Sort all five probabilities of all runs by tenths."""
    pairs = [
        (probability, place == figures[5])
        for figures in results.figures("drawn-26", "probabilities")
        for place, probability in enumerate(figures[:5])
    ]
    groups = [[pair for pair in pairs if tenth(pair[0]) == number] for number in range(BINS)]
    return [
        Bin(said=fmean(said for said, _ in group), true=share([true for _, true in group])) for group in groups if group
    ]


def tenth(probability: float) -> int:
    """Return the bin of a probability; one belongs to the last."""
    return min(int(probability * BINS), BINS - 1)


def came_true(results: Results, letters: str) -> Share:
    """Return how often the direction said at the end, on drawn diaries with the day declared, was the true one."""
    last = [(record["run"], record["said"][-1]) for record in results.records("drawn-26", "trend-declared", WEEK)]
    return share([_is_true(run, said) for run, said in last if said in letters])


def _is_true(run: int, said: str) -> bool:
    course = true_course(diary(RECIPES["drawn-26"], random("drawn-26", run)))
    return course in ((1, 2) if said in "bB" else (3, 4))


def coverage(results: Results, scenario: str) -> tuple[Share, float]:
    """Return how often the 90% interval held the true change, and its mean half width in points."""
    figures = [each for each in results.figures(scenario, "size") if each]
    held = share([low <= truth <= high for low, high, truth in figures])
    width = fmean((high - low) / 2 for low, high, _ in figures)
    return held, (width if math.isfinite(width) else math.nan)
