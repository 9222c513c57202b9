"""What the notebook costs over the plain tools below it: rotation, sealing of attachments, one durable write.

Repeat: .venv/bin/python benchmarks/vault.py

Each ratio is of two medians measured in turns in one run, on the same bytes and with the same settings.
"""

import hashlib
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from towpath.domain.records import Attachment, Entry
from towpath.vault import Notebook, sqlite, streaming

RECORDS = 20_000
ROUNDS = 9
WRITES = 200
SIZE = 32 * 2**20
PASSPHRASE = "ordinary words for a measurement"
WRITTEN = datetime(2026, 3, 1, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    print("repeat with: .venv/bin/python benchmarks/vault.py")
    with tempfile.TemporaryDirectory() as folder:
        rotation(Path(folder))
        sealing()
        attaching(Path(folder))
        writing(Path(folder))


def rotation(folder: Path) -> None:
    """Rotate the keys of many records: by a change of the passphrase without its two runs of Argon2id."""
    with Notebook.create(folder / "many", PASSPHRASE) as notebook:
        with notebook._working() as held, notebook._changing(held) as change:  # noqa: SLF001 - one transaction for all
            for _ in range(RECORDS):
                change.keep(os.urandom(16), 1, entry())
        found = [timed(lambda: rotate(notebook), time.process_time) for _ in range(ROUNDS)]
        gone = [notebook.add(entry()) for _ in range(ROUNDS)]
        deleting = [timed(lambda: notebook.delete(gone.pop()), time.process_time) for _ in range(ROUNDS)]
    print(f"rotation of {RECORDS} records: {statistics.median(found):.3f} s of processor; allowed 0.15")
    print(f"delete one of them, rotation included: {statistics.median(deleting):.3f} s of processor")


def rotate(notebook: Notebook) -> None:
    """Give the notebook a new key."""
    with notebook._working() as held:  # noqa: SLF001 - the rotation alone, without what calls for it
        with notebook._changing(held) as change:  # noqa: SLF001
            change.rotate()
        held.store.sweep()


def sealing() -> None:
    """Seal an attachment, against AES-GCM alone on the same bytes; then with the SHA-256 that its record keeps, too."""
    pieces = [os.urandom(streaming.CHUNK_BYTES) for _ in range(SIZE // streaming.CHUNK_BYTES)]
    box = AESGCM(os.urandom(32))

    def raw() -> None:
        for number, piece in enumerate(pieces):
            box.encrypt(number.to_bytes(12), piece, b"place")

    def ours(given: Iterable[bytes]) -> None:
        for _ in streaming.seal(b"place", os.urandom(32), b"seven b", given):
            pass

    plain, sealed = in_turns(raw, lambda: ours(pieces))
    hashed, both = in_turns(lambda: hash_alone(pieces), lambda: ours(streaming.Counted(pieces)))
    speeds = [f"{SIZE / seconds / 1e6:.0f} MB/s" for seconds in (plain, sealed, hashed, both)]
    print(f"AES-GCM alone {speeds[0]}, sealing in chunks {speeds[1]}: ratio {plain / sealed:.2f}; allowed 0.5")
    print(f"SHA-256 alone {speeds[2]}, sealing with SHA-256 {speeds[3]}: {plain / both:.2f} of AES-GCM alone")


def hash_alone(pieces: Iterable[bytes]) -> None:
    """Hash the pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)


def attaching(folder: Path) -> None:
    """Keep and read a whole attachment."""
    data = [os.urandom(2**20) for _ in range(SIZE >> 20)]
    told = Attachment(written=WRITTEN, name="a", media_type="b", imported=WRITTEN)
    with Notebook.create(folder / "attached", PASSPHRASE) as notebook:
        names: list[str] = []
        keeping = timed(lambda: names.append(notebook.attach(told, data)), time.perf_counter)
        reading = timed(lambda: sum(map(len, notebook.bytes_of(names[0]))), time.perf_counter)
    print(f"an attachment of {SIZE >> 20} MiB: kept in {keeping:.2f} s, read in {reading:.2f} s")


def writing(folder: Path) -> None:
    """Add entries one by one, each durable, against one INSERT of as many bytes with the same settings."""
    database = sqlite3.connect(folder / "plain", isolation_level=None)
    database.execute("PRAGMA page_size = 16384")
    database.execute("PRAGMA journal_mode = WAL")
    for pragma in sqlite._PRAGMAS:  # noqa: SLF001 - the same settings
        database.execute(f"PRAGMA {pragma}").fetchall()
    database.execute("CREATE TABLE records(id BLOB NOT NULL PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID")
    data = os.urandom(1_200)

    def plain() -> None:
        database.execute("INSERT INTO records VALUES(?, ?)", (os.urandom(16), data))

    with Notebook.create(folder / "written", PASSPHRASE) as notebook:
        for _ in range(WRITES):
            plain()
            notebook.add(entry())
        pairs = []
        for number in range(WRITES):  # whoever goes first waits for what the disk still has to do of the other
            first = timed(plain) if number % 2 else None
            ours = timed(lambda: notebook.add(entry()))
            pairs.append((timed(plain) if first is None else first, ours))
    database.close()
    one, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    times = f"{other * 1e3:.2f} ms, plain sqlite3 {one * 1e3:.2f} ms"
    print(f"one durable write: {times}, ratio {other / one:.2f}; allowed 1.3")


def entry() -> Entry:
    """Return an entry of about 1 KB."""
    return Entry(written=WRITTEN, text="what happened and what I thought of it; " * 23, day=date(2026, 3, 1))


def in_turns(one: Callable[[], None], other: Callable[[], None]) -> tuple[float, float]:
    """Return the medians of two, measured in turns, in processor seconds."""
    pairs = [(timed(one, time.process_time), timed(other, time.process_time)) for _ in range(ROUNDS)]
    first, second = (statistics.median(side) for side in zip(*pairs, strict=True))
    return first, second


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds that some work takes."""
    start = clock()
    work()
    return clock() - start


if __name__ == "__main__":
    main()
