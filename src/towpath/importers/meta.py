"""Messenger and Instagram: ``message_1.json`` and the layout of encrypted chats, the newest message first."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from towpath.importers.json_stream import walk
from towpath.importers.message import Kind, Message, Places

_INTO: Final = frozenset({"messages"})
_FILES: Final = ("photos", "videos", "audio_files", "gifs", "files", "media")


def messages(pieces: Iterable[str], unread: Places) -> Iterator[Message]:
    """Yield the messages in the order of the file."""
    number = 0
    for path, value in walk(pieces, _INTO):
        if not path.startswith("messages["):
            continue
        time = value.get("timestamp_ms", value.get("timestamp")) if isinstance(value, dict) else None
        if not isinstance(time, int | float) or isinstance(time, bool):
            unread.add(path)
            continue
        number += 1
        yield _message(number, path, value, time)


def _message(number: int, path: str, value: dict[str, Any], time: float) -> Message:
    author = value.get("sender_name", value.get("senderName"))
    attachments = tuple(_attached(value))
    return Message(
        number, _at(time), None if author is None else mended(str(author)),
        mended(str(value.get("content", value.get("text")) or "")), _kind(value, attachments), path, str(time),
        attachments,
    )  # fmt: skip


def _attached(value: dict[str, Any]) -> Iterator[str]:
    for key in _FILES:
        for each in value.get(key) or ():
            name = each.get("uri") if isinstance(each, dict) else each
            if isinstance(name, str):
                yield name


def _kind(value: dict[str, Any], attachments: tuple[str, ...]) -> Kind:
    if value.get("is_unsent") or value.get("isUnsent"):
        return "deleted"
    if "call_duration" in value or value.get("type") == "Call":
        return "call"
    return "media" if attachments or value.get("sticker") else "text"


def mended(text: str) -> str:
    """Return a text whose UTF-8 was written as if each byte were a letter; any other text as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except ValueError:
        return text


def _at(milliseconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
