"""A decision: the path, or not yet until a day, with the reasons in the person's own words."""

from datetime import date

from towpath.domain.weighed import WeighedPath
from towpath.domain.written import Text, Written


class Decision(Written, frozen=True, tag="decision"):
    """One decision. It can be opened again on any day, and stays to be read."""

    day: date
    path: WeighedPath
    until: date | None = None
    """The day on which to look at it again, or to decide."""
    reasons: Text = ""
    reopened: date | None = None
