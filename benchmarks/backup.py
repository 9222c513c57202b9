"""Memory and time of a backup and a restoration of one attachment of 100 MiB. Repeat: python -m benchmarks.backup"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

PASSPHRASE = "benchmark"
STEPS = {
    "open only": "Notebook.open(folder / 'n', words).close()",
    "backup": "notebook = Notebook.open(folder / 'n', words); notebook.backup(folder / 'b'); notebook.close()",
    "restore to a new file": "Notebook.restore(folder / 'm', folder / 'b', words)",
    "restore into the notebook": "notebook = Notebook.open(folder / 'o', words); "
    "notebook.take_in(folder / 'b', words); notebook.close()",
}
START = "import sys; from pathlib import Path; from towpath.vault import Notebook; "
SETUP = f"folder, words = Path(sys.argv[1]), {PASSPHRASE!r}; "
PREPARE = """
import os
import shutil
from datetime import UTC, datetime
from towpath.domain.records import Attachment
now = datetime.now(UTC)
with Notebook.create(folder / 'n', words) as notebook:
    notebook.close()
shutil.copy(folder / 'n', folder / 'o')
with Notebook.open(folder / 'n', words) as notebook:
    about = Attachment(written=now, name='a', media_type='image/jpeg', source='', imported=now)
    notebook.attach(about, (os.urandom(1 << 20) for _ in range(100)))
"""


def main() -> None:
    """Print seconds and peak memory (MiB) of each step in a process of its own; opening takes 64 MiB for Argon2id."""
    with tempfile.TemporaryDirectory() as folder:
        measured(START + SETUP + "\n" + PREPARE, folder)
        for name, code in STEPS.items():
            seconds, peak = measured(START + SETUP + code, folder)
            sys.stdout.write(f"{name}: {seconds:.2f} s, {peak:.0f} MiB\n")
        sys.stdout.write(f"size of the backup: {(Path(folder) / 'b').stat().st_size:,} bytes\n")


def measured(code: str, folder: str) -> tuple[float, float]:
    """Run code in a new process; return its seconds and its peak memory."""
    tail = "\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code + tail, folder], check=True, capture_output=True, text=True)
    return time.perf_counter() - begin, int(done.stdout) / 1024


if __name__ == "__main__":
    main()
