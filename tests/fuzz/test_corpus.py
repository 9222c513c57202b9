"""The corpus is what its program makes, and goes through its targets on every machine, with atheris or without."""

from pathlib import Path

import pytest

from tests.fuzz.seeds import FOLDER, samples
from tests.fuzz.targets import TARGETS
from tests.vault.samples import flipped

FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())


def test_every_target_has_a_corpus() -> None:
    """And nothing else has one."""
    assert {path.parent.name for path in FILES} == set(TARGETS)
    assert {str(path.relative_to(FOLDER)): path.read_bytes() for path in FILES} == samples()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_it_parses_or_is_refused(path: Path) -> None:
    """As it is, cut, and with a bit changed; any other error than one of the project's own fails here."""
    target, data = TARGETS[path.parent.name], path.read_bytes()
    target(data)
    for at in range(0, len(data), max(1, len(data) // 100)):
        target(data[:at])
        target(flipped(data, at, at % 8))
