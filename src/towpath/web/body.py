"""The body of a request that may be large: handed on piece by piece to the thread that works on it."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Final

from starlette.types import Message, Receive

from towpath.errors import BadInput

SILENT_SECONDS: Final = 20.0
"""How long nothing may come."""
LOOK_SECONDS: Final = 0.2
"""How often it is asked whether the notebook is still open: leaving must not wait for a file."""


class Body:
    """The pieces of a body, asked for one at a time, so that no more than one waits in memory."""

    def __init__(self, receive: Receive, loop: asyncio.AbstractEventLoop) -> None:
        self._receive = receive
        self._loop = loop
        self.more = True
        """Whether some of it is still to come."""
        self.goes_on: Callable[[], bool] = lambda: True
        """Tells whether anybody still wants what comes."""

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces, in a thread other than the one of the loop.

        Raises:
            BadInput: the sender went away or was silent for too long (``upload_stopped``), or nobody wants it any more.
        """
        while self.more:
            message = self._next()
            if message["type"] != "http.request":
                self.more = False
                raise BadInput("upload_stopped")
            self.more = bool(message.get("more_body"))
            yield message.get("body", b"")

    def _next(self) -> Message:
        async def receive() -> Message:
            return await self._receive()

        coming, waited = asyncio.run_coroutine_threadsafe(receive(), self._loop), 0.0
        while self.goes_on() and waited < SILENT_SECONDS:
            try:
                return coming.result(LOOK_SECONDS)
            except TimeoutError:
                waited += LOOK_SECONDS
        coming.cancel()
        self.more = False
        raise BadInput("upload_stopped")


async def pass_over(receive: Receive) -> None:
    """Let the rest of a body come and drop it: a browser reads an answer only after it has sent everything."""
    try:
        async with asyncio.timeout(SILENT_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request" or not message.get("more_body"):
                    return
    except TimeoutError:
        return
