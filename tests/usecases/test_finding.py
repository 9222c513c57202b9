import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import CHEAP
from tests.web.house import PASSPHRASE
from towpath.domain.records import Attachment, CheckIn, Draft, Entry, Event, Incident, Promise, Record
from towpath.usecases import finding
from towpath.usecases.finding import EVERYTHING, Finding, Wanted, late, passage_of, texts_of
from towpath.usecases.folding import fold
from towpath.vault import LogHead, Notebook, Stored

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
TODAY = NOW.date()


def entry(text: str, days_ago: int = 0, minute: int = 0) -> Entry:
    """Return an entry about an earlier day, written at a minute of this evening."""
    return Entry(written=NOW + timedelta(minutes=minute), text=text, day=TODAY - timedelta(days_ago))


def found(notebook: Notebook, **wanted: object) -> list[str]:
    """Return the ids of what is found, on all pages, in their order."""
    remembered, asked = Finding(), Wanted(**wanted)  # type: ignore[arg-type]
    pages = remembered.page(notebook, asked, 1).pages
    return [line.id for number in range(1, pages + 1) for line in remembered.page(notebook, asked, number).lines]


def shown(words: str, *texts: str) -> str:
    """Return the passage with what was found in square brackets."""
    passage = passage_of(texts, Wanted(words=words).terms)
    assert passage is not None
    pieces = "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in passage.pieces)
    return f"{'…' * passage.more_before}{pieces}{'…' * passage.more_after}"


# the question


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("", ()), ("   ", ()), ('""', ()), ('" "', ()), ("Two words", ("two", "words")), ("no no NO", ("no",)),
        ('"Two words" more', ("two words", "more")), ("\u201ctwo words\u201d", ("two words",)),
        ("\u00abdos palabras\u00bb", ("dos palabras",)), ('half "open', ("half", "open")),
        ('a"b c"d', ("a", "b c", "d")),
        ("don\u2019t", ("don't",)), ("\u0301", ()),
    ],
)  # fmt: skip
def test_words_and_phrases_are_told_apart(words: str, terms: tuple[str, ...]) -> None:
    """Quotation marks of any kind hold words together; a mark that is not closed is left out."""
    assert Wanted(words=words).terms == terms


def test_a_question_has_an_end() -> None:
    """At most twenty words are looked for, however many are typed."""
    assert len(Wanted(words=" ".join(f"w{each}" for each in range(100))).terms) == finding.TERMS_LIMIT


# what is found


class Shelf:
    """Holds records of any kind as a notebook does, the ids in their order."""

    def __init__(self, *records: Record) -> None:
        self.stored = tuple(Stored(f"{number:032x}", 1, record) for number, record in enumerate(records))
        self.log_head = LogHead(len(records), "")

    def records(self, *kinds: type[Record]) -> tuple[Stored, ...]:
        """Return those that tell of a day, or none where files are asked for."""
        return () if kinds == (Attachment,) else self.stored


def on(shelf: Shelf, **wanted: object) -> list[int]:
    """Return the numbers of what is found on a shelf."""
    return [int(one, 16) for one in found(cast("Notebook", shelf), **wanted)]


def test_entries_and_check_ins_stand_in_one_list_newest_first(notebook: Notebook) -> None:
    """By day, within a day the one written last; drafts and files are no things of the list."""
    expected = notebook.add_all(
        [
            entry("later", minute=9),
            entry("sooner", minute=1),
            CheckIn(written=NOW, day=TODAY - timedelta(4), answers={}),
        ]
    )
    notebook.add(Draft(written=NOW, text="draft", day=TODAY))
    notebook.attach(Attachment(written=NOW, imported=NOW, name="a", media_type="b", of=expected[0]), [b"x"])
    assert found(notebook) == list(expected)
    page = Finding().page(notebook, EVERYTHING, 1)
    assert [line.kind for line in page.lines] == ["entry", "entry", "check_in"]
    assert [line.files for line in page.lines] == [1, 0, 0]
    assert {line.passage for line in page.lines} == {None}


def test_incidents_promises_and_events_stand_in_the_list() -> None:
    """Whatever tells of a day is there, by its day, under its kind."""
    shelf = Shelf(
        Incident(written=NOW, day=TODAY - timedelta(2), seen="a"),
        Promise(written=NOW, day=TODAY, what="b"),
        Event(written=NOW, day=TODAY - timedelta(1), what="talk"),
    )
    page = Finding().page(cast("Notebook", shelf), EVERYTHING, 1)
    assert [line.kind for line in page.lines] == ["promise", "event", "incident"]


@pytest.mark.parametrize(
    ("total", "number", "on", "pages", "first"),
    [(0, 1, 1, 1, None), (1, 5, 1, 1, 0), (20, 2, 1, 1, 0), (21, 2, 2, 2, 20), (45, 3, 3, 3, 40), (45, -5, 1, 3, 0)],
)
def test_a_page_holds_twenty(
    notebook: Notebook, total: int, number: int, on: int, pages: int, first: int | None
) -> None:
    """Pages count from 1; a number beyond the last is the last, one before the first is the first."""
    notebook.add_all([entry(str(each), days_ago=each) for each in range(total)])
    page = Finding().page(notebook, EVERYTHING, number)
    assert (page.number, page.pages, page.total) == (on, pages, total)
    texts = [line.record.text for line in page.lines if isinstance(line.record, Entry)]
    assert texts[:1] == ([] if first is None else [str(first)])


def test_the_list_is_narrowed_by_kind_day_sign_and_mark(notebook: Notebook) -> None:
    """Each way of narrowing leaves exactly what fits, both ends of the days included; together all must fit."""
    shelf = Shelf(
        entry("words", days_ago=5),
        Incident(written=NOW, day=TODAY - timedelta(3), seen="a", signs=("control.isolates",)),
        Incident(written=NOW, day=TODAY - timedelta(1), seen="b", evidence=True),
    )
    words, plain, marked = range(3)
    assert on(shelf, kind="incident") == [marked, plain]
    assert on(shelf, kind="entry") == [words]
    assert on(shelf, kind="event") == []
    assert on(shelf, evidence=True) == [marked]
    assert on(shelf, sign="control.isolates") == [plain]
    assert on(shelf, sign="control.isolates", evidence=True) == []
    assert on(shelf, first=TODAY - timedelta(3)) == [marked, plain]
    assert on(shelf, last=TODAY - timedelta(3)) == [plain, words]
    assert on(shelf, first=TODAY - timedelta(3), last=TODAY - timedelta(3)) == [plain]
    assert on(shelf, words="b", kind="incident") == [marked]
    assert Finding().signs(cast("Notebook", shelf)) == ("control.isolates",)


def test_words_are_looked_for_in_every_text() -> None:
    """What was seen, felt, promised and noted is searched; all words must be there, in any order and any text."""
    shelf = Shelf(
        Incident(written=NOW, day=TODAY, seen="At the DOOR", felt="small", who="Kim"),
        Promise(written=NOW, day=TODAY - timedelta(1), what="call Kim before nine"),
        Event(written=NOW, day=TODAY - timedelta(2), what="talk", note="in the café"),
    )
    assert on(shelf, words="door small") == [0]
    assert on(shelf, words="kim") == [0, 1]
    assert on(shelf, words="CAFE") == [2]
    assert on(shelf, words='"before nine"') == [1]
    assert on(shelf, words='"nine before"') == []
    assert on(shelf, words="doorsmall") == []


def test_what_is_written_changed_and_deleted_is_found_as_it_is_now(notebook: Notebook) -> None:
    """What is kept in memory for the search follows the notebook."""
    remembered, wanted = Finding(), Wanted(words="heron")

    def total() -> int:
        return remembered.page(notebook, wanted, 1).total

    assert total() == 0
    first = notebook.add(entry("a heron"))
    assert total() == 1
    notebook.revise(first, entry("a crane"))
    assert total() == 0
    notebook.revise(first, entry("a heron again"))
    assert total() == 1
    notebook.delete(first)
    assert total() == 0
    assert remembered._folded == {}
    assert remembered._folded_characters == 0


def test_no_more_text_than_the_limit_is_kept_in_memory(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit everything is still found, only not remembered."""
    monkeypatch.setattr(finding, "FOLDED_LIMIT", 25)
    notebook.add_all([entry(f"heron {each}", days_ago=each) for each in range(9)])
    remembered = Finding()
    assert remembered.page(notebook, Wanted(words="heron"), 1).total == 9
    assert remembered._folded_characters <= 25
    assert len(remembered._folded) == 3
    assert remembered.page(notebook, Wanted(words="heron"), 1).total == 9


def test_questions_are_remembered_by_a_number_the_newest_fifty() -> None:
    """A question that is too long ago is no longer known."""
    remembered = Finding()
    names = [remembered.ask(Wanted(words=str(each))) for each in range(finding.QUESTIONS_LIMIT + 1)]
    assert remembered.asked(names[0]) is None
    assert remembered.asked("") is None
    assert remembered.asked(names[1]) == Wanted(words="1")
    assert remembered.asked(names[-1]) == Wanted(words="50")


LETTERS = st.text(alphabet="aAbBéÉe\u0301ßsSnñ \n'\u2019\u201d\"", max_size=12)


def plainly(text: str) -> str:
    """Fold a text as a whole, in another way than the one tested."""
    text = text.replace("\u2019", "'").replace("\u201d", '"').replace("\n", " ")
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(each))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(texts=st.lists(LETTERS, max_size=6), words=LETTERS)
def test_a_search_finds_exactly_what_a_plain_look_at_every_text_finds(
    tmp_path: Path, texts: list[str], words: str
) -> None:
    """No more and no less than the entries that hold every word."""
    parts = plainly(words).split('"')
    phrases = [part for part in parts[1:-1:2] if part.strip()] if len(parts) > 2 else []
    outside = parts[::2] + (parts[-1:] if len(parts) % 2 == 0 else [])
    terms = [*phrases, *(word for part in outside for word in part.split())]
    (tmp_path / "notes.db").unlink(missing_ok=True)
    with Notebook.create(tmp_path / "notes.db", PASSPHRASE, cost=CHEAP) as notebook:
        ids = notebook.add_all([entry(text, days_ago=each) for each, text in enumerate(texts)])
        expected = [one for one, text in zip(ids, texts, strict=True) if all(each in plainly(text) for each in terms)]
        assert found(notebook, words=words) == expected


# the passage


@pytest.mark.parametrize(
    ("words", "text", "passage"),
    [
        ("heron", "A heron stood there.", "A [heron] stood there."),
        ("cafe", "Le Café, le cafe\u0301.", "Le [Café], le [cafe\u0301]."),
        ("strasse", "In der Straße 5", "In der [Straße] 5"),
        ("stras", "In der Straße 5", "In der [Straß]e 5"),
        ("aa", "aaaaa", "[aa][aa]a"),
        ("ab bc", "abc", "[ab][c]"),
        ("no \u201cat all\u201d", "No, not at\nall", "[No], [no]t [at\nall]"),
    ],
)
def test_the_passage_is_shown_with_the_hits_marked(words: str, text: str, passage: str) -> None:
    """The words stand as they were written; only what was found is marked."""
    assert shown(words, text) == passage


def test_a_long_text_is_cut_around_the_first_hit() -> None:
    """What stands far before and after is left out, at the start of a word, and said to be there."""
    cut = shown("heron", f"{'before ' * 100}the heron stood{' after' * 100}")
    assert cut.startswith("…before ")
    assert "the [heron] stood after" in cut
    assert cut.endswith("…")
    assert len(cut) < finding.BEFORE * 2 + finding.AFTER + 10
    assert shown("heron", "x" * 100 + "heron").startswith("…x")


def test_the_passage_is_of_the_first_text_with_a_hit() -> None:
    """Where one word is in another text, the one that is found first is shown."""
    assert shown("small", "At the door", "I felt small") == "I felt [small]"
    assert passage_of(("nothing here",), ("small",)) is None


@given(text=st.text(max_size=300), at=st.integers(0, 299), length=st.integers(1, 20))
def test_the_pieces_of_a_passage_are_the_text(text: str, at: int, length: int) -> None:
    """Put together, the pieces are a part of the text, to the letter; each hit folds to what holds the word."""
    terms = Wanted(words=text[at : at + length].replace('"', "")).terms
    if not all(term in fold(text) for term in terms) or not terms:
        return
    passage = passage_of((text,), terms)
    assert passage is not None
    whole = "".join(piece.text for piece in passage.pieces)
    assert whole in text
    assert passage.more_before == (not text.startswith(whole)) or whole in text[1:]
    assert any(piece.hit for piece in passage.pieces)


# late


def test_what_was_written_on_a_later_day_is_late() -> None:
    """The day of the first writing counts, not that of a change; of what came from a file it is not known."""
    change = Entry(written=NOW + timedelta(30), text="b", day=TODAY)
    assert late([Stored("a", 1, entry("x")), Stored("a", 2, change)]) is None
    assert late([Stored("a", 1, entry("x", days_ago=3))]) == TODAY
    assert late([Stored("a", 2, change), Stored("a", 1, entry("x", days_ago=3))]) == TODAY
    from_file = Entry(written=NOW, text="x", day=date(2020, 1, 1), imported=True)
    assert late([Stored("a", 1, from_file)]) is None


def test_the_list_marks_what_is_late_by_its_first_version(notebook: Notebook) -> None:
    """An entry of that day is not late because it was changed later."""
    name = notebook.add(entry("x"))
    notebook.revise(name, Entry(written=NOW + timedelta(9), text="y", day=TODAY))
    notebook.add(entry("late", days_ago=2))
    assert [line.late for line in Finding().page(notebook, EVERYTHING, 1).lines] == [None, TODAY]


def test_a_check_in_has_no_words() -> None:
    """Numbers are not searched."""
    assert texts_of(CheckIn(written=NOW, day=TODAY, answers={"respected": 3})) == ()
    assert texts_of(Incident(written=NOW, day=TODAY, seen="a", felt="")) == ("a",)
