from datetime import date, timedelta

import pytest

from tests.web.house import NOW, Browser, House
from towpath.content import Pack
from towpath.domain.records import Event, Feelings, Incident, Promise, Record, SignsSeen
from towpath.domain.situation import SignAnswer

TODAY = NOW.date()


def test_a_promise_is_added_marked_and_deleted(house: House, browser: Browser) -> None:
    """It is too early while its day lies ahead, then kept in part as marked, and gone when deleted."""
    page = house.at_address("promise")
    assert browser.post(page, {"what": "Call first", "until": "2026-12-24"}).to == house.at_address("promises")
    assert "Too early to say" in browser.get(house.at_address("promises")).words
    (stored,) = house.notebook.records(Promise)
    one = house.at_address("promise", stored.id)
    browser.get(house.at_address("promises"))
    assert "Call first" in browser.get(one).text
    browser.post(one, {"what": "Call first", "by": "both", "outcome": "partly", "outcome_day": "2026-11-19"})
    (stored,) = house.notebook.records(Promise)
    assert isinstance(stored.record, Promise)
    assert (stored.record.outcome, stored.record.outcome_day) == ("partly", date(2026, 11, 19))
    assert "Kept in part" in browser.get(house.at_address("promises")).words
    assert "Earlier versions" in browser.get(one).words
    assert browser.post(one, {"then": "delete"}).to == house.at_address("promises")
    assert not house.notebook.records(Promise)
    assert browser.get(one).status == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"what": " "},
        {"until": "soon"},
        {"until": "0001-01-01"},
        {"by": "nobody"},
        {"outcome": "kept", "outcome_day": "2027-01-01"},
    ],
)
def test_a_wrong_promise_is_not_kept(house: House, browser: Browser, fields: dict[str, str]) -> None:
    """What is wrong is said, and nothing is kept."""
    reply = browser.post(house.at_address("promise"), {"what": "Call", **fields})
    assert reply.status == 422
    assert "Please look at this again" in reply.words
    assert not house.notebook.records(Promise)


def test_promises_are_compared_before_and_after_a_day(house: House, browser: Browser, pack: Pack) -> None:
    """The sentence names the counts of both sides; kept in part is not kept."""
    talk = house.notebook.add(Event(written=NOW, day=TODAY - timedelta(days=50), what="talk"))
    for ago, outcome in [*[(90, "not_kept")] * 6, *[(20, "kept")] * 3, (10, "partly")]:
        day = TODAY - timedelta(days=ago)
        house.notebook.add(Promise(written=NOW, day=day, what="x", outcome=outcome, outcome_day=day))  # type: ignore[arg-type] # of a list
    shown = browser.get(house.at_address("promises", talk)).words
    assert "3 of 4 promises" in shown
    assert "counts as not kept" in shown
    assert "fear, control or danger" not in shown


@pytest.mark.parametrize("harm", ["incident", "answer"])
def test_with_control_or_danger_no_kept_promise_comforts(house: House, browser: Browser, harm: str) -> None:
    """Whether an incident or an answer tells of it: the way to help first, and what could comfort is folded away."""
    talk = house.notebook.add(Event(written=NOW, day=TODAY - timedelta(days=50), what="talk"))
    for ago, outcome in [*[(90, "not_kept")] * 12, *[(20, "kept")] * 12]:
        day = TODAY - timedelta(days=ago)
        house.notebook.add(Promise(written=NOW, day=day, what="x", outcome=outcome, outcome_day=day))  # type: ignore[arg-type] # of a list
    page = house.at_address("promises", talk)
    assert "<p>More promises were kept" in browser.get(page).text
    answers = (SignAnswer(id="danger.weapon", how_often="once"),)
    found: Record = Incident(written=NOW, day=TODAY, signs=("danger.weapon",))
    house.notebook.add(found if harm == "incident" else SignsSeen(written=NOW, answers=answers))
    shown = browser.get(page).text
    before, _, folded = shown.partition("<details><summary>What the numbers alone say</summary>")
    assert "More promises were kept" not in before
    assert "Help now: someone to talk to" in before
    assert "More promises were kept" in folded


def test_a_day_is_noted_changed_and_deleted(house: House, browser: Browser) -> None:
    """A day is kept with what it was; changed and deleted from its own page; without a choice it is refused."""
    page = house.at_address("event")
    assert browser.post(page, {"day": "2026-11-01"}).status == 422
    assert browser.post(page, {"what": "left", "day": "2026-11-01", "note": "By train"}).to == house.at_address(
        "events"
    )
    (stored,) = house.notebook.records(Event)
    one = house.at_address("event", stored.id)
    assert "I left, 1 November 2026" in browser.get(house.at_address("events")).words
    assert "By train" in browser.get(one).text
    browser.post(one, {"what": "space", "day": "2026-11-02"})
    (stored,) = house.notebook.records(Event)
    assert isinstance(stored.record, Event)
    assert (stored.record.what, stored.record.day) == ("space", date(2026, 11, 2))
    browser.post(one, {"then": "delete"})
    assert browser.get(one).status == 404


@pytest.mark.parametrize(("answers", "key"), [("0000", "low"), ("1110", "some"), ("2220", "more"), ("3333", "much")])
def test_feelings_add_up_in_careful_words(house: House, browser: Browser, pack: Pack, answers: str, key: str) -> None:
    """The sum is said with its words, the source and a way to help; it names no illness."""
    given = {f"q{number}": answer for number, answer in enumerate(answers)}
    shown = browser.get(browser.post(house.at_address("feelings"), given).to).words
    sum_ = sum(int(answer) for answer in answers)
    assert pack.record.feelings[key].format(sum=sum_) in shown
    assert pack.record.feelings["source"] in shown
    assert "who to call now" in shown


def test_a_part_of_the_questions_has_no_sum(house: House, browser: Browser, pack: Pack) -> None:
    """A skipped question leaves no sum; all skipped, or a value that cannot be, are refused."""
    page = house.at_address("feelings")
    assert pack.record.feelings["part"] in browser.get(browser.post(page, {"q0": "3"}).to).words
    assert browser.post(page, {}).status == 422
    assert browser.post(page, {"q0": "4"}).status == 422
    assert len(house.notebook.records(Feelings)) == 1


def test_answers_of_the_phq4_can_be_deleted(house: House, browser: Browser) -> None:
    """Only those: what is something else is not there."""
    felt = house.notebook.add(Feelings(written=NOW, day=TODAY, answers=(1, 1, 1, 1)))
    talk = house.notebook.add(Event(written=NOW, day=TODAY, what="talk"))
    assert "Delete these answers" in browser.get(house.at_address("feelings")).words
    assert browser.post(house.at_address("feelings", talk), {"then": "delete"}).status == 404
    assert browser.post(house.at_address("feelings", felt), {"then": "delete"}).to == house.at_address("feelings")
    assert not house.notebook.records(Feelings)
    assert house.notebook.records(Event)
