"""Signal, as signal-export writes it: one JSON object a line (``data.json``). Its text files have header lines."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from towpath.errors import BadInput
from towpath.importers.message import Kind, Message, Places

LONGEST_LINE: Final = 1 << 24
"""Characters."""


def messages(pieces: Iterable[str], unread: Places) -> Iterator[Message]:
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
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and ("date" in value or "sent_at" in value) else None


def _message(number: int, place: str, value: dict[str, Any]) -> Message:
    written = str(value.get("date", value.get("sent_at")))
    files = value.get("attachments") or ()
    attachments = tuple(
        str(each.get("name") or each.get("fileName") or "") if isinstance(each, dict) else str(each) for each in files
    )
    author = value.get("sender", value.get("source"))
    return Message(
        number, _at(written), None if author in (None, "") else str(author), str(value.get("body") or ""),
        _kind(value, attachments), place, written, attachments,
    )  # fmt: skip


def _kind(value: dict[str, Any], attachments: tuple[str, ...]) -> Kind:
    if value.get("isErased") or value.get("deletedForEveryone"):
        return "deleted"
    if "call" in str(value.get("type", "")):
        return "call"
    return "media" if attachments or value.get("sticker") else "text"


def _at(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(text) / 1000, UTC) if text.isdigit() else datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
