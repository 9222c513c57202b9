"""Bring in a diary: read a file, show what was found, then keep all of it or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from towpath.errors import BadInput
from towpath.usecases import diary_file
from towpath.usecases.diary_file import DiaryFile, Order
from towpath.web.forms.days import day
from towpath.web.forms.multipart import Part
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, said, told

SHOWN: Final = 5
"""How many entries are shown from the beginning and from the end."""
UNREAD_SHOWN: Final = 50
_ORDERS: Final[dict[str, Order]] = {"": "", "day": "day", "month": "month"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """Which file, and what it may not say itself."""

    template: ClassVar[str] = "bring_in.html"
    today: date
    day: date
    order: Order = ""
    megabytes: int = diary_file.FILE_LIMIT // 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """What the file holds; nothing is kept yet."""

    template: ClassVar[str] = "brought.html"
    diary: DiaryFile
    new: int
    first: tuple[diary_file.Read, ...]
    last: tuple[diary_file.Read, ...]
    unread: tuple[diary_file.Unread, ...]


def choose(visit: Visit) -> Answer:
    """Offer to choose a file."""
    return Show(page=ChoosePage(today=visit.today, day=visit.today))


def read(visit: Visit) -> Answer:
    """Read the file in memory, or say why it cannot be read."""
    about, faults = day(visit.fields.get("day"), visit.today)
    order = _ORDERS.get(visit.fields.get("order"), "")
    page = ChoosePage(today=visit.today, day=about, order=order)
    if faults:
        return Show(page=page, status=422, faults=told(visit, faults))
    part = next(visit.files, None)
    try:
        diary = diary_file.read(_whole(part), visit.today, day=about, order=order)
    except BadInput as error:
        name = "order" if error.key == "diary_order" else "file"
        return Show(page=page, status=422, faults=(said(visit, error, name),))
    visit.opened.diary = diary
    return Go("brought")


def show(visit: Visit) -> Answer:
    """Show what was found, before anything is kept."""
    diary = visit.opened.diary
    if diary is None:
        return Go("bring_in")
    here = diary_file.already(visit.notebook)
    found = sorted(diary.entries, key=lambda one: (one.day, one.line))
    return Show(
        page=FoundPage(
            diary=diary,
            new=len({(one.day, one.text) for one in found} - here),
            first=tuple(found[:SHOWN]),
            last=tuple(found[max(SHOWN, len(found) - SHOWN) :]),
            unread=diary.unread[:UNREAD_SHOWN],
        )
    )


def keep(visit: Visit) -> Answer:
    """Keep all that was found, or drop it."""
    diary = visit.opened.diary
    if diary is None:
        raise NotThere
    if visit.fields.get("answer") == "keep":
        diary_file.keep(visit.notebook, diary.entries, visit.now)
    visit.opened.diary = None
    return Go("journal")


def _whole(part: Part | None) -> bytes:
    """Return the bytes of the file, one more than there may be at the most.

    Raises:
        BadInput: none was chosen (``no_file_chosen``), or it is too large (``diary_large``).
    """
    if part is None:
        raise BadInput("no_file_chosen")
    data = bytearray()
    for piece in part.content:
        data += piece
        if len(data) > diary_file.FILE_LIMIT:
            raise BadInput("diary_large", limit=str(diary_file.FILE_LIMIT // 1_000_000))
    return bytes(data)
