"""Around a choice: the paths, what holds, the aim, what it would mean, how clear it is, and the decision."""

from datetime import timedelta

import pytest

from tests.never_said import gendered, verdicts
from tests.web.house import NOW, Browser, House
from tests.web.pages.states import SITUATIONS
from towpath.content import Pack
from towpath.domain.clarity import Clarity
from towpath.domain.decision import Decision
from towpath.domain.impact import Impact
from towpath.domain.intention_said import IntentionSaid
from towpath.domain.path_lines import PathLines
from towpath.domain.records import Record, SignsSeen
from towpath.method.assessment import Gate

OPEN: tuple[Gate, ...] = ("none", "distress", "violence_without_fear")
GUARDED: tuple[Gate, ...] = ("control", "danger")


def answer(house: House, gate: Gate) -> None:
    """Answer the signs so that the gate is this one."""
    house.notebook.add(SignsSeen(written=NOW, answers=SITUATIONS[gate]))


def kept(house: House, kind: type[Record]) -> list[Record]:
    """Return the records of a kind."""
    return [each.record for each in house.notebook.records(kind)]


def test_own_lines_are_kept_beside_each_path_and_what_holds(house: House, browser: Browser) -> None:
    """One record holds all of them; a page changes only its own part, and what is emptied is gone."""
    browser.post(house.at_address("path", "leave"), {"for": "Sleep.", "against": "The dog."})
    browser.post(house.at_address("path", "mend"), {"for": "The garden."})
    browser.post(house.at_address("holds"), {"want_to": "Sundays", "have_to": "Rent", "spent": "Nine years"})
    assert "The dog." in browser.get(house.at_address("path", "leave")).text
    assert "Nine years" in browser.get(house.at_address("holds")).text
    browser.post(house.at_address("path", "leave"), {"for": "", "against": "The dog."})
    assert kept(house, PathLines) == [
        PathLines(
            written=NOW,
            speaks_for={"mend": "The garden."},
            against={"leave": "The dog."},
            want_to="Sundays",
            have_to="Rent",
            spent="Nine years",
        )
    ]
    assert browser.get(house.at_address("path", "nowhere")).status == 404
    assert browser.post(house.at_address("path", "nowhere"), {}).status == 404


@pytest.mark.parametrize("path", ["mend", "space", "leave", "not_yet"])
def test_a_path_is_told_in_full_with_its_sources(house: House, browser: Browser, pack: Pack, path: str) -> None:
    """Every line for and against, each side of life, and behind a fact where it comes from."""
    shown = browser.get(house.at_address("path", path)).words
    told = pack.paths.path[path]
    for line in (*told.speaks_for, *told.against, *told.like.values()):
        assert line.text in shown
        assert line.unsure in shown
        assert not line.source or pack.sources[line.source].what in shown


@pytest.mark.parametrize("gate", OPEN)
def test_the_aim_is_asked_named_and_answered_with_honest_ways(
    house: House, browser: Browser, pack: Pack, gate: Gate
) -> None:
    """An aim at the other's reaction is named, backfires, and the ways on are honest ones."""
    answer(house, gate)
    page = house.at_address("intention")
    assert pack.choosing.intention["aims"] in browser.get(page).words
    assert browser.post(page, {"aim": "punish", "ready": "no", "times": "2"}).to == page
    shown = browser.get(page).words
    assert pack.method.intention["tactic"].title in shown
    assert pack.choosing.intention["named"] in shown
    assert pack.method.caution["tactic_backfires"].title in shown
    assert "Help now" in shown
    browser.post(page, {"aim": "peace"})
    shown = browser.get(page).words
    assert pack.method.intention["clear"].title in shown
    assert pack.choosing.intention["named"] not in shown
    browser.post(page, {"then": "delete"})
    assert kept(house, IntentionSaid) == []


@pytest.mark.parametrize("gate", GUARDED)
def test_the_aim_is_not_asked_where_there_is_control_or_danger(
    house: House, browser: Browser, pack: Pack, gate: Gate
) -> None:
    """Not even where it was answered before: the page says that no reason is owed, and who can help."""
    browser.post(house.at_address("intention"), {"aim": "punish"})
    answer(house, gate)
    shown = browser.get(house.at_address("intention"))
    assert pack.method.intention["not_asked"].text in shown.words
    assert pack.method.intention["tactic"].title not in shown.words
    assert 'name="aim"' not in shown.text
    assert house.at_address("help", "") in shown.text or "Help now" in shown.words
    assert house.at_address("intention") not in browser.get(house.at_address("weigh")).text


def test_the_aim_is_not_asked_before_fear_was(house: House, browser: Browser, pack: Pack) -> None:
    """An empty notebook leads to the questions about fear."""
    shown = browser.get(house.at_address("intention")).words
    assert pack.choosing.intention["first"] in shown


def test_what_it_would_mean_is_kept_and_a_hard_time_names_help(house: House, browser: Browser, pack: Pack) -> None:
    """One record, changed in place; fields that were not on the page stay."""
    page = house.at_address("impact")
    browser.post(page, {"strain": "9", "who": "Ann", "me_good": "Rest", "them_bad": "Grief"})
    assert pack.choosing.impact["hard"] in browser.get(page).words
    answer(house, "danger")
    shown = browser.get(page)
    assert pack.choosing.impact["guarded"] in shown.words
    assert "Grief" not in shown.text
    browser.post(page, {"strain": "3", "who": "Ann"})
    assert kept(house, Impact) == [
        Impact(written=NOW, day=NOW.date(), strain=3, who="Ann", me_good="Rest", them_bad="Grief")
    ]
    browser.post(page, {"then": "delete"})
    assert kept(house, Impact) == []


def test_clarity_is_shown_from_the_first_time_to_the_last(house: House, browser: Browser) -> None:
    """Two days of answers stand side by side; one can be deleted; a skipped question is a gap."""
    page = house.at_address("clear")
    earlier = NOW.date() - timedelta(days=40)
    first = house.notebook.add(Clarity(written=NOW, day=earlier, answers={"know": 3, "sure": 1}))
    assert "of 10 on" not in browser.get(page).words
    browser.post(page, {"know": "7"})
    assert "3 of 10 on 11 October 2026, 7 of 10 on 20 November 2026." in browser.get(page).words
    browser.post(house.at_address("clear", first), {"then": "delete"})
    assert len(kept(house, Clarity)) == 1
    assert browser.post(house.at_address("clear", first), {"then": "delete"}).status == 404


def test_a_decision_is_kept_with_its_reasons_and_can_be_opened_again(house: House, browser: Browser) -> None:
    """It holds until it is opened again, and stays to be read with the day."""
    page = house.at_address("decide")
    browser.post(page, {"path": "not_yet", "until": "2026-12-24", "reasons": "After the feast."})
    shown = browser.get(page).words
    assert "After the feast." in shown
    assert "look again on 24 December 2026" in shown
    name = house.notebook.records(Decision)[0].id
    assert browser.post(house.at_address("decide", name), {"then": "reopen"}).to == page
    shown = browser.get(page).words
    assert "Opened again on" in shown
    assert "After the feast." in shown
    house.notebook.add(Decision(written=NOW + timedelta(1), day=NOW.date(), path="mend", until=NOW.date()))
    assert "The day that you set has come." in browser.get(page).words
    browser.post(house.at_address("decide", name), {"then": "delete"})
    assert "After the feast." not in browser.get(page).words
    assert browser.post(house.at_address("decide", name), {"then": "reopen"}).status == 404


@pytest.mark.parametrize("gate", SITUATIONS)
@pytest.mark.parametrize("path", ["mend", "space", "leave", "not_yet"])
def test_a_decision_leads_on_and_tells_nobody_what_to_do(
    house: House, browser: Browser, pack: Pack, gate: Gate, path: str
) -> None:
    """Whatever was decided in whatever gate: a next step, help, no verdict, and what is closed gives its reason."""
    answer(house, gate)
    browser.post(house.at_address("decide"), {"path": path})
    shown = browser.get(house.at_address("decide")).words
    assert pack.choosing.decide["next"] in shown
    assert "Help now" in shown
    assert not verdicts(shown)
    assert not gendered(shown)
    if gate in GUARDED:
        assert pack.choosing.decide["secret"] in shown
        assert pack.method.open_why["no" if path == "mend" else "with_help"].text in shown


@pytest.mark.parametrize(
    ("page", "item", "fields", "said"),
    [
        ("path", "leave", {"for": "x" * 100_001}, "100,000"),
        ("holds", "", {"spent": "x" * 100_001}, "100,000"),
        ("intention", "", {}, "Nothing is answered"),
        ("intention", "", {"aim": "conquer", "ready": "maybe"}, "Nothing is answered"),
        ("intention", "", {"aim": "peace", "times": "often"}, "from 0 to 1000"),
        ("impact", "", {}, "Nothing is answered"),
        ("impact", "", {"strain": "11"}, "from 0 to 10"),
        ("impact", "", {"who": "x" * 100_001}, "100,000"),
        ("clear", "", {}, "Nothing is answered"),
        ("clear", "", {"know": "11"}, "from 0 to 10"),
        ("decide", "", {}, "No path is chosen"),
        ("decide", "", {"path": "win"}, "No path is chosen"),
        ("decide", "", {"path": "mend", "until": "soon"}, "could not be read as a date"),
        ("decide", "", {"path": "mend", "until": "2026-11-01"}, "has gone by"),
        ("decide", "", {"path": "mend", "reasons": "x" * 100_001}, "100,000"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    house: House, browser: Browser, page: str, item: str, fields: dict[str, str], said: str
) -> None:
    """A wrong number, an unknown choice, too much text or a day gone by is named at its place."""
    reply = browser.post(house.at_address(page, item), fields)
    assert reply.status == 422
    assert said in reply.words
    assert kept(house, PathLines | IntentionSaid | Impact | Clarity | Decision) == []  # type: ignore[arg-type]
