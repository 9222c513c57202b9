import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.web.house import PASSPHRASE
from towpath.content import Pack, load
from towpath.vault import Notebook
from towpath.vault.kdf import Cost

CHEAP = Cost(memory_kib=19 * 1024, passes=1, lanes=1)
"""The lowest cost that a notebook may have: the tests that use it are not about guessing."""


settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")  # how long an example takes says nothing on a busy machine


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the number of killed processes be chosen."""
    parser.addoption("--kills", type=int, default=200, help="how often a process is killed in tests/vault/test_kill.py")


@pytest.fixture(scope="session")
def pack() -> Pack:
    """Give the English pack, read once."""
    return load()


@pytest.fixture(scope="session")
def empty_notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of an empty notebook that is cheap to open. Copy it, do not open it."""
    path = tmp_path_factory.mktemp("empty") / "notes.db"
    Notebook.create(path, PASSPHRASE, cost=CHEAP).close()
    return path


@pytest.fixture
def file(empty_notebook: Path, tmp_path: Path) -> Path:
    """Give a copy of the empty notebook, closed."""
    return Path(shutil.copy(empty_notebook, tmp_path / "notes.db"))


@pytest.fixture
def notebook(file: Path) -> Iterator[Notebook]:
    """Give an open, empty notebook."""
    with Notebook.open(file, PASSPHRASE) as opened:
        yield opened
