"""The speed and memory of reading a WhatsApp chat, beside other readers of chats where these are installed.

Repeat: .venv/bin/python -m benchmarks.chats [MESSAGES] (whatstk and chat-miner are no dependency of this project; in an
environment that has them, and this project, they read the same file in the same run).

An invented chat of two people, with messages of 1 to 20 words, every fifteenth over two lines. Each reader runs in a
process of its own, takes its turn three times, and the quickest counts: processor seconds, and the most memory it used.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

WORDS = (
    "the", "of", "and", "to", "I", "was", "they", "said", "that", "it", "we", "home", "again", "door", "quiet", "later",
    "evening", "dinner", "phone", "café", "kitchen", "car", "friend", "work", "tired", "sorry", "🙂", "1/2", "so: yes",
)  # fmt: skip
READERS = ("towpath", "towpath_counts", "towpath_passages", "whatstk", "chat_miner")
TURNS = 3


def write(path: Path, messages: int) -> None:
    """Write an invented chat, always the same."""
    chance = random.Random(8)  # noqa: S311 - an invented chat, the same each time
    at = datetime.fromisoformat("2022-01-01T08:00")
    with path.open("w", encoding="utf-8") as file:
        for number in range(messages):
            at += timedelta(minutes=chance.expovariate(1 / 10))
            words = " ".join(chance.choices(WORDS, k=chance.randint(1, 20))) + "\nand so on" * (number % 15 == 0)
            file.write(f"{at:%d/%m/%Y, %H:%M} - {chance.choice(['Anna Lee', 'Ben'])}: {words}\n")


def read(reader: str, path: str) -> int:
    """Read the chat with one reader and return how many messages it found."""
    if reader.startswith("towpath"):
        from towpath.importers import open_chat
        from towpath.importers.counts import exchange

        chat = open_chat(path)
        if reader == "towpath_counts":
            return sum(each.messages for each in exchange(chat).people.values())
        if reader == "towpath_passages":
            from towpath.usecases.passages import of_message

            return sum(1 for message in chat if of_message(message, "en") is not None)
        return sum(1 for _ in chat)
    if reader == "whatstk":
        from whatstk import WhatsAppChat  # type: ignore[import-not-found] # no dependency of ours

        return len(WhatsAppChat.from_source(path, hformat="%d/%m/%Y, %H:%M - %name:").df)
    from chatminer.chatparsers import WhatsAppParser  # type: ignore[import-not-found] # no dependency of ours

    parser = WhatsAppParser(path)
    parser.parse_file()
    return len(parser.parsed_messages.get_df())


def once(reader: str, path: str) -> str:
    """Read once in this process and return messages, processor seconds and MiB."""
    before = time.process_time()
    found = read(reader, path)
    seconds = time.process_time() - before
    return f"{found} {seconds} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}"


def main(messages: int) -> None:
    """Let the readers take turns on one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chat.txt"
        write(path, messages)
        print(f"{messages:,} messages, {path.stat().st_size / 1e6:.1f} MB")
        best: dict[str, tuple[int, float, float]] = {}
        for _ in range(TURNS):
            for reader in READERS:
                command = [sys.executable, "-m", "benchmarks.chats", reader, str(path)]
                done = subprocess.run(command, capture_output=True, check=False, text=True)
                if done.returncode == 0:
                    count, spent, most = done.stdout.split()[-3:]
                    now = (int(count), float(spent), float(most))
                    best[reader] = min(now, best.get(reader, now), key=lambda each: each[1])
        for reader, (found, seconds, memory) in best.items():
            ratio = seconds / best["towpath"][1]
            print(f"{reader:15} {found:9,} messages {found / seconds:9,.0f}/s {ratio:5.1f} times {memory:5.0f} MiB")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(once(sys.argv[1], sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
