"""The least that a page served by Starlette and uvicorn can be: what the start of Towpath is compared with."""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route


async def page(_request: Request) -> PlainTextResponse:
    """Answer with a word."""
    return PlainTextResponse("Hello")


def main() -> None:
    """Listen on a free port of loopback, print the address, and serve until stopped."""
    config = uvicorn.Config(
        Starlette(routes=[Route("/", page)]),
        host="127.0.0.1",
        port=0,
        http="h11",
        ws="none",
        loop="asyncio",
        log_config=None,
    )
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    listener.listen()
    sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}/\n")
    sys.stdout.flush()
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
