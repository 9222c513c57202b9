"""Who can open the notebook: recovery words, the passphrase taken away, a second notebook, and the end of this one."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from towpath.errors import TowpathError
from towpath.usecases.recovery_words import as_words, may_be, typed
from towpath.vault import Opening, Recovery
from towpath.vault.recovery import SECRET_BYTES
from towpath.web.forms import passphrase as passphrase_form
from towpath.web.forms.fields import Fault
from towpath.web.visit import Answer, Go, Leave, Show, Visit, said, told

SHOWN = 100
"""How many openings are listed, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPage:
    """Eleven words that are not in force yet; ``first`` while the notebook is set up, ``anew`` if there are others."""

    template: ClassVar[str] = "recovery.html"
    words: tuple[str, ...]
    first: bool
    anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandAway:
    """The passphrase is taken away, if there are recovery words."""

    template: ClassVar[str] = "hand_away.html"
    has_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Another:
    """A second notebook behind the same prompt."""

    template: ClassVar[str] = "another.html"
    generated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase:
    """The end of this notebook, asked twice."""

    template: ClassVar[str] = "erase.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """When the notebook was opened, the newest first."""

    template: ClassVar[str] = "openings.html"
    openings: tuple[Opening, ...]
    here: datetime
    read_only: bool = False
    """The present one is not among them."""


def secret_of(visit: Visit, field: str) -> str | Recovery:
    """Return what was typed: recovery words where it can be and is, else a passphrase."""
    text = visit.fields.get(field)
    return typed(text, visit.parts.pack.passphrase_words) if may_be(text) else text


def show_recovery(visit: Visit) -> Answer:
    """Show words that wait to be written down; nothing is changed yet."""
    return Show(page=_recovery(visit))


def keep_recovery(visit: Visit) -> Answer:
    """Put the words in force once they are written down, or go on without them."""
    session = visit.opened
    then = Go("settle") if session.new else Go("privacy", "saved")
    if visit.fields.get("answer") == "without":
        session.words, session.new = None, False
        return then if then.page == "settle" else Go("privacy")
    if session.words is None or visit.fields.get("written") != "yes":
        faults = told(visit, (Fault("written", "words_not_written"),))
        return Show(page=_recovery(visit), status=422, faults=faults)
    if not session.new and not visit.notebook.accepts(secret_of(visit, "passphrase")):
        faults = told(visit, (Fault("passphrase", "passphrase_wrong"),))
        return Show(page=_recovery(visit), status=422, faults=faults)
    try:
        visit.notebook.set_recovery(None, session.words)
    except TowpathError as error:
        return Show(page=_recovery(visit), status=422, faults=(said(visit, error, "written"),))
    session.words, session.new = None, False
    return then


def show_hand_away(visit: Visit) -> Answer:
    """Explain it."""
    return Show(page=HandAway(has_words=visit.notebook.has_recovery))


def hand_away(visit: Visit) -> Answer:
    """Take the passphrase away, if the recovery words are at hand and it is wanted knowingly; then the lock page."""
    words, faults = secret_of(visit, "words"), tuple[Fault, ...]()
    if not isinstance(words, Recovery) or not visit.notebook.accepts(words):
        faults = (Fault("words", "words_wrong"),)
    elif visit.fields.get("sure") != "yes":
        faults = (Fault("sure", "not_sure"),)
    if faults:
        page = HandAway(has_words=visit.notebook.has_recovery)
        return Show(page=page, status=422, faults=told(visit, faults))
    visit.notebook.lock_away()
    visit.parts.room.leave()
    return Leave(away=False)


def show_another(visit: Visit) -> Answer:
    """Explain it, and offer five words."""
    return Show(page=_another(visit))


def another(visit: Visit) -> Answer:
    """Make a second, empty notebook, or say why not."""
    chosen, again = visit.fields.get("passphrase"), visit.fields.get("again")
    faults = passphrase_form.check(chosen, again, visit.parts.pack.passphrase_words)
    if faults:
        return Show(page=_another(visit), status=422, faults=told(visit, faults))
    try:
        visit.notebook.another(chosen)
    except TowpathError as error:
        return Show(page=_another(visit), status=422, faults=(said(visit, error, "passphrase"),))
    return Go("privacy", "saved")


def show_erase(_visit: Visit) -> Answer:
    """Explain it."""
    return Show(page=Erase())


def erase(visit: Visit) -> Answer:
    """Erase this notebook with everything in it, if its passphrase is typed and it is wanted knowingly."""
    faults = tuple[Fault, ...]()
    if not visit.notebook.accepts(secret_of(visit, "passphrase")):
        faults = (Fault("passphrase", "passphrase_wrong"),)
    elif visit.fields.get("sure") != "yes":
        faults = (Fault("sure", "not_sure"),)
    if faults:
        return Show(page=Erase(), status=422, faults=told(visit, faults))
    visit.notebook.erase()
    visit.parts.room.leave()
    return Leave(away=False)


def show_openings(visit: Visit) -> Answer:
    """List them."""
    listed = visit.notebook.openings[::-1][:SHOWN]
    return Show(page=Openings(openings=listed, here=visit.now, read_only=visit.notebook.read_only))


def clear_openings(visit: Visit) -> Answer:
    """Forget all but the present one."""
    visit.notebook.clear_openings()
    return Go("openings")


def _recovery(visit: Visit) -> RecoveryPage:
    session = visit.opened
    session.words = session.words or Recovery(visit.parts.random(SECRET_BYTES))
    words = as_words(session.words, visit.parts.pack.passphrase_words)
    return RecoveryPage(words=words, first=session.new, anew=visit.notebook.has_recovery)


def _another(visit: Visit) -> Another:
    return Another(generated=passphrase_form.generated(visit.parts.pack.passphrase_words, visit.parts.random))
