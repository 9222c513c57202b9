"""Five invented people go their way through the pages of acting, each with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.e2e import notebooks
from tests.e2e.conftest import Serve, SitDown
from tests.e2e.notebooks import GATES
from tests.e2e.person import PACK, Person
from tests.e2e.test_journeys import opened
from tests.never_said import gendered, verdicts
from towpath.domain.records import Circumstances, Record

pytestmark = pytest.mark.browser


def lives(**said: object) -> Circumstances:
    """Return how someone lives."""
    found: Circumstances = Circumstances(written=notebooks.now(), **said)  # type: ignore[arg-type]
    return found


def person_of(serve: Serve, sit_down: SitDown, *records: Record, scripts: bool) -> Person:
    """Sit down in front of their notebook; help is in one country."""
    return opened(serve, sit_down, *records, notebooks.preferences("GB"), scripts=scripts)


def says_nothing_forbidden(person: Person) -> None:
    """The page as it is read holds no verdict and no word of one gender."""
    text = person.page.locator("main").inner_text()
    assert verdicts(text) == []
    assert gendered(text) == []


def test_strained_but_mendable(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """A talk is prepared, a limit set in the first person, and what was agreed goes into the ledger."""
    person = person_of(serve, sit_down, notebooks.signs(GATES["distress"]), scripts=scripts)
    person.link("Talk").click()
    person.page.fill("#saw", "On Sunday the door was shut and nobody said why.")
    person.page.fill("#ask", "Will you say one line before you go?")
    person.sends()
    expect(person.page.locator("#ask")).to_have_value("Will you say one line before you go?")
    expect(person.page.get_by_text(PACK.talk.counsellor[0])).to_be_visible()
    person.link("Limits: what I will do").click()
    person.link("Set a limit").click()
    person.page.fill("#happens", "shouting at the table")
    person.page.fill("#will", "You must stop or I go")
    person.sends()
    expect(person.page.get_by_text(PACK.limits.demand["or_else"])).to_be_visible()
    person.page.fill("#will", "eat in the other room")
    person.sends()
    expect(person.page.get_by_text(PACK.limits.demand["or_else"])).to_have_count(0)
    person.page.get_by_text(PACK.limits.did["did"], exact=True).click()
    person.sends("Note it")
    person.link("Back to all limits").click()
    expect(person.page.get_by_text("I did what I said 1 of 1 times.")).to_be_visible()


def test_controlled_without_a_blow(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """Talk is closed with a reason; a plan for staying has someone trained first and nothing that tells."""
    person = person_of(serve, sit_down, notebooks.signs(GATES["control"]), scripts=scripts)
    person.link("Talk").click()
    expect(person.page.get_by_text(PACK.talk.page["closed"])).to_be_visible()
    expect(person.page.locator("main textarea")).to_have_count(0)
    says_nothing_forbidden(person)
    person.link("A plan of small steps").click()
    person.sends(PACK.plan.path["stay"])
    person.sees_heading(PACK.plan.path["stay"])
    first = next(step for step in PACK.plan_steps if step.id == "someone_trained")
    expect(person.page.locator("ol > li summary").first).to_contain_text(first.title)
    text = person.page.locator("main").inner_text()
    assert not [step.title for step in PACK.plan_steps if step.tells and step.title in text]
    says_nothing_forbidden(person)


def test_afraid_with_children(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """Help first, a doctor, advice for the children; a step is marked, and the list for the pocket says nothing."""
    person = person_of(serve, sit_down, notebooks.signs(GATES["danger"]), lives(children=True), scripts=scripts)
    person.link("A plan of small steps").click()
    person.sends(PACK.plan.path["leave"])
    person.sees_heading(PACK.plan.path["leave"])
    expect(person.page.locator("section.first")).to_be_visible()
    titles = {step.id: step.title for step in PACK.plan_steps}
    text = person.page.locator("main").inner_text()
    assert titles["doctor"] in text
    assert titles["advice_children"] in text
    assert f"{titles['children_not_between']} (" not in text
    row = person.page.locator(".plan-steps > li", has_text=titles["cash"])
    row.locator("summary").click()
    row.get_by_role("button", name=f"Done: {titles['cash']}").click()
    expect(person.page.locator(".plan-steps > li", has_text=titles["cash"]).locator(".mark")).to_have_text("Done")
    says_nothing_forbidden(person)
    person.link("A list for the pocket").click()
    person.page.fill("#text", "Milk\nBread")
    person.sends()
    expect(person.page.locator(".printed")).to_have_text("Milk\nBread")


def test_left_and_being_pressed_to_return(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """An advocate comes before any new try; pressure is noted as something that happened."""
    pressed = notebooks.signs({**GATES["control"], "manipulation.return_pressure": "often"})
    person = person_of(serve, sit_down, pressed, lives(together="apart"), notebooks.event("left", 20), scripts=scripts)
    person.link("Try again?").click()
    expect(person.page.get_by_text(PACK.again.page["closed"])).to_be_visible()
    expect(person.page.locator("#observed")).to_have_count(0)
    says_nothing_forbidden(person)
    person.link("After it ended").click()
    person.sees_heading("After")
    person.go("today")
    person.write_incident("Forty calls in one night.", sign="manipulation.return_pressure")
    person.go("journal")
    expect(person.page.locator(".entries li", has_text="Forty calls")).to_have_count(1)


def test_the_one_who_wants_them_to_chase(serve: Serve, sit_down: SitDown, *, scripts: bool) -> None:
    """The aim is named, said to backfire, and leads to a plain talk; nowhere is there a tactic or a number of days."""
    person = person_of(serve, sit_down, notebooks.signs(GATES["distress"]), scripts=scripts)
    person.link("Weigh the paths").click()
    person.link("My aim").click()
    person.page.get_by_text(PACK.choosing.aim["make_them_chase"], exact=True).click()
    person.sends()
    expect(person.page.get_by_text(PACK.method.intention["tactic"].title)).to_be_visible()
    expect(person.page.get_by_text(PACK.method.caution["tactic_backfires"].title)).to_be_visible()
    says_nothing_forbidden(person)
    person.link("Take space that is told and has a day to talk").click()
    expect(person.page.get_by_text(PACK.method.caution["tactic_backfires"].title)).to_be_visible()
    person.go("today")
    person.link("Weigh the paths").click()
    person.link("My aim").click()
    person.link("Prepare one honest talk").click()
    person.sees_heading("Talk")
    expect(person.page.locator("#need")).to_be_visible()
