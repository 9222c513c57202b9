"""About us: how the two live, who is there, and thoughts of self-harm, which open the crisis page at once."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.records import Circumstances
from towpath.usecases.newest import newest
from towpath.web.forms import circumstances as form
from towpath.web.pages.help_now import LineView, lines
from towpath.web.pages.privacy import preferences
from towpath.web.visit import Answer, Go, Show, Visit, told


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutUs:
    """The questions, with what was said before."""

    template: ClassVar[str] = "about_us.html"
    said: Circumstances | None
    choices: tuple[str, ...] = form.CHOICES
    yes_no: tuple[str, ...] = form.YES_NO
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """Help for the person's own life, before anything else."""

    template: ClassVar[str] = "crisis.html"
    country: str
    lines: tuple[LineView, ...]


def show(visit: Visit) -> Answer:
    """Ask; what was said before is filled in, so that it can be changed."""
    found = newest(visit.notebook.records(Circumstances), Circumstances)
    return Show(page=AboutUs(said=found[1] if found else None, kept=visit.item == "kept"))


def keep(visit: Visit) -> Answer:
    """Keep what was said; thoughts of self-harm come first."""
    said, faults = form.circumstances(visit.fields, visit.now)
    if said is None:
        return Show(page=AboutUs(said=None), status=422, faults=told(visit, faults))
    visit.notebook.add(said)
    return Go("crisis") if said.self_harm in {"thoughts", "plan"} else Go("about_us", "kept")


def crisis(visit: Visit) -> Answer:
    """Show who is there now."""
    country = preferences(visit).country
    found = lines(visit.parts.pack, country, visit.today, kinds=("emergency", "crisis"))
    return Show(page=Crisis(country=country, lines=found))
