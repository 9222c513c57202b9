"""Who can open the notebook: recovery words, the passphrase taken away, a second notebook, erasing, the openings."""

import pytest

from tests.web.house import NOW, PASSPHRASE, Browser, House
from towpath.content import Pack
from towpath.domain.records import Entry
from towpath.usecases.recovery_words import as_words
from towpath.vault import Notebook, Recovery

OTHER = "marble walnut gravel kettle meadow"


def words_on(house: House, browser: Browser, pack: Pack) -> str:
    """Put recovery words in force by way of the page, and return them as they are written down."""
    shown = browser.get(house.at_address("recovery")).words
    assert house.session.words is not None
    words = as_words(house.session.words, pack.passphrase_words)
    assert " ".join(words) in shown
    fields = {"written": "yes", "passphrase": PASSPHRASE}
    assert browser.post(house.at_address("recovery"), fields).to == house.at_address("privacy", "saved")
    return " ".join(words)


def test_recovery_words_open_the_notebook_however_they_are_typed(house: House, browser: Browser, pack: Pack) -> None:
    """On the lock page, in the field of the passphrase, with commas and capitals; wrong order is refused."""
    words = words_on(house, browser, pack)
    browser.post(house.at_address("shut"))
    lock = house.at_address("lock")
    wrong = house.browser().post(lock, {"passphrase": " ".join(reversed(words.split()))})
    other = house.browser().post(lock, {"passphrase": "wrong"})
    assert wrong.status == other.status == 403
    assert wrong.words == other.words
    opened = house.browser().post(lock, {"passphrase": words.upper().replace(" ", ",\n")})
    assert opened.to == house.at_address("today")


def test_the_same_words_are_shown_until_they_are_kept_or_left(house: House, browser: Browser) -> None:
    """Looking twice makes no new ones; after "go on without" there are others, and none is in force."""
    page = house.at_address("recovery")
    first = browser.get(page).text
    assert browser.get(page).text == first
    assert browser.post(page, {"answer": "without"}).to == house.at_address("privacy")
    assert browser.get(page).text != first
    assert not house.notebook.has_recovery


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"passphrase": PASSPHRASE}, "Write the words down first"),
        ({"written": "yes"}, "does not open the notebook"),
        ({"written": "yes", "passphrase": "wrong"}, "does not open the notebook"),
    ],
)
def test_words_are_not_in_force_before_they_are_written_down_by_who_has_the_passphrase(
    house: House, browser: Browser, fields: dict[str, str], fault: str
) -> None:
    """Each is said; the words on the page stay the same."""
    page = house.at_address("recovery")
    browser.get(page)
    before = house.session.words
    reply = browser.post(page, fields)
    assert reply.status == 422
    assert fault in reply.words
    assert house.session.words == before
    assert not house.notebook.has_recovery


def test_where_no_slot_is_free_it_is_said(house: House, browser: Browser) -> None:
    """Eight notebooks in a file leave no room for words."""
    for number in range(7):
        house.notebook.another(f"{OTHER} {number}")
    browser.get(house.at_address("recovery"))
    reply = browser.post(house.at_address("recovery"), {"written": "yes", "passphrase": PASSPHRASE})
    assert reply.status == 422
    assert not house.notebook.has_recovery


def test_words_that_were_never_shown_cannot_be_kept(house: House, browser: Browser) -> None:
    """A form that was sent without looking is answered with words to look at."""
    assert browser.post(house.at_address("recovery"), {"written": "yes", "passphrase": PASSPHRASE}).status == 422
    assert not house.notebook.has_recovery


def test_at_the_first_start_words_are_offered_and_no_passphrase_is_asked_again(new_house: House) -> None:
    """Kept or left, the choices follow; later the passphrase is asked for."""
    browser = new_house.known()
    browser.post(new_house.at_address("new"), {"passphrase": OTHER, "again": OTHER})
    page = new_house.at_address("recovery")
    assert 'name="passphrase"' not in browser.get(page).text
    assert browser.post(page, {"written": "yes"}).to == new_house.at_address("settle")
    assert new_house.notebook.has_recovery
    shown = browser.get(page).text
    assert 'name="passphrase"' in shown
    assert "stop working" in shown


def test_the_words_go_when_the_notebook_is_locked(house: House, browser: Browser) -> None:
    """Nothing of what waited stays in memory."""
    browser.get(house.at_address("recovery"))
    session = house.session
    browser.post(house.at_address("shut"))
    assert session.words is None


def test_the_passphrase_is_taken_away_and_given_anew(house: House, browser: Browser, pack: Pack) -> None:
    """Only the words open it then, and the way leads to a new passphrase, for which none is asked."""
    away = house.at_address("hand_away")
    assert "no recovery words yet" in browser.get(away).words
    words = words_on(house, browser, pack)
    assert browser.get(away).status == 200
    assert browser.post(away, {"words": words, "sure": "yes"}).to == "/"
    lock = house.at_address("lock")
    assert house.browser().post(lock, {"passphrase": PASSPHRASE}).status == 403
    back = house.browser()
    assert back.post(lock, {"passphrase": words}).to == house.at_address("passphrase")
    page = house.at_address("passphrase")
    assert 'name="old"' not in back.get(page).text
    assert back.post(page, {"passphrase": OTHER, "again": OTHER}).status == 303
    back.post(house.at_address("shut"))
    assert house.browser().post(lock, {"passphrase": OTHER}).to == house.at_address("today")


@pytest.mark.parametrize("sure", ["", "yes"])
def test_the_passphrase_is_not_taken_away_without_the_right_words_and_the_word(
    house: House, browser: Browser, pack: Pack, sure: str
) -> None:
    """The passphrase itself, other words, and words without the mark change nothing."""
    words = words_on(house, browser, pack)
    others = " ".join(as_words(Recovery(bytes(16)), pack.passphrase_words))
    for typed in (PASSPHRASE, others, "", *([] if sure else [words])):
        reply = browser.post(house.at_address("hand_away"), {"words": typed, "sure": sure})
        assert reply.status == 422
    assert house.notebook.has_passphrase


def test_a_second_notebook_opens_with_its_own_passphrase(house: House, browser: Browser) -> None:
    """It is empty, and the first one is as it was; from one to the other leads the lock page alone."""
    house.notebook.add(Entry(written=NOW, text="of the first", day=NOW.date()))
    fields = {"passphrase": OTHER, "again": OTHER}
    assert browser.get(house.at_address("another")).status == 200
    assert browser.post(house.at_address("another"), fields).to == house.at_address("privacy", "saved")
    lock = house.at_address("lock")
    second = house.browser()
    assert second.post(lock, {"passphrase": OTHER}).to == house.at_address("today")
    assert not house.notebook.records(Entry)
    assert browser.get(house.at_address("today")).to == "/"
    assert house.browser().post(lock, {"passphrase": PASSPHRASE}).to == house.at_address("today")
    assert house.notebook.records(Entry)


@pytest.mark.parametrize(
    "fields",
    [
        {"passphrase": OTHER, "again": "another one of them"},
        {"passphrase": "weak", "again": "weak"},
        {"passphrase": PASSPHRASE, "again": PASSPHRASE},
    ],
)
def test_a_second_notebook_needs_a_passphrase_that_is_strong_and_not_taken(
    house: House, browser: Browser, fields: dict[str, str]
) -> None:
    """Anything else is said to be so."""
    assert browser.post(house.at_address("another"), fields).status == 422


def test_a_notebook_is_erased_by_who_has_its_passphrase_and_says_so_twice(house: House, browser: Browser) -> None:
    """Then nothing opens any more; before that, each of the two is asked for."""
    page = house.at_address("erase")
    assert browser.get(page).status == 200
    assert "does not open" in browser.post(page, {"passphrase": "wrong", "sure": "yes"}).words
    assert "Mark that you know this" in browser.post(page, {"passphrase": PASSPHRASE}).words
    assert browser.post(page, {"passphrase": PASSPHRASE, "sure": "yes"}).to == "/"
    assert house.browser().post(house.at_address("lock"), {"passphrase": PASSPHRASE}).status == 403


def test_wrong_tries_are_told_of_and_the_list_can_be_cleared(house: House, browser: Browser) -> None:
    """On the first page after opening, and in the list; cleared, only this opening is left."""
    browser.post(house.at_address("shut"))
    lock = house.at_address("lock")
    for _ in range(2):
        assert house.browser().post(lock, {"passphrase": "wrong"}).status == 403
    again = house.browser()
    again.post(lock, {"passphrase": PASSPHRASE})
    today = again.get(house.at_address("today")).words
    assert "Opened before this on" in today
    assert "wrong passphrase 2 times" in today
    listed = again.get(house.at_address("openings")).text
    assert "2 wrong tries before" in listed
    assert listed.count("<li>") > 1
    assert again.post(house.at_address("openings")).to == house.at_address("openings")
    assert len(house.notebook.openings) == 1
    assert "Opened before" not in again.get(house.at_address("today")).words


def test_a_wrong_try_while_it_is_open_is_counted_too(house: House, browser: Browser) -> None:
    """Another browser that guesses meanwhile is told of at the next opening."""
    lock = house.at_address("lock")
    for _ in range(2):
        assert house.browser().post(lock, {"passphrase": "wrong"}).status == 403
    browser.post(house.at_address("shut"))
    assert browser.post(lock, {"passphrase": PASSPHRASE}).to == house.at_address("today")
    assert house.notebook.openings[-1].failed == 2


def test_words_that_were_shown_before_a_time_out_are_still_those_of_the_paper(new_house: House) -> None:
    """Writing by hand takes long: after the lock the same words are there, and the first start goes on."""
    browser = new_house.known()
    browser.post(new_house.at_address("new"), {"passphrase": OTHER, "again": OTHER})
    page = new_house.at_address("recovery")
    shown = browser.get(page).words
    new_house.clock.seconds += 301
    assert browser.post(page, {"written": "yes"}).to == "/"
    lock = new_house.at_address("lock")
    assert browser.post(lock, {"passphrase": OTHER}).to == page
    again = browser.get(page).words
    assert again[again.index("in this order") :] == shown[shown.index("in this order") :]
    assert browser.post(page, {"written": "yes"}).to == new_house.at_address("settle")
    assert new_house.notebook.has_recovery


def test_another_browser_is_not_shown_the_words_of_the_first(house: House, browser: Browser) -> None:
    """It opens the notebook and comes to its first page."""
    browser.get(house.at_address("recovery"))
    house.clock.seconds += 3600
    other = house.browser()
    assert other.post(house.at_address("lock"), {"passphrase": PASSPHRASE}).to == house.at_address("today")
    assert house.session.words is None


def test_where_nothing_can_be_written_the_notice_is_about_the_opening_before(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today says so; this opening is not listed, so the newest that is listed is the one before it."""
    assert "nothing you do will be kept" not in browser.get(house.at_address("today")).words
    monkeypatch.setattr(Notebook, "read_only", True)
    assert "nothing you do will be kept" in browser.get(house.at_address("today")).words
    assert "Opened before this on" in browser.get(house.at_address("today")).words
    assert "This time is not among them" in browser.get(house.at_address("openings")).words
