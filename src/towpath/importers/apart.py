"""Reads a chat export in a process of its own, with limits: a file that was made to harm harms nothing else.

The process answers with lines of JSON: first what is known of the chat as a whole, then its messages; or one line with
the error. It opens no network, writes no file, and its words go nowhere but to the process that asked.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final, cast

import msgspec

from towpath.errors import BadInput
from towpath.importers.chat import ChatReader
from towpath.importers.recognise import open_bytes, open_chat

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


def read_apart(file: str, *, day_first: bool | None = None) -> Apart:
    """Read a chat export, "-" for standard input, in a process of its own.

    Raises:
        BadInput: as ``open_chat``; or the file needs more memory or time than any chat does (``chat_too_much``). The
            lines raise it too, where this comes up on the way.
    """
    return _begun(_started(file, day_first))


def read_bytes_apart(data: bytes, *, day_first: bool | None = None, goes_on: GoesOn = always) -> Apart:
    """Read a chat export whose bytes are at hand, as ``read_apart`` reads a file; none of them is on any disk.

    ``goes_on`` is asked again and again: where it says no, the process ends, as one does that takes too much.

    Raises:
        BadInput: as ``read_apart``.
    """
    process = _started(STANDARD_INPUT, day_first, stdin=subprocess.PIPE)
    threading.Thread(target=_watch, args=(process, goes_on), daemon=True).start()
    with suppress(BrokenPipeError), cast("IO[bytes]", process.stdin) as given:
        given.write(data)  # the process answers nothing before it has taken all
    return _begun(process)


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


def _begun(process: "subprocess.Popen[bytes]") -> Apart:
    """Take the first line: the header, or the error."""
    lines = _lines(process, cast("IO[bytes]", process.stdout))
    first = next(lines, b"{}")
    try:
        return Apart(header=msgspec.json.decode(first, type=Header), lines=lines)
    except msgspec.DecodeError:
        lines.close()
        failed = msgspec.json.decode(first, type=_Failed)
    raise BadInput(failed.error, **failed.facts)


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
    try:
        chat = _opened(file, {"yes": True, "no": False}.get(answer))
        out.write(encoder.encode(_header(chat)) + b"\n")
        for message in chat:
            out.write(encoder.encode(message) + b"\n")
    except BadInput as error:
        facts = {name: fact if isinstance(fact, int) else str(fact) for name, fact in error.facts.items()}
        out.write(encoder.encode(_Failed(error.key, facts)) + b"\n")


def _opened(file: str, day_first: bool | None) -> ChatReader:
    if file != STANDARD_INPUT:
        return open_chat(file, day_first=day_first)
    data = sys.stdin.buffer.read(MOST_INPUT + 1)
    if len(data) > MOST_INPUT:
        raise BadInput("chat_large", limit=MOST_INPUT >> 20)
    return open_bytes(data, day_first=day_first)


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
