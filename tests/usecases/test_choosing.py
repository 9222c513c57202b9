"""Around a choice: what counts of what was kept."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from tests.web.pages.states import SITUATIONS
from towpath.domain.clarity import Clarity
from towpath.domain.decision import Decision
from towpath.domain.impact import Impact
from towpath.domain.intention_said import IntentionSaid
from towpath.domain.records import SignsSeen, decode, encode
from towpath.domain.situation import Intention, SignAnswer
from towpath.usecases import choosing
from towpath.usecases.picture import picture
from towpath.vault import Stored

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
TODAY = NOW.date()


def stored(*records: object) -> tuple[Stored, ...]:
    """Return records as the notebook gives them."""
    return tuple(Stored(id=f"{n}", revision=1, record=record) for n, record in enumerate(records))  # type: ignore[arg-type]


def clear(day: date, **answers: int) -> Clarity:
    """Return answers of a day."""
    return Clarity(written=NOW, day=day, answers=answers)  # type: ignore[arg-type]


def test_clarity_compares_the_first_and_the_latest_answer_to_each_question() -> None:
    """A question that was answered once is not compared; one that was skipped between is."""
    days = [TODAY - timedelta(days=n) for n in (60, 30, 0)]
    kept = stored(clear(days[2], know=2, sure=5), clear(days[0], know=7), clear(days[1], sure=1, matters=4))
    ordered = choosing.clarities(kept)
    assert [each.day for _, each in ordered] == days
    changed = choosing.changed(each for _, each in ordered)
    assert [(one.question, one.first, one.first_day, one.last, one.last_day) for one in changed] == [
        ("know", 7, days[0], 2, days[2]),
        ("sure", 1, days[1], 5, days[2]),
    ]


def test_the_newest_decision_holds_until_it_is_opened_again() -> None:
    """Opened again, no older one takes its place."""
    old = Decision(written=NOW, day=TODAY - timedelta(days=9), path="mend")
    new = Decision(written=NOW, day=TODAY, path="not_yet", until=TODAY)
    found = choosing.decisions(stored(old, new))
    assert [each.path for _, each in found] == ["not_yet", "mend"]
    assert choosing.holding(found) == ("1", new)
    assert choosing.holding(choosing.decisions(stored(old, replace(new, reopened=TODAY)))) is None
    assert choosing.holding(()) is None
    assert choosing.has_come(new, TODAY)
    assert not choosing.has_come(new, TODAY - timedelta(days=1))
    assert not choosing.has_come(old, TODAY)


def test_a_hard_time_is_one_that_was_said_to_be_hard() -> None:
    """What was not answered is not hard, and not easy either."""
    meant = Impact(written=NOW, day=TODAY)
    assert not choosing.is_hard(meant)
    assert not choosing.is_hard(replace(meant, strain=6))
    assert choosing.is_hard(replace(meant, strain=7))


def test_the_aim_counts_in_the_picture_and_never_where_there_is_fear() -> None:
    """With a calm record a tactic is named; with fear the same answers say nothing; the newest answers count."""
    calm = SignsSeen(written=NOW, answers=SITUATIONS["distress"])
    afraid = SignsSeen(written=NOW, answers=(SignAnswer(id="felt.afraid", how_often="once"),))
    punish = IntentionSaid(written=NOW, day=TODAY, said=Intention(aims=("punish",)))
    later = IntentionSaid(written=NOW + timedelta(1), day=TODAY, said=Intention(aims=("peace",)))
    assert picture(stored(calm, punish), TODAY).intention == "tactic"
    assert "tactic_backfires" in picture(stored(calm, punish), TODAY).cautions
    assert picture(stored(calm, punish, later), TODAY).intention == "clear"
    guarded = picture(stored(afraid, punish), TODAY)
    assert guarded.intention == "not_asked"
    assert guarded == picture(stored(afraid), TODAY)
    assert not choosing.may_ask_intention(guarded)
    assert choosing.may_ask_intention(picture(stored(calm), TODAY))
    assert choosing.rests_on_them(punish) == ("punish",)
    assert choosing.rests_on_them(replace(punish, said=Intention())) == ()


def test_the_answers_about_the_aim_come_back_as_they_were() -> None:
    """What was not answered stays missing on disk."""
    said = IntentionSaid(written=NOW, day=TODAY, said=Intention(aims=("peace",), ready_to_stay_away="no"))
    assert decode(encode(said)) == said
    assert b"said_the_need" not in encode(said)
