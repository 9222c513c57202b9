"""Messages: bring in a chat from an app, see what was read and what was not, then keep all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from towpath.domain.chat import TITLE_LIMIT, Chat
from towpath.errors import BadInput
from towpath.web.forms.multipart import Part
from towpath.web.pages.working import StillWorking, begin, finished
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, said
from towpath.web.visit import Message as Fault
from towpath.web.work import Work

if TYPE_CHECKING:  # readers of chats come with it: nobody waits for them who brings none
    from towpath.importers.apart import Header
    from towpath.importers.message import Message
    from towpath.usecases.chats import Brought, Said

SHOWN: Final = 5
"""Messages that are shown of a file before it is kept."""
LISTED: Final = 50
"""People who can be chosen: those who wrote most. In any text there may be thousands that look like names."""
DAY_FIRST: Final[Mapping[str, bool]] = {"day": True, "month": False}
NOBODY: Final = "none"
READING: Final = "reading"
KEEPING: Final = "keeping"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    """The chats that are here, how to take one out of each app, and the form to bring it in."""

    template: ClassVar[str] = "messages.html"
    chats: tuple[tuple[str, Chat], ...]
    waiting: bool
    """Whether a file is being read, or was read and is not kept yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtPage:
    """What a file holds, and what only the person can say of it; nothing is kept yet."""

    template: ClassVar[str] = "brought_chat.html"
    header: "Header"
    people: tuple[tuple[str, int], ...]
    unlisted: int
    undated: int
    first: "tuple[Message, ...]"
    title: str
    me: str = ""
    order: str = ""
    nobody: str = NOBODY
    limit: int = TITLE_LIMIT


def show(visit: Visit) -> Answer:
    """Show the chats, and how to bring one in."""
    return Show(page=_page(visit))


def read(visit: Visit) -> Answer:
    """Read the file in memory, in a process apart, or say why it cannot be read."""
    from towpath.usecases import chats

    part = next(visit.files, None)
    try:
        data = _whole(part)
    except BadInput as error:
        return _refused(visit, error)
    name = (part and part.file) or ""

    def read_it(work: "Work[Brought]") -> "Brought":
        return chats.Brought(name=name, data=data, reading=chats.read(data, goes_on=work.goes_on, progress=work.tell))

    begin(visit, READING, read_it)
    try:
        return _has_been_read(visit) or Go("brought_chat")
    except StillWorking:
        return Go("brought_chat")


def show_brought(visit: Visit) -> Answer:
    """Show what was read, before anything is kept; or, where that was still being done, the chat that was kept."""
    if (work := visit.opened.works.get(KEEPING)) is not None:
        name, reading = finished(visit, KEEPING, work)
        visit.opened.brought, visit.opened.reading = None, (name, reading)
        return Go("chat", name)
    if (refused := _has_been_read(visit)) is not None:
        return refused
    found = visit.opened.brought
    return Go("messages") if found is None else Show(page=_brought(found))


def _has_been_read(visit: Visit) -> Answer | None:
    """Take what was read, where reading has come to its end; or say why it could not be read."""
    work = visit.opened.works.get(READING)
    if work is None:
        return None
    try:
        visit.opened.brought = finished(visit, READING, work)
    except BadInput as error:
        return _refused(visit, error)
    return None


def _refused(visit: Visit, error: BadInput) -> Answer:
    return Show(page=_page(visit), status=422, faults=(said(visit, error, "file"),))


def keep(visit: Visit) -> Answer:
    """Keep the chat with its file, or drop it; or say what is still to be told."""
    from towpath.usecases import chats

    found = visit.opened.brought
    if found is None:
        raise NotThere
    if visit.fields.get("answer") != "keep":
        visit.opened.brought = None
        return Go("messages")
    typed, faults = _said(visit, found)
    if faults:
        page = _brought(found, typed.title, visit.fields.get("me"), visit.fields.get("order"))
        return Show(page=page, status=422, faults=faults)
    if KEEPING not in visit.opened.works:  # a button that is pressed twice keeps once
        notebook, now = visit.notebook, visit.now
        begin(
            visit,
            KEEPING,
            lambda work: chats.keep(notebook, found, typed, now, goes_on=work.goes_on, progress=work.tell),
        )
    try:
        return show_brought(visit)
    except StillWorking:
        return Go("brought_chat")


def _page(visit: Visit) -> MessagesPage:
    from towpath.usecases import chats

    session = visit.opened
    waiting = session.brought is not None or READING in session.works or KEEPING in session.works
    return MessagesPage(chats=chats.kept(visit.notebook), waiting=waiting)


def _brought(found: "Brought", title: str | None = None, me: str = "", order: str = "") -> BroughtPage:
    reading = found.reading
    return BroughtPage(
        header=reading.header,
        people=reading.people[:LISTED],
        unlisted=len(reading.people[LISTED:]),
        undated=reading.exchange.undated,
        first=reading.messages(1)[:SHOWN],
        title=found.name if title is None else title,
        me=me,
        order=order,
    )


def _said(visit: Visit, found: "Brought") -> "tuple[Said, tuple[Fault, ...]]":
    """Read the form; people are told by their number, because a name in a file may hold anything."""
    from towpath.usecases.chats import Said

    fields, people = visit.fields, found.reading.people[:LISTED]
    title, me, order = fields.get("title").strip(), fields.get("me"), fields.get("order")
    names = {str(number): name for number, (name, _) in enumerate(people)} | {NOBODY: ""}
    errors = []
    if not title:
        errors.append(("title", BadInput("text_empty")))
    if len(title) > TITLE_LIMIT:
        errors.append(("title", BadInput("text_long", limit=TITLE_LIMIT)))
    if me not in names:
        errors.append(("me", BadInput("chat_who")))
    if found.reading.header.ask and order not in DAY_FIRST:
        errors.append(("order", BadInput("diary_order")))
    typed = Said(title=title, me=names.get(me, ""), day_first=DAY_FIRST.get(order))
    return typed, tuple(said(visit, error, name) for name, error in errors)


def _whole(part: Part | None) -> bytes:
    """Return the bytes of the file.

    Raises:
        BadInput: none was chosen (``no_file_chosen``), or it is larger than may be kept (``attachment_large``).
    """
    from towpath.usecases.chats import FILE_LIMIT

    if part is None:
        raise BadInput("no_file_chosen")
    data = bytearray()
    for piece in part.content:
        data += piece
        if len(data) > FILE_LIMIT:
            raise BadInput("attachment_large")
    return bytes(data)
