"""From the start of the process to the first page, beside a minimal Starlette page started the same way.

Repeat: .venv/bin/python benchmarks/start.py

Processor seconds, user and system, of the whole process up to the first page fetched over loopback, bytecode compiled,
in turns; medians of nine.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROUNDS = 9
MINIMAL = """
import socket
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

def page(request):
    return HTMLResponse("<!doctype html><title>One</title><p>One page.")

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print(f"http://127.0.0.1:{listener.getsockname()[1]}/", flush=True)
app = Starlette(routes=[Route("/", page)])
uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False)).run(sockets=[listener])
"""


def main() -> None:
    """Measure both and print the ratio."""
    print("repeat with: .venv/bin/python benchmarks/start.py")
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "towpath", "open", "--no-browser", "--notebook", str(Path(folder) / "notes.db")]
        minimal = [sys.executable, "-c", MINIMAL]
        first_page(ours), first_page(minimal)  # compiles the bytecode
        pairs = [(first_page(ours), first_page(minimal)) for _ in range(ROUNDS)]
    towpath, starlette = (statistics.median(seconds) for seconds in zip(*pairs, strict=True))
    print(f"to the first page: towpath {towpath:.3f} s, starlette {starlette:.3f} s, ratio {towpath / starlette:.2f}")


def first_page(command: list[str]) -> float:
    """Start a program that prints its address, fetch the page, end it, and return its processor seconds."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert opener.open(address).status == 200
        process.kill()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
