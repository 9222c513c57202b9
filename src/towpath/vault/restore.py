"""Bring a backup back: into a new file, or into the notebook it was made of, where it adds what is missing."""

import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from towpath.domain.records import PASSING, Card
from towpath.errors import BadInput, CannotWrite
from towpath.vault import log, sealing
from towpath.vault.backup import Front
from towpath.vault.change import Change
from towpath.vault.files import draft_of, place
from towpath.vault.keys import NotebookKey, Random
from towpath.vault.log import Link
from towpath.vault.sealing import UnsealError
from towpath.vault.sqlite import SqliteStore
from towpath.vault.store import Head, Part, Store

Place = tuple[bytes, int]

_WHOLE = 2**63 - 1
"""Stands in the log for a whole object: the bytes of an attachment go only with it."""


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


class Merge:
    """A restoration into the notebook that a backup was made of, part by part; keys come before everything else.

    Preferences and drafts are not taken: they are replaced all the time, and an old one is not missed. Nor are the log
    and the list of openings: what is added gets lines of its own in the log, of the day on which it came back.
    """

    def __init__(
        self,
        store: Store,
        old: NotebookKey,
        change: Change,
        heads: Iterable[Head],
        links: Iterable[Link],
        random: Random,
    ) -> None:
        self.done = Restored()
        self._store, self._old, self._change, self._random = store, old, change, random
        self._there = {head[:2]: head[2] for head in heads}
        self._kept, self._gone = _told(links)
        self._ours: set[Place] = set()
        self._shut: set[bytes] = set()

    def take(self, part: Part) -> None:
        """Add a part if it is missing; call it inside ``writing``."""
        place = part.object_id, 0 if part.table == "chunks" else part.number
        if part.table == "keys":
            self._take_key(part)
        elif part.table in {"contents", "chunks"} and place in self._ours:
            self._store.insert_part(self._change.key.notebook, part)
            if part.table == "contents" and place not in self._kept:
                self._change.link(log.KEPT, *place, part.second)
                self._kept.add(place)

    def _take_key(self, part: Part) -> None:
        place, counts = (part.object_id, part.number), min(part.number, 1)  # 0 is the key of an attachment's bytes
        try:
            data_key, card = sealing.unwrap(self._old, *place, part.first)
        except UnsealError:
            self.done.damaged += counts
            return
        if (part.number or _WHOLE) <= self._gone.get(part.object_id, -1):
            self.done.deleted += counts
        elif place in self._there:
            self._compare(place, data_key)
        elif part.object_id in self._shut:
            self.done.differing += counts
        elif not (counts and Card.from_bytes(card).number in PASSING):
            wrapped = sealing.wrap(self._change.key, *place, data_key, card, self._random)
            self._store.insert_part(self._change.key.notebook, part._replace(first=wrapped))
            self._there[place] = wrapped
            self._ours.add(place)
            self.done.added += counts

    def _compare(self, place: Place, data_key: bytes) -> None:
        """Tell by its data key, which no two revisions share, whether the notebook has the same revision."""
        try:
            same = hmac.compare_digest(sealing.unwrap(self._change.key, *place, self._there[place])[0], data_key)
        except UnsealError:
            same = False
        if same:
            self._ours.add(place)
            self.done.there += min(place[1], 1)
        else:
            self._shut.add(place[0])
            self.done.differing += min(place[1], 1)


def _told(links: Iterable[Link]) -> tuple[set[Place], dict[bytes, int]]:
    """Return what the log says was kept, and up to which revision each object was deleted."""
    kept: set[Place] = set()
    gone: dict[bytes, int] = {}
    for link in links:
        if link.what == log.KEPT:
            kept.add((link.object_id, link.revision))
        elif link.what == log.DELETED:
            gone[link.object_id] = max(link.revision, gone.get(link.object_id, 0))
    return kept, gone
