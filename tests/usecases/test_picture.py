from datetime import UTC, datetime, timedelta

from msgspec import UNSET

from towpath.domain.records import Circumstances, Entry, Record, SignsSeen
from towpath.domain.situation import SignAnswer, Situation, Wellbeing
from towpath.usecases.picture import picture, situation
from towpath.vault import Stored

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
TODAY = NOW.date()


def stored(*records: Record) -> list[Stored]:
    """Return records as a notebook gives them."""
    return [Stored(id=f"{number:032x}", revision=1, record=record) for number, record in enumerate(records)]


def test_what_was_not_answered_stays_missing() -> None:
    """An empty notebook is a situation in which nothing was said: no "no" anywhere."""
    assert situation(stored(), TODAY) == Situation(towpath=1, as_of=TODAY)
    assert situation(stored(Circumstances(written=NOW)), TODAY) == Situation(towpath=1, as_of=TODAY)


def test_a_no_stays_a_no() -> None:
    """False and an explicit "none" are answers, not missing ones."""
    said = Circumstances(written=NOW, live_together=False, children=False, pregnant=False, support=("none",))
    found = situation(stored(said), TODAY)
    assert (found.live_together, found.children, found.pregnant, found.support) == (False, False, False, ("none",))
    assert found.together is found.wellbeing is UNSET


def test_everything_said_is_in_the_situation() -> None:
    """Signs and circumstances come together, and other records are left out."""
    said = Circumstances(written=NOW, together="leaving", children=True, support=("friend",), self_harm="thoughts")
    answer = SignAnswer(id="felt.afraid", how_often="once")
    seen = SignsSeen(written=NOW, answers=(answer,))
    found = situation(stored(said, seen, Entry(written=NOW, text="x", day=TODAY)), TODAY)
    assert found == Situation(
        towpath=1, as_of=TODAY, signs=(answer,), together="leaving", children=True, support=("friend",),
        wellbeing=Wellbeing(self_harm="thoughts"),
    )  # fmt: skip


def test_the_newest_circumstances_count() -> None:
    """What was said later takes the place of all that was said before, answers skipped then included."""
    before = Circumstances(written=NOW - timedelta(days=3), together="together", children=True)
    after = Circumstances(written=NOW, together="apart")
    for records in ((before, after), (after, before)):
        found = situation(stored(*records), TODAY)
        assert (found.together, found.children) == ("apart", UNSET)


def test_an_old_answer_has_aged() -> None:
    """What was recent a hundred days ago is months ago today."""
    seen = SignsSeen(written=NOW - timedelta(days=100), answers=(SignAnswer(id="felt.afraid", how_often="once"),))
    assert situation(stored(seen), TODAY).signs == (SignAnswer(id="felt.afraid", how_often="once", when="past_year"),)


def test_records_may_come_as_a_stream() -> None:
    """Records that can be read only once are enough."""
    said = Circumstances(written=NOW, together="apart")
    seen = SignsSeen(written=NOW, answers=(SignAnswer(id="danger.weapon", how_often="once"),))
    found = picture(iter(stored(seen, said)), TODAY)
    assert found.gate == "danger"


def test_an_empty_notebook_cannot_tell() -> None:
    """Without answers the picture says so."""
    assert picture(stored(), TODAY).gate == "cannot_tell"
