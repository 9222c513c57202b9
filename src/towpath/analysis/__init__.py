"""What the person's own record can honestly say: a statement with its certainty, or what is missing for one."""

from towpath.analysis.bias import check_in_bias
from towpath.analysis.diary import Because
from towpath.analysis.event import SinceEvent, since_event
from towpath.analysis.gaps import IncidentBursts, IncidentCycle, incident_bursts, incident_cycle
from towpath.analysis.incidents import IncidentRate, incident_rate
from towpath.analysis.promises import Promises, promises
from towpath.analysis.recovery import Recovery, recovery
from towpath.analysis.severity import SeverityTrend, severity_trend
from towpath.analysis.size import Size, size_of_change
from towpath.analysis.trend import Trend, trend, trends
from towpath.analysis.triangle import Triangle, triangle
from towpath.analysis.weekday import WeekdayPattern, weekday_pattern
from towpath.analysis.weigh import Weighing, weigh

__all__ = [
    "Because", "IncidentBursts", "IncidentCycle", "IncidentRate", "Promises", "Recovery", "SeverityTrend", "SinceEvent",
    "Size", "Trend", "Triangle", "WeekdayPattern", "Weighing", "check_in_bias", "incident_bursts", "incident_cycle",
    "incident_rate", "promises", "recovery", "severity_trend", "since_event", "size_of_change", "trend", "trends",
    "triangle", "weekday_pattern", "weigh",
]  # fmt: skip
