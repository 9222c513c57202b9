"""JSON files of any size, read one message at a time: only the lists that hold messages are walked into."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from towpath.errors import BadInput

LONGEST_VALUE: Final = 1 << 24
"""Characters of one value from which a file is refused: no message is so long."""
DEEPEST: Final = 16
"""Lists and objects inside each other that are walked into."""
_SPACE: Final = " \t\r\n"
_HALVES: Final = re.compile(r"\\ud[89a-f]", re.IGNORECASE)


class Value(NamedTuple):
    """A value of the file: its path, and the value."""

    path: str
    value: Any


def walk(pieces: Iterable[str], into: frozenset[str]) -> Iterator[Value]:
    """Yield the values of a file in its order; into objects and lists behind these keys it goes itself.

    Raises:
        BadInput: it is no JSON (``chat_not_json``, with the ``place``), or one value is too long (``chat_too_long``).
    """
    text = _Buffer(pieces)
    try:
        yield from _inside(text, "", into, 0)
    except (ValueError, RecursionError):
        raise BadInput("chat_not_json", place=text.place) from None


class _Buffer:
    """The part of the text that is being looked at."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._decoder = json.JSONDecoder(strict=False)
        self.place = ""
        self._text = ""
        self._at = 0

    def peek(self) -> str:
        """Return the next character that is not white space."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                raise ValueError

    def take(self, *wanted: str) -> str:
        """Return the next character, which must be one of these."""
        found = self.peek()
        if found not in wanted:
            raise ValueError
        self._at += 1
        return found

    def value(self) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Return the next value, whole."""
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if not self._more():
                    raise
                continue
            if end == len(self._text) and self._more():  # a number may go on
                continue
            broken = _HALVES.search(self._text, self._at, end)
            self._at = end
            return whole(found) if broken else found

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self._text = self._text[self._at :] + piece
        self._at = 0
        if len(self._text) > LONGEST_VALUE:
            raise BadInput("chat_too_long")
        return True


def _inside(text: _Buffer, path: str, into: frozenset[str], depth: int) -> Iterator[Value]:
    if depth > DEEPEST:
        raise ValueError
    yield from (_members if text.take("{", "[") == "{" else _elements)(text, path, into, depth)


def _members(text: _Buffer, path: str, into: frozenset[str], depth: int) -> Iterator[Value]:
    if text.peek() == "}":
        text.take("}")
        return
    while True:
        text.place = path
        if text.peek() != '"':
            raise ValueError
        key = text.value()
        text.take(":")
        inner = f"{path}.{key}" if path else key
        if key in into and text.peek() in "{[":
            yield from _inside(text, inner, into, depth + 1)
        else:
            yield Value(inner, text.value())
        if text.take(",", "}") == "}":
            return


def _elements(text: _Buffer, path: str, into: frozenset[str], depth: int) -> Iterator[Value]:
    if text.peek() == "]":
        text.take("]")
        return
    number = 0
    walked = path.endswith("list")
    while True:
        inner = text.place = f"{path}[{number}]"
        if walked and text.peek() in "{[":
            yield from _inside(text, inner, into, depth + 1)
        else:
            yield Value(inner, text.value())
        number += 1
        if text.take(",", "]") == "]":
            return


def whole(value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Put the mark of what is lost in the place of half a character, which no text may hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [whole(each) for each in value]
    return {whole(key): whole(each) for key, each in value.items()} if isinstance(value, dict) else value
