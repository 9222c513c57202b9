"""A chat that was brought in from an app: where its bytes are kept, and how the person says it is to be read."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from towpath.domain.written import Written

TITLE_LIMIT = 200
"""The longest title, in characters."""

Count = Annotated[int, Meta(ge=0)]


class Chat(Written, frozen=True, tag="chat"):
    """One file of one chat. Its messages are read anew from the bytes that were kept, so that nothing is doubled."""

    title: Annotated[str, Meta(max_length=TITLE_LIMIT)]
    attachment: Annotated[str, Meta(max_length=32)]
    """The id of the bytes, as they were brought in."""
    sha256: Annotated[str, Meta(max_length=64)]
    format: Annotated[str, Meta(max_length=32)]
    me: Annotated[str, Meta(max_length=1_000)] = ""
    """The name of the person in the file; "" where they are not in it."""
    day_first: bool | None = None
    """Whether the day stands before the month, where the file left it open and the person said it."""
    messages: Count = 0
    unread: Count = 0
    """Lines or items of the file that could not be read."""
    people: Count = 0
    first: date | None = None
    last: date | None = None
