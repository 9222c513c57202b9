"""A form with files, read as it comes (RFC 7578), strictly, and with only a little of it in memory at a time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from towpath.errors import BadInput
from towpath.web.forms.fields import BODY_LIMIT, FIELD_LIMIT, Fields

HEAD_LIMIT: Final = 8_000
"""Bytes of the lines before one part."""
NAME_LIMIT: Final = 200
"""Characters of a file's name that are kept."""
_KIND: Final = re.compile(r'multipart/form-data; *boundary=(?:"([!-~]{1,70})"|([!-~]{1,70}))', re.IGNORECASE)
_DISPOSITION: Final = re.compile(
    rb'content-disposition: *form-data; *name="([^"\r\n]*)"(?:; *filename="([^"\r\n]*)")?[^\r\n]*', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """One field: a file where it has the name of one ("" where none was chosen). Its bytes are read once, in order."""

    name: str
    file: str | None
    content: Iterator[bytes] = field(repr=False)


def boundary_of(content_type: str) -> bytes | None:
    """Return what stands between the parts; ``None`` where the header tells of another kind of body."""
    found = _KIND.fullmatch(content_type.strip())
    return (found[1] or found[2]).encode("ascii") if found else None


class Form:
    """A form whose fields come before its files. All methods raise ``BadInput`` where it is broken or cut off."""

    def __init__(self, boundary: bytes, pieces: Iterable[bytes]) -> None:
        self._delimiter = b"\r\n--" + boundary
        self._pieces = iter(pieces)
        self._buffer = b"\r\n"  # nothing stands before the first delimiter, not even the end of a line
        self._parts = self._read()
        self._waiting: Part | None = None

    def fields(self) -> Fields:
        """Return the fields before the first file.

        Raises:
            BadInput: they are too large, too many or no text.
        """
        pairs, size = [], 0
        for part in self._parts:
            if part.file is not None:
                self._waiting = part
                break
            value = bytearray()
            for piece in part.content:
                value += piece
                size += len(piece)
                if size > BODY_LIMIT:
                    raise BadInput("form_too_large")
            pairs.append((part.name, _text(bytes(value)).replace("\r\n", "\n")))
            if len(pairs) > FIELD_LIMIT:
                raise BadInput("form_broken")
        return Fields.of(pairs)

    def files(self) -> Iterator[Part]:
        """Yield the files; the content of one must be read before the next is asked for, or it is passed over."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        if waiting.file:
            yield waiting
        for part in self._parts:
            if part.file:
                yield part

    def _read(self) -> Iterator[Part]:
        if any(self._content()):
            raise BadInput("form_broken")
        while True:
            while len(self._buffer) < len(b"--"):
                self._more()
            if self._buffer.startswith(b"--"):
                return
            part = self._begun(self._head())
            yield part
            for _ in part.content:
                pass

    def _begun(self, head: bytes) -> Part:
        found = [match for line in head.split(b"\r\n") if (match := _DISPOSITION.fullmatch(line))]
        if len(found) != 1:
            raise BadInput("form_broken")
        name, file = found[0].groups()
        return Part(_text(name), None if file is None else file_name(file), self._content())

    def _head(self) -> bytes:
        """Return the lines up to the empty one."""
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > HEAD_LIMIT:
                raise BadInput("form_broken")
            self._more()
        head, self._buffer = self._buffer[:end], self._buffer[end + 4 :]
        return head

    def _content(self) -> Iterator[bytes]:
        """Yield what stands before the next delimiter, and leave what stands behind it."""
        kept = len(self._delimiter) - 1
        while (at := self._buffer.find(self._delimiter)) < 0:
            if len(self._buffer) > kept:
                piece, self._buffer = self._buffer[:-kept], self._buffer[-kept:]
                yield piece
            self._more()
        piece, self._buffer = self._buffer[:at], self._buffer[at + len(self._delimiter) :]
        if piece:
            yield piece

    def _more(self) -> None:
        for piece in self._pieces:
            if piece:
                self._buffer += piece
                return
        raise BadInput("form_broken")


def file_name(given: bytes) -> str:
    """Return the name of a file without the folders before it and without what cannot be seen."""
    name = re.split(r"[/\\]", given.decode("utf-8", "replace").replace("%22", '"'))[-1]
    return "".join(character for character in name if character.isprintable())[-NAME_LIMIT:].strip()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput("form_broken") from None
