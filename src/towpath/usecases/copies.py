"""Which service copies the folder that a notebook is in, as far as names, settings and a few files of theirs tell."""

import json
import os
import plistlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, Literal, get_args

Service = Literal["onedrive", "icloud", "dropbox", "google_drive", "time_machine", "another_cloud"]

_READ_LIMIT: Final = 1 << 20
_ONEDRIVE_VARIABLES: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_APP_DATA: Final = ("APPDATA", "LOCALAPPDATA")
_CLOUD_STORAGE: Final[tuple[tuple[str, Service], ...]] = (
    ("OneDrive", "onedrive"),
    ("iCloud", "icloud"),
    ("Dropbox", "dropbox"),
    ("GoogleDrive", "google_drive"),
)
"""How the folders in macOS's ~/Library/CloudStorage begin; any other there belongs to a service without a name here."""

_IN_HOME: Final[tuple[tuple[str, Service], ...]] = (
    ("OneDrive", "onedrive"),
    ("iCloudDrive", "icloud"),
    ("Dropbox", "dropbox"),
    ("Google Drive", "google_drive"),
    ("GoogleDrive", "google_drive"),
    ("My Drive", "google_drive"),
)
"""How the folders begin that the services make in a person's home when nobody chooses another."""

_MARKERS: Final[tuple[tuple[str, Service], ...]] = (
    (".dropbox.cache", "dropbox"),
    (".tmp.drivedownload", "google_drive"),
    (".tmp.driveupload", "google_drive"),
    (".shortcut-targets-by-id", "google_drive"),
)
"""What the services put at the top of a folder that they copy, wherever it is."""

_LEFT_OUT: Final = ("SkipPaths", "ExcludeByPath")
"""Where the settings of Time Machine list what it leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computer:
    """What is asked of the computer: whose home, which variables, which system, and where its files begin."""

    home: Path
    environment: Mapping[str, str]
    system: str
    root: Path = Path("/")

    @classmethod
    def this(cls) -> "Computer":
        """Return the computer that the program runs on."""
        return cls(home=Path.home(), environment=os.environ, system=sys.platform)


def copied_by(notebook: Path, computer: Computer) -> tuple[Service, ...]:
    """Return the services that seem to copy the folder of a notebook, each once, in the order of their names here.

    They are told by where they usually work and by what they leave there, so none found does not mean that there is
    none: a service may have been given any folder, and a backup program of another maker is not known here.
    """
    folders = {Path(os.path.abspath(notebook)).parent, Path(os.path.realpath(notebook)).parent}  # noqa: PTH100 - Path.absolute() keeps ".."
    found = {service for folder in folders for service in _services(folder, computer)}
    return tuple(service for service in get_args(Service) if service in found)


def _services(folder: Path, computer: Computer) -> Iterator[Service]:
    for place, service in chain(_places(computer), _dropbox(computer)):
        if _within(folder, place):
            yield service
    yield from _by_name(folder, computer.home, _IN_HOME)
    cloud = computer.home / "Library" / "CloudStorage"
    yield from _by_name(folder, cloud, (*_CLOUD_STORAGE, ("", "another_cloud")))
    for above in (folder, *folder.parents):
        yield from (service for marker, service in _MARKERS if _is_there(above / marker))
    if computer.system == "darwin" and _in_time_machine(folder, computer):
        yield "time_machine"


def _places(computer: Computer) -> Iterator[tuple[Path, Service]]:
    """Yield folders that are known by their whole path."""
    for name in _ONEDRIVE_VARIABLES:
        if computer.environment.get(name):
            yield Path(computer.environment[name]), "onedrive"
    drive = computer.home / "Library" / "Mobile Documents"
    yield drive, "icloud"
    for name in ("Desktop", "Documents"):
        if _is_there(drive / "com~apple~CloudDocs" / name):  # it is there when iCloud was given these folders too
            yield computer.home / name, "icloud"


def _dropbox(computer: Computer) -> Iterator[tuple[Path, Service]]:
    """Yield the folders that Dropbox says it copies."""
    places = [computer.home / ".dropbox"]
    places += [Path(computer.environment[name]) / "Dropbox" for name in _APP_DATA if computer.environment.get(name)]
    for place in places:
        try:
            accounts = json.loads(_read(place / "info.json"))
        except (ValueError, RecursionError):
            continue
        for account in accounts.values() if isinstance(accounts, dict) else ():
            if isinstance(account, dict) and isinstance(account.get("path"), str):
                yield Path(account["path"].replace("\0", "")), "dropbox"


def _by_name(folder: Path, above: Path, names: tuple[tuple[str, Service], ...]) -> Iterator[Service]:
    """Yield the service whose name begins that of the folder directly in ``above`` that we are in."""
    for top in (_inside(folder, above) or [])[:1]:
        yield from [service for name, service in names if top.startswith(name.casefold())][:1]


def _in_time_machine(folder: Path, computer: Computer) -> bool:
    """Tell whether Time Machine copies a folder: a disk was given to it, and the folder is not left out.

    Newer systems do not let every program read its settings; then a folder in the home counts as copied if they exist.
    """
    settings = computer.root / "Library" / "Preferences" / "com.apple.TimeMachine.plist"
    if not _within(folder, computer.home) or not _is_there(settings):
        return False
    try:
        known = plistlib.loads(_read(settings))
        left_out = [Path(str(each)) for name in _LEFT_OUT for each in known.get(name, ())]
        has_disk = bool(known.get("Destinations"))
    except Exception:  # noqa: BLE001 - plistlib raises whatever its parsers raise on a file that is not one
        return True
    return has_disk and not any(_within(folder, _at_home(each, computer.home)) for each in left_out)


def _at_home(path: Path, home: Path) -> Path:
    return home.joinpath(*path.parts[1:]) if path.parts[:1] == ("~",) else path


def _within(folder: Path, place: Path) -> bool:
    return _inside(folder, place) is not None


def _inside(folder: Path, place: Path) -> list[str] | None:
    """Return the way from a place to a folder in it, in lower case, because to most services case does not count."""
    parts = [part.casefold() for part in folder.parts]
    for outer in (place, Path(os.path.realpath(place))):
        head = [part.casefold() for part in outer.parts]
        if place.is_absolute() and parts[: len(head)] == head:
            return parts[len(head) :]
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _read(path: Path) -> bytes:
    """Return what is in a small file; nothing where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(_READ_LIMIT)
    except (OSError, ValueError):
        return b""
