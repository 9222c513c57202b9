"""The shape of the words around passages."""

from msgspec import Struct


class PassageWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pages say, how sure a rule is, what the person says, and the text of a passage put in the journal."""

    page: dict[str, str]
    strength: dict[str, str]
    verdict: dict[str, str]
    evidence: str
