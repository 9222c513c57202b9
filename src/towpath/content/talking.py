"""The shape of the words for a talk, for limits, for trying again and for the own part."""

from msgspec import Struct


class TalkWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The talk: what the page says, the parts to fill in with a line to begin from, and questions for a counsellor."""

    page: dict[str, str]
    part: dict[str, str]
    begin: dict[str, str]
    counsellor: tuple[str, ...]


class LimitWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits: what the pages say, labels, examples, and the phrases by which a demand is known."""

    page: dict[str, str]
    did: dict[str, str]
    held: dict[str, str]
    example: tuple[str, ...]
    demand: dict[str, str]
    phrases: dict[str, tuple[str, ...]]


class AgainWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Try again: what the page says, the criteria, what speaks against, and what both come to."""

    page: dict[str, str]
    criterion: dict[str, str]
    counter: dict[str, str]
    statement: dict[str, str]
    seen: dict[str, str]
    who: dict[str, str]


class OwnPartWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """My own part: what the page says, and the questions."""

    page: dict[str, str]
    question: dict[str, str]
