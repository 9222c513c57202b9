"""Discord, as DiscordChatExporter writes it in JSON."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from towpath.importers.json_stream import walk
from towpath.importers.message import Kind, Message, Note, Places
from towpath.importers.names import Names

_INTO: Final = frozenset({"messages"})
_WRITTEN: Final = frozenset({"Default", "Reply"})


def messages(pieces: Iterable[str], unread: Places, notes: dict[Note, Places]) -> Iterator[Message]:
    """Yield the messages in the order of the file."""
    number, names = 0, Names()
    for path, value in walk(pieces, _INTO):
        if not path.startswith("messages["):
            continue
        if not isinstance(value, dict) or not isinstance(value.get("timestamp"), str):
            unread.add(path)
            continue
        number += 1
        if _forwarded(value):
            notes.setdefault("forwarded", Places()).add(path)
        yield _message(number, path, value, names)


def _message(number: int, path: str, value: dict[str, Any], names: Names) -> Message:
    author = value.get("author")
    given = author if isinstance(author, dict) else {}
    passed_on = _forwarded(value)
    attachments = (*_attached(value), *_attached(passed_on))
    return Message(
        number, _at(value["timestamp"]), names.of(given.get("name"), given.get("id")),
        str(value.get("content") or passed_on.get("content") or ""), _kind(value, attachments), path,
        value["timestamp"], attachments,
    )  # fmt: skip


def _forwarded(value: dict[str, Any]) -> dict[str, Any]:
    """Return what somebody else wrote and this message passes on."""
    found = value.get("forwardedMessage")
    return found if isinstance(found, dict) else {}


def _attached(value: dict[str, Any]) -> tuple[str, ...]:
    files = value.get("attachments")
    return (
        tuple(str(each.get("fileName", "")) for each in files if isinstance(each, dict))
        if isinstance(files, list)
        else ()
    )


def _kind(value: dict[str, Any], attachments: tuple[str, ...]) -> Kind:
    kind = value.get("type", "Default")
    if kind not in _WRITTEN:
        return "call" if kind == "Call" else "system"
    if attachments or any(value.get(key) for key in ("stickers", "poll")):
        return "media"
    if value.get("embeds") and not value.get("content"):
        return "media"
    return "edited" if value.get("timestampEdited") else "text"


def _at(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
