"""Opens a chat export: its format is found in its content, never in its name."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from towpath.errors import BadInput
from towpath.importers import discord, headed, imessage, meta, plain, signal, sms, telegram
from towpath.importers.chat import Chat, ChatReader
from towpath.importers.header import Layout
from towpath.importers.message import Message, Note, Places
from towpath.importers.source import Opened, Text

SEEN: Final = 1 << 16
"""Characters from which a format is recognised."""
MOST_FILES: Final = 100_000
MOST_BYTES: Final = 1 << 32
"""Of one file in an archive, unpacked."""
MOST_TIMES: Final = 400
"""How many times larger than its packed size a file may be; text seldom packs better than 20 times."""

Parser = Callable[[Iterable[str], Places], Iterator[Message]]


def open_chat(path: str | Path, *, day_first: bool | None = None) -> ChatReader:
    """Open a chat export: a file, or an archive that holds one.

    ``day_first`` is the person's answer where the file leaves open whether the day or the month comes first.

    Raises:
        BadInput: there is no such file (``no_such_file``); nothing in it is a chat (``chat_unknown``); an archive has
            several (``chat_several``) or is not to be trusted (``chat_archive``).
    """
    file = Path(path)
    try:
        with file.open("rb") as opened:
            packed = opened.read(4) == b"PK\x03\x04"
    except OSError:
        raise BadInput("no_such_file") from None
    texts = _packed(file) if packed else [("", partial(file.open, "rb"))]
    found = [chat for place, opened in texts if (chat := _chat(place, opened, day_first, known_only=packed))]
    if not found:
        raise BadInput("chat_unknown")
    return ChatReader(_together(found))
