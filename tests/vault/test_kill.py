"""A process that is killed at random moments, many times over one file; --kills says how many times."""

import random
import signal
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep

import pytest

from tests.vault.samples import CHEAP, PASSPHRASE, entry, names
from tests.vault.test_attachments import of
from towpath.domain.records import Attachment, Entry
from towpath.errors import CannotOpen
from towpath.vault import Notebook

FEWEST, MOST = 15, 40
LONGEST_WAIT = 0.08
KINDS = (*("add", "revise", "replace", "delete", "delete", "attach") * 3, "passphrase")


@dataclass(frozen=True)
class Doing:
    """One change: its kind, the entry or passphrase it is about, and what it puts there; short, to be told at once."""

    kind: str
    name: str
    word: str = ""
    length: int = 1

    @property
    def text(self) -> str:
        """The text of the entry, or what is attached: it begins with the name."""
        return f"{self.name} {self.word} " + "words " * self.length


@dataclass(frozen=True)
class Model:
    """What a notebook must hold: the newest text of each entry, what is attached to it, and the way in."""

    passphrase: str = PASSPHRASE
    texts: dict[str, str] = field(default_factory=dict)
    attached: frozenset[tuple[str, str]] = frozenset()

    def after(self, doing: Doing) -> "Model":
        """Return the model once something is done."""
        if doing.kind == "passphrase":
            return replace(self, passphrase=doing.name)
        if doing.kind == "attach":
            return replace(self, attached=self.attached | {(doing.name, doing.text)})
        if doing.kind == "delete":
            texts = {name: text for name, text in self.texts.items() if name != doing.name}
            return replace(self, texts=texts, attached=frozenset(one for one in self.attached if one[0] != doing.name))
        return replace(self, texts=self.texts | {doing.name: doing.text})


def work(path: Path, passphrase: str, seed: str, said: Connection) -> None:
    """Change a notebook until killed; say what is about to be done, and when it is done."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    with Notebook.open(path, passphrase) as notebook:
        ids = {name_of(stored.record): stored.id for stored in notebook.records(Entry)}
        for number in range(10_000):
            doing = chosen(chance, sorted(ids), f"{seed}-{number}")
            said.send(doing)
            passphrase = done(notebook, ids, passphrase, doing)
            said.send(None)


def chosen(chance: random.Random, there: list[str], new: str) -> Doing:
    """Choose what to do next; the number of entries stays about the same."""
    kind = chance.choice(KINDS)
    if not FEWEST <= len(there) <= MOST:
        kind = "add" if len(there) < FEWEST else "delete"
    name = {"add": new, "passphrase": f"passphrase {new}"}.get(kind) or chance.choice(there)
    return Doing(kind, name, new, chance.choice([1, 100, 4_000]))


def done(notebook: Notebook, ids: dict[str, str], passphrase: str, doing: Doing) -> str:
    """Do it and return the passphrase as it is then."""
    if doing.kind == "add":
        ids[doing.name] = notebook.add(entry(doing.text))
    elif doing.kind == "revise":
        notebook.revise(ids[doing.name], entry(doing.text))
    elif doing.kind == "replace":
        notebook.replace(ids[doing.name], entry(doing.text))
    elif doing.kind == "delete":
        notebook.delete(ids.pop(doing.name))
    elif doing.kind == "attach":
        notebook.attach(of(ids[doing.name]), [doing.text.encode()] * 9)
    else:
        notebook.change_passphrase(passphrase, doing.name)
        return doing.name
    return passphrase


def name_of(record: object) -> str:
    """Return the first word of an entry, which no other has."""
    assert isinstance(record, Entry)
    return record.text.partition(" ")[0]


def held(path: Path, passphrase: str) -> Model | None:
    """Return what is in a notebook, all of it whole; ``None`` if the passphrase does not open it."""
    try:
        notebook = Notebook.open(path, passphrase)
    except CannotOpen:
        return None
    with notebook:
        assert (notebook.damaged, notebook.check().faults) == ((), ())
        found = {stored.id: stored.record for stored in notebook.records(Entry)}
        files = {each.id: each.record for each in notebook.records(Attachment)}
        attached = set()
        for id_, record in files.items():
            assert isinstance(record, Attachment)
            data = b"".join(notebook.bytes_of(id_))
            assert data == data[: len(data) // 9] * 9
            attached.add((name_of(found[record.of]), data[: len(data) // 9].decode()))
    texts = {name_of(record): record.text for record in found.values() if isinstance(record, Entry)}
    return Model(passphrase, texts, frozenset(attached))


def killed(path: Path, passphrase: str, seed: str, wait: float) -> list[Doing | None]:
    """Let a process work, kill it some time after its first word, and return all that it said."""
    context = get_context("forkserver")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, passphrase, seed, theirs))
    process.start()
    theirs.close()
    ours.poll(60)
    sleep(wait)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    said: list[Doing | None] = []
    with suppress(EOFError), ours:
        while True:
            said.append(ours.recv())
    return said


def test_killed_at_random_moments_nothing_acknowledged_is_lost(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """After each kill, exactly one of old and new passphrase opens, and all is there, with the last change or not."""
    get_context("forkserver").set_forkserver_preload([__name__])
    path, chance, model = tmp_path / "n", random.Random(7), Model()  # noqa: S311 - the same each time
    with Notebook.create(path, PASSPHRASE, cost=CHEAP) as made:
        for number in range(FEWEST):
            doing = Doing("add", f"first-{number}")
            done(made, {}, PASSPHRASE, doing)
            model = model.after(doing)
    kinds, kept = [], 0
    for kill in range(request.config.getoption("kills")):
        said = killed(path, model.passphrase, str(kill), chance.uniform(0, LONGEST_WAIT))
        asked = [doing for doing in said if doing]
        acknowledged = len(said) - len(asked)
        for doing in asked[:acknowledged]:
            model = model.after(doing)
        possible = [model, *(model.after(doing) for doing in asked[acknowledged:])]
        opened = [held(path, passphrase) for passphrase in sorted({each.passphrase for each in possible})]
        found = [each for each in opened if each]
        assert len(found) == 1
        assert found[0] in possible
        kinds += [doing.kind for doing in asked[acknowledged:]]
        kept += found[0] != model
        model = found[0]
    assert names(tmp_path) == ["n"]
    assert len(set(kinds)) > 3
    print(f"killed in: { {kind: kinds.count(kind) for kind in sorted(set(kinds))} }; kept nevertheless: {kept}")  # noqa: T201
