"""Contact: the person's own rule for it, and the times when it went otherwise."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.contact import Contact
from towpath.usecases import afterwards
from towpath.web.forms import after as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """The rule, to write or to change, and the times when it went otherwise; ``kept``: there is a rule to delete."""

    template: ClassVar[str] = "contact.html"
    text: str
    kept: bool
    since: date | None
    otherwise: tuple[tuple[str, Contact], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherwisePage:
    """One time when it went otherwise, to add or change; ``id`` is empty for a new one."""

    template: ClassVar[str] = "otherwise.html"
    id: str
    typed: Contact
    today: date


def show(visit: Visit) -> Answer:
    """Show the rule and the times when it went otherwise."""
    return Show(page=_page(visit))


def keep(visit: Visit) -> Answer:
    """Keep the rule in place of the one before, or delete it."""
    rule = afterwards.contact_rule(visit.notebook.records(Contact))
    if rule and visit.fields.get("then") == "delete":
        visit.notebook.delete(rule[0])
        return Go("contact")
    typed, faults = form.contact_rule(visit.fields, visit.now)
    if faults:
        return Show(page=_page(visit, typed.text), status=422, faults=told(visit, faults))
    if rule:
        visit.notebook.revise(rule[0], typed)
    else:
        visit.notebook.add(typed)
    return Go("contact")


def ask(visit: Visit) -> Answer:
    """Offer to note a time when it went otherwise, or one to change."""
    typed = _otherwise(visit) if visit.item else Contact(written=visit.now, day=visit.today, part="otherwise", text="")
    return Show(page=OtherwisePage(id=visit.item, typed=typed, today=visit.today))


def note(visit: Visit) -> Answer:
    """Keep or delete a time when it went otherwise, or say what is wrong with it."""
    if visit.item:
        _otherwise(visit)
    if visit.item and visit.fields.get("then") == "delete":
        visit.notebook.delete(visit.item)
        return Go("contact")
    typed, faults = form.otherwise(visit.fields, visit.now)
    if faults:
        page = OtherwisePage(id=visit.item, typed=typed, today=visit.today)
        return Show(page=page, status=422, faults=told(visit, faults))
    if visit.item:
        visit.notebook.revise(visit.item, typed)
    else:
        visit.notebook.add(typed)
    return Go("contact")


def _page(visit: Visit, typed: str | None = None) -> ContactPage:
    stored = visit.notebook.records(Contact)
    rule = afterwards.contact_rule(stored)
    before = rule[1].text if rule else ""
    return ContactPage(
        text=before if typed is None else typed,
        kept=rule is not None,
        since=rule[1].day if rule else None,
        otherwise=afterwards.times_otherwise(stored),
    )


def _otherwise(visit: Visit) -> Contact:
    found = afterwards.one(visit.notebook, visit.item, Contact)
    if found is None or found.part != "otherwise":
        raise NotThere
    return found
