"""A plan of small steps, on the pages."""

import pytest

from tests.web.house import NOW, Browser, House
from tests.web.pages.states import SITUATIONS
from towpath.content import Pack
from towpath.domain.plan import MOST_OWN, Plan
from towpath.domain.records import SignsSeen
from towpath.method.assessment import Gate


def kept(house: House) -> Plan:
    """Return the one plan."""
    (stored,) = house.notebook.records(Plan)
    assert isinstance(stored.record, Plan)
    return stored.record


def answer(house: House, gate: Gate) -> None:
    """Answer the signs so that the gate is this one."""
    house.notebook.add(SignsSeen(written=NOW, answers=SITUATIONS[gate]))


def test_from_one_minute_to_the_whole(house: House, browser: Browser, pack: Pack) -> None:
    """A path is chosen, three steps come first, a mark makes room for the next, and all of it is in one record."""
    page = house.at_address("plan")
    assert pack.plan.page["equal"] in browser.get(page).words
    assert browser.post(page, {"path": "stay"}).to == page
    shown = browser.get(page).words
    assert pack.plan.page["three"] in shown
    assert pack.plan.phase_stay["day"] in shown
    first = next(step for step in pack.plan_steps if step.title in shown)
    browser.post(page, {"mark": f"done {first.id}"})
    browser.post(page, {"mark": "done no_such_step"})
    browser.post(page, {"text": "The violin to Ann", "phase": "day"})
    browser.post(page, {"contacts": "Dentist 123"})
    assert kept(house).marks == {first.id: "done"}
    assert kept(house).own[0].text == "The violin to Ann"
    shown = browser.get(page).words
    assert "The violin to Ann" in shown
    browser.post(page, {"mark": "not_now own-1"})
    assert kept(house).marks["own-1"] == "not_now"
    browser.post(page, {"mark": f"open {first.id}"})
    browser.post(page, {"mark": "drop own-1"})
    assert kept(house) == Plan(written=NOW, path="stay", contacts="Dentist 123")
    browser.post(page, {"path": "leave"})
    assert pack.plan.path["leave"] in browser.get(page).words
    browser.post(page, {"then": "delete"})
    assert not house.notebook.records(Plan)
    assert browser.post(page, {"then": "delete"}).to == page


def test_the_questions_choose_the_steps(house: House, browser: Browser, pack: Pack) -> None:
    """A no takes steps away, a yes takes the doubt from them, and a skip leaves them with it."""
    page, questions = house.at_address("plan"), house.at_address("plan_questions")
    browser.post(page, {"path": "leave"})
    pets = next(step for step in pack.plan_steps if step.when == ("pets",) and "leave" in step.paths)
    assert f"{pets.title} ({pack.plan.page['perhaps']})" in browser.get(page).words
    assert browser.post(questions, {"q.pets": "yes"}).to == page
    shown = browser.get(page).words
    assert pets.title in shown
    assert f"{pets.title} (" not in shown
    browser.post(questions, {"q.pets": "no", "q.work": ""})
    assert pets.title not in browser.get(page).words
    assert kept(house).answers == {"pets": False}


@pytest.mark.parametrize("gate", ["control", "danger"])
@pytest.mark.parametrize("path", ["leave", "stay", "space"])
def test_with_control_or_danger_help_comes_first_and_no_step_tells(
    house: House, browser: Browser, pack: Pack, gate: Gate, path: str
) -> None:
    """Someone trained stands before all steps; what would tell the other is left out, and that is said."""
    answer(house, gate)
    browser.post(house.at_address("plan"), {"path": path})
    shown = browser.get(house.at_address("plan")).words
    assert pack.plan.page["told"] in shown
    assert pack.plan.page["device"] in shown
    assert not [step.title for step in pack.plan_steps if step.tells and step.title in shown]
    first = next(step for step in pack.plan_steps if step.id == "someone_trained")
    place = shown.index(first.title)
    assert all(shown.find(step.title) > place for step in pack.plan_steps if not step.first and step.title in shown)


def test_the_list_for_the_pocket_says_nothing_to_others(house: House, browser: Browser) -> None:
    """It begins with plain lines of the plan, is changed by the person, and is all that is printed."""
    browser.post(house.at_address("plan"), {"path": "leave"})
    page = house.at_address("pocket")
    begun = browser.get(page).text
    assert "Cash" in begun
    browser.post(page, {"text": "Milk\nBread"})
    shown = browser.get(page).text
    assert '<p class="printed text">Milk\nBread</p>' in shown
    assert "Cash" not in shown


@pytest.mark.parametrize(
    ("page", "fields", "said"),
    [
        ("plan", {"text": "x" * 501}, "500"),
        ("plan", {"contacts": "x" * 100_001}, "100,000"),
        ("pocket", {"text": "x" * 100_001}, "100,000"),
    ],
)
def test_too_much_is_said_and_not_kept(
    house: House, browser: Browser, page: str, fields: dict[str, str], said: str
) -> None:
    """The limit is named."""
    browser.post(house.at_address("plan"), {"path": "leave"})
    reply = browser.post(house.at_address(page), fields)
    assert reply.status == 422
    assert said in reply.words
    assert kept(house) == Plan(written=NOW, path="leave")


def test_there_is_room_for_many_own_steps_and_no_more(house: House, browser: Browser) -> None:
    """The hundred and first is refused with a way out."""
    page = house.at_address("plan")
    for number in range(MOST_OWN):
        browser.post(page, {"text": f"step {number}", "path": "leave"})
    reply = browser.post(page, {"text": "one more"})
    assert reply.status == 422
    assert "one more" in reply.text
    assert len(kept(house).own) == MOST_OWN
