"""Text of no known layout: each line is a message, with what stands before a colon as its author."""

from collections.abc import Iterable, Iterator

from towpath.importers.message import Message, Places
from towpath.importers.signal import lines

LONGEST_NAME = 40


def messages(pieces: Iterable[str], unread: Places) -> Iterator[Message]:  # noqa: ARG001 - every line can be read
    """Yield the lines that are not blank; no line has a time."""
    number = 0
    for at, line in enumerate(lines(pieces), 1):
        text = line.removesuffix("\r")
        if not text.strip():
            continue
        number += 1
        name, colon, said = text.partition(": ")
        known = bool(colon) and len(name) <= LONGEST_NAME
        yield Message(number, None, name if known else None, said if known else text, "text", f"line {at}")
