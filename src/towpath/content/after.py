"""The shape of the words for the time after."""

from msgspec import Struct


class AfterWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pages say, the kinds of own words and of goals, the delays, and the questions to write by."""

    page: dict[str, str]
    contact: dict[str, str]
    urge: dict[str, str]
    delay: dict[str, str]
    letter: dict[str, str]
    letter_ask: dict[str, str]
    goal: dict[str, str]
    goal_add: dict[str, str]
    prompt: dict[str, str]
