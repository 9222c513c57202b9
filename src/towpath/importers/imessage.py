"""iMessage, as imessage-exporter writes it: text files, and pages."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Final

from towpath.importers.message import Kind, Message, Places
from towpath.importers.signal import lines

_TIME: Final = re.compile(
    r"(?P<at>[A-Z][a-z]{2} \d{1,2}, \d{4}[ \u00a0\u202f]+\d{1,2}:\d{2}:\d{2}[ \u00a0\u202f]?[AP]M)"
    r"(?P<more>(?: \(.*\))?)(?P<rest>.*)"
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DELETED: Final = ("unsent a message", "unsent this message")
_FILE: Final = re.compile(r"(?:attachments/|/)[^\n]*\.\w{2,5}")


def text_messages(pieces: Iterable[str], unread: Places) -> Iterator[Message]:
    """Yield the messages of a text file: a line with the time, one with the author, the text, a blank line."""
    number, block = 0, _Block()
    for at, ended in enumerate(lines(pieces), 1):
        line = ended.removesuffix("\r")
        found = _TIME.fullmatch(line)
        if found and block.ended:
            if block.time:
                number += 1
                yield block.message(number)
            elif block.said:
                unread.add("line 1", len(block.said))
            block = _Block(found, f"line {at}")
        else:
            block.said.append(line)
    if block.time:
        yield block.message(number + 1)
    elif any(block.said):
        unread.add("line 1", len(block.said))


class _Block:
    """The lines of one message."""

    def __init__(self, time: re.Match[str] | None = None, place: str = "") -> None:
        self.time = time
        self.place = place
        self.said: list[str] = []

    @property
    def ended(self) -> bool:
        return not self.said or not self.said[-1] or self.time is None

    def message(self, number: int) -> Message:
        at = moment(self.time["at"]) if self.time else None
        written = self.time["at"] if self.time else ""
        rest = self.time["rest"].strip() if self.time else ""
        if rest:
            kind: Kind = "deleted" if any(word in rest for word in _DELETED) else "system"
            return Message(number, at, None, rest, kind, self.place, written)
        said = self.said[:-1] if self.said and not self.said[-1] else self.said
        author, text = (said[0], "\n".join(said[1:])) if said else (None, "")
        files = tuple(line for line in said[1:] if _FILE.fullmatch(line))
        return Message(number, at, author, text, "media" if files else "text", self.place, written, files)


def page_messages(pieces: Iterable[str], unread: Places) -> Iterator[Message]:
    """Yield the messages of a page."""
    page = _Page()
    for piece in pieces:
        page.feed(piece)
        yield from page.take()
    page.close()
    yield from page.take()
    if page.nameless:
        unread.add("line 1", page.nameless)


class _Page(HTMLParser):
    """The parts of a page that hold messages: ``message`` holds ``timestamp``, ``sender`` and bubbles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nameless = 0
        self._found: list[Message] = []
        self._number = 0
        self._open: list[str] = []
        self._parts: dict[str, str] | None = None
        self._files: list[str] = []
        self._place = ""

    def take(self) -> list[Message]:
        found, self._found = self._found, []
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kinds = (given.get("class") or "").split()
        if tag in {"img", "video", "audio", "source"} and self._parts is not None and given.get("src"):
            self._files.append(given["src"] or "")
        if tag == "br" and self._parts is not None and "bubble" in self._open:
            self._parts["bubble"] = self._parts.get("bubble", "") + "\n"
        if tag not in {"div", "span", "a"}:
            return
        kind = next(
            (
                each
                for each in ("message", "announcement", "timestamp", "sender", "bubble", "tapbacks", "reply")
                if each in kinds
            ),
            "",
        )
        if kind in {"message", "announcement"} and self._parts is None:
            self._parts, self._files = {"kind": kind}, []
            self._place = f"line {self.getpos()[0]}"
            self._open = []
        self._open.append(kind)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"div", "span", "a"} or not self._open:
            return
        self._open.pop()
        if not self._open and self._parts is not None:
            self._keep(self._parts)
            self._parts = None

    def handle_data(self, data: str) -> None:
        if self._parts is None:
            return
        kind = next((each for each in reversed(self._open) if each), "")
        if kind in {"timestamp", "sender", "bubble", "announcement"}:
            self._parts[kind] = self._parts.get(kind, "") + data

    def _keep(self, parts: dict[str, str]) -> None:
        time = _TIME.search(parts.get("timestamp", ""))
        if time is None:
            self.nameless += 1
            return
        self._number += 1
        system = parts["kind"] == "announcement"
        text = parts.get("announcement" if system else "bubble", "")
        text = text.strip() if system else text.strip("\n")
        kind: Kind = "media" if self._files else "text"
        if system:
            kind = "deleted" if any(word in text for word in _DELETED) else "system"
        author = None if system else parts.get("sender", "").strip() or None
        self._found.append(
            Message(self._number, moment(time["at"]), author, text, kind, self._place, time["at"], tuple(self._files))
        )


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
