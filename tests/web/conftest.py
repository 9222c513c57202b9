from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.house import Browser, House
from towpath.content import Pack
from towpath.web.pages import working


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages wait for their work however slow the machine is; tests of the waiting say otherwise."""
    monkeypatch.setattr(working, "PATIENCE", 60.0)


@pytest.fixture
def house(file: Path, pack: Pack) -> Iterator[House]:
    """Give a house with an empty notebook that is locked."""
    made = House.at(file, pack)
    yield made
    made.parts.room.leave()


@pytest.fixture
def new_house(tmp_path: Path, pack: Pack) -> Iterator[House]:
    """Give a house at its first start: there is no notebook yet."""
    made = House.at(tmp_path / "new" / "notes.db", pack)
    yield made
    made.parts.room.leave()


@pytest.fixture
def browser(house: House) -> Browser:
    """Give a browser whose session holds the open notebook."""
    return house.opened()
