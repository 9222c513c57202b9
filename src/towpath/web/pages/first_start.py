"""First start: know the limits, try the way out, choose a passphrase, choose a page to leave to."""

from dataclasses import dataclass
from typing import ClassVar, Final, get_args

from towpath.domain.records import Circumstances, IdleMinutes, Preferences
from towpath.domain.situation import Together
from towpath.errors import TowpathError
from towpath.vault import Notebook
from towpath.web.forms import passphrase as passphrase_form
from towpath.web.forms import preferences as form
from towpath.web.forms.fields import Fault
from towpath.web.pages.privacy import DEFAULTS, keep_preferences
from towpath.web.visit import Answer, Enter, Go, Show, Visit, copied, said, told

LIVING_TOGETHER_MINUTES: Final[IdleMinutes] = 2
APART_MINUTES: Final[IdleMinutes] = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """What the program does and cannot do, before any sensitive word."""

    template: ClassVar[str] = "welcome.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class TryLeaving:
    """What "leave this page" does, shown before it is first needed."""

    template: ClassVar[str] = "try_leaving.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassphrase:
    """Five generated words to write down, or one's own."""

    template: ClassVar[str] = "new.html"
    generated: str
    file: str
    copied: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """The page to leave to, whose help lines to show, and how the two live: it sets how soon the notebook locks."""

    template: ClassVar[str] = "settle.html"
    exit_page: str = DEFAULTS.exit_page
    country: str = ""
    living: str = ""


def welcome(_visit: Visit) -> Answer:
    """Show the interruption page."""
    return Show(page=Welcome())


def try_leaving(_visit: Visit) -> Answer:
    """Explain the way out and let it be tried."""
    return Show(page=TryLeaving())


def passphrase(visit: Visit) -> Answer:
    """Offer five words."""
    return Show(page=_new(visit))


def make_notebook(visit: Visit) -> Answer:
    """Make the notebook and open it for this browser, or say what is wrong with the passphrase."""
    chosen, again = visit.fields.get("passphrase"), visit.fields.get("again")
    faults = passphrase_form.check(chosen, again, visit.parts.pack.passphrase_words)
    if faults:
        return Show(page=_new(visit), status=422, faults=told(visit, faults))
    try:
        notebook = Notebook.create(visit.parts.settings.notebook, chosen)
    except TowpathError as error:
        return Show(page=_new(visit), status=422, faults=(said(visit, error, "passphrase"),))
    visit.parts.room.forget_door(visit.cookie)
    session = visit.parts.room.enter(notebook, DEFAULTS.idle_minutes * 60)
    session.new = True
    return Enter(session=session, then=Go("recovery"))


def settle(_visit: Visit) -> Answer:
    """Ask for the page to leave to, the country, and how the two live."""
    return Show(page=Settle())


def settled(visit: Visit) -> Answer:
    """Keep all three; the country and how the two live may be left out."""
    exit_page, faults = form.exit_page(visit.fields)
    country, country_faults = form.country(visit.fields, visit.parts.pack.help_facts.countries)
    faults += country_faults
    living = visit.fields.get("living")
    if living not in {"", "live_together", *get_args(Together)}:
        faults += (Fault("living", "answer_not_known", {"field": "living"}),)
    if faults:
        return Show(
            page=Settle(exit_page=exit_page, country=country, living=living), status=422, faults=told(visit, faults)
        )
    minutes = LIVING_TOGETHER_MINUTES if living in {"live_together", "leaving"} else APART_MINUTES
    chosen = Preferences(written=visit.now, exit_page=exit_page, idle_minutes=minutes, country=country)
    keep_preferences(visit, chosen)
    if living:
        visit.notebook.add(_circumstances(visit, living))
    return Go("today")


def _circumstances(visit: Visit, living: str) -> Circumstances:
    if living == "live_together":
        return Circumstances(written=visit.now, together="together", live_together=True)
    together = next(each for each in get_args(Together) if each == living)
    return Circumstances(written=visit.now, together=together)


def _new(visit: Visit) -> NewPassphrase:
    words = visit.parts.pack.passphrase_words
    generated = passphrase_form.generated(words, visit.parts.random)
    file = visit.parts.settings.notebook
    return NewPassphrase(generated=generated, file=str(file), copied=copied(visit))
