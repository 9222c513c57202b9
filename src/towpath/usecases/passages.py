"""Passages of a text or a chat that may show a sign: found by the rules, and told by the person whether they do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from towpath.domain.chat import Chat
from towpath.domain.records import Incident
from towpath.domain.signs import SIGNS, Tier
from towpath.domain.verdicts import Verdict, Verdicts
from towpath.errors import BadInput
from towpath.importers.apart import GoesOn, always
from towpath.importers.message import Message
from towpath.importers.source import Progress, unwatched
from towpath.text import Passage, read
from towpath.text.reader import LONGEST
from towpath.usecases.chats import Reading
from towpath.usecases.newest import newest
from towpath.vault import Notebook, Stored

AT_ONCE: Final = 50
"""Passages of one sign that are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage in a chat with the message that it stands in, and the messages before and after it."""

    passage: Passage
    message: Message
    before: Message | None
    after: Message | None

    def key(self, chat: str) -> str:
        """Return the name under which the person's word on it is kept."""
        return f"{chat}:{self.message.n}:{self.passage.rule}"

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before the passage, the passage, and the text after it."""
        start, end = self.passage.start, self.passage.end
        return self.message.text[:start], self.message.text[start:end], self.message.text[end:]


class Pointed(msgspec.Struct, frozen=True, kw_only=True):
    """A passage as the commands print it: places in characters of the text."""

    start: int
    end: int
    sign: str
    rule: str
    strength: str


class MessageWithPassages(Message, frozen=True, gc=False, kw_only=True):
    """A message as the command prints it, with its passages."""

    passages: list[Pointed]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Message)


def in_text(text: str, locale: str) -> Iterator[Pointed]:
    """Yield the passages of a text of any length, in order; it is read a paragraph at a time."""
    start = 0
    for paragraph in text.splitlines(keepends=True):
        for piece in range(0, len(paragraph), LONGEST):
            found = read(paragraph[piece : piece + LONGEST], form="journal", locale=locale)
            yield from (_pointed(passage, start + piece) for passage in found)
        start += len(paragraph)


def of_message(message: Message, locale: str) -> list[Passage]:
    """Return the passages of one message; only what somebody wrote is read."""
    if message.author is None or message.kind not in {"text", "edited", "media"}:
        return []
    return read(message.text, form="chat", locale=locale)


def with_passages(lines: Iterable[bytes], locale: str) -> Iterator[bytes]:
    """Yield the lines of messages with the passages of each."""
    for line in lines:
        message = _decoder.decode(line)
        found = [_pointed(passage, 0) for passage in of_message(message, locale)]
        given = {name: getattr(message, name) for name in message.__struct_fields__}
        yield _encoder.encode(MessageWithPassages(**given, passages=found)) + b"\n"


def _pointed(passage: Passage, start: int) -> Pointed:
    return Pointed(
        start=passage.start + start,
        end=passage.end + start,
        sign=passage.sign,
        rule=passage.rule,
        strength=passage.strength,
    )


def in_chat(
    reading: Reading, locale: str, *, goes_on: GoesOn = always, progress: Progress = unwatched
) -> tuple[Found, ...]:
    """Return all passages of a chat, in the order of its messages.

    Raises:
        BadInput: nobody waits for them any more (``stopped``).
    """
    return tuple(_in_chat(reading, locale, goes_on, progress))


def verdicts(stored: Iterable[Stored]) -> tuple[str, Verdicts] | None:
    """Return the id and what the person said of passages; ``None`` where nothing was said."""
    return newest(stored, Verdicts)


def said(verdicts: Verdicts, key: str, verdict: Verdict | None) -> Verdicts:
    """Return the verdicts with one more, or one less."""
    others = {name: each for name, each in verdicts.said.items() if name != key}
    return replace(verdicts, said={**others, key: verdict} if verdict else others)


def muted(verdicts: Verdicts, rule: str, *, silent: bool) -> Verdicts:
    """Return the verdicts with a rule silent, or to be seen again."""
    others = tuple(name for name in verdicts.muted if name != rule)
    return replace(verdicts, muted=(*others, rule) if silent else others)


def shown(found: Iterable[Found], verdicts: Verdicts, chat: str) -> dict[str, tuple[Found, ...]]:
    """Return what is not silent by sign: danger first, then signs of which the person confirmed most."""
    by_sign: dict[str, list[Found]] = {}
    for each in found:
        if each.passage.rule not in verdicts.muted:
            by_sign.setdefault(each.passage.sign, []).append(each)
    order = sorted(by_sign, key=lambda sign: (not is_danger(sign), -_confirmed(by_sign[sign], verdicts, chat), sign))
    return {sign: tuple(by_sign[sign]) for sign in order}


def is_danger(sign: str) -> bool:
    """Tell whether the answer to a sign is help, and no sorting."""
    return SIGNS[sign].tier is Tier.DANGER


def as_incident(found: Found, chat: Chat, words: str, now: datetime) -> Incident:
    """Return what is put in the journal: the words as they stand, from where, and the check sum of the file."""
    at = found.message.at
    seen = words.format(
        author=found.message.author,
        when=found.message.written,
        text=found.message.text,
        title=chat.title,
        place=found.message.place,
        sha256=chat.sha256,
    )
    day = min(at.date(), now.date()) if at else now.date()
    return Incident(
        written=now,
        day=day,
        time=f"{at:%H:%M}" if at and not at.tzinfo else "",
        seen=seen,
        signs=(found.passage.sign,),
        evidence=True,
    )


def keep(notebook: Notebook, record: Verdicts) -> None:
    """Keep the verdicts in place of those before."""
    found = verdicts(notebook.records(Verdicts))
    if found:
        notebook.revise(found[0], record)
    else:
        notebook.add(record)


def _in_chat(reading: Reading, locale: str, goes_on: GoesOn, progress: Progress) -> Iterator[Found]:
    before: Message | None = None
    waiting: list[Found] = []
    for number in range(1, reading.pages + 1):
        if not goes_on():
            raise BadInput("stopped")
        progress(number / reading.pages)
        for message in reading.messages(number):
            yield from (_with_after(each, message) for each in waiting)
            waiting = [
                Found(passage=passage, message=message, before=before, after=None)
                for passage in of_message(message, locale)
            ]
            before = message
    yield from waiting


def _with_after(found: Found, after: Message) -> Found:
    return Found(passage=found.passage, message=found.message, before=found.before, after=after)


def _confirmed(found: Iterable[Found], verdicts: Verdicts, chat: str) -> int:
    return sum(verdicts.said.get(each.key(chat)) == "confirmed" for each in found)
