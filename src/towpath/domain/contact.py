"""Contact after a separation: the person's own rule for it, and the times when it went otherwise."""

from datetime import date
from typing import Literal

from towpath.domain.written import Text, Written


class Contact(Written, frozen=True, tag="contact"):
    """A rule of the person's own for contact, or a time when it went otherwise: noted, without blame."""

    day: date
    part: Literal["rule", "otherwise"]
    text: Text
    """The rule, or what happened."""
    need: Text = ""
    """What the person needs next time."""
