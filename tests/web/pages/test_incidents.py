from datetime import date

import pytest

from tests.web.house import Browser, House
from towpath.content import Pack
from towpath.domain.records import Incident

PLAIN = {"seen": "The door fell shut.", "felt": "Cold.", "day": "2026-11-18", "precision": "about", "time": "21:30",
         "how_bad": "6", "who": "My aunt", "evidence": "yes", "sign": "strain.frequent_rows"}  # fmt: skip


def only(house: House) -> tuple[str, Incident]:
    """Return the one incident there is."""
    (stored,) = house.notebook.records(Incident)
    assert isinstance(stored.record, Incident)
    return stored.id, stored.record


def test_an_incident_is_written_read_changed_and_deleted(house: House, browser: Browser) -> None:
    """All that was typed is kept and shown, an earlier version stays to be seen, and a deleted one is gone."""
    reply = browser.post(house.at_address("write_incident"), PLAIN)
    name, kept = only(house)
    assert reply.to == house.at_address("incident", name)
    assert (kept.seen, kept.felt, kept.day, kept.precision, kept.time, kept.how_bad, kept.who, kept.evidence) == (
        "The door fell shut.", "Cold.", date(2026, 11, 18), "about", "21:30", 6, "My aunt", True,
    )  # fmt: skip
    assert kept.signs == ("strain.frequent_rows",)
    form = browser.get(house.at_address("write_incident", name)).text
    assert "The door fell shut." in form
    assert 'value="21:30"' in form
    browser.post(house.at_address("write_incident", name), {"seen": "The window fell shut."})
    shown = browser.get(house.at_address("incident", name)).words
    assert "The window fell shut." in shown
    assert "Earlier versions" in shown
    assert "The door fell shut." in shown
    assert "Delete this incident?" in browser.get(house.at_address("delete_incident", name)).words
    assert browser.post(house.at_address("delete_incident", name)).to == house.at_address("journal")
    assert browser.get(house.at_address("incident", name)).status == 404


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"seen": " "}, "text_empty"),
        ({"time": "25:00"}, "bad_time"),
        ({"day": "2027-01-01"}, "future_date"),
        ({"day": "soon"}, "bad_date"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(
    house: House, browser: Browser, pack: Pack, fields: dict[str, str], key: str
) -> None:
    """Nothing is kept, the fault is named, and what was typed is still on the page."""
    reply = browser.post(house.at_address("write_incident"), {"seen": "The door.", "who": "My aunt", **fields})
    assert reply.status == 422
    assert pack.message(key, {}) in reply.words
    assert "My aunt" in reply.text
    assert not house.notebook.records(Incident)


@pytest.mark.parametrize("name", ["sign", "precision", "how_bad", "who", "felt"])
def test_a_value_that_cannot_be_is_refused(house: House, browser: Browser, name: str) -> None:
    """A choice nobody offered and a text beyond its limit keep nothing."""
    reply = browser.post(house.at_address("write_incident"), {"seen": "The door.", name: "felt.afraid" * 10_000})
    assert reply.status == 422
    assert not house.notebook.records(Incident)


@pytest.mark.parametrize(("precision", "day"), [("week", date(2026, 11, 16)), ("month", date(2026, 11, 1))])
def test_of_a_week_or_a_month_the_first_day_is_kept(house: House, browser: Browser, precision: str, day: date) -> None:
    """The Monday of the week, the first of the month."""
    browser.post(house.at_address("write_incident"), {"seen": "x", "day": "2026-11-18", "precision": precision})
    assert only(house)[1].day == day


@pytest.mark.parametrize(
    ("sign", "gate"), [("danger.weapon", "danger"), ("physical.pushes_grabs", "control"), ("control.isolates", None)]
)
def test_one_act_of_harm_opens_help_at_once(
    house: House, browser: Browser, pack: Pack, sign: str, gate: str | None
) -> None:
    """The words are those of My picture, with the way to help; words of strain do not make light of it."""
    reply = browser.post(house.at_address("write_incident"), {"sign": sign})
    name, _ = only(house)
    assert reply.to == house.at_address("after_harm", name)
    shown = browser.get(reply.to).words
    words = pack.method.gate[gate].title if gate else pack.method.rule["one_sign_of_control"].text
    assert words in shown
    assert pack.method.gate["distress"].title not in shown
    assert "Help now: someone to talk to" in shown
    if gate:
        assert words in browser.get(house.at_address("picture")).words
        assert "from one incident, on 20 November 2026" in browser.get(house.at_address("picture")).words


def test_words_not_kept_are_there_again(house: House, browser: Browser) -> None:
    """A draft of both texts is offered again, and one that is too long is refused."""
    address = house.at_address("incident_draft")
    assert browser.post(address, {"seen": "Half", "felt": "Cold"}).status == 204
    shown = browser.get(house.at_address("write_incident"))
    assert "These words were not kept yet." in shown.words
    assert "Cold" in shown.text
    assert browser.post(address, {"seen": "x" * 100_001}).status == 422


@pytest.mark.parametrize("words", [{"seen": "Half"}, {"felt": "Cold"}])
def test_today_says_that_something_that_happened_was_not_kept_yet(
    house: House, browser: Browser, words: dict[str, str]
) -> None:
    """Words about something that happened are offered on Today until they are kept, without a word of them."""
    said = "began to write down and have not kept yet"
    assert said not in browser.get(house.at_address("today")).words
    browser.post(house.at_address("incident_draft"), words)
    shown = browser.get(house.at_address("today"))
    assert said in shown.words
    assert not set(words.values()) & set(shown.words.split())
    browser.post(house.at_address("write_incident"), {**words, "day": "2026-11-18", "precision": "exact"})
    assert said not in browser.get(house.at_address("today")).words


def test_an_incident_that_is_not_there_is_not_there(house: House, browser: Browser) -> None:
    """An unknown incident cannot be read, changed or deleted."""
    for page in ("incident", "after_harm", "delete_incident", "write_incident"):
        assert browser.get(house.at_address(page, "0" * 32)).status == 404
    assert browser.post(house.at_address("write_incident", "0" * 32), {"seen": "x"}).status == 404
