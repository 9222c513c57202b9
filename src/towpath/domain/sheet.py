"""A decision sheet: the paths, what matters to the person and how much, and how well each path serves it.

What is missing was not answered yet. It never counts as zero.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Annotated, Final, Literal, Self, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from towpath.domain.documents import Strict, read, repeats, shown
from towpath.errors import BadInput

MOST_PATHS: Final = 8
MOST_VALUES: Final = 40
MOST_HORIZONS: Final = 8
LONGEST_NAME: Final = 60

Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME, pattern=r"\A\w[\w'\u2019 -]*\Z")]
Range: TypeAlias = float | tuple[float, float]
"""From and to; a single number is a range of no width."""
Score: TypeAlias = float | tuple[float, float, float]
"""Low, most likely, high on the worded anchors from 0 (badly) to 10 (fully); a single number is all three."""
Scores: TypeAlias = Score | dict[Name, Score]
"""One score for all horizons, or one for each horizon by its name."""


class Value(Strict, frozen=True):
    """Something that matters to the person.

    ``points`` (0..100) say how much it matters to go from the worst to the best (swing weights); ``again`` holds the
    points of a second asking, where there was one.
    """

    id: Name
    points: Range | UnsetType = UNSET
    again: Range | UnsetType = UNSET

    @property
    def apart(self) -> bool:
        """Whether it is about safety, which is shown apart and never weighed against anything."""
        return "safety" in self.id.lower().replace("-", "_").replace(" ", "_").split("_")


class Sheet(Strict, frozen=True):
    """One decision sheet. Source: ``docs/reference/decision-sheet.md``.

    ``scores`` go from a path to a value to its score. ``horizons`` say how much each time ahead counts; without any,
    a score is for all time.
    """

    towpath: Literal[1]
    paths: tuple[Name, ...]
    values: tuple[Value, ...]
    horizons: dict[Name, Range] = msgspec.field(default_factory=dict)
    scores: dict[Name, dict[Name, Scores]] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_names(self)
        for field, amount, most in _amounts(self):
            if not _within(amount, most):
                raise BadInput("sheet_number", field=shown(field), most=most)
        for field, ranges in (("values", _points(self)), ("horizons", tuple(self.horizons.values()))):
            if ranges and not any(ends(each)[1] for each in ranges):
                raise BadInput("sheet_all_zero", field=field)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read one sheet from JSON.

        Raises:
            BadInput: the text is not JSON or not a sheet, names something that is not in it, or holds a number that
                cannot be one.
        """
        try:
            return read(text, cls)
        except ValueError as error:
            raise BadInput("not_a_sheet", detail=str(error)) from error

    def to_json(self) -> str:
        """Write the sheet as one line of JSON; ``from_json`` reads it back."""
        return msgspec.json.encode(self).decode()


def ends(given: Range) -> tuple[float, float]:
    """Return where a range begins and ends."""
    return given if isinstance(given, tuple) else (given, given)


def corners(given: Score) -> tuple[float, float, float]:
    """Return the low, most likely and high of a score."""
    return given if isinstance(given, tuple) else (given, given, given)


def _check_names(sheet: Sheet) -> None:
    """Refuse too few or too many, a name twice, and a score for something that is not in the sheet."""
    values = tuple(value.id for value in sheet.values)
    horizons = tuple(sheet.horizons)
    for field, names, least, most in (
        ("paths", sheet.paths, 2, MOST_PATHS),
        ("values", values, 0, MOST_VALUES),
        ("horizons", horizons, 0, MOST_HORIZONS),
    ):
        if not least <= len(names) <= most:
            raise BadInput("sheet_count", field=field, least=least, most=most)
        if repeats(names):
            raise BadInput("listed_twice", field=field)
    known = {"path": set(sheet.paths), "value": set(values), "horizon": set(horizons)}
    for kind, name in _named_in_scores(sheet):
        if name not in known[kind]:
            raise BadInput("sheet_unknown", kind=kind, name=shown(name))


def _named_in_scores(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for path, by_value in sheet.scores.items():
        yield "path", path
        for value, given in by_value.items():
            yield "value", value
            for horizon in given if isinstance(given, dict) else ():
                yield "horizon", horizon


def _points(sheet: Sheet) -> tuple[Range, ...]:
    """Return the points that are given, but for those that are not weighed; empty while some are missing."""
    given = [value.points for value in sheet.values if not value.apart]
    return tuple(points for points in given if points is not UNSET) if UNSET not in given else ()


def _amounts(sheet: Sheet) -> Iterator[tuple[str, tuple[float, ...], int]]:
    """Yield every amount with the place where it stands and the most that it can be."""
    for value in sheet.values:
        for points in (value.points, value.again):
            if points is not UNSET:
                yield value.id, ends(points), 100
    for name, share in sheet.horizons.items():
        yield name, ends(share), 1
    for path, by_value in sheet.scores.items():
        for value_id, given in by_value.items():
            for score in _each_score(given):
                yield f"{path}, {value_id}", corners(score), 10


def _each_score(given: Scores) -> Iterable[Score]:
    return given.values() if isinstance(given, dict) else (given,)


def _within(amount: tuple[float, ...], most: int) -> bool:
    """Tell whether numbers are in order and lie from 0 to the most; what is no number is not in order."""
    return all(before <= after for before, after in pairwise((0, *amount, most)))
