"""Any order of operations leaves a notebook that agrees with a plain dictionary."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec import structs

from tests.database import Server, cut
from tests.vault.samples import CHEAP, entry, names
from towpath.domain.records import Attachment, Record, card_of
from towpath.errors import CannotOpen
from towpath.vault import Listed, Notebook, Recovery, Stored
from towpath.vault.postgres import Account
from towpath.vault.sqlite import File
from towpath.vault.store import Place

WORDS = st.text(st.characters(codec="utf-8"), max_size=400)
PASSPHRASES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


SECRETS = st.binary(min_size=16, max_size=16).map(Recovery)
FIRST, SECOND = "first", "the second notebook's"


class Model(RuleBasedStateMachine):
    """A notebook and, beside it, what it should hold: each record's revisions by number, and the bytes attached."""

    ids: Bundle[str] = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.place = self.choose()
        self.passphrase = FIRST
        self.recovery: Recovery | None = None
        self.second: dict[str, str] | None = None
        self.expected: dict[str, dict[int, Record]] = {}
        self.attached: dict[str, bytes] = {}
        self.anchors: list[tuple[int, str]] = []
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
        self.expected[made] = {1: entry(text)}
        return made

    @rule(target=ids, owner=st.none() | ids, size=st.sampled_from([0, 1, 300, 65_536, 65_537, 200_000]))
    def attach(self, owner: str | None, size: int) -> str:
        """The bytes of a file, of some record or of none."""
        written, data = entry("").written, b"\x5a" * size
        told = Attachment(written=written, name="a", media_type="b", imported=written, of=owner or "")
        made = self.notebook.attach(told, [data[:100], data[100:]])
        sha256 = hashlib.sha256(data).hexdigest()
        self.expected[made] = {1: structs.replace(told, size=size, sha256=sha256)}
        self.attached[made] = data
        return made

    @rule(record_id=ids, text=WORDS)
    def revise(self, record_id: str, text: str) -> None:
        """One revision more."""
        if record_id in self.expected and record_id not in self.attached:
            self.notebook.revise(record_id, entry(text))
            self.expected[record_id][max(self.expected[record_id]) + 1] = entry(text)

    @rule(record_id=ids, text=WORDS)
    def replace(self, record_id: str, text: str) -> None:
        """One revision, alone."""
        if record_id in self.expected and record_id not in self.attached:
            self.notebook.replace(record_id, entry(text))
            self.expected[record_id] = {max(self.expected[record_id]) + 1: entry(text)}

    @rule(record_ids=st.lists(consumes(ids), min_size=1, max_size=3))
    def delete(self, record_ids: list[str]) -> None:
        """Several at once, and what is attached to them."""
        there = [record_id for record_id in record_ids if record_id in self.expected]
        self.notebook.delete(*there)
        for record_id, revisions in list(self.expected.items()):
            newest = revisions[max(revisions)]
            if record_id in there or (isinstance(newest, Attachment) and newest.of in there):
                del self.expected[record_id]
                self.attached.pop(record_id, None)

    @rule(new=PASSPHRASES)
    def change_passphrase(self, new: str) -> None:
        """Any to any, the same included; but not to the one of the other notebook."""
        if new == SECOND:
            return
        self.notebook.change_passphrase(self.passphrase, new)
        self.passphrase = new

    @rule(words=SECRETS)
    def set_recovery(self, words: Recovery) -> None:
        """New words in place of the old ones."""
        self.notebook.set_recovery(self.passphrase, words)
        if self.recovery not in {None, words}:
            assert not self.notebook.accepts(self.recovery or "")
        self.recovery = words

    @precondition(lambda self: self.recovery)
    @rule(new=PASSPHRASES)
    def lock_away(self, new: str) -> None:
        """Only the words open it then, and set another passphrase."""
        assert self.recovery
        self.notebook.lock_away()
        if new == SECOND:
            new = FIRST
        with pytest.raises(CannotOpen):
            Notebook.open(self.place, self.passphrase)
        self.notebook = Notebook.open(self.place, self.recovery)
        self.notebook.change_passphrase(self.recovery, new)
        self.passphrase = new

    @rule(text=WORDS)
    def visit_the_second_notebook(self, text: str) -> None:
        """Made where it is not there yet; it holds what was put into it and nothing else."""
        if self.second is None and self.passphrase != SECOND:
            self.notebook.another(SECOND)
            self.second = {}
        self.notebook.close()
        with Notebook.open(self.place, SECOND) as other:
            assert self.second is not None
            assert {each.id: each.record for each in other.records()} == {
                key: entry(kept) for key, kept in self.second.items()
            }
            assert not other.check().faults
            self.second[other.add(entry(text))] = text
            if len(self.second) > 2:
                other.erase()
                self.second = None
        self.reopen()

    @rule()
    def take_an_anchor(self) -> None:
        """It holds from now on."""
        self.anchors.append((self.notebook.log_head.number, self.notebook.log_head.head))

    @rule()
    def begin_the_log_anew(self) -> None:
        """No anchor holds any more."""
        self.notebook.begin_log_anew()
        assert not any(self.notebook.holds(*anchor) for anchor in self.anchors)
        self.anchors.clear()

    @rule()
    def reopen(self) -> None:
        """Close and open."""
        self.notebook.close()
        self.after_closing()
        self.notebook = Notebook.open(self.place, self.recovery or self.passphrase)

    @rule()
    def crash(self) -> None:
        """What a crash leaves opens with all that was acknowledged."""
        self.crashed()

    @invariant()
    def the_notebook_agrees(self) -> None:
        """After every step."""
        self.agrees(self.notebook)

    def agrees(self, notebook: Notebook) -> None:
        """Compare records, revisions, bytes, log and damage."""
        assert not notebook.damaged
        assert not notebook.check().faults
        assert all(notebook.holds(*anchor) for anchor in self.anchors)
        newest = {record_id: max(revisions) for record_id, revisions in self.expected.items()}
        current = {Stored(key, number, self.expected[key][number]) for key, number in newest.items()}
        assert set(notebook.records()) == current
        assert set(notebook.cards()) == {Listed(each.id, each.revision, card_of(each.record)) for each in current}
        assert {notebook.read(record_id) for record_id in self.expected} == current
        for record_id, revisions in self.expected.items():
            stored = [Stored(record_id, number, record) for number, record in sorted(revisions.items())]
            assert list(notebook.revisions(record_id)) == stored
        for record_id, data in self.attached.items():
            assert b"".join(notebook.bytes_of(record_id)) == data

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
        with Notebook.open(copy / "n", self.recovery or self.passphrase) as copied:
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
        self.notebook = Notebook.open(self.place, self.recovery or self.passphrase)


SETTINGS = settings(max_examples=20, stateful_step_count=25)


def test_a_notebook_in_a_file_agrees_with_a_dictionary(argon2_once: None) -> None:
    """After any steps, in any order."""
    run_state_machine_as_test(InAFile, settings=SETTINGS)


def test_a_notebook_in_a_database_agrees_with_a_dictionary(
    server: Server, administrator: psycopg.Connection, argon2_once: None
) -> None:
    """After the same steps."""
    run_state_machine_as_test(lambda: InADatabase(server, administrator), settings=SETTINGS)  # type: ignore[arg-type]  # a factory will do
