"""Pictures of the pages with an invented person's words, for the documents and for looking.

Not a test. Repeat: .venv/bin/python -m tests.e2e.screenshots docs/tutorial/pictures
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import FLAGS, chromium
from tests.e2e.program import Home, Program

WIDTHS: Final = (360, 1280)
WORDS: Final = (
    "On the way home I was looking forward to the evening. When I said that I would see Kim on Saturday, "
    "it went quiet. I said I could move it. I felt small, and then annoyed with myself."
)
SIGNS: Final = {
    "felt.unappreciated": "sometimes",
    "felt.eggshells": "often",
    "felt.afraid": "once",
    "felt.changed_daily_life": "sometimes",
    "felt.gut_worry": "never",
}


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes a page at each width and puts it into a folder."""

    page: Page
    folder: Path

    def take(self, name: str, *, whole: bool = False) -> None:
        """Take what is on the screen, or the whole page."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 760})
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=self.folder / f"{name}-{width}.png", full_page=whole)

    def click(self, name: str, then: str) -> None:
        """Follow a link of this name and wait for what the next page must show."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_selector(then)

    def press(self, name: str, then: str) -> None:
        """Press a button of this name and wait for what the next page must show."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_selector(then)


def main() -> None:
    """Walk the road once and take pictures on the way."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        program = Program(Home(Path(place)))
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        try:
            page = browser.new_page(locale="en-GB")
            page.goto(program.address)
            camera = Camera(page, folder)
            for step in (begin, check_in, answer, write, look, lock):
                step(camera)
        finally:
            browser.close()
            program.stop()


def begin(camera: Camera) -> None:
    """First start."""
    camera.take("welcome")
    camera.click("Next: how to leave in a hurry", "text=Shift key")
    camera.take("leaving")
    camera.click("Next: your passphrase", ".words")
    camera.page.evaluate("document.querySelector('.hint code').textContent = '~/.local/share/towpath/notes.db'")
    words = camera.page.locator(".words").inner_text()
    camera.page.evaluate("document.querySelector('.words').textContent = 'five words will stand here'")
    camera.take("new")
    for name in ("passphrase", "again"):
        camera.page.fill(f"#{name}", words)
    camera.press("Make the notebook", "#written")
    camera.press("Go on without", "#living")
    camera.take("settle")
    camera.page.get_by_label("We live together").check()
    camera.press("Go on", "text=Begin with how it feels")
    camera.take("today")


def check_in(camera: Camera) -> None:
    """A check-in."""
    camera.click("Check-in", "fieldset.scale")
    for value, question in zip((3, 4, 2, 3, 5, 4, 2), camera.page.locator("fieldset.scale").all(), strict=True):
        question.locator(f"input[value='{value}']").check(force=True)
    camera.take("check-in")
    camera.press("Keep", "text=Back to today")


def answer(camera: Camera) -> None:
    """Signs of one family."""
    camera.click("Signs", ".tasks")
    camera.click("How it feels to be me", "fieldset.sign")
    for sign, value in SIGNS.items():
        camera.page.locator(f"input[name='o.{sign}'][value='{value}']").check()
    camera.take("family")
    camera.press("Keep and stop here", ".tasks")
    camera.take("signs")


def write(camera: Camera) -> None:
    """An entry."""
    camera.click("Journal", "text=Nothing is written")
    camera.click("Write", "textarea")
    camera.page.fill("textarea", WORDS)
    camera.take("write")
    camera.press("Keep", ".text")
    camera.take("entry")


def look(camera: Camera) -> None:
    """My picture, help and privacy."""
    camera.click("My picture", "text=What comes first")
    camera.take("picture")
    camera.click("Help now", "#country")
    camera.page.select_option("#country", "GB")
    camera.press("Show who to call", ".line")
    camera.take("help")


def lock(camera: Camera) -> None:
    """The lock page."""
    camera.press("Lock", "text=Open your notes")
    camera.take("lock")


if __name__ == "__main__":
    main()
