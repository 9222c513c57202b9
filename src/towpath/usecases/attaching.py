"""Photos, recordings and documents beside what was written: which may come in, and how they are told apart.

A file is known by its first bytes, never by its name or by what the browser says of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from towpath.domain.records import Attachment
from towpath.errors import BadInput
from towpath.vault import Notebook, Stored

HEAD_BYTES: Final = 4_096
"""How much of a file is looked at."""
_DRAWN: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Raster images that every browser draws: the only ones that a page shows."""
_PHOTO, _SOUND, _FILM, _DOCUMENT = "photo", "recording", "video", "document"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OPEN_TEXT: Final = "application/vnd.oasis.opendocument.text"

_BEGINNINGS: Final = (
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"GIF8[79]a", "image/gif"),
    (rb"RIFF....WEBP", "image/webp"),
    (rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", "image/heic"),
    (rb"....ftypM4[AB] ", "audio/mp4"),
    (rb"....ftyp(?:isom|iso[2-9]|mp4[12]|M4V[ HP]|avc1|dash|MSNV|3gp.|3g2.|qt  )", "video/mp4"),
    (rb"ID3[\x02-\x04]|\xff[\xfb\xfa\xf3\xf2\xe3\xe2]", "audio/mpeg"),
    (rb"OggS\0", "audio/ogg"),
    (rb"RIFF....WAVE", "audio/wav"),
    (rb"%PDF-\d", "application/pdf"),
    (rb"PK\x03\x04.{22}\x08\0..mimetype" + re.escape(_OPEN_TEXT.encode()), _OPEN_TEXT),
    (rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|word/|docProps/)", _OFFICE),
)  # fmt: skip
_KNOWN: Final = tuple((re.compile(pattern, re.DOTALL), media_type) for pattern, media_type in _BEGINNINGS)
_SUFFIXES: Final = {
    "image/jpeg": (_PHOTO, "jpg"), "image/png": (_PHOTO, "png"), "image/gif": (_PHOTO, "gif"),
    "image/webp": (_PHOTO, "webp"), "image/heic": (_PHOTO, "heic"), "audio/mp4": (_SOUND, "m4a"),
    "audio/mpeg": (_SOUND, "mp3"), "audio/ogg": (_SOUND, "ogg"), "audio/wav": (_SOUND, "wav"),
    "video/mp4": (_FILM, "mp4"), "application/pdf": (_DOCUMENT, "pdf"), _OPEN_TEXT: (_DOCUMENT, "odt"),
    _OFFICE: (_DOCUMENT, "docx"), "text/plain": (_DOCUMENT, "txt"),
    "application/zip": (_DOCUMENT, "zip"),
}  # fmt: skip
_NOT_IN_TEXT: Final = re.compile("[\0-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that belongs to a record. ``noun`` is photo, recording, video or document."""

    id: str
    file: Attachment
    noun: str
    suffix: str
    number: int
    """Its place among the files of its noun, from 1."""

    @property
    def neutral_name(self) -> str:
        """The name under which it is saved, which tells nothing: photo-1.jpg."""
        return f"{self.noun}-{self.number}.{self.suffix}"

    @property
    def drawn(self) -> bool:
        """Whether a page may show it as a picture."""
        return self.file.media_type in _DRAWN


def attach(notebook: Notebook, owner: str, name: str, content: Iterator[bytes], now: datetime) -> str:
    """Keep a file beside a record as it comes, and return its id.

    Raises:
        BadInput: it is empty (``attachment_empty``), of a kind that is not taken (``attachment_kind``), or larger than
            100 MiB (``attachment_large``). Nothing of it is kept.
    """
    head = _head(content)
    media_type = kind_of(head)
    record = Attachment(written=now, imported=now, name=name, media_type=media_type, of=owner)
    return notebook.attach(record, chain((head,), content))


def kind_of(head: bytes) -> str:
    """Return the media type that a file's first bytes tell.

    Raises:
        BadInput: there are none, or they are of a kind that is not taken.
    """
    if not head:
        raise BadInput("attachment_empty")
    for pattern, media_type in _KNOWN:
        if pattern.match(head):
            return media_type
    if _is_plain_text(head):
        return "text/plain"
    raise BadInput("attachment_kind")


def attached(notebook: Notebook, owner: str) -> tuple[Attached, ...]:
    """Return the files of a record, the one that came first first."""
    return tuple(one for one in _numbered(notebook.records(Attachment), owner))


def one_attached(notebook: Notebook, name: str) -> Attached | None:
    """Return a file by its id; ``None`` where there is none."""
    stored = notebook.records(Attachment)
    owner = next((one.record.of for one in stored if one.id == name and isinstance(one.record, Attachment)), None)
    return None if owner is None else next(one for one in _numbered(stored, owner) if one.id == name)


def _numbered(stored: Iterable[Stored], owner: str) -> Iterator[Attached]:
    found = [(one.record.imported, one.id, one.record) for one in stored if isinstance(one.record, Attachment)]
    counted: dict[str, int] = {}
    for _, name, record in sorted(each for each in found if each[2].of == owner):
        noun, suffix = _SUFFIXES.get(record.media_type, (_DOCUMENT, "bin"))
        counted[noun] = counted.get(noun, 0) + 1
        yield Attached(id=name, file=record, noun=noun, suffix=suffix, number=counted[noun])


def _head(content: Iterator[bytes]) -> bytes:
    head = bytearray()
    for piece in content:
        head += piece
        if len(head) >= HEAD_BYTES:
            break
    return bytes(head)


def _is_plain_text(head: bytes) -> bool:
    """Tell whether this reads as text and is no page, drawing or other thing that a browser might run."""
    codec = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    text = head.decode(codec, "replace").lstrip()
    return not _NOT_IN_TEXT.search(text) and not text.startswith(("<", "%!"))
