from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.domain.records import Feelings, Incident, Precision, Record, SignsSeen
from towpath.domain.signs import SIGNS
from towpath.domain.situation import HowOften, SignAnswer
from towpath.usecases import feelings, incidents
from towpath.usecases.picture import picture, said, situation
from towpath.vault import Notebook, Stored

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
OFFERED = [sign.id for family in incidents.FAMILIES for sign in incidents.offered(family)]
OPEN = {"yes": 2, "with_help": 1, "no": 0}
JOINT = {"allowed": 2, "only_after_private_screening": 1, "not_allowed": 0}


def incident(days_ago: int, *signs: str, precision: Precision = "exact") -> Incident:
    """Return an incident of some days ago."""
    return Incident(
        written=NOW, day=TODAY - timedelta(days=days_ago), signs=signs, seen="It rained.", precision=precision
    )


def stored(*records: Record) -> list[Stored]:
    """Return records as a notebook gives them."""
    return [Stored(id=f"{number:032x}", revision=1, record=record) for number, record in enumerate(records)]


ANSWERS = st.builds(
    SignAnswer, id=st.sampled_from(list(SIGNS)), how_often=st.sampled_from(["never", "once", "sometimes", "often"]),
    when=st.sampled_from(["recent", "past_year", "earlier"]),
)  # fmt: skip
NO_FEAR = tuple(SignAnswer(id=name, how_often="never") for name in ("felt.afraid", "felt.changed_daily_life"))
PAGES = st.builds(
    SignsSeen, written=st.integers(0, 900).map(lambda days: NOW - timedelta(days=days)),
    answers=st.lists(ANSWERS, max_size=12).flatmap(
        lambda given: st.sampled_from([tuple(given), tuple(given) + NO_FEAR])
    ),
)  # fmt: skip
INCIDENTS = st.builds(
    incident, st.integers(0, 900), st.sampled_from(OFFERED), precision=st.sampled_from(["exact", "week", "month"])
)
RECORDS = st.lists(PAGES | INCIDENTS, max_size=8)


@given(RECORDS, INCIDENTS)
def test_an_incident_never_opens_a_door_that_was_closed(records: list[Record], more: Incident) -> None:
    """Whatever was answered and noted, one more incident leaves every path and joint work as open, or less."""
    before, after = picture(stored(*records), TODAY), picture(stored(*records, more), TODAY)
    assert JOINT[after.joint_work] <= JOINT[before.joint_work]
    for path in ("mend", "space", "leave", "not_yet"):
        assert OPEN[getattr(after.paths, path).open] <= OPEN[getattr(before.paths, path).open]


@given(st.lists(INCIDENTS, max_size=20), st.randoms())
def test_the_order_of_incidents_says_nothing(records: list[Record], shuffled: object) -> None:
    """The same incidents in another order make the same situation."""
    other = list(records)
    shuffled.shuffle(other)  # type: ignore[attr-defined] # hypothesis gives a Random
    assert situation(stored(*records), TODAY) == situation(stored(*other), TODAY)


def test_no_fear_and_few_answers_are_not_opened_by_a_row() -> None:
    """A plain row as the only sign does not open joint work where too little was asked."""
    asked = SignsSeen(written=NOW, answers=NO_FEAR)
    assert picture(stored(asked), TODAY).joint_work == "only_after_private_screening"
    found = picture(stored(asked, incident(1, "strain.frequent_rows")), TODAY)
    assert (found.gate, found.joint_work) == ("distress", "only_after_private_screening")
    assert "honest_talk" not in found.first


@pytest.mark.parametrize(
    ("days", "how_often"),
    [
        ((3,), "once"),
        ((3, 800), "sometimes"),
        (range(0, 92, 20), "sometimes"),
        (range(0, 92, 15), "often"),
        (range(0, 330, 30), "sometimes"),
        (range(0, 360, 30), "often"),
        (range(1000, 1060, 10), "often"),
    ],
)
def test_how_often_is_counted(days: tuple[int, ...], how_often: HowOften) -> None:
    """One is once; six in three months or twelve in a year, at any time, are often; between them is sometimes."""
    found = incidents.seen(stored(*(incident(day, "danger.stalks") for day in days)), TODAY)["danger.stalks"]
    assert (found.answer.how_often, found.times) == (how_often, len(days))


@pytest.mark.parametrize(
    ("days", "precision", "when"),
    [
        (91, "exact", "recent"),
        (92, "exact", "past_year"),
        (97, "week", "recent"),
        (120, "month", "recent"),
        (366, "about", "earlier"),
        (5000, "exact", "earlier"),
    ],
)
def test_an_incident_grows_old_and_never_goes(days: int, precision: Precision, when: str) -> None:
    """Its time fades to earlier; of a week or a month the last day counts."""
    found = incidents.seen(stored(incident(days, "danger.weapon", precision=precision)), TODAY)
    assert found["danger.weapon"].answer.when == when
    assert picture(stored(incident(days, "danger.weapon")), TODAY).gate == "danger"


def test_the_last_day_of_the_calendar_can_be_read() -> None:
    """A day that another clock wrote at the end of the calendar is taken as today."""
    late = Incident(written=NOW, day=date.max, precision="month", signs=("danger.weapon",))
    assert incidents.seen(stored(late), TODAY)["danger.weapon"].last == TODAY


def test_answers_and_incidents_are_joined() -> None:
    """The more frequent and the more recent counts; a "never" and an incident are that incident."""
    seen = SignsSeen(
        written=NOW - timedelta(days=10),
        answers=(
            SignAnswer(id="danger.stalks", how_often="often", when="earlier"),
            SignAnswer(id="danger.weapon", how_often="never"),
        ),
    )
    found = said(stored(seen, incident(2, "danger.stalks"), incident(400, "danger.weapon")), TODAY)
    assert found["danger.stalks"].answer == SignAnswer(id="danger.stalks", how_often="often", when="recent")
    assert found["danger.stalks"].on == TODAY - timedelta(days=10)
    assert found["danger.stalks"].last == TODAY - timedelta(days=2)
    assert found["danger.weapon"].answer == SignAnswer(id="danger.weapon", how_often="once", when="earlier")


def test_only_what_the_other_does_is_offered() -> None:
    """No sign of how it feels, of what is good or of one's own part names an incident."""
    assert {SIGNS[name].who.value for name in OFFERED} == {"partner"}
    assert not {"felt", "good", "self", "around"} & {name.partition(".")[0] for name in OFFERED}


def test_one_sign_of_harm_is_enough() -> None:
    """A sign of control, violence or danger is harm; a sign nobody knows, or a row, is not."""
    assert incidents.harm(incident(1, "control.isolates", "strain.criticism", "none.such")) == ("control.isolates",)
    assert incidents.harm(incident(1, "strain.criticism", "none.such")) == ()
    assert incidents.seen(stored(incident(1, "none.such")), TODAY) == {}


def test_words_of_an_incident_wait_and_go_with_it(notebook: Notebook) -> None:
    """A draft is replaced, dropped when the incident is kept, and deleted with it."""
    incidents.keep_draft(notebook, Incident(written=NOW, day=TODAY), "")
    assert notebook.records() == ()
    incidents.keep_draft(notebook, Incident(written=NOW, day=TODAY, felt="Cold."), "")
    found = incidents.draft(notebook, "")
    assert found is not None
    assert found.felt == "Cold."
    name = incidents.keep(notebook, incident(1), "")
    assert incidents.draft(notebook, "") is None
    incidents.keep_draft(notebook, incident(1), name)
    assert incidents.keep(notebook, incident(2), name) == name
    incidents.keep_draft(notebook, incident(1), name)
    incidents.delete(notebook, name)
    assert incidents.one_incident(notebook, name) is None
    assert incidents.draft(notebook, name) is None


def test_feelings_count_while_they_are_new_and_whole() -> None:
    """A part is no sum, and what is older than three months says nothing about today."""
    old = Feelings(written=NOW, day=TODAY - timedelta(days=92), answers=(3, 3, 3, 3))
    part = Feelings(written=NOW, day=TODAY, answers=(3, 3, 3, None))
    new = Feelings(written=NOW, day=TODAY - timedelta(days=91), answers=(1, 2, 3, 0))
    assert feelings.total(part) is None
    assert feelings.total(new) == 6
    assert feelings.lately(stored(old, part), TODAY) is None
    assert feelings.lately(stored(old, part, new), TODAY) == (1, 2, 3, 0)
    assert [feelings.strain(each) for each in (0, 2, 3, 5, 6, 8, 9, 12)] == [
        "low", "low", "some", "some", "more", "more", "much", "much",
    ]  # fmt: skip
    assert "distress_is_high" in picture(stored(new), TODAY).cautions
