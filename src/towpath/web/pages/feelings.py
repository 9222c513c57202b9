"""How I feel: the four questions of the PHQ-4, once a month if wanted, and what the sum says in careful words."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.records import Feelings
from towpath.usecases import feelings
from towpath.web.forms import records as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelingsPage:
    """The questions, with what was typed, and the sums of before, by id and day."""

    template: ClassVar[str] = "feelings.html"
    typed: Feelings
    today: date
    result: str
    before: tuple[tuple[str, date, int | None], ...]


def show(visit: Visit) -> Answer:
    """Ask; nothing is filled in. After keeping, say what the answers add up to."""
    return Show(page=_page(visit, Feelings(written=visit.now, day=visit.today, answers=(None, None, None, None))))


def keep(visit: Visit) -> Answer:
    """Keep what was answered, or say what is wrong; or delete what was kept before."""
    if visit.fields.get("then") == "delete":
        visit.notebook.delete(_known(visit))
        return Go("feelings")
    typed, faults = form.feelings(visit.fields, visit.now)
    if faults:
        return Show(page=_page(visit, typed), status=422, faults=told(visit, faults))
    return Go("feelings", visit.notebook.add(typed))


def _page(visit: Visit, typed: Feelings) -> FeelingsPage:
    found = feelings.all_feelings(visit.notebook.records(Feelings))
    kept = next((each for name, each in found if name == visit.item), None)
    before = tuple((name, each.day, feelings.total(each)) for name, each in found)
    return FeelingsPage(typed=typed, today=visit.today, result=_said(visit, kept) if kept else "", before=before)


def _known(visit: Visit) -> str:
    if visit.item not in {name for name, _ in feelings.all_feelings(visit.notebook.records(Feelings))}:
        raise NotThere
    return visit.item


def _said(visit: Visit, kept: Feelings) -> str:
    words, sum_ = visit.parts.pack.record.feelings, feelings.total(kept)
    return words["part"] if sum_ is None else words[feelings.strain(sum_)].format(sum=sum_)
