"""What all kinds of record have in common, and the limits of what a person writes in them."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

TEXT_LIMIT = 100_000
"""The longest text of one entry, in characters."""

Text = Annotated[str, Meta(max_length=TEXT_LIMIT)]
Answer = Annotated[int, Meta(ge=0, le=10)]
Often = Annotated[int, Meta(ge=0, le=3)]


class Written(Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True, gc=False):
    """Common to all kinds: when it was written (UTC), told apart from the time it tells of."""

    written: Annotated[datetime, Meta(tz=True)]
    shape: Literal[1] = 1
