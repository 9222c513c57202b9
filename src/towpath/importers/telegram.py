"""Telegram's ``result.json``: one chat, or all of them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from towpath.importers.json_stream import walk
from towpath.importers.message import Kind, Message, Places

_INTO: Final = frozenset({"chats", "left_chats", "list", "messages"})
_FILES: Final = ("photo", "file")


def messages(pieces: Iterable[str], unread: Places) -> Iterator[Message]:
    """Yield the messages of all chats in the order of the file."""
    number = 0
    for path, value in walk(pieces, _INTO):
        if not path.endswith("]") or not path.rpartition("[")[0].endswith("messages"):
            continue
        if not isinstance(value, dict) or not (value.get("date") or value.get("date_unixtime")):
            unread.add(path)
            continue
        number += 1
        yield _message(number, path, value)


def _message(number: int, path: str, value: dict[str, Any]) -> Message:
    service = value.get("type") == "service"
    author = value.get("actor" if service else "from") or value.get("actor_id" if service else "from_id")
    text = _text(value.get("text"))
    attachments = tuple(str(value[key]) for key in _FILES if value.get(key))
    return Message(
        number, _at(value), None if author is None else str(author),
        text or (str(value.get("action", "")) if service else ""),
        _kind(value, attachments), path, str(value.get("date") or value.get("date_unixtime")), attachments,
    )  # fmt: skip


def _kind(value: dict[str, Any], attachments: tuple[str, ...]) -> Kind:
    if value.get("type") == "service":
        return "call" if "call" in str(value.get("action")) else "system"
    if attachments or value.get("media_type") or value.get("sticker_emoji"):
        return "media"
    return "edited" if value.get("edited") or value.get("edited_unixtime") else "text"


def _text(value: object) -> str:
    """Return a text that is given whole or in parts."""
    if isinstance(value, list):
        return "".join(str(part.get("text", "")) if isinstance(part, dict) else str(part) for part in value)
    return value if isinstance(value, str) else ""


def _at(value: dict[str, Any]) -> datetime | None:
    """Return the moment with the offset of the phone's clock, which is what its two times differ by."""
    try:
        exact = datetime.fromtimestamp(int(value["date_unixtime"]), UTC) if value.get("date_unixtime") else None
        local = datetime.fromisoformat(value["date"]) if value.get("date") else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    if exact is None or local is None or local.tzinfo:
        return exact or local
    offset = local.replace(tzinfo=UTC) - exact
    return exact.astimezone(timezone(offset)) if abs(offset) < timedelta(hours=24) else exact
