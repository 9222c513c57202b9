"""A decision sheet as arrays, in an order of its own, so that the order in which it was written makes no difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from msgspec import UNSET

from towpath.analysis.arguments import Floats
from towpath.analysis.kendall import kendall_tau
from towpath.domain.sheet import Score, Scores, Sheet, Value, corners, ends

ALL_TIME = ""
"""The one horizon of a sheet that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An answer that is not there yet: what to weigh at all, the points of a value, or a score (at one horizon)."""

    what: Literal["values", "points", "score"]
    value: str | None = None
    path: str | None = None
    horizon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A score about safety, shown and not weighed: low, most likely, high for each horizon ("" for all time)."""

    value: str
    path: str
    scores: dict[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A complete sheet of m paths, n values and h horizons, each sorted by name.

    ``points`` (n, 2) from and to; ``shares`` (h, 2) from and to; ``scores`` (h, m, n, 3) low, most likely, high.
    """

    paths: tuple[str, ...]
    values: tuple[str, ...]
    points: Floats
    shares: Floats
    scores: Floats

    @classmethod
    def of(cls, sheet: Sheet) -> Self:
        """Read a sheet in which nothing is missing."""
        paths, horizons = sorted(sheet.paths), horizons_of(sheet)
        values = weighed(sheet)
        scores = [
            [[corners(_at(sheet.scores[path][value.id], horizon)) for value in values] for path in paths]
            for horizon in horizons
        ]
        return cls(
            paths=tuple(paths),
            values=tuple(value.id for value in values),
            points=np.array([ends(value.points) for value in values if value.points is not UNSET]),
            shares=np.array([ends(sheet.horizons.get(horizon, 1.0)) for horizon in horizons]),
            scores=np.array(scores),
        )

    @property
    def weights(self) -> Floats:
        """The weights at the middle of their ranges, (n,), summing to 1."""
        middle = self.points.mean(1)
        return np.asarray(middle / middle.sum())

    @property
    def likeliest(self) -> Floats:
        """The most likely scores, averaged over the horizons, (m, n)."""
        middle = self.shares.mean(1)
        return np.asarray(np.tensordot(middle / middle.sum(), self.scores[..., 1], 1))

    @property
    def outermost(self) -> Floats:
        """The lowest and the highest score, averaged over the horizons, (m, n, 2)."""
        middle = self.shares.mean(1)
        return np.asarray(np.tensordot(middle / middle.sum(), self.scores[..., [0, 2]], 1))

    @property
    def open_answers(self) -> int:
        """How many answers are ranges and not single numbers."""
        open_scores = (self.scores[..., 0] < self.scores[..., 2]).any(0).sum()
        return int(open_scores + (self.points[:, 0] < self.points[:, 1]).sum())


def weighed(sheet: Sheet) -> list[Value]:
    """Return the values that are weighed, by name."""
    return sorted((value for value in sheet.values if not value.apart), key=lambda value: value.id)


def horizons_of(sheet: Sheet) -> list[str]:
    """Return the names of the horizons in order; one without a name where the sheet has none."""
    return sorted(sheet.horizons) or [ALL_TIME]


def missing(sheet: Sheet) -> tuple[Missing, ...]:
    """Return every answer that is needed and not there, in the order of the sheet."""
    values = [value for value in sheet.values if not value.apart]
    if not values:
        return (Missing(what="values"),)
    points = (Missing(what="points", value=value.id) for value in values if value.points is UNSET)
    scores = (gap for path in sheet.paths for value in values for gap in _missing_scores(sheet, path, value.id))
    return (*points, *scores)


def apart(sheet: Sheet) -> tuple[Apart, ...]:
    """Return the scores that are shown and never weighed; one that is missing is left out."""
    return tuple(
        Apart(value=value.id, path=path, scores=_by_horizon(given))
        for value in sheet.values
        if value.apart
        for path in sheet.paths
        if (given := sheet.scores.get(path, {}).get(value.id)) is not None
    )


def agreement(sheet: Sheet) -> float | None:
    """Return Kendall's tau between the points of two askings, where at least two values were asked twice."""
    asked = [
        (sum(ends(value.points)), sum(ends(value.again)))
        for value in weighed(sheet)
        if value.points is not UNSET and value.again is not UNSET
    ]
    return kendall_tau(*np.array(asked).T) if asked else None


def _missing_scores(sheet: Sheet, path: str, value: str) -> Iterator[Missing]:
    given = sheet.scores.get(path, {}).get(value)
    if given is None:
        yield Missing(what="score", value=value, path=path)
    elif isinstance(given, dict):
        for horizon in sheet.horizons:
            if horizon not in given:
                yield Missing(what="score", value=value, path=path, horizon=horizon)


def _at(given: Scores, horizon: str) -> Score:
    return given[horizon] if isinstance(given, dict) else given


def _by_horizon(given: Scores) -> dict[str, tuple[float, float, float]]:
    by_horizon = given if isinstance(given, dict) else {ALL_TIME: given}
    return {horizon: corners(score) for horizon, score in by_horizon.items()}
