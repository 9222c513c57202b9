"""Why the person would go away or take space, as answered in the notebook."""

from datetime import date

from towpath.domain.situation import Intention
from towpath.domain.written import Written


class IntentionSaid(Written, frozen=True, tag="intention"):
    """The answers of one day to the questions about the aim. The newest count."""

    day: date
    said: Intention
