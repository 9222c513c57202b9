"""Ten minutes of writing with the eyes ahead: one question, a place to write, and a stop."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.letter import Letter
from towpath.domain.records import Draft, Entry
from towpath.usecases import afterwards, journal
from towpath.web.visit import Answer, NotThere, Show, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class TenMinutes:
    """The questions to choose from, or the one that was chosen; ``draft``: words wait that would be written over."""

    template: ClassVar[str] = "ten_minutes.html"
    question: str
    today: date
    draft: bool
    enough: bool
    """There was a lot of writing today already."""


def show(visit: Visit) -> Answer:
    """Show the questions, or the one that the item names; what is written goes to the journal."""
    if visit.item and visit.item not in visit.parts.pack.after.prompt:
        raise NotThere
    draft = journal.draft(visit.notebook.records(Draft), "") is not None
    enough = afterwards.wrote_much(visit.notebook.records(Entry, Letter), visit.today)
    return Show(page=TenMinutes(question=visit.item, today=visit.today, draft=draft, enough=enough))
