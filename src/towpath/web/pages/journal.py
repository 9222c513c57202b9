"""Journal: write, read, change and delete entries; earlier versions stay to be seen."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.records import Draft, Entry
from towpath.errors import BadInput
from towpath.usecases import journal
from towpath.vault import Stored
from towpath.web.forms.entry import Typed, entry
from towpath.web.visit import Answer, Go, NotThere, Show, Text, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPage:
    """A page of entries."""

    template: ClassVar[str] = "journal.html"
    shown: journal.PageOfEntries
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry with its earlier versions, oldest first."""

    template: ClassVar[str] = "entry.html"
    kept: journal.Kept
    earlier: tuple[Stored, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePage:
    """The words and the day; ``entry`` is the id of the entry that is changed, empty for a new one."""

    template: ClassVar[str] = "write.html"
    entry: str
    text: str
    day: date
    today: date
    from_draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletePage:
    """One question before an entry is gone."""

    template: ClassVar[str] = "delete.html"
    kept: journal.Kept


def show(visit: Visit) -> Answer:
    """Show a page of the journal; the item is its number."""
    stored = visit.notebook.records(Entry, Draft)
    number = int(visit.item) if visit.item else 1
    found = journal.page_of(journal.entries(stored), number)
    return Show(page=JournalPage(shown=found, draft=journal.draft(stored, "") is not None))


def read(visit: Visit) -> Answer:
    """Show one entry."""
    kept = _entry(visit)
    return Show(page=EntryPage(kept=kept, earlier=visit.notebook.revisions(kept.id)[:-1]))


def write(visit: Visit) -> Answer:
    """Offer a new entry, or one to change; words that were not kept yet are there again."""
    waiting = journal.draft(visit.notebook.records(Draft), visit.item)
    if waiting:
        day = waiting.day or visit.today
        return Show(page=_page(visit, Typed(text=waiting.text, day=day), from_draft=True))
    if visit.item:
        kept = _entry(visit)
        return Show(page=_page(visit, Typed(text=kept.entry.text, day=kept.entry.day)))
    return Show(page=_page(visit, Typed(text="", day=visit.today)))


def keep(visit: Visit) -> Answer:
    """Keep the entry, or say what is wrong with it; the words stay on the page."""
    typed, faults = entry(visit.fields, visit.today)
    if faults:
        return Show(page=_page(visit, typed), status=422, faults=told(visit, faults))
    if visit.item:
        _entry(visit)
    return Go("entry", journal.keep_entry(visit.notebook, typed.text, typed.day, visit.item, visit.now))


def keep_draft(visit: Visit) -> Answer:
    """Keep what is being written, without a word in answer."""
    typed, _ = entry(visit.fields, visit.today)
    try:
        journal.keep_draft(visit.notebook, typed.text, typed.day, visit.item, visit.now)
    except BadInput:
        return Text(status=422)
    return Text(status=204)


def ask_delete(visit: Visit) -> Answer:
    """Ask once before an entry is deleted."""
    return Show(page=DeletePage(kept=_entry(visit)))


def delete(visit: Visit) -> Answer:
    """Delete the entry with all its versions; the keys of the notebook change."""
    journal.delete_entry(visit.notebook, _entry(visit).id)
    return Go("journal")


def _entry(visit: Visit) -> journal.Kept:
    kept = journal.one_entry(visit.notebook, visit.item)
    if kept is None:
        raise NotThere
    return kept


def _page(visit: Visit, typed: Typed, *, from_draft: bool = False) -> WritePage:
    return WritePage(entry=visit.item, text=typed.text, day=typed.day, today=visit.today, from_draft=from_draft)
