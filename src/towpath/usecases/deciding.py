"""Weigh: the person's decision sheet in the notebook, what its answers say over the paths that are open, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from towpath.domain.sheet import Score, Scores, Sheet, Value
from towpath.domain.weighed import HORIZONS, Ahead, DecisionSheet, Horizon, Matter, WeighedPath
from towpath.method import Assessment
from towpath.usecases.newest import newest
from towpath.vault import Notebook, Stored

if TYPE_CHECKING:
    from towpath.analysis import Triangle, Weighing

PATHS: Final[tuple[WeighedPath, ...]] = ("mend", "space", "leave", "not_yet")
HORIZON_SHARE: Final = (0.2, 0.5)
"""How much each time ahead counts, as a range: nobody is asked to say it more exactly."""
COUNTS_MOST: Final = (0.5, 0.7)
COUNTS_LESS: Final = (0.15, 0.25)
"""The same where the person named one time as the one that counts most."""
ASK_AGAIN_AFTER: Final = timedelta(days=3)
MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a sheet says: the weighing over the open paths, ``None`` where fewer than two of them are open.

    ``triangle`` maps the three matters that weigh most, where they outweigh the rest. ``carries`` are the matters that
    carry most of the difference between the gut choice and the path that comes first.
    """

    weighing: "Weighing | None"
    triangle: "Triangle | None"
    paths: tuple[WeighedPath, ...]
    differs: bool
    carries: tuple[Matter, ...]


def kept(stored: Iterable[Stored]) -> tuple[str, DecisionSheet | None]:
    """Return the id and the newest sheet, "" and ``None`` where there is none."""
    found = newest(stored, DecisionSheet)
    return (found[0], found[1]) if found else ("", None)


def keep(notebook: Notebook, sheet: DecisionSheet) -> str:
    """Keep the sheet as a new version of the one there is."""
    name, _ = kept(notebook.records(DecisionSheet))
    if name:
        notebook.revise(name, sheet)
    return name or notebook.add(sheet)


def open_paths(assessment: Assessment) -> tuple[WeighedPath, ...]:
    """Return the paths that may be compared: those that are open without help.

    A path that is closed, or open with help only, is not put first by arithmetic; a person who can help goes before it.
    """
    return tuple(path for path in PATHS if getattr(assessment.paths, path).open == "yes")


def result(sheet: DecisionSheet, assessment: Assessment) -> Result:
    """Weigh the open paths."""
    from towpath.analysis import triangle, weigh  # numpy comes with it: nobody waits for it at the start

    paths = open_paths(assessment)
    asked = weighable(sheet, paths) if len(paths) > 1 else None
    weighing = weigh(asked) if asked else None
    drawn = triangle(asked) if asked else None
    leader = next((path for path in paths if weighing and path == weighing.leader), None)
    gut = sheet.gut if sheet.gut in paths else None
    differs = leader is not None and gut is not None and leader != gut
    carries = _carries(sheet, leader, gut) if leader and gut and differs else ()
    return Result(weighing=weighing, triangle=drawn, paths=paths, differs=differs, carries=carries)


def weighable(sheet: DecisionSheet, paths: tuple[WeighedPath, ...]) -> Sheet:
    """Return the sheet in the shape that the analysis weighs; names are numbers, never the person's words."""
    names = value_names(sheet)
    return Sheet(
        towpath=1,
        paths=paths,
        values=tuple(_value(each, names[each.id]) for each in sheet.matters),
        horizons={each: _share_of(each, sheet.ahead) for each in HORIZONS},
        scores={path: _scores(sheet, path, names) for path in paths},
    )


def value_names(sheet: DecisionSheet) -> Mapping[int, str]:
    """Return the name of each matter in the shape that is weighed."""
    return {each.id: f"safety {each.id}" if each.apart else f"v{each.id}" for each in sheet.matters}


def may_ask_again(sheet: DecisionSheet, now: datetime) -> bool:
    """Tell whether enough days have gone by to ask for the points a second time."""
    return sheet.pointed is not None and now.date() - sheet.pointed >= ASK_AGAIN_AFTER


def _value(matter: Matter, name: str) -> Value:
    given = {key: points for key, points in (("points", matter.points), ("again", matter.again)) if points is not None}
    return Value(id=name, **given)


def _share_of(horizon: Horizon, most: Ahead) -> tuple[float, float]:
    if most == "all":
        return HORIZON_SHARE
    return COUNTS_MOST if horizon == most else COUNTS_LESS


def _scores(sheet: DecisionSheet, path: WeighedPath, names: Mapping[int, str]) -> dict[str, Scores]:
    found: dict[str, Scores] = {}
    for matter, name in names.items():
        answered = {horizon: sheet.score(path, matter, horizon) for horizon in HORIZONS}
        given: dict[str, Score] = {horizon: score for horizon, score in answered.items() if score is not None}
        if given:
            found[name] = dict(given)
    return found


def _carries(sheet: DecisionSheet, leader: WeighedPath, gut: WeighedPath) -> tuple[Matter, ...]:
    """Return the matters whose points times the difference of their likely scores favour the leader most."""
    favours = {each.id: _favours(sheet, each, leader, gut) for each in sheet.matters}
    ranked = sorted(sheet.matters, key=lambda each: favours[each.id], reverse=True)
    return tuple(each for each in ranked if favours[each.id] > 0)[:MOST_SHOWN]


def _favours(sheet: DecisionSheet, matter: Matter, leader: WeighedPath, gut: WeighedPath) -> float:
    if matter.points is None or matter.apart:
        return 0.0
    both = [(sheet.score(leader, matter.id, each), sheet.score(gut, matter.id, each)) for each in HORIZONS]
    return sum(matter.points) / 2 * sum(one[1] - other[1] for one, other in both if one and other)
