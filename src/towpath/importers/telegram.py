"""Telegram's ``result.json``: one chat, or all of them."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from towpath.importers.json_stream import walk
from towpath.importers.message import Kind, Message, Note, Places
from towpath.importers.names import Names

_INTO: Final = frozenset({"chats", "left_chats", "list", "messages"})
_FILES: Final = ("photo", "file", "contact_vcard")
_LEFT_OUT: Final = ("(File ", "(Photo ")
"""So begins what stands in the place of a file that was not exported."""
_ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_BROKEN_OFF: Final = re.compile(r"\\+(?:x[0-9A-Fa-f]?)?\Z")


def messages(pieces: Iterable[str], unread: Places, notes: dict[Note, Places]) -> Iterator[Message]:
    """Yield the messages of all chats in the order of the file."""
    number, names, chats = 0, Names(), dict[str, None]()
    for path, value in walk(mended(pieces), _INTO):
        chat, messages_, _ = path.rpartition("messages[")
        if not messages_ or not path.endswith("]"):
            continue
        chats[chat] = None
        if not isinstance(value, dict) or not (value.get("date") or value.get("date_unixtime")):
            unread.add(path)
            continue
        number += 1
        if "forwarded_from" in value:
            notes.setdefault("forwarded", Places()).add(path)
        yield _message(number, path, value, names)
    if len(chats) > 1:
        notes["several_threads"] = Places(len(chats))


def mended(pieces: Iterable[str]) -> Iterator[str]:
    r"""Yield the same text with control characters as JSON has them: Telegram writes ``\x0B``."""
    waiting = ""
    for piece in pieces:
        waiting += piece
        broken = _BROKEN_OFF.search(waiting)
        whole = waiting[: broken.start()] if broken else waiting
        yield _ESCAPE.sub(_known, whole) if "\\x" in whole else whole
        waiting = broken[0] if broken else ""
    yield waiting


def _known(escape: re.Match[str]) -> str:
    return rf"\u00{escape[1]}" if escape[1] else escape[0]


def _message(number: int, path: str, value: dict[str, Any], names: Names) -> Message:
    service = value.get("type") == "service"
    who = "actor" if service else "from"
    attachments = tuple(_attached(value))
    return Message(
        number, _at(value), names.of(value.get(who), value.get(f"{who}_id")), _said(value, service=service),
        _kind(value, attachments), path, str(value.get("date") or value.get("date_unixtime")), attachments,
    )  # fmt: skip


def _attached(value: dict[str, Any]) -> Iterator[str]:
    for key in _FILES:
        name = str(value.get(key) or "")
        if name.startswith(_LEFT_OUT):
            name = str(value.get("file_name") or "")
        if name:
            yield name


def _said(value: dict[str, Any], *, service: bool) -> str:
    if text := _text(value.get("text")):
        return text
    if service:
        return str(value.get("action") or value.get("information_text") or "")
    poll = value.get("poll")
    return _text(poll.get("question")) if isinstance(poll, dict) else ""


def _kind(value: dict[str, Any], attachments: tuple[str, ...]) -> Kind:
    if value.get("type") == "service":
        return "call" if "call" in str(value.get("action")) else "system"
    if attachments or value.get("media_type") or not _text(value.get("text")):
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
