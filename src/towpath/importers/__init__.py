"""Chat exports, read exactly: every message with its text as it stands in the file, and a count of what is not read."""

from towpath.importers.chat import ChatReader
from towpath.importers.message import Message, Places
from towpath.importers.recognise import open_bytes, open_chat

__all__ = ["ChatReader", "Message", "Places", "open_bytes", "open_chat"]
