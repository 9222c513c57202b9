"""The room: one notebook, open for one browser, until it is locked by hand, by leaving, or by time.

The address that the program prints carries a key that works once; it is exchanged for a cookie. Only that browser may
make a notebook. Opening one needs its passphrase and gives the browser a new session. Times are seconds of a clock that
only goes forward.
"""

import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from towpath.usecases.diary_file import DiaryFile
from towpath.usecases.finding import Finding
from towpath.vault import Notebook, Recovery
from towpath.web.work import Work

if TYPE_CHECKING:  # readers of chats come with it: nobody waits for them who brings none
    from towpath.usecases.chats import Brought, Reading

ABSOLUTE_SECONDS: Final = 60 * 60
HELD_SECONDS: Final = 60 * 60
FREE_TRIES: Final = 3
LONGEST_WAIT: Final = 60.0
TOKEN_BYTES: Final = 32


@dataclass(slots=True)
class Session:
    """An opened notebook: who may use it, and since when."""

    id: str
    token: str
    notebook: Notebook
    opened: float
    last_seen: float
    idle_seconds: float
    ended: bool = False
    """Whether it is over: what still comes in for it is to be dropped at once."""
    finding: Finding = field(default_factory=Finding)
    diary: DiaryFile | None = None
    """What was read from a file and may be kept, or not."""
    brought: "Brought | None" = None
    """A chat that was read from a file and may be kept, or not."""
    reading: "tuple[str, Reading] | None" = None
    """The chat that was looked at last, by its id, so that it is not read anew for every page."""
    works: dict[str, Work[Any]] = field(default_factory=dict)
    """Long work that was begun and whose end nobody has seen yet, by name."""
    new: bool = False
    """Whether the notebook was made in this session and is still being set up."""
    words: Recovery | None = None
    """Recovery words that were shown and are not in force yet."""
    refused: tuple[str, Response] | None = None
    """The answer to a form that could not be taken, and the address it is waiting at."""

    def end(self) -> None:
        """Stop what still works for it and forget all that it holds."""
        self.ended = True
        for work in self.works.values():
            work.stop()
        self.works = {}
        self.finding, self.diary, self.words = Finding(), None, None
        self.brought, self.reading = None, None

    def take_refused(self, code: str) -> Response | None:
        """Return the answer that waits at this address, once."""
        waiting, self.refused = self.refused, None
        return waiting[1] if waiting and waiting[0] == code else None

    def expired(self, now: float) -> bool:
        """Tell whether nobody used it for too long, or it was open for longer than an hour."""
        return now - self.last_seen >= self.idle_seconds or now - self.opened >= ABSOLUTE_SECONDS


@dataclass(frozen=True, slots=True)
class Held:
    """What was sent from a page that had locked itself meanwhile: kept in memory until the notebook is opened again."""

    session: str
    page: str
    item: str
    fields: tuple[tuple[str, str], ...]
    at: float


@dataclass(slots=True)
class Room:
    """All that is remembered between two requests. Every method may be called from several threads."""

    clock: Callable[[], float]
    random: Callable[[int], bytes]
    _keys: set[str] = field(default_factory=set)
    _doors: dict[str, str] = field(default_factory=dict)
    _session: Session | None = None
    _timed_out: str = ""
    _held: Held | None = None
    _begun: tuple[str, Recovery | None, bool] | None = None
    """What was begun when a session timed out: its id, words not in force yet, and whether it was a first start."""
    _failures: int = 0
    _last_failure: float = 0.0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def new_key(self) -> str:
        """Return a key for the address that is opened in the browser; it works once."""
        with self._lock:
            key = self._random_name()
            self._keys.add(key)
            return key

    def exchange(self, key: str) -> str | None:
        """Return a cookie for a key, and forget the key; ``None`` where the key is unknown or used."""
        with self._lock:
            if key not in self._keys:
                return None
            self._keys.discard(key)
            door = self._random_name()
            self._doors[door] = self._random_name()
            return door

    def door_token(self, cookie: str) -> str:
        """Return the form token of a browser that came in by the printed address; empty for any other."""
        return self._doors.get(cookie, "")

    def enter(self, notebook: Notebook, idle_seconds: float) -> Session:
        """Start a session over an opened notebook with new secrets; one that was there ends."""
        with self._lock:
            self.leave()
            now = self.clock()
            self._failures = 0
            self._session = Session(self._random_name(), self._random_name(), notebook, now, now, idle_seconds)
            return self._session

    def session(self, cookie: str, *, used: bool = True) -> Session | None:
        """Return the live session of this cookie and note that it was used.

        A window that was left alone goes to the bare address by itself, with its style and script: that is no use, or
        two such windows would keep each other open.
        """
        with self._lock:
            self.lock_if_expired()
            session = self._session
            if session is None or not hmac.compare_digest(session.id.encode(), cookie.encode()):
                return None
            if used:
                session.last_seen = self.clock()
            return session

    def used(self, session: Session) -> bool:
        """Note that a session is still used, as while a file comes in; tells whether it goes on."""
        session.last_seen = self.clock()
        return not session.ended

    def open_notebook(self) -> Notebook | None:
        """Return the notebook that is open now, for whichever browser."""
        with self._lock:
            self.lock_if_expired()
            return self._session.notebook if self._session else None

    def lock_if_expired(self) -> None:
        """Close the notebook when its time is over; what that browser sends next will be held, not lost."""
        with self._lock:
            if self._session is not None and self._session.expired(self.clock()):
                timed_out, begun = self._session.id, (self._session.id, self._session.words, self._session.new)
                self.leave()
                self._timed_out, self._begun = timed_out, begun

    def leave(self) -> None:
        """Close the notebook and forget the session and everything held."""
        with self._lock:
            session, self._session = self._session, None
            self._timed_out, self._held, self._begun = "", None, None
            if session is not None:
                session.end()
                session.notebook.close()

    def forget_door(self, cookie: str) -> None:
        """Forget a browser that came in by the printed address."""
        self._doors.pop(cookie, None)

    def hold(self, cookie: str, page: str, item: str, fields: tuple[tuple[str, str], ...]) -> bool:
        """Keep what a browser sent whose session has just timed out. Returns whether it was kept."""
        with self._lock:
            if not self._timed_out or not hmac.compare_digest(self._timed_out.encode(), cookie.encode()):
                return False
            self._held = Held(self._timed_out, page, item, fields, self.clock())
            return True

    def take_held(self, cookie: str) -> Held | None:
        """Return what was held for this browser, once, if it is not older than an hour."""
        with self._lock:
            held, self._held = self._held, None
            return held if self._waits_for(cookie, held) else None

    def take_begun(self, cookie: str) -> tuple[Recovery | None, bool]:
        """Return the words that this browser was shown before it timed out, and whether it was at the first start."""
        with self._lock:
            begun, self._begun = self._begun, None
            if begun is None or not hmac.compare_digest(begun[0].encode(), cookie.encode()):
                return None, False
            return begun[1:]

    def holds(self, cookie: str) -> bool:
        """Tell whether something is held for this browser."""
        return self._waits_for(cookie, self._held)

    def failed(self) -> None:
        """Note a passphrase that opened nothing."""
        with self._lock:
            self._failures += 1
            self._last_failure = self.clock()

    def wait_seconds(self) -> float:
        """How long until the next try: none for the first three, then 2, 4, 8 ... seconds, never over a minute."""
        with self._lock:
            extra = self._failures - FREE_TRIES
            wait = min(2.0 ** min(extra, 10), LONGEST_WAIT) if extra > 0 else 0.0
            return max(0.0, self._last_failure + wait - self.clock())

    def _waits_for(self, cookie: str, held: Held | None) -> bool:
        if held is None or self.clock() - held.at >= HELD_SECONDS:
            return False
        return hmac.compare_digest(held.session.encode(), cookie.encode())

    def _random_name(self) -> str:
        return self.random(TOKEN_BYTES).hex()
