"""A file with all its notebooks is erased: bytes first, then the name, and nothing else beside it."""

import errno
from pathlib import Path

import pytest

from tests.vault.samples import PASSPHRASE, filled, folder_of_a_stranger, header_of, names, unprivileged
from tests.vault.test_crash import OPEN_AND_WAIT, child
from towpath.errors import BadInput, InUse, NewerFormat
from towpath.vault import Notebook
from towpath.vault.erase import erase_file


def yes() -> bool:
    """Agree."""
    return True


def test_the_file_and_what_is_beside_it_are_gone(tmp_path: Path) -> None:
    """File, log and journal; files of other names stay."""
    filled(tmp_path / "n", "one")
    for name in ("n-wal", "n-journal", "n-shm", "other", "n-notes"):
        (tmp_path / name).write_bytes(b"x" * 5_000)
    assert erase_file(tmp_path / "n", yes)
    assert names(tmp_path) == ["n-notes", "other"]


def test_every_byte_is_overwritten_before_the_name_goes(tmp_path: Path) -> None:
    """A second name of the same file shows what is left on the disk: random bytes, and none of the header's."""
    filled(tmp_path / "n", "one")
    header = header_of(tmp_path / "n")
    before = (tmp_path / "n").read_bytes()
    (tmp_path / "n-wal").write_bytes(header)
    for name in ("n", "n-wal"):
        (tmp_path / f"second-{name}").hardlink_to(tmp_path / name)
    erase_file(tmp_path / "n", yes)
    after, log = (tmp_path / "second-n").read_bytes(), (tmp_path / "second-n-wal").read_bytes()
    assert len(after) == len(before)
    assert len(log) == len(header)
    for start in range(0, len(header), 16):
        assert header[start : start + 16] not in after + log or not any(header[start : start + 16])
    same = sum(one == other for one, other in zip(before, after, strict=True))
    assert same < len(before) / 100


def test_bytes_are_on_the_disk_before_the_name_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file and its log are synchronised while they still have their names, and the folder afterwards."""
    filled(tmp_path / "n", "one")
    (tmp_path / "n-wal").write_bytes(b"x")
    seen = []
    monkeypatch.setattr("os.fsync", lambda _: seen.append(names(tmp_path)))
    erase_file(tmp_path / "n", yes)
    assert seen == [["n", "n-wal"], ["n", "n-wal"], []]


@pytest.mark.parametrize("failing", ["fsync", "urandom", "unlink"])
def test_a_disk_that_fails_is_told_and_nothing_is_said_to_be_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """While it writes, synchronises or removes: the name is still there; the keys are gone once written over."""
    filled(tmp_path / "n", "one")
    header = header_of(tmp_path / "n")

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(f"os.{failing}", fail)
        patched.setattr("pathlib.Path.unlink", fail)
        with pytest.raises(BadInput, match="erase_failed"):
            erase_file(tmp_path / "n", yes)
    assert names(tmp_path) == ["n"]
    assert (header in (tmp_path / "n").read_bytes()) == (failing == "urandom")


def test_who_does_not_agree_keeps_everything(tmp_path: Path) -> None:
    """Nothing is written, and the notebook opens."""
    filled(tmp_path / "n", "one")
    before = (tmp_path / "n").read_bytes()
    assert not erase_file(tmp_path / "n", lambda: False)
    assert (tmp_path / "n").read_bytes() == before
    Notebook.open(tmp_path / "n", PASSPHRASE).close()


def test_while_it_is_asked_nobody_can_open_it(tmp_path: Path) -> None:
    """Neither this process nor another one."""
    filled(tmp_path / "n", "one")
    found = []

    def ask() -> bool:
        with pytest.raises(InUse):
            Notebook.open(tmp_path / "n", PASSPHRASE)
        process = child(OPEN_AND_WAIT, str(tmp_path / "n"))
        process.communicate()
        found.append(process.returncode)
        return False

    erase_file(tmp_path / "n", ask)
    assert found == [1]


def test_a_notebook_that_is_open_is_not_erased(tmp_path: Path) -> None:
    """In this process or another one: nobody is asked and nothing changes."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE), pytest.raises(InUse):
        erase_file(tmp_path / "n", pytest.fail)
    other = child(OPEN_AND_WAIT, str(tmp_path / "n"))
    assert other.stdout
    other.stdout.readline()
    with pytest.raises(InUse):
        erase_file(tmp_path / "n", pytest.fail)
    other.communicate()
    assert erase_file(tmp_path / "n", yes)


@pytest.mark.parametrize("data", [b"", b"a letter", b"SQLite format 3\0" + bytes(200)])
def test_another_file_is_left_alone(tmp_path: Path, data: bytes) -> None:
    """Nor is a folder or nothing at all erased."""
    (tmp_path / "n").write_bytes(data)
    for name in ("n", ".", "missing"):
        with pytest.raises(BadInput, match="nothing_to_erase"):
            erase_file(tmp_path / name, pytest.fail)
    assert (tmp_path / "n").read_bytes() == data


def test_a_notebook_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    """What this version does not know it does not touch."""
    filled(tmp_path / "n", "one")
    data = bytearray((tmp_path / "n").read_bytes())
    data[63] = 2
    (tmp_path / "n").write_bytes(data)
    with pytest.raises(NewerFormat):
        erase_file(tmp_path / "n", pytest.fail)
    assert (tmp_path / "n").read_bytes() == data


def test_a_broken_notebook_can_be_erased(tmp_path: Path) -> None:
    """It need not open for that: its first bytes tell what it is."""
    filled(tmp_path / "n", "one")
    data = (tmp_path / "n").read_bytes()
    (tmp_path / "n").write_bytes(data[:100] + b"\xff" * 5_000)
    assert erase_file(tmp_path / "n", yes)
    assert names(tmp_path) == []


def test_a_link_goes_with_what_it_leads_to(tmp_path: Path) -> None:
    """The file is erased where it is, and no name is left that leads nowhere."""
    (tmp_path / "real").mkdir()
    filled(tmp_path / "real" / "n", "one")
    (tmp_path / "real" / "n-wal").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real" / "n")
    assert erase_file(tmp_path / "link", yes)
    assert names(tmp_path) == ["real"]
    assert names(tmp_path / "real") == []


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Nothing is asked and nothing changes."""
    with folder_of_a_stranger() as folder:
        filled(folder / "n", "one")
        (folder / "n").chmod(0o444)
        with unprivileged(), pytest.raises(BadInput, match="erase_failed"):
            erase_file(folder / "n", pytest.fail)
        Notebook.open(folder / "n", PASSPHRASE).close()
