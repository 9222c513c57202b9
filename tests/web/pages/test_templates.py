import gzip
import re
from collections import Counter
from dataclasses import fields
from importlib.resources import files
from typing import Any

import pytest

from tests.web.pages.markup import FIELDS, Element, Page
from tests.web.pages.states import LOCKED, OPENED, help_page, kept, page_types, states
from towpath.content import Pack, load
from towpath.web.pages.journal import EntryPage
from towpath.web.render import render
from towpath.web.security.addresses import Addresses
from towpath.web.visit import Show

ADDRESSES = Addresses(b"secret")
STATES = states(load())
TEMPLATES = {file.name for file in (files("towpath.web") / "templates").iterdir()}
SHARED = {"frame.html", "parts.html", "charts.html", "pointing.html"}
DRAWN = {"svg", "title", "desc", "rect", "line", "circle", "text", "g", "polygon"}
"""All that a picture is made of: nothing that could run, be followed, move, or bring in something else."""

RENDERED: dict[str, str] = {}


def rendered(name: str) -> str:
    """Return a page as HTML, made once."""
    if name not in RENDERED:
        shown, frame = STATES[name]
        RENDERED[name] = render(shown, frame, load(), ADDRESSES)
    return RENDERED[name]


EVERY = pytest.mark.parametrize("name", STATES)
FRAMED = pytest.mark.parametrize("name", [name for name in STATES if not name.startswith("away")])


def test_every_page_has_its_own_template_and_none_is_unused() -> None:
    """There is one template for each page dataclass, and one dataclass for each template."""
    named = Counter(page.template for page in page_types())  # type: ignore[attr-defined]
    assert set(named.values()) == {1}
    assert set(named) == TEMPLATES - SHARED


def test_every_page_is_rendered_here() -> None:
    """No page is left out of these tests."""
    assert {type(shown.page) for shown, _ in STATES.values()} == page_types()


def test_every_yes_or_no_of_a_page_is_rendered_both_ways() -> None:
    """Each flag of each page is seen true and false."""
    seen: dict[tuple[type, str], set[Any]] = {}
    for shown, _ in STATES.values():
        for field in fields(shown.page):  # type: ignore[arg-type]
            value = getattr(shown.page, field.name)
            if isinstance(value, bool):
                seen.setdefault((type(shown.page), field.name), set()).add(value)
    assert seen
    assert all(values == {True, False} for values in seen.values()), seen


@EVERY
def test_a_page_renders_and_its_tags_are_closed(name: str) -> None:
    """Every state of every page renders with nothing undefined, and what is opened is closed."""
    page = Page(rendered(name))
    assert page.all("html")[0].attributes["lang"] == "en"
    assert not re.search(r"""[>"']\s*(None|True|False|Undefined)\s*[<"']""", rendered(name))


@EVERY
def test_the_title_says_nothing(name: str) -> None:
    """The title is "Notes" on every page."""
    titles = Page(rendered(name)).all("title")
    assert titles[0].text == "Notes"
    assert all(title.attributes["id"] for title in titles[1:])  # of pictures: no browser shows them as the page's


@EVERY
def test_a_form_is_posted_and_carries_the_token(name: str) -> None:
    """Every form is sent by POST to an address of ours, is not remembered, and carries the token once."""
    _, frame = STATES[name]
    for form in Page(rendered(name)).all("form"):
        assert form.attributes["method"] == "post"
        assert form.attributes["autocomplete"] == "off"
        assert form.attributes["action"].startswith("/")
        tokens = [each.attributes for each in form.inside if each.attributes.get("name") == "token"]
        assert [(token["type"], token["value"]) for token in tokens] == [("hidden", frame.token)]
        assert any(each.name == "button" for each in form.inside)


@EVERY
def test_no_field_is_remembered_by_the_browser(name: str) -> None:
    """Every input, select and textarea says so itself."""
    for element in Page(rendered(name)).all(*FIELDS):
        assert element.attributes["autocomplete"] == "off"
        assert element.form


@FRAMED
def test_leaving_comes_first(name: str) -> None:
    """The first thing that the Tab key reaches is the button that leaves; no other wants the focus."""
    first = Page(rendered(name)).focusable()[0]
    assert first.name == "button"
    assert first.form is not None
    assert first.form.attributes["id"] == "leave"
    assert first.form.attributes["data-to"] == "https://example.org/"
    assert "autofocus" not in rendered(name)


@EVERY
def test_nothing_is_written_into_the_page_that_could_run(name: str) -> None:
    """No script, style or handler stands in a page."""
    for element in Page(rendered(name)).elements:
        assert element.name not in {"style", "iframe", "object", "embed", "base", "math"}
        assert not [given for given in element.attributes if given == "style" or given.startswith("on")]
        if element.name == "script":
            assert element.attributes["src"].startswith("/")
            assert not element.text.strip()


@EVERY
def test_a_picture_holds_shapes_and_words_only(name: str) -> None:
    """What stands in a picture is drawn and can do nothing else; it has a name and says what it shows, or is hidden."""
    page = Page(rendered(name))
    for picture in page.all("svg"):
        inside = page.inside(picture)
        assert {each.name for each in (picture, *inside)} <= DRAWN
        assert not [given for each in inside for given in each.attributes if "href" in given]
        if picture.attributes.get("aria-hidden") != "true":
            assert picture.attributes["role"] == "img"
            named = picture.attributes["aria-labelledby"].split()
            assert [each.attributes.get("id") for each in inside[:2]] == named
            assert all(each.text.strip() for each in inside[:2])


@EVERY
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    """Only a link that a person follows leads elsewhere, and it tells nothing; nothing can be called by a tap."""
    for element in Page(rendered(name)).elements:
        for attribute in ("src", "href", "action", "data-draft", "data-alive", "poster", "srcset"):
            address = element.attributes.get(attribute, "/")
            if address.startswith(("/", "#")):
                assert not address.startswith("//")
                continue
            assert (element.name, attribute) == ("a", "href"), address
            assert address.startswith(("https://", "http://"))
            assert element.attributes["rel"] == "noreferrer noopener"


@EVERY
def test_every_label_and_fault_leads_to_something(name: str) -> None:
    """Ids are there once; labels, descriptions and links within the page point to one; every field has a label."""
    page = Page(rendered(name))
    ids = Counter(element.attributes["id"] for element in page.elements if "id" in element.attributes)
    assert set(ids.values()) <= {1}
    for element in page.elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby"):
            assert set(element.attributes.get(attribute, "").split()) <= set(ids), (attribute, element.attributes)
    labelled = {element.attributes["for"] for element in page.all("label") if "for" in element.attributes}
    for element in page.all(*FIELDS):
        if element.attributes.get("type") not in {"hidden", "radio", "checkbox"}:
            assert element.attributes["id"] in labelled


@FRAMED
def test_a_page_has_one_heading_and_one_main(name: str) -> None:
    """Each page has one first heading and one main part."""
    page = Page(rendered(name))
    assert len(page.all("h1")) == len(page.all("main")) == 1


@EVERY
def test_a_page_is_light(name: str) -> None:
    """Each page, at its fullest, is at most 40 kB on the wire."""
    assert len(gzip.compress(rendered(name).encode(), 6)) <= 40_000


def test_help_for_every_country_is_light(pack: Pack) -> None:
    """The lines of each country render, and fit in 40 kB on the wire."""
    for country in pack.help_facts.countries:
        page = render(Show(page=help_page(pack, country)), OPENED, pack, ADDRESSES)
        assert len(gzip.compress(page.encode(), 6)) <= 40_000, country


def test_style_and_script_are_light() -> None:
    """The style sheet is at most 8 kB on the wire, the script 3 kB."""
    static = files("towpath.web") / "static"
    assert len(gzip.compress((static / "style.css").read_bytes(), 6)) <= 8_000
    assert len(gzip.compress((static / "script.js").read_bytes(), 6)) <= 3_000


def test_style_and_script_fetch_nothing_and_store_nothing() -> None:
    """No address of another place, no import, no store of the browser, no worker."""
    static = files("towpath.web") / "static"
    style, script = ((static / name).read_text("utf-8") for name in ("style.css", "script.js"))
    for word in ("http:", "https:", "//cdn", "@import", "url("):
        assert word not in style
    words = ("http:", "https:", "localStorage", "sessionStorage", "indexedDB", "serviceWorker", "eval(", "import(")
    for word in (*words, "innerHTML", "document.write", "document.cookie", "sendBeacon", "Notification"):
        assert word not in script


def test_a_page_without_a_session_has_no_sign_of_the_notebook(pack: Pack) -> None:
    """While it is locked, a page links to help and nothing else, and does not lock itself."""
    locked, opened = (Page(render(STATES["lock"][0], frame, pack, ADDRESSES)) for frame in (LOCKED, OPENED))
    assert [link.text for link in _menu(locked)] == ["Help now"]
    assert len(_menu(opened)) == 9
    assert not [form for form in locked.all("form") if form.attributes.get("id") == "lock"]


def test_what_a_person_wrote_is_shown_as_text(pack: Pack) -> None:
    """Words that look like HTML or like a template are words."""

    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}\"'></div>"
    page = Page(render(Show(page=EntryPage(kept=kept(evil), earlier=(), late=None, files=0)), OPENED, pack, ADDRESSES))
    (text,) = [each for each in page.all("div") if each.attributes.get("class") == "text"]
    assert text.text == evil
    assert not page.all("img")


def _menu(page: Page) -> list[Element]:
    return [link for link in page.all("a") if link.attributes["href"] in _places()]


def _places() -> set[str]:
    names = ("today", "check_in", "signs", "picture", "over_time", "journal", "about_us", "privacy", "help")
    return {ADDRESSES.of(name) for name in names}
