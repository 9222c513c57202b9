"""One change to a notebook: what is put into the store inside one transaction, and the keys as they are after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from towpath.domain.records import PASSING, Attachment, Card, Record, card_of, encode
from towpath.errors import BadInput
from towpath.vault import keyring, keys, log, openings, sealing, streaming
from towpath.vault.keyring import Keyring, Recipient
from towpath.vault.keys import Header, NotebookKey, Random, SlotKey
from towpath.vault.sealing import UnsealError
from towpath.vault.store import Head, Store

_LAST_NUMBER = 2**63 - 1


class Change:
    """A change that is being made. ``header``, ``key`` and ``ring`` count from the moment it is durable."""

    def __init__(self, store: Store, header: Header, key: NotebookKey, ring: Keyring, random: Random, now: int) -> None:
        self.header, self.key, self.ring = header, key, ring
        self._before = header, key, ring
        self._store = store
        self._random = random
        self._now = now

    def put(self) -> None:
        """Write what has changed beside the rows."""
        header, key, ring = self._before
        if self.header != header:
            self._store.set_header(self.header.to_bytes())
        if self.ring != ring or self.key is not key:
            self.put_notebook()

    def put_notebook(self) -> None:
        """Write MAC and keyring."""
        mac = keys.header_mac(self.header.fixed, self.key)
        self._store.set_notebook(self.key.notebook, mac, keyring.seal_keyring(self.key, self.ring, self._random))

    def keep(self, object_id: bytes, revision: int, record: Record) -> None:
        """Add one revision, and a line about it to the log unless it is of a passing kind."""
        card = card_of(record)
        sealed = sealing.seal(self.key, object_id, revision, encode(record), card.to_bytes(), self._random)
        self._store.insert(self.key.notebook, object_id, revision, sealed)
        if card.number not in PASSING:
            self.link(log.KEPT, object_id, revision, sealed.commitment)

    def drop(self, object_id: bytes, heads: Sequence[Head], before: int | None = None) -> None:
        """Delete an object, or its revisions before one; the log keeps that something was there."""
        if _is_logged(self.key, heads):
            self.link(log.DELETED, object_id, before - 1 if before else _LAST_NUMBER, log.START)
        self._store.drop(self.key.notebook, object_id, before)

    def attach(
        self, object_id: bytes, record: Attachment, pieces: Iterable[bytes], done: streaming.Progress
    ) -> Attachment:
        """Add the bytes of an attachment and its record, and return the record with size and hash."""
        data_key, prefix = self._random(keys.KEY_BYTES), streaming.new_prefix(self._random)
        counted, place = streaming.Counted(pieces), sealing.place_of(self.key, object_id, 0)
        for number, chunk in enumerate(streaming.seal(place, data_key, prefix, counted)):
            self._store.insert_chunk(self.key.notebook, object_id, number, chunk)
            done(counted.size)
        card = prefix.ljust(sealing.CARD_BYTES, b"\0")
        wrapped = sealing.wrap(self.key, object_id, 0, data_key, card, self._random)
        self._store.insert_key(self.key.notebook, object_id, 0, wrapped)
        kept = structs.replace(record, size=counted.size, sha256=counted.sha256)
        self.keep(object_id, 1, kept)
        return kept

    def link(self, what: int, object_id: bytes, revision: int, commitment: bytes) -> None:
        """Add a line to the log."""
        link, number = log.Link(what, object_id, revision, self._now, commitment), self.ring.number + 1
        head = log.next_head(self.ring.head, number, link)
        sealed = log.seal_link(self.ring.chain, self.key.notebook, number, link, head, self._random)
        self._store.insert_line("links", self.key.notebook, number, sealed)
        self.ring = replace(self.ring, number=number, head=head)

    def begin_log(self) -> None:
        """Drop all lines of the log and write the first."""
        self._store.drop_lines("links", self.key.notebook, _LAST_NUMBER)
        self.ring = replace(self.ring, number=0, head=log.START)
        self.link(log.BEGAN, bytes(keys.NOTEBOOK_BYTES), 0, self._random(len(log.START)))

    def give_slot(self, role: int, candidates: Sequence[SlotKey]) -> None:
        """Seal a slot to who has the secret of these keys: the slot of this role, else a free one.

        Raises:
            BadInput: there is no free one (``slots_full``).
        """
        index = self.ring.of_role(role)
        if index is None:
            index = self._free_slot()
        recipient = Recipient(role, candidates[index].public, candidates[index].commitment)
        self.ring = self.ring.with_slot(index, recipient)
        self._seal_slot(index)

    def take_slots(self, *indexes: int) -> None:
        """Overwrite slots with chance and mark them free."""
        for index in indexes:
            self.header = self.header.with_slot(index, keys.random_slot(self._random), used=False)
            self.ring = self.ring.with_slot(index, Recipient())

    def erase(self) -> None:
        """Delete everything of the notebook; nothing of it is put back."""
        self._store.erase(self.key.notebook)
        self._before = self._before[0], self.key, self.ring

    def owe_rotation(self) -> None:
        """Remember that keys of what was dropped are still there, through a crash too."""
        self.ring = replace(self.ring, rotation_due=True)

    def rotate(self) -> None:
        """Give the notebook a new key: wrap all data keys anew and seal its slots to those who had them."""
        old, self.key = self.key, keys.next_key(self.key, self._random)
        new, self.ring = self.key, replace(self.ring, rotation_due=False)

        def anew(heads: Sequence[Head]) -> Iterator[bytes]:
            return sealing.rewrapped(old, new, heads, self._random)

        self._store.rewrap(old.notebook, anew)
        for index in self.ring.own():
            self._seal_slot(index)
        self._rotate_log()

    def _rotate_log(self) -> None:
        """Give the log a new key, under which a line hands on the one before; seal the openings anew."""
        notebook, old, new = self.key.notebook, self.ring.chain, self._random(keys.KEY_BYTES)
        number = -self.key.epoch
        handed_on = log.seal_key(new, notebook, number, old, self.ring.number, self._random)
        self._store.insert_line("links", notebook, number, handed_on)
        lines = self._store.lines("openings", notebook)
        self._store.drop_lines("openings", notebook, _LAST_NUMBER)
        for line in openings.resealed(old, new, notebook, lines, self._random):
            self._store.insert_line("openings", notebook, *line)
        self.ring = replace(self.ring, chain=new)

    def _seal_slot(self, index: int) -> None:
        slot = keys.seal_slot(self.header.fixed, index, *self.ring.slots[index], self.key, self._random)
        self.header = self.header.with_slot(index, slot)

    def _free_slot(self) -> int:
        free = self.header.free()
        if not free:
            raise BadInput("slots_full")
        return free[self._random(1)[0] % len(free)]


def _is_logged(key: NotebookKey, heads: Sequence[Head]) -> bool:
    """Tell whether any revision may be in the log: where a key is gone or does not open, and of attachments, it may."""
    for object_id, revision, wrapped in heads:
        try:
            card = sealing.card_of(key, object_id, revision, wrapped)
        except UnsealError:
            return True
        if not revision or Card.from_bytes(card).number not in PASSING:
            return True
    return not heads
