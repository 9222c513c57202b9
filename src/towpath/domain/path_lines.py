"""The person's own lines beside a decision sheet: for and against each path, and what holds them."""

from msgspec import field

from towpath.domain.weighed import WeighedPath
from towpath.domain.written import Text, Written


class PathLines(Written, frozen=True, tag="path_lines"):
    """Own lines, however few. What holds is told apart: what one wants to keep, what one has to, what is spent."""

    speaks_for: dict[WeighedPath, Text] = field(default_factory=dict)
    against: dict[WeighedPath, Text] = field(default_factory=dict)
    want_to: Text = ""
    have_to: Text = ""
    spent: Text = ""
    """Years, money and effort that do not come back on any path (sunk cost)."""
