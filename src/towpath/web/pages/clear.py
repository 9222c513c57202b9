"""How clear am I: four questions before and after, and how the answers went over time, without praise."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.clarity import QUESTIONS, Clarity, ClarityQuestion
from towpath.usecases import choosing
from towpath.usecases.choosing import Changed
from towpath.web.forms import choosing as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Clear:
    """The questions, empty unless typed wrong, every answer of before, and the first beside the latest."""

    template: ClassVar[str] = "clear.html"
    typed: Clarity
    before: tuple[tuple[str, Clarity], ...]
    changed: tuple[Changed, ...]
    questions: tuple[ClarityQuestion, ...] = QUESTIONS

    @property
    def today(self) -> date:
        """The day of the answers."""
        return self.typed.day


def show(visit: Visit) -> Answer:
    """Ask; nothing is filled in."""
    return Show(page=_page(visit, Clarity(written=visit.now, day=visit.today, answers={})))


def keep(visit: Visit) -> Answer:
    """Keep what was answered today, or delete the answers of one day."""
    if visit.fields.get("then") == "delete":
        if visit.item not in {name for name, _ in choosing.clarities(visit.notebook.records(Clarity))}:
            raise NotThere
        visit.notebook.delete(visit.item)
        return Go("clear")
    typed, faults = form.clarity(visit.fields, visit.now)
    if faults:
        return Show(page=_page(visit, typed), status=422, faults=told(visit, faults))
    visit.notebook.add(typed)
    return Go("clear")


def _page(visit: Visit, typed: Clarity) -> Clear:
    before = choosing.clarities(visit.notebook.records(Clarity))
    return Clear(typed=typed, before=before, changed=choosing.changed(each for _, each in before))
