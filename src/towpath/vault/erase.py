"""Erase the file of a notebook, with all notebooks in it: its bytes are overwritten before its name goes."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from towpath.errors import BadInput, CannotOpen, InUse
from towpath.vault.files import sync_folder
from towpath.vault.sqlite import taken

_BESIDE: Final = ("-wal", "-journal", "-shm")
_BLOCK: Final = 1 << 20
_LOCK_START: Final = 0x4000_0002
_LOCK_BYTES: Final = 510
"""The bytes that SQLite locks in a file that is open. Source: "The OS Backend (VFS) To SQLite", os.h, SHARED_FIRST."""


def erase_file(path: Path, agreed: Callable[[], bool]) -> bool:
    """Overwrite and remove a notebook's file and what SQLite keeps beside it, if ``agreed`` says so; return its answer.

    The file is held meanwhile, so that what was agreed to is what is erased. The keys go first: they are at the start
    of the file. No passphrase is asked for, because whoever can do this can also remove the file without the program.

    Raises:
        BadInput: that is not a notebook (``nothing_to_erase``), or the system did not let it be erased
            (``erase_failed``): part of it may be gone then.
        InUse: it is open elsewhere.
        NewerFormat: a later version wrote it.
    """
    try:
        with taken(path):
            return _erased(Path(os.path.realpath(path)), path, agreed)
    except CannotOpen:
        raise BadInput("nothing_to_erase") from None
    except OSError as error:
        raise BadInput("erase_failed") from error


def _erased(target: Path, name: Path, agreed: Callable[[], bool]) -> bool:
    with target.open("r+b", buffering=0) as file:
        _lock(file)
        if not agreed():
            return False
        _overwrite(file)
    for each in (*_beside(target), target, name):
        each.unlink(missing_ok=True)
    sync_folder(target.parent)
    return True


def _beside(target: Path) -> list[Path]:
    """Return the files beside it, overwritten."""
    found = [path for ending in _BESIDE if (path := Path(f"{target}{ending}")).is_file()]
    for path in found:
        with path.open("r+b", buffering=0) as file:
            _overwrite(file)
    return found


def _overwrite(file: BinaryIO) -> None:
    """Put random bytes in place of all there are, and have them written to the disk."""
    left = file.seek(0, os.SEEK_END)
    file.seek(0)
    while left > 0:
        left -= file.write(os.urandom(min(left, _BLOCK)))
    os.fsync(file.fileno())


def _lock(file: BinaryIO) -> None:
    """Take the lock that SQLite takes, but not by SQLite: it would move the log, and a broken file would stop it."""
    try:
        if sys.platform == "win32":  # pragma: no cover - the tests run elsewhere
            import msvcrt

            file.seek(_LOCK_START)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, _LOCK_BYTES)
        else:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _LOCK_START)
    except OSError:
        raise InUse from None
