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


class Text:
    """The text of a file. ``lost`` counts the bytes that were no text, after it was read to its end."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
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
