"""Talk, limits, trying again and the own part, on the pages, in every gate."""

import pytest

from tests.never_said import gendered, verdicts
from tests.web.house import NOW, Browser, House
from tests.web.pages.states import SITUATIONS
from towpath.content import Pack
from towpath.domain.limit import MOST_CROSSED, Crossed, Limit, Standards
from towpath.domain.own_part import OwnPart
from towpath.domain.records import Entry, Incident, Preferences, Record, SignsSeen
from towpath.domain.situation import SignAnswer
from towpath.domain.talk import Talk
from towpath.domain.trial import Observed
from towpath.method.assessment import Gate

TODAY = NOW.date()
GUARDED: tuple[Gate, ...] = ("control", "danger")
CLOSED: tuple[Gate, ...] = ("control", "danger", "violence_without_fear", "cannot_tell")


def answer(house: House, gate: Gate) -> None:
    """Answer the signs so that the gate is this one."""
    house.notebook.add(SignsSeen(written=NOW, answers=SITUATIONS[gate]))


def kept(house: House, kind: type[Record]) -> list[Record]:
    """Return the records of a kind."""
    return [each.record for each in house.notebook.records(kind)]


def test_a_talk_is_prepared_where_it_is_open(house: House, browser: Browser, pack: Pack) -> None:
    """All parts are kept in one record, changed in place and deleted; after it come agreements and a counsellor."""
    answer(house, "distress")
    page = house.at_address("talk")
    browser.post(page, {"saw": "The door.", "ask": "One line.", "day": "2026-12-01", "time": "18:30"})
    browser.post(page, {"need": "To know.", "review": "2026-12-20"})
    (found,) = kept(house, Talk)
    assert isinstance(found, Talk)
    assert (found.saw, found.need, found.time, str(found.review)) == ("The door.", "To know.", "18:30", "2026-12-20")
    shown = browser.get(page).words
    assert pack.talk.page["after"] in shown
    assert pack.talk.counsellor[0] in shown
    browser.post(page, {"then": "delete"})
    assert kept(house, Talk) == []


@pytest.mark.parametrize("gate", CLOSED)
def test_where_a_talk_is_closed_there_is_no_script_but_a_reason_and_ways_on(
    house: House, browser: Browser, pack: Pack, gate: Gate
) -> None:
    """What was written before is folded away and can be deleted."""
    house.notebook.add(Talk(written=NOW, ask="Will you send me one line?"))
    answer(house, gate)
    shown = browser.get(house.at_address("talk"))
    assert pack.talk.page["closed"] in shown.words
    joint = "not_allowed" if gate in GUARDED else "only_after_private_screening"
    assert pack.method.joint_work[joint].text in shown.words
    assert "<textarea" not in shown.text
    assert "Help now" in shown.words
    assert not [line for line in pack.talk.begin.values() if line in shown.words]
    assert "Will you send me one line?" in shown.words
    assert not verdicts(shown.words)
    browser.post(house.at_address("talk"), {"then": "delete"})
    assert kept(house, Talk) == []


def test_a_limit_is_kept_as_worded_and_another_form_is_offered(house: House, browser: Browser, pack: Pack) -> None:
    """A demand is never refused; the page shows what else it can be, until it is my action."""
    answer(house, "distress")
    to = browser.post(house.at_address("limit"), {"happens": "shouting", "will": "You must stop or I go"}).to
    shown = browser.get(to).words
    assert pack.limits.page["another"] in shown
    assert pack.limits.demand["or_else"] in shown
    browser.post(to, {"happens": "shouting", "will": "go out for half an hour", "told": "2026-11-02"})
    shown = browser.get(to).words
    assert pack.limits.page["another"] not in shown
    (found,) = kept(house, Limit)
    assert isinstance(found, Limit)
    assert str(found.told) == "2026-11-02"


def test_when_it_was_crossed_is_noted_and_counted(house: House, browser: Browser) -> None:
    """A day, what I did, whether it held; one can be taken away; the list counts what was answered."""
    name = house.notebook.add(Limit(written=NOW, day=TODAY, happens="shouting", will="go out"))
    crossed = house.at_address("crossed", name)
    browser.post(crossed, {"day": "2026-11-03", "what": "At dinner", "did": "did", "held": "held"})
    browser.post(crossed, {"day": "2026-11-09", "did": "did_not"})
    shown = browser.get(house.at_address("limits")).words
    assert "Crossed 2 times. I did what I said 1 of 2 times. It held 1 of 1 times." in shown
    browser.post(crossed, {"drop": "0"})
    assert "At dinner" not in browser.get(house.at_address("limit", name)).words
    browser.post(house.at_address("limit", name), {"then": "delete"})
    assert kept(house, Limit) == []
    assert browser.get(house.at_address("limit", name)).status == 404
    assert browser.post(house.at_address("crossed"), {}).status == 404


def test_standards_stand_beside_the_limits(house: House, browser: Browser) -> None:
    """One record, changed in place."""
    page = house.at_address("limits")
    browser.post(page, {"mine": "I do not shout.", "expect": "Kind words."})
    browser.post(page, {"mine": "I do not shout.", "expect": ""})
    assert kept(house, Standards) == [Standards(written=NOW, mine="I do not shout.")]
    assert "I do not shout." in browser.get(page).words


@pytest.mark.parametrize("gate", CLOSED)
def test_a_limit_stays_private_where_telling_could_harm(house: House, browser: Browser, pack: Pack, gate: Gate) -> None:
    """No field to note that it was told, no word to tell it; the reason and help are there."""
    answer(house, gate)
    shown = browser.get(house.at_address("limits")).words
    assert pack.limits.page["private" if gate in GUARDED else "not_known"] in shown
    assert pack.limits.page["tell"] not in shown
    assert "Help now" in shown
    assert 'name="told"' not in browser.get(house.at_address("limit")).text


def test_trying_again_starts_at_not_enough(house: House, browser: Browser, pack: Pack) -> None:
    """What was seen stands by criterion with its days; pressure is counter-evidence; a note can be deleted."""
    answer(house, "distress")
    page = house.at_address("again")
    assert pack.again.statement["not_enough"] in browser.get(page).words
    assert pack.again.page["course"] in browser.get(page).words
    browser.post(page, {"observed": "admits", "text": "At the table", "day": "2026-11-01", "who": "other"})
    shown = browser.get(page).words
    assert "At the table" in shown
    assert pack.again.who["other"] in shown
    assert "seen: 1 time, 1 November 2026" in shown
    browser.post(page, {"observed": "pressure"})
    assert pack.again.statement["opposite_seen"] in browser.get(page).words
    assert [each.what for each in kept(house, Observed) if isinstance(each, Observed)].count("pressure") == 1
    for each in house.notebook.records(Observed):
        browser.post(house.at_address("again", each.id), {"then": "delete"})
    assert kept(house, Observed) == []
    assert browser.post(page, {"then": "delete"}).status == 404


@pytest.mark.parametrize("gate", GUARDED)
def test_with_control_or_danger_an_advocate_comes_before_any_reading(
    house: House, browser: Browser, pack: Pack, gate: Gate
) -> None:
    """No criteria, no form, no statement; what was noted stays, and help is there."""
    house.notebook.add(Observed(written=NOW, day=TODAY, what="admits", text="At the table"))
    answer(house, gate)
    shown = browser.get(house.at_address("again"))
    assert pack.again.page["closed"] in shown.words
    assert "At the table" in shown.words
    assert "Help now" in shown.words
    assert 'name="observed"' not in shown.text
    assert not [text for text in pack.again.statement.values() if text in shown.words]


def test_danger_long_ago_closes_trying_again_though_it_was_taken_back(
    house: House, browser: Browser, pack: Pack
) -> None:
    """A sign of danger that was answered with yes in another year is not undone by a later never."""
    earlier = SignAnswer(id="danger.strangled", how_often="once")
    house.notebook.add(SignsSeen(written=NOW.replace(year=2025), answers=(earlier,)))
    never = SignAnswer(id="danger.strangled", how_often="never")
    house.notebook.add(SignsSeen(written=NOW, answers=(*SITUATIONS["distress"], never)))
    assert pack.again.page["closed"] in browser.get(house.at_address("again")).words


@pytest.mark.parametrize("gate", SITUATIONS)
def test_the_own_part_is_never_turned_against_fear_and_feeds_nothing(
    house: House, browser: Browser, pack: Pack, gate: Gate
) -> None:
    """With control or danger it opens with whose doing it is; its answers change no other page."""
    answer(house, gate)
    before = browser.get(house.at_address("picture")).words
    page = house.at_address("own_part")
    shown = browser.get(page).words
    assert (pack.own_part.page["guarded"] in shown) == (gate in GUARDED)
    assert (pack.own_part.page["intro"] in shown) == (gate not in GUARDED)
    browser.post(page, {"did": "I shouted.", "instead": "I will go out."})
    assert "I shouted." in browser.get(page).words
    assert browser.get(house.at_address("picture")).words == before
    assert not gendered(shown)
    name = house.notebook.records(OwnPart)[0].id
    browser.post(house.at_address("own_part", name), {"then": "delete"})
    assert kept(house, OwnPart) == []
    assert browser.post(house.at_address("own_part", name), {"then": "delete"}).status == 404


def test_who_worries_about_what_they_do_finds_a_line_for_it(house: House, browser: Browser, pack: Pack) -> None:
    """The lines of the country for one's own behaviour stand on the page."""
    house.notebook.add(Preferences(written=NOW, exit_page="https://example.org/", country="GB"))
    lines = [line.name for line in pack.help_lines("GB") if line.kind == "own_behaviour"]
    shown = browser.get(house.at_address("own_part")).words
    assert lines
    assert all(name in shown for name in lines)


@pytest.mark.parametrize(
    ("page", "fields", "said"),
    [
        ("talk", {}, "Nothing is answered"),
        ("talk", {"day": "soon"}, "could not be read as a date"),
        ("talk", {"review": "1200-01-01"}, "could not be read as a date"),
        ("talk", {"time": "25:00"}, "time of day"),
        ("talk", {"saw": "x" * 100_001}, "100,000"),
        ("limits", {"mine": "x" * 100_001}, "100,000"),
        ("limit", {"happens": "x"}, "no text here yet"),
        ("limit", {"happens": "x", "will": "x" * 100_001}, "100,000"),
        ("limit", {"happens": "x", "will": "y", "told": "soon"}, "could not be read as a date"),
        ("again", {}, "Choose what it was"),
        ("again", {"observed": "flowers"}, "Choose what it was"),
        ("again", {"observed": "admits", "day": "2999-01-01"}, "has not come yet"),
        ("again", {"observed": "admits", "text": "x" * 100_001}, "100,000"),
        ("own_part", {}, "Nothing is answered"),
        ("own_part", {"did": "x" * 100_001}, "100,000"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    house: House, browser: Browser, page: str, fields: dict[str, str], said: str
) -> None:
    """A wrong day or time, nothing at all, or too much is named."""
    answer(house, "distress")
    reply = browser.post(house.at_address(page), fields)
    assert reply.status == 422
    assert said in reply.words
    assert kept(house, Talk | Limit | Standards | Observed | OwnPart) == []  # type: ignore[arg-type]


def test_a_wrong_day_of_crossing_is_said_and_there_is_room_for_many(house: House, browser: Browser) -> None:
    """A day to come is refused, and so is one more than there is room for."""
    full = (Crossed(day=TODAY),) * MOST_CROSSED
    one = house.notebook.add(Limit(written=NOW, day=TODAY, happens="a", will="b"))
    many = house.notebook.add(Limit(written=NOW, day=TODAY, happens="a", will="b", crossed=full))
    assert "has not come yet" in browser.post(house.at_address("crossed", one), {"day": "2999-01-01"}).words
    reply = browser.post(house.at_address("crossed", many), {"what": "one more"})
    assert reply.status == 422
    assert "one more" in reply.text


def test_what_was_written_can_stand_behind_what_was_seen(house: House, browser: Browser) -> None:
    """An entry or an incident is chosen and led to; one that is not there, or gone, is no evidence."""
    answer(house, "distress")
    entry = house.notebook.add(Entry(written=NOW, day=TODAY, text="At the table they said it."))
    incident = house.notebook.add(Incident(written=NOW, day=TODAY, seen="They called and said it."))
    page = house.at_address("again")
    assert "At the table they said it." in browser.get(page).words
    for name in (entry, incident, "no such entry"):
        browser.post(page, {"observed": "admits", "entry": name})
    seen = [each.entry for each in kept(house, Observed) if isinstance(each, Observed)]
    assert sorted(seen) == sorted([entry, incident, ""])
    shown = browser.get(page).text
    assert house.at_address("entry", entry) in shown
    assert house.at_address("incident", incident) in shown
    house.notebook.delete(entry)
    assert house.at_address("entry", entry) not in browser.get(page).text
