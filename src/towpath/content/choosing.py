"""The shape of the words around a choice: what holds, the aim, what it would mean, how clear it is, the decision."""

from msgspec import Struct


class ChoosingWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What each of the pages says, and the labels of its answers."""

    holds: dict[str, str]
    intention: dict[str, str]
    aim: dict[str, str]
    ready: dict[str, str]
    said: dict[str, str]
    would: dict[str, str]
    impact: dict[str, str]
    clear: dict[str, str]
    clear_ask: dict[str, str]
    decide: dict[str, str]
