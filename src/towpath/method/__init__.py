"""The walk-away method: pure rules from what a person has said to what is open, what is closed, and why."""

from towpath.domain.situation import Situation
from towpath.method.assess import assess
from towpath.method.assessment import Assessment

__all__ = ["Assessment", "Situation", "assess"]
