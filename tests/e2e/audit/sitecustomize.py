"""Read by Python at its start when this folder is on its path: writes down what a program asks of the network."""

import os
import sys

WATCHED = (
    "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname",
    "socket.sendmsg", "socket.sendto", "os.exec", "os.posix_spawn", "os.system", "subprocess.Popen", "webbrowser.open",
)  # fmt: skip


def _write_down(event: str, arguments: tuple[object, ...]) -> None:
    if event in WATCHED:
        os.write(_log, f"{event} {arguments[1:]!r}\n".encode())


if "TOWPATH_TEST_AUDIT" in os.environ:
    _log = os.open(os.environ["TOWPATH_TEST_AUDIT"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    sys.addaudithook(_write_down)
