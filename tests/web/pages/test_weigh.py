"""Weigh: the decision sheet, step by step, in every gate."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.web.house import Browser, House
from towpath.domain.records import SignsSeen
from towpath.domain.situation import SignAnswer
from towpath.domain.weighed import DecisionSheet
from towpath.usecases import deciding

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
STEPS = ("weigh", "matters", "swings", "gut", "firm")


def sheet(house: House) -> DecisionSheet:
    """Return the sheet that is kept."""
    found = deciding.kept(house.session.notebook.records(DecisionSheet))[1]
    assert found is not None
    return found


def fill(house: House, browser: Browser) -> None:
    """Fill in all steps so that leaving is better at everything."""
    browser.post(house.at_address("matters"), {"words": "quiet evenings\nenough money"})
    browser.post(house.at_address("swings"), {"points-1-0": "100", "points-2-0": "20", "points-2-1": "40"})
    for path, likely in (("mend", "1"), ("space", "2"), ("leave", "8"), ("not_yet", "3")):
        browser.post(house.at_address("scores", path), {"score-1-all-0": likely, "score-2-all-0": likely})


def test_the_sheet_leads_from_step_to_step_to_a_sentence(house: House, browser: Browser) -> None:
    """Own words first, then points, scores, the choice by gut, and then what the answers say and where both differ."""
    empty = browser.get(house.at_address("matters"))
    assert "Anything left out?" not in empty.words
    reply = browser.post(house.at_address("matters"), {"words": "quiet evenings\n\nenough money\n", "then": "keep"})
    assert reply.to == house.at_address("matters")
    again = browser.get(house.at_address("matters"))
    assert "Most people leave out about half" in again.words
    assert "Respect" in again.words
    reply = browser.post(house.at_address("matters"), {"words": "quiet evenings\nenough money", "then": "go_on"})
    assert reply.to == house.at_address("swings")
    fill(house, browser)
    assert browser.get(house.at_address("firm")).to == house.at_address("gut")
    assert browser.post(house.at_address("gut"), {"gut": "space"}).to == house.at_address("firm")
    shown = browser.get(house.at_address("firm")).words
    assert "comes first in 100 of 100 ways" in shown
    assert "Your own choice and your answers differ." in shown
    assert "quiet evenings" in shown
    assert "v1" not in shown
    assert sheet(house).pointed == house.session.notebook.records(DecisionSheet)[0].record.written.date()


def test_the_result_is_not_shown_before_the_choice_by_gut_but_it_can_be_passed_over(
    house: House, browser: Browser
) -> None:
    """First the gut, then the numbers; to pass over it is enough, and to send nothing is not."""
    fill(house, browser)
    assert browser.post(house.at_address("gut"), {}).status == 422
    assert browser.post(house.at_address("gut"), {"gut": "pass"}).to == house.at_address("firm")
    assert "differ" not in browser.get(house.at_address("firm")).words


def test_what_matters_moves_up_and_down_and_keeps_its_answers(house: House, browser: Browser) -> None:
    """A button moves one thing a place; its points go with it."""
    fill(house, browser)
    words = {"words": "quiet evenings\nenough money"}
    browser.post(house.at_address("matters"), {**words, "move": "down 1"})
    assert [(each.words, each.points) for each in sheet(house).matters] == [
        ("enough money", (20, 40)),
        ("quiet evenings", (100, 100)),
    ]


def test_what_is_about_danger_is_apart(house: House, browser: Browser) -> None:
    """It is kept, said to come first, and asked for no points."""
    browser.post(house.at_address("matters"), {"words": "money", "kind": "Being out of danger"})
    assert [each.apart for each in sheet(house).matters] == [False, True]
    assert "not weighed against anything" in browser.get(house.at_address("swings")).words


@pytest.mark.parametrize(
    ("page", "item", "fields", "said"),
    [
        ("matters", "", {"words": "x" * 201}, "200"),
        ("matters", "", {"words": "\n".join(f"thing {n}" for n in range(41))}, "more than 40"),
        ("swings", "", {"points-1-0": "101"}, "from 0 to 100"),
        ("swings", "", {"points-1-0": "a"}, "from 0 to 100"),
        ("swings", "", {"points-1-0": "60", "points-1-1": "50"}, "from the lowest"),
        ("scores", "leave", {"score-1-all-0": "11"}, "from 0 to 10"),
        ("scores", "leave", {"score-1-year-0": "1", "score-1-year-1": "2"}, "from the lowest"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_kept_stays(
    house: House, browser: Browser, page: str, item: str, fields: dict[str, str], said: str
) -> None:
    """A wrong number or too much is named at its place, and the sheet is as it was."""
    fill(house, browser)
    before = sheet(house)
    reply = browser.post(house.at_address(page, item), fields)
    assert reply.status == 422
    assert said in reply.words
    assert sheet(house) == before


def test_a_half_filled_sheet_says_what_is_missing(house: House, browser: Browser) -> None:
    """Nothing forces an answer: what is there is kept, and what is missing is named in the person's words."""
    browser.post(house.at_address("matters"), {"words": "quiet evenings"})
    browser.post(house.at_address("swings"), {})
    browser.post(house.at_address("gut"), {"gut": "pass"})
    shown = browser.get(house.at_address("firm")).words
    assert "not enough here yet" in shown
    assert "how much “quiet evenings” matters to you" in shown


def test_with_danger_no_path_is_put_first_and_help_is_there(house: House, browser: Browser) -> None:
    """Whatever the numbers, nothing is put first, each path says why, and the way to help stands before all."""
    signs = SignsSeen(written=NOW, answers=(SignAnswer(id="danger.strangled", how_often="once"),))
    house.session.notebook.add(signs)
    fill(house, browser)
    browser.post(house.at_address("gut"), {"gut": "leave"})
    shown = browser.get(house.at_address("firm"))
    assert "comes first" not in shown.words.replace("Call the emergency number if it is happening now", "")
    assert "no path is put first here" in shown.words
    assert house.at_address("help") in shown.text
    assert "no path is put first here" in browser.get(house.at_address("weigh")).words


def test_points_are_asked_again_after_three_days_and_disagreement_is_said(house: House, browser: Browser) -> None:
    """Not before; then without the first answers, and where the order turns it is said."""
    fill(house, browser)
    browser.post(house.at_address("gut"), {"gut": "pass"})
    assert "asked again" not in browser.get(house.at_address("weigh")).words
    kept = sheet(house)
    assert kept.pointed is not None
    house.session.notebook.revise(
        deciding.kept(house.session.notebook.records(DecisionSheet))[0],
        replace(kept, pointed=kept.pointed - timedelta(days=3)),
    )
    assert "asked again" in browser.get(house.at_address("weigh")).words
    assert 'value="100"' not in browser.get(house.at_address("swings", "again")).text
    reply = browser.post(house.at_address("swings", "again"), {"points-1-0": "10", "points-2-0": "100"})
    assert reply.to == house.at_address("firm")
    assert sheet(house).matters[0].points == (100, 100)
    assert sheet(house).matters[0].again == (10, 10)


def test_a_path_that_is_none_is_not_there(house: House, browser: Browser) -> None:
    """A step of something else is not there."""
    assert browser.get(house.at_address("scores", "else")).status == 404
    assert browser.get(house.at_address("swings", "else")).status == 404
