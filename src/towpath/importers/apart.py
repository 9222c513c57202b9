"""Reads a chat export in a process of its own, with limits: a file that was made to harm harms nothing else.

The process answers with lines of JSON: at first numbers, each the share that was read so far of all that is read; then
what is known of the chat as a whole, then its messages; or, at any time, one line with the error. It opens no network,
writes no file, and its words go nowhere but to the process that asked.
"""

import math
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final, cast

import msgspec

from towpath.errors import BadInput
from towpath.importers.chat import ChatReader
from towpath.importers.recognise import open_bytes, open_chat
from towpath.importers.source import Progress, unwatched

STANDARD_INPUT: Final = "-"
MOST_MEMORY: Final = 1 << 30
"""Bytes of address space of the process, besides the file itself where it comes from standard input."""
MOST_SECONDS: Final = 900
"""Of processor time: ten million messages take a few minutes."""
MOST_FILES: Final = 64
"""Files open at once."""
MOST_INPUT: Final = 1 << 28
"""Bytes taken from standard input, which must be kept in memory; a larger chat is read as a file."""

WATCHED_SECONDS: Final = 0.2
"""How often it is asked whether anybody still waits for the answer."""
TOLD_SECONDS: Final = 0.1
"""How often, at most, the process tells how far it is."""
TOLD_MESSAGES: Final = 2_000
"""After so many messages the one who asked is told how far it is."""
_ERROR: Final = b'{"error":'
"""With this begins the line of an error, and no other line."""
GoesOn = Callable[[], bool]


def always() -> bool:
    """Say that somebody waits for the answer."""
    return True


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a chat as a whole: the first line. Source: ``docs/reference/chat-exports.md``."""

    format: str
    messages: int
    unread: int
    """Lines or items that could not be read."""
    participants: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    ask: tuple[str, ...]
    unread_places: tuple[str, ...] = ()
    """The first places of what could not be read."""
    notes: dict[str, int] = {}
    """What the person should know of the file, and how often it was found."""


class _Failed(msgspec.Struct, frozen=True):
    error: str
    facts: dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A chat as another process reads it: the header, and the messages as lines of JSON, to be read once."""

    header: Header
    lines: Generator[bytes, None, None]


def read_apart(file: str, *, day_first: bool | None = None, progress: Progress = unwatched) -> Apart:
    """Read a chat export, "-" for standard input, in a process of its own.

    ``progress`` is told which share of the work is done, from 0 to 1: while the header is awaited, and then while the
    lines are read, up to the last.

    Raises:
        BadInput: as ``open_chat``; or the file needs more memory or time than any chat does (``chat_too_much``). The
            lines raise it too, where this comes up on the way.
    """
    return _begun(_started(file, day_first), progress)


def read_bytes_apart(
    data: bytes, *, day_first: bool | None = None, goes_on: GoesOn = always, progress: Progress = unwatched
) -> Apart:
    """Read a chat export whose bytes are at hand, as ``read_apart`` reads a file; none of them is on any disk.

    ``goes_on`` is asked again and again: where it says no, the process ends, as one does that takes too much.

    Raises:
        BadInput: as ``read_apart``.
    """
    process = _started(STANDARD_INPUT, day_first, stdin=subprocess.PIPE)
    threading.Thread(target=_watch, args=(process, goes_on), daemon=True).start()
    with suppress(BrokenPipeError), cast("IO[bytes]", process.stdin) as given:
        given.write(data)  # the process answers nothing before it has taken all
    return _begun(process, progress)


def _started(file: str, day_first: bool | None, stdin: int | None = None) -> "subprocess.Popen[bytes]":
    answer = "" if day_first is None else "yes" if day_first else "no"
    command = [sys.executable, "-P", "-m", "towpath.importers.apart", file, answer]
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - our own module


def _watch(process: "subprocess.Popen[bytes]", goes_on: GoesOn) -> None:
    while goes_on():
        with suppress(subprocess.TimeoutExpired):
            process.wait(WATCHED_SECONDS)
            return
    process.kill()


def _begun(process: "subprocess.Popen[bytes]", progress: Progress) -> Apart:
    """Take the lines up to the header, or the error; where anything is raised on the way, the process ends."""
    lines, share, first = _lines(process, cast("IO[bytes]", process.stdout)), 0.0, b"{}"
    try:
        for first in lines:
            if first.startswith(b"{"):
                break
            share = float(first)
            progress(share)
        header = _header_of(first)
    except BaseException:
        lines.close()
        raise
    counted = _counted(lines, header.messages, share, progress)
    next(counted)
    return Apart(header=header, lines=counted)


def _header_of(line: bytes) -> Header:
    if line.startswith(_ERROR):
        raise _refusal(line)
    return msgspec.json.decode(line, type=Header)


def _refusal(line: bytes) -> BadInput:
    failed = msgspec.json.decode(line, type=_Failed)
    return BadInput(failed.error, **failed.facts)


def _counted(
    lines: Generator[bytes, None, None], messages: int, share: float, progress: Progress
) -> Generator[bytes, None, None]:
    """Yield nothing, then the lines, and tell how far they are: some of the work was done when they began."""
    with closing(lines):
        yield b""  # once it has begun, to close it ends the process too
        for number, line in enumerate(lines):
            if number % TOLD_MESSAGES == 0:
                progress(share + (1 - share) * min(number / max(messages, 1), 1.0))
            if line.startswith(_ERROR):
                raise _refusal(line)
            yield line
    progress(1.0)


def _lines(process: "subprocess.Popen[bytes]", out: IO[bytes]) -> Generator[bytes, None, None]:
    """Yield the lines; where nobody reads on, the process ends too."""
    try:
        with out:
            yield from out
        if process.wait():
            raise BadInput("chat_too_much")
    finally:
        process.kill()
        process.wait()


def main(file: str, answer: str) -> None:
    """Read a chat and write its lines: what the process of its own does."""
    _limit()
    out = sys.stdout.buffer
    encoder = msgspec.json.Encoder()
    telling = _Telling(out)
    try:
        chat = _opened(file, {"yes": True, "no": False}.get(answer), telling.tell)
        header = _header(chat)
        telling.end()
        out.write(encoder.encode(header) + b"\n")
        for message in chat:
            out.write(encoder.encode(message) + b"\n")
    except BadInput as error:
        facts = {name: fact if isinstance(fact, int) else str(fact) for name, fact in error.facts.items()}
        out.write(encoder.encode(_Failed(error.key, facts)) + b"\n")


class _Telling:
    """Writes which share was read, a few times a second; no more once the header was written."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._next = 0.0

    def tell(self, share: float) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + TOLD_SECONDS
            self._out.write(b"%.4f\n" % share)
            self._out.flush()

    def end(self) -> None:
        self._next = math.inf


def _opened(file: str, day_first: bool | None, progress: Progress) -> ChatReader:
    if file != STANDARD_INPUT:
        return open_chat(file, day_first=day_first, progress=progress)
    data = sys.stdin.buffer.read(MOST_INPUT + 1)
    if len(data) > MOST_INPUT:
        raise BadInput("chat_large", limit=MOST_INPUT >> 20)
    return open_bytes(data, day_first=day_first, progress=progress)


def _header(chat: ChatReader) -> Header:
    summary = chat.summary
    return Header(
        format=chat.format,
        messages=summary.messages,
        unread=summary.unread.count,
        participants=summary.participants,
        first=summary.first,
        last=summary.last,
        ask=chat.ask,
        unread_places=tuple(summary.unread.first),
        notes={name: places.count for name, places in summary.notes.items()},
    )


def _limit() -> None:
    """Bound what this process may use, as far as the system lets it."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (min(most, hard) if hard != resource.RLIM_INFINITY else most, hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
