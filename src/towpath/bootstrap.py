"""The composition root: the only module that knows every other, and puts them together."""

import logging
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import uvicorn
from starlette.applications import Starlette

from towpath.content import Pack, load
from towpath.errors import BadInput
from towpath.settings import Settings
from towpath.web.app import create_app
from towpath.web.security.addresses import Addresses
from towpath.web.security.room import Room
from towpath.web.visit import Parts

LOOPBACK = "127.0.0.1"
SECRET_BYTES = 32


def serve(settings: Settings, pack: Pack | None = None) -> None:
    """Start the local application on loopback, print its address, open the browser, and serve until it is stopped.

    Raises:
        BadInput: the port is taken.
    """
    with _listen(settings.port) as listener:
        port: int = listener.getsockname()[1]
        parts = _parts(settings, pack or load(), stop=lambda: _stop(server))
        app = create_app(parts, lambda: frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"}))
        server = uvicorn.Server(_quiet(app))
        _announce(f"http://{LOOPBACK}:{port}/{parts.room.new_key()}", browser=settings.browser)
        with suppress(KeyboardInterrupt):  # Ctrl-C is a usual way to stop
            server.run(sockets=[listener])


def _stop(server: uvicorn.Server) -> None:
    server.should_exit = True


def _parts(settings: Settings, pack: Pack, stop: Callable[[], None]) -> Parts:
    return Parts(
        settings=settings,
        pack=pack,
        room=Room(clock=time.monotonic, random=secrets.token_bytes),
        addresses=Addresses(secrets.token_bytes(SECRET_BYTES)),
        now=_now,
        random=secrets.token_bytes,
        stop=stop,
    )


def _now() -> datetime:
    """The moment with the zone of this computer, as the person's own clock shows it."""
    return datetime.now(UTC).astimezone()


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()  # before the address is told: a quick browser must not be refused
    except (OSError, OverflowError) as error:
        listener.close()
        raise BadInput("port_taken") from error
    return listener


def _quiet(app: Starlette) -> uvicorn.Config:
    """No access log, no server or date header, no websockets: only what is needed."""
    logging.basicConfig(level=logging.ERROR, format="towpath: %(message)s")
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        interface="asgi3",
        log_config=None,
        log_level=logging.CRITICAL,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )


def _announce(address: str, *, browser: bool) -> None:
    sys.stdout.write(address + "\n")
    sys.stdout.flush()
    if browser:
        import webbrowser

        webbrowser.open(address)
