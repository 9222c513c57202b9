"""A notebook: records kept sealed in one file, opened with a passphrase."""

import gc
import hmac
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import BinaryIO, Literal, Self, cast

from msgspec import Struct

from towpath.domain.records import Card, Record, card_of, decode, encode
from towpath.errors import BadInput, CannotOpen, CannotWrite
from towpath.vault import backup, kdf, keys, restore, sealing
from towpath.vault.backup import Front
from towpath.vault.kdf import Cost
from towpath.vault.keys import Header, NotebookKey, Random, SlotKey
from towpath.vault.restore import Merge, Restored
from towpath.vault.sealing import Sealed
from towpath.vault.sqlite import SqliteStore
from towpath.vault.store import Head, Part, Row, Store

_ID_BYTES = 16


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

    ``does_not_open``: the revision was changed or moved, or its card tells of another record. ``unknown_kind``: it
    opens, but a later version wrote it.
    ``file_broken``: the file itself is damaged: some records may be missing here that cannot even be named, and
    nothing can be written; ``id`` is empty then and ``revision`` 0.
    """

    id: str
    revision: int
    reason: Literal["does_not_open", "unknown_kind", "file_broken"]


_FILE_BROKEN = Damaged("", 0, "file_broken")


class ClosedError(RuntimeError):
    """The notebook was used after it was closed: a mistake of the program."""


Lines = dict[str, list[Stored | Damaged]]
"""All revisions of each record, oldest first."""


@dataclass(slots=True)
class _Held:
    """What is in memory while a notebook is open."""

    store: Store
    header: Header
    slot: SlotKey
    key: NotebookKey
    lines: Lines | None = None
    newest: dict[type[Record], list[Stored]] | None = None
    sound: bool = True
    rotation_due: bool = False


class Notebook:
    """An open notebook. It holds its file until it is closed; threads may share it."""

    def __init__(self, held: _Held, random: Random) -> None:
        self._held: _Held | None = held
        self._random = random
        self._lock = RLock()

    @classmethod
    def create(
        cls, path: str | os.PathLike[str], passphrase: str, *, cost: Cost | None = None, random: Random = os.urandom
    ) -> "Notebook":
        """Make a new file with an empty notebook and open it.

        Raises:
            BadInput: the passphrase cannot be one (``passphrase_empty``, ``passphrase_long``,
                ``passphrase_characters``), or the path is taken (``file_exists``).
            CannotWrite: the folder or the file cannot be written.
        """
        prepared, target, cost = kdf.prepare(passphrase), Path(path), cost or Cost()
        if os.path.lexists(target):
            raise BadInput("file_exists")
        header = keys.new_header(random(kdf.SALT_BYTES), cost, random)
        slot = keys.slot_key(kdf.stretch(prepared, header.salt, cost), random(1)[0] % keys.SLOTS)
        key = keys.notebook_key(random(keys.NOTEBOOK_BYTES), 1, random(keys.KEY_BYTES))
        header = header.with_slot(slot.index, keys.seal_slot(header.fixed, slot, key, random))

        def fill(store: Store) -> None:
            store.set_header(header.to_bytes())
            store.set_notebook(key.notebook, keys.header_mac(header, slot, key), b"")

        SqliteStore.create(target, fill)
        return cls(_Held(SqliteStore.open(target), header, slot, key), random)

    @classmethod
    def open(cls, path: str | os.PathLike[str], passphrase: str, *, random: Random = os.urandom) -> "Notebook":
        """Open the notebook that the passphrase belongs to.

        Raises:
            CannotOpen: wrong passphrase, no such file, not a notebook, or a damaged one; each after one run of
                Argon2id, so that they cannot be told apart.
            NewerFormat: a later version wrote it; the file is untouched.
            InUse: it is open elsewhere.
            CannotWrite: its place cannot be written.
        """
        prepared = kdf.attempt(passphrase)
        try:
            store = SqliteStore.open(Path(path))
        except CannotOpen:
            _spend(Cost())
            raise
        try:
            return cls(_unlock(store, prepared), random)
        except BaseException:
            store.close()
            raise

    def add(self, record: Record) -> str:
        """Keep a new record and return its id, 32 hexadecimal digits; it is durable when this returns."""
        with self._working() as held:
            object_id = self._random(_ID_BYTES)
            self._write(held, object_id, 1, record)
            return object_id.hex()

    def revise(self, id: str, record: Record) -> None:  # noqa: A002 - the name in the interface
        """Keep a newer revision of a record; the earlier ones stay."""
        with self._working() as held:
            object_id, last = _find(held, id)
            self._write(held, object_id, last + 1, record)

    def replace(self, id: str, record: Record) -> None:  # noqa: A002 - the name in the interface
        """Keep a newer revision of a record and drop the earlier ones. Their keys go at the next rotation."""
        with self._working() as held:
            object_id, last = _find(held, id)
            self._write(held, object_id, last + 1, record, alone=True)
            held.rotation_due = True

    def delete(self, *ids: str) -> None:
        """Delete records with all their revisions, and rotate the keys so that copies of their rows stay closed."""
        with self._working() as held:
            objects = [_find(held, record_id)[0] for record_id in ids]
            if objects:
                self._rotate(held, held.slot, objects)

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
            heads, sound = held.store.heads(held.key.notebook)
            newest = {head[0]: head for head in heads}
            with _no_collection():
                found = [_listed(held.key, head) for head in newest.values()]
        damaged = [each for each in found if isinstance(each, Damaged)]
        if not sound:
            damaged.insert(0, _FILE_BROKEN)
        return tuple(each for each in found if isinstance(each, Listed)), tuple(damaged)

    def read(self, id: str) -> Stored:  # noqa: A002 - the name in the interface
        """Open the newest revision of one record and no other.

        Raises:
            BadInput: there is no such record (``no_such_record``), or it is damaged or of a later version
                (``not_a_record``).
        """
        with self._working() as held:
            rows = held.store.rows_of(held.key.notebook, _object(id))
            if not rows:
                raise BadInput("no_such_record")
            found = _opened(held.key, rows[-1])
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
        """Everything that is there and cannot be shown."""
        with self._working() as held:
            found = [stored for line in _lines(held).values() for stored in line if isinstance(stored, Damaged)]
            return tuple(found) if held.sound else (_FILE_BROKEN, *found)

    def change_passphrase(self, old: str, new: str) -> None:
        """Exchange the passphrase and rotate the keys.

        Raises:
            BadInput: the new one cannot be a passphrase.
            CannotOpen: the old one is wrong.
        """
        with self._working() as held:
            prepared = kdf.prepare(new)
            if not self.accepts(old):
                raise CannotOpen
            secret = kdf.stretch(prepared, held.header.salt, held.header.cost)
            self._rotate(held, keys.slot_key(secret, held.slot.index))

    def accepts(self, passphrase: str) -> bool:
        """Tell whether this is the passphrase of the open notebook, after one run of Argon2id."""
        with self._working() as held:
            given = _slot_key(held, kdf.attempt(passphrase))
            return given is not None and hmac.compare_digest(given.wrapping, held.slot.wrapping)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Write this notebook and no other of the file to a new file; what is damaged goes with it as it is.

        Raises:
            BadInput: there is something at that path (``file_exists``).
            CannotWrite: the folder or the disk did not take it.
        """
        with self._working() as held:
            mac, keyring = held.store.notebook(held.key.notebook)
            front = Front(head=_alone(held, self._random).to_bytes(), mac=mac, keyring=keyring)
            backup.write(Path(path), front, held.key, held.store.parts(held.key.notebook), self._random)

    @classmethod
    def restore(cls, path: str | os.PathLike[str], source: str | os.PathLike[str], passphrase: str) -> Restored:
        """Make a new file of a backup, with the passphrase that the notebook had then.

        Raises:
            BadInput: the source is missing, no backup, or damaged (``file_missing``, ``not_a_backup``,
                ``backup_damaged``), or the path is taken (``file_exists``). Nothing was written.
            CannotOpen: the passphrase is wrong.
            NewerFormat: a later version wrote it.
            CannotWrite: the folder or the disk did not take it.
        """
        with _opened_backup(source, passphrase) as opened:
            done = Restored(added=sum(part.table == "keys" and part.number > 0 for part in opened.parts()))
            restore.into_new_file(Path(path), opened.front, opened.key.notebook, opened.parts())
            return done

    def take_in(self, source: str | os.PathLike[str], passphrase: str) -> Restored:
        """Add from a backup of this notebook what is missing here; raises as ``restore``, but for ``file_exists``.

        Raises:
            BadInput: it is of another notebook (``backup_of_another``).
        """
        with self._working() as held, _opened_backup(source, passphrase) as opened:
            if opened.key.notebook != held.key.notebook:
                raise BadInput("backup_of_another")
            for _ in opened.parts():  # all of it is checked before anything is written
                pass
            there = {
                (object_id, revision): wrapped
                for object_id, revision, wrapped in held.store.heads(held.key.notebook)[0]
            }
            merge = Merge(store=held.store, old=opened.key, new=held.key, random=self._random, gone={}, there=there)
            with held.store.writing():
                for part in opened.parts():
                    merge.take(part)
            held.lines = held.newest = None
            return merge.done

    def close(self) -> None:
        """Rotate the keys if something was replaced, close the file and forget the keys. May be called again."""
        with self._lock:
            held, self._held = self._held, None
            if held is None:
                return
            try:
                if held.rotation_due:
                    with suppress(CannotWrite):  # a full disk must not keep a person from locking
                        self._rotate(held, held.slot)
            finally:
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

    def _write(self, held: _Held, object_id: bytes, revision: int, record: Record, *, alone: bool = False) -> None:
        plain, card = encode(record), card_of(record).to_bytes()
        sealed = sealing.seal(held.key, object_id, revision, plain, card, self._random)
        with held.store.writing():
            held.store.insert(held.key.notebook, object_id, revision, sealed)
            if alone:
                held.store.drop(held.key.notebook, object_id, before=revision)
        held.newest = None
        if held.lines is not None:
            line = [] if alone else held.lines.get(object_id.hex(), [])
            held.lines[object_id.hex()] = [*line, Stored(object_id.hex(), revision, record)]

    def _rotate(self, held: _Held, slot: SlotKey, dropped: Iterable[bytes] = ()) -> None:
        """Give the notebook a new key: in one transaction drop objects, rewrap all data keys and reseal the slot."""
        old = held.key
        new = keys.notebook_key(old.notebook, old.epoch + 1, self._random(keys.KEY_BYTES))
        header = held.header.with_slot(slot.index, keys.seal_slot(held.header.fixed, slot, new, self._random))

        def anew(heads: Sequence[Head]) -> Iterator[bytes]:
            return (sealing.rewrap(old, new, *head, self._random(keys.NONCE_BYTES)) for head in heads)

        with held.store.writing():
            for object_id in dropped:
                held.store.drop(old.notebook, object_id)
            held.store.rewrap(old.notebook, anew)
            held.store.set_header(header.to_bytes())
            held.store.set_notebook(old.notebook, keys.header_mac(header, slot, new), b"")
        held.header, held.slot, held.key, held.rotation_due = header, slot, new, False
        held.store.sweep()
        held.newest = None
        for object_id in dropped:
            if held.lines is not None:
                held.lines.pop(object_id.hex(), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Backup:
    """A backup that was unlocked."""

    file: BinaryIO
    front: Front
    key: NotebookKey

    def parts(self) -> Iterator[Part]:
        """Read it from its beginning."""
        self.file.seek(0)
        return backup.parts(self.file, backup.read_front(self.file), self.key)


@contextmanager
def _opened_backup(source: str | os.PathLike[str], passphrase: str) -> Iterator[_Backup]:
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - closed below; only the opening may raise what is caught here
    except (OSError, ValueError) as error:
        raise BadInput("file_missing") from error
    with file:
        front = backup.read_front(file)
        yield _Backup(file=file, front=front, key=_unlock(cast("Store", front), kdf.attempt(passphrase)).key)


def _alone(held: _Held, random: Random) -> Header:
    """Return the header with the slots of other notebooks overwritten by chance."""
    header = held.header
    for index in range(keys.SLOTS):
        if index != held.slot.index:
            header = header.with_slot(index, random(len(header.slots[index])))
    return header


def _unlock(store: Store, prepared: bytes | None) -> _Held:
    """Check header, passphrase and MAC. Every refusal costs one run of Argon2id."""
    try:
        header = keys.parse_header(store.header())
    except CannotOpen:
        _spend(Cost())
        raise
    if prepared is None:
        _spend(header.cost)
        raise CannotOpen
    try:
        secret = kdf.stretch(prepared, header.salt, header.cost)
    except MemoryError:
        raise CannotOpen from None
    slot, key = keys.unlock(secret, header)
    if not hmac.compare_digest(store.notebook(key.notebook)[0], keys.header_mac(header, slot, key)):
        raise CannotOpen
    return _Held(store, header, slot, key)


def _slot_key(held: _Held, prepared: bytes | None) -> SlotKey | None:
    if prepared is None:
        _spend(held.header.cost)
        return None
    return keys.slot_key(kdf.stretch(prepared, held.header.salt, held.header.cost), held.slot.index)


def _spend(cost: Cost) -> None:
    """Run Argon2id for its time alone."""
    with suppress(MemoryError):
        kdf.stretch(b"", bytes(kdf.SALT_BYTES), cost)


def _find(held: _Held, id: str) -> tuple[bytes, int]:  # noqa: A002 - the name in the interface
    """Return the object and its newest revision's number."""
    object_id = _object(id)
    last = held.store.last_revision(held.key.notebook, object_id)
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


def _listed(key: NotebookKey, head: Head) -> Listed | Damaged:
    object_id, revision, wrapped = head
    try:
        card = sealing.card_of(key, object_id, revision, wrapped)
    except sealing.UnsealError:
        return Damaged(object_id.hex(), revision, "does_not_open")
    return Listed(object_id.hex(), revision, Card.from_bytes(card))


def _lines(held: _Held) -> Lines:
    """Return all revisions, opened once and kept."""
    if held.lines is None:
        rows, held.sound = held.store.rows(held.key.notebook)
        lines: Lines = {}
        with _no_collection():
            for row in rows:
                lines.setdefault(row[0].hex(), []).append(_opened(held.key, row))
        held.lines = lines
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


def _opened(key: NotebookKey, row: Row) -> Stored | Damaged:
    object_id, revision, *sealed = row
    try:
        plain, card = sealing.unseal(key, object_id, revision, Sealed(*sealed))
    except sealing.UnsealError:
        return Damaged(object_id.hex(), revision, "does_not_open")
    try:
        record = decode(plain)
    except BadInput:
        return Damaged(object_id.hex(), revision, "unknown_kind")
    if Card.from_bytes(card) != card_of(record):
        return Damaged(object_id.hex(), revision, "does_not_open")
    return Stored(object_id.hex(), revision, record)
