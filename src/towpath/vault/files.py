"""New files that appear whole or not at all: written under another name in the same folder, then given their own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def draft_of(path: Path) -> Path:
    """Return a name beside a path that nothing has: a dot and 16 hexadecimal digits."""
    return path.with_name(f".{os.urandom(8).hex()}")


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write into, which is at a free path, durable, if nothing failed, and nowhere if something did.

    Raises:
        FileExistsError: there is something at that path.
        OSError: the folder or the disk did not take it.
    """
    draft = draft_of(path)
    try:
        with os.fdopen(_open_new(draft), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        place(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def place(draft: Path, path: Path) -> None:
    """Give a file that is durable another name in the same folder, a free one; raises as ``new_file``."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a memory stick's file system has no links: take the name first, then fill it in one step
        os.close(_open_new(path))
        draft.replace(path)
    draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make names in a folder durable, where the system lets a folder be synchronised."""
    with suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _open_new(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
