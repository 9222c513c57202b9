"""The time after: the rule for contact, the urge and the delay, own words, in every gate."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest

from tests.never_said import gendered, verdicts
from tests.web.house import NOW, Browser, House
from tests.web.pages.states import states
from towpath.content import Pack, load
from towpath.domain.contact import Contact
from towpath.domain.goal import Goal
from towpath.domain.letter import Letter
from towpath.domain.records import CheckIn, Circumstances, Entry, Event, Incident, SignsSeen
from towpath.domain.situation import SignAnswer
from towpath.web.render import render
from towpath.web.security.addresses import Addresses

TODAY = NOW.date()
STATES = states(load())


def in_danger(house: House) -> None:
    """Answer so that the gate is danger."""
    house.notebook.add(SignsSeen(written=NOW, answers=(SignAnswer(id="danger.weapon", how_often="once"),)))


def test_a_rule_is_kept_changed_in_place_and_deleted(house: House, browser: Browser) -> None:
    """There is one rule, the newest words of it; it stands on After, and is gone when deleted."""
    page = house.at_address("contact")
    assert browser.post(page, {"text": "Only by mail"}).to == page
    assert browser.post(page, {"text": "Only on Sundays"}).to == page
    (stored,) = house.notebook.records(Contact)
    assert stored.revision == 2
    assert "Only on Sundays" in browser.get(page).text
    assert "Only on Sundays" in browser.get(house.at_address("after")).text
    browser.post(page, {"then": "delete"})
    assert not house.notebook.records(Contact)


def test_a_rule_without_words_is_not_kept(house: House, browser: Browser) -> None:
    """Nothing is kept and what is wrong is said."""
    assert browser.post(house.at_address("contact"), {"text": " "}).status == 422
    assert not house.notebook.records(Contact)


def test_a_time_when_it_went_otherwise_is_noted_without_blame(house: House, browser: Browser, pack: Pack) -> None:
    """Date, what happened and what is needed next time are kept, shown beside the rule, changed and deleted."""
    page = house.at_address("otherwise")
    sent = {"text": "I called", "need": "Call Kim first", "day": "2026-11-18"}
    assert browser.post(page, sent).to == house.at_address("contact")
    shown = browser.get(house.at_address("contact")).words
    assert "18 November 2026 I called" in shown
    assert "What I need next time: Call Kim first" in shown
    assert pack.after.contact["otherwise"] in shown
    (stored,) = house.notebook.records(Contact)
    one = house.at_address("otherwise", stored.id)
    assert "Call Kim first" in browser.get(one).text
    assert browser.post(one, {**sent, "day": "2027-01-01"}).status == 422
    browser.post(one, {**sent, "need": "Sleep"})
    assert "Sleep" in browser.get(house.at_address("contact")).words
    browser.post(one, {"then": "delete"})
    assert browser.get(one).status == 404


def test_a_rule_is_not_a_time_when_it_went_otherwise(house: House, browser: Browser) -> None:
    """The id of a rule leads to no such page."""
    rule = house.notebook.add(Contact(written=NOW, day=TODAY, part="rule", text="x"))
    assert browser.get(house.at_address("otherwise", rule)).status == 404


def test_own_words_are_kept_changed_and_deleted(house: House, browser: Browser, pack: Pack) -> None:
    """The kind is chosen by the way there, the words are on After, and wrong ones are refused."""
    assert pack.after.letter_ask["miss"] in browser.get(house.at_address("letter", "miss")).words
    page = house.at_address("letter")
    assert browser.post(page, {"part": "miss", "text": "Sunday walks"}).to == house.at_address("after")
    (stored,) = house.notebook.records(Letter)
    one = house.at_address("letter", stored.id)
    assert "Sunday walks" in browser.get(house.at_address("after")).words
    assert browser.post(one, {"part": "verdict", "text": "x"}).status == 422
    assert browser.post(one, {"part": "need", "text": ""}).status == 422
    assert browser.post(one, {"part": "need", "text": "x" * 100_001}).status == 422
    browser.post(one, {"part": "need", "text": "Quiet", "for_urge": "yes"})
    (stored,) = house.notebook.records(Letter)
    assert isinstance(stored.record, Letter)
    assert (stored.record.part, stored.record.for_urge) == ("need", True)
    browser.post(one, {"then": "delete"})
    assert browser.get(one).status == 404


def test_a_last_message_is_not_among_own_words(house: House, browser: Browser) -> None:
    """It is not shown on After, and the page of own words does not open it."""
    name = house.notebook.add(Letter(written=NOW, day=TODAY, part="last_message", text="farewell", for_urge=True))
    assert "farewell" not in browser.get(house.at_address("after")).text
    assert browser.get(house.at_address("letter", name)).status == 404


@pytest.mark.parametrize(("delay", "until"), [("minutes", "20:25"), ("hour", "21:15"), ("day", "20:15, 21 November")])
def test_the_urge_is_met_with_a_delay_and_with_words_from_before(
    house: House, browser: Browser, delay: str, until: str
) -> None:
    """The delay is of the person's choice and is kept nowhere; only words chosen for it are shown, and the rule."""
    for chosen in (True, False):
        house.notebook.add(Letter(written=NOW, day=TODAY, text=f"words {chosen}", for_urge=chosen))
    house.notebook.add(Contact(written=NOW, day=TODAY, part="rule", text="Only on Sundays"))
    before = house.kept()
    page = house.at_address("urge")
    assert "words True" not in browser.get(page).words
    shown = browser.get(browser.post(page, {"delay": delay}).to).words
    assert f"until {until}" in shown
    assert "words True" in shown
    assert "words False" not in shown
    assert "Only on Sundays" in shown
    assert house.kept() == before


def test_when_the_delay_is_over_it_can_be_chosen_again(house: House, browser: Browser, pack: Pack) -> None:
    """What comes next is the person's choice; nothing is foretold, and the choice of a delay is there again."""
    shown = browser.get(house.at_address("urge", (NOW - timedelta(minutes=1)).isoformat()))
    assert pack.after.urge["over"] in shown.words
    assert pack.after.urge["none"] in shown.words
    assert 'name="delay"' in shown.text


@pytest.mark.parametrize("sent", [{}, {"delay": "month"}])
def test_a_delay_must_be_one_of_the_choices(house: House, browser: Browser, sent: dict[str, str]) -> None:
    """Nothing chosen, or something else, is said to be wrong."""
    assert browser.post(house.at_address("urge"), sent).status == 422


@pytest.mark.parametrize("page", ["after", "urge"])
def test_with_danger_the_way_to_help_comes_first(house: House, browser: Browser, pack: Pack, page: str) -> None:
    """Before anything else stands why, and who can help; thoughts of self-harm come before that."""
    assert pack.method.gate["danger"].title not in browser.get(house.at_address(page)).words
    in_danger(house)
    house.notebook.add(Circumstances(written=NOW, self_harm="thoughts"))
    shown = browser.get(house.at_address(page)).words
    crisis, gate = pack.method.first["crisis_line"].title, pack.method.gate["danger"].title
    assert 0 < shown.index(crisis) < shown.index(gate) < shown.index("Help now: someone to talk to")


def test_pressure_leads_to_writing_down_what_happened(house: House, browser: Browser) -> None:
    """After, and the page of a time when it went otherwise, lead to an incident and to help."""
    for page in ("after", "otherwise"):
        assert f'href="{house.at_address("write_incident")}"' in browser.get(house.at_address(page)).text


def test_the_day_that_counts_is_the_last_on_which_the_person_left(house: House, browser: Browser) -> None:
    """Without such a day the page asks for one; a day ahead or another turn does not count."""
    assert "first note the day on which you left" in browser.get(house.at_address("after")).words
    for days, what in ((30, "left"), (10, "left"), (5, "talk"), (-5, "left")):
        house.notebook.add(Event(written=NOW, day=TODAY - timedelta(days=days), what=what))  # type: ignore[arg-type] # of a list
    assert "You left on 10 November 2026" in browser.get(house.at_address("after")).words


def test_a_goal_goes_on_in_small_steps(house: House, browser: Browser) -> None:
    """A step done today is noted once with its day, which can be taken out; what is put away is not on After."""
    page = house.at_address("goal")
    sent = {"part": "love", "text": "Swim", "step": "Find the towel"}
    assert browser.post(page, sent).to == house.at_address("goals")
    (stored,) = house.notebook.records(Goal)
    for _ in range(2):
        assert browser.post(house.at_address("goals"), {"done": stored.id}).to == house.at_address("goals")
    (stored,) = house.notebook.records(Goal)
    assert isinstance(stored.record, Goal)
    assert stored.record.done == (TODAY,)
    assert "A step done on 20 November 2026" in browser.get(house.at_address("goals")).words
    assert "Next small step: Find the towel" in browser.get(house.at_address("after")).words
    one = house.at_address("goal", stored.id)
    assert "20 November 2026" in browser.get(one).words
    browser.post(one, {**sent, "done": "2026-11-20"})
    assert "A step done" in browser.get(house.at_address("goals")).words
    browser.post(one, {**sent, "done": "2026-11-19", "put_away": "yes"})
    (stored,) = house.notebook.records(Goal)
    assert isinstance(stored.record, Goal)
    assert (stored.record.done, stored.record.put_away) == ((), True)
    assert "Swim" not in browser.get(house.at_address("after")).words
    assert "Swim" in browser.get(house.at_address("goals")).words
    browser.post(one, {"then": "delete"})
    assert browser.get(one).status == 404
    assert browser.post(house.at_address("goals"), {"done": stored.id}).status == 404


@pytest.mark.parametrize("part", ["goal", "love", "person"])
def test_the_kind_of_a_new_goal_is_chosen_by_the_way_there(house: House, browser: Browser, part: str) -> None:
    """The way to add one of a kind leads to a form where that kind is chosen."""
    shown = browser.get(house.at_address("goal", part)).text
    assert re.findall(r'name="part" value="(\w+)" checked', shown) == [part]


@pytest.mark.parametrize(
    "sent", [{"text": " "}, {"text": "x", "part": "verdict"}, {"text": "x", "step": "x" * 100_001}]
)
def test_a_wrong_goal_is_not_kept(house: House, browser: Browser, sent: dict[str, str]) -> None:
    """What is wrong is said, and nothing is kept."""
    assert browser.post(house.at_address("goal"), sent).status == 422
    assert not house.notebook.records(Goal)


def test_small_steps_are_there_while_one_waits(house: House, browser: Browser) -> None:
    """The urge page shows what the person loves and whom they have, once a delay runs."""
    house.notebook.add(Goal(written=NOW, day=TODAY, text="Kim", part="person", step="Call on Sunday"))
    page = house.at_address("urge")
    assert "Call on Sunday" not in browser.get(page).words
    assert "Call on Sunday" in browser.get(browser.post(page, {"delay": "hour"}).to).words


def test_ten_minutes_of_writing_lead_to_the_journal(house: House, browser: Browser, pack: Pack) -> None:
    """A question is chosen, what is written is kept as an entry, and the stop stands before the place to write."""
    for question in pack.after.prompt.values():
        assert question in browser.get(house.at_address("ten_minutes")).words
    shown = browser.get(house.at_address("ten_minutes", "people"))
    assert pack.after.prompt["people"] in shown.words
    assert shown.text.index("Stop after about ten minutes") < shown.text.index("<textarea")
    assert f'action="{house.at_address("write")}"' in shown.text
    browser.post(house.at_address("write"), {"text": "Kim", "day": "2026-11-20"})
    (entry,) = house.notebook.records(Entry)
    assert isinstance(entry.record, Entry)
    assert entry.record.text == "Kim"
    assert browser.get(house.at_address("ten_minutes", "verdict")).status == 404


def test_words_that_wait_are_not_written_over(house: House, browser: Browser) -> None:
    """While a draft is not kept, there is no second place to write in."""
    browser.post(house.at_address("draft"), {"text": "half a thought"})
    shown = browser.get(house.at_address("ten_minutes", "people")).text
    assert "<textarea" not in shown
    assert f'href="{house.at_address("write")}"' in shown


PAGES = [
    name for name in STATES if name.startswith(("after-", "contact-", "otherwise-", "letter-", "urge", "goal", "ten-"))
]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_the_time_after_judges_orders_or_counts(name: str, pack: Pack) -> None:
    """No verdict, no order, no gender, nothing of days in a row, and no way to be chased."""
    shown, frame = STATES[name]
    words = re.sub(r"<[^>]+>", " ", render(shown, frame, pack, Addresses(b"x")))
    assert verdicts(words) == []
    assert gendered(words) == []
    assert not re.search(r"no contact|streak|days in a row|miss you|chase|come after you", words, re.IGNORECASE)


def left_and_answered(house: House, answers: Iterable[int], days: int = 60) -> None:
    """Note the day of leaving, and a check-in every second day since."""
    house.notebook.add(Event(written=NOW, day=TODAY - timedelta(days=days), what="left"))
    for number, value in enumerate(answers):
        day = TODAY - timedelta(days=days - 2 * number)
        house.notebook.add(CheckIn(written=NOW, day=day, answers={"energy": value}))


RISING = [1, 2, 1, 3, 2, 4, 3, 5, 4, 6, 5, 6, 7, 6, 7, 8, 7, 8, 7, 8, 9, 8, 8, 9, 8, 9, 8, 9, 9, 8]


def test_how_i_am_since_then_is_said_with_its_picture_and_numbers(house: House, browser: Browser, pack: Pack) -> None:
    """The sentence of the analysis comes first, "for now"; then the picture, the numbers, and what it cannot say."""
    left_and_answered(house, RISING)
    shown = browser.get(house.at_address("after"))
    assert re.search(r'<p class="lead">[^<]*days get better since', shown.text)
    assert "for now" in shown.words
    assert "<svg" in shown.text
    assert "30 days with a check-in." in shown.words
    assert pack.over_time.limits["what_next"] in shown.words


def test_too_few_check_ins_say_when_to_look_again(house: House, browser: Browser) -> None:
    """With two check-ins it is not enough yet."""
    left_and_answered(house, [3, 4])
    assert "Not enough yet about the time since" in browser.get(house.at_address("after")).words


def test_with_danger_a_better_record_is_folded_away(house: House, browser: Browser) -> None:
    """What could comfort is not put forward."""
    left_and_answered(house, RISING)
    in_danger(house)
    before, _, folded = browser.get(house.at_address("after")).text.partition("What the numbers alone say")
    assert "days get better" not in before
    assert "days get better" in folded


def test_a_hard_incident_of_late_stands_beside_a_better_record(house: House, browser: Browser, pack: Pack) -> None:
    """One hard incident weighs more than any trend."""
    left_and_answered(house, RISING)
    page = house.at_address("after")
    assert pack.over_time.page["hard"] not in browser.get(page).words
    house.notebook.add(Incident(written=NOW, day=TODAY, seen="x", how_bad=9))
    assert pack.over_time.page["hard"] in browser.get(page).words


@pytest.mark.parametrize("page", ["after", "over_time"])
def test_who_came_back_is_not_told_of_the_time_since_leaving(house: House, browser: Browser, page: str) -> None:
    """Coming back ends the time since leaving; leaving again begins it anew."""
    left_and_answered(house, RISING)
    assert "Since you left" in browser.get(house.at_address(page)).words
    house.notebook.add(Event(written=NOW, day=TODAY - timedelta(days=20), what="back"))
    assert "Since you left" not in browser.get(house.at_address(page)).words
    house.notebook.add(Event(written=NOW, day=TODAY - timedelta(days=5), what="left"))
    assert "Since you left" in browser.get(house.at_address(page)).words


def test_after_much_writing_in_a_day_a_stop_is_offered(house: House, browser: Browser, pack: Pack) -> None:
    """By the number of pieces alone, never by what they say; yesterday and what came by file do not count."""
    enough, page = pack.after.page["enough"], house.at_address("ten_minutes")
    yesterday = NOW - timedelta(days=1)
    for _ in range(3):
        house.notebook.add(Entry(written=yesterday, day=yesterday.date(), text="x"))
        house.notebook.add(Entry(written=NOW, day=NOW.date(), text="x", imported=True))
    house.notebook.add(Entry(written=NOW, day=NOW.date(), text="x"))
    house.notebook.add(Letter(written=NOW, day=NOW.date(), part="miss", text="x"))
    assert enough not in browser.get(page).words
    house.notebook.add(Entry(written=NOW, day=NOW.date(), text="y"))
    assert enough in browser.get(page).words
