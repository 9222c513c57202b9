"""The text of a file, piece by piece: bytes become text once, and nothing of it is changed."""

import codecs
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO

PIECE_BYTES = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_REPLACEMENT = "\ufffd"

Opened = Callable[[], AbstractContextManager[BinaryIO]]
"""Opens the same bytes again, from their beginning."""
Progress = Callable[[float], None]
"""Is told again and again which share of all that must be read was read, from 0 to 1."""


def unwatched(_share: float) -> None:
    """Tell nobody."""


class Share:
    """Which share of all bytes was read; what was read to recognise a file does not count."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._read = self._whole = 0

    def begin(self, whole: int) -> None:
        """Begin to count: so many bytes there are to read."""
        self._read, self._whole = 0, whole

    def add(self, count: int) -> None:
        """Count bytes that were read, and tell."""
        self._read += count
        if self._whole:
            self._progress(min(self._read / self._whole, 1.0))


class Text:
    """The text of a file. ``lost`` counts the bytes that were no text, after it was read to its end."""

    def __init__(self, opened: Opened, read: Share) -> None:
        self._opened = opened
        self._read = read
        self.lost = 0

    def __iter__(self) -> Iterator[str]:
        """Yield the text in pieces; a byte order mark at its beginning is not part of it."""
        with self._opened() as file:
            start = file.read(PIECE_BYTES)
            mark, encoding = next(((mark, name) for mark, name in _MARKS if start.startswith(mark)), (b"", "utf-8"))
            decoder = codecs.getincrementaldecoder(encoding)("replace")
            marks = _REPLACEMENT.encode(encoding)
            self.lost, before = 0, b""
            piece = start[len(mark) :]
            while piece:
                self._read.add(len(piece))
                text = decoder.decode(piece)
                seen = before + piece
                if _REPLACEMENT in text:
                    self.lost += text.count(_REPLACEMENT) - seen.count(marks)
                before = seen[1 - len(marks) :]
                yield text
                piece = file.read(PIECE_BYTES)
            rest = decoder.decode(b"", final=True)
            self.lost += rest.count(_REPLACEMENT)
            if rest:
                yield rest
