"""The shape of the words for bringing in a chat and for what can be counted in it."""

from msgspec import Struct


class AppWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a chat is taken out of one app."""

    name: str
    steps: tuple[str, ...]


class MeasureWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The title of a picture, and what is counted in it."""

    title: str
    what: str


class WorkingWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said while something takes a while, by what it is."""

    title: dict[str, str]
    what: dict[str, str]
    goes_on: str


class ChatWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pages say, the apps by their format, notes on a file, kinds of message, and what is counted."""

    page: dict[str, str]
    app: dict[str, AppWords]
    working: WorkingWords
    note: dict[str, str]
    kind: dict[str, str]
    measure: dict[str, MeasureWords]
    answers: MeasureWords
    answer_time: tuple[str, ...]
    answer_short: tuple[str, ...]
    """The same, as short as it must be below a picture."""
    limits: tuple[str, ...]
