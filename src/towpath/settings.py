"""Where the notebook is and how the program starts: one frozen value from the environment and the command line."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

PORTABLE: Final = "towpath-portable"
"""A file of this name beside the program or in a folder above it keeps the notebook in that folder: on a stick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this start of the program behaves."""

    notebook: Path
    port: int = 0
    browser: bool = True

    @classmethod
    def of(cls, notebook: str | None = None, *, port: int = 0, browser: bool = True) -> Self:
        """Take what the command line gives, else ``TOWPATH_NOTEBOOK``, else the stick, else the usual place."""
        chosen = notebook or os.environ.get("TOWPATH_NOTEBOOK")
        place = Path(chosen) if chosen else on_the_stick(Path(__file__)) or usual_place()
        return cls(notebook=place, port=port, browser=browser)


def on_the_stick(program: Path) -> Path | None:
    """Return where the notebook is kept if the program is portable; ``None`` if it is not."""
    for folder in program.parents:
        if (folder / PORTABLE).is_file():
            return folder / "notes.db"
    return None


def usual_place() -> Path:
    """Return where a notebook is kept when nobody says otherwise: the system's folder for a program's own data."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "towpath" / "notes.db"
