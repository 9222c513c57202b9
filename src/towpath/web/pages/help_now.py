"""Help now: who to call, by country, with the day on which each line was checked; open to anyone, without unlocking."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final

from towpath.content import Pack
from towpath.content.shapes import HelpLine
from towpath.usecases.picture import READ, picture
from towpath.web.forms import preferences as form
from towpath.web.pages.privacy import preferences
from towpath.web.visit import Answer, Go, Show, Visit, told

KINDS: Final = (
    "emergency", "crisis", "domestic_abuse", "sexual_violence", "young_people", "men", "lgbtq", "legal",
    "tech_safety", "own_behaviour", "couples",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line and what is known of its age: ``fresh``, ``old`` (checked too long ago) or ``undated``."""

    line: HelpLine
    age: str

    @property
    def look_first(self) -> bool:
        """The number must be compared with the service's own page first."""
        return self.line.check_first or self.age != "fresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpNow:
    """The countries to choose from, and the lines of the chosen one by kind."""

    template: ClassVar[str] = "help.html"
    country: str
    kinds: tuple[tuple[str, tuple[LineView, ...]], ...]


def show(visit: Visit) -> Answer:
    """Show the lines of the chosen country; before one is chosen, that of the open notebook."""
    pack = visit.parts.pack
    country = visit.item or (preferences(visit).country if visit.session else "")
    wanted = KINDS if _couples_may_show(visit) else KINDS[:-1]
    found = lines(pack, country, visit.today, wanted)
    by_kind = ((kind, tuple(view for view in found if view.line.kind == kind)) for kind in wanted)
    return Show(page=HelpNow(country=country, kinds=tuple((kind, views) for kind, views in by_kind if views)))


def choose_country(visit: Visit) -> Answer:
    """Go to the page of the chosen country; the choice is not kept."""
    country, faults = form.country(visit.fields, visit.parts.pack.help_facts.countries)
    if faults:
        return Show(page=HelpNow(country="", kinds=()), status=422, faults=told(visit, faults))
    return Go("help", country)


def lines(pack: Pack, country: str, today: date, kinds: Collection[str]) -> tuple[LineView, ...]:
    """Return the lines of these kinds for a country, with their age."""
    days = timedelta(days=pack.help_facts.expires_after_days)
    return tuple(
        LineView(line=line, age=_age(line.checked, today, days))
        for line in pack.help_lines(country)
        if line.kind in kinds
    )


def _age(checked: str, today: date, days: timedelta) -> str:
    """A month or a year alone counts from its first day: rather too old than too fresh."""
    if not checked:
        return "undated"
    first = date.fromisoformat((checked + "-01-01")[:10])
    return "fresh" if today - first <= days else "old"


def _couples_may_show(visit: Visit) -> bool:
    """Lines for couples are for strain without fear; where that is not known, they are not shown."""
    if visit.session is None:
        return False
    return picture(visit.notebook.records(*READ), visit.today).joint_work == "allowed"
