"""What a form sent: named texts, read from the body of a POST."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from towpath.domain.written import TEXT_LIMIT
from towpath.errors import BadInput

BODY_LIMIT: Final = 2_000_000
"""Bytes: one text of 100,000 characters fits however its characters are written."""
FIELD_LIMIT: Final = 1_000
K = TypeVar("K", bound=str)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form, in the order in which they were sent."""

    pairs: tuple[tuple[str, str], ...] = ()
    _first: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Fields":
        """Index the pairs by name; the first of a name counts for ``get``."""
        kept = tuple(pairs)
        return cls(kept, dict(reversed(kept)))

    @classmethod
    def parse(cls, body: bytes) -> "Fields":
        """Read the body of an ``application/x-www-form-urlencoded`` form.

        Raises:
            BadInput: the body is not such a form, not UTF-8, or has more than 1,000 fields.
        """
        try:
            text = body.decode("ascii")
            pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELD_LIMIT)
        except ValueError as error:
            raise BadInput("form_broken") from error
        return cls.of((name, value.replace("\r\n", "\n")) for name, value in pairs)

    def get(self, name: str) -> str:
        """Return the text of a field, empty where it was not sent."""
        return self._first.get(name, "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return every text sent under a name."""
        return tuple(value for key, value in self.pairs if key == name)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something typed wrong: the name of the field it is about and the key of the sentence that says what to do."""

    name: str
    key: str
    facts: dict[str, object] = field(default_factory=dict)


def too_long(texts: Mapping[K, str]) -> tuple[Fault, ...]:
    """Return a fault for each text, by the name of its field, that is longer than an entry may be."""
    names: Iterable[str] = (name for name, text in texts.items() if len(text) > TEXT_LIMIT)
    return tuple(Fault(name, "text_long", {"limit": f"{TEXT_LIMIT:,}"}) for name in names)
