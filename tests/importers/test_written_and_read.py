"""A chat written in a layout is read back exactly, whatever it says."""

import re
from contextlib import suppress
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from towpath.errors import BadInput
from towpath.importers import open_bytes

BEGINNING = datetime.fromisoformat("2024-12-13T08:00")
LAYOUTS = (
    lambda at: f"{at:%d/%m/%Y, %H:%M} - ",
    lambda at: f"[{at:%d.%m.%y, %H:%M:%S}] ",
    lambda at: f"\u200e[{at:%Y/%m/%d %H:%M:%S}] ",
    lambda at: f"{at.month}/{at.day}/{at:%y}, {at.hour % 12 or 12}:{at:%M}\u202f{at:%p} - ",
)
_HEADER = re.compile(r"[\[\u200e\u200f]*\d{1,4}[/.\-]\d", re.MULTILINE)

words = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), max_size=60).filter(
    lambda text: not any(_HEADER.match(line) for line in text.split("\n"))
)
chats = st.lists(
    st.tuples(st.sampled_from(["Ana", "Bo Li", "+49 170 1234", "Zoë 🙂", "m. d'A-B"]), st.integers(0, 3_000), words),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150)
@given(chats, st.sampled_from(range(len(LAYOUTS))))
def test_a_whatsapp_chat_is_read_back_exactly(said: list[tuple[str, int, str]], layout: int) -> None:
    """Who wrote, when, and every character of the text come back, whatever lines, marks or colons it holds."""
    at, written = BEGINNING, []
    for author, minutes, text in said:
        at += timedelta(minutes=minutes)
        written.append((at, author, text))
    data = "".join(f"{LAYOUTS[layout](when)}{who}: {text}\n" for when, who, text in written).encode()
    chat = open_bytes(data, day_first=layout != 3)
    assert [(one.at, one.author, one.text) for one in chat] == written
    assert (chat.messages, chat.unread.count) == (len(written), 0)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Whatever follows a message, it is read; whatever follows the beginning of a format, it is read or refused."""
    chat = open_bytes(b"13/12/2024, 21:00 - Ana: a\n" + data)
    assert chat.messages == sum(1 for _ in chat) >= 1
    for start in (b"", b"PK\x03\x04", b"<smses>", b'{"messages":[', b'{"sender":"a","body":'):
        with suppress(BadInput):
            assert open_bytes(start + data).messages >= 0
