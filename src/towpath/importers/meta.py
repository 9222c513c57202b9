"""Messenger and Instagram: ``message_1.json`` and the layout of encrypted chats, the newest message first."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Final

from towpath.importers.json_stream import walk
from towpath.importers.message import Kind, Message, Note, Places

_INTO: Final = frozenset({"messages"})
_FILES: Final = ("photos", "videos", "audio_files", "gifs", "files", "media")
_OF_NOBODY: Final = frozenset({"Subscribe", "Unsubscribe"})
"""Somebody came to a group or left it."""
_REACTED: Final = re.compile(r"(?:Reacted .{1,16} to your message|Liked a message)\s*")
"""What Instagram writes as if somebody had said it."""


def messages(pieces: Iterable[str], unread: Places, _notes: dict[Note, Places]) -> Iterator[Message]:
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
        number, _at(time), mended(str(author)) if author else None, mended(_said(value)), _kind(value, attachments),
        path, str(time), attachments,
    )  # fmt: skip


def _said(value: dict[str, Any]) -> str:
    """Return what was written, or the address of what was shared without a word."""
    share = value.get("share")
    shared = share.get("link") if isinstance(share, dict) else None
    return str(value.get("content", value.get("text")) or shared or "")


def _attached(value: dict[str, Any]) -> Iterator[str]:
    lists = [found for key in _FILES if isinstance(found := value.get(key), list)]
    for each in (*chain.from_iterable(lists), value.get("sticker")):
        name = each.get("uri") if isinstance(each, dict) else each
        if isinstance(name, str):
            yield name


def _kind(value: dict[str, Any], attachments: tuple[str, ...]) -> Kind:
    if value.get("is_unsent") or value.get("isUnsent"):
        return "deleted"
    if "call_duration" in value or value.get("type") == "Call":
        return "call"
    if value.get("type") in _OF_NOBODY or _REACTED.fullmatch(mended(_said(value))):
        return "system"
    return "media" if attachments or value.get("share") or not _said(value) else "text"


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
