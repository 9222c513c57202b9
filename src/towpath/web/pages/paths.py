"""The four paths in equal detail with the person's own lines, and what holds: wanted and forced apart."""

from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace

from towpath.domain.path_lines import PathLines
from towpath.domain.weighed import WeighedPath
from towpath.method import Assessment
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import choosing
from towpath.usecases.deciding import PATHS
from towpath.usecases.picture import READ, picture
from towpath.web.forms import choosing as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPage:
    """One path: what is told of it, and the own lines."""

    template: ClassVar[str] = "path.html"
    path: WeighedPath
    own: PathLines
    assessment: Assessment
    paths: tuple[WeighedPath, ...] = PATHS

    @property
    def guarded(self) -> bool:
        """There is control or danger."""
        return self.assessment.gate in CLOSED_GATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """What holds the person."""

    template: ClassVar[str] = "holds.html"
    own: PathLines


def show(visit: Visit) -> Answer:
    """Show one path."""
    return Show(page=_page(visit, _own(visit)))


def keep(visit: Visit) -> Answer:
    """Keep the own lines, however few."""
    typed, faults = form.lines(visit.fields, _own(visit), _path(visit))
    if faults:
        return Show(page=_page(visit, typed), status=422, faults=told(visit, faults))
    _keep(visit, typed)
    return Go("path", _path(visit))


def show_holds(visit: Visit) -> Answer:
    """Ask what holds."""
    return Show(page=Holds(own=_own(visit)))


def keep_holds(visit: Visit) -> Answer:
    """Keep what holds, however little."""
    typed, faults = form.holds(visit.fields, _own(visit))
    if faults:
        return Show(page=Holds(own=typed), status=422, faults=told(visit, faults))
    _keep(visit, typed)
    return Go("holds")


def _page(visit: Visit, own: PathLines) -> PathPage:
    assessment = picture(visit.notebook.records(*READ), visit.today)
    return PathPage(path=_path(visit), own=own, assessment=assessment)


def _own(visit: Visit) -> PathLines:
    found = choosing.own_lines(visit.notebook.records(PathLines))
    return found[1] if found else PathLines(written=visit.now)


def _keep(visit: Visit, typed: PathLines) -> None:
    found = choosing.own_lines(visit.notebook.records(PathLines))
    record = replace(typed, written=visit.now)
    if found:
        visit.notebook.revise(found[0], record)
    else:
        visit.notebook.add(record)


def _path(visit: Visit) -> WeighedPath:
    path = next((each for each in PATHS if each == visit.item), None)
    if path is None:
        raise NotThere
    return path
