"""Any order of operations leaves a notebook that agrees with a plain dictionary."""

import os
import shutil
import tempfile
from pathlib import Path

import psycopg
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.database import Server, cut
from tests.vault.samples import CHEAP, entry, names
from towpath.domain.records import card_of
from towpath.vault import Listed, Notebook, Stored
from towpath.vault.postgres import Account
from towpath.vault.sqlite import File
from towpath.vault.store import Place

WORDS = st.text(st.characters(codec="utf-8"), max_size=400)
PASSPHRASES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


class Model(RuleBasedStateMachine):
    """A notebook and, beside it, what it should hold: the texts of each record's revisions by number."""

    ids: Bundle[str] = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.place = self.choose()
        self.passphrase = "first"
        self.expected: dict[str, dict[int, str]] = {}
        self.notebook = Notebook.create(self.place, self.passphrase, cost=CHEAP)

    def choose(self) -> Place:
        """Choose where the notebook is."""
        raise NotImplementedError

    def after_closing(self) -> None:
        """Look at what closing left."""
        raise NotImplementedError

    def crashed(self) -> None:
        """Go through a crash."""
        raise NotImplementedError

    @rule(target=ids, text=WORDS)
    def add(self, text: str) -> str:
        """A new record."""
        made = self.notebook.add(entry(text))
        assert made not in self.expected
        self.expected[made] = {1: text}
        return made

    @rule(record_id=ids, text=WORDS)
    def revise(self, record_id: str, text: str) -> None:
        """One revision more."""
        self.notebook.revise(record_id, entry(text))
        self.expected[record_id][max(self.expected[record_id]) + 1] = text

    @rule(record_id=ids, text=WORDS)
    def replace(self, record_id: str, text: str) -> None:
        """One revision, alone."""
        self.notebook.replace(record_id, entry(text))
        self.expected[record_id] = {max(self.expected[record_id]) + 1: text}

    @rule(record_ids=st.lists(consumes(ids), min_size=1, max_size=3))
    def delete(self, record_ids: list[str]) -> None:
        """Several at once."""
        self.notebook.delete(*record_ids)
        for record_id in record_ids:
            self.expected.pop(record_id, None)

    @rule(new=PASSPHRASES)
    def change_passphrase(self, new: str) -> None:
        """Any to any, the same included."""
        self.notebook.change_passphrase(self.passphrase, new)
        self.passphrase = new

    @rule()
    def reopen(self) -> None:
        """Close and open."""
        self.notebook.close()
        self.after_closing()
        self.notebook = Notebook.open(self.place, self.passphrase)

    @rule()
    def crash(self) -> None:
        """What a crash leaves opens with all that was acknowledged."""
        self.crashed()

    @invariant()
    def the_notebook_agrees(self) -> None:
        """After every step."""
        self.agrees(self.notebook)

    def agrees(self, notebook: Notebook) -> None:
        """Compare records, revisions and damage."""
        assert not notebook.damaged
        newest = {record_id: max(texts) for record_id, texts in self.expected.items()}
        current = {Stored(key, number, entry(self.expected[key][number])) for key, number in newest.items()}
        assert set(notebook.records()) == current
        assert set(notebook.cards()) == {Listed(each.id, each.revision, card_of(each.record)) for each in current}
        assert {notebook.read(record_id) for record_id in self.expected} == current
        for record_id, texts in self.expected.items():
            stored = [Stored(record_id, number, entry(text)) for number, text in sorted(texts.items())]
            assert list(notebook.revisions(record_id)) == stored

    def teardown(self) -> None:
        """Leave nothing."""
        self.notebook.close()
        shutil.rmtree(self.folder)


class InAFile(Model):
    """In a file of its own."""

    def choose(self) -> Place:
        """Choose a file in a folder of its own."""
        return File(self.folder / "n")

    def after_closing(self) -> None:
        """Nothing is left beside the file."""
        assert names(self.folder) == ["n"]

    def crashed(self) -> None:
        """Open a copy of file and log, taken while it is open."""
        copy = self.folder / "copy"
        copy.mkdir()
        for name in ("n", "n-wal"):
            if (self.folder / name).exists():
                shutil.copy(self.folder / name, copy)
        with Notebook.open(copy / "n", self.passphrase) as copied:
            self.agrees(copied)
        shutil.rmtree(copy)


class InADatabase(Model):
    """In an account of a server."""

    def __init__(self, server: Server, administrator: psycopg.Connection) -> None:
        self.server, self.administrator = server, administrator
        super().__init__()

    def choose(self) -> Place:
        """Choose an account of its own."""
        return Account(url=self.server.url(), keys=self.folder, account=os.urandom(32))

    def after_closing(self) -> None:
        """The account is free, its secret is where it was."""
        assert len(names(self.folder)) == 1

    def crashed(self) -> None:
        """End the connection from outside and open the account again."""
        cut(self.administrator)
        self.notebook.close()
        self.notebook = Notebook.open(self.place, self.passphrase)


SETTINGS = settings(max_examples=20, stateful_step_count=25, deadline=None)


def test_a_notebook_in_a_file_agrees_with_a_dictionary(argon2_once: None) -> None:
    """After any steps, in any order."""
    run_state_machine_as_test(InAFile, settings=SETTINGS)


def test_a_notebook_in_a_database_agrees_with_a_dictionary(
    server: Server, administrator: psycopg.Connection, argon2_once: None
) -> None:
    """After the same steps."""
    run_state_machine_as_test(lambda: InADatabase(server, administrator), settings=SETTINGS)  # type: ignore[arg-type]  # a factory will do
