"""The newest of what was said: the preferences, the circumstances and the draft that count now."""

from collections.abc import Iterable
from typing import TypeVar

from towpath.domain.records import Record
from towpath.vault import Stored

R = TypeVar("R", bound=Record)


def newest(stored: Iterable[Stored], kind: type[R]) -> tuple[str, R] | None:
    """Return the id and the record of this kind that was written last; ``None`` where there is none."""
    found = [(one.record.written, one.id, one.record) for one in stored if isinstance(one.record, kind)]
    if not found:
        return None
    _, name, record = max(found, key=lambda each: each[:2])
    return name, record
