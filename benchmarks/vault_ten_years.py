"""A notebook of ten years: processor time of unlocking over its one Argon2id run, and memory. Large attachments too.

Repeat: .venv/bin/python benchmarks/vault_ten_years.py

3,650 check-ins, 10,000 entries and 200 incidents of about 1 KB, 500 attachments with little in them, 1,000 openings.
Times are medians of five in one process; each peak of memory is of a process that does nothing else.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from towpath.domain.records import Attachment, CheckIn, Entry, Incident, Record
from towpath.vault import Notebook, kdf, openings, unlocking
from towpath.vault.unlocking import Unlocked

ROUNDS = 5
OPENINGS = 999
ALLOWED_SECONDS, ALLOWED_MB = 0.6, 200
PASSPHRASE = "ordinary words for a measurement"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEXT = "what happened and what I thought of it; " * 23
START = f"import sys; from towpath.vault import Notebook; made = Notebook.open(sys.argv[1], {PASSPHRASE!r})"
FORGET = "open('/proc/self/clear_refs', 'w').write('5')  # the peak begins anew"
LARGE = """
from datetime import UTC, datetime
from towpath.domain.records import Attachment
now = datetime.now(UTC)
about = Attachment(written=now, name='a', media_type='image/jpeg', source='', imported=now)
"""
STEPS = {
    "opens": "",
    "lists": "made.listing()",
    "reads all": "made.records()",
    "checks the log": "made.check()",
}
LARGE_STEPS = {
    "opens": "",
    "attaches 100 MiB": f"{LARGE}made.attach(about, (bytes([number]) * 2**20 for number in range(100)))",
    "reads it": "print(sum(map(len, made.bytes_of(made.cards()[0].id))))",
}


def main() -> None:
    """Measure and print."""
    print("repeat with: .venv/bin/python benchmarks/vault_ten_years.py")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n"
        fill(path)
        print(f"the file: {path.stat().st_size / 1e6:.1f} MB")
        times(path)
        for name, code in STEPS.items():
            print(f"a process that {name}: {peaks(path, code)}; allowed {ALLOWED_MB}")
        Notebook.create(Path(folder) / "large", PASSPHRASE).close()
        for name, code in LARGE_STEPS.items():
            print(f"a process with an empty notebook that {name}: {peaks(Path(folder) / 'large', code)}")


def times(path: Path) -> None:
    """Print processor seconds over one Argon2id run, and those of what is done with the open notebook."""
    stretching = median(lambda: kdf.stretch(b"x", bytes(16), kdf.Cost()))
    steps: dict[str, Callable[[Notebook], object]] = {
        "opening": repr,
        "and listing": Notebook.listing,
        "and reading all": read,
    }
    for name, then in steps.items():
        over = median(partial(opened, path, then)) - stretching
        print(f"{name}: {over:.3f} s over one Argon2id run ({stretching:.3f} s); allowed {ALLOWED_SECONDS}")
    with Notebook.open(path, PASSPHRASE) as made:
        ids = [stored.id for stored in made.records(Entry)[:ROUNDS]]
        print(f"deleting one, all keys rotated: {median(lambda: made.delete(ids.pop())):.3f} s")
        print(f"checking the log: {median(made.check):.3f} s")


def fill(path: Path) -> None:
    """Make the notebook in one transaction; added one by one it is the same."""
    with Notebook.create(path, PASSPHRASE) as made:
        with made._working() as held, made._changing(held) as change:  # noqa: SLF001 - one transaction for all
            for record in records():
                change.keep(os.urandom(16), 1, record)
        for number in range(500):
            made.attach(attachment(number), [b"little"])
        with made._working() as held, held.store.writing():  # noqa: SLF001 - as if it had been opened so often
            for number in range(OPENINGS):
                known = Unlocked(held.header, held.key, held.ring)
                unlocking.note_opening(held.store, known, os.urandom, number * 60_000_000)
        assert len(made.openings) == min(openings.KEPT, OPENINGS)


def records() -> Iterator[Record]:
    """Yield what is kept in ten years."""
    days = [date(2016, 1, 1) + timedelta(days=number) for number in range(3_650)]
    for day in days:
        yield CheckIn(
            written=NOW,
            day=day,
            answers=dict.fromkeys(("energy", "sleep", "calm", "close", "heard", "free", "hope"), 5),
        )
    for number in range(10_000):
        yield Entry(written=NOW, text=f"{number} {TEXT}", day=days[number % 3_650])
    for number in range(200):
        yield Incident(written=NOW, day=days[number], seen=TEXT[:500], felt=TEXT[:400], how_bad=6)


def attachment(number: int) -> Attachment:
    """Return what is known of a file."""
    return Attachment(written=NOW, name=f"{number}.jpg", media_type="image/jpeg", imported=NOW, source="phone")


def opened(path: Path, then: Callable[[Notebook], object]) -> None:
    """Open, do something, close."""
    with Notebook.open(path, PASSPHRASE) as made:
        then(made)


def read(made: Notebook) -> None:
    """Read everything and see that it is whole."""
    assert len(made.records()) > 14_000
    assert not made.damaged


def median(work: Callable[[], object]) -> float:
    """Return the median of processor seconds."""
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return statistics.median(found)


def peaks(path: Path, code: str) -> str:
    """Say the largest resident megabytes of a fresh process, and those after it has opened the notebook (Linux)."""
    told = "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])\n"
    words = [sys.executable, "-c", f"{START}\n{told}{FORGET}\n{code}\n{told}", str(path)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    first, *_, second = (int(line) * 1024 / 1e6 for line in done.stdout.split())
    return f"{max(first, second):.0f} MB at most, {second:.0f} after opening"


if __name__ == "__main__":
    main()
