"""A notebook: records kept sealed in one store, opened with a passphrase or with recovery words."""

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from towpath.domain.records import PASSING, Anchor, Attachment, Card, Record
from towpath.errors import BadInput, CannotOpen, CannotWrite
from towpath.vault import kdf, keyring, keys, log, openings, reading, sealing, streaming, unlocking
from towpath.vault.change import Change
from towpath.vault.kdf import Cost
from towpath.vault.keyring import Keyring
from towpath.vault.keys import Header, NotebookKey, Random, SlotKey
from towpath.vault.log import LogFault
from towpath.vault.openings import Opening
from towpath.vault.reading import FILE_BROKEN, Damaged, Lines, Listed, Stored
from towpath.vault.recovery import Recovery
from towpath.vault.sealing import UnsealError
from towpath.vault.sqlite import File
from towpath.vault.store import Head, Place, Row, Store
from towpath.vault.unlocking import Unlocked

if TYPE_CHECKING:  # what is seldom needed is imported where it is needed
    from towpath.vault.restore import Restored

_ID_BYTES = 16

Where = str | os.PathLike[str] | Place
"""A path, for a notebook in a file of its own, or another place for a store."""

Clock = Callable[[], int]
"""Returns microseconds since 1970 (UTC)."""


def _now() -> int:
    return time.time_ns() // 1_000


class ClosedError(RuntimeError):
    """The notebook was used after it was closed: a mistake of the program."""


@dataclass(frozen=True, slots=True)
class LogHead:
    """How many lines the log has, and the hash (hexadecimal) that stands for all: an anchor to print or copy."""

    number: int
    head: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Where the log stands, and in what it and the records do not agree."""

    at: LogHead
    faults: tuple[LogFault, ...]


@dataclass(slots=True)
class _Held:
    """What is in memory while a notebook is open."""

    store: Store
    header: Header
    key: NotebookKey
    ring: Keyring
    lines: Lines | None = None
    newest: dict[type[Record], list[Stored]] | None = None
    sound: bool = True
    notebook: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.notebook = self.key.notebook


class Notebook:
    """An open notebook. It holds its file until it is closed; threads may share it."""

    def __init__(self, store: Store, opened: Unlocked, random: Random, clock: Clock) -> None:
        self._held: _Held | None = _Held(store, opened.header, opened.key, opened.ring)
        self._random = random
        self._clock = clock
        self._lock = RLock()

    @classmethod
    def create(
        cls,
        where: Where,
        passphrase: str,
        *,
        cost: Cost | None = None,
        random: Random = os.urandom,
        clock: Clock = _now,
    ) -> "Notebook":
        """Make a new file, or what else the place says, with an empty notebook and open it.

        Raises:
            BadInput: the passphrase cannot be one (``passphrase_empty``, ``passphrase_long``,
                ``passphrase_characters``), or the path is taken (``file_exists``).
            CannotWrite: the folder or the file cannot be written.
        """
        prepared = kdf.prepare(passphrase)
        header = keys.new_header(random(kdf.SALT_BYTES), cost or Cost(), random)

        def fill(store: Store) -> Unlocked:
            given = unlocking.candidates(header, prepared, store.shred_secret)
            return unlocking.begin(store, header, given, random, clock())

        return cls(*_place(where).create(fill, random), random, clock)

    @classmethod
    def open(
        cls,
        where: Where,
        passphrase: str | Recovery,
        *,
        random: Random = os.urandom,
        clock: Clock = _now,
    ) -> "Notebook":
        """Open the notebook that the passphrase or the recovery words belong to, and write down that it was opened.

        Where its place cannot be written it opens nevertheless, to read: see ``read_only``.

        Raises:
            CannotOpen: wrong passphrase, no such file, not a notebook, or a damaged one; each after one run of
                Argon2id, so that they cannot be told apart.
            NewerFormat: a later version wrote it; the file is untouched.
            InUse: it is open elsewhere.
            CannotWrite: its place cannot be written, and a log beside it has what is not yet in it.
        """
        try:
            store = _place(where).open()
        except CannotOpen:
            unlocking.spend(Cost())
            raise
        return cls.unlock(store, passphrase, random=random, clock=clock)

    @classmethod
    def unlock(
        cls, store: Store, passphrase: str | Recovery, *, random: Random = os.urandom, clock: Clock = _now
    ) -> "Notebook":
        """Open a notebook of any store, which is closed if that fails.

        Raises:
            CannotOpen, NewerFormat: as ``open`` does.
        """
        try:
            opened = unlocking.unlock(store, kdf.attempt(passphrase), clock())
            with suppress(CannotWrite), store.writing():
                unlocking.note_opening(store, opened, random, clock())
            return cls(store, opened, random, clock)
        except BaseException:
            store.close()
            raise

    def add(self, record: Record) -> str:
        """Keep a new record and return its id, 32 hexadecimal digits; it is durable when this returns."""
        return self.add_all((record,))[0]

    def add_all(self, records: Iterable[Record]) -> tuple[str, ...]:
        """Keep new records, all or none, and return their ids in the same order; they are durable when this returns."""
        with self._working() as held:
            kept = [Stored(self._random(_ID_BYTES).hex(), 1, record) for record in records]
            with self._changing(held) as change:
                for stored in kept:
                    change.keep(bytes.fromhex(stored.id), 1, stored.record)
            for stored in kept:
                _remember(held, stored)
            return tuple(stored.id for stored in kept)

    def revise(self, id: str, record: Record) -> None:  # noqa: A002 - the name in the interface
        """Keep a newer revision of a record; the earlier ones stay."""
        with self._working() as held:
            object_id, last = _find(held, id)
            with self._changing(held) as change:
                change.keep(object_id, last + 1, record)
            _remember(held, Stored(id, last + 1, record))

    def replace(self, id: str, record: Record) -> None:  # noqa: A002 - the name in the interface
        """Keep a newer revision of a record and drop the earlier ones. Their keys go at the next rotation."""
        with self._working() as held:
            object_id, last = _find(held, id)
            with self._changing(held) as change:
                heads = [row[:3] for row in held.store.rows_of(held.notebook, object_id)]
                change.drop(object_id, heads, before=last + 1)
                change.keep(object_id, last + 1, record)
                change.owe_rotation()
            _forget(held, id)
            _remember(held, Stored(id, last + 1, record))

    def delete(self, *ids: str) -> None:
        """Delete records with all revisions and attachments, and rotate the keys: copies of the rows stay closed."""
        with self._working() as held:
            objects = {_find(held, id_)[0] for id_ in ids}
            if not objects:
                return
            heads = _heads(held)
            objects |= {_object(id_) for id_ in _attachments_of(held, ids, heads)}
            with self._changing(held) as change:
                for object_id in sorted(objects):
                    change.drop(object_id, heads.get(object_id, ()))
                change.rotate()
            held.store.sweep()
            for object_id in objects:
                _forget(held, object_id.hex())

    def attach(self, record: Attachment, pieces: Iterable[bytes], progress: streaming.Progress = lambda _: None) -> str:
        """Keep the bytes of a file as they come, all or none, and what is known of it; return the id.

        Size and hash of the record are filled in; ``progress`` is called with the number of bytes done.

        Raises:
            BadInput: there are more than 100 MiB (``attachment_large``).
        """
        with self._working() as held:
            object_id = self._random(_ID_BYTES)
            with self._changing(held) as change:
                kept = change.attach(object_id, record, pieces, progress)
            _remember(held, Stored(object_id.hex(), 1, kept))
            return object_id.hex()

    def add_with_file(self, file: Attachment, pieces: Iterable[bytes], naming: Callable[[str], Record]) -> str:
        """Keep a file and a new record that names it by its id, both or neither; return the id of the record.

        Raises:
            BadInput: as ``attach``.
        """
        with self._working() as held:
            file_id, record_id = self._random(_ID_BYTES), self._random(_ID_BYTES)
            record = naming(file_id.hex())
            with self._changing(held) as change:
                kept = change.attach(file_id, file, pieces, lambda _: None)
                change.keep(record_id, 1, record)
            for stored in (Stored(file_id.hex(), 1, kept), Stored(record_id.hex(), 1, record)):
                _remember(held, stored)
            return record_id.hex()

    def bytes_of(self, id: str) -> Iterator[bytes]:  # noqa: A002 - the name in the interface
        """Yield the bytes of an attachment in pieces, as they were imported.

        Raises:
            BadInput: there is no such attachment (``no_such_record``); its record is damaged (``not_a_record``); or,
                in between or at the end, its bytes are (``attachment_damaged``): then throw away what came.
        """
        stored = self.read(id)
        if not isinstance(stored.record, Attachment):
            raise BadInput("no_such_record")
        return self._bytes_of(stored.id, stored.record)

    def records(self, *kinds: type[Record]) -> tuple[Stored, ...]:
        """Return the newest revision of every record that opens, in no particular order; of these kinds, if any.

        A record whose newest revision does not open is not here but in ``damaged``: an earlier one in its place would
        be a lie.
        """
        with self._working() as held:
            newest = _newest(held)
            return tuple(chain.from_iterable(newest.get(kind, ()) for kind in kinds or newest))

    def cards(self) -> tuple[Listed, ...]:
        """Return the cards of all records, in no particular order, without opening the records: see ``listing``."""
        return self.listing()[0]

    def listing(self) -> tuple[tuple[Listed, ...], tuple[Damaged, ...]]:
        """Return the card of the newest revision of every record, and what cannot be listed.

        Changed bytes of the content are noticed only when the record is opened: one that is listed here may turn out
        to be damaged. Records of a kind from a later version are listed, with the kind "".
        """
        with self._working() as held:
            heads, sound = held.store.heads(held.notebook)
            with _no_collection():
                found = reading.listed(held.key, heads)
        damaged = [each for each in found if isinstance(each, Damaged)]
        if not sound:
            damaged.insert(0, FILE_BROKEN)
        return tuple(each for each in found if isinstance(each, Listed)), tuple(damaged)

    def read(self, id: str) -> Stored:  # noqa: A002 - the name in the interface
        """Open the newest revision of one record and no other.

        Raises:
            BadInput: there is no such record (``no_such_record``), or it is damaged or of a later version
                (``not_a_record``).
        """
        with self._working() as held:
            rows = held.store.rows_of(held.notebook, _object(id))
            if not rows:
                raise BadInput("no_such_record")
            found = reading.opened(held.key, rows[-1])
        if isinstance(found, Damaged):
            raise BadInput("not_a_record")
        return found

    def revisions(self, id: str) -> tuple[Stored, ...]:  # noqa: A002 - the name in the interface
        """Return all revisions of one record that open, oldest first."""
        with self._working() as held:
            _find(held, id)
            return tuple(stored for stored in _lines(held).get(id, ()) if isinstance(stored, Stored))

    @property
    def damaged(self) -> tuple[Damaged, ...]:
        """Everything that is there and cannot be shown; the bytes of attachments are looked at by ``bytes_of`` only."""
        with self._working() as held:
            found = [stored for line in _lines(held).values() for stored in line if isinstance(stored, Damaged)]
            return tuple(found) if held.sound else (FILE_BROKEN, *found)

    def change_passphrase(self, old: str | Recovery | None, new: str) -> None:
        """Exchange the passphrase, or set one again after ``lock_away``, and rotate the keys.

        ``None`` as the old one: who asks has just opened the notebook or was asked already.

        Raises:
            BadInput: the new one cannot be a passphrase, or another one must be chosen (``passphrase_other``); or
                there is no room for it (``slots_full``).
            CannotOpen: the old one, which may be the recovery words, is wrong.
        """
        with self._working() as held:
            prepared = kdf.prepare(new)
            if old is not None and not self.accepts(old):
                raise CannotOpen
            given = _candidates(held, prepared)
            unlocking.refuse_taken(held.header, held.ring, given)
            with self._changing(held) as change:
                change.give_slot(keyring.PASSPHRASE, given)
                change.rotate()
            held.store.sweep()

    def accepts(self, passphrase: str | Recovery) -> bool:
        """Tell whether this opens the open notebook, after one run of Argon2id."""
        with self._working() as held:
            return unlocking.own(held.ring, _candidates(held, kdf.attempt(passphrase)))

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be kept, not even that it was opened; every change raises ``CannotWrite``."""
        with self._working() as held:
            return held.store.read_only

    def opens_any(self, passphrase: str | Recovery) -> bool:
        """Tell whether this opens the open notebook or another of its store, after one run of Argon2id.

        If it does not, that is kept as a failed try.
        """
        with self._working() as held:
            given = _candidates(held, kdf.attempt(passphrase))
            found = any([*(keys.commits(held.header, each) for each in given)])
            if not found:
                unlocking.note_try(held.store, self._clock())
            return found

    @property
    def has_passphrase(self) -> bool:
        """Tell whether there is a passphrase; after ``lock_away`` there is none."""
        with self._working() as held:
            return held.ring.of_role(keyring.PASSPHRASE) is not None

    @property
    def has_recovery(self) -> bool:
        """Tell whether there are recovery words."""
        with self._working() as held:
            return held.ring.of_role(keyring.RECOVERY) is not None

    def set_recovery(self, passphrase: str | Recovery | None, words: Recovery) -> None:
        """Let recovery words open this notebook too; earlier ones no longer do, and the keys are rotated then.

        ``None`` as the passphrase: who asks has just made the notebook or was asked already.

        Raises:
            CannotOpen: the passphrase is wrong.
            BadInput: there is no room for them (``slots_full``).
        """
        with self._working() as held:
            if passphrase is not None and not self.accepts(passphrase):
                raise CannotOpen
            given, anew = _candidates(held, words.prepared()), self.has_recovery
            with self._changing(held) as change:
                change.give_slot(keyring.RECOVERY, given)
                if anew:
                    change.rotate()
            held.store.sweep()

    def lock_away(self) -> None:
        """Take the passphrase away and close: from now on only the recovery words open this notebook.

        Raises:
            BadInput: there are none (``no_recovery``).
        """
        with self._working() as held:
            if not self.has_recovery:
                raise BadInput("no_recovery")
            index = held.ring.of_role(keyring.PASSPHRASE)
            with self._changing(held) as change:
                change.take_slots(*(() if index is None else (index,)))
                change.rotate()
            self.close()

    def another(self, passphrase: str) -> None:
        """Make a second, empty notebook in the same store, which opens with a passphrase of its own.

        Raises:
            BadInput: this cannot be a passphrase, or another must be chosen (``passphrase_other``), or there is no
                room (``slots_full``).
        """
        with self._working() as held:
            given = _candidates(held, kdf.prepare(passphrase))
            if any(keys.commits(held.header, each) for each in given):
                raise BadInput("passphrase_other")
            with held.store.writing():
                made = unlocking.begin(held.store, held.header, given, self._random, self._clock())
            held.header = made.header
            held.store.sweep()

    def erase(self) -> None:
        """Delete this notebook with everything in it, leave other notebooks of the store as they are, and close."""
        with self._working() as held:
            with self._changing(held) as change:
                change.take_slots(*held.ring.own())
                change.erase()
            held.ring = Keyring(chain=b"")
            self.close()

    @property
    def log_head(self) -> LogHead:
        """Where the log stands now."""
        with self._working() as held:
            return LogHead(held.ring.number, held.ring.head.hex())

    def holds(self, number: int, head: str) -> bool:
        """Tell whether the log, unbroken up to this number, had this head there. A log begun anew no longer has."""
        with self._working() as held:
            walked = _walked(held)
        broken = [fault.number for fault in walked.faults if fault.reason == "link_broken"]
        known = walked.heads.get(number)
        return known is not None and known.hex() == head.lower() and not any(at <= number for at in broken)

    def check(self) -> Checked:
        """Compare the log with what is there. That it is not a whole older copy, only an anchor shows."""
        with self._working() as held:
            rows, _ = held.store.rows(held.notebook)
            there = {row[:2]: row[4] for row in rows if row[1]}
            unlogged = {row[:2] for row in rows if _number(held.key, row) in {0, *PASSING}}
            walked = _walked(held)
            faults = (*walked.faults, *log.compare(walked.links, there, unlogged))
            return Checked(self.log_head, faults)

    def stamp_request(self) -> tuple[LogHead, bytes]:
        """Return where the log stands and a request (RFC 3161, ``.tsq``) to have it stamped."""
        from towpath.vault import timestamp

        at = self.log_head
        with self._working() as held:
            head = held.ring.head
            return at, timestamp.request(head, log.nonce(_walked(held).links, at.number, head))

    def keep_stamp(self, answer: bytes) -> str:
        """Keep the answer (``.tsr``) to a request that was made of this log; return the id of the record.

        Raises:
            BadInput: it is no such answer (``stamp_unreadable``), or one to another request
                (``stamp_of_something_else``).
        """
        from towpath.vault import timestamp

        stamp = timestamp.read(answer)
        with self._working() as held:
            walked = _walked(held)
            number = next((at for at, head in walked.heads.items() if at and head == stamp.digest), 0)
            if not number or stamp.nonce != log.nonce(walked.links, number, stamp.digest):
                raise BadInput("stamp_of_something_else")
            written = datetime.fromtimestamp(self._clock() / 1_000_000, UTC)
            head = stamp.digest.hex()
            return self.add(Anchor(written=written, number=number, head=head, stamped=stamp.at, answer=answer))

    def begin_log_anew(self) -> None:
        """Drop the log and begin another with what is there. Earlier anchors no longer hold."""
        with self._working() as held:
            rows, _ = held.store.rows(held.notebook)
            with self._changing(held) as change:
                change.begin_log()
                for row in rows:
                    if row[1] and _number(held.key, row) not in {None, *PASSING}:
                        change.link(log.KEPT, row[0], row[1], row[4])
            held.store.sweep()

    @property
    def openings(self) -> tuple[Opening, ...]:
        """When the notebook was opened, oldest first; the last is the present one. Damaged lines are left out."""
        with self._working() as held:
            found = []
            for number, sealed in held.store.lines("openings", held.notebook):
                with suppress(UnsealError):
                    found.append(openings.open_opening(held.ring.chain, held.notebook, number, sealed))
            return tuple(found)

    def clear_openings(self) -> None:
        """Forget all openings but the present one."""
        with self._working() as held:
            lines = held.store.lines("openings", held.notebook)
            with held.store.writing():
                held.store.drop_lines("openings", held.notebook, max((line[0] for line in lines), default=0) - 1)
            held.store.sweep()

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Write this notebook and no other of the file to a new file; what is damaged goes with it as it is.

        Raises:
            BadInput: there is something at that path (``file_exists``).
            CannotWrite: the folder or the disk did not take it.
        """
        from towpath.vault import backup

        with self._working() as held:
            mac, ring = held.store.notebook(held.notebook)
            front = backup.Front(head=_alone(held, self._random).to_bytes(), mac=mac, keyring=ring)
            backup.write(Path(path), front, held.key, held.store.parts(held.notebook), self._random)

    @classmethod
    def restore(
        cls, path: str | os.PathLike[str], source: str | os.PathLike[str], passphrase: str | Recovery
    ) -> "Restored":
        """Make a new file of a backup, with the passphrase or the recovery words that the notebook had then.

        Raises:
            BadInput: the source is missing, no backup, or damaged (``file_missing``, ``not_a_backup``,
                ``backup_damaged``), or the path is taken (``file_exists``). Nothing was written.
            CannotOpen: the passphrase is wrong.
            NewerFormat: a later version wrote it.
            CannotWrite: the folder or the disk did not take it.
        """
        from towpath.vault import backup, restore

        with backup.opened(Path(source), passphrase) as opened:
            done = restore.Restored(added=sum(part.table == "keys" and part.number > 0 for part in opened.parts()))
            restore.into_new_file(Path(path), opened.front, opened.key.notebook, opened.parts())
            return done

    def take_in(self, source: str | os.PathLike[str], passphrase: str | Recovery) -> "Restored":
        """Add from a backup of this notebook what is missing here; raises as ``restore``, but for ``file_exists``.

        Raises:
            BadInput: it is of another notebook (``backup_of_another``).
        """
        from towpath.vault import backup, restore

        with self._working() as held, backup.opened(Path(source), passphrase, held.store.shred_secret) as opened:
            if opened.key.notebook != held.notebook:
                raise BadInput("backup_of_another")
            for _ in opened.parts():  # all of it is checked before anything is written
                pass
            heads, links = held.store.heads(held.notebook)[0], _walked(held).links
            with self._changing(held) as change:
                merge = restore.Merge(held.store, opened.key, change, heads, links, self._random)
                for part in opened.parts():
                    merge.take(part)
            held.lines = None
            return merge.done

    def close(self) -> None:
        """Rotate the keys if something was replaced, close the store and forget the keys. May be called again."""
        with self._lock:
            held = self._held
            if held is None:
                return
            try:
                if held.ring.rotation_due:
                    with suppress(CannotWrite), self._changing(held) as change:  # a full disk must not keep it open
                        change.rotate()
            finally:
                self._held = None
                held.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _working(self) -> Iterator[_Held]:
        with self._lock:
            if self._held is None:
                raise ClosedError
            yield self._held

    @contextmanager
    def _changing(self, held: _Held) -> Iterator[Change]:
        change = Change(held.store, held.header, held.key, held.ring, self._random, self._clock())
        with held.store.writing():
            yield change
            change.put()
        held.header, held.key, held.ring, held.newest = change.header, change.key, change.ring, None

    def _bytes_of(self, id_: str, record: Attachment) -> Iterator[bytes]:
        object_id = _object(id_)
        with self._working() as held:
            first, *_ = held.store.rows_of(held.notebook, object_id)
            notebook, place = held.notebook, sealing.place_of(held.key, object_id, 0)
            key = held.key

        def chunk(number: int) -> bytes:
            with self._working() as held:
                return held.store.chunk(notebook, object_id, number)

        try:
            data_key, card = sealing.unwrap(key, object_id, 0, first[2])
            prefix = card[: streaming.PREFIX_BYTES]
            yield from streaming.unseal(place, data_key, prefix, record.size, record.sha256, chunk)
        except UnsealError:
            raise BadInput("attachment_damaged") from None


def _place(where: Where) -> Place:
    return File(Path(where)) if isinstance(where, str | os.PathLike) else where


def _candidates(held: _Held, prepared: bytes | None) -> tuple[SlotKey, ...]:
    return unlocking.candidates(held.header, prepared, held.store.shred_secret)


def _find(held: _Held, id: str) -> tuple[bytes, int]:  # noqa: A002 - the name in the interface
    """Return the object and its newest revision's number."""
    object_id = _object(id)
    last = held.store.last_revision(held.notebook, object_id)
    if last is None:
        raise BadInput("no_such_record")
    return object_id, last


def _object(id: str) -> bytes:  # noqa: A002 - the name in the interface
    """Return the bytes of an id, which has one spelling."""
    try:
        object_id = bytes.fromhex(id)
    except ValueError:
        raise BadInput("no_such_record") from None
    if object_id.hex() != id:
        raise BadInput("no_such_record")
    return object_id


def _heads(held: _Held) -> dict[bytes, list[Head]]:
    """Return the heads of each object."""
    found: dict[bytes, list[Head]] = {}
    for head in held.store.heads(held.notebook)[0]:
        found.setdefault(head[0], []).append(head)
    return found


def _attachments_of(held: _Held, ids: Iterable[str], heads: dict[bytes, list[Head]]) -> list[str]:
    """Return the attachments that belong to records; what is attached is looked at only where there is something."""
    if all(each[0][1] for each in heads.values()):
        return []
    owners = set(ids)
    attached = _newest(held).get(Attachment, ())
    return [one.id for one in attached if isinstance(one.record, Attachment) and one.record.of in owners]


def _alone(held: _Held, random: Random) -> Header:
    """Return the header with the slots of other notebooks overwritten by chance and marked as free."""
    header, own = held.header, held.ring.own()
    for index in set(range(keys.SLOTS)).difference(own):
        header = header.with_slot(index, keys.random_slot(random), used=False)
    return header


def _walked(held: _Held) -> log.Walked:
    lines = held.store.lines("links", held.notebook)
    return log.walk(held.ring.chain, held.notebook, lines, held.ring.number, held.ring.head)


def _number(key: NotebookKey, row: Row) -> int | None:
    """Return the number of the kind on a card, ``None`` where it does not open."""
    try:
        return Card.from_bytes(sealing.card_of(key, *row[:3])).number
    except UnsealError:
        return None


def _remember(held: _Held, stored: Stored) -> None:
    """Put a new revision beside what was read, if anything was."""
    if held.lines is not None:
        held.lines[stored.id] = [*held.lines.get(stored.id, ()), stored]


def _forget(held: _Held, id_: str) -> None:
    if held.lines is not None:
        held.lines.pop(id_, None)


def _lines(held: _Held) -> Lines:
    """Return all revisions, opened once and kept."""
    if held.lines is None:
        rows, held.sound = held.store.rows(held.notebook)
        with _no_collection():
            held.lines = reading.lines(held.key, rows)
    return held.lines


@contextmanager
def _no_collection() -> Iterator[None]:
    """Make many objects that all stay: looking for garbage among them meanwhile would cost a fifth and find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _newest(held: _Held) -> dict[type[Record], list[Stored]]:
    """Return the newest revisions by their kind, sorted out once and kept until something is written."""
    if held.newest is None:
        held.newest = {}
        for line in _lines(held).values():
            if isinstance(line[-1], Stored):
                held.newest.setdefault(type(line[-1].record), []).append(line[-1])
    return held.newest
