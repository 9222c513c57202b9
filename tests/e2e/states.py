"""Every state of every page, and how to get there: for the tests of looks and access, and for the pictures."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tests.e2e import notebooks
from tests.e2e.local import Clock, Local
from tests.e2e.notebooks import GATES
from tests.e2e.person import PACK, PNG, Person
from towpath.domain.records import Circumstances, Record
from towpath.web.forms.fields import BODY_LIMIT
from towpath.web.work import Work

HARSH: Final = b"""13/12/2024, 21:05 - Kim: hi there
13/12/2024, 21:06 - Kim: You are so pathetic.
13/12/2024, 21:07 - Robin: you are worthless
13/12/2024, 21:08 - Kim: I'm going to kill you.
13/12/2024, 21:09 - Robin: I am asleep
13/12/2024, 21:10 - Kim: You stupid cow, answer
"""
"""A chat in which rules point at something, of both."""

Reach = Callable[[Person, Local], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A page in one state: whose notebook, its name, and the way to it from the open notebook (or the shut one)."""

    life: str
    name: str
    reach: Reach
    locked: bool = False

    @property
    def id(self) -> str:
        """The name of the state in names of tests and files."""
        return f"{self.life}-{self.name}"


def _said(self_harm: bool) -> Circumstances:
    thoughts: Circumstances = Circumstances(
        written=notebooks.now(), together="together", live_together=True, self_harm="thoughts" if self_harm else "no"
    )
    return thoughts


LIVES: Final[dict[str, Callable[[], list[Record]]]] = {
    "empty": list,
    "full": notebooks.full,
    "noted": notebooks.noted,
    "crisis": lambda: [_said(self_harm=True), notebooks.preferences("GB")],
    "year": lambda: notebooks.looked_back(300, GATES["distress"]),
    "year_danger": lambda: notebooks.looked_back(300, GATES["danger"]),
    "years": lambda: notebooks.looked_back(1_500, GATES["none"], better_by=0.0),
    "weighed": lambda: [notebooks.signs(GATES["distress"]), _said(self_harm=False), *notebooks.weighed()],
    "weighed_danger": lambda: [notebooks.signs(GATES["danger"]), *notebooks.weighed(), *notebooks.decided()],
    **{gate: lambda said=GATES[gate]: [notebooks.signs(said), _said(self_harm=False)] for gate in GATES},  # type: ignore[misc]
}


class Lives:
    """Servers for invented lives, started when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._servers: dict[str, Local] = {}
        self.clocks: dict[str, Clock] = {}

    def server(self, life: str) -> Local:
        """Return the server of this life; "nobody" has no notebook."""
        if life not in self._servers:
            notebook, self.clocks[life] = self._folder / life / "notes.db", Clock()
            if life != "nobody":
                notebooks.make(notebook, *LIVES[life]())
            self._servers[life] = Local(notebook, self.clocks[life])
        return self._servers[life]

    def show(self, person: Person, state: State) -> None:
        """Bring a page into a state."""
        server = self.server(state.life)
        if state.life == "nobody":
            person.open(server.address)
        elif state.locked:
            server.parts.room.leave()
            person.open(server.origin)
        else:
            open_if_locked(person, server)
        state.reach(person, server)

    def close(self) -> None:
        """End all."""
        for server in self._servers.values():
            server.close()


@contextmanager
def lives(folder: Path) -> Iterator[Lives]:
    """Serve invented lives for a while."""
    served = Lives(folder)
    try:
        yield served
    finally:
        served.close()


def open_if_locked(person: Person, server: Local) -> None:
    """Give the passphrase unless the notebook is open for this window."""
    person.open(server.origin)
    if person.page.locator("#lock").count() == 0:
        person.unlock()


def _page(name: str, item: str = "") -> Reach:
    def reach(person: Person, server: Local) -> None:
        person.open(server.of(name, item))

    return reach


def _opened(name: str, item: str = "") -> Reach:
    """Show a page with all that can be unfolded unfolded."""

    def reach(person: Person, server: Local) -> None:
        person.open(server.of(name, item))
        person.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    return reach


def _send(name: str, button: str, *, item: str = "", **fields: str) -> Reach:
    """Fill in fields, press a button, and see what is wrong."""

    def reach(person: Person, server: Local) -> None:
        person.open(server.of(name, item))
        for field, value in fields.items():
            person.page.fill(f"#{field}", value)
        person.button(button).click()
        person.page.locator(".faults").wait_for()

    return reach


def _kept_check_in(person: Person, server: Local) -> None:
    person.open(server.origin)
    person.check_in(6)
    person.sees_kept()


def _help(country: str) -> Reach:
    def reach(person: Person, server: Local) -> None:
        person.open(server.of("help"))
        person.choose_country(country)

    return reach


def _entry(person: Person, server: Local) -> None:
    person.open(server.of("journal"))
    person.page.locator(".entries li", has_text="Entry").first.get_by_role("link").click()
    person.page.locator("main > .text").wait_for()


def _with_me(person: Person, server: Local) -> None:
    _entry(person, server)
    person.link("Read my entry with me").click()
    person.sees_heading("Read my entry with me")


def _changed_entry(person: Person, server: Local) -> None:
    _entry(person, server)
    person.link("Change").click()
    person.sees("change")
    person.page.fill("#text", "A later version of it.")
    person.button("Keep").click()
    person.page.get_by_text("Earlier versions").wait_for()
    person.page.locator("details summary").last.click()


def _found(person: Person, server: Local) -> None:
    person.open(server.of("journal"))
    person.look_for('while "entry 2"')


def _reversed(person: Person, server: Local) -> None:
    person.open(server.of("journal"))
    person.page.locator("summary").first.click()
    person.page.fill("#first", "2026-03-05")
    person.page.fill("#last", "2026-03-04")
    person.button("Find").click()
    person.page.locator(".faults").wait_for()


def _files(person: Person, server: Local) -> None:
    _entry(person, server)
    person.page.get_by_role("link", name=re.compile("photo")).click()
    person.sees("files")
    person.add_files(("IMG_2041.png", PNG), ("notes.txt", b"Just words."))
    person.page.locator("summary", has_text="Show the picture").first.click()


def _files_fault(person: Person, server: Local) -> None:
    _entry(person, server)
    person.page.get_by_role("link", name=re.compile("photo")).click()
    person.sees("files")
    person.page.set_input_files("#file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"<svg>"})
    person.button("Add").click()
    person.page.locator(".faults").wait_for()


def _drop_file(person: Person, server: Local) -> None:
    _files(person, server)
    person.page.get_by_role("link", name="Delete IMG_2041.png").first.click()
    person.sees("drop_file")


def _brought(person: Person, server: Local) -> None:
    person.open(server.of("bring_in"))
    person.read_diary(b"My diary\n\n# 2026-03-04\n\nIt was quiet at home.\n\n# 2026-02-30\n\nNo such day.\n")


def _a_chat() -> bytes:
    """Return a year and a half of an invented chat, with a line before it that cannot be read."""
    lines = ["this line is of no message"]
    for number in range(540):
        at = datetime(2025, 1, 13) + timedelta(days=number, hours=21 + number % 4)  # noqa: DTZ001 - the times of this app have no zone
        for step in range(number % 7):
            name = "Robin" if step % 3 and number % 5 else "Kim O'Neil"
            said = at + timedelta(minutes=step * (1 + number % 40))
            lines.append(f"{said:%d/%m/%Y, %H:%M} - {name}: What about day {number}?")
    return "\n".join(lines).encode()


def _brought_chat(person: Person, server: Local) -> None:
    person.open(server.of("messages"))
    person.page.set_input_files("#file", {"name": "chat.txt", "mimeType": "text/plain", "buffer": _a_chat()})
    person.button("Read the file").click()
    person.page.locator("#me").wait_for()


def _chat(person: Person, server: Local) -> None:
    _brought_chat(person, server)
    person.page.get_by_text("Robin (").click()
    person.button("Keep this chat").click()
    person.page.locator("svg.chart").first.wait_for()


def _passages(sign: str) -> Reach:
    """Open the passages of a chat in which harm is spoken, at one sign or at none."""

    def reach(person: Person, server: Local) -> None:
        person.open(server.of("messages"))
        person.page.set_input_files("#file", {"name": "chat.txt", "mimeType": "text/plain", "buffer": HARSH})
        person.button("Read the file").click()
        person.page.get_by_text("Robin (").click()
        person.button("Keep this chat").click()
        person.link("Point at words that may show a sign").click()
        person.sees_heading("Words that may show a sign")
        if sign:
            person.link(PACK.signs[sign].question).click()
            person.page.locator("mark").first.wait_for()

    return reach


def _working(person: Person, server: Local) -> None:
    """Look at work that goes on until it is stopped."""
    session = server.parts.room._session
    assert session is not None

    def never_done(work: Work[None]) -> None:
        work.tell(0.4)
        while work.goes_on():
            time.sleep(0.1)

    session.works["reading"] = Work(never_done)
    person.open(server.of("brought_chat"))
    person.page.locator("progress").wait_for()


def _asked(person: Person, server: Local) -> None:
    person.open(server.of("journal"))
    person.page.locator(".entries li", has_text="Check-in").first.get_by_role("link").click()
    person.page.locator("main dl").wait_for()


def _incident(text: str, *then: str) -> Reach:
    """Open the incident with these words from the journal, and follow links from there."""

    def reach(person: Person, server: Local) -> None:
        person.open(server.of("journal"))
        person.page.locator(".entries li", has_text=text).first.get_by_role("link").click()
        person.page.locator("main dl").first.wait_for()
        for name in then:
            person.link(name).click()
            person.page.wait_for_load_state()

    return reach


def _first_of(page: str, part: str) -> Reach:
    """Open the first thing of a list."""

    def reach(person: Person, server: Local) -> None:
        person.open(server.of(page))
        person.page.locator(part).first.get_by_role("link").click()
        person.page.wait_for_load_state()

    return reach


def _incident_fault(person: Person, server: Local) -> None:
    person.open(server.of("write_incident"))
    person.page.locator("#day").wait_for(state="attached")
    person.page.fill("#day", "")
    person.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    person.button("Keep").first.click()
    person.page.locator(".faults").wait_for()


def _delete(person: Person, server: Local) -> None:
    _entry(person, server)
    person.link("Delete").click()
    person.sees("delete")


def _too_large(person: Person, server: Local) -> None:
    person.open(server.of("write"))
    person.sees("write")
    person.page.evaluate(
        """([field, size]) => {
            const form = document.querySelector("form[data-draft]");
            form.querySelector(field).value = "x".repeat(size);
            form.submit();
        }""",
        ["#text", BODY_LIMIT],
    )
    person.sees("error")


def _held(person: Person, server: Local) -> None:
    person.open(server.of("write"))
    person.sees("write")
    person.page.fill("#text", "Sent too late.")
    session = server.parts.room._session
    assert session is not None
    session.last_seen -= session.idle_seconds
    person.button("Keep").click()
    person.sees("lock")


def _answered(family: str) -> Reach:
    return _page("family", family)


STATES: Final = (
    State(life="nobody", name="welcome", reach=_page("welcome")),
    State(life="nobody", name="try_exit", reach=_page("try_exit")),
    State(life="nobody", name="new", reach=_page("new")),
    State(life="nobody", name="new-fault", reach=_send("new", "Make the notebook", passphrase="abc", again="abc")),
    State(life="nobody", name="help", reach=_page("help")),
    State(life="empty", name="friend-locked", reach=_page("friend"), locked=True),
    State(life="empty", name="lock", reach=lambda *_: None, locked=True),
    State(life="empty", name="lock-fault", reach=_send("lock", "Open", passphrase="wrong"), locked=True),
    State(life="empty", name="help-locked", reach=_help("GB"), locked=True),
    State(life="empty", name="settle", reach=_page("settle")),
    State(life="empty", name="settle-fault", reach=_send("settle", "Go on", exit_page="http://no.example")),
    State(life="empty", name="today", reach=_page("today")),
    State(life="empty", name="check_in", reach=_page("check_in")),
    State(life="empty", name="check_in-fault", reach=_send("check_in", "Keep")),
    State(life="empty", name="signs", reach=_page("signs")),
    State(life="empty", name="family-felt", reach=_page("family", "felt")),
    State(life="empty", name="family-around", reach=_page("family", "around")),
    State(life="empty", name="journal", reach=_page("journal")),
    State(life="empty", name="over_time", reach=_page("over_time")),
    State(life="empty", name="write", reach=_page("write")),
    State(life="empty", name="write-fault", reach=_send("write", "Keep", text="  ")),
    State(life="empty", name="about_us", reach=_page("about_us")),
    State(life="empty", name="crisis", reach=_page("crisis")),
    State(life="empty", name="help", reach=_page("help")),
    State(life="empty", name="help-country", reach=_help("US")),
    State(life="empty", name="privacy", reach=_page("privacy")),
    State(life="empty", name="privacy-fault", reach=_send("privacy", "Keep", exit_page="nowhere")),
    State(life="empty", name="passphrase", reach=_page("passphrase")),
    State(
        life="empty",
        name="passphrase-fault",
        reach=_send("passphrase", "Change", old="a", passphrase="b", again="c"),
    ),
    State(life="empty", name="recovery", reach=_page("recovery")),
    State(life="empty", name="recovery-fault", reach=_send("recovery", "Use these words")),
    State(life="empty", name="hand_away", reach=_page("hand_away")),
    State(life="empty", name="another", reach=_page("another")),
    State(life="empty", name="another-fault", reach=_send("another", "Make it", passphrase="a", again="a")),
    State(life="empty", name="erase", reach=_page("erase")),
    State(life="empty", name="erase-fault", reach=_send("erase", "Erase this notebook")),
    State(life="empty", name="openings", reach=_page("openings")),
    State(life="empty", name="log", reach=_page("log")),
    State(life="empty", name="log-fault", reach=_send("log", "Begin anew")),
    State(life="empty", name="backup", reach=_page("backup")),
    State(life="empty", name="backup-fault", reach=_send("backup", "Bring it back")),
    State(life="empty", name="not_there", reach=lambda person, server: person.open(f"{server.origin}/nothing")),
    State(life="empty", name="refusal", reach=_too_large),
    State(life="empty", name="lock-held", reach=_held),
    State(life="full", name="today", reach=_page("today")),
    State(life="full", name="check_in-kept", reach=_kept_check_in),
    State(life="full", name="signs", reach=_page("signs")),
    State(life="full", name="family-danger", reach=_answered("danger")),
    State(life="full", name="journal", reach=_page("journal")),
    State(life="full", name="journal-2", reach=_page("journal", ".2")),
    State(life="full", name="journal-found", reach=_found),
    State(life="full", name="journal-fault", reach=_reversed),
    State(life="full", name="files", reach=_files),
    State(life="full", name="files-fault", reach=_files_fault),
    State(life="full", name="drop_file", reach=_drop_file),
    State(life="full", name="messages", reach=_opened("messages")),
    State(life="full", name="brought_chat", reach=_brought_chat),
    State(life="full", name="chat", reach=_chat),
    State(life="full", name="passages", reach=_passages("")),
    State(life="full", name="passages-sign", reach=_passages("disrespect.insults")),
    State(life="full", name="working", reach=_working),
    State(life="full", name="bring_in", reach=_page("bring_in")),
    State(life="full", name="bring_in-fault", reach=_send("bring_in", "Read the file")),
    State(life="full", name="brought", reach=_brought),
    State(life="full", name="asked", reach=_asked),
    State(life="noted", name="today", reach=_page("today")),
    State(life="noted", name="journal", reach=_page("journal")),
    State(life="noted", name="write_incident", reach=_page("write_incident")),
    State(life="noted", name="write_incident-unfolded", reach=_opened("write_incident")),
    State(life="noted", name="write_incident-fault", reach=_incident_fault),
    State(life="noted", name="incident", reach=_incident("shut the door")),
    State(life="noted", name="incident-change", reach=_incident("shut the door", "Change")),
    State(life="noted", name="incident-delete", reach=_incident("shut the door", "Delete")),
    State(life="noted", name="after_harm", reach=_incident("by the arm", "Help for this")),
    State(life="noted", name="promises", reach=_first_of("promises", "ul.plain li")),
    State(life="noted", name="promise", reach=_first_of("promises", ".entries li")),
    State(life="noted", name="promise-fault", reach=_send("promise", "Keep", what=" ")),
    State(life="noted", name="events", reach=_page("events")),
    State(life="noted", name="event", reach=_first_of("events", "main li")),
    State(life="noted", name="event-fault", reach=_send("event", "Keep")),
    State(life="noted", name="feelings", reach=_opened("feelings")),
    State(life="noted", name="feelings-fault", reach=_send("feelings", "Keep")),
    State(life="empty", name="promises", reach=_page("promises")),
    State(life="empty", name="events", reach=_page("events")),
    State(life="full", name="entry", reach=_entry),
    State(life="full", name="delete", reach=_delete),
    State(life="full", name="entry-changed", reach=_changed_entry),
    State(life="full", name="write-draft", reach=_page("write")),
    State(life="full", name="about_us", reach=_page("about_us")),
    State(life="full", name="picture", reach=_page("picture")),
    State(life="year", name="over_time", reach=_opened("over_time")),
    State(life="year", name="over_time-question", reach=_opened("over_time", "at_ease|all||")),
    State(life="year_danger", name="over_time", reach=_opened("over_time")),
    State(life="years", name="over_time-all", reach=_opened("over_time", "|all||")),
    State(life="crisis", name="over_time", reach=_page("over_time")),
    State(life="year_danger", name="after", reach=_opened("after")),
    State(life="empty", name="urge-fault", reach=_send("urge", "Wait")),
    State(life="distress", name="space", reach=_page("space")),
    State(life="weighed", name="weigh", reach=_page("weigh")),
    State(life="weighed", name="matters", reach=_page("matters")),
    State(life="weighed", name="swings-fault", reach=_send("swings", "Keep and go on", **{"points-1-0": "900"})),
    State(life="weighed", name="scores", reach=_opened("scores", "leave")),
    State(life="weighed", name="gut", reach=_page("gut")),
    State(life="weighed", name="firm", reach=_opened("firm")),
    State(life="weighed_danger", name="weigh", reach=_page("weigh")),
    State(life="weighed_danger", name="firm", reach=_opened("firm")),
    State(life="weighed", name="path", reach=_opened("path", "leave")),
    State(life="weighed_danger", name="path", reach=_page("path", "mend")),
    State(life="weighed", name="holds", reach=_page("holds")),
    State(life="weighed", name="intention", reach=_page("intention")),
    State(life="weighed_danger", name="intention", reach=_page("intention")),
    State(life="weighed", name="impact-fault", reach=_send("impact", "Keep", strain="99")),
    State(life="weighed", name="clear", reach=_page("clear")),
    State(life="weighed", name="decide-fault", reach=_send("decide", "Keep", reasons="Because.")),
    State(life="weighed_danger", name="decide", reach=_opened("decide")),
    State(life="empty", name="plan", reach=_page("plan")),
    State(life="weighed_danger", name="plan", reach=_opened("plan")),
    State(life="weighed_danger", name="plan_questions", reach=_page("plan_questions")),
    State(life="weighed_danger", name="pocket", reach=_page("pocket")),
    State(life="distress", name="talk", reach=_page("talk")),
    State(life="danger", name="talk", reach=_page("talk")),
    State(life="distress", name="limit-fault", reach=_send("limit", "Keep", happens="You must stop or I go")),
    State(life="distress", name="limits", reach=_page("limits")),
    State(life="distress", name="again", reach=_page("again")),
    State(life="control", name="again", reach=_page("again")),
    State(life="control", name="own_part", reach=_page("own_part")),
    State(life="full", name="with_me", reach=_with_me),
    State(life="crisis", name="picture", reach=_page("picture")),
    State(life="crisis", name="crisis", reach=_page("crisis")),
    *(State(life=gate, name="picture", reach=_page("picture")) for gate in GATES),
)

FAMILIES: Final = tuple(PACK.families.families)
