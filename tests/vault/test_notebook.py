"""What a notebook does for the rest of the program."""

import gc
import os
import tempfile
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_records import RECORDS
from tests.vault.samples import (
    CHEAP,
    PASSPHRASE,
    entry,
    filled,
    flipped,
    header_of,
    look,
    names,
    put_row,
    rows,
    tamper,
    texts,
)
from towpath.domain.records import Draft, Record, card_of, encode
from towpath.errors import BadInput, CannotOpen, InUse
from towpath.vault import Damaged, Listed, Notebook, Stored, kdf, notebook, sealing
from towpath.vault.keys import parse_header, unlock


def test_a_new_notebook_is_empty_and_private(tmp_path: Path) -> None:
    """Its folders are made, and only its owner may read it."""
    path = tmp_path / "some" / "folder" / "notebook"
    with Notebook.create(path, PASSPHRASE, cost=CHEAP) as made:
        assert not made.records()
        assert not made.damaged

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert names(path.parent) == ["notebook"]


def test_what_is_added_is_there_after_opening_again(tmp_path: Path) -> None:
    """By the id that add returned."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        first = made.add(entry("one"))
        second = made.add(entry("two"))
        before = set(map(repr, made.records()))
        assert len(first) == 32
        assert first != second

    with Notebook.open(str(tmp_path / "n"), PASSPHRASE) as opened:
        assert {stored.id: stored.record for stored in opened.records()} == {first: entry("one"), second: entry("two")}
        assert set(map(repr, opened.records())) == before


def test_revising_keeps_the_earlier_revision(tmp_path: Path) -> None:
    """The newest is shown; all of them can be asked for."""
    (made,) = filled(tmp_path / "n", "one")
    for text in ("two", "three"):
        with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
            opened.revise(made, entry(text))

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert opened.records() == (Stored(made, 3, entry("three")),)
        assert [stored.record for stored in opened.revisions(made)] == [entry("one"), entry("two"), entry("three")]


@pytest.mark.parametrize("read_first", [False, True])
def test_memory_and_file_agree_after_every_change(tmp_path: Path, *, read_first: bool) -> None:
    """Whether the records had been read before the change or not."""
    kept, dropped = filled(tmp_path / "n", "kept", "dropped")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        if read_first:
            opened.records()
        draft = opened.add(Draft(written=entry("").written, text="d"))
        opened.replace(draft, entry("e"))
        opened.revise(kept, entry("kept, revised"))
        opened.delete(dropped)
        shown = opened.records(), opened.revisions(draft), opened.revisions(kept)

    with Notebook.open(tmp_path / "n", PASSPHRASE) as again:
        assert sorted(map(repr, again.records())) == sorted(map(repr, shown[0]))
        assert (again.revisions(draft), again.revisions(kept)) == shown[1:]
        assert texts(again) == ["e", "kept, revised"]


def test_replacing_drops_the_earlier_revisions_and_rotates_on_close(tmp_path: Path) -> None:
    """A draft saved every few seconds leaves one row, and no key to the others."""
    (draft,) = filled(tmp_path / "n", "first")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.replace(draft, entry("second"))
        opened.replace(draft, entry("third"))
        assert opened.revisions(draft) == (Stored(draft, 3, entry("third")),)

    assert look(tmp_path / "n", "SELECT revision FROM contents") == [(3,)]
    assert epoch(tmp_path / "n") == 2


def epoch(path: Path, passphrase: str = PASSPHRASE) -> int:
    """Return how often the keys were rotated, plus one."""
    header = parse_header(header_of(path))
    return unlock(kdf.stretch(passphrase.encode(), header.salt, header.cost), header)[1].epoch


def test_deleting_removes_all_revisions_and_rotates(tmp_path: Path) -> None:
    """Several at once cost one rotation; none at all cost none."""
    one, two, three = filled(tmp_path / "n", "one", "two", "three")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.revise(one, entry("one, revised"))
        opened.delete()
        opened.delete(one, three, one)
        assert texts(opened) == ["two"]

    assert look(tmp_path / "n", "SELECT hex(object) FROM keys") == [(two.upper(),)]
    assert epoch(tmp_path / "n") == 2


def test_a_deleted_row_put_back_does_not_open(tmp_path: Path) -> None:
    """The key it was wrapped under is gone, so an old copy of the row is no use with the present file."""
    one, _ = filled(tmp_path / "n", "one", "two")
    old = rows(tmp_path / "n", f"object = x'{one}'")[0]
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.delete(one)
    assert old[2] not in (tmp_path / "n").read_bytes()
    put_row(tmp_path / "n", old)

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert texts(opened) == ["two"]
        assert opened.damaged == (Damaged(one, 1, "does_not_open"),)


@pytest.mark.parametrize("wrong", ["", "00", "zz" * 16, "0" * 32, "A" * 32, " " * 32, "ab" * 17], ids=repr)
@pytest.mark.parametrize(
    "call",
    [
        lambda made, wrong: made.revise(wrong, entry("x")),
        lambda made, wrong: made.replace(wrong, entry("x")),
        lambda made, wrong: made.delete(wrong),
        lambda made, wrong: made.revisions(wrong),
        lambda made, wrong: made.read(wrong),
    ],
    ids=["revise", "replace", "delete", "revisions", "read"],
)
def test_an_id_that_is_not_there_is_bad_input(
    tmp_path: Path, wrong: str, call: Callable[[Notebook, str], object]
) -> None:
    """Nothing changes."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        made.add(entry("one"))
        with pytest.raises(BadInput) as caught:
            call(made, wrong)
        assert caught.value.key == "no_such_record"
        assert texts(made) == ["one"]


def test_deleting_with_one_wrong_id_deletes_nothing(tmp_path: Path) -> None:
    """All or none."""
    (one,) = filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        with pytest.raises(BadInput):
            opened.delete(one, "0" * 32)
        assert texts(opened) == ["one"]


def test_an_id_in_capitals_is_not_an_id(tmp_path: Path) -> None:
    """Ids have one spelling."""
    (one,) = filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened, pytest.raises(BadInput):
        opened.revisions("".join([one[:-1].upper(), " ", one[-1]]))


def test_a_record_that_breaks_its_limits_is_not_kept(tmp_path: Path) -> None:
    """The file stays as it was."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        with pytest.raises(BadInput):
            made.add(entry("x" * 100_001))
        assert made.records() == ()


def test_the_longest_record_is_kept(tmp_path: Path) -> None:
    """100,000 characters of four bytes."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        made.add(entry("\U0001f600" * 100_000))

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert texts(opened) == ["\U0001f600" * 100_000]


def test_a_new_passphrase_opens_and_the_old_one_no_longer(tmp_path: Path) -> None:
    """The records stay, the keys are rotated."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.change_passphrase(PASSPHRASE, "other words")
        opened.add(entry("two"))

    with pytest.raises(CannotOpen):
        Notebook.open(tmp_path / "n", PASSPHRASE)
    with Notebook.open(tmp_path / "n", "other words") as again:
        assert texts(again) == ["one", "two"]
    assert epoch(tmp_path / "n", "other words") == 2


@pytest.mark.parametrize("old", ["wrong", "", "x" * 5_000])
def test_the_passphrase_is_not_changed_without_the_old_one(tmp_path: Path, old: str) -> None:
    """Who finds the notebook open cannot lock its owner out."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened, pytest.raises(CannotOpen):
        opened.change_passphrase(old, "other words")

    Notebook.open(tmp_path / "n", PASSPHRASE).close()


@pytest.mark.parametrize("new", ["", "x" * 1_025, "\0"])
def test_the_passphrase_is_not_changed_to_one_that_cannot_be(tmp_path: Path, new: str) -> None:
    """The old one still opens."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened, pytest.raises(BadInput):
        opened.change_passphrase(PASSPHRASE, new)

    Notebook.open(tmp_path / "n", PASSPHRASE).close()


@pytest.mark.parametrize("bad", ["", "x" * 1_025, "\0"])
def test_no_notebook_is_made_for_a_passphrase_that_cannot_be(tmp_path: Path, bad: str) -> None:
    """Not even its folder."""
    with pytest.raises(BadInput):
        Notebook.create(tmp_path / "folder" / "n", bad, cost=CHEAP)

    assert names(tmp_path) == []


def test_nfd_opens_what_nfc_made(tmp_path: Path) -> None:
    """Another keyboard or system does not lock the person out."""
    Notebook.create(tmp_path / "n", "Ångström", cost=CHEAP).close()

    Notebook.open(tmp_path / "n", unicodedata.normalize("NFD", "Ångström")).close()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    """Whatever it is, a dangling link too."""
    (tmp_path / "file").write_text("words")
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for name in ("file", "link", "."):
        with pytest.raises(BadInput) as caught:
            Notebook.create(tmp_path / name, PASSPHRASE, cost=CHEAP)
        assert caught.value.key == "file_exists"

    assert (tmp_path / "file").read_text() == "words"
    assert names(tmp_path) == ["file", "link"]


def test_two_notebooks_of_one_file_in_one_process_are_refused(tmp_path: Path) -> None:
    """By any name of the file, and the first one keeps its lock."""
    filled(tmp_path / "n", "one")
    (tmp_path / "link").symlink_to(tmp_path / "n")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as first:
        for path in (tmp_path / "n", tmp_path / "link"):
            with pytest.raises(InUse):
                Notebook.open(path, PASSPHRASE)
        first.add(entry("two"))

    with Notebook.open(tmp_path / "link", PASSPHRASE) as second:
        assert texts(second) == ["one", "two"]


def test_closing_leaves_one_file_and_no_keys(tmp_path: Path) -> None:
    """It may be done twice; any use afterwards is a mistake of the program."""
    made = Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP)
    made.add(entry("one"))
    made.close()
    made.close()

    assert names(tmp_path) == ["n"]
    assert made._held is None
    uses: list[Callable[[], object]] = [
        made.records,
        lambda: made.damaged,
        lambda: made.add(entry("two")),
        lambda: made.change_passphrase(PASSPHRASE, "x"),
    ]
    for use in uses:
        with pytest.raises(notebook.ClosedError):
            use()


def test_no_shared_memory_file_is_made_while_open(tmp_path: Path) -> None:
    """Only the file and its log, both for the owner alone."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        made.add(entry("one"))
        assert names(tmp_path) == ["n", "n-wal"]
        assert (tmp_path / "n-wal").stat().st_mode & 0o777 == 0o600


def test_threads_share_a_notebook(tmp_path: Path) -> None:
    """Nothing is lost and nothing is mixed up."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        threads = [threading.Thread(target=made.add, args=(entry(str(number)),)) for number in range(20)]
        for thread in threads:
            thread.start()
            made.records()
        for thread in threads:
            thread.join()
        assert texts(made) == sorted(map(str, range(20)))


LATER = [
    b'{"kind":"of later"}',
    b'{"kind":"entry","shape":2,"text":"x","written":"2026-03-01T08:30:00Z"}',
    b'{"kind":"entry","shape":1,"text":"x","unheard_of":1,"written":"2026-03-01T08:30:00Z"}',
]


@pytest.mark.parametrize("later", LATER)
def test_a_kind_from_a_later_version_is_kept_and_said(tmp_path: Path, later: bytes) -> None:
    """A kind, a shape or a field that is not known: neither shown nor lost, and a rotation carries it along."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        one = made.add(entry("one"))
        with made._working() as held, held.store.writing():
            sealed = sealing.seal(held.key, b"o" * 16, 1, later, bytes(16), os.urandom)
            held.store.insert(held.key.notebook, b"o" * 16, 1, sealed)

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert opened.damaged == (Damaged(b"o".hex() * 16, 1, "unknown_kind"),)
        opened.delete(one)
    with Notebook.open(tmp_path / "n", PASSPHRASE) as again, again._working() as held:
        assert again.damaged == (Damaged(b"o".hex() * 16, 1, "unknown_kind"),)
        ((object_id, revision, *parts),), _ = held.store.rows(held.key.notebook)
        plain, card = sealing.unseal(held.key, object_id, revision, sealing.Sealed(*parts))
        assert (plain, card) == (later, bytes(16))
        assert [listed.card.kind for listed in again.cards()] == [""]
        with pytest.raises(BadInput) as caught:
            again.read(b"o".hex() * 16)
        assert caught.value.key == "not_a_record"


def test_a_damaged_row_survives_rotation_and_can_be_deleted(tmp_path: Path) -> None:
    """Its bytes stay, so that it stays flagged until the person removes it."""
    one, two, three = filled(tmp_path / "n", "one", "two", "three")
    wrapped = look(tmp_path / "n", "SELECT wrapped FROM keys WHERE hex(object) = ?", one.upper())[0][0]
    tamper(tmp_path / "n", "UPDATE keys SET wrapped = ? WHERE hex(object) = ?", flipped(wrapped, 30), one.upper())
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.delete(two)
        assert opened.damaged == (Damaged(one, 1, "does_not_open"),)
        assert opened.revisions(one) == ()
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert opened.damaged == (Damaged(one, 1, "does_not_open"),)
        opened.revise(one, entry("written anew"))
        assert texts(opened) == ["three", "written anew"]
        opened.delete(one)
        assert [stored.id for stored in opened.records()] == [three]
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert not opened.damaged


def test_nothing_secret_is_shown_by_repr(tmp_path: Path) -> None:
    """What ends up in a trace or a log by mistake holds no words."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        made.add(entry("a private word"))
        shown = repr(made) + repr(made.records()) + str(made.records()[0])

    assert "private" not in shown


def test_the_used_slot_is_not_always_the_same(tmp_path: Path) -> None:
    """It is chosen by chance, and nothing else in the header tells it apart."""
    used = set()
    for number in range(24):
        filled(tmp_path / str(number))
        header = parse_header(header_of(tmp_path / str(number)))
        used.add(unlock(kdf.stretch(PASSPHRASE.encode(), header.salt, header.cost), header)[0].index)

    assert len(used) > 3


def test_memory_that_argon2_cannot_get_is_cannot_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook whose cost is too high for this machine does not end in a trace."""
    filled(tmp_path / "n")

    def fail(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(kdf, "stretch", fail)
    with pytest.raises(CannotOpen):
        Notebook.open(tmp_path / "n", PASSPHRASE)


def test_only_rows_that_were_read_are_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing one entry into a large notebook opens none of the others."""
    filled(tmp_path / "n", "one")
    monkeypatch.setattr(sealing, "unseal", lambda *_: pytest.fail("opened a record"))
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.add(entry("two"))


def test_every_revision_that_is_there_is_either_shown_or_flagged(tmp_path: Path) -> None:
    """A damaged newest revision is not replaced in silence by an earlier one."""
    (one,) = filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.revise(one, entry("two"))
    tamper(tmp_path / "n", "UPDATE contents SET sealed = x'00' WHERE revision = 2")

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert opened.records() == ()
        assert opened.damaged == (Damaged(one, 2, "does_not_open"),)
        assert opened.revisions(one) == (Stored(one, 1, entry("one")),)


@settings(max_examples=20)
@given(kept=st.lists(RECORDS, min_size=1, max_size=6))
def test_cards_tell_what_the_records_tell(kept: list[Record]) -> None:
    """For any records, before and after all are opened, without opening their contents."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n"
        with Notebook.create(path, PASSPHRASE, cost=CHEAP) as made:
            ids = [made.add(record) for record in kept]
        expected = {Listed(name, 1, card_of(record)) for name, record in zip(ids, kept, strict=True)}
        with Notebook.open(path, PASSPHRASE) as opened:
            assert set(opened.cards()) == expected
            assert [opened.read(name).record for name in ids] == kept
            assert len(opened.records()) == len(kept)
            assert set(opened.cards()) == expected
            assert not opened.damaged


def test_cards_and_reading_one_open_no_other_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of many is quick, and so is showing one of them."""
    one, _ = filled(tmp_path / "n", "one", "two")
    real, opened_places = sealing.unseal, []

    def noted(*arguments: Any) -> tuple[bytes, bytes]:
        opened_places.append(arguments[1].hex())
        return real(*arguments)

    monkeypatch.setattr(sealing, "unseal", noted)
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert len(opened.cards()) == 2
        assert not opened_places
        assert opened.read(one) == Stored(one, 1, entry("one"))
        assert opened_places == [one]


def test_a_list_leaves_the_collector_of_garbage_as_it_was(tmp_path: Path) -> None:
    """On where it was on, and off where somebody else had turned it off."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.cards()
        assert gc.isenabled()
        gc.disable()
        opened.cards()
        was_on = gc.isenabled()
        gc.enable()
    assert not was_on


@pytest.mark.parametrize("position", [0, 12, 43, 44, 45, 49, 57, 59, 60, 75])
def test_a_changed_card_is_left_out_and_said(tmp_path: Path, position: int) -> None:
    """Nonce, key, card or tag: the revision does not open, alone or with all others; an earlier one is not shown."""
    one, two = filled(tmp_path / "n", "one", "two")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.revise(one, entry("one, revised"))
    query = "SELECT wrapped FROM keys WHERE hex(object) = ? AND revision = 2"
    wrapped = look(tmp_path / "n", query, one.upper())[0][0]
    tamper(tmp_path / "n", "UPDATE keys SET wrapped = ? WHERE revision = 2", flipped(wrapped, position))

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert opened.cards() == (Listed(two, 1, card_of(entry("two"))),)
        assert opened.listing() == (opened.cards(), (Damaged(one, 2, "does_not_open"),))
        assert opened.damaged == (Damaged(one, 2, "does_not_open"),)
        with pytest.raises(BadInput) as caught:
            opened.read(one)
        assert caught.value.key == "not_a_record"


def test_cards_of_two_rows_cannot_be_exchanged(tmp_path: Path) -> None:
    """Both are noticed."""
    one, two = filled(tmp_path / "n", "one", "two")
    wrapped = dict(look(tmp_path / "n", "SELECT hex(object), wrapped FROM keys"))
    for name, other in ((one, two), (two, one)):
        change = "UPDATE keys SET wrapped = ? WHERE hex(object) = ?"
        tamper(tmp_path / "n", change, wrapped[other.upper()], name.upper())

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert not opened.cards()
        assert not opened.records()
        assert {each.id for each in opened.damaged} == {each.id for each in opened.listing()[1]} == {one, two}


def test_changed_content_is_listed_and_noticed_when_it_is_opened(tmp_path: Path) -> None:
    """As the page on the format says."""
    (one,) = filled(tmp_path / "n", "one")
    tamper(tmp_path / "n", "UPDATE contents SET sealed = x'00'")

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert opened.listing() == ((Listed(one, 1, card_of(entry("one"))),), ())
        with pytest.raises(BadInput):
            opened.read(one)
        assert opened.damaged == (Damaged(one, 1, "does_not_open"),)


def test_a_card_of_another_record_is_noticed_when_the_record_is_opened(tmp_path: Path) -> None:
    """A mistake of a program that has the key: the record is not shown under a wrong date."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made, made._working() as held:
        card = card_of(Draft(written=entry("").written, text="")).to_bytes()
        sealed = sealing.seal(held.key, b"o" * 16, 1, encode(entry("one")), card, os.urandom)
        with held.store.writing():
            held.store.insert(held.key.notebook, b"o" * 16, 1, sealed)
        assert made.records() == ()
        assert made.damaged == (Damaged(b"o".hex() * 16, 1, "does_not_open"),)


def test_records_of_one_kind_are_those_kept_last(tmp_path: Path) -> None:
    """What is asked for by kind follows each add, revise, replace and delete at once."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        first = made.add(entry("one"))
        note = made.add(Draft(written=entry("").written, text="half"))
        assert [stored.id for stored in made.records(type(entry("")))] == [first]
        assert {stored.id for stored in made.records(type(entry("")), Draft)} == {first, note}
        made.revise(first, entry("two"))
        made.replace(note, Draft(written=entry("").written, text="whole"))
        assert [stored.record for stored in made.records(type(entry("")))] == [entry("two")]
        assert [stored.revision for stored in made.records(Draft)] == [2]
        made.delete(first)
        assert not made.records(type(entry("")))
        assert [stored.id for stored in made.records()] == [note]


@pytest.mark.parametrize("on", [True, False])
def test_reading_leaves_the_collection_of_garbage_as_it_was(tmp_path: Path, on: bool) -> None:
    """It pauses while all is read; whoever turned it off before finds it off."""
    filled(tmp_path / "n", "one")
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
            assert len(opened.cards()) == len(opened.records()) == 1
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()
