"""The files that different versions of an app or a tool write: a small one for each layout, shown in full."""

import pytest

from towpath.importers import open_bytes

AT = "2024-12-13T21:05:00"
UTC = AT + "+00:00"
HERE = "2024-12-13T22:05:00+01:00"

FILES: dict[str, tuple[str, str, str, str]] = {
    "Telegram, today": (
        (
            '{"name": "Ana", "type": "personal_chat", "id": 1, "messages": [{"id": 1, "type": "message", '
            '"date": "2024-12-13T22:05:00", "date_unixtime": "1734123900", "from": "Ana", "from_id": "user1", '
            '"text": "hi", "text_entities": [{"type": "plain", "text": "hi"}]}]}'
        ),
        "telegram",
        "Ana",
        HERE,
    ),
    "Telegram, before 2021": (
        (
            '{"name": "Ana", "type": "personal_chat", "id": 1, "messages": [{"id": 1, "type": "message", '
            '"date": "2024-12-13T21:05:00", "from": "Ana", "from_id": 1, "text": "hi"}]}'
        ),
        "telegram",
        "Ana",
        AT,
    ),
    "Telegram, everything": (
        (
            '{"about": "x", "personal_information": {}, "contacts": {"about": "x", "list": [{"date": "x"}]}, '
            '"chats": {"about": "x", "list": [{"name": "Ana", "messages": [{"date_unixtime": "1734123900", '
            '"from": "Ana", "text": [{"type": "bold", "text": "h"}, "i"]}]}]}, "left_chats": {"list": []}}'
        ),
        "telegram",
        "Ana",
        UTC,
    ),
    "Signal, JSON": (
        (
            '{"date": "2024-12-13T21:05:00", "sender": "Ana", "body": "hi", "quote": "", "sticker": null, '
            '"reactions": [], "attachments": [], "deleted": false, "call": false, "missed": false}\n'
        ),
        "signal",
        "Ana",
        AT,
    ),
    "Signal, JSON with milliseconds": (
        '{"sent_at": 1734123900000, "source": "+49", "body": "hi"}',
        "signal",
        "+49",
        UTC,
    ),
    "Signal, Markdown": ("[2024-12-13 21:05:00] Ana: hi\n", "signal", "Ana", AT),
    "Signal, old text": ("[2024-12-13, 21:05] Ana: hi\n", "signal", "Ana", AT),
    "Messenger": (
        (
            '{"participants": [{"name": "Ana"}], "messages": [{"sender_name": "Ana", "timestamp_ms": 1734123900000, '
            '"content": "hi", "is_geoblocked_for_viewer": false}], "title": "Ana", "is_still_participant": true, '
            '"thread_path": "inbox/ana_1", "magic_words": []}'
        ),
        "messenger",
        "Ana",
        UTC,
    ),
    "Messenger, with types": (
        (
            '{"participants": [{"name": "Ana"}], "messages": [{"sender_name": "Ana", "timestamp_ms": 1734123900000, '
            '"content": "hi", "type": "Generic"}], "thread_type": "Regular", "thread_path": "inbox/Ana_1"}'
        ),
        "messenger",
        "Ana",
        UTC,
    ),
    "Messenger, encrypted": (
        (
            '{"participants": ["Ana", "Bo"], "threadName": "Ana_1", "messages": [{"isUnsent": false, "media": [], '
            '"reactions": [], "senderName": "Ana", "text": "hi", "timestamp": 1734123900000, "type": "text"}]}'
        ),
        "messenger",
        "Ana",
        UTC,
    ),
    "Instagram": (
        '{"messages": [{"sender_name": "Ana", "timestamp_ms": 1734123900000, "content": "hi"}]}',
        "messenger",
        "Ana",
        UTC,
    ),
    "Discord": (
        (
            '{"guild": {"id": "0"}, "channel": {"type": "DirectTextChat"}, "dateRange": {"after": null}, '
            '"exportedAt": "2025-01-01T00:00:00+01:00", "messages": [{"id": "1", "type": "Default", '
            '"timestamp": "2024-12-13T22:05:00+01:00", "timestampEdited": null, "content": "hi", '
            '"author": {"id": "1", "name": "Ana", "discriminator": "0000"}, "attachments": []}], "messageCount": 1}'
        ),
        "discord",
        "Ana",
        HERE,
    ),
    "Discord, with parts of a second": (
        (
            '{"guild": {}, "messages": [{"type": "Reply", "timestamp": "2024-12-13T21:05:00.000+00:00", '
            '"content": "hi", "author": {"name": "Ana"}}]}'
        ),
        "discord",
        "Ana",
        UTC,
    ),
    "SMS": (
        (
            "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created By SMS Backup & Restore-->\n"
            '<smses count="1" backup_set="x" backup_date="1" type="full">\n<sms protocol="0" address="+49" '
            'date="1734123900000" type="1" subject="null" body="hi" toa="null" readable_date="x" contact_name="Ana" />'
            "\n</smses>"
        ),
        "sms",
        "Ana",
        UTC,
    ),
    "SMS, with a style sheet": (
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="sms.xsl"?>\n<smses>'
            '<sms address="+49" date="1734123900000" type="1" body="hi" contact_name="(Unknown)"/></smses>'
        ),
        "sms",
        "+49",
        UTC,
    ),
    "MMS": (
        (
            '<smses><mms date="1734123900000" msg_box="1" address="+49" contact_name="Ana" m_type="132"><parts>'
            '<part seq="-1" ct="application/smil" text="x"/><part seq="0" ct="text/plain" text="hi"/></parts>'
            '<addrs><addr address="+49" type="137"/></addrs></mms></smses>'
        ),
        "sms",
        "Ana",
        UTC,
    ),
    "iMessage, text": ("Dec 13, 2024  9:05:00 PM\nAna\nhi\n\n", "imessage", "Ana", AT),
    "iMessage, text, read": (
        "Dec 13, 2024  9:05:00 PM (Read by you after 2 hours)\nAna\nhi\n\n",
        "imessage",
        "Ana",
        AT,
    ),
    "iMessage, text, narrow space": ("Dec 13, 2024 9:05:00\u202fPM\nAna\nhi\n\n", "imessage", "Ana", AT),
    "iMessage, page": (
        (
            '<html>\n<meta charset="UTF-8">\n<div class="message"><div class="sent iMessage"><p>'
            '<span class="timestamp"><a href="sms://open?message-guid=1">Dec 13, 2024  9:05:00 PM</a></span>\n'
            '<span class="sender">Ana</span></p><hr>'
            '<div class="message_part">\n <span class="bubble">hi</span>\n</div></div></div></html>'
        ),
        "imessage",
        "Ana",
        AT,
    ),
    "iMessage, old page": (
        (
            '<html><div class="message"><div class="received"><p><span class="timestamp">Dec 13, 2024  9:05:00 PM '
            '(Read by you after 5 seconds)</span><span class="sender">Ana</span></p><hr><div class="message_part">'
            '<span class="bubble">hi</span></div></div></div></html>'
        ),
        "imessage",
        "Ana",
        AT,
    ),
}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("version", FILES)
def test_each_version_is_read(version: str, mark: bytes) -> None:
    """One message with its author, time, kind and text, in a file that is recognised by what it holds."""
    text, app, author, at = FILES[version]
    chat = open_bytes(mark + text.encode())
    (found,) = chat
    assert (chat.format, found.author, found.text, found.kind) == (app, author, "hi", "text")
    assert found.at is not None
    assert (found.at.isoformat(), chat.unread.count, chat.notes) == (at, 0, {})
