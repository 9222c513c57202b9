"""Entries in the person's own words, and the draft that is not kept yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from towpath.domain.records import CheckIn, Draft, Entry
from towpath.usecases.newest import newest
from towpath.vault import Listed, Notebook, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One entry: its id, which revision this is, and what it says."""

    id: str
    revision: int
    entry: Entry


def oldest_first(listed: Iterable[Listed]) -> list[Listed]:
    """Return the cards of all entries, the oldest day first, within a day the one written first."""
    found = [one for one in listed if one.card.kind == "entry"]
    return sorted(found, key=lambda one: (one.card.ordinal, one.card.ticks, one.id))


def one_entry(notebook: Notebook, name: str) -> Kept | None:
    """Return one entry by its id; ``None`` where there is none, or the id is of something else."""
    found = next((one for one in notebook.records(Entry) if one.id == name), None)
    if found is None or not isinstance(found.record, Entry):
        return None
    return Kept(id=found.id, revision=found.revision, entry=found.record)


def last_check_in(stored: Iterable[Stored]) -> date | None:
    """Return the day of the newest check-in."""
    return max((one.record.day for one in stored if isinstance(one.record, CheckIn)), default=None)


def draft(stored: Iterable[Stored], entry: str) -> Draft | None:
    """Return the words not yet kept for this entry ("" for a new one), if there are any."""
    found = newest(_drafts(stored, entry), Draft)
    return found[1] if found and found[1].text else None


def keep_draft(notebook: Notebook, text: str, day: date | None, entry: str, now: datetime) -> None:
    """Keep words that are not an entry yet, in place of the draft of the same entry before."""
    before = newest(_drafts(notebook.records(Draft), entry), Draft)
    record = Draft(written=now, text=text, day=day, entry=entry)
    if before:
        notebook.replace(before[0], record)
    elif text:
        notebook.add(record)


def keep_entry(notebook: Notebook, text: str, day: date, entry: str, now: datetime) -> str:
    """Keep an entry, new or revised, drop the draft of it, and return its id."""
    before = one_entry(notebook, entry) if entry else None
    imported = before is not None and before.entry.imported
    record = Entry(written=now, text=text, day=day, imported=imported)
    if entry:
        notebook.revise(entry, record)
    else:
        entry_id = notebook.add(record)
    if draft(notebook.records(Draft), entry):
        keep_draft(notebook, "", None, entry, now)
    return entry or entry_id


def delete_entry(notebook: Notebook, entry: str) -> None:
    """Delete an entry with all its versions, and the words of it that were not kept yet."""
    drafts = _drafts(notebook.records(Draft), entry)
    notebook.delete(entry, *(one.id for one in drafts))


def _drafts(stored: Iterable[Stored], entry: str) -> list[Stored]:
    return [one for one in stored if isinstance(one.record, Draft) and one.record.entry == entry]
