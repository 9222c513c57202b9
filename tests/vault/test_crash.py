"""Two processes, a process that is killed, and a disk that is full."""

import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.vault.samples import CHEAP, PASSPHRASE, entry, filled, header_of, look, names, texts
from towpath.domain.records import Attachment
from towpath.errors import CannotOpen, CannotWrite, InUse
from towpath.vault import Notebook

OPEN_AND_WAIT = f"""
import sys
from towpath.vault import Notebook
with Notebook.open(sys.argv[1], {PASSPHRASE!r}):
    print("open", flush=True)
    sys.stdin.read()
"""

ADD_AND_DELETE = f"""
import sys
from tests.vault.samples import entry
from towpath.vault import Notebook
notebook = Notebook.open(sys.argv[1], {PASSPHRASE!r})
for number in range(10_000):
    print("add", number, flush=True)
    made = notebook.add(entry(f"entry {{number}}"))
    print("added", number, flush=True)
    if number % 3 == 0:
        print("delete", number, flush=True)
        notebook.delete(made)
        print("deleted", number, flush=True)
"""

REPLACE = f"""
import sys
from tests.vault.samples import entry
from towpath.vault import Notebook
notebook = Notebook.open(sys.argv[1], {PASSPHRASE!r})
print("open", flush=True)
notebook.replace(sys.argv[2], entry("two"))
print("replaced", flush=True)
sys.stdin.read()
"""

ATTACH_AND_DELETE = f"""
import sys
from tests.vault.test_attachments import of
from towpath.vault import Notebook
notebook = Notebook.open(sys.argv[1], {PASSPHRASE!r})
for number in range(10_000):
    print("attach", number, flush=True)
    made = notebook.attach(of(), [bytes([number % 256]) * 70_000] * 3)
    print("attached", number, flush=True)
    if number % 3 == 0:
        print("delete", number, flush=True)
        notebook.delete(made)
        print("deleted", number, flush=True)
"""

CHANGE_PASSPHRASE = """
import sys
from towpath.vault import Notebook
notebook = Notebook.open(sys.argv[1], sys.argv[2])
old = sys.argv[2]
for number in range(10_000):
    new = f"passphrase {number}"
    print("change", new, flush=True)
    notebook.change_passphrase(old, new)
    print("changed", new, flush=True)
    old = new
"""


def child(code: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start a process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)


def killed(code: str, *arguments: str, moment: float) -> list[str]:
    """Kill a process some time after its first line and return the lines it wrote."""
    process = child(code, *arguments)
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()  # ``communicate`` would leave out what was read ahead of the first line
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    return [line for line in (first + rest).split("\n")[:-1] if line]


def test_a_second_process_is_told_at_once_that_it_is_in_use(tmp_path: Path) -> None:
    """Before its passphrase is even looked at; when the first has gone it opens."""
    filled(tmp_path / "n", "one")
    first = child(OPEN_AND_WAIT, str(tmp_path / "n"))
    assert first.stdout
    assert first.stdout.readline() == "open\n"
    for passphrase in (PASSPHRASE, "wrong"):
        start = time.monotonic()
        with pytest.raises(InUse):
            Notebook.open(tmp_path / "n", passphrase)
        assert time.monotonic() - start < 0.5
    first.communicate()

    with Notebook.open(tmp_path / "n", PASSPHRASE) as second:
        assert texts(second) == ["one"]


TAKE_TURNS = f"""
import sys, time
from tests.vault.samples import entry
from towpath.errors import InUse
from towpath.vault import Notebook
waited = 0
for number in range(10):
    while True:
        try:
            with Notebook.open(sys.argv[1], {PASSPHRASE!r}) as opened:
                opened.add(entry(f"{{sys.argv[2]}} {{number}}"))
                time.sleep(0.005)
                break
        except InUse:
            waited += 1
            time.sleep(0.002)
print(waited)
"""


def test_four_writers_take_turns_and_lose_nothing(tmp_path: Path) -> None:
    """Whoever comes while it is open is told so and changes nothing; in the end everything of everyone is there."""
    filled(tmp_path / "n")
    writers = [child(TAKE_TURNS, str(tmp_path / "n"), str(number)) for number in range(4)]
    waited = [int(writer.communicate()[0]) for writer in writers]

    assert [writer.returncode for writer in writers] == [0] * 4
    assert sum(waited) > 0
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert texts(opened) == sorted(f"{writer} {number}" for writer in range(4) for number in range(10))
        assert (opened.damaged, opened.check().faults) == ((), ())


@pytest.mark.parametrize("seed", range(6))
def test_killed_while_writing_and_rotating_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    """What was said to be added is there, what was said to be deleted is not, and nothing is damaged."""
    filled(tmp_path / "n", "from before")
    said = killed(ADD_AND_DELETE, str(tmp_path / "n"), moment=random.Random(seed).uniform(0, 0.3))  # noqa: S311
    added = {line.split()[1] for line in said if line.startswith("added")}
    deleted = {line.split()[1] for line in said if line.startswith("deleted")}
    doing = {said[-1].split()[1]}

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        found = {text.split()[1] for text in texts(opened)} - {"before"}
        assert opened.damaged == ()
        assert opened.check().faults == ()
        assert "from before" in texts(opened)
        assert found - doing == added - deleted - doing
        assert len(opened.records()) == len(found) + 1
        opened.add(entry("after"))
    assert names(tmp_path) == ["n"]


@pytest.mark.parametrize("seed", range(4))
def test_killed_while_attaching_there_are_whole_attachments_only(tmp_path: Path, seed: int) -> None:
    """What was acknowledged is there, every byte of it, and no chunk is left of what was not."""
    filled(tmp_path / "n", "from before")
    said = killed(ATTACH_AND_DELETE, str(tmp_path / "n"), moment=random.Random(seed).uniform(0, 0.3))  # noqa: S311
    attached = {int(line.split()[1]) for line in said if line.startswith("attached")}
    deleted = {int(line.split()[1]) for line in said if line.startswith("deleted")}
    doing = {int(said[-1].split()[1])}

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        found = [b"".join(opened.bytes_of(each.id)) for each in opened.records(Attachment)]
        assert all(data == data[:1] * 210_000 for data in found)
        assert {data[0] for data in found} - doing == {number % 256 for number in attached - deleted} - doing
        assert (opened.damaged, opened.check().faults) == ((), ())
    assert look(tmp_path / "n", "SELECT count(DISTINCT object) FROM chunks") == [(len(found),)]


def test_a_rotation_that_is_due_survives_a_crash(tmp_path: Path) -> None:
    """The next one who opens and closes does it, also without changing anything."""
    (one,) = filled(tmp_path / "n", "one")
    process = child(REPLACE, str(tmp_path / "n"), one)
    assert process.stdout
    assert [process.stdout.readline() for _ in range(2)] == ["open\n", "replaced\n"]
    process.kill()
    process.communicate()
    before = header_of(tmp_path / "n")
    Notebook.open(tmp_path / "n", PASSPHRASE).close()
    after = header_of(tmp_path / "n")
    Notebook.open(tmp_path / "n", PASSPHRASE).close()

    assert before != after == header_of(tmp_path / "n")


@pytest.mark.parametrize("seed", range(4))
def test_killed_while_changing_the_passphrase_exactly_one_opens(tmp_path: Path, seed: int) -> None:
    """The last one acknowledged, or the one being set, and never none or both."""
    filled(tmp_path / "n", *(f"entry {number}" for number in range(50)))
    moment = random.Random(seed).uniform(0, 0.2)  # noqa: S311
    said = killed(CHANGE_PASSPHRASE, str(tmp_path / "n"), PASSPHRASE, moment=moment)
    changed = [line.removeprefix("changed ") for line in said if line.startswith("changed ")]
    asked = [line.removeprefix("change ") for line in said if line.startswith("change ")]
    opened = [passphrase for passphrase in (PASSPHRASE, *asked) if opens(tmp_path / "n", passphrase)]

    assert len(opened) == 1
    assert opened[0] in {(PASSPHRASE, *changed)[-1], asked[-1]}


def opens(path: Path, passphrase: str) -> bool:
    """Tell whether a passphrase opens a whole notebook."""
    try:
        with Notebook.open(path, passphrase) as opened:
            assert not opened.damaged
            assert len(opened.records()) == 50
    except CannotOpen:
        return False
    return True


def test_what_a_killed_process_leaves_is_the_file_and_its_log(tmp_path: Path) -> None:
    """The log holds what is not yet in the file; the next opening takes it in."""
    filled(tmp_path / "n", "from before")
    killed(ADD_AND_DELETE, str(tmp_path / "n"), moment=0.05)

    assert names(tmp_path) == ["n", "n-wal"]
    with pytest.raises(CannotOpen):
        Notebook.open(tmp_path / "n", "wrong")
    Notebook.open(tmp_path / "n", PASSPHRASE).close()
    assert names(tmp_path) == ["n"]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


SIZES = [0, 1, 100, 4_000, 16_000, 20_000, 33_000, 50_000, 66_000, 100_000, 150_000]


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_leaves_what_was_there_and_the_notebook_usable(tmp_path: Path, size: int) -> None:
    """Adding, revising, deleting and changing the passphrase: each is done or not done at all."""
    ids = filled(tmp_path / "n", "one", "two", "three" * 5_000)
    made = Notebook.open(tmp_path / "n", PASSPHRASE)
    expected = {ids[0]: "one", ids[1]: "two", ids[2]: "three" * 5_000}
    passphrase = PASSPHRASE
    with room_for(size):
        if done(lambda: expected.update({made.add(entry("x" * 30_000)): "x" * 30_000})):
            assert size > 50_000
        if done(lambda: made.revise(ids[0], entry("one, revised"))):
            expected[ids[0]] = "one, revised"
        if done(lambda: made.delete(ids[1])):
            del expected[ids[1]]
        if done(lambda: made.change_passphrase(PASSPHRASE, "other words")):
            passphrase = "other words"
    assert texts(made) == sorted(expected.values())
    expected[made.add(entry("after"))] = "after"
    made.close()

    with Notebook.open(tmp_path / "n", passphrase) as again:
        assert texts(again) == sorted(expected.values())
        assert again.damaged == ()


def done(work: Callable[[], object]) -> bool:
    """Tell whether something could be written."""
    try:
        work()
    except CannotWrite:
        return False
    return True


@pytest.mark.parametrize("size", [0, 1, 100, 16_000, 40_000])
def test_a_full_disk_while_making_a_notebook_leaves_nothing(tmp_path: Path, size: int) -> None:
    """No half of a file, under no name."""
    with room_for(size), pytest.raises(CannotWrite):
        Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP)

    assert names(tmp_path) == []


def test_a_full_disk_does_not_keep_a_person_from_closing(tmp_path: Path) -> None:
    """The rotation that was due is left out; the file is whole."""
    (one,) = filled(tmp_path / "n", "one")
    made = Notebook.open(tmp_path / "n", PASSPHRASE)
    made.replace(one, entry("two"))
    before = header_of_open(made)
    with room_for(0):
        made.close()

    assert header_of(tmp_path / "n") == before
    with Notebook.open(tmp_path / "n", PASSPHRASE) as again:
        assert texts(again) == ["two"]


def header_of_open(made: Notebook) -> bytes:
    """Return the header of a notebook that holds its file."""
    with made._working() as held:
        return held.header.to_bytes()
