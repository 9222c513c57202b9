"""Journal: everything by day, and what is looked for in it; write, read, change and delete entries."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from towpath.domain.records import CheckIn, Draft
from towpath.errors import BadInput
from towpath.usecases import journal
from towpath.usecases.attaching import attached
from towpath.usecases.finding import EVERYTHING, Found, Wanted, late
from towpath.vault import Stored
from towpath.web.forms import finding as form
from towpath.web.forms.entry import Typed, entry
from towpath.web.visit import Answer, Go, NotThere, Show, Text, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPage:
    """A page of the list; ``asked`` is the question it answers, empty for everything."""

    template: ClassVar[str] = "journal.html"
    found: Found
    asked: str
    wanted: Wanted
    signs: tuple[str, ...]
    today: date
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPage:
    """The answers of one check-in, with its earlier versions, oldest first."""

    template: ClassVar[str] = "checked.html"
    id: str
    check_in: CheckIn
    earlier: tuple[CheckIn, ...]
    late: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry with its earlier versions, oldest first."""

    template: ClassVar[str] = "entry.html"
    kept: journal.Kept
    earlier: tuple[Stored, ...]
    late: date | None
    files: int


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
    """Show a page of the list; the item is the question and the number of the page, as in ``3.2``."""
    asked, _, number = visit.item.rpartition(".")
    wanted = visit.opened.finding.asked(asked)
    page = _list(visit, wanted or EVERYTHING, int(number or 1))
    return Show(page=replace(page, asked=asked) if wanted else page)


def look_for(visit: Visit) -> Answer:
    """Remember what is looked for until the notebook is locked, so that no address holds a word of it."""
    finding = visit.opened.finding
    if visit.fields.get("answer") == "all":
        return Go("journal")
    asked, faults = form.wanted(visit.fields, finding.signs(visit.notebook), visit.today)
    if faults:
        page = replace(_list(visit, EVERYTHING, 1), wanted=asked)
        return Show(page=page, status=422, faults=told(visit, faults))
    return Go("journal", f"{finding.ask(asked)}.1") if asked != EVERYTHING else Go("journal")


def _list(visit: Visit, wanted: Wanted, number: int) -> JournalPage:
    finding = visit.opened.finding
    return JournalPage(
        found=finding.page(visit.notebook, wanted, number),
        asked="",
        wanted=wanted,
        signs=finding.signs(visit.notebook),
        today=visit.today,
        draft=journal.draft(visit.notebook.records(Draft), "") is not None,
    )


def read(visit: Visit) -> Answer:
    """Show one entry."""
    kept = _entry(visit)
    versions = visit.notebook.revisions(kept.id)
    files = len(attached(visit.notebook, kept.id))
    return Show(page=EntryPage(kept=kept, earlier=versions[:-1], late=late(versions), files=files))


def read_check_in(visit: Visit) -> Answer:
    """Show the answers of one check-in."""
    name = _check_in(visit).id
    versions = visit.notebook.revisions(name)
    *earlier, newest = (each.record for each in versions if isinstance(each.record, CheckIn))
    return Show(page=CheckInPage(id=name, check_in=newest, earlier=tuple(earlier), late=late(versions)))


def delete_check_in(visit: Visit) -> Answer:
    """Delete a check-in."""
    visit.notebook.delete(_check_in(visit).id)
    return Go("journal")


def _check_in(visit: Visit) -> Stored:
    found = next((one for one in visit.notebook.records(CheckIn) if one.id == visit.item), None)
    if found is None:
        raise NotThere
    return found


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
