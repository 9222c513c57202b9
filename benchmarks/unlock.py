"""How much processor time a large notebook takes over the one Argon2id run that opening it always costs.

Repeat: .venv/bin/python benchmarks/unlock.py
"""

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from towpath.domain.records import Entry
from towpath.vault import Notebook, kdf

RECORDS = 20_000
ROUNDS = 5
ALLOWED = 0.45
PASSPHRASE = "ordinary words for a measurement"


def main() -> None:
    """Measure in this process, and the peak of memory in a process that does nothing but open."""
    print("repeat with: .venv/bin/python benchmarks/unlock.py")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notebook"
        filling = cpu(lambda: fill(path))
        print(
            f"{RECORDS} records of 1 KB, added one by one, each durable: {filling:.2f} s; {size(path):.1f} MB on disk"
        )
        report(path)


def report(path: Path) -> None:
    """Print medians over several rounds."""
    stretching = median(lambda: kdf.stretch(b"x", bytes(16), kdf.Cost()))
    opening = median(lambda: Notebook.open(path, PASSPHRASE).close())
    reading = median(lambda: open_and_read(path))
    print(f"one Argon2id run: {stretching:.3f} s; open: {opening - stretching:+.3f} s over it")
    over = reading - stretching
    print(f"open and records(): {over:+.3f} s over it; allowed {ALLOWED}, so {over / ALLOWED:.0%} of that")
    with Notebook.open(path, PASSPHRASE) as notebook:
        adding = median(lambda: notebook.add(entry(0)))
        ids = [stored.id for stored in notebook.records()[:ROUNDS]]
        deleting = median(lambda: notebook.delete(ids.pop()))
    print(f"add: {adding * 1000:.2f} ms; delete with rotation of all keys: {deleting:.3f} s")
    print(f"peak memory of a process that opens and reads: {peak(path):.0f} MB")


def fill(path: Path) -> None:
    """Make the notebook."""
    with Notebook.create(path, PASSPHRASE) as notebook:
        for number in range(RECORDS):
            notebook.add(entry(number))


def entry(number: int) -> Entry:
    """Return an entry whose canonical bytes are about 1,024."""
    words = (f"{number} " + "what happened and what I thought of it; " * 30)[:920]
    return Entry(written=datetime(2024, 1, 1, tzinfo=UTC), text=words, day=date(2024, 1, 1))


def open_and_read(path: Path) -> None:
    """Open, read everything, check that it is everything."""
    with Notebook.open(path, PASSPHRASE) as notebook:
        assert len(notebook.records()) >= RECORDS - ROUNDS
        assert not notebook.damaged


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds of this process that the work takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def median(work: Callable[[], object]) -> float:
    """Return the median over the rounds."""
    return statistics.median(cpu(work) for _ in range(ROUNDS))


def size(path: Path) -> float:
    """Return megabytes."""
    return path.stat().st_size / 1e6


def peak(path: Path) -> float:
    """Return the largest resident megabytes of a fresh process that opens and reads."""
    code = f"from towpath.vault import Notebook; Notebook.open({str(path)!r}, {PASSPHRASE!r}).records()"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
