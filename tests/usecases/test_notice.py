from datetime import UTC, date, datetime, timedelta

import pytest

from towpath.domain.records import Entry, Record, SignsSeen
from towpath.domain.situation import HowOften, SignAnswer, When
from towpath.usecases import notice
from towpath.usecases.notice import Noted, as_of, noted, progress
from towpath.vault import Notebook, Stored

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
TODAY = NOW.date()


def stored(*records: Record) -> list[Stored]:
    """Return records as a notebook gives them, in an order of its own."""
    return [Stored(id=f"{number:032x}", revision=1, record=record) for number, record in enumerate(records)]


def said(sign: str, how_often: HowOften = "once", when: When = "recent") -> SignAnswer:
    """Return an answer."""
    return SignAnswer(id=sign, how_often=how_often, when=when)


def page(days_ago: int, *answers: SignAnswer, cleared: tuple[str, ...] = ()) -> SignsSeen:
    """Return a page of answers given some days ago."""
    return SignsSeen(written=NOW - timedelta(days=days_ago), answers=answers, cleared=cleared)


@pytest.mark.parametrize("turned", [False, True])
def test_the_newest_answer_counts(turned: bool) -> None:
    """An answer given later takes the place of the one before, whatever the order of the records."""
    records = [page(9, said("felt.afraid", "never"), said("felt.stuck")), page(2, said("felt.afraid", "often"))]
    found = noted(stored(*(reversed(records) if turned else records)))
    assert found == {
        "felt.afraid": Noted(answer=said("felt.afraid", "often"), on=date(2026, 11, 18)),
        "felt.stuck": Noted(answer=said("felt.stuck"), on=date(2026, 11, 11)),
    }


def test_an_answer_taken_back_is_not_there() -> None:
    """What was cleared is not answered, until it is answered again."""
    first, back = page(9, said("felt.afraid")), page(5, cleared=("felt.afraid", "felt.never_answered"))
    assert noted(stored(first, back)) == {}
    assert noted(stored(first, back, page(1, said("felt.afraid", "often")))).keys() == {"felt.afraid"}


def test_an_answer_given_and_cleared_at_once_is_given() -> None:
    """Where one page both clears and answers a sign, the answer holds."""
    assert noted(stored(page(1, said("felt.afraid"), cleared=("felt.afraid",)))).keys() == {"felt.afraid"}


def test_other_records_say_nothing_about_signs() -> None:
    """An entry is no answer, and no records are no answers."""
    assert noted(stored(Entry(written=NOW, text="x", day=TODAY))) == noted([]) == {}


@pytest.mark.parametrize(
    ("days", "recent", "past_year"),
    [
        (0, "recent", "past_year"),
        (91, "recent", "past_year"),
        (92, "past_year", "past_year"),
        (365, "past_year", "past_year"),
        (366, "earlier", "earlier"),
        (5_000, "earlier", "earlier"),
        (-1, "recent", "past_year"),
    ],
)
def test_what_was_recent_grows_old(days: int, recent: When, past_year: When) -> None:
    """After 92 days "recent" is months ago, after 366 more than a year; nothing ever becomes newer than it was said."""
    on = TODAY - timedelta(days=days)
    ages: tuple[tuple[When, When], ...] = (("recent", recent), ("past_year", past_year), ("earlier", "earlier"))
    for when, expected in ages:
        answer = said("felt.afraid", "once", when)
        assert as_of(Noted(answer=answer, on=on), TODAY) == said("felt.afraid", "once", expected)


def test_progress_counts_each_family() -> None:
    """Each family has its own count, in the order of the vocabulary, and together they are all signs."""
    found = {each.family: each for each in progress(noted(stored(page(1, said("felt.afraid"), said("good.listens")))))}
    assert (found["felt"].answered, found["good"].answered, found["danger"].answered) == (1, 1, 0)
    assert sum(each.of for each in found.values()) == 114


def answers_of(notebook: Notebook) -> list[SignsSeen]:
    """Return the pages of answers in the order in which they were written."""
    pages = [one.record for one in notebook.records() if isinstance(one.record, SignsSeen)]
    return sorted(pages, key=lambda each: each.written)


def test_only_what_changed_is_kept(notebook: Notebook) -> None:
    """Sending a page again keeps nothing; a changed answer and one taken back are kept, and no others."""
    given = (said("felt.afraid"), said("felt.stuck", "often"), said("felt.lonely"))
    notice.keep(notebook, "felt", given, NOW)
    notice.keep(notebook, "felt", given, NOW + timedelta(minutes=1))
    assert len(answers_of(notebook)) == 1
    notice.keep(notebook, "felt", (said("felt.afraid"), said("felt.stuck", "once")), NOW + timedelta(minutes=2))
    last = answers_of(notebook)[-1]
    assert (last.answers, last.cleared) == ((said("felt.stuck", "once"),), ("felt.lonely",))


def test_a_page_clears_answers_of_its_own_family_only(notebook: Notebook) -> None:
    """Sending one family empty leaves the answers to the others."""
    notice.keep(notebook, "felt", (said("felt.afraid"),), NOW)
    notice.keep(notebook, "good", (), NOW + timedelta(minutes=1))
    assert noted(notebook.records()).keys() == {"felt.afraid"}
    notice.keep(notebook, "felt", (), NOW + timedelta(minutes=2))
    assert noted(notebook.records()) == {}
