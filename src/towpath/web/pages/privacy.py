"""Privacy: what remains on this computer, and how the notebook behaves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Final

from towpath.domain.records import IdleMinutes, Preferences
from towpath.errors import TowpathError
from towpath.usecases.newest import newest
from towpath.vault import Notebook
from towpath.web.forms import passphrase as passphrase_form
from towpath.web.forms import preferences as form
from towpath.web.pages.opening import secret_of
from towpath.web.visit import Answer, Go, Show, Visit, copied, said, told

EXIT_PAGE: Final = "https://www.wikipedia.org/"
DEFAULTS: Final = Preferences(written=datetime.min.replace(tzinfo=UTC), exit_page=EXIT_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What is on this computer, and the choices."""

    template: ClassVar[str] = "privacy.html"
    file: str
    damaged: int
    later: int
    exit_page: str
    idle_minutes: IdleMinutes
    country: str
    idle_choices: tuple[IdleMinutes, ...] = form.IDLE_CHOICES
    saved: bool = False
    copied: str = ""
    read_only: bool = False
    has_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassphrase:
    """The old passphrase, the new one, and the new one again; ``has_old``: there is one now."""

    template: ClassVar[str] = "passphrase.html"
    generated: str
    has_old: bool


def preferences(visit: Visit) -> Preferences:
    """Return the choices kept in the open notebook, or what holds before any was made."""
    return preferences_in(visit.notebook)


def preferences_in(notebook: Notebook) -> Preferences:
    """Return the choices kept in this notebook, or what holds before any was made."""
    found = newest(notebook.records(Preferences), Preferences)
    return found[1] if found else DEFAULTS


def keep_preferences(visit: Visit, chosen: Preferences) -> None:
    """Keep the choices; they hold from now on."""
    found = newest(visit.notebook.records(Preferences), Preferences)
    if found:
        visit.notebook.replace(found[0], chosen)
    else:
        visit.notebook.add(chosen)
    if visit.session:
        visit.session.idle_seconds = chosen.idle_minutes * 60


def show(visit: Visit) -> Answer:
    """Show what remains here and the choices."""
    return Show(page=_page(visit, preferences(visit), saved=visit.item == "saved"))


def keep(visit: Visit) -> Answer:
    """Keep the choices, or say what is wrong with them."""
    exit_page, exit_faults = form.exit_page(visit.fields)
    minutes, minute_faults = form.idle_minutes(visit.fields)
    country, country_faults = form.country(visit.fields, visit.parts.pack.help_facts.countries)
    chosen = Preferences(written=visit.now, exit_page=exit_page[:500], idle_minutes=minutes, country=country)
    faults = exit_faults + minute_faults + country_faults
    if faults:
        return Show(page=_page(visit, chosen), status=422, faults=told(visit, faults))
    keep_preferences(visit, chosen)
    return Go("privacy", "saved")


def show_passphrase(visit: Visit) -> Answer:
    """Ask for the old passphrase and a new one."""
    return Show(page=_change(visit))


def change_passphrase(visit: Visit) -> Answer:
    """Change the passphrase and all keys, or say why not."""
    new, again = visit.fields.get("passphrase"), visit.fields.get("again")
    faults = passphrase_form.check(new, again, visit.parts.pack.passphrase_words)
    if faults:
        return Show(page=_change(visit), status=422, faults=told(visit, faults))
    try:
        visit.notebook.change_passphrase(secret_of(visit, "old") if visit.notebook.has_passphrase else None, new)
    except TowpathError as error:
        name = "old" if error.key == "cannot_open" else "passphrase"
        return Show(page=_change(visit), status=422, faults=(said(visit, error, name),))
    return Go("privacy", "saved")


def _page(visit: Visit, chosen: Preferences, *, saved: bool = False) -> Privacy:
    closed = [each.reason for each in visit.notebook.damaged]
    later = closed.count("unknown_kind")
    return Privacy(
        file=str(visit.parts.settings.notebook),
        damaged=len(closed) - later,
        later=later,
        exit_page=chosen.exit_page,
        idle_minutes=chosen.idle_minutes,
        country=chosen.country,
        saved=saved,
        copied=copied(visit),
        read_only=visit.notebook.read_only,
        has_words=visit.notebook.has_recovery,
    )


def _change(visit: Visit) -> ChangePassphrase:
    words = visit.parts.pack.passphrase_words
    generated = passphrase_form.generated(words, visit.parts.random)
    return ChangePassphrase(generated=generated, has_old=visit.notebook.has_passphrase)
