"""What the person's own record can honestly say: a statement with its certainty, or what is missing for one."""

from towpath.analysis.bias import check_in_bias
from towpath.analysis.diary import Because
from towpath.analysis.event import SinceEvent, since_event
from towpath.analysis.recovery import Recovery, recovery
from towpath.analysis.size import Size, size_of_change
from towpath.analysis.trend import Trend, trend, trends
from towpath.analysis.weekday import WeekdayPattern, weekday_pattern

__all__ = [
    "Because", "Recovery", "SinceEvent", "Size", "Trend", "WeekdayPattern", "check_in_bias", "recovery", "since_event",
    "size_of_change", "trend", "trends", "weekday_pattern",
]  # fmt: skip
