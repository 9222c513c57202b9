"""Carry out jobs on two processes and keep each chunk of results as it is done, so that little is lost."""

import hashlib
import json
import sys
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

from benchmarks.study.jobs import Job, Record
from benchmarks.study.plan import PLAN

PROCESSES = 2
WIDTH = 30
HERE = Path(__file__).parent
ANALYSIS = HERE.parents[1] / "src" / "towpath" / "analysis"
WORLD = ["diaries.py", "incidents.py", "scenarios.py"]
OURS = ["ours.py", "cost.py"]
THEIRS = ["peers.py", "filters.py", "count_peers.py"]


def carry_out(folder: Path, jobs: list[Job]) -> None:
    """Do what is not yet in the folder; results of other code than today's are done again."""
    folder.mkdir(parents=True, exist_ok=True)
    chunks = [(job.name, runs) for job in jobs for runs in _chunks(job, _begun(folder, job))]
    with Pool(PROCESSES) as pool:  # its processes end with this one, however it is ended
        for done, (job, found) in enumerate(pool.imap_unordered(run_chunk, chunks), start=1):
            _keep(folder, job, found)
            _show(done, len(chunks), job)
    if chunks:
        print(file=sys.stderr)


def run_chunk(chunk: tuple[str, list[int]]) -> tuple[str, list[Record]]:
    """Carry out some runs of a job, named because a function cannot be sent to another process."""
    name, runs = chunk
    return name, [PLAN[name].run(run) for run in runs]


def records(path: Path) -> list[Record]:
    """Read results in the order of their runs; a last line that was cut off is left out."""
    whole = [line for line in path.read_text("utf-8").splitlines(keepends=True)[1:] if line.endswith("\n")]
    return sorted((json.loads(line) for line in whole), key=lambda record: int(record["run"]))


def results_file(folder: Path, job: str) -> Path:
    """Return where the results of a job are kept."""
    return folder / f"{job}.jsonl"


def _begun(folder: Path, job: Job) -> set[int]:
    """Return which runs are there; begin the file where it is missing or was made by other code."""
    path, head = results_file(folder, job.name), json.dumps({"job": job.name, "code": _fingerprint(job)}) + "\n"
    if not path.exists() or not path.read_text("utf-8").startswith(head):
        path.write_text(head, "utf-8")
        return set()
    there = records(path)
    path.write_text(head + "".join(map(_line, there)), "utf-8")  # without a last line that was cut off
    return {record["run"] for record in there}


def _chunks(job: Job, done: set[int]) -> Iterator[list[int]]:
    left = [run for run in range(job.runs) if run not in done]
    for start in range(0, len(left), job.chunk):
        yield left[start : start + job.chunk]


def _keep(folder: Path, job: str, found: list[Record]) -> None:
    with results_file(folder, job).open("a", encoding="utf-8") as file:
        file.write("".join(map(_line, found)))


def _line(record: Record) -> str:
    return json.dumps(record, separators=(",", ":")) + "\n"


def _fingerprint(job: Job) -> str:
    """Return what stands for the code that the results rest on."""
    own = [*sorted(ANALYSIS.glob("[a-z]*.py")), *(HERE / name for name in OURS)] if job.is_ours else []
    paths = [HERE / name for name in WORLD] + (own or [HERE / name for name in THEIRS])
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _show(done: int, total: int, name: str) -> None:
    """Draw the bar on standard error."""
    full = WIDTH * done // total
    bar = "#" * full + "." * (WIDTH - full)
    print(f"\r[{bar}] {done}/{total} {name:<40}", end="", file=sys.stderr, flush=True)
