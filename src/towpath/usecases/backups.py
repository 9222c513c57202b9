"""Backups by way of the browser: a file that is made to be sent, and one that came in; each is gone afterwards."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from towpath.errors import CannotWrite
from towpath.vault import Notebook, Recovery
from towpath.vault.files import draft_of, new_file
from towpath.vault.restore import Restored

PIECE_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that waits to be sent. It holds sealed bytes only, and nothing of it stays."""

    size: int
    pieces: Iterator[bytes] = field(repr=False)


def make(notebook: Notebook, beside: Path) -> Made:
    """Make a backup in the folder of the notebook's file, under a name that tells nothing.

    Raises:
        CannotWrite: the folder or the disk did not take it.
    """
    path = draft_of(beside)
    notebook.backup(path)
    size = path.stat().st_size
    file = path.open("rb")
    with suppress(OSError):  # where the system does not let an open file go, it goes when it was sent
        path.unlink()
    return Made(size, _sent(file, path))


def take_in(notebook: Notebook, beside: Path, pieces: Iterable[bytes], secret: str | Recovery) -> Restored:
    """Add from a backup what is missing in the notebook; raises as ``Notebook.take_in`` does."""
    path = draft_of(beside)
    try:
        with new_file(path) as file:
            for piece in pieces:
                file.write(piece)
    except OSError as error:
        raise CannotWrite from error
    try:
        return notebook.take_in(path, secret)
    finally:
        path.unlink(missing_ok=True)


def _sent(file: BinaryIO, path: Path) -> Iterator[bytes]:
    try:
        with file:
            while piece := file.read(PIECE_BYTES):
                yield piece
    finally:
        path.unlink(missing_ok=True)
