"""Text messages as SMS Backup & Restore writes them: XML of any size, one element at a time.

Emoji stand there as two references to half a character each, which no XML may hold: they are put together before the
file is parsed, and what else no XML may hold becomes U+FFFD. Entities of its own are refused.

One file has the messages with everybody. A message that was sent is of "me", whoever it went to; what was received in a
group is of the number it came from. Drafts were never sent: they are counted as unread.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from xml.parsers import expat

from towpath.errors import BadInput
from towpath.importers.message import Kind, Message, Note, Places

ME: Final = "me"
"""Stands for the owner of the phone, whose number the file does not give."""
_HALVES: Final = re.compile(r"&#(5[56]\d{3});&#(5[67]\d{3});|&#x(D[89AB]\w\w);&#x(D[C-F]\w\w);", re.IGNORECASE)
_TAIL: Final = 32
"""Characters kept back at the end of a piece: two references are never longer."""
_REFERENCE: Final = re.compile(r"&#(?:([0-9]{1,9})|x([0-9A-Fa-f]{1,8}));")
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOST: Final = "\ufffd"
_SENT: Final = frozenset({"2", "4", "5", "6"})
_DRAFT: Final = "3"
_FROM: Final = "137"
"""The kind of address from which a message with parts came."""
_GROUP: Final = "~"
"""Stands between the numbers of a group."""
_NO_SUBJECT: Final = "NoSubject"
_NOTHING: Final = frozenset({None, "", "null", "(Unknown)", "insert-address-token"})


def messages(pieces: Iterable[str], unread: Places, notes: dict[Note, Places]) -> Iterator[Message]:
    """Yield the messages in the order of the file.

    Raises:
        BadInput: it is no XML (``chat_not_xml`` with the ``line``), or has entities of its own (``chat_entities``).
    """
    found = _Elements(unread)
    for piece in mended(pieces):
        found.feed(piece)
        yield from found.take()
    found.feed("", last=True)
    yield from found.take()
    if len(found.threads) > 1:
        notes["several_threads"] = Places(len(found.threads))


def mended(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the same text with halves of characters put together, and U+FFFD for what no XML may hold."""
    waiting = ""
    for piece in pieces:
        waiting = _HALVES.sub(_whole, waiting + piece)
        cut = waiting.find("&", max(len(waiting) - _TAIL, 0))
        cut = len(waiting) if cut < 0 else cut
        yield _clean(waiting[:cut])
        waiting = waiting[cut:]
    yield _clean(_HALVES.sub(_whole, waiting))


def _whole(found: re.Match[str]) -> str:
    high, low = (int(found[1]), int(found[2])) if found[1] else (int(found[3], 16), int(found[4], 16))
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return found[0]
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _clean(text: str) -> str:
    return _NO_XML.sub(_LOST, _REFERENCE.sub(_held, text) if "&#" in text else text)


def _held(reference: re.Match[str]) -> str:
    """Return a reference as it is, or U+FFFD for one to a character that no XML holds."""
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return reference[0] if code < 0x110000 and not _NO_XML.match(chr(code)) else _LOST


class _Elements:
    """What the parser has come by."""

    def __init__(self, unread: Places) -> None:
        self._unread = unread
        self._found: list[Message] = []
        self._number = 0
        self._mms: dict[str, str] | None = None
        self._parts: list[dict[str, str]] = []
        self._sender: str | None = None
        self.threads: set[str] = set()
        """With whom there are messages."""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, piece: str, *, last: bool = False) -> None:
        try:
            self._parser.Parse(piece.encode("utf-8", "surrogatepass"), last)
        except expat.ExpatError as error:
            raise BadInput("chat_not_xml", line=error.lineno) from None

    def take(self) -> list[Message]:
        found, self._found = self._found, []
        return found

    def _refuse(self, *_: object) -> None:
        raise BadInput("chat_entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sms":
            self._keep(attributes, attributes.get("type"), attributes.get("body", ""), "text", ())
        elif name == "mms":
            self._mms, self._parts, self._sender = attributes, [], None
        elif name == "part" and self._mms is not None:
            self._parts.append(attributes)
        elif name == "addr" and attributes.get("type") == _FROM:
            self._sender = _first(attributes, "address")

    def _end(self, name: str) -> None:
        if name != "mms" or self._mms is None:
            return
        texts = [part.get("text", "") for part in self._parts if part.get("ct") == "text/plain"]
        subject = _first(self._mms, "sub")
        files = [part for part in self._parts if part.get("ct") not in {"text/plain", "application/smil"}]
        names = tuple(_first(part, "name", "cl", "fn") or "" for part in files)
        said = "\n".join([subject, *texts] if subject and subject != _NO_SUBJECT else texts)
        self._keep(self._mms, self._mms.get("msg_box"), said, "media" if files else "text", names)
        self._mms = None

    def _keep(self, given: dict[str, str], box: str | None, text: str, kind: Kind, names: tuple[str, ...]) -> None:
        place = f"line {self._parser.CurrentLineNumber}"
        at = _at(given.get("date", ""))
        if at is None or box == _DRAFT:
            self._unread.add(place)
            return
        self._number += 1
        self.threads.add(_first(given, "contact_name", "address") or "")
        author = ME if box in _SENT else self._received(given)
        self._found.append(Message(self._number, at, author, text, kind, place, given["date"], names))

    def _received(self, given: dict[str, str]) -> str | None:
        """Return from whom a message is: in a group its number, as the names of all stand there together."""
        in_group = _GROUP in given.get("address", "")
        return (self._sender if in_group else None) or _first(given, "contact_name", "address")


def _first(given: dict[str, str], *keys: str) -> str | None:
    return next((given[key] for key in keys if given.get(key) not in _NOTHING), None)


def _at(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
