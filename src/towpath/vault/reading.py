"""What comes out of the rows of a notebook: revisions and cards that open, and a name for each that does not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from towpath.domain.records import Card, Record, card_of, decode
from towpath.errors import BadInput
from towpath.vault import sealing
from towpath.vault.keys import NotebookKey
from towpath.vault.sealing import Sealed, UnsealError
from towpath.vault.store import Head, Row


@dataclass(frozen=True, slots=True)
class Stored:
    """One revision of a record."""

    id: str
    revision: int
    record: Record = field(repr=False)


class Listed(Struct, frozen=True, gc=False):
    """The newest revision of a record as a list shows it."""

    id: str
    revision: int
    card: Card


@dataclass(frozen=True, slots=True)
class Damaged:
    """Something that is there and cannot be shown.

    ``does_not_open``: the revision was changed or moved, or its card tells of another record; revision 0 is the key of
    an attachment's bytes. ``unknown_kind``: it opens, but a later version wrote it.
    ``file_broken``: the file itself is damaged: some records may be missing here that cannot even be named, and
    nothing can be written; ``id`` is empty then and ``revision`` 0.
    """

    id: str
    revision: int
    reason: Literal["does_not_open", "unknown_kind", "file_broken"]


FILE_BROKEN = Damaged("", 0, "file_broken")

Lines = dict[str, list[Stored | Damaged]]
"""All revisions of each record, oldest first."""


def listed(key: NotebookKey, heads: Iterable[Head]) -> list[Listed | Damaged]:
    """Return the card of the newest revision of each object; heads come in order of object and revision."""
    newest = {head[0]: head for head in heads}
    return [_listed(key, head) for head in newest.values()]


def lines(key: NotebookKey, rows: Iterable[Row]) -> Lines:
    """Open all rows."""
    found: Lines = {}
    beside = []
    for row in rows:
        if row[1]:
            found.setdefault(row[0].hex(), []).append(opened(key, row))
        else:
            beside.append(row)
    for object_id, revision, wrapped, *content in beside:
        if object_id.hex() not in found or any(content) or not _unwraps(key, object_id, wrapped):
            found.setdefault(object_id.hex(), []).insert(0, Damaged(object_id.hex(), revision, "does_not_open"))
    return found


def opened(key: NotebookKey, row: Row) -> Stored | Damaged:
    """Open one revision."""
    object_id, revision, *sealed = row
    try:
        plain, card = sealing.unseal(key, object_id, revision, Sealed(*sealed))
    except UnsealError:
        return Damaged(object_id.hex(), revision, "does_not_open")
    try:
        record = decode(plain)
    except BadInput:
        return Damaged(object_id.hex(), revision, "unknown_kind")
    if Card.from_bytes(card) != card_of(record):
        return Damaged(object_id.hex(), revision, "does_not_open")
    return Stored(object_id.hex(), revision, record)


def _listed(key: NotebookKey, head: Head) -> Listed | Damaged:
    object_id, revision, wrapped = head
    try:
        card = sealing.card_of(key, object_id, revision, wrapped)
    except UnsealError:
        return Damaged(object_id.hex(), revision, "does_not_open")
    if not revision:
        return Damaged(object_id.hex(), revision, "does_not_open")
    return Listed(object_id.hex(), revision, Card.from_bytes(card))


def _unwraps(key: NotebookKey, object_id: bytes, wrapped: bytes) -> bool:
    try:
        sealing.unwrap(key, object_id, 0, wrapped)
    except UnsealError:
        return False
    return True
