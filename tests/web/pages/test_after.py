"""The time after: the rule for contact, the urge and the delay, own words, in every gate."""

from datetime import timedelta

import pytest

from tests.web.house import NOW, Browser, House
from towpath.content import Pack
from towpath.domain.contact import Contact
from towpath.domain.letter import Letter
from towpath.domain.records import Circumstances, Event, SignsSeen
from towpath.domain.situation import SignAnswer

TODAY = NOW.date()


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
