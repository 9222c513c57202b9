"""What the person's own record can honestly say: a statement with its certainty, or what is missing for one."""

from towpath.analysis.gaps import IncidentBursts, IncidentCycle, incident_bursts, incident_cycle
from towpath.analysis.incidents import IncidentRate, incident_rate
from towpath.analysis.promises import Promises, promises
from towpath.analysis.severity import SeverityTrend, severity_trend
from towpath.analysis.weigh import Weighing, weigh

__all__ = [
    "IncidentBursts",
    "IncidentCycle",
    "IncidentRate",
    "Promises",
    "SeverityTrend",
    "Weighing",
    "incident_bursts",
    "incident_cycle",
    "incident_rate",
    "promises",
    "severity_trend",
    "weigh",
]
