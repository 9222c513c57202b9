"""What a notebook asks of the place it is kept in: an engine behind this interface only ever sees sealed bytes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol, TypeVar

from towpath.vault.keys import Random
from towpath.vault.sealing import Sealed

T = TypeVar("T")

Head = tuple[bytes, int, bytes]
"""Object, revision and wrapped key of one row."""

Row = tuple[bytes, int, bytes, bytes, bytes]
"""The same with sealed content and commitment; what is missing is empty, so that it is seen and does not open."""

Series = Literal["links", "openings"]
"""Numbered lines of a notebook: the log, and the list of openings."""

Table = Literal["keys", "contents", "chunks", "links", "openings"]

OBJECT_BYTES = 16


class Part(NamedTuple):
    """One row of any table of a notebook, for a backup; what a table does not have is zeros or empty."""

    table: Table
    object_id: bytes
    number: int
    """The revision, or the number of the chunk or line."""
    first: bytes
    second: bytes = b""


class Store(Protocol):
    """One header with its slots, and the rows of all notebooks that they open.

    What only reads may be called at any time, what changes something inside ``writing`` only. Reading raises
    ``CannotOpen`` where the store is damaged beyond reading, writing ``CannotWrite``. Ids are bytes, and the first
    argument of everything that belongs to a notebook is its id.
    """

    shred_secret: bytes
    """What is mixed into every passphrase from outside the store; empty where there is nothing outside it."""

    read_only: bool
    """Whether nothing can be kept in it: what writes raises ``CannotWrite``."""

    def close(self) -> None:
        """Sweep and let go of everything."""

    def sweep(self) -> None:
        """Get rid of what was deleted, as far as the engine can now; never raises."""

    def writing(self) -> AbstractContextManager[None]:
        """Make what is written inside one transaction, durable at its end, or nothing of it.

        Raises:
            CannotWrite: it could not be kept; what was there before still is.
        """
        ...

    def header(self) -> bytes:
        """Return the bytes of the header. Raises ``CannotOpen`` where there is not exactly one."""
        ...

    def set_header(self, header: bytes) -> None:
        """Exchange the header."""

    def notebook(self, notebook: bytes) -> tuple[bytes, bytes]:
        """Return MAC and keyring of a notebook. Raises ``CannotOpen`` where there is none."""
        ...

    def set_notebook(self, notebook: bytes, mac: bytes, keyring: bytes) -> None:
        """Keep MAC and keyring of a notebook, new or not."""

    def erase(self, notebook: bytes) -> None:
        """Delete everything of a notebook but its slots."""

    def heads(self, notebook: bytes) -> tuple[list[Head], bool]:
        """Return all heads in order of object and revision, and whether the store is sound."""
        ...

    def rows(self, notebook: bytes) -> tuple[list[Row], bool]:
        """Return all rows in order of object and revision, and whether the store is sound.

        A key without content and a content without key are there too. Of a broken store, what can be read is returned.
        """
        ...

    def rows_of(self, notebook: bytes, object_id: bytes) -> list[Row]:
        """Return the rows of one object in order of revision."""
        ...

    def last_revision(self, notebook: bytes, object_id: bytes) -> int | None:
        """Return the number of the newest revision of an object, ``None`` if there is no such object."""
        ...

    def insert(self, notebook: bytes, object_id: bytes, revision: int, sealed: Sealed) -> None:
        """Add one revision."""

    def insert_key(self, notebook: bytes, object_id: bytes, revision: int, wrapped: bytes) -> None:
        """Add a wrapped key that has no content of its own: the one of an attachment's bytes, at revision 0."""

    def drop(self, notebook: bytes, object_id: bytes, before: int | None = None) -> None:
        """Delete an object with its bytes, or its revisions from 1 up to one that stays."""

    def rewrap(self, notebook: bytes, anew: Callable[[Sequence[Head]], Iterable[bytes]]) -> None:
        """Exchange all wrapped keys for what ``anew`` makes of the heads, in their order."""

    def insert_chunk(self, notebook: bytes, object_id: bytes, number: int, sealed: bytes) -> None:
        """Add one piece of an attachment's bytes."""

    def chunk(self, notebook: bytes, object_id: bytes, number: int) -> bytes:
        """Return one piece, empty where there is none."""
        ...

    def lines(self, series: Series, notebook: bytes) -> list[tuple[int, bytes]]:
        """Return number and sealed bytes of all lines, in order; of a broken store, those that can be read."""
        ...

    def insert_line(self, series: Series, notebook: bytes, number: int, sealed: bytes) -> None:
        """Add one line."""

    def drop_lines(self, series: Series, notebook: bytes, through: int) -> None:
        """Delete the lines up to a number, that one too."""

    def parts(self, notebook: bytes) -> Iterator[Part]:
        """Yield everything of a notebook, table by table, each in order; of a broken store, what can be read.

        Not all of it is in memory at once. Rows that cannot be of this format are left out.
        """
        ...

    def insert_part(self, notebook: bytes, part: Part) -> None:
        """Add what ``parts`` gave, unless something is in its place already."""

    def tries(self) -> list[int]:
        """Return the minutes (since 1970, UTC) of the failed tries that are kept, oldest first."""
        ...

    def insert_try(self, minute: int) -> None:
        """Add a failed try."""

    def drop_tries(self) -> None:
        """Forget all failed tries."""


class Place(Protocol):
    """Where a store is or will be."""

    def create(self, fill: Callable[[Store], T], random: Random) -> tuple[Store, T]:
        """Make a store with what ``fill`` puts into it, whole or not at all; return it open, and what that returns.

        Raises:
            BadInput: there is something in that place (``file_exists``).
            CannotWrite: it cannot be written there.
        """
        ...

    def open(self) -> Store:
        """Open and lock the store.

        Raises:
            CannotOpen: there is none.
            NewerFormat: a later version made it; nothing was changed.
            InUse: it is open elsewhere.
            CannotWrite: it cannot be written, and so not be read whole.
        """
        ...
