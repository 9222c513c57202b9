from datetime import UTC, date, datetime, timedelta

import pytest

from towpath.domain.records import CheckIn, Draft, Entry, Record
from towpath.errors import BadInput
from towpath.usecases import journal
from towpath.usecases.newest import newest
from towpath.vault import Notebook, Stored

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
TODAY = NOW.date()


def stored(*records: Record) -> list[Stored]:
    """Return records as a notebook gives them, the ids in their order."""
    return [Stored(id=f"{number:032x}", revision=1, record=record) for number, record in enumerate(records)]


def entry(text: str, day: date = TODAY, minute: int = 0) -> Entry:
    """Return an entry written at a minute of this evening."""
    return Entry(written=NOW + timedelta(minutes=minute), text=text, day=day)


def texts(notebook: Notebook, kind: type[Entry] | type[Draft]) -> list[str]:
    """Return the texts of all records of a kind."""
    return sorted(one.record.text for one in notebook.records() if isinstance(one.record, kind))


# newest


def test_the_newest_is_the_one_written_last() -> None:
    """The time of writing decides, then the id; other kinds do not count."""
    records = stored(
        entry("b", minute=2), entry("a", minute=1), CheckIn(written=NOW + timedelta(days=1), day=TODAY, answers={})
    )
    found = newest(records, Entry)
    assert found is not None
    assert (found[0], found[1].text) == (records[0].id, "b")
    assert newest(reversed(records), Entry) == found
    same = newest(stored(entry("first"), entry("second")), Entry)
    assert same is not None
    assert same[1].text == "second"


def test_where_there_is_none_there_is_no_newest() -> None:
    """Nothing, or nothing of this kind, is nothing."""
    assert newest([], Entry) is None
    assert newest(stored(entry("x")), Draft) is None


# check-ins


def test_the_last_check_in_is_the_newest_day() -> None:
    """The day it is about counts, not when it was written."""
    assert journal.last_check_in(stored(entry("x"))) is None
    days = [date(2026, 11, 3), date(2026, 11, 9), date(2026, 11, 5)]
    assert journal.last_check_in(stored(*(CheckIn(written=NOW, day=day, answers={}) for day in days))) == days[1]


# one entry


def test_an_entry_is_found_by_its_id(notebook: Notebook) -> None:
    """The newest revision of an entry is found; a record of another kind and an unknown id are nothing."""
    name = notebook.add(entry("first"))
    notebook.revise(name, entry("second"))
    other = notebook.add(CheckIn(written=NOW, day=TODAY, answers={"energy": 1}))
    found = journal.one_entry(notebook, name)
    assert found == journal.Kept(id=name, revision=2, entry=entry("second"))
    assert [journal.one_entry(notebook, each) for each in (other, "f" * 32, "", "not an id")] == [None] * 4


# drafts and keeping


def test_a_draft_takes_the_place_of_the_one_before(notebook: Notebook) -> None:
    """An entry has one draft, and nothing of the words before it stays."""
    for number, text in enumerate(("Wh", "What", "What I saw")):
        journal.keep_draft(notebook, text, TODAY, "", NOW + timedelta(seconds=number))
    (only,) = notebook.records()
    assert isinstance(only.record, Draft)
    assert only.record.text == "What I saw"
    assert len(notebook.revisions(only.id)) == 1


def test_a_draft_belongs_to_its_entry(notebook: Notebook) -> None:
    """Words for one entry are not offered for another or for a new one."""
    journal.keep_draft(notebook, "half", TODAY, "f" * 32, NOW)
    found = journal.draft(notebook.records(), "f" * 32)
    assert found is not None
    assert (found.text, found.day) == ("half", TODAY)
    assert journal.draft(notebook.records(), "") is None
    assert journal.draft(notebook.records(), "e" * 32) is None


def test_a_draft_of_one_entry_does_not_take_the_place_of_another(notebook: Notebook) -> None:
    """Who starts a new entry and then changes an old one loses neither."""
    journal.keep_draft(notebook, "a new one, half", TODAY, "", NOW)
    journal.keep_draft(notebook, "an old one, half changed", TODAY, "f" * 32, NOW + timedelta(seconds=1))
    found = journal.draft(notebook.records(), "")
    assert found is not None
    assert found.text == "a new one, half"


def test_an_empty_draft_is_no_draft(notebook: Notebook) -> None:
    """Nothing typed makes no record; everything deleted again leaves no words."""
    journal.keep_draft(notebook, "", TODAY, "", NOW)
    assert notebook.records() == ()
    journal.keep_draft(notebook, "words", TODAY, "", NOW)
    journal.keep_draft(notebook, "", TODAY, "", NOW + timedelta(seconds=1))
    assert journal.draft(notebook.records(), "") is None
    assert texts(notebook, Draft) == [""]


def test_keeping_an_entry_ends_its_draft(notebook: Notebook) -> None:
    """Once the words are kept, they are not offered again, and they stand in the notebook once."""
    journal.keep_draft(notebook, "words", TODAY, "", NOW)
    name = journal.keep_entry(notebook, "words, all of them", TODAY, "", NOW + timedelta(seconds=1))
    assert journal.draft(notebook.records(), "") is None
    assert (texts(notebook, Entry), texts(notebook, Draft)) == (["words, all of them"], [""])
    kept = journal.one_entry(notebook, name)
    assert kept is not None
    assert kept.revision == 1


def test_keeping_a_change_keeps_the_earlier_version(notebook: Notebook) -> None:
    """A changed entry keeps its id and its first version, and its draft ends."""
    name = journal.keep_entry(notebook, "first", TODAY, "", NOW)
    journal.keep_draft(notebook, "second, half", TODAY, name, NOW)
    assert journal.keep_entry(notebook, "second", TODAY, name, NOW + timedelta(minutes=1)) == name
    records = [one.record for one in notebook.revisions(name)]
    assert [record.text for record in records if isinstance(record, Entry)] == ["first", "second"]
    assert journal.draft(notebook.records(), name) is None


def test_keeping_one_entry_leaves_the_draft_of_another(notebook: Notebook) -> None:
    """A draft that belongs elsewhere is not dropped."""
    name = journal.keep_entry(notebook, "first", TODAY, "", NOW)
    journal.keep_draft(notebook, "a new one, half", TODAY, "", NOW)
    journal.keep_entry(notebook, "second", TODAY, name, NOW + timedelta(minutes=1))
    assert texts(notebook, Draft) == ["a new one, half"]


def test_an_entry_that_is_not_there_cannot_be_changed(notebook: Notebook) -> None:
    """Changing an unknown entry is an error and keeps nothing."""
    with pytest.raises(BadInput, match="no_such_record"):
        journal.keep_entry(notebook, "words", TODAY, "f" * 32, NOW)
    assert notebook.records() == ()
