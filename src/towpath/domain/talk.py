"""One honest talk, prepared: what I saw, feel, need and ask; where and when; what I do if it goes wrong."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from towpath.domain.written import Text, Written


class Talk(Written, frozen=True, tag="talk"):
    """One talk, however little of it is filled in."""

    day: date | None = None
    time: Annotated[str, Meta(pattern=r"^(?:([01]\d|2[0-3]):[0-5]\d)?$")] = ""
    place: Text = ""
    saw: Text = ""
    feel: Text = ""
    need: Text = ""
    ask: Text = ""
    pause: Text = ""
    wrong: Text = ""
    """What I do if it goes wrong."""
    review: date | None = None
    """The day on which to look at what came of it."""
