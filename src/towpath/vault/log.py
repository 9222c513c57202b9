"""The log of a notebook: a chain of sealed links, one for each thing kept or deleted, so that a gap is noticed."""

import hashlib
import hmac
import struct
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from towpath.vault.keys import LABEL, NONCE_BYTES, Random
from towpath.vault.sealing import UnsealError

BEGAN, KEPT, DELETED = 1, 2, 3
START = bytes(32)
"""What stands in the place of a head before the first link."""

_METADATA = struct.Struct(">B16sqq")
_LINK = struct.Struct(">33s32s32s15x")
_KEY = struct.Struct(">32sq72x")
_NUMBER = struct.Struct(">q")
_LAST_NUMBER = 2**63 - 1

Place = tuple[bytes, int]
Reason = Literal["link_broken", "log_cut", "not_in_log", "missing", "changed", "came_back"]


class Link(NamedTuple):
    """One line of the log.

    ``KEPT``: this revision of this object, with its commitment. ``DELETED``: all revisions of the object up to this
    one; the commitment is zeros. ``BEGAN``: the log begins here; object and revision are zeros, the commitment random.
    """

    what: int
    object_id: bytes
    revision: int
    at: int
    """When it was written, microseconds since 1970 (UTC), by the clock of the device."""
    commitment: bytes


@dataclass(frozen=True, slots=True)
class LogFault:
    """Something in which log and records do not agree.

    ``link_broken``: a line of the log was changed, moved or taken out at this number. ``log_cut``: its end is missing.
    ``not_in_log``: a revision that no line names. ``missing``: a line names a revision that is neither there nor
    deleted. ``changed``: a revision is another one than the line names. ``came_back``: a deleted one is there again.
    """

    reason: Reason
    number: int = 0
    id: str = ""
    revision: int = 0


def next_head(head: bytes, number: int, link: Link) -> bytes:
    """Return the head after a link: a hash of the one before, the number, the commitment and what is said of it."""
    return hashlib.sha256(LABEL + b"chain" + head + _NUMBER.pack(number) + link.commitment + _metadata(link)).digest()


def seal_link(chain: bytes, notebook: bytes, number: int, link: Link, head: bytes, random: Random) -> bytes:
    """Return the bytes of a link and the head after it, under the key of the log."""
    nonce = random(NONCE_BYTES)
    content = _LINK.pack(_metadata(link), link.commitment, head)
    return nonce + AESGCM(chain).encrypt(nonce, content, _place(notebook, number))


def open_link(chain: bytes, notebook: bytes, number: int, sealed: bytes) -> tuple[Link, bytes]:
    """Return a link and the head after it.

    Raises:
        UnsealError: it was changed or moved.
    """
    try:
        content = AESGCM(chain).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _place(notebook, number))
    except (InvalidTag, ValueError):
        raise UnsealError from None
    metadata, commitment, head = _LINK.unpack(content)
    what, object_id, revision, at = _METADATA.unpack(metadata)
    return Link(what, object_id, revision, at, commitment), head


def seal_key(chain: bytes, notebook: bytes, number: int, before: bytes, through: int, random: Random) -> bytes:
    """Return a line below zero: under a new key of the log, the key before it and the last link sealed under that."""
    nonce = random(NONCE_BYTES)
    return nonce + AESGCM(chain).encrypt(nonce, _KEY.pack(before, through), _key_place(notebook, number))


class _Keys:
    """The keys of a log: its own, and those from before each rotation, each handed on under the one after it."""

    def __init__(self, chain: bytes, notebook: bytes, lines: Iterable[tuple[int, bytes]]) -> None:
        self.faults: list[LogFault] = []
        self._found = [(_LAST_NUMBER, chain)]
        for number, sealed in lines:
            try:
                content = AESGCM(chain).decrypt(
                    sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _key_place(notebook, number)
                )
            except (InvalidTag, ValueError):
                self.faults.append(LogFault("link_broken", number))
                continue
            chain, through = _KEY.unpack(content)
            self._found.append((through, chain))

    def of(self, number: int) -> bytes:
        """Return the key that a link was sealed under; ask for the links in their order."""
        while self._found[-1][0] < number:
            self._found.pop()
        return self._found[-1][1]


class Walked(NamedTuple):
    """What a walk along the log found: its links in order, the head after each number, and where it is broken."""

    links: list[Link]
    heads: dict[int, bytes]
    faults: list[LogFault]


def walk(chain: bytes, notebook: bytes, lines: Iterable[tuple[int, bytes]], number: int, head: bytes) -> Walked:
    """Open all lines and check each head against the one before; the log must end with this number and head."""
    lines = sorted(lines)  # the lines below zero hold keys, the newest first
    keys = _Keys(chain, notebook, [line for line in lines if line[0] < 0])
    links, heads, faults = [], {0: START}, keys.faults
    for at, sealed in [line for line in lines if line[0] >= 0]:
        try:
            link, after = open_link(keys.of(at), notebook, at, sealed)
        except UnsealError:
            faults.append(LogFault("link_broken", at))
            continue
        links.append(link)
        if at - 1 not in heads or not hmac.compare_digest(after, next_head(heads[at - 1], at, link)):
            faults.append(LogFault("link_broken", at))
        heads[at] = after
    if heads.get(number) != head or max(heads) != number:
        faults.append(LogFault("log_cut", number))
    return Walked(links, heads, faults)


def compare(links: Iterable[Link], there: Mapping[Place, bytes], unlogged: Collection[Place]) -> Iterator[LogFault]:
    """Yield in what the links and the commitments of the revisions that are there do not agree."""
    kept: dict[Place, bytes] = {}
    gone: dict[bytes, int] = {}
    for link in links:
        if link.what == KEPT:
            kept[link.object_id, link.revision] = link.commitment
        elif link.what == DELETED:
            gone[link.object_id] = max(link.revision, gone.get(link.object_id, 0))
    for place, commitment in kept.items():
        found, deleted = there.get(place), place[1] <= gone.get(place[0], 0)
        reason: Reason | None = "missing" if found is None else "changed" if found != commitment else None
        if deleted:
            reason = None if found is None else "came_back"
        if reason:
            yield LogFault(reason, 0, place[0].hex(), place[1])
    for object_id, revision in set(there) - set(kept) - set(unlogged):
        yield LogFault("not_in_log", 0, object_id.hex(), revision)


def nonce(links: Iterable[Link], number: int, head: bytes) -> int:
    """Return the nonce of a request for a time stamp: made anew from the log, it need not be kept anywhere.

    Its key is the random commitment of the first link, which no rotation changes.
    """
    key = next((link.commitment for link in links if link.what == BEGAN), START)
    digest = hmac.digest(key, LABEL + b"stamp" + _NUMBER.pack(number) + head, "sha256")
    return int.from_bytes(digest[:8]) >> 1


def _metadata(link: Link) -> bytes:
    return _METADATA.pack(link.what, link.object_id, link.revision, link.at)


def _place(notebook: bytes, number: int) -> bytes:
    return LABEL + b"link" + notebook + _NUMBER.pack(number)


def _key_place(notebook: bytes, number: int) -> bytes:
    return LABEL + b"log-key" + notebook + _NUMBER.pack(number)
