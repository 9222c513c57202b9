"""Keep the memory of this process out of crash files, as far as the system lets a process ask for it."""

import sys
from contextlib import suppress

_SET_DUMPABLE = 4
"""``PR_SET_DUMPABLE`` of Linux's <sys/prctl.h>."""


def keep_memory_private() -> None:
    """Ask for no core file, and on Linux also that no other process of the same person may read the memory.

    What the system does not offer or refuses is left out: a notebook must open there too. Nothing here helps against
    an administrator, a swap file, or a program that was given more rights.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
