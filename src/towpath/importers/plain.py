"""Text of no known layout, in which a message begins with a name and a colon; any other text is no chat.

There is no mark that tells such a chat, so all of it is looked at: most lines must begin with a name, all of them where
no name comes twice; there must be at least two names, few and repeated; and what is said must be words. A line without
a name belongs to the message above it. No message has a time.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from towpath.importers.message import Message, Note, Places
from towpath.importers.signal import lines

LONGEST_NAME: Final = 40
"""Characters."""
MOST_WORDS: Final = 4
"""Words of a name."""
MOST_DIGITS: Final = 4
"""Digits of a name that is no phone number."""
MOST_NAMES: Final = 100
MOST_PROPERTIES: Final = 30
"""Of one thing in a list; more names, however regular, are people."""
TIMES: Final = 2
"""How often each of three or more names must stand there, on average."""

_NO_NAME: Final = r":\uff1a,;/\\<>{}()\[\]=\"#*|@!?%$^`\x00-\x1f"
"""What no name holds: both colons, and the marks of other kinds of files."""
_LINE: Final = re.compile(
    rf"(?P<name>[^-\s{_NO_NAME}][^{_NO_NAME}]*?)[ \u00a0\u202f]?(?::(?: |\r?$)|\uff1a)(?P<said>.*)", re.DOTALL
)
_PHONE: Final = re.compile(r"\+?\d[\d \u00a0.-]{5,}")
_NO_NAMES: Final = frozenset({
    "trace", "debug", "verbose", "info", "notice", "warn", "warning", "error", "critical", "fatal", "exception",
    "from", "to", "cc", "bcc", "subject", "date", "sent", "received", "re", "fw", "fwd", "reply-to", "x-mailer",
    "http", "https", "ftp", "mailto", "file", "note", "nb", "ps", "p.s.", "fyi", "btw", "todo", "edit", "update",
    "von", "an", "betreff", "datum", "gesendet", "de", "para", "asunto", "fecha", "enviado", "nota", "pd",
})  # fmt: skip
"""What logs, letters and asides have before a colon."""


class Line(NamedTuple):
    """A line that begins a message."""

    name: str
    said: str


def messages(pieces: Iterable[str], unread: Places, _notes: dict[Note, Places]) -> Iterator[Message]:
    """Yield the messages; lines before the first name are counted as unread.

    Blank lines at the end of a message are between messages, and no part of it.
    """
    number, place, begun, said = 0, "", None, list[str]()
    for at, line in enumerate(lines(pieces), 1):
        found = begins(line)
        if begun and found is None:
            said.append(line)
        elif found is None:
            if line.strip():
                unread.add(f"line {at}")
        else:
            if begun:
                number += 1
                yield _message(number, place, begun, said)
            place, begun, said = f"line {at}", found.name, [found.said]
    if begun:
        yield _message(number + 1, place, begun, said)


def _message(number: int, place: str, name: str, said: list[str]) -> Message:
    while len(said) > 1 and not said[-1].strip():
        said.pop()
    return Message(number, None, name, "\n".join(said).removesuffix("\r"), "text", place)


def begins(line: str) -> Line | None:
    """Return the name in a line that begins a message, and what follows it; ``None`` for any other line."""
    found = _LINE.match(line)
    return Line(found["name"], found["said"]) if found and _is_name(found["name"]) else None


def _is_name(name: str) -> bool:
    if len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS or name.casefold() in _NO_NAMES:
        return False
    if _PHONE.fullmatch(name):
        return True
    return sum(map(str.isdigit, name)) <= MOST_DIGITS and (not name.isascii() or any(map(str.isalpha, name)))


def is_chat(pieces: Iterable[str]) -> bool:
    """Tell whether a text looks like a chat."""
    look = _Look()
    for line in lines(pieces):
        look.see(line)
        if len(look.names) > MOST_NAMES:
            return False
    return look.is_chat()


class _Look:
    """What is counted of a text."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self._lines = self._worded = 0
        self._next: dict[str, set[str]] = {}
        self._firsts: set[str] = set()
        self._block: set[str] = set()
        self._again = False
        self._before = ""

    def see(self, line: str) -> None:
        if not line.strip():
            self._block = set()
            return
        self._lines += 1
        found = begins(line)
        if found:
            self.names[found.name] += 1
            self._worded += any(map(str.isalpha, found.said)) or not found.said.isascii()
            self._follow(found.name)

    def _follow(self, name: str) -> None:
        if not self._block:
            self._firsts.add(name)
        self._again = self._again or name in self._block
        self._block.add(name)
        self._next.setdefault(self._before, set()).add(name)
        self._before = name

    def is_chat(self) -> bool:
        """Tell whether most lines are somebody's, few people speak, in words, and it is no list."""
        names, named = len(self.names), self.names.total()
        few = names == 2 or (names > 2 and named >= TIMES * names)
        most = named * 2 > self._lines if named > names else named == self._lines
        return few and most and self._worded * 2 >= named and not self._is_list()

    def _is_list(self) -> bool:
        """Tell a list of things with the same three or more properties each, one after the other or in paragraphs."""
        in_turn = all(len(after) == 1 for after in self._next.values())
        in_paragraphs = not self._again and len(self._firsts) == 1
        return 2 < len(self.names) <= MOST_PROPERTIES and (in_turn or in_paragraphs)
