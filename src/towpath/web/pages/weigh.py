"""Weigh: the decision sheet step by step, and as one page to come back to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from towpath.domain.weighed import DecisionSheet, WeighedPath
from towpath.method import Assessment
from towpath.usecases import deciding
from towpath.usecases.deciding import PATHS
from towpath.usecases.picture import READ, picture
from towpath.web.forms import weigh as form
from towpath.web.mixes import Mixes, mixes
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told

if TYPE_CHECKING:
    from towpath.analysis import Weighing
    from towpath.usecases.deciding import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigh:
    """All of the sheet: which step is done, which paths are open and why, and the way to the result."""

    template: ClassVar[str] = "weigh.html"
    sheet: DecisionSheet
    assessment: Assessment
    open: tuple[WeighedPath, ...]
    scored: tuple[WeighedPath, ...]
    may_ask_again: bool
    paths: tuple[WeighedPath, ...] = PATHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """What matters: words to type first; then the kinds to think of, and the order."""

    template: ClassVar[str] = "matters.html"
    sheet: DecisionSheet
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Swings:
    """How much each matters, as ranges; ``again`` is the second asking."""

    template: ClassVar[str] = "swings.html"
    sheet: DecisionSheet
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How well one path serves what matters."""

    template: ClassVar[str] = "scores.html"
    sheet: DecisionSheet
    path: WeighedPath
    next: WeighedPath | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gut:
    """The choice by gut, before any result is shown."""

    template: ClassVar[str] = "gut.html"
    sheet: DecisionSheet
    paths: tuple[WeighedPath, ...] = PATHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """What the answers say, and how firmly."""

    template: ClassVar[str] = "firm.html"
    sheet: DecisionSheet
    assessment: Assessment
    result: "Result"
    sentences: tuple[str, ...]
    bars: tuple[tuple[WeighedPath, tuple[int, ...]], ...]
    """Of each path, in how many of 100 readings it comes first, second and so on."""
    mixes: Mixes | None
    named: Mapping[str, str]
    """The person's words for each value of the weighing."""
    may_ask_again: bool


def show(visit: Visit) -> Answer:
    """Show where the sheet stands."""
    sheet, assessment = _sheet(visit), _picture(visit)
    return Show(
        page=Weigh(
            sheet=sheet,
            assessment=assessment,
            open=deciding.open_paths(assessment),
            scored=tuple(path for path in PATHS if sheet.scores.get(path)),
            may_ask_again=deciding.may_ask_again(sheet, visit.now),
        )
    )


def show_matters(visit: Visit) -> Answer:
    """Ask what matters."""
    sheet = _sheet(visit)
    return Show(page=Matters(sheet=sheet, words=form.typed_matters(sheet)))


def keep_matters(visit: Visit) -> Answer:
    """Keep what matters and its order, and show it again until the person goes on."""
    typed, faults = form.matters(visit.fields, _sheet(visit), visit.parts.pack.weighing.apart)
    if faults:
        page = Matters(sheet=typed, words=visit.fields.get("words"))
        return Show(page=page, status=422, faults=told(visit, faults))
    _keep(visit, typed)
    return Go("swings" if visit.fields.get("then") == "go_on" else "matters")


def show_swings(visit: Visit) -> Answer:
    """Ask how much each matters; the item ``again`` is the second asking, once it is time for it."""
    return Show(page=Swings(sheet=_sheet(visit), again=_again(visit)))


def keep_swings(visit: Visit) -> Answer:
    """Keep the points."""
    again = _again(visit)
    typed, faults = form.points(visit.fields, _sheet(visit), visit.today, again=again)
    if faults:
        return Show(page=Swings(sheet=typed, again=again), status=422, faults=told(visit, faults))
    _keep(visit, typed)
    return Go("firm") if again else Go("scores", PATHS[0])


def show_scores(visit: Visit) -> Answer:
    """Ask how well one path serves what matters."""
    path = _path(visit)
    return Show(page=Scores(sheet=_sheet(visit), path=path, next=_after(path)))


def keep_scores(visit: Visit) -> Answer:
    """Keep the scores of one path and go on to the next."""
    path = _path(visit)
    typed, faults = form.scores(visit.fields, _sheet(visit), path)
    if faults:
        page = Scores(sheet=typed, path=path, next=_after(path))
        return Show(page=page, status=422, faults=told(visit, faults))
    _keep(visit, typed)
    after = _after(path)
    return Go("scores", after) if after else Go("gut")


def show_gut(visit: Visit) -> Answer:
    """Ask for the choice by gut."""
    return Show(page=Gut(sheet=_sheet(visit)))


def keep_gut(visit: Visit) -> Answer:
    """Keep the choice by gut, or that it was passed over."""
    typed, faults = form.gut(visit.fields, _sheet(visit))
    if faults:
        return Show(page=Gut(sheet=typed), status=422, faults=told(visit, faults))
    _keep(visit, typed)
    return Go("firm")


def show_firm(visit: Visit) -> Answer:
    """Show what the answers say; first the choice by gut is asked for."""
    from towpath.usecases.weighing import sentences  # numpy comes with it: nobody waits for it at the start

    sheet, assessment = _sheet(visit), _picture(visit)
    if sheet.gut is None and not sheet.gut_passed_over:
        return Go("gut")
    found = deciding.result(sheet, assessment)
    words = {name: each.words for each in sheet.matters for name in (deciding.value_names(sheet)[each.id],)}
    weighing = found.weighing
    return Show(
        page=Firm(
            sheet=sheet,
            assessment=assessment,
            result=found,
            sentences=sentences(weighing, visit.parts.pack, words) if weighing else (),
            bars=_bars(weighing, found.paths) if weighing else (),
            mixes=mixes(found.triangle, found.paths) if found.triangle else None,
            named=words,
            may_ask_again=deciding.may_ask_again(sheet, visit.now),
        )
    )


def _bars(weighing: "Weighing", paths: tuple[WeighedPath, ...]) -> tuple[tuple[WeighedPath, tuple[int, ...]], ...]:
    return tuple(
        (path, tuple(round(100 * share) for share in weighing.ranks[path])) for path in paths if path in weighing.ranks
    )


def _sheet(visit: Visit) -> DecisionSheet:
    return deciding.kept(visit.notebook.records(DecisionSheet))[1] or DecisionSheet(written=visit.now)


def _keep(visit: Visit, sheet: DecisionSheet) -> None:
    from msgspec.structs import replace

    deciding.keep(visit.notebook, replace(sheet, written=visit.now))


def _picture(visit: Visit) -> Assessment:
    return picture(visit.notebook.records(*READ), visit.today)


def _path(visit: Visit) -> WeighedPath:
    path = next((each for each in PATHS if each == visit.item), None)
    if path is None:
        raise NotThere
    return path


def _after(path: WeighedPath) -> WeighedPath | None:
    return next(iter(PATHS[PATHS.index(path) + 1 :]), None)


def _again(visit: Visit) -> bool:
    if visit.item not in {"", "again"}:
        raise NotThere
    return visit.item == "again" and deciding.may_ask_again(_sheet(visit), visit.now)
