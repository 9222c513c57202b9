"""Bring a backup back: into a new file, or into the notebook it was made of, where it adds what is missing."""

import hmac
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from towpath.domain.records import PASSING, Card
from towpath.errors import BadInput, CannotWrite
from towpath.vault import sealing
from towpath.vault.backup import Front
from towpath.vault.files import draft_of, place
from towpath.vault.keys import NotebookKey, Random
from towpath.vault.sealing import UnsealError
from towpath.vault.sqlite import SqliteStore
from towpath.vault.store import Part, Store

Place = tuple[bytes, int]


@dataclass(slots=True, kw_only=True)
class Restored:
    """What came of a restoration, in revisions."""

    added: int = 0
    there: int = 0
    """They were there already."""
    deleted: int = 0
    """They were deleted since, and stay deleted."""
    differing: int = 0
    """The notebook has another one in their place, or in that of an earlier one, and keeps it."""
    damaged: int = 0
    """They do not open in the backup itself."""


def into_new_file(path: Path, front: Front, notebook: bytes, parts: Iterable[Part]) -> None:
    """Make a file with the one notebook that is in a backup: whole, or not at all.

    Raises:
        BadInput: there is something at that path (``file_exists``), or the backup is damaged (``backup_damaged``).
        CannotWrite: the folder or the disk did not take it.
    """

    def fill(store: Store) -> None:
        store.set_header(front.head)
        store.set_notebook(notebook, front.mac, front.keyring)

    if os.path.lexists(path):
        raise BadInput("file_exists")
    draft = draft_of(path)
    try:
        SqliteStore.create(draft, fill)
        _fill(draft, notebook, parts)
        place(draft, path)
    except FileExistsError:
        raise BadInput("file_exists") from None
    except OSError as error:
        raise CannotWrite from error
    finally:
        for each in (draft, _log_of(draft)):
            each.unlink(missing_ok=True)


def _fill(path: Path, notebook: bytes, parts: Iterable[Part]) -> None:
    store = SqliteStore.open(path)
    try:
        with store.writing():
            for part in parts:
                store.insert_part(notebook, part)
    finally:
        store.close()
    if _log_of(path).exists():  # the disk did not let it be moved into the file
        raise CannotWrite


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


@dataclass(slots=True, kw_only=True)
class Merge:
    """A restoration into the notebook that a backup was made of, part by part; keys come before everything else.

    Preferences and drafts are not taken: they are replaced all the time, and an old one is not missed.
    """

    store: Store
    old: NotebookKey
    new: NotebookKey
    random: Random
    gone: Mapping[bytes, int]
    """The deleted objects, each with the last revision that was deleted."""
    there: dict[Place, bytes]
    """The wrapped keys that the notebook has."""
    done: Restored = field(default_factory=Restored)
    _ours: set[Place] = field(default_factory=set)
    _shut: set[bytes] = field(default_factory=set)

    def take(self, part: Part) -> None:
        """Add a part if it is missing; call it inside ``writing``. Log and list of openings stay as they are."""
        place = part.object_id, 0 if part.table == "chunks" else part.number
        if part.table == "keys":
            self._take_key(part)
        elif part.table in {"contents", "chunks"} and place in self._ours:
            self.store.insert_part(self.new.notebook, part)

    def _take_key(self, part: Part) -> None:
        place, counts = (part.object_id, part.number), min(part.number, 1)  # 0 is the key of an attachment's bytes
        try:
            data_key, card = sealing.unwrap(self.old, *place, part.first)
        except UnsealError:
            self.done.damaged += counts
            return
        if part.number <= self.gone.get(part.object_id, -1):
            self.done.deleted += counts
        elif place in self.there:
            self._compare(place, data_key)
        elif part.object_id in self._shut:
            self.done.differing += counts
        elif not (counts and Card.from_bytes(card).number in PASSING):
            wrapped = sealing.wrap(self.new, *place, data_key, card, self.random)
            self.store.insert_part(self.new.notebook, part._replace(first=wrapped))
            self.there[place] = wrapped
            self._ours.add(place)
            self.done.added += counts

    def _compare(self, place: Place, data_key: bytes) -> None:
        """Tell by its data key, which no two revisions share, whether the notebook has the same revision."""
        try:
            same = hmac.compare_digest(sealing.unwrap(self.new, *place, self.there[place])[0], data_key)
        except UnsealError:
            same = False
        if same:
            self._ours.add(place)
            self.done.there += min(place[1], 1)
        else:
            self._shut.add(place[0])
            self.done.differing += min(place[1], 1)
