"""The triangle of mixes as a picture: its cells as polygons, a letter in each path's part, and the person's own mix."""

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from towpath.analysis import Triangle
    from towpath.analysis.triangle import Mix

WIDTH: Final = 200.0
HEIGHT: Final = WIDTH * sqrt(3) / 2
LETTERS: Final = "ABCD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of one path: its letter, where that stands, its cells, and in how many of all it comes first."""

    path: str
    letter: str
    x: str
    y: str
    cells: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixes:
    """All that is drawn."""

    values: tuple[str, str, str]
    parts: tuple[Part, ...]
    total: int
    x: str
    y: str


def mixes(found: "Triangle", paths: tuple[str, ...]) -> Mixes:
    """Draw a triangle: the first value at the top, the second at the left, the third at the right."""
    x, y = _at(found.own)
    there = tuple(path for path in paths if found.count(path))
    return Mixes(
        values=found.values,
        parts=tuple(_part(found, path, letter) for path, letter in zip(there, LETTERS, strict=False)),
        total=len(found.cells),
        x=x,
        y=y,
    )


def _part(found: "Triangle", path: str, letter: str) -> Part:
    cells = [cell for cell in found.cells if cell.first == path]
    middle = [sum(cell.middle[place] for cell in cells) / len(cells) for place in range(3)]
    x, y = _at((middle[0], middle[1], middle[2]))
    drawn = tuple(" ".join(",".join(_at(corner)) for corner in cell.corners) for cell in cells)
    return Part(path=path, letter=letter, x=x, y=y, cells=drawn, count=len(cells))


def _at(mix: "Mix") -> tuple[str, str]:
    top, _, right = mix
    return f"{WIDTH * (right + top / 2):.1f}", f"{HEIGHT * (1 - top):.1f}"
