"""Opens a chat export: its format is found in its content, never in its name."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, cast

import msgspec

from towpath.errors import BadInput
from towpath.importers import discord, headed, imessage, markers, meta, plain, signal, sms, telegram
from towpath.importers.chat import Chat, ChatReader
from towpath.importers.message import PLACES, Message, Note, Places
from towpath.importers.source import Opened, Progress, Share, Text, unwatched

SEEN: Final = 1 << 16
"""Characters from which a format is recognised."""
MOST_FILES: Final = 100_000
MOST_BYTES: Final = 1 << 32
"""Of one file in an archive, unpacked."""
MOST_TIMES: Final = 400
"""How many times its packed size a file may be; chats pack about 10 times, and no text packs better than this."""
SMALL: Final = 1 << 20
"""Bytes up to which it does not matter how well a file is packed."""

READINGS: Final = 2
"""How often a chat is read: for what is known of it as a whole, and for its messages."""
LOOKED_READINGS: Final = READINGS + 1
"""Where all of it is looked at before."""

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What an archive raises that is damaged, encrypted or packed in a way that is not known here."""

Parser = Callable[[Iterable[str], Places, dict[Note, Places]], Iterator[Message]]
_PARSERS: Final[dict[str, Parser]] = {
    "telegram": telegram.messages, "signal": signal.messages, "sms": sms.messages, "messenger": meta.messages,
    "discord": discord.messages, "imessage": imessage.text_messages, "imessage_page": imessage.page_messages,
    "plain": plain.messages,
}  # fmt: skip
_KEYS: Final = (
    ("discord", re.compile(r'"(?:timestampEdited|dateRange|guild)"\s*:')),
    ("messenger", re.compile(r'"(?:sender_name|senderName|threadName|thread_path)"\s*:')),
    ("telegram", re.compile(r'"(?:date_unixtime|from_id|chats|actor_id)"\s*:')),
    ("signal", re.compile(r'\A[^\n]*"(?:sender|source|body|sent_at)"\s*:[^\n]*\}\s*(?:\n|\Z)')),
    ("telegram", re.compile(r'"messages"\s*:')),
)
_PART: Final = re.compile(r"message_\d+\.json: \Z")
"""How the place of a part of a thread ends."""
_SIGNAL_LINE: Final = re.compile(r"^\[\d{4}-\d\d-\d\d(?:, \d\d:\d\d| \d\d:\d\d:\d\d)\] ", re.MULTILINE)
_IMESSAGE_LINE: Final = re.compile(r"\A\s*[A-Z][a-z]{2} \d{1,2}, \d{4}\s+\d{1,2}:\d{2}:\d{2}\s?[AP]M")
_IMESSAGE_PAGE: Final = re.compile(r'class="(?:message|timestamp)"')


class _Found(NamedTuple):
    """A file that may be a chat: where it lies in an archive, and how it is opened."""

    place: str
    opened: Opened
    size: int
    """Bytes."""


def open_chat(path: str | Path, *, day_first: bool | None = None, progress: Progress = unwatched) -> ChatReader:
    """Open a chat export: a file, or an archive or a folder that holds one.

    ``day_first`` is the person's answer where the file leaves open whether the day or the month comes first.
    ``progress`` is told which share was read of what is read in all, when the messages were read twice: once for the
    summary, and once for themselves.

    Raises:
        BadInput: there is no such file (``no_such_file``); nothing in it is a chat (``chat_unknown``); there are
            several (``chat_several``); an archive is broken or packed to harm (``chat_archive``).
    """
    file = Path(path)
    return _open(lambda: _in_folder(file) if file.is_dir() else _in_file(_at(file)), day_first, progress)


def open_bytes(data: bytes, *, day_first: bool | None = None, progress: Progress = unwatched) -> ChatReader:
    """Open a chat export whose bytes are at hand, as ``open_chat`` opens a file."""
    return _open(lambda: _in_file(_Found("", partial(BytesIO, data), len(data))), day_first, progress)


def _open(list_files: Callable[[], list[_Found]], day_first: bool | None, progress: Progress) -> ChatReader:
    read = Share(progress)
    try:
        files = list_files()
        found = [chat for each in files if (chat := _chat(each, day_first, read, alone=len(files) == 1))]
    except OSError:
        raise BadInput("no_such_file") from None
    if not found:
        raise BadInput("chat_unknown")
    together = _together(found)
    if together.bytes:
        read.begin(together.bytes)
    return ChatReader(together)


def _in_folder(path: Path) -> list[_Found]:
    files = sorted((each for each in path.iterdir() if each.is_file()), key=_in_order)
    return [_at(each)._replace(place=each.name) for each in files]


def _at(path: Path) -> _Found:
    return _Found("", partial(_opened, path), path.stat().st_size)


def _in_file(found: _Found) -> list[_Found]:
    with found.opened() as file:
        if file.read(4) != b"PK\x03\x04":
            return [found]
    with _archive(found.opened) as archive:
        packed = archive.infolist()
        if len(packed) > MOST_FILES:
            raise BadInput("chat_archive")
        texts = [
            each for each in packed if Path(each.filename).suffix.lower() in {".txt", ".json", ".xml", ".html", ".md"}
        ]
        if any(each.file_size > max(SMALL, min(MOST_BYTES, MOST_TIMES * each.compress_size)) for each in texts):
            raise BadInput("chat_archive")
    return [
        _Found(each.filename, partial(_unpacked, found.opened, each.filename), each.file_size)
        for each in sorted(texts, key=_in_order)
    ]


def _opened(file: Path) -> BinaryIO:
    return file.open("rb")


def _in_order(file: Path | zipfile.ZipInfo) -> list[int | str]:
    """Return what sorts message_2 before message_10."""
    name = file.name if isinstance(file, Path) else file.filename
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]


@contextmanager
def _unpacked(opened: Opened, name: str) -> Iterator[BinaryIO]:
    with _archive(opened) as archive, archive.open(name) as inner:
        yield cast("BinaryIO", inner)


@contextmanager
def _archive(opened: Opened) -> Iterator[zipfile.ZipFile]:
    try:
        with opened() as file, zipfile.ZipFile(file) as archive:
            yield archive
    except _BROKEN:
        raise BadInput("chat_archive") from None


def _chat(file: _Found, day_first: bool | None, read: Share, *, alone: bool) -> Chat | None:
    text = Text(file.opened, read)
    start = ""
    for piece in text:
        start += piece
        if len(start) >= SEEN:
            break
    name = _format(start)
    place = f"{file.place}: " if file.place else ""
    if name in {"whatsapp", "signal_text"}:
        return _headed(
            name.removesuffix("_text"), text, place, day_first, partial(read.begin, file.size * LOOKED_READINGS)
        )
    if name == "plain":
        read.begin(file.size * LOOKED_READINGS)
        return (
            Chat(format=name, read=partial(_parsed, plain.messages, text, place))
            if alone and plain.is_chat(text)
            else None
        )
    return Chat(
        format=name.removesuffix("_page"),
        read=partial(_parsed, _PARSERS[name], text, place),
        bytes=file.size * READINGS,
        place=place,
    )


def _format(start: str) -> str:
    stripped = start.lstrip("\ufeff \t\r\n")
    if stripped[:1] == "{":
        return next((name for name, key in _KEYS if key.search(stripped)), "plain")
    if stripped[:1] == "<":
        return (
            "sms"
            if re.search("<(?:smses|sms|mms)[ >]", stripped)
            else "imessage_page"
            if _IMESSAGE_PAGE.search(stripped)
            else "plain"
        )
    if _IMESSAGE_LINE.match(start):
        return "imessage"
    if headed.first_layout([start]) is None:
        return "plain"
    return "signal_text" if _SIGNAL_LINE.search(start) and markers.MARK not in start else "whatsapp"


def _headed(name: str, text: Text, place: str, day_first: bool | None, begin: Callable[[], None]) -> Chat | None:
    layout = headed.first_layout(text)
    if layout is None:
        return None
    begin()
    found = headed.survey(text, layout, day_first=day_first)

    def read(unread: Places, notes: dict[Note, Places]) -> Iterator[Message]:
        messages = headed.messages(text, found, place, unread, notes)
        yield from map(signal.marked, messages) if name == "signal" else messages
        _tell_lost(text, notes)

    return Chat(format=name, read=read, ask=() if found.order else ("day_first",), place=place)


def _parsed(parser: Parser, text: Text, place: str, unread: Places, notes: dict[Note, Places]) -> Iterator[Message]:
    inner, noted = Places(), dict[Note, Places]()
    for message in parser(text, inner, noted):
        yield msgspec.structs.replace(message, place=place + message.place) if place else message
    _add(unread, inner, place)
    for note, found in noted.items():
        _add(notes.setdefault(note, Places()), found, place)
    _tell_lost(text, notes)


def _add(places: Places, more: Places, place: str) -> None:
    """Count what was found in one file, and keep the first places of it."""
    places.count += more.count
    places.first = [*places.first, *(place + each for each in more.first)][:PLACES]


def _tell_lost(text: Text, notes: dict[Note, Places]) -> None:
    if text.lost:
        notes.setdefault("bytes_lost", Places()).count += text.lost


def _together(found: Sequence[Chat]) -> Chat:
    """Return one chat; only the parts of one Messenger thread come in several files, side by side.

    Raises:
        BadInput: there are several chats (``chat_several``).
    """
    if len(found) == 1:
        return found[0]
    threads = {_PART.sub("", chat.place) for chat in found}
    if {chat.format for chat in found} != {"messenger"} or len(threads) > 1:
        raise BadInput("chat_several", count=len(found) if len(threads) == 1 else len(threads))

    def read(unread: Places, notes: dict[Note, Places]) -> Iterator[Message]:
        messages = (message for chat in found for message in chat.read(unread, notes))
        for number, message in enumerate(messages, 1):
            yield msgspec.structs.replace(message, n=number)

    return Chat(format="messenger", read=read, bytes=sum(chat.bytes for chat in found))
