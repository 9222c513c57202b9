"""A disk that is full, or stops taking anything, at every single step of every change."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.vault.samples import CHEAP, PASSPHRASE, entry, texts
from tests.vault.test_attachments import of
from tests.vault.test_crash import room_for
from towpath.domain.records import Attachment
from towpath.errors import CannotOpen, CannotWrite
from towpath.vault import Notebook, Recovery

WORDS, LATER = Recovery(bytes(16)), Recovery(bytes(range(16)))
NEW, OTHER = "a new passphrase", "a passphrase of another notebook"
SECRETS = (PASSPHRASE, NEW, OTHER, WORDS, LATER)
FRAME = 16_384 + 24
LIMIT = 60

Step = Callable[[Notebook, Path], object]

CHANGES: dict[str, Step] = {
    "add": lambda made, _: made.add(entry("added " * 5_000)),
    "revise": lambda made, _: made.revise(first(made), entry("revised")),
    "replace": lambda made, _: made.replace(first(made), entry("replaced")),
    "delete": lambda made, _: made.delete(first(made)),
    "attach": lambda made, _: made.attach(of(), [bytes(70_000)] * 3),
    "change_passphrase": lambda made, _: made.change_passphrase(PASSPHRASE, NEW),
    "set_recovery": lambda made, _: made.set_recovery(PASSPHRASE, LATER),
    "lock_away": lambda made, _: made.lock_away(),
    "another": lambda made, _: made.another(OTHER),
    "erase": lambda made, _: made.erase(),
    "begin_log_anew": lambda made, _: made.begin_log_anew(),
    "clear_openings": lambda made, _: made.clear_openings(),
    "take_in": lambda made, folder: made.take_in(folder / "backup", PASSPHRASE),
}


def first(made: Notebook) -> str:
    """Return the id of the record that has an attachment."""
    return next(each.record.of for each in made.records(Attachment) if isinstance(each.record, Attachment))


class State(NamedTuple):
    """What can be told of a notebook from outside, apart from ids and times."""

    texts: list[str]
    attached: list[int]
    log: int
    faults: int
    many_openings: bool
    opens: list[bool]


NOTHING = State([], [], 0, 0, many_openings=False, opens=[False] * 5)


def state(path: Path) -> State:
    """Open a notebook with all secrets and return what is there."""
    opens, found = [], NOTHING
    for secret in SECRETS:
        try:
            with Notebook.open(path, secret) as made:
                opens.append(True)
                if secret != OTHER:
                    found = inside(made)
        except CannotOpen:
            opens.append(False)
    return found._replace(opens=opens)


def inside(made: Notebook) -> State:
    """Return what is in an open notebook."""
    attached = [sum(map(len, made.bytes_of(each.id))) for each in made.records(Attachment)]
    faults = len(made.check().faults) + len(made.damaged)
    return State(texts(made), sorted(attached), made.log_head.number, faults, len(made.openings) > len(SECRETS), [])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a notebook with some of everything, and a backup with one entry more. Copy it."""
    folder = tmp_path_factory.mktemp("original")
    with Notebook.create(folder / "n", PASSPHRASE, cost=CHEAP) as made:
        one = made.add(entry("one"))
        made.add(entry("two " * 9_000))
        made.delete(made.add(entry("three")))
        made.attach(of(one), [bytes(100_000)])
        made.set_recovery(PASSPHRASE, WORDS)
    shutil.copy(folder / "n", folder / "more")
    with Notebook.open(folder / "more", PASSPHRASE) as more:
        more.add(entry("four " * 9_000))
        more.backup(folder / "backup")
    for _ in range(len(SECRETS) + 1):
        Notebook.open(folder / "n", PASSPHRASE).close()
    return folder


def copied(original: Path, tmp_path: Path) -> Path:
    """Return a copy of the notebook, with nothing beside it."""
    return Path(shutil.copy(original / "n", tmp_path / "n"))


class Failing:
    """A connection on which one statement fails, the way it does when the disk takes nothing more."""

    def __init__(self, database: sqlite3.Connection, left: int, code: int) -> None:
        self.database, self.left, self.code = database, left, code

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.database, name)
        return self.guarded(found) if name in {"execute", "executemany"} else found

    def guarded(self, run: Callable[..., Any]) -> Callable[..., Any]:
        """Return the same call, which fails when its turn comes."""

        def guard(*arguments: Any) -> Any:
            self.left -= 1
            if self.left == -1:
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = self.code
                raise error
            return run(*arguments)

        return guard


def tried(made: Notebook, change: Step, folder: Path) -> bool:
    """Tell whether a change was made."""
    try:
        change(made, folder)
    except CannotWrite:
        return False
    return True


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY])
@pytest.mark.parametrize("name", CHANGES)
def test_a_statement_that_fails_undoes_the_whole_change(
    name: str, code: int, original: Path, tmp_path: Path, argon2_once: None
) -> None:
    """Whichever it is: the change is made or not, nothing else is lost, and the same notebook can try again."""
    before = state(copied(original, tmp_path))
    done, at = False, 0
    while not done:
        made = Notebook.open(copied(original, tmp_path), PASSPHRASE)
        store: Any = made._working().__enter__().store
        store._db = Failing(store._db, at, code)
        done = tried(made, CHANGES[name], original)
        made.close()
        found = state(tmp_path / "n")
        assert done or found == before, at
        at += 1
        assert at < LIMIT
    again = Notebook.open(copied(original, tmp_path), PASSPHRASE)
    assert tried(again, CHANGES[name], original)
    again.close()
    assert state(tmp_path / "n") == found != before
    assert found.faults == 0


@pytest.mark.parametrize("name", CHANGES)
def test_a_disk_that_is_full_at_any_page_undoes_the_whole_change(
    name: str, original: Path, tmp_path: Path, argon2_once: None
) -> None:
    """SQLite itself meets the end of the room, half a page later each time, and once there is room it goes on."""
    before = state(copied(original, tmp_path))
    after, log, results = before, tmp_path / "n-wal", []
    for half_pages in range(LIMIT):
        made = Notebook.open(copied(original, tmp_path), PASSPHRASE)
        with room_for(log.stat().st_size + half_pages * FRAME // 2):
            results.append(tried(made, CHANGES[name], original))
        if not results[-1] and half_pages % 2:
            assert tried(made, CHANGES[name], original)
        made.close()
        after = state(tmp_path / "n")
        assert (after == before) == (not results[-1] and not half_pages % 2)
        assert after.faults == 0
        if results[-1]:
            break
    assert results == sorted(results)
    assert results[-1]
    assert not results[0]


def test_a_full_disk_while_the_log_is_moved_leaves_it_where_it_is(tmp_path: Path) -> None:
    """What was acknowledged is in the log then, and the next opening finds it there."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        made.add(entry("one"))
    made = Notebook.open(tmp_path / "n", PASSPHRASE)
    made.add(entry("two " * 9_000))
    with room_for(1):
        made.close()
    assert (tmp_path / "n-wal").stat().st_size > FRAME
    with Notebook.open(tmp_path / "n", PASSPHRASE) as again:
        assert len(texts(again)) == 2
    assert not (tmp_path / "n-wal").exists()
