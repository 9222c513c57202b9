"""Discord, as DiscordChatExporter writes it in JSON."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from towpath.importers.json_stream import walk
from towpath.importers.message import Kind, Message, Places

_INTO: Final = frozenset({"messages"})
_WRITTEN: Final = frozenset({"Default", "Reply"})


def messages(pieces: Iterable[str], unread: Places) -> Iterator[Message]:
    """Yield the messages in the order of the file."""
    number = 0
    for path, value in walk(pieces, _INTO):
        if not path.startswith("messages["):
            continue
        if not isinstance(value, dict) or not isinstance(value.get("timestamp"), str):
            unread.add(path)
            continue
        number += 1
        yield _message(number, path, value)


def _message(number: int, path: str, value: dict[str, Any]) -> Message:
    author = value.get("author")
    files = value.get("attachments") or ()
    attachments = tuple(str(each.get("fileName", "")) for each in files if isinstance(each, dict))
    return Message(
        number, _at(value["timestamp"]), str(author.get("name")) if isinstance(author, dict) else None,
        str(value.get("content") or ""), _kind(value, attachments), path, value["timestamp"], attachments,
    )  # fmt: skip


def _kind(value: dict[str, Any], attachments: tuple[str, ...]) -> Kind:
    kind = value.get("type", "Default")
    if kind not in _WRITTEN:
        return "call" if kind == "Call" else "system"
    if attachments or value.get("stickers"):
        return "media"
    return "edited" if value.get("timestampEdited") else "text"


def _at(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
