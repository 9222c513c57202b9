"""Space and the last message: open, told and limited where that harms nobody; else why not, and who can help."""

import re

import pytest

from tests.never_said import gendered, verdicts
from tests.readability import grade
from tests.web.house import NOW, Browser, House
from tests.web.pages.states import SITUATIONS, states
from towpath.content import Pack, load
from towpath.domain.letter import Letter
from towpath.domain.records import SignsSeen
from towpath.domain.space import Space
from towpath.method.assessment import Gate
from towpath.web.render import render
from towpath.web.security.addresses import Addresses

TODAY = NOW.date()
STATES = states(load())
GUARDED: tuple[Gate, ...] = ("control", "danger")
TOLD: tuple[Gate, ...] = ("none", "distress")
AFTER_SCREENING: tuple[Gate, ...] = ("violence_without_fear", "cannot_tell")


def answer(house: House, gate: Gate) -> None:
    """Answer the signs so that the gate is this one."""
    house.notebook.add(SignsSeen(written=NOW, answers=SITUATIONS[gate]))


def kept(house: House) -> Space:
    """Return the one space that is kept."""
    (stored,) = house.notebook.records(Space)
    assert isinstance(stored.record, Space)
    return stored.record


def test_space_is_announced_limited_and_has_a_talk(house: House, browser: Browser) -> None:
    """All of it is kept in one record, which says what is still open, and is changed in place and deleted."""
    answer(house, "distress")
    page = house.at_address("space")
    assert browser.post(page, {"contact": "Only about the children", "day": "2026-11-22"}).to == page
    assert "Still open: what you say to them, the end, the day to talk." in browser.get(page).words
    full = {"until": "2026-12-06", "talk": "2026-12-06", "text": "I need to rest", "mine": "Sleep", "theirs": "Cook"}
    browser.post(page, full)
    assert (kept(house).contact, kept(house).theirs) == ("Only about the children", "Cook")
    shown = browser.get(page)
    assert "Still open" not in shown.words
    assert "I need to rest" in shown.text
    browser.post(page, {"then": "delete"})
    assert not house.notebook.records(Space)


def test_when_the_end_has_come_it_is_said_without_a_push(house: House, browser: Browser, pack: Pack) -> None:
    """The page names what can come next, and none of it first."""
    answer(house, "distress")
    page = house.at_address("space")
    browser.post(page, {"day": "2026-11-01", "until": "2026-11-20"})
    assert pack.space.page["over"] in browser.get(page).words
    browser.post(page, {"until": "2026-11-21"})
    assert pack.space.page["over"] not in browser.get(page).words


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"day": "soon"},
        {"until": "0001-01-01"},
        {"day": "2026-12-02", "until": "2026-12-01"},
        {"day": "2026-12-02", "talk": "2026-12-01"},
        {"mine": "x" * 100_001},
    ],
)
def test_a_wrong_space_is_not_kept(house: House, browser: Browser, sent: dict[str, str]) -> None:
    """What is wrong is said, and nothing is kept."""
    assert browser.post(house.at_address("space"), sent).status == 422
    assert not house.notebook.records(Space)


@pytest.mark.parametrize("page", ["space", "last_message"])
@pytest.mark.parametrize("gate", [*GUARDED, *AFTER_SCREENING])
def test_no_words_for_them_are_offered_where_telling_could_harm(
    house: House, browser: Browser, pack: Pack, page: str, gate: Gate
) -> None:
    """No line to begin from and no field for them; the reason and the way to help stand there instead."""
    answer(house, gate)
    shown = browser.get(house.at_address(page))
    lines = [*pack.space.frame.values(), *pack.space.last_frame.values()]
    assert not [line for line in lines if line in shown.words]
    assert 'id="text"' not in shown.text
    assert 'id="talk"' not in shown.text
    assert f'href="{house.at_address("help", "")}"' in shown.text


@pytest.mark.parametrize("gate", GUARDED)
def test_with_control_or_danger_silence_is_explained(house: House, browser: Browser, pack: Pack, gate: Gate) -> None:
    """Help first, then why nothing is told; space can be planned for oneself."""
    answer(house, gate)
    space, last = (browser.get(house.at_address(page)).words for page in ("space", "last_message"))
    assert pack.method.open_why["with_help"].text in space
    assert space.index("Help now: someone to talk to") < space.index(pack.space.page["help"])
    assert last.index("Help now: someone to talk to") < last.index(pack.space.last["silence"])
    assert pack.space.page["honest"] not in space
    browser.post(house.at_address("space"), {"mine": "Sleep at Kim's", "day": "", "until": ""})
    assert "Sleep at Kim" in browser.get(house.at_address("space")).words


@pytest.mark.parametrize("gate", AFTER_SCREENING)
def test_after_a_talk_alone_says_why_and_where_to_answer(
    house: House, browser: Browser, pack: Pack, gate: Gate
) -> None:
    """Where answers leave room for fear, the reason stands there with the questions about fear."""
    answer(house, gate)
    for page in ("space", "last_message"):
        shown = browser.get(house.at_address(page))
        assert pack.method.joint_work["only_after_private_screening"].text in shown.words
        assert f'href="{house.at_address("family", "felt")}"' in shown.text


def test_words_from_before_are_neither_lost_nor_put_forward(house: House, browser: Browser) -> None:
    """When the gate has closed since, they are folded away, stay when the rest is changed, and can be deleted."""
    space, last = house.at_address("space"), house.at_address("last_message")
    answer(house, "none")
    browser.post(space, {"text": "I need to rest", "theirs": "Cook", "talk": "2026-12-01"})
    browser.post(last, {"text": "Farewell"})
    house.notebook.add(SignsSeen(written=NOW.replace(hour=21), answers=SITUATIONS["danger"]))
    for page, words in ((space, "I need to rest"), (last, "Farewell")):
        before, _, folded = browser.get(page).text.partition("<summary>What you wrote before</summary>")
        assert words not in before
        assert words in folded
    browser.post(space, {"mine": "Sleep"})
    assert (kept(house).text, kept(house).theirs, kept(house).mine) == ("I need to rest", "Cook", "Sleep")
    browser.post(last, {"then": "delete"})
    assert not house.notebook.records(Letter)


@pytest.mark.parametrize("gate", TOLD)
def test_a_last_message_is_short_kept_once_and_sent_nowhere(
    house: House, browser: Browser, pack: Pack, gate: Gate
) -> None:
    """The frame is offered, the newest words take the place of those before, and an empty message is refused."""
    answer(house, gate)
    page = house.at_address("last_message")
    assert all(line in browser.get(page).words for line in pack.space.last_frame.values())
    assert browser.post(page, {"text": ""}).status == 422
    for text in ("One", "Two"):
        assert browser.post(page, {"text": text}).to == page
    (stored,) = house.notebook.records(Letter)
    assert isinstance(stored.record, Letter)
    assert (stored.record.text, stored.record.part, stored.revision) == ("Two", "last_message", 2)


PAGES = [name for name in STATES if name.startswith(("space-", "last-message-"))]


def said(name: str) -> str:
    """Return what a person reads on a page, each part a sentence."""
    shown, frame = STATES[name]
    main = render(shown, frame, load(), Addresses(b"x")).partition("<main")[2]
    return re.sub(r"<[^>]+>", " ", re.sub(r"</(p|li|h1|h2|summary|label|button)>", ".\n", main))


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_a_tactic_or_a_verdict(name: str) -> None:
    """No way to be missed or chased, no length that is meant to work on anybody, no verdict, no gender."""
    words = said(name)
    assert not re.search(r"no contact|miss you|chase|\d+ (days|weeks)|win them|make them want", words, re.IGNORECASE)
    allowed = {"safe", "safety"} if "danger" in name or "control" in name else set()
    assert not {word.lower() for word in verdicts(words)} - allowed
    assert gendered(words) == []


@pytest.mark.parametrize("name", [name for name in PAGES if "empty" in name])
def test_a_page_can_be_read_with_eight_years_of_school(name: str) -> None:
    """The whole page, with no words of the person on it, is at most grade 8."""
    assert grade(said(name)) <= 8


@pytest.mark.parametrize("page", ["space", "last-message"])
def test_where_the_aim_is_to_make_them_react_the_honest_ways_stand_first(page: str, pack: Pack) -> None:
    """That it backfires and what can be said instead are there before any line for them; else they are not."""
    backfires, instead = (pack.method.caution[each].text for each in ("tactic_backfires", "say_the_need_instead"))
    shown = said(f"{page}-tactic")
    assert 0 < shown.index(backfires) < shown.index(instead) < shown.index("Lines to begin from")
    assert backfires not in said(f"{page}-empty-distress")
