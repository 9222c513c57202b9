"""The shape of the words for someone who worries about a friend."""

from msgspec import Struct


class FriendPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the page says around its three lists."""

    intro: str
    device: str
    not_known: str
    choice: str
    now: str
    you: str
    own: str
    signs: tuple[str, ...]
    helps: tuple[str, ...]
    harms: tuple[str, ...]


class FriendWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    page: FriendPage
