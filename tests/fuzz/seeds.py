"""Make the corpus, always the same: python -m tests.fuzz.seeds"""

import io
import zipfile
from pathlib import Path

from tests.fuzz.targets import KEY
from tests.vault.samples import CHEAP, entry
from tests.vault.vectors.make import FixedChance
from towpath.domain.records import Attachment, CheckIn, Draft, Record, card_of, encode
from towpath.vault import backup, keys, timestamp
from towpath.vault.backup import Front
from towpath.vault.store import Part

FOLDER = Path(__file__).parent / "corpus"
NOW = entry("").written
PARTS = [Part("keys", b"o" * 16, 1, b"w" * 76), Part("contents", b"o" * 16, 1, b"s" * 300, b"c" * 32),
         Part("chunks", b"o" * 16, 0, b"s" * 272), Part("links", bytes(16), 1, b"l" * 140)]  # fmt: skip


def _chats() -> dict[str, bytes]:
    """Return a short chat of each format."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("chat.txt"), "13/12/2024, 21:05 - Ana: hi\n")
    chats = {
        "android": b"13/12/2024, 21:05 - Ana: hi\nthere\n14/12/2024, 21:05 - Bo: <Media omitted>\n",
        "ios": "\u200e[13.12.24, 9:05:07\u202fPM] Ana: \u200eimage omitted\r\n".encode(),
        "telegram": b'{"messages":[{"date":"2024-12-13T21:05:00","from":"A","text":["a",{"text":"b"}]}]}',
        "messenger": b'{"messages":[{"sender_name":"A","timestamp_ms":1734123900000,"content":"\\u00c3\\u00ab"}]}',
        "discord": b'{"guild":{},"messages":[{"timestamp":"2024-12-13T21:05:00","content":"a","author":{"name":"b"}}]}',
        "sms": b'<smses><sms address="1" date="1734123900000" type="1" body="a &#55357;&#56898;"/></smses>',
        "signal": b'{"date":"2024-12-13T21:05:00","sender":"A","body":"hi"}\n',
        "imessage": b"Dec 13, 2024  9:05:00 PM\nAna\nhi\n\n",
        "imessage_page": b'<div class="message"><span class="timestamp">Dec 13, 2024  9:05:00 PM</span></div>',
        "imessage_replies": b"Dec 13, 2024  9:05:00 PM\nAna\nhi\nTapbacks:\n    Loved by Bo\n    "
        b"Dec 13, 2024  9:06:00 PM\n    Bo\n    yes\nmore\n\nDec 13, 2024  9:07:00 PM Bo left.\n\n",
        "imessage_page_replies": b'<div class="message"><span class="timestamp">Dec 13, 2024  9:05:00 PM</span>'
        b'<div class="message_part"><span class="bubble">a</span></div><div class="replies"><div class="message">'
        b'<span class="timestamp">Dec 13, 2024  9:06:00 PM</span><a href="a.png">x</a></div></div></div><![a]>',
        "signal_text": b"[2024-12-13 21:05:00] Ana: hi  ![a](./media/a)\n\n[2024-12-13 21:06:00] No-Sender: \n",
        "sms_group": b'<smses><mms address="1~2" date="1734123900000" msg_box="1" sub="x"><parts><part ct="text/plain" '
        b'text="a&#0;"/></parts><addrs><addr address="2" type="137"/></addrs></mms></smses>',
        "telegram_broken": b'{"messages":[{"date":"2024-12-13T21:05:00","from":"A","from_id":"1","text":"\\x0B"}]}',
        "plain": "Ana: hi\nBo\u00a0: hello\nthere\nAna: so\n\nBo: yes\n".encode(),
        "korean": "24. 12. 13. 오후 9:05 - Ana: hi\n[2024/12/13, 21:05] Bo: x\n".encode(),
        "archive": packed.getvalue(),
    }
    return {f"chat/{name}": data for name, data in chats.items()}


def samples() -> dict[str, bytes]:
    """Return the bytes of each file of the corpus by its path."""
    chance = FixedChance("fuzz")
    header = keys.new_header(chance(16), CHEAP, chance).to_bytes()
    front = Front(head=header, mac=chance(32), keyring=chance(636))
    records: list[Record] = [
        entry("some words"),
        Draft(written=NOW, text="x"),
        CheckIn(written=NOW, day=NOW.date(), answers={}),
        Attachment(written=NOW, name="a.jpg", media_type="image/jpeg", source="", imported=NOW),
    ]
    found = {f"record/{type(each).__name__.lower()}": encode(each) for each in records}
    return (
        found
        | _chats()
        | {
            "record/card": card_of(records[0]).to_bytes(),
            "header/header": header,
            "header/newer": header[:9] + b"\2" + header[10:],
            "stamp/request": timestamp.request(bytes(32), 1),
            "stamp/answer": bytes.fromhex("3005300302010030"),
            "backup_file/whole": b"".join(backup.sealed(front, KEY, PARTS, chance)),
            "backup_file/front": front.to_bytes(),
            "backup_parts/parts": b"".join(backup.packed(PARTS)),
            "backup_parts/one": b"".join(backup.packed(PARTS[:1])),
        }
    )


if __name__ == "__main__":
    for name, data in samples().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
