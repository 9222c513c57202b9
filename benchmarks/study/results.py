"""Shares, with their standard errors, of the runs in which something was said."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.study.jobs import Record
from benchmarks.study.runner import records
from benchmarks.study.scenarios import RECIPES

WEEK = 7
FIRST_LOOK_WEEK = 2
LEVEL = 0.05
RARE = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """In how many of so many runs."""

    hits: int
    runs: int

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.hits / self.runs

    @property
    def error(self) -> float:
        """Its standard error."""
        return math.sqrt(self.value * (1 - self.value) / self.runs)

    def __str__(self) -> str:
        """Return percent and standard error; where it never or always happened, the exact 95% bound instead."""
        if not self.runs:
            return "-"
        bound = 100 * (1 - LEVEL ** (1 / self.runs))
        if self.hits == 0:
            return f"0 (< {bound:.1f})"
        if self.hits == self.runs:
            return f"100 (> {100 - bound:.1f})"
        digits = 1 if self.value >= RARE else 2  # never "0.0" for what did happen
        return f"{100 * self.value:.{digits}f} ± {100 * self.error:.{digits}f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results in a folder."""

    folder: Path

    def records(self, scenario: str, method: str, every: int) -> list[Record]:
        """Return the runs of one job, in order."""
        return records(self.folder / f"{scenario}.{method}.{every}.jsonl")

    def has(self, scenario: str, method: str, every: int = WEEK) -> bool:
        """Return whether there are such looks."""
        return any((self.folder / f"{scenario}.{method}.{each}.jsonl").exists() for each in {every, 1})

    def said(self, scenario: str, method: str, every: int = WEEK) -> list[str]:
        """Return what was said at each look of each run; weekly looks are also among daily ones."""
        if (self.folder / f"{scenario}.{method}.{every}.jsonl").exists():
            return [record["said"] for record in self.records(scenario, method, every)]
        return [record["said"][::every] for record in self.records(scenario, method, 1)]

    def figures(self, scenario: str, method: str, every: int = WEEK) -> list[list[float]]:
        """Return the figures of each run."""
        return [record["figures"] for record in self.records(scenario, method, every)]

    def ever(self, scenario: str, method: str, letters: str, every: int = WEEK) -> Share:
        """Return the share of runs in which one of the letters was said at some look."""
        return share([any(letter in run for letter in letters) for run in self.said(scenario, method, every)])

    def at_end(self, scenario: str, method: str, letters: str) -> Share:
        """Return the share of runs in which one of the letters was said at the last look."""
        return share([run[-1] in letters for run in self.said(scenario, method)])

    def found(self, scenario: str, method: str, letters: str) -> Share:
        """Return the share of runs in which one of the letters was said after what happens had begun."""
        begun = looks_before(scenario)
        return share([any(letter in run[begun:] for letter in letters) for run in self.said(scenario, method)])

    def median_week(self, scenario: str, method: str, letters: str) -> float | None:
        """Return the week in which one of the letters was first said thereafter, or None if mostly it never was."""
        begun = looks_before(scenario)
        weeks = [first_of(run, letters, begun) + FIRST_LOOK_WEEK for run in self.said(scenario, method)]
        middle = float(np.median(weeks))
        return None if math.isinf(middle) else middle


def looks_before(scenario: str) -> int:
    """Return how many weekly looks come before anything of what happens can be seen."""
    recipe = RECIPES[scenario]
    return round(recipe.weeks / 3) + 1 - FIRST_LOOK_WEEK if recipe.course in ("step", "honeymoon") else 0


def first_of(said: str, letters: str, begun: int) -> float:
    """Return the first place of any of the letters, from a place on; infinity where there is none."""
    return next((place for place, letter in enumerate(said) if place >= begun and letter in letters), math.inf)


def share(hits: list[bool]) -> Share:
    """Count."""
    return Share(hits=sum(hits), runs=len(hits))


def together(shares: list[Share]) -> Share:
    """Pool the runs of several scenarios."""
    return Share(hits=sum(each.hits for each in shares), runs=sum(each.runs for each in shares))


def worst(shares: list[Share]) -> Share:
    """Return the largest."""
    return max(shares, key=lambda each: each.value)
