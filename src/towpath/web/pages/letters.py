"""Own words to come back to: a letter to oneself, what is missed, what was left, what is needed today."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.letter import Letter, LetterPart
from towpath.usecases import afterwards
from towpath.usecases.afterwards import OWN_WORDS
from towpath.web.forms import after as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """Words to write or to change; ``id`` is empty for new ones."""

    template: ClassVar[str] = "letter.html"
    id: str
    typed: Letter
    today: date
    parts: tuple[LetterPart, ...] = OWN_WORDS


def ask(visit: Visit) -> Answer:
    """Offer words to write, of the kind that the item names, or some to change."""
    part = next((each for each in OWN_WORDS if each == visit.item), None)
    if visit.item and not part:
        return Show(page=LetterPage(id=visit.item, typed=_letter(visit), today=visit.today))
    typed = Letter(written=visit.now, day=visit.today, part=part or OWN_WORDS[0], text="")
    return Show(page=LetterPage(id="", typed=typed, today=visit.today))


def keep(visit: Visit) -> Answer:
    """Keep or delete the words, or say what is wrong with them."""
    if visit.item:
        _letter(visit)
    if visit.item and visit.fields.get("then") == "delete":
        visit.notebook.delete(visit.item)
        return Go("after")
    typed, faults = form.letter(visit.fields, visit.now)
    if faults:
        page = LetterPage(id=visit.item, typed=typed, today=visit.today)
        return Show(page=page, status=422, faults=told(visit, faults))
    if visit.item:
        visit.notebook.revise(visit.item, typed)
    else:
        visit.notebook.add(typed)
    return Go("after")


def _letter(visit: Visit) -> Letter:
    found = afterwards.one(visit.notebook, visit.item, Letter)
    if found is None or found.part not in OWN_WORDS:
        raise NotThere
    return found
