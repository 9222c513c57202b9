"""Working: how far a piece of long work is, and the way to stop it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final, TypeVar

from towpath.web.visit import Answer, Go, Visit
from towpath.web.work import Work

Result = TypeVar("Result")

PATIENCE: Final = 1.0
"""Seconds for which a page waits before it says how far the work is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingPage:
    """What is being done, how much of it is done, and a button to stop; it comes anew until all is done."""

    template: ClassVar[str] = "working.html"
    kind: str
    item: str
    percent: int


class StillWorking(Exception):
    """What the page needs is not there yet: it is shown how far it is."""

    def __init__(self, page: WorkingPage) -> None:
        self.page = page


def begin(visit: Visit, name: str, do: Callable[[Work[Result]], Result]) -> Work[Result]:
    """Begin a piece of work, in the place of one of the same name; its first word is its kind."""
    give_up(visit, name)
    work = Work(do)
    visit.opened.works[name] = work
    return work


def worked(visit: Visit, name: str, do: Callable[[Work[Result]], Result]) -> Result:
    """Return what a piece of work gives; it is begun where it was not begun before.

    Raises:
        StillWorking: it takes longer than a page may wait; the same page asks again.
    """
    work: Work[Result] | None = visit.opened.works.get(name)
    return finished(visit, name, begin(visit, name, do) if work is None else work)


def finished(visit: Visit, name: str, work: Work[Result]) -> Result:
    """Return what came of a piece of work that was begun, and forget it.

    Raises:
        StillWorking: as ``worked``.
    """
    if not work.wait(PATIENCE):
        raise StillWorking(WorkingPage(kind=name.partition(" ")[0], item=name, percent=int(100 * work.share)))
    visit.opened.works.pop(name, None)
    found: Result = work.result()
    return found


def give_up(visit: Visit, name: str) -> None:
    """Stop a piece of work of this name, if there is one."""
    work = visit.opened.works.pop(name, None)
    if work is not None:
        work.stop()


def stop(visit: Visit) -> Answer:
    """Stop what the item names, and go back to where it was asked for."""
    give_up(visit, visit.item)
    kind, _, chat = visit.item.partition(" ")
    return Go("chat", chat.partition(" ")[0]) if kind == "pointing" else Go("messages")
