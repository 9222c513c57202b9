"""Folders that cloud services and backups copy are recognised; invented homes for each of them."""

import json
import plistlib
from pathlib import Path
from typing import Any, get_args

import pytest

from towpath.content import Pack
from towpath.usecases.copies import Computer, Service, copied_by

TIME_MACHINE = "Library/Preferences/com.apple.TimeMachine.plist"


def computer(tmp_path: Path, system: str = "linux", **environment: str) -> Computer:
    """Return a computer with an empty home in a folder of the test."""
    home = tmp_path / "home" / "person"
    home.mkdir(parents=True, exist_ok=True)
    return Computer(home=home, environment=environment, system=system, root=tmp_path)


def notebook(folder: Path) -> Path:
    """Return the path of a notebook that is not there yet."""
    return folder / "notes" / "notes.db"


def written(path: Path, data: str | bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "onedrive"), ("OneDrive - A Firm", "onedrive"), ("onedrive", "onedrive"),
        ("iCloudDrive", "icloud"), ("Dropbox", "dropbox"), ("Dropbox (A Firm)", "dropbox"),
        ("Google Drive", "google_drive"), ("GoogleDrive", "google_drive"), ("My Drive", "google_drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "icloud"),
        ("Library/Mobile Documents/iCloud~another~app/Documents", "icloud"),
        ("Library/CloudStorage/OneDrive-Personal", "onedrive"), ("Library/CloudStorage/Dropbox", "dropbox"),
        ("Library/CloudStorage/GoogleDrive-a.name@example.org/My Drive", "google_drive"),
        ("Library/CloudStorage/iCloud Drive", "icloud"), ("Library/CloudStorage/Box-Box", "another_cloud"),
    ],
)  # fmt: skip
def test_a_folder_that_a_service_makes_in_a_home_is_known_by_its_name(
    tmp_path: Path, folder: str, service: Service
) -> None:
    """The notebook directly in it or deep inside; it need not be there yet."""
    here = computer(tmp_path)
    assert copied_by(here.home / folder / "notes.db", here) == (service,)
    assert copied_by(notebook(here.home / folder / "a" / "b"), here) == (service,)


@pytest.mark.parametrize(
    "folder",
    [".local/share/towpath", "Documents", "Desktop", "notes/OneDrive", "Library/Application Support/towpath",
     "Library/CloudStorage", "Library/Mobile", ".dropbox-dist"],
)  # fmt: skip
def test_an_ordinary_folder_is_copied_by_nobody(tmp_path: Path, folder: str) -> None:
    """Names elsewhere, or the folder above those of the services, mean nothing."""
    here = computer(tmp_path, "darwin", OneDrive="", APPDATA="")
    assert copied_by(here.home / folder / "notes.db", here) == ()


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_onedrive_is_known_by_what_windows_says_of_its_folder(tmp_path: Path, name: str) -> None:
    """The folder may have any name, and Documents may have been moved into it."""
    here = computer(tmp_path, "win32", **{name: str(tmp_path / "disk" / "Files")})
    assert copied_by(notebook(tmp_path / "disk" / "Files" / "Documents"), here) == ("onedrive",)
    assert copied_by(notebook(tmp_path / "disk" / "Other"), here) == ()


@pytest.mark.parametrize("name", ["Desktop", "Documents"])
def test_icloud_has_desktop_and_documents_if_it_was_given_them(tmp_path: Path, name: str) -> None:
    """Then they are in its own folder too; the other one of both is not."""
    here = computer(tmp_path)
    (here.home / "Library/Mobile Documents/com~apple~CloudDocs" / name).mkdir(parents=True)
    assert copied_by(notebook(here.home / name), here) == ("icloud",)
    assert copied_by(notebook(here.home / {"Desktop": "Documents", "Documents": "Desktop"}[name]), here) == ()


@pytest.mark.parametrize("place", ["home/person/.dropbox", "roaming/Dropbox", "local/Dropbox"])
def test_dropbox_is_known_by_the_folders_it_lists(tmp_path: Path, place: str) -> None:
    """One for each account, wherever they are."""
    here = computer(tmp_path, APPDATA=str(tmp_path / "roaming"), LOCALAPPDATA=str(tmp_path / "local"))
    own, firm = tmp_path / "elsewhere", tmp_path / "firm"
    written(
        tmp_path / place / "info.json", json.dumps({"personal": {"path": str(own)}, "business": {"path": str(firm)}})
    )
    assert copied_by(notebook(own), here) == copied_by(notebook(firm), here) == ("dropbox",)
    assert copied_by(notebook(tmp_path / "third"), here) == ()


@pytest.mark.parametrize(
    "data",
    ["", "{", "[]", "[" * 100_000, "null", '{"personal": null}', '{"personal": {"path": 7}}',
     '{"personal": {"path": ""}}', b"\xff\xfe", '{"personal": {"path": "\\u0000"}}'],
)  # fmt: skip
def test_what_dropbox_lists_may_be_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str | bytes) -> None:
    """A file of another shape is left out and hinders nothing."""
    here = computer(tmp_path)
    monkeypatch.chdir(here.home)
    written(here.home / ".dropbox/info.json", data)
    assert copied_by(notebook(here.home / "Dropbox"), here) == ("dropbox",)
    assert copied_by(notebook(here.home), here) == ()


@pytest.mark.parametrize(
    ("marker", "service"),
    [(".dropbox.cache", "dropbox"), (".tmp.driveupload", "google_drive"), (".tmp.drivedownload", "google_drive"),
     (".shortcut-targets-by-id", "google_drive")],
)  # fmt: skip
def test_a_folder_is_known_by_what_a_service_leaves_at_its_top(tmp_path: Path, marker: str, service: Service) -> None:
    """On another disk too, from any depth below it."""
    (tmp_path / "disk" / marker).mkdir(parents=True)
    assert copied_by(notebook(tmp_path / "disk" / "a" / "b"), computer(tmp_path)) == (service,)
    assert copied_by(notebook(tmp_path / "other"), computer(tmp_path)) == ()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"Destinations": [{"ID": "x"}]}, ("time_machine",)),
        ({"Destinations": []}, ()),
        ({}, ()),
        ({"Destinations": [1], "SkipPaths": ["~/private"]}, ()),
        ({"Destinations": [1], "SkipPaths": ["~/private/notes"]}, ()),
        ({"Destinations": [1], "SkipPaths": ["~/other", "/elsewhere"]}, ("time_machine",)),
        ({"Destinations": [1], "ExcludeByPath": ["HOME/private"]}, ()),
        ({"Destinations": [1], "SkipPaths": 7}, ("time_machine",)),
        ([1], ("time_machine",)),
    ],
)
def test_time_machine_copies_the_home_but_for_what_is_left_out(
    tmp_path: Path, settings: Any, expected: tuple[Service, ...]
) -> None:
    """It has a disk and does not skip the folder; settings of another shape count as yes."""
    here = computer(tmp_path, "darwin")
    if isinstance(settings, dict) and "ExcludeByPath" in settings:
        settings = {**settings, "ExcludeByPath": [str(here.home / "private")]}
    written(tmp_path / TIME_MACHINE, plistlib.dumps(settings))
    assert copied_by(notebook(here.home / "private"), here) == expected
    assert copied_by(notebook(tmp_path / "Volumes" / "stick"), here) == ()


@pytest.mark.parametrize("data", [b"", b"bplist00", b"<plist", b"\xff" * 50])
def test_settings_of_time_machine_that_cannot_be_read_count_as_yes(tmp_path: Path, data: bytes) -> None:
    """Newer systems keep them from other programs: that they are there is all that is known."""
    here = computer(tmp_path, "darwin")
    written(tmp_path / TIME_MACHINE, data)
    assert copied_by(notebook(here.home), here) == ("time_machine",)
    assert copied_by(notebook(here.home), computer(tmp_path, "linux")) == ()


def test_a_way_around_a_folder_is_followed(tmp_path: Path) -> None:
    """By a link to it, by a link in it, and by two dots; each service is named once, in order."""
    here = computer(tmp_path)
    cloud = here.home / "OneDrive"
    (cloud / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(cloud)
    (cloud / "out").symlink_to(tmp_path)
    assert copied_by(notebook(tmp_path / "link"), here) == ("onedrive",)
    assert copied_by(here.home / "x" / ".." / "OneDrive" / "notes.db", here) == ("onedrive",)
    assert copied_by(cloud / "out" / "notes.db", here) == ("onedrive",)
    (tmp_path / "elsewhere").symlink_to(tmp_path / "home")
    moved = Computer(home=tmp_path / "elsewhere" / "person", environment={}, system="linux")
    assert copied_by(notebook(cloud), moved) == copied_by(notebook(moved.home / "OneDrive"), moved) == ("onedrive",)
    (cloud / ".dropbox.cache").mkdir()
    (cloud / "deep" / ".tmp.driveupload").mkdir()
    assert copied_by(cloud / "deep" / "notes.db", here) == ("onedrive", "dropbox", "google_drive")


def test_this_computer_can_be_asked(tmp_path: Path) -> None:
    """The real home and variables are taken, whatever they are."""
    assert set(copied_by(tmp_path / "notes.db", Computer.this())) <= set(get_args(Service))


def test_every_service_has_a_name(pack: Pack) -> None:
    """What is said names each, and nothing is said where there is none."""
    assert set(pack.copies.services) == set(get_args(Service))
    assert pack.copied(()) == ""
    both = pack.copied(("onedrive", "time_machine"))
    assert "OneDrive, Time Machine" in both
    assert "\n" not in both
