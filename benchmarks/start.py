"""How much processor time passes from the command to the first page, beside a minimal page started the same way.

Repeat: .venv/bin/python benchmarks/start.py
"""

import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROUNDS = 5
ALLOWED_SECONDS = 0.45
ALLOWED_RATIO = 2.5
HERE = Path(__file__).parent
MINIMAL = [sys.executable, str(HERE / "minimal_page.py")]


def main() -> None:
    """Measure both in turn, after one start of each that compiles what is not compiled yet."""
    print("repeat with: .venv/bin/python benchmarks/start.py")
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "towpath", "open", "--no-browser", "--notebook", str(Path(folder) / "notes.db")]
        times: dict[str, list[float]] = {"towpath": [], "minimal": []}
        for measured in range(ROUNDS + 1):
            for name, command in (("towpath", ours), ("minimal", MINIMAL)):
                seconds = cpu(command)
                if measured:
                    times[name].append(seconds)
    report({name: statistics.median(seconds) for name, seconds in times.items()}, times)


def report(median: dict[str, float], times: dict[str, list[float]]) -> None:
    """Print the table."""
    print(f"processor seconds (user and system) from start to first page, {ROUNDS} runs in turn, bytecode compiled")
    for name, seconds in times.items():
        print(f"{name:<8} median {median[name]:.3f}  " + " ".join(f"{each:.3f}" for each in sorted(seconds)))
    ratio = median["towpath"] / median["minimal"]
    print(f"ratio    {ratio:.2f}; allowed: {ALLOWED_SECONDS} s and {ALLOWED_RATIO} times")


def cpu(command: list[str]) -> float:
    """Return the processor seconds of a process from its start until it has answered with its first page."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=given) as process:
        assert process.stdout is not None
        visit(process.stdout.readline().strip())
        process.send_signal(signal.SIGKILL)
        process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def visit(address: str) -> None:
    """Fetch the page, following one redirect with its cookie."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    answer.read()
    if answer.status == 303:
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        connection.request("GET", answer.getheader("Location") or "/", headers={"Cookie": cookie})
        answer = connection.getresponse()
        assert b"<title>Notes</title>" in answer.read()
    assert answer.status == 200
    connection.close()


if __name__ == "__main__":
    main()
