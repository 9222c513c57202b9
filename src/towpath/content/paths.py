"""The shape of what is told of each path: the same number of lines for and against, and what it is like."""

from msgspec import Struct


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line; a line of fact names its source and how sure it is."""

    text: str
    source: str = ""
    unsure: str = ""


class PathDetail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One path: lines for and against, and a line on each side of what it is like, as ``aspect`` names them."""

    speaks_for: tuple[Line, ...]
    against: tuple[Line, ...]
    like: dict[str, Line]


class PathsWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The paths in equal detail, by the id of the path, and what stands around them."""

    page: dict[str, str]
    aspect: dict[str, str]
    path: dict[str, PathDetail]
