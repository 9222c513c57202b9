"""A picture of every page in every state, with invented content, for looking.

Not a test. Repeat: .venv/bin/python -m tests.e2e.every_state OUTFOLDER
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import CONTEXT, launch_options
from tests.e2e.elsewhere import Elsewhere
from tests.e2e.person import Person
from tests.e2e.states import STATES, lives

WIDTHS: Final = (360, 1280)
HEIGHT: Final = 740


def main(out: Path) -> None:
    """Show each state in turn and write a picture of the whole page for each width."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver, lives(Path(name)) as served:
        world = Elsewhere(Path(name))
        try:
            browser = driver.chromium.launch(**launch_options(world))
            person = Person.at(browser.new_context(**CONTEXT, reduced_motion="reduce"), scripts=True)
            for number, state in enumerate(STATES, 1):
                served.show(person, state)
                person.page.wait_for_load_state()
                for width in WIDTHS:
                    person.page.set_viewport_size({"width": width, "height": HEIGHT})
                    person.page.screenshot(path=out / f"{number:02d}-{state.id}-{width}.png", full_page=True)
            browser.close()
        finally:
            world.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
