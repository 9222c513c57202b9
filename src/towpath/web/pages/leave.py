"""Leaving: away from the page at once, the lock, and the end of the program."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.web.pages.privacy import DEFAULTS, preferences
from towpath.web.visit import Answer, Leave, Text, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """An empty page that goes on to a neutral one: for a browser that does not run the script."""

    template: ClassVar[str] = "away.html"
    to: str


def leave_this_page(visit: Visit) -> Answer:
    """End the session, forget the browser and send it to the neutral page of the person's choice."""
    _let_go(visit)
    to = preferences(visit).exit_page if visit.session else DEFAULTS.exit_page
    if _still_trying(visit):
        return Leave(away=True, to=to, forget=False)
    _forget(visit)
    return Leave(away=True, to=to)


def lock(visit: Visit) -> Answer:
    """Close the notebook; the lock page follows."""
    visit.parts.room.leave()
    return Leave(away=False)


def stop(visit: Visit) -> Answer:
    """Close the notebook and end the program."""
    _let_go(visit)
    to = preferences(visit).exit_page
    _forget(visit)
    visit.parts.stop()
    return Leave(away=True, to=to)


def still_here(_visit: Visit) -> Answer:
    """Nothing to do: that the person is still writing has been noted with the visit."""
    return Text(status=204)


def _still_trying(visit: Visit) -> bool:
    """Before there is a notebook, the way out can be tried: the browser stays known and nothing is there to be seen."""
    known = visit.parts.room.door_token(visit.cookie)
    return bool(known) and visit.session is None and not visit.parts.settings.notebook.exists()


def _let_go(visit: Visit) -> None:
    """End what is still coming in: nothing more is read from a notebook that a file is being written to."""
    if visit.session:
        visit.session.ended = True


def _forget(visit: Visit) -> None:
    if visit.session:
        visit.parts.room.leave()
    visit.parts.room.forget_door(visit.cookie)
