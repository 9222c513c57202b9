"""Which path comes first at each mix of the three values that weigh most: a triangle cut into small triangles.

Scores stay at their most likely; the other values keep their weights. Source: Butler, Jia & Dyer 1997, European
Journal of Operational Research 103:531-546 (weights varied over the simplex).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from towpath.analysis.answers import Answers, missing
from towpath.analysis.arguments import Floats
from towpath.domain.sheet import Sheet

SIDE: Final = 12
"""Small triangles along one side."""
CORNERS: Final = 3
DOMINATE: Final = 0.6
"""The three values draw a triangle where they hold this share of all weight together."""

Mix = tuple[float, float, float]
"""Shares of the three values among themselves, summing to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One small triangle: the mixes at its corners, and the path that comes first at its middle."""

    corners: tuple[Mix, Mix, Mix]
    first: str

    @property
    def middle(self) -> Mix:
        """The mix at the middle."""
        a, b, c = (sum(corner[place] for corner in self.corners) / CORNERS for place in range(CORNERS))
        return a, b, c


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """The map: its three values, the heaviest first, their share of all weight, its cells, and the person's own mix."""

    values: tuple[str, str, str]
    share: float
    cells: tuple[Cell, ...]
    own: Mix

    def count(self, path: str) -> int:
        """Return in how many of the cells a path comes first."""
        return sum(cell.first == path for cell in self.cells)


def triangle(sheet: Sheet) -> Triangle | None:
    """Map a sheet; ``None`` while an answer is missing, or where no three values dominate."""
    if missing(sheet):
        return None
    answers = Answers.of(sheet)
    weights = answers.weights
    heaviest = np.argsort(-weights, kind="stable")[:CORNERS]
    share = float(weights[heaviest].sum())
    if len(weights) < CORNERS or share < DOMINATE:
        return None
    a, b, c = (answers.values[each] for each in heaviest)
    own = weights[heaviest] / share
    return Triangle(
        values=(a, b, c),
        share=share,
        cells=tuple(_cells(answers, heaviest, share)),
        own=(float(own[0]), float(own[1]), float(own[2])),
    )


def _cells(answers: Answers, heaviest: np.typing.NDArray[np.intp], share: float) -> Iterator[Cell]:
    for corners in _corners():
        weights: Floats = answers.weights.copy()
        weights[heaviest] = share * np.mean(corners, 0)
        yield Cell(corners=corners, first=answers.paths[int(np.argmax(answers.likeliest @ weights))])


def _corners() -> Iterator[tuple[Mix, Mix, Mix]]:
    """Yield the corners of each small triangle, those that point up and those that point down."""
    for i in range(SIDE):
        for j in range(SIDE - i):
            yield _mix(i + 1, j), _mix(i, j + 1), _mix(i, j)
            if i + j < SIDE - 1:
                yield _mix(i + 1, j), _mix(i, j + 1), _mix(i + 1, j + 1)


def _mix(i: int, j: int) -> Mix:
    return i / SIDE, j / SIDE, (SIDE - i - j) / SIDE
