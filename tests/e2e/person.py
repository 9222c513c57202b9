"""A person at the browser: what they do and what they see, in the words of the pages. All words are in this file."""

import base64
import json
import re
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import BrowserContext, ConsoleMessage, FilePayload, Locator, Page, Request, expect

from tests.e2e.notebooks import PASSPHRASE
from towpath.content import Pack, load

PACK: Final[Pack] = load()

HEADINGS: Final = {
    "welcome": "Before you begin",
    "try_exit": "How to leave in a hurry",
    "new": "Your passphrase",
    "recovery": "Recovery words",
    "settle": "Three choices, then you are in",
    "today": "Today",
    "check_in": "Check-in",
    "signs": "Signs",
    "picture": "My picture",
    "over_time": "Over time",
    "journal": "Journal",
    "write": "Write",
    "change": "Change an entry",
    "delete": "Delete this entry?",
    "files": "Photos and files",
    "drop_file": "Delete this file?",
    "bring_in": "Bring in a diary",
    "brought": "What was found",
    "about_us": "About us",
    "privacy": "Privacy",
    "passphrase": "Change the passphrase",
    "help": "Help now",
    "lock": "Open your notes",
    "crisis": PACK.method.first["crisis_line"].title,
    "not_there": "There is no such page",
    "error": "That did not work",
}
PNG: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one dot."""
LEAVE: Final = "Leave this page"


@dataclass(slots=True)
class Person:
    """One browser window, with or without scripts, and what it asked for and complained of."""

    page: Page
    scripts: bool
    asked: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, context: BrowserContext, *, scripts: bool) -> "Person":
        """Sit down in front of a new window."""
        person = cls(context.pages[0] if context.pages else context.new_page(), scripts)

        def note(request: Request) -> None:
            person.asked.append(request)

        def listen(said: ConsoleMessage) -> None:
            if said.type in {"error", "warning", "log"}:
                person.complaints.append(f"{said.type}: {said.text}")

        context.on("request", note)
        person.page.on("console", listen)
        person.page.on("pageerror", lambda error: person.complaints.append(f"error: {error}"))
        return person

    @property
    def faults_of_pages(self) -> list[str]:
        """What the browser complained of, apart from answers that are meant to be refusals."""
        return [said for said in self.complaints if "Failed to load resource" not in said]

    @property
    def text(self) -> str:
        """All the page says."""
        return self.page.locator("body").inner_text()

    # looking

    def sees(self, page: str) -> None:
        """Wait until this page is there."""
        self.sees_heading(HEADINGS[page])

    def sees_heading(self, words: str) -> None:
        """Wait until the page with this heading is there."""
        self.page.locator(f"h1:text-is({json.dumps(words)})").wait_for()
        self.page.wait_for_load_state()  # nobody is quicker than the script, but this person would be

    def sees_family(self, family: str) -> None:
        """Wait until the questions of this family are there."""
        self.sees_heading(PACK.families.families[family].title)

    def sees_fault(self, key: str) -> None:
        """Wait until the page says what is wrong, at its top."""
        self.page.locator(".faults").get_by_text(PACK.message(key, {})).wait_for()
        self.page.wait_for_load_state()

    def sees_kept(self) -> None:
        """Wait until the page says that something was kept."""
        self.page.get_by_role("status").get_by_text("Kept.").wait_for()
        self.page.wait_for_load_state()

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def sends(self, name: str = "Keep") -> None:
        """Press the button that sends a form, and wait until the page that answers is there."""
        with self.page.expect_navigation():
            self.button(name).first.click()

    def link(self, name: str) -> Locator:
        """A link by its whole name."""
        return self.page.get_by_role("link", name=name, exact=True)

    # going

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    def go(self, page: str) -> None:
        """Go to a page by the list of pages."""
        self.page.get_by_role("navigation", name="Pages", exact=True).get_by_role(
            "link", name=HEADINGS[page], exact=True
        ).click()
        self.sees(page)

    def go_family(self, family: str) -> None:
        """Go to the questions of a family."""
        self.go("signs")
        self.link(PACK.families.families[family].title).click()
        self.sees_family(family)

    # doing

    def make_notebook(self, passphrase: str = PASSPHRASE, *, with_words: bool = False) -> list[str]:
        """Walk the first start up to the choices, and return the recovery words, if they were kept."""
        self.sees("welcome")
        self.link("Next: how to leave in a hurry").click()
        self.sees("try_exit")
        self.link("Next: your passphrase").click()
        self.sees("new")
        self.page.fill("#passphrase", passphrase)
        self.page.fill("#again", passphrase)
        self.button("Make the notebook").click()
        self.sees("recovery")
        words = self.page.locator(".words li").all_inner_texts() if with_words else []
        if with_words:
            self.page.locator("#written").check()
        self.button("Use these words" if with_words else "Go on without").click()
        self.sees("settle")
        return words

    def look_for(self, words: str) -> None:
        """Look for words in the journal."""
        self.page.fill("#words", words)
        self.button("Find").click()
        self.page.locator("#found").wait_for()
        self.page.wait_for_load_state()

    def add_files(self, *files: tuple[str, bytes]) -> None:
        """Choose files on the page of files and send them."""
        chosen: list[FilePayload] = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files
        ]
        self.page.set_input_files("#file", chosen)
        self.button("Add").click()
        self.page.locator("main h2", has_text=files[-1][0]).last.wait_for()
        self.page.wait_for_load_state()

    def read_diary(self, data: bytes) -> None:
        """Choose a diary and have it read."""
        self.page.set_input_files("#file", {"name": "diary.md", "mimeType": "text/markdown", "buffer": data})
        self.button("Read the file").click()
        self.sees("brought")

    def settle(self, exit_page: str, living: str = "", country: str = "") -> None:
        """Make the choices."""
        self.page.fill("#exit_page", exit_page)
        if country:
            self.page.select_option("#country", country)
        if living:
            self.page.locator(f'input[name=living][value="{living}"]').check()
        self.button("Go on").click()
        self.sees("today")

    def type_passphrase(self, passphrase: str = PASSPHRASE) -> None:
        """Give the passphrase on the lock page."""
        self.sees("lock")
        self.page.fill("#passphrase", passphrase)
        self.button("Open").click()

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Open the notebook."""
        self.type_passphrase(passphrase)
        self.sees("today")

    def lock(self) -> None:
        """Press the button that locks."""
        self.button("Lock").click()
        self.sees("lock")

    def leave(self) -> None:
        """Press the button that leaves, and see the page of one's choice."""
        self.button(LEAVE).click()
        self.sees_neutral_page()

    def sees_neutral_page(self) -> None:
        """Wait until a page from elsewhere is there."""
        self.page.wait_for_url(re.compile("^https://"))

    def check_in(self, value: int, day: str = "") -> None:
        """Answer every question of the check-in with the same number."""
        self.go("check_in")
        for name in PACK.check_in.questions:
            self.page.locator(f'input[name="{name}"][value="{value}"]').check()
        if day:
            self.page.get_by_text("This is about another day").click()
            self.page.fill("#day", day)
        self.button("Keep").click()

    def notice(self, family: str, answers: dict[str, str]) -> None:
        """Answer signs of one family and stop there."""
        self.go_family(family)
        for sign, often in answers.items():
            self.page.locator(f'input[name="o.{sign}"][value="{often}"]').check()
        self.button("Keep and stop here").click()
        self.sees("signs")

    def begin_writing(self, text: str) -> None:
        """Begin an entry."""
        self.go("journal")
        self.page.get_by_role("main").get_by_role("link", name=re.compile("^(Write|Go on writing)$")).click()
        self.sees("write")
        self.page.fill("#text", text)

    def write(self, text: str) -> None:
        """Write an entry and keep it."""
        self.begin_writing(text)
        self.button("Keep").click()
        self.sees_entry(text)

    def write_incident(self, seen: str, *, felt: str = "", how_bad: int | None = None, sign: str = "") -> None:
        """Write down something that happened, and keep it."""
        self.go("journal")
        self.link("Write down something that happened").click()
        self.sees_heading("Something happened")
        self.page.fill("#seen", seen)
        self.page.fill("#felt", felt)
        if how_bad is not None:
            self.page.locator(f'input[name="how_bad"][value="{how_bad}"]').check()
        if sign:
            choice = self.page.locator(f'input[value="{sign}"]')
            self.page.locator("details", has=choice).locator("summary").click()
            choice.check()
        self.sends()

    def sees_entry(self, text: str) -> None:
        """Wait until the page of an entry shows exactly this text."""
        expect(self.page.locator("main > .text")).to_have_js_property("textContent", text)
        self.page.wait_for_load_state()

    def say_about_us(self, **said: str) -> None:
        """Answer questions about the two."""
        self.go("about_us")
        for name, value in said.items():
            self.page.locator(f'input[name="{name}"][value="{value}"]').check()
        self.button("Keep").click()

    def choose_country(self, country: str) -> None:
        """Ask for the help lines of a country."""
        self.page.select_option("main #country", country)
        self.button("Show who to call").click()
        expect(self.page.locator(".line").first).to_be_visible()
        self.page.wait_for_load_state()
