"""The shred secrets: 32 bytes for each account, in a folder outside the database and outside its backups.

They are mixed into what a passphrase becomes. Without the file no dump of the database opens, old ones included, even
for someone who knows the passphrase.
"""

import os
from contextlib import suppress
from pathlib import Path

from towpath.errors import BadInput, CannotOpen, CannotWrite
from towpath.vault.keys import Random

SHRED_BYTES = 32


def make(folder: Path, account: bytes, random: Random) -> bytes:
    """Keep a new secret for an account and return it; it is durable when this returns.

    Raises:
        BadInput: the account has one (``file_exists``).
        CannotWrite: the folder or the file cannot be written.
    """
    secret = random(SHRED_BYTES)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise CannotWrite from error
    try:
        opened = os.open(_place(folder, account), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BadInput("file_exists") from None
    except (OSError, ValueError) as error:
        raise CannotWrite from error
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        _settle(folder)
    except OSError as error:
        with suppress(CannotWrite):  # this call made the file; what was there before is never touched
            remove(folder, account)
        raise CannotWrite from error
    return secret


def read(folder: Path, account: bytes) -> bytes:
    """Return the secret of an account.

    Raises:
        CannotOpen: it is not there or not whole.
    """
    try:
        secret = _place(folder, account).read_bytes()
    except (OSError, ValueError):
        raise CannotOpen from None
    if len(secret) != SHRED_BYTES:
        raise CannotOpen
    return secret


def remove(folder: Path, account: bytes) -> None:
    """Remove the secret of an account for good. None being there is no error.

    Raises:
        CannotWrite: it is still there.
    """
    try:
        _place(folder, account).unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise CannotWrite from error
    with suppress(OSError):
        _settle(folder)


def _place(folder: Path, account: bytes) -> Path:
    return folder / account.hex()


def _settle(folder: Path) -> None:
    """Make the names in a folder durable."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
