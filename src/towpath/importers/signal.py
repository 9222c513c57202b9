"""Signal, as signal-export writes it: one JSON object a line (``data.json``), or text with header lines (``chat.md``).

Quotes and reactions are other people's words beside a message, and no part of it; in the text files a quote stands
before what was said, and is left there.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from msgspec.structs import replace

from towpath.errors import BadInput
from towpath.importers.json_stream import whole
from towpath.importers.message import Kind, Message, Note, Places

LONGEST_LINE: Final = 1 << 24
"""Characters."""
NOBODY: Final = "No-Sender"
"""Stands for the sender of what the program itself says."""
_CALL: Final = re.compile(r"(?:Incoming|Outgoing|Missed) (?:(?:voice|video|group|adhoc) )?call(?: \([^)\n]*\))?\s*")
_DELETED: Final = "(This message was deleted)"
_FILE: Final = re.compile(r"!?\[[^\]\n]*\]\(\./(media/[^)\n]+)\)")


def messages(pieces: Iterable[str], unread: Places, _notes: dict[Note, Places]) -> Iterator[Message]:
    """Yield the messages in the order of the file."""
    number = 0
    for at, line in enumerate(lines(pieces), 1):
        place = f"line {at}"
        value = _read(line)
        if value is None:
            if line.strip():
                unread.add(place)
            continue
        number += 1
        yield _message(number, place, value)


def marked(message: Message) -> Message:
    """Return a message of a text file with its kind and the names of its files."""
    if message.author == NOBODY:
        return replace(message, author=None, kind="system")
    if message.kind != "text":
        return message
    if files := tuple(_FILE.findall(message.text)):
        return replace(message, kind="media", attachments=files)
    kind = _wording(message.text)
    return replace(message, kind=kind) if kind != "text" else message


def lines(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text, which end with a line feed and nothing else.

    Raises:
        BadInput: one is too long (``chat_too_long``).
    """
    waiting = ""
    for piece in pieces:
        *whole, waiting = (waiting + piece).split("\n")
        yield from whole
        if len(waiting) > LONGEST_LINE:
            raise BadInput("chat_too_long")
    if waiting:
        yield waiting


def _read(line: str) -> dict[str, Any] | None:
    try:
        value = whole(json.loads(line))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and ("date" in value or "sent_at" in value) else None


def _message(number: int, place: str, value: dict[str, Any]) -> Message:
    written = str(value.get("date", value.get("sent_at")))
    files = value.get("attachments")
    attachments = tuple(
        str(each.get("name") or each.get("fileName") or "") if isinstance(each, dict) else str(each)
        for each in (files if isinstance(files, list) else ())
    )
    author, body = value.get("sender", value.get("source")), str(value.get("body") or "")
    if author == NOBODY:
        return Message(number, _at(written), None, body, "system", place, written, attachments)
    return Message(
        number,
        _at(written),
        str(author) if author else None,
        body,
        _kind(value, attachments),
        place,
        written,
        attachments,
    )


def _kind(value: dict[str, Any], attachments: tuple[str, ...]) -> Kind:
    if any(value.get(key) for key in ("deleted", "isErased", "deletedForEveryone")):
        return "deleted"
    if value.get("call") or "call" in str(value.get("type", "")):
        return "call"
    return "media" if attachments or value.get("sticker") else _wording(str(value.get("body") or ""))


def _wording(text: str) -> Kind:
    if text.strip() == _DELETED:
        return "deleted"
    return "call" if _CALL.fullmatch(text) else "text"


def _at(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(text) / 1000, UTC) if text.isdigit() else datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
