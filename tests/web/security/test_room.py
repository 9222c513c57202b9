from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.house import PASSPHRASE, Clock
from towpath.vault import Notebook
from towpath.vault.notebook import ClosedError
from towpath.web.security.room import ABSOLUTE_SECONDS, HELD_SECONDS, LONGEST_WAIT, Room, Session

IDLE = 120.0


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still."""
    return Clock()


@pytest.fixture
def room(clock: Clock) -> Iterator[Room]:
    """Give an empty room whose secrets are numbers in a row."""
    counter = iter(range(1, 100_000))
    made = Room(clock=clock, random=lambda size: next(counter).to_bytes(size, "big"))
    yield made
    made.leave()


@pytest.fixture
def session(room: Room, file: Path) -> Session:
    """Give the session of an opened notebook."""
    return room.enter(Notebook.open(file, PASSPHRASE), IDLE)


def closed(notebook: Notebook) -> bool:
    """Tell whether the notebook let go of its file and keys."""
    try:
        notebook.records()
    except ClosedError:
        return True
    return False


def test_a_key_works_once(room: Room) -> None:
    """The printed address is exchanged for a cookie once."""
    key = room.new_key()
    door = room.exchange(key)
    assert door
    assert room.exchange(key) is None
    assert room.exchange("") is None
    assert room.exchange(door) is None


def test_secrets_are_long_and_never_the_same() -> None:
    """Keys, cookies and tokens have 256 bits each, drawn anew."""
    import secrets

    room = Room(clock=Clock(), random=secrets.token_bytes)
    keys = [room.new_key() for _ in range(20)]
    doors = [room.exchange(key) or "" for key in keys]
    tokens = [room.door_token(door) for door in doors]
    names = [*keys, *doors, *tokens]
    assert len(set(names)) == 60
    assert {len(name) for name in names} == {64}


def test_only_a_known_browser_has_a_token(room: Room) -> None:
    """A cookie that was not handed out has no token, and none after it is forgotten."""
    door = room.exchange(room.new_key()) or ""
    assert room.door_token(door)
    assert not room.door_token("")
    assert not room.door_token("chosen beforehand")
    room.forget_door(door)
    assert not room.door_token(door)
    room.forget_door(door)


def test_a_session_is_for_its_own_cookie(room: Room, session: Session) -> None:
    """Only the cookie of the session finds it, whatever else is sent."""
    assert room.session(session.id) is session
    for cookie in ("", session.id[:-1], session.id + "0", session.id.upper() + "x", session.token, "\u00e9", "\0"):
        assert room.session(cookie) is None


def test_before_anything_is_opened_there_is_no_session(room: Room) -> None:
    """A room without a notebook knows no session and has nothing open."""
    assert room.session("") is None
    assert room.open_notebook() is None
    room.lock_if_expired()
    room.leave()


def test_a_session_that_is_not_used_ends(room: Room, session: Session, clock: Clock) -> None:
    """After the idle time the notebook is closed, to the second."""
    clock.seconds += IDLE - 1
    assert room.session(session.id) is session
    clock.seconds += IDLE - 1
    assert room.open_notebook() is session.notebook
    clock.seconds += 1
    assert room.session(session.id) is None
    assert closed(session.notebook)
    assert room.open_notebook() is None


def test_a_session_that_is_used_ends_after_an_hour(room: Room, session: Session, clock: Clock) -> None:
    """Use keeps a session alive, but never for longer than an hour."""
    for _ in range(59):
        clock.seconds += 60
        assert room.session(session.id) is session
    clock.seconds += 59
    assert room.session(session.id) is session
    assert clock.seconds - session.opened == ABSOLUTE_SECONDS - 1
    clock.seconds += 1
    assert room.session(session.id) is None
    assert closed(session.notebook)


def test_a_foreign_cookie_does_not_keep_a_session_alive(room: Room, session: Session, clock: Clock) -> None:
    """Requests without the cookie of the session do not count as use."""
    clock.seconds += IDLE - 1
    room.session("another")
    clock.seconds += 1
    assert room.session(session.id) is None


def test_opening_again_ends_the_session_before(room: Room, session: Session, file: Path) -> None:
    """There is one session at a time, with new secrets each time."""
    room.leave()
    after = room.enter(Notebook.open(file, PASSPHRASE), IDLE)
    assert closed(session.notebook)
    assert room.session(session.id) is None
    assert {after.id, after.token}.isdisjoint({session.id, session.token})


def test_entering_closes_the_notebook_that_was_open(room: Room, session: Session, tmp_path: Path, file: Path) -> None:
    """A second notebook takes the place of the first, which is closed."""
    import shutil

    other = Notebook.open(shutil.copy(file, tmp_path / "other.db"), PASSPHRASE)
    assert room.enter(other, IDLE).notebook is other
    assert closed(session.notebook)


def waits(room: Room, clock: Clock, tries: int) -> list[float]:
    """Fail as soon as it is allowed and return how long each try had to wait."""
    waited = []
    for _ in range(tries):
        waited.append(room.wait_seconds())
        clock.seconds += waited[-1]
        room.failed()
    return waited


def test_the_wait_grows_and_is_never_over_a_minute(room: Room, clock: Clock) -> None:
    """Four tries are free of waiting, then it doubles up to a minute, and stays there however many there are."""
    waited = waits(room, clock, 2_000)
    assert waited[:11] == [0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert max(waited) == LONGEST_WAIT == 60


def test_waiting_is_over_after_the_time(room: Room, clock: Clock) -> None:
    """The wait runs down with the clock and is never below nothing."""
    waits(room, clock, 5)
    clock.seconds += 3
    assert room.wait_seconds() == 1
    clock.seconds += 1
    assert room.wait_seconds() == 0
    clock.seconds += 10_000
    assert room.wait_seconds() == 0


def test_opening_ends_the_waiting(room: Room, clock: Clock, file: Path) -> None:
    """The right passphrase sets the count of failures to nothing."""
    waits(room, clock, 8)
    room.enter(Notebook.open(file, PASSPHRASE), IDLE)
    assert room.wait_seconds() == 0
    assert waits(room, clock, 5) == [0, 0, 0, 0, 2]


FIELDS = (("text", "words in flight"),)


def timed_out(room: Room, session: Session, clock: Clock) -> str:
    """Let the session run out and return its cookie."""
    clock.seconds += IDLE
    room.lock_if_expired()
    return session.id


def test_what_was_sent_after_the_time_is_held_once(room: Room, session: Session, clock: Clock) -> None:
    """The browser whose session ran out gets back what it sent, once."""
    cookie = timed_out(room, session, clock)
    assert not room.holds(cookie)
    assert room.hold(cookie, "write", "", FIELDS)
    assert room.holds(cookie)
    held = room.take_held(cookie)
    assert held is not None
    assert (held.page, held.item, held.fields) == ("write", "", FIELDS)
    assert room.take_held(cookie) is None
    assert not room.holds(cookie)


@pytest.mark.parametrize("other", ["", "another", "\u00e9"])
def test_nothing_is_held_for_another_browser(room: Room, session: Session, clock: Clock, other: str) -> None:
    """Another cookie can neither leave anything nor take what is held."""
    cookie = timed_out(room, session, clock)
    assert not room.hold(other, "write", "", FIELDS)
    assert room.hold(cookie, "write", "", FIELDS)
    assert not room.holds(other)
    assert room.take_held(other) is None


def test_nothing_is_held_while_the_notebook_is_open(room: Room, session: Session) -> None:
    """Only a session that ran out has something held for it."""
    assert not room.hold(session.id, "write", "", FIELDS)
    assert not room.hold("", "write", "", FIELDS)


def test_nothing_is_held_after_an_hour(room: Room, session: Session, clock: Clock) -> None:
    """What waited for an hour is gone, and the lock page does not promise it."""
    cookie = timed_out(room, session, clock)
    assert room.hold(cookie, "write", "", FIELDS)
    clock.seconds += HELD_SECONDS - 1
    assert room.holds(cookie)
    clock.seconds += 1
    assert not room.holds(cookie)
    assert room.take_held(cookie) is None


def test_leaving_forgets_what_is_held(room: Room, session: Session, clock: Clock) -> None:
    """Lock and exit leave nothing behind, nor can anything be held after them."""
    cookie = timed_out(room, session, clock)
    assert room.hold(cookie, "write", "", FIELDS)
    room.leave()
    assert room.take_held(cookie) is None
    assert not room.hold(cookie, "write", "", FIELDS)


def test_opening_forgets_what_is_held(room: Room, session: Session, clock: Clock, file: Path) -> None:
    """What another browser left is gone when the notebook is opened anew."""
    cookie = timed_out(room, session, clock)
    assert room.hold(cookie, "write", "", FIELDS)
    room.enter(Notebook.open(file, PASSPHRASE), IDLE)
    assert room.take_held(cookie) is None
