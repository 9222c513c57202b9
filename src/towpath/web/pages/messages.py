"""Messages: bring in a chat from an app, see what was read and what was not, then keep all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from towpath.domain.chat import TITLE_LIMIT, Chat
from towpath.errors import BadInput
from towpath.web.forms.multipart import Part
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, said
from towpath.web.visit import Message as Fault

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


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    """The chats that are here, how to take one out of each app, and the form to bring it in."""

    template: ClassVar[str] = "messages.html"
    chats: tuple[tuple[str, Chat], ...]


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
        found = chats.Brought(
            name=(part and part.file) or "", data=data, reading=chats.read(data, goes_on=visit.opened.goes_on)
        )
    except BadInput as error:
        return Show(page=_page(visit), status=422, faults=(said(visit, error, "file"),))
    visit.opened.brought = found
    return Go("brought_chat")


def show_brought(visit: Visit) -> Answer:
    """Show what was read, before anything is kept."""
    found = visit.opened.brought
    return Go("messages") if found is None else Show(page=_brought(found))


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
    name, reading = chats.keep(visit.notebook, found, typed, visit.now, goes_on=visit.opened.goes_on)
    visit.opened.brought, visit.opened.reading = None, (name, reading)
    return Go("chat", name)


def _page(visit: Visit) -> MessagesPage:
    from towpath.usecases import chats

    return MessagesPage(chats=chats.kept(visit.notebook))


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
