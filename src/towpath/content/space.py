"""The shape of the words for taking space and for a last message."""

from msgspec import Struct


class SpaceWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the two pages say, the lines of an announcement and of a last message, and what is not filled in yet."""

    page: dict[str, str]
    frame: dict[str, str]
    open: dict[str, str]
    last: dict[str, str]
    last_frame: dict[str, str]
