from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.web.house import NOW, PASSPHRASE, Browser, House
from towpath.content import Pack
from towpath.domain.records import CheckIn, Circumstances, Draft, Entry, Preferences, SignsSeen
from towpath.domain.situation import SignAnswer
from towpath.web.pages.notice import ORDER
from towpath.web.pages.today import _next

TODAY = NOW.date()
STRONG = "abacus zebra lantern quarry violet"


def drafts(house: House) -> list[str]:
    """Return the words in the notebook that are not kept yet."""
    return [one.record.text for one in house.notebook.records() if isinstance(one.record, Draft) and one.record.text]


# writing


def test_an_entry_is_written_read_changed_and_deleted(house: House, browser: Browser) -> None:
    """The way of an entry from the first word to its end."""
    page = browser.post(house.at_address("write"), {"text": "First words", "day": "2026-11-18"}).to
    assert "First words" in browser.get(page).words
    assert "18 November 2026" in browser.get(house.at_address("journal")).words
    (entry,) = [one.id for one in house.notebook.records()]
    assert "First words" in browser.get(house.at_address("write", entry)).text
    assert browser.post(house.at_address("write", entry), {"text": "Other words", "day": "2026-11-18"}).to == page
    said = browser.get(page).words
    assert "Other words" in said
    assert "Earlier versions" in said
    assert "Delete this entry?" in browser.get(house.at_address("delete", entry)).words
    assert browser.post(house.at_address("delete", entry)).to == house.at_address("journal")
    assert "Nothing is written here yet" in browser.get(house.at_address("journal")).words
    assert house.kept() == {}


def test_words_that_are_too_long_stay_on_the_page(house: House, browser: Browser) -> None:
    """100,000 characters are kept; with one more, the page says so and still holds every one of them."""
    words = "a" * 99_990 + "the end &lt;"[:11]
    reply = browser.post(house.at_address("write"), {"text": words, "day": "2026-11-18"})
    assert reply.status == 422
    assert "longer than 100,000 characters" in reply.words
    assert words.replace("&", "&amp;") in reply.text
    assert 'value="2026-11-18"' in reply.text
    assert house.kept() == {}
    assert browser.post(house.at_address("write"), {"text": words[:-1], "day": ""}).status == 303


@pytest.mark.parametrize(
    ("day", "said"), [("2026-11-21", "has not come yet"), ("never", "could not be read as a date")]
)
def test_words_with_a_wrong_day_stay_on_the_page(house: House, browser: Browser, day: str, said: str) -> None:
    """A day that is none, or not yet, is said to be so, beside the words."""
    reply = browser.post(house.at_address("write"), {"text": "my words", "day": day})
    assert reply.status == 422
    assert said in reply.words
    assert "my words</textarea>" in reply.text
    assert house.kept() == {}


def test_a_draft_is_kept_without_a_word_and_offered_again(house: House, browser: Browser) -> None:
    """What is typed is kept every few seconds, offered on the way back, and gone once it is an entry."""
    reply = browser.post(house.at_address("draft"), {"text": "half a thought", "day": "2026-11-18"})
    assert (reply.status, reply.body) == (204, b"")
    assert "words you have not kept yet" in browser.get(house.at_address("today")).words
    page = browser.get(house.at_address("write"))
    assert "half a thought</textarea>" in page.text
    assert 'value="2026-11-18"' in page.text
    browser.post(house.at_address("write"), {"text": "half a thought, whole", "day": "2026-11-18"})
    assert drafts(house) == []


def test_a_draft_that_is_too_long_is_refused(house: House, browser: Browser) -> None:
    """A draft over the limit is answered by 422 without words; the one before stays."""
    browser.post(house.at_address("draft"), {"text": "before"})
    reply = browser.post(house.at_address("draft"), {"text": "x" * 100_001})
    assert (reply.status, reply.body) == (422, b"")
    assert drafts(house) == ["before"]


def test_deleting_an_entry_deletes_the_words_that_were_not_kept_of_it(house: House, browser: Browser) -> None:
    """After an entry is deleted, no draft of it is left in the notebook."""
    browser.post(house.at_address("write"), {"text": "kept words"})
    (entry,) = [one.id for one in house.notebook.records()]
    browser.post(house.at_address("draft", entry), {"text": "kept words, changed"})
    browser.post(house.at_address("delete", entry))
    assert drafts(house) == []
    assert browser.get(house.at_address("write", entry)).status == 404


def test_deleting_an_entry_leaves_the_draft_of_a_new_one(house: House, browser: Browser) -> None:
    """Words for another entry are not deleted with it."""
    browser.post(house.at_address("write"), {"text": "kept words"})
    (entry,) = [one.id for one in house.notebook.records()]
    browser.post(house.at_address("draft"), {"text": "a new one"})
    browser.post(house.at_address("delete", entry))
    assert drafts(house) == ["a new one"]


@pytest.mark.parametrize("number", ["1", "2", "3", "99"])
def test_the_journal_is_shown_page_by_page(house: House, browser: Browser, number: str) -> None:
    """Pages of twenty, and a number beyond the last shows the last."""
    for each in range(45):
        house.notebook.add(Entry(written=NOW + timedelta(seconds=each), text=f"entry-{each}.", day=TODAY))
    said = browser.get(house.at_address("journal", f".{number}")).words
    assert f"Page {min(int(number), 3)} of 3" in said
    assert said.count("entry-") == (5 if number in {"3", "99"} else 20)


# check-in, signs, about us


def test_a_check_in_is_kept_with_its_day(house: House, browser: Browser) -> None:
    """What was answered is kept, what was skipped is not, and the page says that it was kept."""
    to = browser.post(
        house.at_address("check_in"), {"respected": "10", "energy": "0", "close": "", "day": "2026-11-17"}
    ).to
    assert "Kept." in browser.get(to).words
    (record,) = [one.record for one in house.notebook.records()]
    assert record == CheckIn(written=NOW, day=date(2026, 11, 17), answers={"respected": 10, "energy": 0})
    assert "Last on 17 November 2026" in browser.get(house.at_address("check_in")).words


@pytest.mark.parametrize(
    "fields", [{}, {"respected": "11"}, {"respected": "5", "day": "2026-12-01"}, {"respected": "x" * 100_000}]
)
def test_a_wrong_check_in_keeps_nothing(house: House, browser: Browser, fields: dict[str, str]) -> None:
    """Nothing answered, no choice, or a future day is said to be so."""
    reply = browser.post(house.at_address("check_in"), fields)
    assert reply.status == 422
    assert "Please look at this again" in reply.words
    assert len(reply.body) < 50_000
    assert house.kept() == {}


def test_a_check_in_is_changed_and_the_version_before_stays(house: House, browser: Browser) -> None:
    """The answers stand there to be changed; both versions are shown, the old one with its day."""
    name = house.notebook.add(CheckIn(written=NOW, day=date(2026, 11, 17), answers={"respected": 3}))
    asked = browser.get(house.at_address("check_in", name)).text
    assert 'name="respected" value="3" checked' in asked
    assert 'value="2026-11-17"' in asked
    wrong = browser.post(house.at_address("check_in", name), {"day": "2026-11-16"})
    assert wrong.status == 422
    reply = browser.post(house.at_address("check_in", name), {"respected": "5", "day": "2026-11-16"})
    assert reply.to == house.at_address("asked", name)
    (stored,) = house.notebook.records(CheckIn)
    assert (stored.revision, stored.record) == (
        2,
        CheckIn(written=NOW, day=date(2026, 11, 16), answers={"respected": 5}),
    )
    shown = browser.get(reply.to).words
    assert "16 November 2026" in shown
    assert "Earlier versions" in shown
    assert "17 November 2026" in shown


def test_a_check_in_that_is_not_there_cannot_be_changed(house: House, browser: Browser) -> None:
    """It was deleted, or is something else."""
    other = house.notebook.add(Entry(written=NOW, text="x", day=date(2026, 11, 17)))
    for name in ("0" * 32, other):
        assert browser.get(house.at_address("check_in", name)).status == 404
        assert browser.post(house.at_address("check_in", name), {"respected": "5"}).status == 404
    assert set(house.kept()) == {(other, 1)}


def test_the_signs_lead_from_family_to_family_and_to_the_picture(house: House, browser: Browser) -> None:
    """Each family leads to the next, the last to the picture, and "stop here" to the list."""
    for here, following in zip(ORDER, [*ORDER[1:], ""], strict=True):
        expected = house.at_address("family", following) if following else house.at_address("picture")
        assert browser.post(house.at_address("family", here), {}).to == expected
        assert browser.post(house.at_address("family", here), {"then": "later"}).to == house.at_address("signs")
    assert house.kept() == {}


def test_a_wrong_answer_to_a_sign_keeps_nothing_and_shows_the_others(house: House, browser: Browser) -> None:
    """What is not a choice is said to be so, and the answers beside it are still chosen."""
    fields = {"o.felt.afraid": "x" * 100_000, "o.felt.stuck": "often"}
    reply = browser.post(house.at_address("family", "felt"), fields)
    assert reply.status == 422
    assert 'name="o.felt.stuck" value="often" checked' in reply.text
    assert len(reply.body) < 100_000
    assert house.kept() == {}


@pytest.mark.parametrize("self_harm", ["thoughts", "plan"])
def test_thoughts_of_self_harm_open_the_crisis_page_at_once(house: House, browser: Browser, self_harm: str) -> None:
    """Saying yes leads to who to call now, and what was said is kept."""
    assert browser.post(house.at_address("about_us"), {"self_harm": self_harm}).to == house.at_address("crisis")
    (record,) = [one.record for one in house.notebook.records()]
    assert isinstance(record, Circumstances)
    assert record.self_harm == self_harm


def test_what_is_said_about_us_is_filled_in_next_time(house: House, browser: Browser) -> None:
    """The page shows what was said, so that it can be changed; an unknown answer keeps nothing."""
    to = browser.post(house.at_address("about_us"), {"together": "apart", "children": "no", "support": "friend"}).to
    text = browser.get(to).text
    for chosen in (
        'name="together" value="apart" checked',
        'name="children" value="no" checked',
        'value="friend" checked',
    ):
        assert chosen in text
    before = house.kept()
    reply = browser.post(house.at_address("about_us"), {"together": "x" * 100_000})
    assert reply.status == 422
    assert len(reply.body) < 50_000
    assert house.kept() == before


# today


@pytest.mark.parametrize(
    ("answered", "days_ago", "step"),
    [
        (0, None, "signs"),
        (0, 0, "signs"),
        (1, None, "check_in"),
        (1, 3, "check_in"),
        (1, 2, "picture"),
        (9, 0, "picture"),
    ],
)
def test_today_names_one_next_step(answered: int, days_ago: int | None, step: str) -> None:
    """Signs first, a check-in every three days, else the picture."""
    checked = None if days_ago is None else TODAY - timedelta(days=days_ago)
    assert _next(answered, checked, TODAY) == step


def test_today_follows_what_was_done(house: House, browser: Browser) -> None:
    """The page offers the step that fits what is in the notebook."""
    assert "Begin with how it feels" in browser.get(house.at_address("today")).words
    house.notebook.add(SignsSeen(written=NOW, answers=(SignAnswer(id="felt.stuck", how_often="once"),)))
    assert "A short check-in takes under a minute" in browser.get(house.at_address("today")).words
    house.notebook.add(CheckIn(written=NOW, day=TODAY, answers={"energy": 5}))
    assert "You have checked in lately" in browser.get(house.at_address("today")).words


# privacy


def test_choices_are_kept_and_hold_at_once(house: House, browser: Browser) -> None:
    """Exit page, idle time and country are kept in place of the choices before."""
    for minutes in ("15", "1"):
        fields = {"exit_page": "https://example.org/", "idle_minutes": minutes, "country": "GB"}
        to = browser.post(house.at_address("privacy"), fields).to
    assert "Kept." in browser.get(to).words
    (record,) = [one.record for one in house.notebook.records()]
    assert record == Preferences(written=NOW, exit_page="https://example.org/", idle_minutes=1, country="GB")
    assert house.session.idle_seconds == 60
    assert str(house.parts.settings.notebook) in browser.get(house.at_address("privacy")).text


def test_a_folder_that_a_service_copies_is_told_before_and_after(tmp_path: Path, pack: Pack) -> None:
    """The page that makes the notebook and the page on privacy say it, in the same words; elsewhere nothing is said."""
    (tmp_path / "cloud" / ".dropbox.cache").mkdir(parents=True)
    for folder, times in (("cloud", 1), ("plain", 0)):
        house = House.at(tmp_path / folder / "notes.db", pack)
        browser = house.known()
        assert browser.get(house.at_address("new")).words.count("copied by Dropbox") == times
        browser.post(house.at_address("new"), {"passphrase": STRONG, "again": STRONG})
        assert browser.get(house.at_address("privacy")).words.count("copied by Dropbox") == times
        house.parts.room.leave()


def test_wrong_choices_keep_nothing(house: House, browser: Browser) -> None:
    """Each wrong choice is said to be so, and what was typed is still there."""
    fields = {"exit_page": "not a page", "idle_minutes": "60", "country": "XX"}
    reply = browser.post(house.at_address("privacy"), fields)
    assert reply.status == 422
    assert reply.text.count('class="fault"') == 3
    assert 'value="not a page"' in reply.text
    assert house.kept() == {}
    assert house.session.idle_seconds == 300


def test_the_passphrase_is_changed(house: House, browser: Browser) -> None:
    """The new one opens the notebook, the old one does not."""
    fields = {"old": PASSPHRASE, "passphrase": STRONG, "again": STRONG}
    assert browser.post(house.at_address("passphrase"), fields).to == house.at_address("privacy", "saved")
    browser.post(house.at_address("shut"))
    assert browser.post(house.at_address("lock"), {"passphrase": PASSPHRASE}).status == 403
    assert browser.post(house.at_address("lock"), {"passphrase": STRONG}).status == 303


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"old": "wrong", "passphrase": STRONG, "again": STRONG}, "old"),
        ({"old": PASSPHRASE, "passphrase": STRONG, "again": "other"}, "again"),
        ({"old": PASSPHRASE, "passphrase": "weak", "again": "weak"}, "passphrase"),
        ({"old": PASSPHRASE, "passphrase": STRONG + "\0", "again": STRONG + "\0"}, "passphrase"),
        ({}, "passphrase"),
    ],
)
def test_a_passphrase_that_cannot_be_changed_stays(
    house: House, browser: Browser, fields: dict[str, str], name: str
) -> None:
    """The fault is told at its field, no passphrase is on the page, and the old one still opens the notebook."""
    reply = browser.post(house.at_address("passphrase"), fields)
    assert reply.status == 422
    assert f'id="{name}-fault"' in reply.text
    assert STRONG not in reply.text
    assert PASSPHRASE not in reply.text
    assert house.notebook.accepts(PASSPHRASE)


@pytest.mark.parametrize("living", ["", "live_together", "leaving", "apart"])
def test_how_the_two_live_sets_how_soon_it_locks(house: House, browser: Browser, living: str) -> None:
    """Two minutes where the other is near, five else; nothing said is nothing kept."""
    assert browser.post(house.at_address("settle"), {"exit_page": "example.org", "living": living}).status == 303
    assert house.session.idle_seconds == (120 if living in {"live_together", "leaving"} else 300)
    said = [one.record for one in house.notebook.records() if isinstance(one.record, Circumstances)]
    assert len(said) == bool(living)


def test_an_unknown_way_of_living_is_refused(house: House, browser: Browser) -> None:
    """What is not a choice keeps nothing."""
    reply = browser.post(house.at_address("settle"), {"exit_page": "example.org", "living": "x" * 100_000})
    assert reply.status == 422
    assert len(reply.body) < 50_000
    assert house.kept() == {}
