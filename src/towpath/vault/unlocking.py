"""The way into a notebook: the first one of a file, another beside it, and the check of what somebody typed."""

import hmac
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from towpath.errors import BadInput, CannotOpen, CannotWrite
from towpath.vault import kdf, keyring, keys, openings
from towpath.vault.change import Change
from towpath.vault.kdf import Cost
from towpath.vault.keyring import Keyring
from towpath.vault.keys import Header, NotebookKey, Random, SlotKey
from towpath.vault.store import Store


class Locked(Protocol):
    """What must be known before anything is open: a store, or the front of a backup."""

    @property
    def shred_secret(self) -> bytes:
        """What is mixed into every passphrase from outside; empty where there is nothing outside."""
        ...

    def header(self) -> bytes:
        """Return the bytes of the header. Raises ``CannotOpen`` where there is not exactly one."""
        ...

    def notebook(self, notebook: bytes) -> tuple[bytes, bytes]:
        """Return MAC and keyring of a notebook. Raises ``CannotOpen`` where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What an open notebook has in memory."""

    header: Header
    key: NotebookKey
    ring: Keyring


def begin(store: Store, header: Header, candidates: tuple[SlotKey, ...], random: Random, now: int) -> Unlocked:
    """Put an empty notebook into a store, inside one transaction.

    Raises:
        BadInput: there is no free slot (``slots_full``).
    """
    key = keys.notebook_key(random(keys.NOTEBOOK_BYTES), 1, random(keys.KEY_BYTES))
    change = Change(store, header, key, Keyring(chain=random(keys.KEY_BYTES)), random, now)
    change.give_slot(keyring.PASSPHRASE, candidates)
    change.begin_log()
    change.put()
    return Unlocked(change.header, change.key, change.ring)


def unlock(store: Store, prepared: bytes | None, now: int) -> Unlocked:
    """Check header, slots, MAC and keyring. Every refusal costs one run of Argon2id, and is kept as a failed try.

    Raises:
        CannotOpen: in each of these cases.
        NewerFormat: the header is of a later version.
    """
    header = _header(store)
    try:
        return _unlocked(store, header, prepared)
    except CannotOpen:
        note_try(store, now)
        raise


def unlock_backup(front: Locked, prepared: bytes | None) -> Unlocked:
    """Check the same of a backup; nothing is kept of a failed try."""
    return _unlocked(front, _header(front), prepared)


def candidates(header: Header, prepared: bytes | None, shred_secret: bytes) -> tuple[SlotKey, ...]:
    """Return what was typed as a key to each slot, after one run of Argon2id; of what cannot be typed, none."""
    if prepared is None:
        spend(header.cost)
        return ()
    return keys.slot_keys(keys.with_shred_secret(kdf.stretch(prepared, header.salt, header.cost), shred_secret))


def own(ring: Keyring, given: tuple[SlotKey, ...]) -> bool:
    """Tell whether a key opens a slot of this notebook."""
    found = (hmac.compare_digest(each.commitment, ring.slots[each.index].commitment) for each in given)
    return any([*found])


def refuse_taken(header: Header, ring: Keyring, given: tuple[SlotKey, ...]) -> None:
    """Refuse a new passphrase that opens a slot already, but for the one that it is to replace.

    Raises:
        BadInput: it does (``passphrase_other``).
    """
    mine = ring.of_role(keyring.PASSPHRASE)
    if any(each.index != mine and keys.commits(header, each) for each in given):
        raise BadInput("passphrase_other")


def note_opening(store: Store, opened: Unlocked, random: Random, now: int) -> None:
    """Write a line about this opening, with the failed tries before it, and forget the oldest lines."""
    notebook, tries = opened.key.notebook, store.tries()
    number = max((line[0] for line in store.lines("openings", notebook)), default=0) + 1
    sealed = openings.seal_opening(opened.ring.chain, notebook, number, openings.minute(now), tries, random)
    store.insert_line("openings", notebook, number, sealed)
    store.drop_lines("openings", notebook, number - openings.KEPT)
    if tries:
        store.drop_tries()


def note_try(store: Store, now: int) -> None:
    """Keep a failed try, if the store can be written; beyond the first hundred none is counted."""
    with suppress(CannotWrite), store.writing():
        if len(store.tries()) < openings.TRIES_KEPT:
            store.insert_try(openings.minute(now))


def spend(cost: Cost) -> None:
    """Run Argon2id for its time alone."""
    with suppress(MemoryError):
        kdf.stretch(b"", bytes(kdf.SALT_BYTES), cost)


def _header(locked: Locked) -> Header:
    try:
        return keys.parse_header(locked.header())
    except CannotOpen:
        spend(Cost())
        raise


def _unlocked(locked: Locked, header: Header, prepared: bytes | None) -> Unlocked:
    if prepared is None:
        spend(header.cost)
        raise CannotOpen
    try:
        secret = kdf.stretch(prepared, header.salt, header.cost)
    except MemoryError:
        raise CannotOpen from None
    _, key = keys.unlock(keys.with_shred_secret(secret, locked.shred_secret), header)
    mac, sealed = locked.notebook(key.notebook)
    if not hmac.compare_digest(mac, keys.header_mac(header.fixed, key)):
        raise CannotOpen
    ring = keyring.open_keyring(key, sealed)
    return Unlocked(header.marked(ring.own()), key, ring)
