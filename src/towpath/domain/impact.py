"""What a choice would mean: the strain expected, who is there, and what it brings to both, good and bad."""

from datetime import date

from towpath.domain.written import Answer, Text, Written


class Impact(Written, frozen=True, tag="impact"):
    """One look at what a choice would mean, however little of it is filled in."""

    day: date
    strain: Answer | None = None
    """How hard the first weeks will be, as expected: 10 the hardest. ``None`` is "not answered"."""
    who: Text = ""
    """Who is there for the person then."""
    me_good: Text = ""
    me_bad: Text = ""
    them_good: Text = ""
    them_bad: Text = ""
    respect: Text = ""
    """How it can be done with respect for both."""
