"""A small house to test in: the whole application with clocks that stand still, and a browser that speaks ASGI."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from starlette.types import ASGIApp

from towpath.content import Pack
from towpath.domain.records import encode
from towpath.settings import Settings
from towpath.vault import Notebook
from towpath.web.app import create_app
from towpath.web.security.addresses import Addresses
from towpath.web.security.room import Room, Session
from towpath.web.visit import Parts

HOST = "127.0.0.1:4711"
OTHER_NAME = "localhost:4711"
OUR_PAGE = {"sec-fetch-site": "same-origin", "origin": f"http://{HOST}"}
PASSPHRASE = "ordinary words of a test notebook"
NOW = datetime(2026, 11, 20, 20, 15, tzinfo=UTC)

Pairs = Iterable[tuple[str, str]]


@dataclass(slots=True)
class Clock:
    """A clock that only moves when it is told to."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        """Say what time it is."""
        return self.seconds


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status, the headers in lower case, the body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def words(self) -> str:
        """The body as a person reads it: no tags, no entities, single spaces."""
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", self.text)))

    def header(self, name: str) -> str:
        """The one header of this name; empty where there is none."""
        found = [value for key, value in self.headers if key == name]
        assert len(found) <= 1, name
        return found[0] if found else ""

    @property
    def to(self) -> str:
        """Where the answer sends the browser; empty where it sends it nowhere."""
        return self.header("location") if self.status == 303 else ""


@dataclass(slots=True)
class Browser:
    """Sends requests to the application and keeps its cookie, as a browser does; it follows nothing by itself."""

    app: ASGIApp
    cookie: str = ""

    def get(self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Reply:
        """Ask for a page."""
        return self.send(method, path, {"host": HOST, **(headers or {})}.items())

    def post(self, path: str, fields: Mapping[str, str] | Pairs = (), headers: Mapping[str, str] = OUR_PAGE) -> Reply:
        """Send a form from our own page, or with other headers from elsewhere."""
        pairs = fields.items() if isinstance(fields, Mapping) else fields
        body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()
        return self.send("POST", path, {"host": HOST, **headers}.items(), [body])

    def send(self, method: str, path: str, headers: Pairs, body: Iterable[bytes] = (b"",)) -> Reply:
        """Send one request as it is given, the body in as many pieces as there are."""
        pieces = list(body) or [b""]
        messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
        messages[-1]["more_body"] = False
        return self.exchange(method, path, headers, messages)

    def exchange(self, method: str, path: str, headers: Pairs, messages: list[dict[str, Any]]) -> Reply:
        """Speak ASGI; after the last message the browser says nothing more, and does not go away either."""
        sent: list[dict[str, Any]] = []
        waiting = iter(messages)

        async def receive() -> dict[str, Any]:
            message = next(waiting, None)
            if message is None:
                await asyncio.Event().wait()
                raise AssertionError
            return message

        async def send(message: Any) -> None:
            sent.append(dict(message))

        asyncio.run(self._run(method, path, headers, receive, send))
        return self._reply(sent)

    async def _run(self, method: str, path: str, headers: Pairs, receive: Any, send: Any) -> None:
        cookie = [("cookie", f"s={self.cookie}")] if self.cookie else []
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in [*headers, *cookie]],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 4711),
        }
        await self.app(scope, receive, send)

    def _reply(self, sent: list[dict[str, Any]]) -> Reply:
        start = sent[0]
        headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in start["headers"]]
        for name, value in headers:
            if name == "set-cookie":
                self.cookie = value.partition(";")[0].partition("=")[2].strip('"')
        return Reply(start["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


@dataclass(slots=True)
class House:
    """The application with everything it was put together from, so that a test can look behind it."""

    parts: Parts
    app: ASGIApp
    clock: Clock
    stopped: list[bool] = field(default_factory=list)

    @classmethod
    def at(cls, notebook: Path, pack: Pack, now: datetime = NOW) -> "House":
        """Put a house together around a file that may or may not be there."""
        clock, stopped = Clock(), list[bool]()
        counter = iter(range(1, 1_000_000))
        parts = Parts(
            settings=Settings(notebook=notebook),
            pack=pack,
            room=Room(clock=clock, random=lambda size: next(counter).to_bytes(size, "big")),
            addresses=Addresses(b"a secret of this start"),
            now=lambda: now,
            random=lambda size: next(counter).to_bytes(size, "big"),
            stop=lambda: stopped.append(True),
        )
        return cls(parts, create_app(parts, lambda: frozenset({HOST, OTHER_NAME})), clock, stopped)

    def at_address(self, page: str, item: str = "") -> str:
        """The address of a page."""
        return self.parts.addresses.of(page, item)

    def browser(self) -> Browser:
        """A browser that was never here."""
        return Browser(self.app)

    def known(self) -> Browser:
        """A browser that came in by the printed address."""
        browser = self.browser()
        assert browser.get(f"/{self.parts.room.new_key()}").to == "/"
        return browser

    def opened(self) -> Browser:
        """A browser whose session holds the open notebook."""
        browser = self.known()
        assert browser.post(self.at_address("lock"), {"passphrase": PASSPHRASE}).to == self.at_address("today")
        return browser

    @property
    def session(self) -> Session:
        """The session there is."""
        found = self.parts.room._session
        assert found is not None
        return found

    @property
    def notebook(self) -> Notebook:
        """The open notebook."""
        return self.session.notebook

    def kept(self) -> dict[tuple[str, int], bytes]:
        """Everything the open notebook holds, all revisions, as bytes that can be compared."""
        revisions = (stored for one in self.notebook.records() for stored in self.notebook.revisions(one.id))
        return {(stored.id, stored.revision): encode(stored.record) for stored in revisions}
