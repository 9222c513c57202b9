"""JSON that a person or a program hands in, read strictly: no field that nobody knows, no name given twice."""

import json
from collections.abc import Iterable
from typing import TypeVar

import msgspec
from msgspec import Struct

T = TypeVar("T")


class Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown fields are errors: a misspelt answer must never count as a missing one."""


def read(text: str | bytes, shape: type[T]) -> T:
    """Read one document of a shape.

    Raises:
        ValueError: it is not JSON, not of this shape, or gives a name twice; the message says what and where. It
            repeats no text that is not Unicode.
    """
    try:
        return msgspec.convert(json.loads(text, object_pairs_hook=_each_once), shape)
    except UnicodeError as error:
        raise ValueError("it is not Unicode text") from error
    except RecursionError as error:
        raise ValueError(str(error)) from error


def repeats(values: Iterable[str]) -> bool:
    """Tell whether a value is there more than once."""
    seen = list(values)
    return len(set(seen)) != len(seen)


def shown(name: str) -> str:
    """Return a name as it can be repeated in an error on any terminal."""
    return name.encode("ascii", "backslashreplace").decode()


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a name given twice: the second of two lists must not silently take the place of the first."""
    if repeats(name for name, _ in pairs):
        raise ValueError("a name is given twice")
    return dict(pairs)
