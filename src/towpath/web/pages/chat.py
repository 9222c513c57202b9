"""One chat: what can be counted in it for two people alike, its messages a page at a time, and the way to delete it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from towpath.content.chats import ChatWords
from towpath.domain.chat import Chat
from towpath.web.pages.working import worked
from towpath.web.paired import Paired, paired
from towpath.web.visit import Answer, Go, NotThere, Show, Visit

if TYPE_CHECKING:  # readers of chats come with it: nobody waits for them who brings none
    from towpath.importers.message import Message
    from towpath.usecases.chats import Reading, Span

TEXT_SHOWN: Final = 1_500
"""Characters of one message that are shown at once; a file can hold one of millions."""
_MOST_LABELS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The counts of one thing: by time, or by the time to an answer. ``name`` is a measure, or "answers"."""

    name: str
    drawn: Paired
    rows: tuple[tuple[date | str, tuple[int, ...]], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The count of each person in all."""
        return tuple(sum(each) for each in zip(*(counts for _, counts in self.rows), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatPage:
    """What is known of a chat, and what is counted of two people in it."""

    template: ClassVar[str] = "chat.html"
    id: str
    chat: Chat
    names: tuple[str, ...]
    others: int
    """People in the chat who are in no picture."""
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessages:
    """A page of messages, numbered from 1."""

    template: ClassVar[str] = "chat_messages.html"
    id: str
    chat: Chat
    messages: "tuple[Message, ...]"
    number: int
    pages: int
    shown: int = TEXT_SHOWN

    def page(self, number: int) -> str:
        """Return the item of another page."""
        return f"{self.id}|{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DropChatPage:
    """One question before a chat is gone."""

    template: ClassVar[str] = "drop_chat.html"
    id: str
    chat: Chat


def show(visit: Visit) -> Answer:
    """Show what is known of a chat and what is counted in it."""
    from towpath.usecases import chats

    chat = one_chat(visit, visit.item)
    reading = read_again(visit, visit.item, chat)
    names = chats.two(reading, chat.me)
    return Show(
        page=ChatPage(
            id=visit.item,
            chat=chat,
            names=names,
            others=len(reading.people) - len(names),
            pictures=pictures(reading, names, visit.parts.pack.chats),
        )
    )


def read(visit: Visit) -> Answer:
    """Show a page of messages; the item is the chat and the number of the page."""
    name, _, number = visit.item.partition("|")
    chat = one_chat(visit, name)
    reading = read_again(visit, name, chat)
    page = int(number or 1)
    return Show(
        page=ChatMessages(id=name, chat=chat, messages=reading.messages(page), number=page, pages=reading.pages)
    )


def ask_delete(visit: Visit) -> Answer:
    """Ask once before a chat is deleted."""
    return Show(page=DropChatPage(id=visit.item, chat=one_chat(visit, visit.item)))


def delete(visit: Visit) -> Answer:
    """Delete a chat with its file; the keys of the notebook change."""
    from towpath.usecases import chats

    chats.delete(visit.notebook, visit.item, one_chat(visit, visit.item))
    visit.opened.reading = None
    return Go("messages")


def pictures(reading: "Reading", names: tuple[str, ...], words: ChatWords) -> tuple[Picture, ...]:
    """Return the pictures of what two people did; what neither of them ever did is not drawn."""
    from towpath.usecases import chats

    spans = chats.spans(reading.exchange, names)
    drawn = [over_time(name, spans) for name in chats.MEASURES if spans]
    answers = tuple(zip(*(reading.exchange.people[name].replies for name in names), strict=True))
    drawn.append(
        Picture(
            name="answers",
            drawn=paired(answers, words.answer_short),
            rows=tuple(zip(words.answer_time, answers, strict=True)),
        )
    )
    return tuple(each for each in drawn if any(each.totals))


def over_time(name: str, spans: "tuple[Span, ...]") -> Picture:
    """Return the picture of one measure; some of the times below it are named."""
    values = tuple(span.values[name] for span in spans)
    every = -(-len(spans) // _MOST_LABELS)
    labels = [f"{span.first:%b} {span.first.year}" if not at % every else "" for at, span in enumerate(spans)]
    rows = tuple(zip((span.first for span in spans), values, strict=True))
    return Picture(name=name, drawn=paired(values, labels), rows=rows)


def one_chat(visit: Visit, name: str) -> Chat:
    """Return a chat by its id, or answer that there is none."""
    from towpath.usecases import chats

    found = chats.one(visit.notebook, name)
    if found is None:
        raise NotThere
    return found


def read_again(visit: Visit, name: str, chat: Chat) -> "Reading":
    """Return the chat as it was read last in this session; else read it from its file.

    Raises:
        StillWorking: it is long, and still being read.
    """
    from towpath.usecases import chats

    known = visit.opened.reading
    if known is None or known[0] != name:
        notebook = visit.notebook
        reading = worked(
            visit,
            f"reading {name}",
            lambda work: chats.read_again(notebook, chat, goes_on=work.goes_on, progress=work.tell),
        )
        known = visit.opened.reading = (name, reading)
    return known[1]
