"""Where the bars of two people stand in a picture, side by side, both drawn to one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from towpath.web.drawing import BOTTOM, END, START, TOP, Box, Mark, share

_FILLED: Final = 0.8
"""The part of its place that the bars of one time take up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """A picture: for each person the bars, the words below, and the number at the top of the scale."""

    bars: tuple[tuple[Box, ...], ...]
    ticks: tuple[Mark, ...]
    most: int


def paired(values: Sequence[Sequence[int]], labels: Sequence[str]) -> Paired:
    """Draw counts; each row of ``values`` is a time with the count of each person. An empty label is not written."""
    most = max((count for row in values for count in row), default=0)
    people = len(values[0]) if values else 0
    return Paired(
        bars=tuple(tuple(_bars([row[who] for row in values], who, people, most)) for who in range(people)),
        ticks=tuple(_ticks(labels)),
        most=most,
    )


def _bars(counts: Sequence[int], who: int, people: int, most: int) -> Iterator[Box]:
    place = (END - START) / len(counts)
    width = place * _FILLED / people
    for number, count in enumerate(counts):
        if count:
            height = (BOTTOM - TOP) * count / most
            x = START + place * (number + (1 - _FILLED) / 2) + width * who
            yield Box(x=share(x), y=share(BOTTOM - height), width=share(width), height=share(height))


def _ticks(labels: Sequence[str]) -> Iterator[Mark]:
    """Yield each label below the middle of its place; the outermost are kept within the picture."""
    for number, label in enumerate(labels):
        if label:
            middle = (number + 0.5) / len(labels)
            anchor, at = ("start", 0.0) if middle < 0.08 else ("end", 1.0) if middle > 0.92 else ("middle", middle)
            yield Mark(x=share(START + (END - START) * at), y="82%", text=label, anchor=anchor)
