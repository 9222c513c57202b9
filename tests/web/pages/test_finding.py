import logging
from datetime import date, timedelta

import pytest

from tests.web.house import NOW, OUR_PAGE, Browser, House
from tests.web.samples import MARKER
from towpath.domain.records import CheckIn, Entry, Incident

TODAY = NOW.date()


def ask(house: House, browser: Browser, **fields: str) -> str:
    """Look for something and return where the answer is."""
    return browser.post(house.at_address("journal"), {"answer": "find", **fields}).to


def add(house: House, text: str, days_ago: int = 0) -> str:
    """Keep an entry."""
    return house.notebook.add(Entry(written=NOW, text=text, day=TODAY - timedelta(days_ago)))


def test_words_are_found_and_shown_where_they_stand(house: House, browser: Browser) -> None:
    """The passage is shown with the word marked; what does not hold it is not shown."""
    add(house, "On the way a Héron stood <there>.")
    add(house, "Nothing of that kind.", 1)
    page = browser.get(ask(house, browser, words="heron"))
    assert "Found: 1" in page.words
    assert "On the way a <mark>Héron</mark> stood &lt;there&gt;." in page.text
    assert "Nothing of that kind" not in page.words
    assert 'value="heron"' in page.text
    assert "Nothing was found" in browser.get(ask(house, browser, words="crane")).words


def test_everything_is_shown_again(house: House, browser: Browser) -> None:
    """A question without anything in it, and the button, lead back to the whole journal."""
    add(house, "words")
    whole = house.at_address("journal")
    assert ask(house, browser, words="  ") == whole
    assert browser.post(whole, {"answer": "all", "words": "words"}).to == whole


def test_what_is_found_is_paged(house: House, browser: Browser) -> None:
    """The pages of an answer stay with their question, and two questions do not mix."""
    for each in range(45):
        add(house, f"{'heron' if each % 2 else 'crane'} {each}.", each)
    herons, cranes = ask(house, browser, words="heron"), ask(house, browser, words="crane")
    first = browser.get(herons).words
    assert "Page 1 of 2" in first
    assert browser.get(cranes).words.count("crane ") == 20
    second = browser.get(house.at_address("journal", "1.2")).words
    assert "Page 2 of 2" in second
    assert second.count("heron ") == 2


def test_the_list_is_narrowed_without_words(house: House, browser: Browser) -> None:
    """By kind, by days, by the mark and by a sign that an incident names."""
    add(house, "words")
    house.notebook.add(CheckIn(written=NOW, day=date(2026, 10, 1), answers={"respected": 7}))
    for fields in ({"kind": "check_in"}, {"first": "2026-09-01", "last": "2026-10-01"}):
        page = browser.get(ask(house, browser, **fields)).words
        assert ("1 answer" in page, "Found: 1" in page) == (True, True)
    assert "Nothing was found" in browser.get(ask(house, browser, evidence="yes")).words
    house.notebook.add(Incident(written=NOW, day=TODAY, seen="marked", evidence=True, signs=("control.isolates",)))
    for fields in ({"kind": "incident"}, {"evidence": "yes"}, {"sign": "control.isolates"}):
        page = browser.get(ask(house, browser, **fields)).words
        assert ("marked" in page, "Found: 1" in page, "kept as evidence" in page) == (True, True, True)
    none = browser.get(ask(house, browser, first="2026-11-01", last="2026-11-19")).words
    assert "Nothing was found" in none


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": "x" * 201}, "longer than 200 characters"),
        ({"first": "never"}, "could not be read as a date"),
        ({"last": "2026-11-21"}, "has not come yet"),
        ({"first": "2026-11-02", "last": "2026-11-01"}, "first day is after the last"),
        ({"kind": "draft"}, "not one of the choices"),
        ({"sign": "felt.stuck"}, "not one of the choices"),
    ],
)
def test_a_question_that_cannot_be_asked_is_said_to_be_so(
    house: House, browser: Browser, fields: dict[str, str], said: str
) -> None:
    """The page says what is wrong, keeps what can be changed, and shows the whole journal."""
    add(house, "An evening.")
    reply = browser.post(house.at_address("journal"), {"answer": "find", **fields})
    assert (reply.status, said in reply.words) == (422, True)
    assert "An evening." in reply.words


def test_what_is_looked_for_is_in_no_address_title_or_log(
    house: House, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    """The words travel in the body of a POST, and every answer to it is a redirect to an address that tells nothing."""
    add(house, "words")
    with caplog.at_level(logging.DEBUG):
        reply = browser.post(house.at_address("journal"), {"answer": "find", "words": MARKER})
        assert reply.status == 303
        assert MARKER not in str(reply.headers)
        page = browser.get(reply.to)
    assert MARKER not in caplog.text
    assert "<title>Notes</title>" in page.text
    assert page.text.count(MARKER) == 1
    by_form = {**OUR_PAGE, "sec-fetch-mode": "navigate"}
    fields = {"words": MARKER, "kind": "draft", "token": house.session.token}
    assert browser.post(house.at_address("journal"), fields, by_form).to == house.at_address("journal")


def test_what_was_looked_for_is_forgotten_at_the_lock(house: House, browser: Browser) -> None:
    """After the notebook was locked and opened again, the address of an answer shows the whole journal."""
    add(house, "words")
    address, session = ask(house, browser, words=MARKER), house.session
    browser.get(address)
    assert session.finding._folded
    house.parts.room.leave()
    assert session.finding._folded == {}
    assert session.finding.asked("1") is None
    page = house.opened().get(address)
    assert MARKER not in page.text
    assert "Found" not in page.words


def test_a_question_without_the_passphrase_goes_nowhere(house: House) -> None:
    """A stranger's question is not remembered."""
    assert ask(house, house.known(), words=MARKER) == "/"


def test_what_was_written_later_is_marked(house: House, browser: Browser) -> None:
    """In the list and on its page an entry says that it was written after the day it tells of."""
    entry = add(house, "words", 3)
    assert "written on 20 November 2026" in browser.get(house.at_address("journal")).words
    assert "later than the day it tells of" in browser.get(house.at_address("entry", entry)).words


def test_a_check_in_is_read_and_deleted(house: House, browser: Browser) -> None:
    """Its questions and numbers are shown; once deleted it is gone."""
    name = house.notebook.add(CheckIn(written=NOW, day=date(2026, 11, 18), answers={"respected": 7}))
    assert "1 answer" in browser.get(house.at_address("journal")).words
    page = browser.get(house.at_address("asked", name)).words
    assert "7 of 10" in page
    assert "written on 20 November 2026" in page
    assert browser.post(house.at_address("asked", name)).to == house.at_address("journal")
    assert browser.get(house.at_address("asked", name)).status == 404
    assert browser.post(house.at_address("asked", name)).status == 404
