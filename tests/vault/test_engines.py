"""What every engine owes a notebook: the same calls give the same answers in a file and in a database."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.vault.samples import CHEAP, entry
from towpath.domain.records import Attachment
from towpath.errors import BadInput, CannotOpen, CannotWrite, InUse
from towpath.vault import Notebook
from towpath.vault.restore import Restored
from towpath.vault.sealing import Sealed
from towpath.vault.store import Part, Place, Series, Store

ONE, TWO = b"1" * 16, b"2" * 16
A, B = b"\0" + b"a" * 15, b"\xff" + b"b" * 15


def sealed(word: bytes) -> Sealed:
    """Return what can be told apart."""
    return Sealed(b"wrapped " + word, b"sealed " + word, b"commitment " + word)


def fill(store: Store) -> None:
    """Put two notebooks into a new store. The tests share a database: what another left of them goes first."""
    for notebook in (ONE, TWO):
        store.erase(notebook)
    store.set_header(b"header")
    store.set_notebook(ONE, b"mac one", b"keyring one")
    store.set_notebook(TWO, b"mac two", b"keyring two")


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """Give a store with two notebooks and no rows."""
    made, _ = place.create(fill, os.urandom)
    yield made
    made.close()


@contextmanager
def reopened(place: Place, store: Store) -> Iterator[Store]:
    """Close a store and open it again."""
    store.close()
    again = place.open()
    try:
        yield again
    finally:
        again.close()


def test_what_was_put_in_at_the_beginning_is_there(place: Place, store: Store) -> None:
    """At once and after opening again."""
    for _ in range(2):
        assert store.header() == b"header"
        assert store.notebook(ONE) == (b"mac one", b"keyring one")
        assert store.notebook(TWO) == (b"mac two", b"keyring two")
        store.close()
        store = place.open()
    store.close()


def test_a_place_that_is_taken_is_not_made_anew(place: Place, store: Store) -> None:
    """What is there stays as it is."""
    store.close()
    with pytest.raises(BadInput) as caught:
        place.create(lambda made: made.set_header(b"other"), os.urandom)

    assert caught.value.key == "file_exists"
    opened = place.open()
    assert opened.header() == b"header"
    opened.close()


def test_a_beginning_that_fails_leaves_the_place_free(place: Place) -> None:
    """Nothing of it is there, and it can be begun again."""

    def fail(store: Store) -> None:
        store.set_header(b"half")
        raise KeyError

    with pytest.raises(KeyError):
        place.create(fail, os.urandom)
    with pytest.raises(CannotOpen):
        place.open().header()

    place.create(fill, os.urandom)[0].close()


def test_a_store_is_open_once(place: Place, store: Store) -> None:
    """Until it is closed."""
    with pytest.raises(InUse):
        place.open()

    store.close()
    place.open().close()


def test_header_and_notebooks_are_exchanged(place: Place, store: Store) -> None:
    """Each for itself."""
    with store.writing():
        store.set_header(b"another header")
        store.set_notebook(ONE, b"another mac", b"another keyring")
    with reopened(place, store) as again:
        assert again.header() == b"another header"
        assert again.notebook(ONE) == (b"another mac", b"another keyring")
        assert again.notebook(TWO) == (b"mac two", b"keyring two")


def test_a_notebook_that_is_not_there_cannot_be_opened(store: Store) -> None:
    """Its rows are none."""
    with pytest.raises(CannotOpen):
        store.notebook(b"3" * 16)

    assert store.rows(b"3" * 16) == ([], True)
    assert store.heads(b"3" * 16) == ([], True)
    assert store.last_revision(b"3" * 16, A) is None


def test_rows_come_in_order_of_object_and_revision(place: Place, store: Store) -> None:
    """However they were put in, and those of the other notebook are not among them."""
    with store.writing():
        for object_id, revision in ((B, 2), (A, 10), (B, 1), (A, 2)):
            store.insert(ONE, object_id, revision, sealed(b"%d" % revision))
        store.insert(TWO, A, 3, sealed(b"other"))
    expected = [(object_id, number, *sealed(b"%d" % number)) for object_id, number in ((A, 2), (A, 10), (B, 1), (B, 2))]
    with reopened(place, store) as again:
        assert again.rows(ONE) == (expected, True)
        assert again.heads(ONE) == ([row[:3] for row in expected], True)
        assert again.rows_of(ONE, A) == expected[:2]
        assert again.rows_of(TWO, A) == [(A, 3, *sealed(b"other"))]
        assert again.rows_of(TWO, B) == []
        assert [again.last_revision(ONE, each) for each in (A, B, b"c" * 16)] == [10, 2, None]


def test_a_key_without_content_is_a_row(store: Store) -> None:
    """As the key of an attachment's bytes is."""
    with store.writing():
        store.insert_key(ONE, A, 0, b"of the bytes")
        store.insert(ONE, A, 1, sealed(b"one"))

    assert store.rows_of(ONE, A) == [(A, 0, b"of the bytes", b"", b""), (A, 1, *sealed(b"one"))]
    assert store.heads(ONE)[0] == [(A, 0, b"of the bytes"), (A, 1, b"wrapped one")]
    assert store.last_revision(ONE, A) == 1


def test_an_object_is_dropped_with_its_bytes(store: Store) -> None:
    """The others stay."""
    with store.writing():
        for notebook, object_id in ((ONE, A), (ONE, B), (TWO, A)):
            store.insert_key(notebook, object_id, 0, b"of the bytes")
            store.insert(notebook, object_id, 1, sealed(b"one"))
            store.insert_chunk(notebook, object_id, 0, b"chunk")
        store.drop(ONE, A)

    assert store.rows_of(ONE, A) == []
    assert store.chunk(ONE, A, 0) == b""
    for notebook, object_id in ((ONE, B), (TWO, A)):
        assert len(store.rows_of(notebook, object_id)) == 2
        assert store.chunk(notebook, object_id, 0) == b"chunk"


def test_earlier_revisions_are_dropped_and_the_bytes_stay(store: Store) -> None:
    """Up to the one that stays, that one not."""
    with store.writing():
        store.insert_key(ONE, A, 0, b"of the bytes")
        store.insert_chunk(ONE, A, 0, b"chunk")
        for revision in range(1, 5):
            store.insert(ONE, A, revision, sealed(b"%d" % revision))
        store.drop(ONE, A, before=3)

    assert [row[1] for row in store.rows_of(ONE, A)] == [0, 3, 4]
    assert store.chunk(ONE, A, 0) == b"chunk"


def test_keys_are_rewrapped_each_in_its_place(place: Place, store: Store) -> None:
    """Of one notebook, contents untouched; a notebook without any is no trouble."""
    with store.writing():
        store.insert_key(ONE, B, 0, b"of the bytes")
        for revision in range(1, 4):
            store.insert(ONE, A, revision, sealed(b"%d" % revision))
        store.insert(TWO, A, 1, sealed(b"other"))
        store.rewrap(ONE, lambda heads: [b"%d anew " % head[1] + head[2] for head in heads])
        store.rewrap(b"3" * 16, lambda _: [])
    with reopened(place, store) as again:
        rows, _ = again.rows(ONE)
        assert [row[2] for row in rows] == [
            *(b"%d anew wrapped %d" % (number, number) for number in range(1, 4)),
            b"0 anew of the bytes",
        ]
        assert [row[3:] for row in rows[:3]] == [sealed(b"%d" % number)[1:] for number in range(1, 4)]
        assert again.heads(TWO)[0] == [(A, 1, b"wrapped other")]


def test_chunks_are_found_by_number(store: Store) -> None:
    """One that is not there is empty."""
    with store.writing():
        for number in range(3):
            store.insert_chunk(ONE, A, number, b"%d" % number * 65_536)

    assert [store.chunk(ONE, A, number) for number in (2, 0)] == [b"2" * 65_536, b"0" * 65_536]
    assert store.chunk(ONE, A, 3) == store.chunk(ONE, B, 0) == store.chunk(TWO, A, 0) == b""


@pytest.mark.parametrize("series", ["links", "openings"])
def test_lines_come_in_order_of_their_number(place: Place, store: Store, series: Series) -> None:
    """Two series, each notebook for itself; dropped up to a number."""
    other: Series = "links" if series == "openings" else "openings"
    with store.writing():
        for number in (10, 2, 1):
            store.insert_line(series, ONE, number, b"%d" % number)
        store.insert_line(series, TWO, 1, b"of two")
    assert store.lines(series, ONE) == [(1, b"1"), (2, b"2"), (10, b"10")]
    assert store.lines(other, ONE) == []
    with store.writing():
        store.drop_lines(series, ONE, 2)
    with reopened(place, store) as again:
        assert again.lines(series, ONE) == [(10, b"10")]
        assert again.lines(series, TWO) == [(1, b"of two")]


def test_failed_tries_are_kept_until_they_are_dropped(place: Place, store: Store) -> None:
    """Two in one minute are two."""
    with store.writing():
        for minute in (7, 5, 7):
            store.insert_try(minute)
    with reopened(place, store) as again:
        assert again.tries() == [5, 7, 7]
        with again.writing():
            again.drop_tries()
        assert again.tries() == []


def test_a_notebook_is_erased_and_the_other_is_not(place: Place, store: Store) -> None:
    """All of it, in every table; header and tries belong to both."""
    with store.writing():
        for notebook in (ONE, TWO):
            store.insert_key(notebook, A, 0, b"of the bytes")
            store.insert(notebook, A, 1, sealed(b"one"))
            store.insert_chunk(notebook, A, 0, b"chunk")
            store.insert_line("links", notebook, 1, b"link")
            store.insert_line("openings", notebook, 1, b"opening")
        store.insert_try(5)
    with store.writing():
        store.erase(ONE)
    with reopened(place, store) as again:
        with pytest.raises(CannotOpen):
            again.notebook(ONE)
        assert (again.rows(ONE)[0], again.chunk(ONE, A, 0), again.lines("links", ONE)) == ([], b"", [])
        assert again.lines("openings", ONE) == []
        assert again.notebook(TWO) == (b"mac two", b"keyring two")
        assert (len(again.rows(TWO)[0]), again.chunk(TWO, A, 0)) == (2, b"chunk")
        assert again.lines("links", TWO) == [(1, b"link")]
        assert again.lines("openings", TWO) == [(1, b"opening")]
        assert (again.header(), again.tries()) == (b"header", [5])


Step = Callable[[Store], None]
TWICE: dict[str, Step] = {
    "a revision": lambda store: store.insert(ONE, A, 1, sealed(b"again")),
    "a key": lambda store: store.insert_key(ONE, A, 1, b"again"),
    "a chunk": lambda store: store.insert_chunk(ONE, A, 0, b"again"),
    "a line": lambda store: store.insert_line("links", ONE, 1, b"again"),
}


def insert_and(store: Store, step: Step) -> None:
    """Write into both notebooks, then take one step more, in one transaction."""
    with store.writing():
        store.set_header(b"other")
        store.insert(ONE, B, 1, sealed(b"two"))
        store.insert(TWO, B, 1, sealed(b"two"))
        step(store)


@pytest.mark.parametrize("name", TWICE)
def test_what_has_a_place_is_not_put_there_twice(store: Store, name: str) -> None:
    """And all that was done in the same transaction is undone."""
    with store.writing():
        store.insert(ONE, A, 1, sealed(b"one"))
        store.insert_chunk(ONE, A, 0, b"chunk")
        store.insert_line("links", ONE, 1, b"link")
    before = store.rows(ONE), store.chunk(ONE, A, 0), store.lines("links", ONE), store.header()
    with pytest.raises(CannotWrite):
        insert_and(store, TWICE[name])

    assert (store.rows(ONE), store.chunk(ONE, A, 0), store.lines("links", ONE), store.header()) == before
    assert store.rows(TWO) == ([], True)


def test_a_mistake_of_the_program_undoes_its_transaction(store: Store) -> None:
    """It is passed on as it is, and the store can be used further."""
    with pytest.raises(KeyError):
        insert_and(store, lambda _: TWICE["nothing"](store))
    assert store.rows(ONE) == ([], True)

    with store.writing():
        store.insert(ONE, A, 1, sealed(b"one"))
    assert len(store.rows(ONE)[0]) == 1


def test_the_largest_revision_leaves_room_for_no_overflow(store: Store) -> None:
    """The next number after the last can always be written down."""
    with store.writing():
        store.insert(ONE, A, 2**63 - 1, sealed(b"last"))

    assert store.last_revision(ONE, A) == 2**63 - 2


def test_the_parts_of_a_notebook_can_be_put_into_another_store(place: Place, store: Store) -> None:
    """Everything of one notebook and nothing of the other comes out, and goes in once however often it is put in."""
    with store.writing():
        store.insert(ONE, A, 1, sealed(b"a"))
        store.insert_key(ONE, B, 0, b"wrapped bytes")
        store.insert_chunk(ONE, B, 0, b"chunk 0")
        store.insert_chunk(ONE, B, 1, b"chunk 1")
        store.insert_line("links", ONE, 1, b"link")
        store.insert_line("openings", ONE, 1, b"opening")
        store.insert(TWO, A, 1, sealed(b"of the other"))
        store.insert_key(TWO, b"short", 1, b"not of this format")
    parts = list(store.parts(ONE))
    nothing = bytes(16)
    assert parts == [
        Part("keys", A, 1, b"wrapped a"),
        Part("keys", B, 0, b"wrapped bytes"),
        Part("contents", A, 1, b"sealed a", b"commitment a"),
        Part("chunks", B, 0, b"chunk 0"),
        Part("chunks", B, 1, b"chunk 1"),
        Part("links", nothing, 1, b"link"),
        Part("openings", nothing, 1, b"opening"),
    ]
    assert [part.object_id for part in store.parts(TWO)] == [A, A]
    with store.writing():
        store.erase(ONE)
        for _ in range(2):
            for part in parts:
                store.insert_part(ONE, part)
                store.insert_part(ONE, part._replace(first=b"too late"))
    with reopened(place, store) as again:
        assert list(again.parts(ONE)) == parts


def test_a_backup_can_be_taken_in_again(place: Place, tmp_path: Path, argon2_once: None) -> None:
    """What is missing comes back, with its bytes; a second time nothing does; what was deleted stays deleted."""
    with Notebook.create(place, "first", cost=CHEAP) as notebook:
        kept, gone = notebook.add(entry("kept")), notebook.add(entry("gone"))
        now = datetime(2026, 3, 1, tzinfo=UTC)
        told = Attachment(written=now, name="a.jpg", media_type="image/jpeg", imported=now)
        attached = notebook.attach(told, [b"bytes " * 20_000])
        notebook.backup(tmp_path / "b")
        notebook.delete(gone)
        assert notebook.take_in(tmp_path / "b", "first") == Restored(there=2, deleted=1)
        assert notebook.take_in(tmp_path / "b", "first") == Restored(there=2, deleted=1)
        assert {one.id for one in notebook.records()} == {kept, attached}
        assert b"".join(notebook.bytes_of(attached)) == b"bytes " * 20_000
        assert not notebook.check().faults
