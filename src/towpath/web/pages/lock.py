"""The lock page: open a notebook with its passphrase or its recovery words. It looks the same in every state."""

from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from towpath.errors import BadInput, CannotOpen, TowpathError
from towpath.vault import Notebook
from towpath.web.pages.opening import secret_of
from towpath.web.pages.privacy import preferences_in
from towpath.web.security.room import Session
from towpath.web.visit import Answer, Enter, Go, Show, Visit, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A passphrase is asked for; ``held`` tells that something sent meanwhile waits for it."""

    template: ClassVar[str] = "lock.html"
    held: bool = False


def show(visit: Visit) -> Answer:
    """Show the lock page; an open notebook goes on with the day."""
    if visit.session:
        return Go("today")
    return Show(page=_lock(visit))


def unlock(visit: Visit) -> Answer:
    """Open the notebook and give this browser a session with new secrets."""
    room = visit.parts.room
    wait = room.wait_seconds()
    if wait:
        return _closed(visit, BadInput("slow_down", seconds=ceil(wait)), 429)
    try:
        notebook = _opened(visit)
    except CannotOpen as error:
        room.failed()
        return _closed(visit, error, 403)
    except TowpathError as error:
        return _closed(visit, error, 409)
    held, (words, new) = room.take_held(visit.cookie), room.take_begun(visit.cookie)
    session = room.enter(notebook, preferences_in(notebook).idle_minutes * 60)
    session.words, session.new = words, new
    return Enter(session=session, then=_then(session), held=held)


def _then(session: Session) -> Go:
    """Go on where something must not be left half done: words that were written down, or no passphrase at all."""
    if session.words or session.new:
        return Go("recovery")
    return Go("today") if session.notebook.has_passphrase else Go("passphrase")


def _opened(visit: Visit) -> Notebook:
    """Open the file; where another browser has it open, what was typed decides and that session ends."""
    passphrase, room = secret_of(visit, "passphrase"), visit.parts.room
    already = room.open_notebook()
    if already is None:
        return Notebook.open(visit.parts.settings.notebook, passphrase)
    if not already.opens_any(passphrase):
        raise CannotOpen
    room.leave()
    return Notebook.open(visit.parts.settings.notebook, passphrase)


def _closed(visit: Visit, error: TowpathError, status: int) -> Show:
    return Show(page=_lock(visit), status=status, faults=(said(visit, error, "passphrase"),))


def _lock(visit: Visit) -> Lock:
    return Lock(held=visit.parts.room.holds(visit.cookie))
