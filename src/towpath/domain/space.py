"""A time apart: told to the other, limited, with rules for contact, what each does, and the day of the talk."""

from datetime import date

from towpath.domain.written import Text, Written


class Space(Written, frozen=True, tag="space"):
    """One time apart, however little of it is filled in. Its day is the start."""

    day: date | None = None
    until: date | None = None
    talk: date | None = None
    """The day on which the two talk."""
    told: date | None = None
    """The day on which the other was told."""
    text: Text = ""
    """What the person says to announce it."""
    contact: Text = ""
    mine: Text = ""
    """What the person does in that time."""
    theirs: Text = ""
    """What the other does, as agreed."""
    home: Text = ""
    """Children, home and money in that time."""
