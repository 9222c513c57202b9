"""No page in any state, in any gate, says what is never said; what others wrote (sources, help lines) is left out."""

import re
from html import unescape
from pathlib import Path

import pytest

import towpath
from tests.never_said import gendered, verdicts
from tests.web.pages.states import states
from tests.web.pages.test_templates import rendered
from towpath.content import load

PACK = load()
STATES = states(PACK)
TEMPLATES = sorted((Path(towpath.__file__).parent / "web" / "templates").glob("*.html"))
QUOTED = sorted(
    {
        *(source.what for source in PACK.sources.values()),
        *(source.caution for source in PACK.sources.values() if source.caution),
        *(source.use for source in PACK.sources.values() if source.use),
    },
    key=len,
    reverse=True,
)


OURS = [name for name in STATES if not name.startswith(("help", "crisis", "own-part", "own_part"))]
"""Pages without lines of others: notes on help lines are read by a test of their own."""


def words_of(html: str) -> str:
    """Return what stands between the tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def own_words(name: str) -> str:
    """Return what a page says in our words."""
    text = words_of(rendered(name))
    for quoted in QUOTED:
        text = text.replace(" ".join(quoted.split()), "")
    return text


@pytest.mark.parametrize("name", OURS)
def test_no_page_says_a_verdict_an_order_or_a_chance(name: str) -> None:
    """Every page in every state that the tests of looks render."""
    assert verdicts(own_words(name)) == []
    assert gendered(own_words(name)) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_it_either(template: Path) -> None:
    """The words between the tags, in whatever branch they stand."""
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", template.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", source)
    assert verdicts(text) == []
    assert gendered(text) == []
