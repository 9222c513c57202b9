"""iMessage, as imessage-exporter writes it: text files, and pages.

A reply stands in the file twice: where it was sent, and once more, indented or in a part of its own, below the message
that it answers. The second is left out; where only that one is there, it comes at the end. Tapbacks and remarks of the
program are no part of what somebody wrote, and are left out of the text.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from itertools import chain
from typing import Final, NamedTuple

from msgspec.structs import replace

from towpath.errors import BadInput
from towpath.importers.message import Kind, Message, Note, Places
from towpath.importers.signal import lines

_TIME: Final = re.compile(
    r"(?P<indent> *)(?P<at>[A-Z][a-z]{2} \d{1,2}, \d{4}[ \u00a0\u202f]+\d{1,2}:\d{2}:\d{2}[ \u00a0\u202f]?[AP]M)"
    r"(?P<more>(?: \(.*\))?)(?P<rest>.*)"
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DELETED: Final = ("unsent a message", "unsent this message")
_UNSENT: Final = re.compile(r".+ unsent this message part(?: .+ after sending)?!")
_EDITED: Final = re.compile(r"Edited .+ later: ", re.MULTILINE)
_FILE: Final = re.compile(r"(?:attachments/|[/~])[^\n]*\.\w{2,5}")
_MISSING: Final = re.compile(r"Attachment (?:missing|does not exist)!|(?:\w+ )?Sticker from .+: .+")
_TAPBACKS: Final = frozenset({"Tapbacks:", "Reactions:"})
_TAPBACK: Final = re.compile(r"\s*(?:.+ by .+|.*Sticker from .+)")
_REPLY: Final = "This message responded to an earlier message."
_GONE: Final = "This message was deleted from the conversation!"
_NO_WORDS: Final = "Unable to format announcement!"


HOURS_BACK: Final = timedelta(hours=2)
MOST_PASTED: Final = 50
"""Pasted messages in a row; more are a file that was written twice."""
DEEPEST: Final = 200
"""Parts inside each other from which a page is refused: no message has so many."""


class _Twice:
    """Messages that stand below another one, until they come in their own place."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str | None], list[Message]] = {}

    def below(self, message: Message) -> None:
        self._waiting.setdefault((message.written, message.author), []).append(message)

    def in_place(self, message: Message) -> Message:
        """Forget the copy of a message, and return this."""
        if waiting := self._waiting.get((message.written, message.author)):
            waiting.pop(0)
        return message

    def left(self) -> Iterator[Message]:
        """Yield those that are nowhere else."""
        yield from chain.from_iterable(self._waiting.values())


def _numbered(messages: Iterable[Message]) -> Iterator[Message]:
    return (replace(message, n=number) for number, message in enumerate(messages, 1))


def text_messages(pieces: Iterable[str], unread: Places, notes: dict[Note, Places]) -> Iterator[Message]:
    """Yield the messages of a text file: a line with the time, one with the author, the text, a blank line.

    They stand in the order of time, so a few that lie back in time, and then it goes on, were pasted into a message:
    they are part of its text. Those that begin with the first of the file are the same messages, written once more.
    """
    twice = _Twice()
    yield from _numbered(chain(_in_place(_unpasted(_blocks(pieces, unread), notes), twice), twice.left()))


def _in_place(blocks: Iterable["_Block"], twice: _Twice) -> Iterator[Message]:
    for block in blocks:
        own, below = _apart(block)
        yield twice.in_place(_message(own))
        for each in below:
            twice.below(_message(each))


class _Block(NamedTuple):
    """The lines of one message, with those of messages below it."""

    time: re.Match[str]
    at: int
    """The line it begins at."""
    said: list[str]


def _blocks(pieces: Iterable[str], unread: Places) -> Iterator[_Block]:
    block: _Block | None = None
    ended = True
    for at, ended_line in enumerate(lines(pieces), 1):
        line = ended_line.removesuffix("\r")
        found = _TIME.fullmatch(line)
        if found and not found["indent"] and ended:
            if block:
                yield block
            block, ended = _Block(found, at, []), False
            continue
        ended = not line
        if line == _NO_WORDS or (block is None and line):
            unread.add(f"line {at}")
        elif block:
            block.said.append(line)
            ended = ended or bool(block.time["rest"])
    if block:
        yield block


def _unpasted(blocks: Iterable[_Block], notes: dict[Note, Places]) -> Iterator[_Block]:
    held: _Block | None = None
    run: list[_Block] = []
    first = ""
    for block in blocks:
        first = first or block.time["at"]
        if held and len(run) < MOST_PASTED and _is_back(block, held):
            run.append(block)
            continue
        if held and run and run[0].time["at"] != first and not _is_back(block, held):
            for each in run:
                held.said.extend((each.time[0], *each.said))
                notes.setdefault("pasted_headers", Places()).add(f"line {each.at}")
            run.clear()
        yield from (each for each in (held, *run) if each)
        held, run = block, []
    yield from (each for each in (held, *run) if each)


def _is_back(block: _Block, before: _Block) -> bool:
    """Tell whether a message lies back in time by more than the hour of the clock in autumn."""
    now, then = moment(block.time["at"]), moment(before.time["at"])
    return now is not None and then is not None and then - now > HOURS_BACK


def _apart(block: _Block) -> tuple[_Block, list[_Block]]:
    """Part a message from those below it.

    Of those, a line without an indent goes on with the text above it, but for files and what follows a blank line,
    which are further parts of the message itself.
    """
    own, below = _Block(block.time, block.at, []), list[_Block]()
    for number, line in enumerate(block.said):
        found = _TIME.fullmatch(line)
        if found and found["indent"]:
            below.append(_Block(found, block.at + number + 1, []))
        elif below and (line.startswith(" ") or not _is_own(line, below[-1].said)):
            below[-1].said.append(line.removeprefix(below[-1].time["indent"]))
        else:
            own.said.append(line)
    return own, below


def _is_own(line: str, before: list[str]) -> bool:
    return bool(line) and (line == _REPLY or (before[-1:] == [""]) or _FILE.fullmatch(line) is not None)


def _message(block: _Block) -> Message:
    written, rest, place = block.time["at"], block.time["rest"].strip(), f"line {block.at}"
    at = moment(written)
    if rest:
        kind: Kind = "deleted" if any(word in rest for word in _DELETED) else "system"
        return Message(0, at, None, "\n".join([rest, *_trimmed(block.said)]), kind, place, written)
    author, *said = block.said or [""]
    kept = _without_remarks(said)
    files = tuple(line for line in kept if _FILE.fullmatch(line))
    kind = "deleted" if _GONE in said[:1] else _kind(kept, files)
    return Message(0, at, author or None, "\n".join(kept), kind, place, written, files)


def _kind(said: list[str], files: tuple[str, ...]) -> Kind:
    if said and all(map(_UNSENT.fullmatch, said)):
        return "deleted"
    if files or any(map(_MISSING.fullmatch, said)):
        return "media"
    edited = said and _TIME.match(said[0]) and any(map(_EDITED.match, said))
    return "edited" if edited else "text"


def _without_remarks(said: list[str]) -> list[str]:
    """Return the lines without what the program says of the message, and without blank lines at their end."""
    kept, in_tapbacks = list[str](), False
    for number, line in enumerate(said):
        in_tapbacks = line in _TAPBACKS or (in_tapbacks and (not line or _TAPBACK.fullmatch(line) is not None))
        if not in_tapbacks and not (line == _GONE and number == 0):
            kept.append(line)
    kept = _trimmed(kept)
    return _trimmed(kept[:-1]) if kept[-1:] == [_REPLY] else kept


def _trimmed(said: list[str]) -> list[str]:
    end = len(said)
    while end and not said[end - 1]:
        end -= 1
    return said[:end]


def page_messages(pieces: Iterable[str], unread: Places, _notes: dict[Note, Places]) -> Iterator[Message]:
    """Yield the messages of a page.

    Raises:
        BadInput: its parts lie deeper in each other than those of any message (``chat_too_long``).
    """
    twice = _Twice()
    yield from _numbered(chain(_on_page(pieces, unread, twice), twice.left()))


def _on_page(pieces: Iterable[str], unread: Places, twice: _Twice) -> Iterator[Message]:
    page = _Page(unread, twice)
    for piece in pieces:
        page.feed(piece)
        yield from page.take()
    page.close()
    yield from page.take()
    page.count_unended()


_OUTER: Final = frozenset({"message", "announcement"})
_ASIDE_WORDS: Final = "expressive"
_ASIDE: Final = frozenset(
    {"tapbacks", "tapback", "reactions", "reaction", "reply_context", "reply_anchor", _ASIDE_WORDS, "deleted"}
)
"""What the program says beside a message."""
_TEXTS: Final = frozenset({"bubble", "subject", "shareplay", "shared_location"})
_LOOSE: Final = frozenset({"message_part", "edited", "app"})
"""Holds further words in parts of any kind: earlier versions, links, what other apps sent."""
_KINDS: Final = _OUTER | _ASIDE | _TEXTS | _LOOSE | {"timestamp", "sender", "replies"}
_TAGS: Final = frozenset({"div", "span", "a"})
_LINES: Final = frozenset({"div", "p", "tr", "td"})
_NO_FILES: Final = ("http:", "https:", "sms:", "#")


class _Open:
    """A message of a page that has not ended."""

    def __init__(self, kind: str, place: str, depth: int) -> None:
        self.kind = kind
        self.place = place
        self.depth = depth
        """How many parts were open when it began."""
        self.once: dict[str, str] = {}
        self.said: list[str] = []
        self.files: list[str] = []
        self.edited = False
        self.gone = False


class _Page(HTMLParser):
    """The parts of a page that hold messages: each holds ``timestamp``, ``sender``, bubbles, and replies to it."""

    def __init__(self, unread: Places, twice: _Twice) -> None:
        super().__init__(convert_charrefs=True)
        self._unread, self._twice = unread, twice
        self._found: list[Message] = []
        self._open: list[str] = []
        """The kinds of the parts that are open; of most there is none to tell."""
        self._messages: list[_Open] = []
        self._begins = True
        """Whether the next words begin a line."""

    def take(self) -> list[Message]:
        found, self._found = self._found, []
        return found

    def parse_html_declaration(self, i: int) -> int:
        """Take any declaration for a remark: some make older Pythons stop with an error that has no name."""
        return self.parse_bogus_comment(i)

    def count_unended(self) -> None:
        """Count the messages that had not ended when the page did."""
        for message in self._messages:
            self._unread.add(message.place)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "br":
            self._write("\n")
        if tag in {"img", "video", "audio", "source"}:
            self._attach(given.get("src"))
        self._begins = self._begins or tag in _LINES
        if tag not in _TAGS:
            return
        kinds = (given.get("class") or "").split()
        kind = next((each for each in kinds if each in _KINDS), "")
        if kind in _OUTER:
            self._messages.append(_Open(kind, f"line {self.getpos()[0]}", len(self._open)))
        if tag == "a" and self._link(given.get("href") or "#"):
            kind = _ASIDE_WORDS
        if len(self._open) >= DEEPEST:
            raise BadInput("chat_too_long")
        self._note(kind)
        self._begins = self._begins or kind in _TEXTS
        self._open.append(kind)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _TAGS or not self._open:
            return
        self._open.pop()
        if self._messages and len(self._open) == self._messages[-1].depth:
            self._keep(self._messages.pop())

    def handle_data(self, data: str) -> None:
        inside = self._inside()
        kind = next((each for each in reversed(inside) if each), "")
        if _ASIDE.intersection(inside):
            return
        if kind in {"timestamp", "sender"} and not _LOOSE.intersection(inside):
            once = self._messages[-1].once
            once[kind] = once.get(kind, "") + data
        elif kind in _TEXTS or kind == "announcement":
            self._write(data)
        elif _LOOSE.intersection(inside) and data.strip():
            self._write(data.strip())

    def _link(self, address: str) -> bool:
        """Keep the name of a file, or the address that a message is; tell whether the words of the link are none."""
        if not address.startswith(_NO_FILES):
            return self._attach(address)
        inside = self._inside()
        if address.startswith("http") and _LOOSE.intersection(inside) and not (_TEXTS | _ASIDE).intersection(inside):
            self._begins = True
            self._write(address)
        return False

    def _inside(self) -> list[str]:
        return self._open[self._messages[-1].depth :] if self._messages else [_ASIDE_WORDS]

    def _note(self, kind: str) -> None:
        if self._messages:
            self._messages[-1].edited |= kind == "edited"
            self._messages[-1].gone |= kind == "deleted"

    def _attach(self, name: str | None) -> bool:
        if not name or _ASIDE.intersection(self._inside()):
            return False
        self._messages[-1].files.append(name)
        return True

    def _write(self, data: str) -> None:
        if not self._messages:
            return
        said = self._messages[-1].said
        if self._begins or not said:
            said.append("")
            self._begins = False
        said[-1] += data

    def _keep(self, message: _Open) -> None:
        time = _TIME.search(message.once.get("timestamp", ""))
        if time is None:
            self._unread.add(message.place)
            return
        found = _shown(message, time["at"])
        if self._messages:
            self._twice.below(found)
        else:
            self._found.append(self._twice.in_place(found))


def _shown(message: _Open, written: str) -> Message:
    if message.kind == "announcement":
        text = "".join(message.said).strip()
        kind: Kind = "deleted" if any(word in text for word in _DELETED) else "system"
        return Message(0, moment(written), None, text, kind, message.place, written)
    said = [each for each in message.said if each.strip()]
    files = tuple(dict.fromkeys(message.files))
    kind = "edited" if message.edited and not files else _kind(said, files)
    if message.gone or (said and all(map(_UNSENT.fullmatch, said))):
        kind = "deleted"
    author = message.once.get("sender", "").strip() or None
    return Message(0, moment(written), author, "\n".join(said), kind, message.place, written, files)


def moment(text: str) -> datetime | None:
    """Read ``Apr 05, 2022 11:09:43 AM``, whatever the language of this computer."""
    month, day, year, hour, minute, second, half = re.split(
        r"[ ,:\u00a0\u202f]+", re.sub(r"(?<=\d)([AP]M)", r" \1", text)
    )
    try:
        return datetime(  # noqa: DTZ001 - the file gives no zone
            int(year),
            _MONTHS.index(month) + 1,
            int(day),
            int(hour) % 12 + 12 * (half == "PM"),
            int(minute),
            int(second),
        )
    except ValueError:
        return None
