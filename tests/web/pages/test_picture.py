import re
from importlib.resources import files
from typing import get_args

import pytest

from tests.never_said import gendered, verdicts
from tests.readability import grade
from tests.web.house import NOW, Browser, House
from tests.web.pages.markup import Page
from tests.web.pages.states import SITUATIONS, pictures
from tests.web.pages.test_templates import STATES, rendered
from towpath.content import Pack, load
from towpath.domain.records import Circumstances, SignsSeen
from towpath.method.assessment import Gate
from towpath.web.pages.picture import Picture

SOURCES = load().method.page["sources_heading"]
PICTURES = [name for name, _ in pictures()]


def words_of(html: str) -> str:
    """Return what a person reads on a page, the list of sources left out: titles of laws and papers are their own."""
    sources = rf"<details[^>]*>\s*<summary>{re.escape(SOURCES)}</summary>.*?</details>"
    html = re.sub(sources, " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def template_words(name: str) -> str:
    """Return what stands in a template itself."""
    text = (files("towpath.web") / "templates" / name).read_text("utf-8")
    return words_of(re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", text, flags=re.DOTALL))


@pytest.mark.parametrize("gate", get_args(Gate))
def test_there_is_a_picture_of_each_gate(gate: Gate) -> None:
    """The situations that these tests render lead to each gate."""
    shown, _ = STATES[f"picture-{gate}"]
    assert isinstance(shown.page, Picture)
    assert shown.page.assessment.gate == gate


@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_says_a_verdict(name: str) -> None:
    """Whatever was answered, the page holds no word of verdict, order, promise, chance or gender."""
    said = words_of(rendered(name))
    assert (verdicts(said), gendered(said)) == ([], [])


@pytest.mark.parametrize("name", sorted(file.name for file in (files("towpath.web") / "templates").iterdir()))
def test_no_template_says_a_verdict(name: str) -> None:
    """No page says, in its own words, a verdict or a word of one gender."""
    said = template_words(name)
    assert (verdicts(said), gendered(said)) == ([], [])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_can_be_read_with_eight_years_of_school(name: str) -> None:
    """The whole page, with the answers on it, is at most grade 8."""
    main = rendered(name).partition("<main")[2]
    said = re.sub(r"</(p|li|h1|h2|h3|dt|dd|summary)>", ".\n", main)
    assert grade(re.sub(r"<[^>]+>", " ", said)) <= 8


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_says_what_it_is_not_and_whose_the_choice_is(name: str, pack: Pack) -> None:
    """Each picture says that it is no verdict, that the choice is the person's, and where help is."""
    said = words_of(rendered(name))
    assert pack.method.page["not_a_verdict"] in said
    assert pack.method.page["own_choice"] in said
    assert "Help now" in said


@pytest.mark.parametrize("gate", ["none", "cannot_tell"])
def test_an_empty_picture_says_that_absence_proves_nothing(gate: str, pack: Pack) -> None:
    """Where nothing was found, the page says what that does not mean."""
    assert pack.method.caution["absence_is_not_safety"].text in words_of(rendered(f"picture-{gate}"))


@pytest.mark.parametrize("gate", get_args(Gate))
def test_thoughts_of_self_harm_come_before_everything(gate: str, pack: Pack) -> None:
    """In a crisis the first heading after the title is the crisis line, and the way there is a button."""
    page = Page(rendered(f"picture-{gate}-crisis"))
    assert page.all("h2")[0].text == pack.method.first["crisis_line"].title
    assert "Who to call now" in words_of(rendered(f"picture-{gate}-crisis"))


@pytest.mark.parametrize("gate", ["control", "danger"])
def test_leaving_and_space_are_never_shut(gate: str) -> None:
    """With control or danger the way out goes with someone trained; it is not closed."""
    shown, _ = STATES[f"picture-{gate}"]
    assert isinstance(shown.page, Picture)
    paths = shown.page.assessment.paths
    assert (paths.mend.open, paths.space.open, paths.leave.open, paths.not_yet.open) == (
        "no",
        "with_help",
        "with_help",
        "with_help",
    )


def test_the_picture_shows_the_answers_it_rests_on(house: House, browser: Browser, pack: Pack) -> None:
    """Each reason names the questions, the answers and the day on which they were given."""
    house.notebook.add(SignsSeen(written=NOW, answers=SITUATIONS["danger"]))
    house.notebook.add(Circumstances(written=NOW, self_harm="thoughts"))
    said = browser.get(house.at_address("picture")).words
    assert pack.signs["danger.strangled"].question in said
    assert "Often, in the last 3 months" in said
    assert "answered on 20 November 2026" in said
    assert "not both answered yet" in said
    assert pack.method.first["crisis_line"].title in said


def test_without_answers_the_picture_asks_about_fear(house: House, browser: Browser, pack: Pack) -> None:
    """An empty notebook has a picture that says there is not enough, and leads to the questions that matter most."""
    reply = browser.get(house.at_address("picture"))
    assert pack.method.gate["cannot_tell"].title in reply.words
    assert house.at_address("family", "felt") in reply.text
