"""Whole ways of a person through the program, each with and without scripts."""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.e2e import notebooks
from tests.e2e.conftest import Serve, SitDown, Start
from tests.e2e.notebooks import EXIT_PAGE, GATES, PASSPHRASE
from tests.e2e.person import LEAVE, PACK, PNG, Person
from tests.e2e.program import Home
from tests.e2e.states import HARSH
from towpath.domain.records import CheckIn, Entry, Record
from towpath.web.pages.help_now import KINDS
from towpath.web.work import Work

pytestmark = pytest.mark.browser

WEST: Final = "Etc/GMT+12"
EAST: Final = "Etc/GMT-14"
"""Twenty-six hours ahead of the other: what is started here is started on a later day."""
COUPLES_COUNTRY: Final = next(
    code for code in PACK.help_facts.countries if any(line.kind == "couples" for line in PACK.help_lines(code))
)
COUPLES: Final = "For couples"
SECOND: Final = "marble walnut gravel kettle meadow"


def opened(serve: Serve, sit_down: SitDown, *records: Record, scripts: bool) -> Person:
    """Sit down in front of an open notebook that holds these records."""
    person = sit_down(scripts=scripts)
    person.open(serve(*records).address)
    person.unlock()
    return person


def test_all_that_was_written_is_there_the_next_day(start: Start, sit_down: SitDown, *, scripts: bool) -> None:
    """From the first start to the next day in a new process: nothing is lost and nothing is asked twice."""
    program, person = start(zone=WEST), sit_down(scripts=scripts)
    person.open(program.address)
    person.make_notebook()
    person.settle(EXIT_PAGE, living="leaving", country="GB")
    person.check_in(7)
    person.sees_kept()
    person.notice("felt", {"felt.afraid": "often", "felt.lonely": "never"})
    person.write("First line.\n\nA third line, after an empty one.")
    person.go("picture")
    expect(person.page.get_by_role("heading", name=PACK.method.gate["control"].title)).to_be_visible()
    person.lock()
    program.stop()

    person.open(start(zone=EAST).address)
    person.unlock()
    person.go("check_in")
    expect(person.page.get_by_text("Last on")).to_be_visible()
    assert person.page.locator("main input:checked").count() == 0
    person.go_family("felt")
    expect(person.page.locator('input[name="o.felt.afraid"][value=often]')).to_be_checked()
    expect(person.page.locator('input[name="o.felt.lonely"][value=never]')).to_be_checked()
    person.go("picture")
    expect(person.page.get_by_role("heading", name=PACK.method.gate["control"].title)).to_be_visible()
    person.go("about_us")
    expect(person.page.locator("input[name=together][value=leaving]")).to_be_checked()
    person.go("privacy")
    expect(person.page.locator("#exit_page")).to_have_value(EXIT_PAGE)
    expect(person.page.locator("#country")).to_have_value("GB")
    person.go("journal")
    person.page.locator(".entries li", has_text="Entry").get_by_role("link").click()
    person.sees_entry("First line.\n\nA third line, after an empty one.")


def test_a_new_passphrase_that_is_weak_or_mistyped_makes_no_notebook(
    start: Start, sit_down: SitDown, home: Home, *, scripts: bool
) -> None:
    """A weak passphrase and one typed differently are refused in words, and no file is made."""
    person = sit_down(scripts=scripts)
    person.open(start().address)
    person.sees("welcome")
    person.link("Next: how to leave in a hurry").click()
    person.link("Next: your passphrase").click()
    for passphrase, again, fault in [
        ("abc", "abc", "passphrase_weak"),
        (PASSPHRASE, "orbit", "passphrase_differs"),
    ]:
        person.sees("new")
        person.page.fill("#passphrase", passphrase)
        person.page.fill("#again", again)
        person.button("Make the notebook").click()
        person.sees_fault(fault)
    assert not home.notebook.exists()


def test_the_way_out_can_be_tried_before_there_is_a_notebook(start: Start, sit_down: SitDown, *, scripts: bool) -> None:
    """After a try at the first start, the same browser goes on where it was."""
    program, person = start(), sit_down(scripts=scripts)
    person.open(program.address)
    person.link("Next: how to leave in a hurry").click()
    person.sees("try_exit")
    person.leave()
    person.open(program.origin)
    person.make_notebook()


def test_a_changed_entry_shows_its_earlier_version(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """The new words are the entry; the old ones are behind "Earlier versions"."""
    person = opened(serve, sit_down, notebooks.entry("As it was."), scripts=scripts)
    person.go("journal")
    person.page.locator(".entries a").click()
    person.link("Change").click()
    person.sees("change")
    expect(person.page.locator("#text")).to_have_value("As it was.")
    person.page.fill("#text", "As it is.")
    person.button("Keep").click()
    person.sees_entry("As it is.")
    person.page.locator("details summary").click()
    expect(person.page.get_by_text("As it was.", exact=True)).to_be_visible()
    person.go("journal")
    expect(person.page.locator(".entries")).to_contain_text("changed")


def test_a_deleted_entry_is_gone_and_the_others_stay(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """One question first; then the entry is on no page, and its address leads nowhere."""
    stay, go = notebooks.entry("This one stays."), notebooks.entry("This one goes.", notebooks.ago(3))
    person = opened(serve, sit_down, stay, go, scripts=scripts)
    person.go("journal")
    person.page.locator(".entries a").nth(1).click()
    person.sees_entry("This one goes.")
    address = person.page.url
    person.link("Delete").click()
    person.sees("delete")
    person.button("Delete").click()
    person.sees("journal")
    expect(person.page.locator(".entries li")).to_have_count(1)
    assert "This one stays." in person.text
    person.open(address)
    person.sees("not_there")


def test_the_new_passphrase_opens_and_the_old_one_does_not(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """After a change the old passphrase is refused, and the words are there under the new one."""
    person = opened(serve, sit_down, notebooks.entry("Still here."), scripts=scripts)
    person.go("privacy")
    person.link("Change the passphrase").click()
    person.sees("passphrase")
    new = person.page.locator(".words").inner_text()
    for old, fault in [("not this one", "cannot_open"), (PASSPHRASE, "")]:
        for name, words in [("old", old), ("passphrase", new), ("again", new)]:
            person.page.fill(f"#{name}", words)
        person.button("Change").click()
        if fault:
            person.sees_fault(fault)
    person.sees("privacy")
    person.sees_kept()
    person.lock()
    person.type_passphrase(PASSPHRASE)
    person.sees_fault("cannot_open")
    person.unlock(new)
    person.go("journal")
    assert "Still here." in person.text


def test_a_check_in_about_an_earlier_day_is_kept_for_that_day(
    serve: Serve, sit_down: SitDown, home: Home, *, scripts: bool
) -> None:
    """What is told about another day counts for that day, and today is still open."""
    person = opened(serve, sit_down, notebooks.signs(GATES["none"]), scripts=scripts)
    day = notebooks.today() - timedelta(days=9)
    person.check_in(3, day.isoformat())
    person.sees_kept()
    expect(person.page.get_by_text(f"Last on {day.day} {day:%B} {day.year}")).to_be_visible()
    person.go("today")
    expect(person.link("Check in")).to_be_visible()
    person.lock()
    kept = [record for record in notebooks.contents(home.notebook) if isinstance(record, CheckIn)]
    assert [(record.day, set(record.answers.values())) for record in kept] == [(day, {3})]


def test_an_empty_check_in_is_asked_again_and_not_kept(
    serve: Serve, sit_down: SitDown, home: Home, *, scripts: bool
) -> None:
    """A check-in without an answer says so; nothing is kept."""
    person = opened(serve, sit_down, scripts=scripts)
    person.go("check_in")
    person.button("Keep").click()
    person.sees_fault("nothing_answered")
    person.lock()
    assert not any(isinstance(record, CheckIn) for record in notebooks.contents(home.notebook))


def test_help_is_there_by_country_without_unlocking(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """Before any passphrase a person finds who to call; lines for couples are not among them."""
    person = sit_down(scripts=scripts)
    person.open(serve().address)
    person.sees("lock")
    person.go("help")
    for country in ("GB", "DE", COUPLES_COUNTRY):
        person.choose_country(country)
        lines = [line.name for kind in KINDS[:-1] for line in PACK.help_lines(country) if line.kind == kind]
        expect(person.page.locator(".line h3")).to_have_text(lines)
        assert COUPLES not in person.text
    expect(person.button(LEAVE)).to_be_visible()


@pytest.mark.parametrize(("said", "country"), [("thoughts", ""), ("plan", "GB")])
def test_thoughts_of_self_harm_open_the_crisis_page_at_once(
    serve: Serve, sit_down: SitDown, said: str, country: str, *, scripts: bool
) -> None:
    """The next page is the crisis page, with who to call or the choice of a country."""
    person = sit_down(scripts=scripts)
    person.open(serve(notebooks.preferences(country)).address)
    person.unlock()
    person.say_about_us(self_harm=said)
    person.sees("crisis")
    if not country:
        person.choose_country("GB")
        person.sees("help")
    numbers = [line.phone for line in PACK.help_lines("GB") if line.kind == "crisis" and line.phone]
    assert numbers
    assert all(number in person.text for number in numbers)


@pytest.mark.parametrize("gate", ["cannot_tell", "control", "distress"])
def test_the_picture_says_what_the_answers_show_and_couples_lines_follow_it(
    serve: Serve, sit_down: SitDown, gate: str, *, scripts: bool
) -> None:
    """Each gate has its words; lines for couples are shown for strain, not for control or where nothing was asked."""
    person = opened(serve, sit_down, notebooks.signs(GATES[gate]), scripts=scripts)
    person.go("picture")
    expect(person.page.get_by_role("heading", name=PACK.method.gate[gate].title)).to_be_visible()
    person.go("help")
    person.choose_country(COUPLES_COUNTRY)
    assert (COUPLES in person.text) == (gate == "distress")


def test_an_entry_is_kept_once_and_leaves_no_draft(
    serve: Serve, sit_down: SitDown, home: Home, *, scripts: bool
) -> None:
    """Writing, a pause in which the draft is saved, and keeping it: one entry, no words left over."""
    person = opened(serve, sit_down, scripts=scripts)
    person.begin_writing("Kept once.")
    if scripts:
        expect(person.page.locator("#kept")).to_be_visible()
    person.button("Keep").click()
    person.sees_entry("Kept once.")
    person.go("today")
    assert "not kept yet" not in person.text
    person.lock()
    kept = [record.text for record in notebooks.contents(home.notebook) if isinstance(record, Entry)]
    assert kept == ["Kept once."]


def test_a_look_back_is_chosen_unfolded_and_turned(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """The sentence stands first; the numbers unfold by the keyboard; another question, time, event and month show."""
    person = opened(serve, sit_down, *notebooks.looked_back(300, GATES["distress"]), scripts=scripts)
    person.go("over_time")
    expect(person.page.locator(".lead")).to_contain_text("better than at the start, for now")
    picture = person.page.get_by_role("img", name="Your days")
    expect(picture).to_be_visible()
    person.page.locator("summary").get_by_text("The numbers").first.press("Enter")
    expect(person.page.get_by_role("table").first).to_be_visible()
    question = PACK.check_in.questions["at_ease"].question
    person.page.select_option("#question", label=question)
    person.page.select_option("#span", "all")
    person.page.select_option("#event", index=1)
    person.button("Show").click()
    expect(person.page.locator("main .hint").get_by_text(question)).to_be_visible()
    expect(person.page.locator("#span")).to_have_value("all")
    expect(person.page.locator("h2").get_by_text("Since ").first).to_be_visible()
    assert question not in person.page.url
    before = person.page.locator("caption").first.inner_text()
    person.link("Earlier months").click()
    expect(person.page.locator("caption").first).not_to_have_text(before)
    expect(person.page.locator("#span")).to_have_value("all")
    assert person.faults_of_pages == []


def test_where_there_is_danger_no_better_stands_first(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """The same better days: the page begins with the danger and the way to help, and "better" is folded away."""
    person = opened(serve, sit_down, *notebooks.looked_back(300, GATES["danger"]), scripts=scripts)
    person.go("over_time")
    expect(person.page.locator("h2").first).to_have_text(PACK.method.gate["danger"].title)
    expect(person.page.get_by_text("better than at the start")).to_be_hidden()
    person.link("Help now: someone to talk to").click()
    person.sees("help")


def test_words_are_found_where_they_stand(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """What is looked for is shown marked, and neither it nor the answer is in an address; then everything again."""
    records = [notebooks.entry("A H\u00e9ron at the lake."), notebooks.entry("Nothing of that kind.")]
    person = opened(serve, sit_down, *records, scripts=scripts)
    person.go("journal")
    person.look_for("heron")
    expect(person.page.locator("mark")).to_have_text("H\u00e9ron")
    expect(person.page.locator(".entries li")).to_have_count(1)
    assert not [request for request in person.asked if "heron" in request.url.lower()]
    person.button("Show everything").click()
    expect(person.page.locator(".entries li")).to_have_count(2)
    assert person.faults_of_pages == []


def test_a_photo_is_added_shown_saved_and_deleted(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """The way of a photo, with its picture shown on the page only when it is asked for."""
    person = opened(serve, sit_down, notebooks.entry("An evening."), scripts=scripts)
    person.go("journal")
    person.page.locator(".entries a").first.click()
    person.link("Add photos or files").click()
    person.sees("files")
    person.add_files(("IMG_2041.png", PNG), ("long.txt", b"words " * 300_000))
    picture = person.page.locator("img")
    expect(picture).not_to_be_visible()
    if scripts:  # without scripts, browsers load hidden pictures too
        assert picture.evaluate("image => image.naturalWidth") == 0
    person.page.get_by_text("Show the picture").click()
    expect(picture).to_be_visible()
    picture.evaluate("image => image.decode()")
    assert picture.evaluate("image => image.naturalWidth") == 1
    with person.page.expect_download() as download:
        person.link("Save a copy as photo-1.png").click()
    assert download.value.suggested_filename == "photo-1.png"
    assert Path(download.value.path()).read_bytes() == PNG
    person.link("Delete IMG_2041.png").click()
    person.sees("drop_file")
    person.button("Delete").click()
    person.sees("files")
    expect(person.page.locator("main h2")).to_have_count(1)
    assert person.faults_of_pages == []


def test_a_file_that_is_no_photo_is_refused_by_its_name(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """A drawing with a script in it, called a photo, is named at the top of the page and not kept."""
    person = opened(serve, sit_down, notebooks.entry("An evening."), scripts=scripts)
    person.go("journal")
    person.page.locator(".entries a").first.click()
    person.link("Add photos or files").click()
    person.sees("files")
    evil = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    person.page.set_input_files("#file", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": evil})
    person.button("Add").click()
    person.page.locator(".faults").get_by_text("photo.jpg: ").wait_for()
    expect(person.page.locator("main .entries li")).to_have_count(0)


def test_a_diary_is_read_looked_at_and_kept(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """From the file to the journal; the second time nothing is new."""
    person = opened(serve, sit_down, scripts=scripts)
    for new in (2, 0):
        person.go("journal")
        person.link("Bring in a diary").click()
        person.sees("bring_in")
        person.read_diary(b"# 2026-03-04\nIt was quiet.\n# 2026-03-05\nWe talked.\n")
        if new:
            person.button(f"Keep all {new} entries").click()
        else:
            person.button("Keep nothing").click()
        person.sees("journal")
        expect(person.page.locator(".entries li")).to_have_count(2)


def test_a_chat_is_brought_in_counted_read_and_deleted(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """From the file to its counts and its words; after it is deleted nothing is listed."""
    person = opened(serve, sit_down, scripts=scripts)
    person.go("today")
    person.link("Messages").click()
    person.sees_heading("Messages")
    data = b"13/12/2024, 21:05 - Kim: hello\n13/12/2024, 21:06 - Robin: hello yourself\n"
    person.page.set_input_files("#file", {"name": "chat.txt", "mimeType": "text/plain", "buffer": data})
    person.button("Read the file").click()
    person.sees_heading("What was read")
    person.button("Keep this chat").click()
    person.page.locator(".faults").wait_for()
    person.page.get_by_text("Robin (1 message)").click()
    person.page.fill("#title", "The two of us")
    person.button("Keep this chat").click()
    person.sees_heading("The two of us")
    expect(person.page.get_by_role("img", name="How soon you answer")).to_be_visible()
    person.link("Read the messages").click()
    person.page.locator("li.mine", has_text="hello yourself").wait_for()
    person.link("Back to what is counted").click()
    person.link("Delete this chat").click()
    person.sees_heading("Delete this chat?")
    person.button("Delete").click()
    person.sees_heading("Messages")
    expect(person.page.locator("main .entries li")).to_have_count(0)


def test_passages_are_confirmed_put_in_the_journal_and_rules_made_silent(
    serve: Serve, sit_down: SitDown, *, scripts: bool
) -> None:
    """From a chat to the words that may show a sign; the person says what they are, and one goes into the journal."""
    person = opened(serve, sit_down, scripts=scripts)
    person.go("today")
    person.link("Messages").click()
    person.page.set_input_files("#file", {"name": "chat.txt", "mimeType": "text/plain", "buffer": HARSH})
    person.button("Read the file").click()
    person.page.get_by_text("Robin (2 messages)").click()
    person.button("Keep this chat").click()
    person.link("Point at words that may show a sign").click()
    person.sees_heading("Words that may show a sign")
    expect(person.link("Help now: someone to talk to")).to_be_visible()
    person.link(PACK.signs["disrespect.insults"].question).click()
    expect(person.page.locator("mark")).to_have_count(3)
    person.button("Number 1: it is").click()
    person.page.get_by_text("You confirmed this").wait_for()
    person.button("Number 3: do not show this rule again").click()
    person.button("Show again: insults.said").click()
    expect(person.page.locator("mark")).to_have_count(3)
    person.button("Number 1: put it in the journal").click()
    person.page.locator("dd", has_text="You are so pathetic.").wait_for()
    person.page.locator("dd", has_text="SHA-256").wait_for()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """The page comes anew by itself until what was waited for is there; the button ends it before that."""
    person, server = sit_down(scripts=scripts), serve()
    person.open(server.address)
    person.unlock()
    session = server.parts.room._session
    assert session is not None
    go_on = threading.Event()

    def slow(work: Work[None]) -> None:
        while work.goes_on() and not go_on.wait(0.1):
            work.tell(0.4)

    session.works["reading"] = Work(slow)
    person.open(server.of("brought_chat"))
    person.page.get_by_text("40 of 100").wait_for()
    person.button("Stop").click()
    person.sees_heading("Messages")
    assert session.works == {}
    session.works["reading"] = Work(slow)
    person.open(server.of("brought_chat"))
    person.sees_heading("Reading the chat")
    go_on.set()
    person.sees_heading("Messages")


def test_an_incident_is_kept_changed_with_both_versions_and_deleted(
    serve: Serve, sit_down: SitDown, *, scripts: bool
) -> None:
    """What was seen apart from what was felt; the first version stays to be read until all of it is deleted."""
    person = opened(serve, sit_down, scripts=scripts)
    person.write_incident("They read my letters.", felt="Watched.", how_bad=4)
    person.page.locator("dd", has_text="They read my letters.").wait_for()
    person.link("Change").click()
    person.sees_heading("Change an incident")
    person.page.fill("#seen", "They read two of my letters.")
    person.button("Keep").click()
    person.page.locator("h2", has_text="Earlier versions").wait_for()
    person.page.locator("details summary").first.click()
    expect(person.page.locator("details dd", has_text="They read my letters.")).to_be_visible()
    person.link("Delete").click()
    person.sees_heading("Delete this incident?")
    person.button("Delete").click()
    person.sees("journal")
    expect(person.page.locator(".entries li")).to_have_count(0)
    assert person.faults_of_pages == []


def test_one_act_of_harm_opens_help_first_and_closes_doors(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """The page after keeping it is the way to help; My picture tells that it rests on an incident."""
    person = opened(serve, sit_down, notebooks.signs(GATES["none"]), scripts=scripts)
    person.write_incident("A hand at my throat.", sign="danger.strangled")
    person.sees_heading("It is kept. Help for this")
    expect(person.link("Help now: someone to talk to")).to_be_visible()
    person.link("See my picture").click()
    person.sees("picture")
    expect(person.page.get_by_role("heading", name=PACK.method.gate["danger"].title)).to_be_visible()
    person.go("over_time")
    expect(person.page.locator("h2").first).to_have_text(PACK.method.gate["danger"].title)


def test_a_promise_goes_from_open_to_kept_and_is_counted(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """In the ledger at once, and in what is shown over time since a day that was noted."""
    talk = notebooks.event("talk", 20)
    person = opened(serve, sit_down, talk, notebooks.check_in(19, 5), scripts=scripts)
    person.link("Promises").click()
    person.sees_heading("Promises")
    person.link("Add a promise").click()
    person.sees_heading("Add a promise")
    person.page.fill("#what", "To ask before they tell others.")
    person.button("Keep").click()
    person.sees_heading("Promises")
    expect(person.page.locator(".entries .mark")).to_have_text("No outcome yet")
    person.page.locator(".entries a").first.click()
    person.sees_heading("Change a promise")
    person.page.locator('input[name=outcome][value="kept"]').check()
    person.button("Keep").click()
    person.sees_heading("Promises")
    expect(person.page.locator(".entries .mark")).to_have_text("Kept")
    person.go("over_time")
    expect(person.page.get_by_text("Of 1: 1 kept")).to_be_visible()
    assert person.faults_of_pages == []


def test_recovery_words_from_the_first_start_open_the_notebook(
    start: Start, sit_down: SitDown, *, scripts: bool
) -> None:
    """Written down at the start, typed with commas on the lock page; then the passphrase goes and comes anew."""
    program, person = start(), sit_down(scripts=scripts)
    person.open(program.address)
    words = person.make_notebook(with_words=True)
    person.settle(EXIT_PAGE)
    person.lock()
    person.unlock(", ".join(words))
    person.go("privacy")
    person.link("Hand the words away").click()
    person.sees_heading("Hand the words away")
    person.page.fill("#words", " ".join(words).upper())
    person.page.locator("#sure").check()
    person.button("Take the passphrase away and lock").click()
    person.type_passphrase(PASSPHRASE)
    person.sees_fault("cannot_open")
    person.type_passphrase(" ".join(words))
    person.sees("passphrase")
    person.page.fill("#passphrase", SECOND)
    person.page.fill("#again", SECOND)
    person.button("Change").click()
    person.sees("privacy")
    person.lock()
    person.unlock(SECOND)
    told = {word for word in words if len(word) > 6}
    assert not [request for request in person.asked if any(word in request.url for word in told)]
    assert person.faults_of_pages == []


def test_another_notebook_lies_behind_the_same_prompt(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """Each passphrase opens its own; erasing the second leaves the first."""
    person = opened(serve, sit_down, notebooks.entry("Of the first."), scripts=scripts)
    person.go("privacy")
    person.link("Another notebook").click()
    person.sees_heading("Another notebook")
    person.page.fill("#passphrase", SECOND)
    person.page.fill("#again", SECOND)
    person.button("Make it").click()
    person.sees("privacy")
    person.lock()
    person.unlock(SECOND)
    person.go("journal")
    expect(person.page.locator(".entries li")).to_have_count(0)
    person.go("privacy")
    person.link("Erase this notebook").click()
    person.sees_heading("Erase this notebook")
    person.page.fill("#passphrase", SECOND)
    person.page.locator("#sure").check()
    person.button("Erase this notebook").click()
    person.type_passphrase(SECOND)
    person.sees_fault("cannot_open")
    person.unlock()
    person.go("journal")
    expect(person.page.locator(".entries li")).to_have_count(1)


def test_a_backup_is_saved_and_brought_back(serve: Serve, sit_down: SitDown, tmp_path: Path, *, scripts: bool) -> None:
    """Under a name that tells nothing; what is there already is not added twice."""
    person = opened(serve, sit_down, notebooks.entry("Kept."), scripts=scripts)
    person.go("privacy")
    person.link("Backup").click()
    person.sees_heading("Backup")
    with person.page.expect_download() as download:
        person.link("Save a backup").click()
    assert download.value.suggested_filename == "notes.bak"
    saved = tmp_path / "saved"
    download.value.save_as(saved)
    person.page.fill("#passphrase", PASSPHRASE)
    person.page.set_input_files("#file", saved)
    person.button("Bring it back").click()
    person.page.get_by_role("status").first.wait_for()
    person.go("journal")
    expect(person.page.locator(".entries li")).to_have_count(1)


def test_the_urge_is_met_with_own_words_after_a_delay(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """Words are written for the urge; later a delay is chosen, and they are there; nothing was kept of the delay."""
    person = opened(serve, sit_down, scripts=scripts)
    person.link("After it ended").click()
    person.link("Write: What I left").click()
    person.page.fill("#text", "The slammed doors.")
    person.page.get_by_text("Show me this when").click()
    person.button("Keep").click()
    person.link("I want to write to them or go back").click()
    person.page.get_by_text(PACK.after.delay["hour"], exact=True).click()
    person.button("Wait").click()
    expect(person.page.locator(".lead")).to_contain_text("You gave it time until")
    expect(person.page.get_by_text("The slammed doors.")).to_be_visible()
    person.link("Back to After").click()
    person.sees_heading("After")


def test_a_choice_is_looked_at_from_all_sides_and_decided(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """A path is read and written beside, clarity is answered, the decision kept, opened again, and decided anew."""
    person = opened(serve, sit_down, notebooks.signs(notebooks.GATES["distress"]), scripts=scripts)
    person.link("Weigh the paths").click()
    person.link(PACK.method.path["space"].name).click()
    person.sees_heading(PACK.method.path["space"].name)
    person.page.fill("#for", "Sleep, for once.")
    person.sends()
    expect(person.page.locator("#for")).to_have_value("Sleep, for once.")
    person.link("Back to the whole sheet").click()
    person.link("My aim").click()
    person.page.get_by_text(PACK.choosing.aim["punish"], exact=True).click()
    person.sends()
    expect(person.page.get_by_text(PACK.method.intention["tactic"].title)).to_be_visible()
    person.link("Decide, in my own time").click()
    person.page.get_by_text(PACK.method.path["not_yet"].name, exact=True).click()
    person.page.fill("#reasons", "I do not know enough.")
    person.sends()
    expect(person.page.get_by_text(PACK.choosing.decide["no_date"])).to_be_visible()
    person.sends("Open it again")
    expect(person.page.get_by_text("Opened again on")).to_be_visible()
    expect(person.page.locator("#reasons")).to_be_visible()


def test_what_matters_is_dragged_into_its_order(serve: Serve, sit_down: SitDown) -> None:
    """With scripts the order can be dragged; the lines and what is kept follow; nothing is lost."""
    person = opened(serve, sit_down, scripts=True)
    person.link("Weigh the paths").click()
    person.link("What matters to me").click()
    person.page.fill("#words", "Calm\nMoney\nHome")
    person.sends()
    order = person.page.locator(".order li")
    expect(order).to_have_count(3)
    order.nth(2).drag_to(order.nth(0))
    expect(order.first).to_contain_text("Home")
    expect(person.page.locator("#words")).to_have_value("Home\nCalm\nMoney")
    order.nth(0).drag_to(order.nth(1))
    expect(order.first).to_contain_text("Calm")
    expect(person.page.locator("#words")).to_have_value("Calm\nHome\nMoney")
