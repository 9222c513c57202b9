from datetime import date, timedelta

import msgspec
import pytest

from tests.web.house import NOW, Browser, House
from tests.web.pages.markup import Page
from tests.web.pages.states import LOCKED, SITUATIONS
from towpath.content import Pack
from towpath.content.shapes import HelpLine
from towpath.domain.records import Preferences, SignsSeen
from towpath.web.pages import help_now
from towpath.web.pages.help_now import HelpNow, LineView
from towpath.web.render import render
from towpath.web.security.addresses import Addresses
from towpath.web.visit import Show

TODAY = date(2026, 11, 20)
HALF_A_YEAR = timedelta(days=183)
COUPLES = "For couples"
LOOK_FIRST = "Look at the service's own page before you rely on this number."
LINE = HelpLine(
    id="xx-crisis-1", country="XX", kind="crisis", name="A line", phone="0000 000", hours="unknown", languages=(),
    free="unknown", shows_on_bill="unknown", sources=("a source",), evidence=("official",), seen="2026-11",
    checked="2026-11", confidence="one_source", check_first=False,
)  # fmt: skip


def shown(view: LineView, pack: Pack) -> str:
    """Return the page of one line."""
    page = HelpNow(country="GB", kinds=((view.line.kind, (view,)),))
    return render(Show(page=page), LOCKED, pack, Addresses(b"secret")).replace("&#39;", "'")


@pytest.mark.parametrize(
    ("checked", "age"),
    [
        ("2026-11-20", "fresh"),
        ("2026-11-21", "fresh"),
        ("2026-05-21", "fresh"),
        ("2026-05-20", "old"),
        ("2026-06", "fresh"),
        ("2026-05", "old"),
        ("2026", "old"),
        ("2025-12-31", "old"),
        ("2008-06", "old"),
        ("", "undated"),
    ],
)
def test_a_check_counts_for_half_a_year(checked: str, age: str) -> None:
    """183 days count as fresh; a month or a year alone counts from its first day."""
    assert help_now._age(checked, TODAY, HALF_A_YEAR) == age


@pytest.mark.parametrize("age", ["old", "undated", "fresh"])
@pytest.mark.parametrize("check_first", [True, False])
def test_what_is_not_fresh_and_sure_asks_to_look_first(pack: Pack, age: str, check_first: bool) -> None:
    """A line that is old, undated or marked asks to look at the service's own page; a fresh one does not."""
    view = LineView(line=msgspec.structs.replace(LINE, check_first=check_first), age=age)
    assert (LOOK_FIRST in shown(view, pack)) is (check_first or age != "fresh")


def test_a_line_says_when_it_was_checked(pack: Pack) -> None:
    """The date is shown as it was found, and age is told in words."""
    assert "<time>2026-11</time>" in shown(LineView(line=LINE, age="fresh"), pack)
    assert "more than six months ago" in shown(LineView(line=LINE, age="old"), pack)
    assert "No date is known." in shown(LineView(line=msgspec.structs.replace(LINE, checked=""), age="undated"), pack)


@pytest.mark.parametrize(("on_bill", "words"), [(False, "Not on the bill"), (True, "It may."), ("unknown", "It may.")])
def test_what_a_bill_may_show_is_said(pack: Pack, on_bill: bool | str, words: str) -> None:
    """Where it is not known, the page says that it may show; the phone's own list is always named."""
    text = shown(LineView(line=msgspec.structs.replace(LINE, shows_on_bill=on_bill), age="fresh"), pack)
    assert words in text
    assert "list of calls" in text


@pytest.mark.parametrize(("free", "words"), [(True, "Free"), (False, "Not free"), ("unknown", "Not known")])
def test_what_a_call_costs_is_said(pack: Pack, free: bool | str, words: str) -> None:
    """Free, not free, or not known."""
    assert f"<dd>{words}</dd>" in shown(LineView(line=msgspec.structs.replace(LINE, free=free), age="fresh"), pack)


def test_numbers_and_notes_are_text_and_nothing_can_be_called_by_a_tap(pack: Pack) -> None:
    """No link of any country calls, writes or mails, and no number in a note is one."""
    for country in pack.help_facts.countries:
        for view in help_now.lines(pack, country, TODAY, help_now.KINDS):
            links = [link.attributes["href"] for link in Page(shown(view, pack)).all("a")]
            assert not [link for link in links if link.startswith(("tel:", "sms:", "mailto:", "callto:"))]
            assert set(links) <= {view.line.web, "#main", *(link for link in links if link.startswith("/"))}


def test_help_is_there_without_a_passphrase(house: House) -> None:
    """Anyone can choose a country and see who to call; the choice is in the address only."""
    browser = house.browser()
    assert browser.get(house.at_address("help")).status == 200
    to = browser.post(house.at_address("help"), {"country": "GB"}).to
    assert to == house.at_address("help", "GB")
    assert "National Domestic Abuse Helpline" in browser.get(to).words
    assert "National Domestic Abuse Helpline" not in browser.get(house.at_address("help")).words


def test_a_country_that_is_not_in_the_list_is_refused(house: House) -> None:
    """Another country is a fault in words."""
    reply = house.browser().post(house.at_address("help"), {"country": "../GB"})
    assert reply.status == 422
    assert "This country is not in the list" in reply.words


def test_the_country_of_the_notebook_comes_first(house: House, browser: Browser) -> None:
    """With an open notebook its country is shown without asking, and another can be looked at."""
    house.notebook.add(Preferences(written=NOW, exit_page="https://example.org/", country="KR"))
    assert 'value="KR" selected' in browser.get(house.at_address("help")).text
    assert 'value="GB" selected' in browser.get(house.at_address("help", "GB")).text
    assert 'value="KR" selected' not in house.browser().get(house.at_address("help")).text


def test_the_choice_of_a_country_is_not_kept(house: House, browser: Browser) -> None:
    """Looking at the lines of a country writes nothing."""
    before = house.kept()
    browser.post(house.at_address("help"), {"country": "GB"})
    browser.get(house.at_address("help", "GB"))
    assert house.kept() == before


@pytest.mark.parametrize("country", ["GB", "KR"])
@pytest.mark.parametrize("gate", SITUATIONS)
def test_lines_for_couples_are_hidden_where_there_is_harm(
    house: House, browser: Browser, country: str, gate: str
) -> None:
    """They are shown with strain or nothing of note, and hidden with control, danger, force and where it is unknown."""
    house.notebook.add(SignsSeen(written=NOW, answers=SITUATIONS[gate]))  # type: ignore[index]
    said = browser.get(house.at_address("help", country)).words
    assert (COUPLES in said) is (gate in {"none", "distress"})


def test_lines_for_couples_are_hidden_while_it_is_locked(house: House, browser: Browser) -> None:
    """Without the notebook nobody knows, so they are not shown, not even beside an open session."""
    house.notebook.add(SignsSeen(written=NOW, answers=SITUATIONS["none"]))
    assert COUPLES in browser.get(house.at_address("help", "GB")).words
    assert COUPLES not in house.browser().get(house.at_address("help", "GB")).words
    browser.post(house.at_address("shut"))
    assert COUPLES not in browser.get(house.at_address("help", "GB")).words


def test_the_european_numbers_say_where_they_work(house: House) -> None:
    """112 is shown; 116 016, confirmed for some countries only, and the reserved number are not."""
    said = house.browser().get(house.at_address("help", "EU")).words
    assert "112" in said
    assert "116 016" not in said
    assert "116 123" not in said


def test_the_crisis_page_shows_who_to_call_now(house: House, browser: Browser) -> None:
    """Emergency and crisis lines of the notebook's country, and nothing else; without one a country is asked for."""
    assert "Where are you?" in browser.get(house.at_address("crisis")).words
    house.notebook.add(Preferences(written=NOW, exit_page="https://example.org/", country="GB"))
    said = browser.get(house.at_address("crisis")).words
    assert "999" in said
    assert "Samaritans" in said
    assert "National Domestic Abuse Helpline" not in said
