"""The page on decision aids claims only what the pages of the program say."""

import re
from pathlib import Path

import pytest

from tests.web.house import NOW, Browser, House
from tests.web.pages.states import SITUATIONS
from towpath.domain.records import SignsSeen
from towpath.domain.weighed import DecisionSheet, Matter

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "ipdas.md"
ROW = re.compile(r"^\| ([QCK]\d+) .*? \| (yes|no) \| (.+) \|$", re.MULTILINE)
CLAIM = re.compile(r"`([a-z_]+)(?: ([a-z_]+))?` says “([^”]+)”")
ROWS = {name: (met, where) for name, met, where in ROW.findall(DOCUMENT.read_text("utf-8"))}
CLAIMS = sorted({claim for _, where in ROWS.values() for claim in CLAIM.findall(where)})


def weighed(house: House) -> None:
    """Fill in a sheet in a calm life, so that every page has what it can say."""
    scores = {path: {"1": {"all": (n, n, n)}} for n, path in enumerate(("mend", "space", "leave", "not_yet"))}
    house.notebook.add(SignsSeen(written=NOW, answers=SITUATIONS["distress"]))
    house.notebook.add(
        DecisionSheet(
            written=NOW, matters=(Matter(id=1, words="calm", points=(50, 90)),), scores=scores, gut_passed_over=True  # type: ignore[arg-type]
        )
    )  # fmt: skip


def test_every_item_of_the_instrument_stands_there_once() -> None:
    """Six to qualify, six to be certified, 23 of quality."""
    wanted = [f"{kind}{n}" for kind, most in (("Q", 6), ("C", 6), ("K", 23)) for n in range(1, most + 1)]
    assert list(ROWS) == wanted


def test_what_is_met_shows_where_and_what_is_not_says_why() -> None:
    """A row that is met has a claim that is tested; one that is not has a reason and claims nothing."""
    for name, (met, where) in ROWS.items():
        assert bool(CLAIM.findall(where)) == (met == "yes"), name
        assert len(where) > 10, name


def test_the_counts_in_the_text_are_those_of_the_tables() -> None:
    """What is summed up at the top is what stands below."""
    counts = [sum(met == "yes" for name, (met, _) in ROWS.items() if name[0] == kind) for kind in "QCK"]
    assert "{} of 6 qualifying, {} of 6 certification and {} of 23 quality".format(*counts) in DOCUMENT.read_text(
        "utf-8"
    )


@pytest.mark.parametrize(("page", "item", "words"), CLAIMS)
def test_the_page_says_what_is_claimed(house: House, browser: Browser, page: str, item: str, words: str) -> None:
    """The words stand on the page."""
    weighed(house)
    assert words in browser.get(house.at_address(page, item)).words
