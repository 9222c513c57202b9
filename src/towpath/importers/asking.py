"""Whether a message asks, by its end alone: no word is read, so it holds in any language that writes such marks."""

import re
from typing import Final

from towpath.importers.markers import missed_call
from towpath.importers.message import Message

_MARKS: Final = "?\u061f\uff1f\u037e\u2047\u2048\u2049\u203d\u2753\u2754\u1367\ufe56\ufe16\u2e2e"
"""Question marks: Latin, Arabic, full width, Greek, doubled and joined, as emoji, Ethiopic, small, upright, turned."""
_END: Final = 40
"""Characters at the end of a text that are looked at."""
_ASKS: Final = re.compile(rf"(?:[{_MARKS}]|[\u0370-\u03ff\u1f00-\u1fff]\s?;)\W*\Z")
"""A question mark, or the semicolon behind a Greek letter, with no letter or digit after it."""
_ONLY: Final = re.compile(rf"[{_MARKS}!\s\ufe0e\ufe0f]*\Z")
WRITTEN: Final = frozenset({"text", "edited", "media"})
"""Kinds of messages whose text somebody wrote."""


def asks(message: Message) -> bool:
    """Tell whether a message is a question, or a call that nobody took."""
    if message.kind == "call":
        return missed_call(message.text)
    if message.kind not in WRITTEN or message.text[-1:].isalnum():
        return False
    return is_question(own_words(message))


def is_question(text: str) -> bool:
    """Tell whether a text ends in a question mark."""
    return _ASKS.search(text[-_END:]) is not None


def only_marks(message: Message) -> bool:
    """Tell whether a message that asks is nothing but question marks."""
    return message.kind != "call" and _ONLY.match(own_words(message)) is not None


def own_words(message: Message) -> str:
    """Return the text without the mark that an app puts behind a message that was changed."""
    text = message.text
    return text.rpartition("<")[0] if message.kind == "edited" and text.endswith(">") else text
