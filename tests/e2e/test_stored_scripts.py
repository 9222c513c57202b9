"""Words that are meant to become scripts: shown as typed wherever they come up, and never run."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Dialog

from tests.e2e import notebooks
from tests.e2e.conftest import windows
from tests.e2e.local import Local
from tests.e2e.person import PACK, Person
from towpath.domain.signs import in_family

pytestmark = pytest.mark.browser

PAYLOADS: Final = (
    "<script>ran()</script>",
    "</script><script>ran()</script>",
    "<img src=x onerror=ran()>",
    "<svg/onload=ran()>",
    "<svg><script>ran()</script></svg>",
    "</textarea><script>ran()</script>",
    "</title></style></noscript><script>ran()</script>",
    '"><script>ran()</script>',
    "'><img src=x onerror=ran()>",
    '" onfocus=ran() autofocus x="',
    "' onmouseover=ran() '",
    "<a href=javascript:ran()>x</a>",
    "javascript:ran()",
    "<iframe srcdoc='<script>parent.ran()</script>'></iframe>",
    "<object data=javascript:ran()></object>",
    "<math><mtext><table><mglyph><style><img src=x onerror=ran()></style></mglyph></table></mtext></math>",
    "<form id=leave data-to=javascript:ran()><button>x</button></form>",
    "<base href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:ran()'>",
    "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "<!--<img src='--><img src=x onerror=ran()>'>",
    "\u2028<script>ran()</script>\u202e<img src=x onerror=ran()>",
)
ALL: Final = " ".join(PAYLOADS)
WATCH: Final = "window.ran = () => { window.hasRun = true; console.error('a script ran'); };"
SEND: Final = """([action, token, fields]) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = action;
    for (const [name, value] of [["token", token], ...fields]) {
        const field = document.createElement("textarea");
        field.name = name;
        field.value = value;
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""


class Watched:
    """A window that tells whether anything ran."""

    def __init__(self, person: Person, server: Local) -> None:
        self.person, self.server = person, server
        self.dialogs: list[str] = []
        person.page.add_init_script(WATCH)

        def dismiss(dialog: Dialog) -> None:
            self.dialogs.append(dialog.message)
            dialog.dismiss()

        person.page.on("dialog", dismiss)
        person.open(server.address)
        person.unlock()

    def nothing_ran(self) -> None:
        """Look for what a script would leave; a script that the browser had to stop is a complaint of the browser."""
        assert self.person.page.evaluate("window.hasRun") is None
        assert self.dialogs == []
        assert self.person.faults_of_pages == []

    def send(self, address: str, fields: list[tuple[str, str]]) -> None:
        """Send a form that no page of ours offers, as a page of ours would."""
        page = self.person.page
        token = page.locator("body").get_attribute("data-token")
        with page.expect_navigation():
            page.evaluate(SEND, [address, token, fields])


@pytest.fixture(scope="module")
def watched(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Watch a window on an open notebook."""
    notebook = tmp_path_factory.mktemp("scripts") / "notes.db"
    notebooks.make(notebook)
    server = Local(notebook)
    for sit_down in windows(browser):
        yield Watched(sit_down(), server)
    server.close()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_entry_is_shown_as_typed_and_runs_nothing(watched: Watched, payload: str) -> None:
    """On the pages of the entry, of its change and of the journal the text is the text."""
    person = watched.person
    person.open(watched.server.of("write"))
    person.sees("write")
    person.page.fill("#text", payload)
    person.button("Keep").click()
    person.sees_entry(payload)
    watched.nothing_ran()
    person.link("Change").click()
    person.sees("change")
    assert person.page.locator("#text").input_value() == payload
    watched.nothing_ran()


def test_the_journal_and_the_question_before_deleting_run_nothing(watched: Watched) -> None:
    """All of them at once in the list, and one on the page that asks before it is deleted."""
    person = watched.person
    person.open(watched.server.of("journal"))
    person.sees("journal")
    watched.nothing_ran()
    person.page.locator(".entries a").first.click()
    person.link("Delete").click()
    person.sees("delete")
    watched.nothing_ran()


def test_a_draft_and_an_earlier_version_run_nothing(watched: Watched) -> None:
    """Words not kept yet and words of before are as harmless as an entry."""
    person = watched.person
    person.open(watched.server.of("write"))
    person.sees("write")
    person.page.fill("#text", ALL)
    person.page.locator("#kept").wait_for()
    person.open(watched.server.of("write"))
    person.sees("write")
    assert person.page.locator("#text").input_value() == ALL
    watched.nothing_ran()
    person.button("Keep").click()
    person.sees_entry(ALL)
    person.link("Change").click()
    person.sees("change")
    person.page.fill("#text", "Now without.")
    person.button("Keep").click()
    person.sees_entry("Now without.")
    person.page.locator("details summary").click()
    assert person.page.locator("details .text").text_content() == ALL
    watched.nothing_ran()


@pytest.mark.parametrize("payload", ['https://a.example/"><script>ran()</script>', "https://a.example/';ran();//"])
def test_an_exit_page_is_shown_as_typed_and_runs_nothing(watched: Watched, payload: str) -> None:
    """An address full of signs is an address: in its field, in the way out, and in the page that leads there."""
    person = watched.person
    person.open(watched.server.of("privacy"))
    person.sees("privacy")
    person.page.fill("#exit_page", payload)
    person.button("Keep").first.click()
    person.sees_kept()
    assert person.page.locator("#exit_page").input_value() == payload
    assert person.page.locator("#leave").get_attribute("data-to") == payload
    watched.nothing_ran()


FORMS: Final[dict[str, list[tuple[str, str]]]] = {
    "lock": [("passphrase", ALL)],
    "help": [("country", ALL)],
    "settle": [("exit_page", ALL), ("living", ALL), ("country", ALL)],
    "check_in": [("day", ALL), *((question, ALL) for question in PACK.check_in.questions)],
    "about_us": [(name, ALL) for name in ("together", "live_together", "children", "support", "self_harm")],
    "write": [("text", ALL), ("day", ALL)],
    "privacy": [("exit_page", ALL), ("idle_minutes", ALL), ("country", ALL)],
    "passphrase": [("old", ALL), ("passphrase", ALL), ("again", ALL)],
}


@pytest.mark.parametrize("page", FORMS)
@pytest.mark.parametrize("also", [[], [(payload, payload) for payload in PAYLOADS]], ids=["fields", "unknown fields"])
def test_a_forged_form_runs_nothing(watched: Watched, page: str, also: list[Any]) -> None:
    """Whatever is sent in a known or an unknown field, the answer shows it as text or not at all."""
    if watched.person.page.locator("#lock").count() == 0:
        watched.person.unlock()
    watched.send(watched.server.of(page), [*FORMS[page], *also])
    watched.nothing_ran()


@pytest.mark.parametrize("family", ["felt", "around"])
def test_forged_answers_to_signs_run_nothing(watched: Watched, family: str) -> None:
    """Answers that no page offers come back as faults, not as scripts."""
    fields = [(prefix + sign.id, ALL) for sign in in_family(family) for prefix in ("o.", "w.")]
    watched.send(watched.server.of("family", family), fields)
    assert watched.person.page.locator(".faults li").count() == len(in_family(family))
    watched.nothing_ran()


@pytest.mark.parametrize("payload", PAYLOADS[:9])
def test_an_address_runs_nothing(watched: Watched, payload: str) -> None:
    """An address made of a script is a page that is not there."""
    watched.person.open(f"{watched.server.origin}/{payload}?{payload}#{payload}")
    watched.person.sees("not_there")
    watched.nothing_ran()
