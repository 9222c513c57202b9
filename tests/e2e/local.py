"""The program's server in this process: quick to start, and its clock can be moved."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import uvicorn

from tests.e2e.person import PACK
from towpath import bootstrap
from towpath.settings import Settings
from towpath.web.app import create_app
from towpath.web.security.room import Room


class Clock:
    """Time that passes as usual and can be moved on."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """Return the seconds of a clock that only goes forward."""
        return time.monotonic() + self.ahead


class Local:
    """A server over one notebook; put together as the program does it, apart from the clock."""

    def __init__(self, notebook: Path, clock: Callable[[], float] = time.monotonic) -> None:
        listener = bootstrap._listen(0)
        self.origin = f"http://{bootstrap.LOOPBACK}:{listener.getsockname()[1]}"
        parts = bootstrap._parts(Settings(notebook=notebook, browser=False), PACK, self.stop)
        self.parts = replace(parts, room=Room(clock=clock, random=parts.random))
        app = create_app(self.parts, lambda: frozenset({self.origin.removeprefix("http://")}))
        self._server = uvicorn.Server(bootstrap._quiet(app))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]})
        self._thread.start()
        self._listener = listener

    @property
    def address(self) -> str:
        """A new address with a key that works once."""
        return f"{self.origin}/{self.parts.room.new_key()}"

    def of(self, page: str, item: str = "") -> str:
        """Return the address of a page."""
        return self.origin + self.parts.addresses.of(page, item)

    def stop(self) -> None:
        """Begin to end, as the page that closes the program asks."""
        self._server.should_exit = True

    def close(self) -> None:
        """End."""
        self.stop()
        self._thread.join()
        self._listener.close()
