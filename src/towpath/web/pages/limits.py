"""Limits: what I will do when something happens, when it was crossed, what I did, and if it held."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.limit import Limit, Standards
from towpath.method import Assessment
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.method.ultimatum import demands
from towpath.usecases import talking
from towpath.usecases.picture import READ, picture
from towpath.usecases.spacing import may_be_told
from towpath.usecases.talking import Counts
from towpath.web.forms import talking as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """All limits with their counts, and the standards beside them."""

    template: ClassVar[str] = "limits.html"
    limits: tuple[tuple[str, Limit, Counts], ...]
    standards: Standards
    may_tell: bool
    assessment: Assessment

    @property
    def guard(self) -> Gate | None:
        """The gate where it is control or danger: a limit stays private then."""
        return self.assessment.gate if self.assessment.gate in CLOSED_GATES else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPage:
    """One limit; ``id`` is empty for a new one. ``demands``: kinds of demand that its words hold."""

    template: ClassVar[str] = "limit.html"
    id: str
    typed: Limit
    demands: tuple[str, ...]
    may_tell: bool
    guarded: bool
    today: date
    what: str


def show(visit: Visit) -> Answer:
    """Show all limits."""
    return Show(page=_all(visit, _standards(visit)))


def keep_standards(visit: Visit) -> Answer:
    """Keep standards and expectations."""
    typed, faults = form.standards(visit.fields, visit.now)
    if faults:
        return Show(page=_all(visit, typed), status=422, faults=told(visit, faults))
    found = talking.standards(visit.notebook.records(Standards))
    if found:
        visit.notebook.revise(found[0], typed)
    else:
        visit.notebook.add(typed)
    return Go("limits")


def ask(visit: Visit) -> Answer:
    """Show one limit, or a new one."""
    return Show(page=_one(visit, _limit(visit)))


def keep(visit: Visit) -> Answer:
    """Keep a limit as it is worded, or delete it."""
    before = _limit(visit)
    if visit.item and visit.fields.get("then") == "delete":
        visit.notebook.delete(visit.item)
        return Go("limits")
    typed, faults = form.limit(visit.fields, before, visit.now)
    if faults:
        return Show(page=_one(visit, typed), status=422, faults=told(visit, faults))
    return Go("limit", _kept(visit, typed))


def note_crossed(visit: Visit) -> Answer:
    """Note a day on which a limit was crossed, or take one away."""
    before = _limit(visit)
    if not visit.item:
        raise NotThere
    place = visit.fields.get("drop")
    if place.isascii() and place.isdecimal():
        return Go("limit", _kept(visit, talking.without_crossed(before, int(place[:6]))))
    typed, faults = form.crossed(visit.fields, before, visit.now)
    if faults:
        return Show(page=_one(visit, typed), status=422, faults=told(visit, faults))
    return Go("limit", _kept(visit, typed))


def _all(visit: Visit, standards: Standards) -> Limits:
    found = talking.limits(visit.notebook.records(Limit))
    assessment = _picture(visit)
    return Limits(
        limits=tuple((name, limit, talking.counts(limit)) for name, limit in found),
        standards=standards,
        may_tell=may_be_told(assessment),
        assessment=assessment,
    )


def _one(visit: Visit, typed: Limit) -> LimitPage:
    assessment = _picture(visit)
    return LimitPage(
        id=visit.item,
        typed=typed,
        demands=demands(f"{typed.happens}\n{typed.will}", visit.parts.pack.limits.phrases),
        may_tell=may_be_told(assessment),
        guarded=assessment.gate in CLOSED_GATES,
        today=visit.today,
        what=visit.fields.get("what"),
    )


def _kept(visit: Visit, typed: Limit) -> str:
    if visit.item:
        visit.notebook.revise(visit.item, typed)
        return visit.item
    return visit.notebook.add(typed)


def _limit(visit: Visit) -> Limit:
    if not visit.item:
        return Limit(written=visit.now, day=visit.today, happens="", will="")
    found = dict(talking.limits(visit.notebook.records(Limit))).get(visit.item)
    if found is None:
        raise NotThere
    return found


def _standards(visit: Visit) -> Standards:
    found = talking.standards(visit.notebook.records(Standards))
    return found[1] if found else Standards(written=visit.now)


def _picture(visit: Visit) -> Assessment:
    return picture(visit.notebook.records(*READ), visit.today)
