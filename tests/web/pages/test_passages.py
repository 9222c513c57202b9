"""Passages: rules point, the person says what it is, and only that counts; nothing is said of anyone."""

import re

import pytest

from tests.web.house import NOW, Browser, House
from tests.web.pages.test_messages import SAID, bring
from towpath.content import Pack
from towpath.domain.records import Entry, Incident
from towpath.domain.verdicts import Verdicts
from towpath.text.rates import rates
from towpath.usecases import chats, passages

CHAT = b"""13/12/2024, 21:05 - Ana: hi there
13/12/2024, 21:06 - Bo: You are so pathetic.
13/12/2024, 21:07 - Ana: you are worthless
13/12/2024, 21:08 - Bo: I'm going to kill you.
13/12/2024, 21:09 - Ana: I am asleep
13/12/2024, 21:10 - Bo: You stupid cow, answer
"""


@pytest.fixture
def chat(house: House, browser: Browser) -> str:
    """Keep a chat in which the person is Ana, and return its id."""
    bring(house, browser, CHAT)
    browser.post(house.at_address("brought_chat"), SAID)
    ((name, _),) = chats.kept(house.notebook)
    return name


def verdicts(house: House) -> Verdicts:
    """Return what was said."""
    found = passages.verdicts(house.notebook.records(Verdicts))
    return found[1] if found else Verdicts(written=NOW)


def test_signs_are_named_danger_first_with_help_and_without_a_tally(
    house: House, browser: Browser, pack: Pack, chat: str
) -> None:
    """The page says how often rules are wrong, reads both alike, and counts nothing."""
    shown = browser.get(house.at_address("passages", chat)).words
    assert pack.passages.page["errors"] in shown
    assert pack.passages.page["danger"] in shown
    kill, insult = (pack.signs[sign].question for sign in ("danger.threat_to_kill", "disrespect.insults"))
    assert shown.index(kill) < shown.index(insult)
    assert "pathetic" not in shown
    listed = browser.get(house.at_address("passages", f"{chat}|en|disrespect.insults"))
    assert listed.text.count("<mark>") == 3
    measured = rates("en")
    assert f"insults.said: {measured.chat['insults.said']} of {measured.lines} lines by strangers" in listed.words
    assert "<mark>You are so pathetic</mark>" in listed.text
    assert "hi there" in listed.words
    assert "I am asleep" in listed.words
    assert pack.passages.page["own"] in listed.words


def test_the_person_confirms_rejects_and_leaves_open(house: House, browser: Browser, pack: Pack, chat: str) -> None:
    """What was said is kept and can be taken back; a passage that is not there is not."""
    page = house.at_address("passages", f"{chat}|en|disrespect.insults")
    key = f"{chat}:2:insults.said"
    assert browser.post(page, {"say": f"confirm {key}"}).to == page
    assert verdicts(house).said == {key: "confirmed"}
    assert pack.passages.verdict["confirmed"] in browser.get(page).words
    browser.post(page, {"say": f"reject {key}"})
    assert verdicts(house).said == {key: "rejected"}
    browser.post(page, {"say": f"open {key}"})
    assert verdicts(house).said == {}
    assert browser.post(page, {"say": f"confirm {chat}:99:insults.said"}).status == 404
    assert house.notebook.records(Incident) == ()


def test_a_passage_is_put_in_the_journal_with_its_words_and_the_sum_of_the_file(
    house: House, browser: Browser, chat: str
) -> None:
    """As evidence, on the day and at the time of the message, by its sign; the person's own words are never put so."""
    page = house.at_address("passages", f"{chat}|en|danger.threat_to_kill")
    reply = browser.post(page, {"say": f"journal {chat}:4:threat_to_kill.said"})
    ((stored),) = house.notebook.records(Incident)
    record = stored.record
    assert isinstance(record, Incident)
    assert reply.to == house.at_address("incident", stored.id)
    ((_, kept),) = chats.kept(house.notebook)
    assert "I'm going to kill you." in record.seen
    assert kept.sha256 in record.seen
    assert (str(record.day), record.time, record.signs, record.evidence) == (
        "2024-12-13",
        "21:08",
        ("danger.threat_to_kill",),
        True,
    )
    browser.post(page, {"say": f"journal {chat}:3:insults.said"})
    assert len(house.notebook.records(Incident)) == 1


def test_a_rule_can_be_silent_in_this_notebook_and_be_seen_again(house: House, browser: Browser, chat: str) -> None:
    """What it points at is gone from the page, and comes back."""
    page = house.at_address("passages", f"{chat}|en|disrespect.insults")
    browser.post(page, {"say": "mute insults.said"})
    assert "<mark>" not in browser.get(page).text
    assert "Show again: insults.said" in browser.get(page).words
    browser.post(page, {"say": "unmute insults.said"})
    assert browser.get(page).text.count("<mark>") == 3
    assert verdicts(house).muted == ()


def test_another_language_another_chat_and_nonsense(house: House, browser: Browser, pack: Pack, chat: str) -> None:
    """In Spanish these words mean nothing; what is not there is not there."""
    assert pack.passages.page["none"] in browser.get(house.at_address("passages", f"{chat}|es|")).words
    assert browser.get(house.at_address("passages", f"{chat}|xx|")).status == 404
    assert browser.get(house.at_address("passages", "no such chat")).status == 404
    shown = browser.get(house.at_address("passages", f"{chat}|en|no.such")).text
    assert "<mark>" not in shown


def test_an_entry_is_read_only_when_asked_and_nothing_is_kept(house: House, browser: Browser, pack: Pack) -> None:
    """The entry itself is plain; read with me, its words are marked, and danger leads to help."""
    text = "We sat. He put his hands around my neck. <b>Then</b> he called me stupid again."
    name = house.notebook.add(Entry(written=NOW, day=NOW.date(), text=text))
    before = len(house.notebook.records())
    assert "<mark>" not in browser.get(house.at_address("entry", name)).text
    shown = browser.get(house.at_address("with_me", name))
    assert re.findall("<mark>(.*?)</mark>", shown.text) == ["He put his hands around my neck", "he called me stupid"]
    assert "&lt;b&gt;Then" in shown.text
    assert pack.passages.page["danger"] in shown.words
    assert pack.signs["danger.strangled"].question in shown.words
    assert len(house.notebook.records()) == before
    assert browser.get(house.at_address("with_me", "nothing")).status == 404
    plain = house.notebook.add(Entry(written=NOW, day=NOW.date(), text="A calm day."))
    assert pack.passages.page["none"] in browser.get(house.at_address("with_me", plain)).words
