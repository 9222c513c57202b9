"""What the person's own record can honestly say: a statement with its certainty, or what is missing for one."""

from towpath.analysis.trend import Trend, trend, trends

__all__ = ["Trend", "trend", "trends"]
