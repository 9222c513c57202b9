"""The formats of the other apps, each from a small file that is shown in full."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from towpath.errors import BadInput
from towpath.importers import ChatReader, open_bytes, open_chat


def js(value: object) -> bytes:
    """Write JSON as the apps do."""
    return json.dumps(value).encode()


def told(chat: ChatReader) -> list[tuple[str | None, str, str]]:
    """Return author, kind and text of each message."""
    return [(one.author, one.kind, one.text) for one in chat]


TELEGRAM = {
    "name": "Ana",
    "type": "personal_chat",
    "messages": [
        {"id": 1, "type": "service", "date": "2024-12-13T22:05:00", "date_unixtime": "1734123900", "actor": "Bo",
         "action": "phone_call", "text": ""},
        {"id": 2, "type": "message", "date": "2024-12-13T22:06:00", "date_unixtime": "1734123960", "from": "Ana",
         "text": ["see ", {"type": "bold", "text": "this"}, " …"]},
        {"id": 3, "type": "message", "date": "2024-12-13T22:07:00", "date_unixtime": "1734124020", "from": "Bo",
         "edited": "2024-12-13T22:08:00", "text": "later"},
        {"id": 4, "type": "message", "date": "2024-12-13T22:09:00", "from": "Bo", "photo": "photos/a.jpg", "text": ""},
        {"id": 5, "type": "service", "date": "2024-12-13T22:10:00", "actor": "Ana", "action": "pin_message"},
        {"id": 6, "type": "message", "text": "no date"},
    ],
}  # fmt: skip


def test_telegram_joins_the_parts_of_a_text_and_tells_calls_from_service_lines() -> None:
    """A text in parts is one text; a call is a call, and what has no date is counted as unread."""
    chat = open_bytes(js(TELEGRAM))
    assert told(chat) == [
        ("Bo", "call", "phone_call"),
        ("Ana", "text", "see this …"),
        ("Bo", "edited", "later"),
        ("Bo", "media", ""),
        ("Ana", "system", "pin_message"),
    ]
    assert (chat.format, chat.unread.count, chat.unread.first) == ("telegram", 1, ["messages[5]"])


def test_telegram_knows_the_clock_of_the_phone() -> None:
    """The two times of a message differ by the offset of the phone's clock, and the moment has both."""
    first = next(iter(open_bytes(js(TELEGRAM))))
    assert first.at == datetime(2024, 12, 13, 21, 5, tzinfo=UTC)
    assert first.at.utcoffset() == timedelta(hours=1)


def test_telegram_of_all_chats_is_read_in_the_order_of_the_file() -> None:
    """An export of everything holds chats in a list; that they are several is told."""
    chat = open_bytes(js({"about": "x", "chats": {"about": "y", "list": [TELEGRAM, TELEGRAM]}}))
    assert (chat.messages, [one.n for one in chat]) == (10, list(range(1, 11)))
    assert chat.notes["several_threads"].count == 2
    assert "several_threads" not in open_bytes(js(TELEGRAM)).notes


def in_telegram(*messages: dict[str, object]) -> ChatReader:
    """Read messages as one chat of Telegram."""
    date = {"date": "2024-12-13T22:06:00", "date_unixtime": "1734123960"}
    return open_bytes(js({"messages": [{"type": "message", **date, **message} for message in messages]}))


def test_telegram_tells_two_people_of_one_name_apart() -> None:
    """A name is not a person: who came first keeps it, another is shown with the number; so is who has no name."""
    chat = in_telegram(
        {"from": "Ana", "from_id": "user1", "text": "a"},
        {"from": "Ana", "from_id": "user2", "text": "b"},
        {"from": "Ana", "from_id": "user1", "text": "c"},
        {"from": None, "from_id": "user3", "text": "d"},
    )
    assert [(one.author, one.text) for one in chat] == [
        ("Ana", "a"), ("Ana (user2)", "b"), ("Ana", "c"), ("user3", "d"),
    ]  # fmt: skip


def test_telegram_tells_what_is_passed_on_and_what_has_no_words() -> None:
    """Another's words are told; a place, a poll or a file that was not exported is no empty text."""
    chat = in_telegram(
        {"from": "Ana", "text": "his words", "forwarded_from": "Bo"},
        {"from": "Ana", "text": "", "location_information": {"latitude": 1.5, "longitude": 2}},
        {"from": "Ana", "text": "", "poll": {"question": "tea?", "answers": []}},
        {
            "from": "Ana",
            "text": "",
            "media_type": "voice_message",
            "file": "(File not included. Change data exporting …)",
        },
        {"from": "Ana", "text": "x", "file": "(File exceeds maximum size. …)", "file_name": "a.pdf"},
        {"actor": "Ana", "type": "service", "information_text": "hello"},
    )
    assert [(one.kind, one.text, one.attachments) for one in chat] == [
        ("text", "his words", ()),
        ("media", "", ()),
        ("media", "tea?", ()),
        ("media", "", ()),
        ("media", "x", ("a.pdf",)),
        ("system", "hello", ()),
    ]
    assert chat.notes["forwarded"].first == ["messages[0]"]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 64, 1 << 18])
def test_telegram_writes_control_characters_that_json_does_not_know(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are put right, however the file comes in pieces, and an escaped backslash before an x stays one."""
    monkeypatch.setattr("towpath.importers.source.PIECE_BYTES", size)
    monkeypatch.setattr("towpath.importers.recognise.SEEN", 20)
    text = rb"a\x0Bb \\x41 \\\x1f \n \\\\x07"
    chat = open_bytes(b'{"messages": [{"from_id": "1", "date_unixtime": "1734123900", "text": "' + text + b'"}]}')
    (found,) = chat
    assert found.text == "a\x0bb \\x41 \\\x1f \n \\\\x07"


def test_messenger_undoes_letters_that_were_bytes_only_where_they_round_trip() -> None:
    """UTF-8 written as single letters is put right; a text that was right is left as it is."""
    chat = open_bytes(
        js({
            "participants": [{"name": "Ana"}, {"name": "Bo"}],
            "messages": [
                {"sender_name": "Zo\u00c3\u00ab", "timestamp_ms": 1734123960000, "content": "\u00f0\u009f\u0099\u0082"},
                {"sender_name": "Bo", "timestamp_ms": 1734123900000, "content": "caf\u00e9 \u2026"},
                {"sender_name": "Bo", "timestamp_ms": 1734123840000, "photos": [{"uri": "photos/1.jpg"}]},
                {"sender_name": "Bo", "timestamp_ms": 1734123830000, "call_duration": 0, "content": "Bo called"},
                {"sender_name": "Bo", "timestamp_ms": 1734123820000, "is_unsent": True},
                {"sender_name": "Bo", "content": "no time"},
            ],
        })
    )  # fmt: skip
    assert told(chat) == [
        ("Zoë", "text", "🙂"),
        ("Bo", "text", "café …"),
        ("Bo", "media", ""),
        ("Bo", "call", "Bo called"),
        ("Bo", "deleted", ""),
    ]
    assert (chat.first, chat.last) == (
        datetime(2024, 12, 13, 21, 3, 40, tzinfo=UTC),
        datetime(2024, 12, 13, 21, 6, tzinfo=UTC),
    )
    assert (chat.unread.count, "time_disorder" in chat.notes) == (1, False)


def test_messenger_of_encrypted_chats_has_other_names() -> None:
    """The archive of end-to-end encrypted chats names its fields in another way."""
    chat = open_bytes(
        js({
            "participants": ["Ana"],
            "threadName": "Ana_1",
            "messages": [
                {"isUnsent": False, "media": [], "senderName": "Ana", "text": "hi", "timestamp": 1734123900000},
                {"isUnsent": True, "media": [], "senderName": "Ana", "text": "", "timestamp": 1734123960000},
            ],
        })
    )  # fmt: skip
    assert told(chat) == [("Ana", "text", "hi"), ("Ana", "deleted", "")]


def test_the_parts_of_one_messenger_thread_are_one_chat() -> None:
    """Part two comes before part ten, and the messages are counted through."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in (10, 2):
            message = {"sender_name": "Ana", "timestamp_ms": 1734123900000 - part, "content": f"part {part}"}
            archive.writestr(f"inbox/ana/message_{part}.json", js({"messages": [message]}))
    chat = open_bytes(packed.getvalue())
    assert [(one.n, one.text, one.place) for one in chat] == [
        (1, "part 2", "inbox/ana/message_2.json: messages[0]"),
        (2, "part 10", "inbox/ana/message_10.json: messages[0]"),
    ]


def test_several_messenger_threads_are_no_one_chat() -> None:
    """The files of different threads are never put together: nobody is given a conversation with somebody else."""
    message = {"sender_name": "Ana", "timestamp_ms": 1734123900000, "content": "x"}
    for names in (
        ("inbox/ana_1/message_1.json", "inbox/bo_2/message_1.json", "inbox/bo_2/message_2.json"),
        ("Ana_1.json", "Bo_2.json"),
    ):
        with pytest.raises(BadInput, match="chat_several") as refused:
            open_bytes(zipped(**{name: js({"messages": [message]}) for name in names}))
        assert refused.value.facts == {"count": 2}


def test_messenger_tells_what_is_no_text() -> None:
    """Shares, stickers, who came and went, and nameless people are told as they are."""
    time = {"timestamp_ms": 1734123900000}
    chat = open_bytes(
        js({
            "messages": [
                {"sender_name": "Ana", **time, "share": {"link": "https://a.example/x"}},
                {"sender_name": "Ana", **time, "sticker": {"uri": "stickers/1.png"}},
                {"sender_name": "Ana", **time, "type": "Subscribe", "content": "Ana added Bo."},
                {"sender_name": "Ana", **time, "content": "Reacted \u00e2\u009d\u00a4 to your message "},
                {"sender_name": "", **time, "content": "who?"},
                {"sender_name": "Ana", **time, "photos": 5, "content": "odd"},
                {"sender_name": "Ana", **time},
            ],
        })
    )  # fmt: skip
    assert told(chat) == [
        ("Ana", "media", "https://a.example/x"),
        ("Ana", "media", ""),
        ("Ana", "system", "Ana added Bo."),
        ("Ana", "system", "Reacted ❤ to your message "),
        (None, "text", "who?"),
        ("Ana", "text", "odd"),
        ("Ana", "media", ""),
    ]


DISCORD = {
    "guild": {"name": "Direct Messages"},
    "messages": [
        {"id": "1", "type": "Default", "timestamp": "2024-12-13T21:05:00+01:00", "timestampEdited": None,
         "content": "hi", "author": {"name": "ana"}, "attachments": []},
        {"id": "2", "type": "Reply", "timestamp": "2024-12-13T21:06:00+01:00",
         "timestampEdited": "2024-12-13T21:07:00+01:00", "content": "yes", "author": {"name": "bo"}},
        {"id": "3", "type": "Call", "timestamp": "2024-12-13T21:08:00+01:00", "content": "", "author": {"name": "bo"}},
        {"id": "4", "type": "ChannelPinnedMessage", "timestamp": "2024-12-13T21:09:00+01:00", "content": "Pinned.",
         "author": {"name": "bo"}},
        {"id": "5", "type": "Default", "timestamp": "2024-12-13T21:10:00+01:00", "content": "",
         "author": {"name": "ana"}, "attachments": [{"fileName": "a.png"}]},
        "not a message",
    ],
}  # fmt: skip


def test_discord_tells_replies_calls_and_its_own_lines_apart() -> None:
    """Each kind of message is named, with its own offset of the clock."""
    chat = open_bytes(js(DISCORD))
    assert told(chat) == [
        ("ana", "text", "hi"),
        ("bo", "edited", "yes"),
        ("bo", "call", ""),
        ("bo", "system", "Pinned."),
        ("ana", "media", ""),
    ]
    assert chat.first == datetime(2024, 12, 13, 21, 5, tzinfo=timezone(timedelta(hours=1)))
    assert (chat.format, chat.unread.first) == ("discord", ["messages[5]"])


def test_discord_tells_people_apart_and_reads_what_is_passed_on() -> None:
    """Two people of one name are two; words that were passed on are read and told; embeds and stickers are no text."""

    def by(name: str, number: str, **more: object) -> dict[str, object]:
        date = "2024-12-13T21:05:00.1234567+01:00"
        return {"type": "Default", "timestamp": date, "author": {"name": name, "id": number}, "content": "", **more}

    passed_on = {"content": "her words", "attachments": [{"fileName": "a.png"}]}
    chat = open_bytes(
        js({
            "guild": {},
            "messages": [
                by("ana", "1", content="a"),
                by("ana", "2", content="b"),
                by("ana", "1", forwardedMessage=passed_on),
                by("ana", "1", embeds=[{"title": "x"}]),
                by("ana", "1", content="see", embeds=[{"title": "x"}]),
                by("ana", "1", stickers=[{"name": "x"}], attachments="odd"),
            ],
        })
    )  # fmt: skip
    assert told(chat) == [
        ("ana", "text", "a"),
        ("ana (2)", "text", "b"),
        ("ana", "media", "her words"),
        ("ana", "media", ""),
        ("ana", "text", "see"),
        ("ana", "media", ""),
    ]
    assert (chat.notes["forwarded"].first, list(chat)[2].attachments) == (["messages[2]"], ("a.png",))


SMS = b"""<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<smses count="5">
  <sms address="+4917" date="1734123900000" type="1" contact_name="Ana"
    body="See you &#10;at &quot;home&quot; &#55357;&#56898;" />
  <sms address="+4917" date="1734123960000" type="2" body="null" contact_name="Ana" />
  <sms address="+4917" date="1734124020000" type="1" body="&#x1F642;" contact_name="(Unknown)" />
  <mms date="1734124080000" msg_box="1" address="+4917" contact_name="Ana">
    <parts>
      <part seq="-1" ct="application/smil" text="&lt;smil/&gt;" />
      <part seq="0" ct="image/jpeg" name="p.jpg" cl="p.jpg" text="null" data="/9j/" />
      <part seq="1" ct="text/plain" text="look" />
    </parts>
  </mms>
  <sms address="+4917" type="1" body="no date" />
</smses>
"""


def test_text_messages_are_read_with_their_broken_emoji() -> None:
    """Halves of an emoji are put together, line breaks and quotes are kept, and the word null is a text."""
    chat = open_bytes(SMS)
    assert told(chat) == [
        ("Ana", "text", 'See you \nat "home" 🙂'),
        ("me", "text", "null"),
        ("+4917", "text", "🙂"),
        ("Ana", "media", "look"),
    ]
    assert (chat.format, chat.unread.count) == ("sms", 1)


def test_who_sent_a_text_message_is_never_guessed() -> None:
    """A draft was never sent; in a group the number tells; what was sent to another is told to be another chat."""
    group = '<mms date="1734123900000" msg_box="{}" address="+1~+2" contact_name="Ana, Bo" sub="{}">'
    part = '<parts><part ct="text/plain" text="{}"/></parts>'
    chat = open_bytes(
        (
            "<smses>"
            '<sms address="+1" date="1734123900000" type="3" contact_name="Ana" body="a draft"/>'
            '<sms address="+1" date="1734123900000" type="5" contact_name="Ana" body="failed"/>'
            '<sms address="+1" date="1734123900000" type="2" contact_name="Ana" body="sent"/>'
            '<sms address="+2" date="1734123900000" type="2" contact_name="Bo" body="to Bo"/>'
            + group.format("1", "null") + part.format("hi")
            + '<addrs><addr address="+2" type="137"/><addr address="+1" type="151"/></addrs></mms>'
            + group.format("2", "Party") + part.format("come")
            + '<addrs><addr address="insert-address-token" type="137"/></addrs></mms>'
            + '<mms date="1734123900000" msg_box="1" address="+1" contact_name="Ana" sub="NoSubject">'
            + part.format("yes") + '<addrs><addr address="+1" type="137"/></addrs></mms>'
            "</smses>"
        ).encode()
    )  # fmt: skip
    assert told(chat) == [
        ("me", "text", "failed"),
        ("me", "text", "sent"),
        ("me", "text", "to Bo"),
        ("+2", "text", "hi"),
        ("me", "text", "Party\ncome"),
        ("Ana", "text", "yes"),
    ]
    assert (chat.unread.first, chat.notes["several_threads"].count) == (["line 1"], 3)


@pytest.mark.parametrize("size", [1, 9, 1 << 18])
def test_what_no_xml_may_hold_does_not_stop_the_rest(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an emoji alone and characters that XML does not know become U+FFFD; others stay as they are."""
    monkeypatch.setattr("towpath.importers.source.PIECE_BYTES", size)
    monkeypatch.setattr("towpath.importers.recognise.SEEN", 20)
    body = b"a&#55357; &#xDE42;&#x1F;\x0b&#0;&#10;&#9;&#x1F642;&#55357;&#56898;&#99999999;"
    chat = open_bytes(b'<smses><sms address="1" date="1734123900000" type="1" body="' + body + b'"/></smses>')
    (found,) = chat
    assert found.text == "a\ufffd \ufffd\ufffd\ufffd\ufffd\n\t🙂🙂\ufffd"


def test_text_messages_in_pieces_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that comes in pieces of any size reads the same: no emoji is torn apart."""
    whole = told(open_bytes(SMS))
    for size in (1, 7, 31, 64):
        monkeypatch.setattr("towpath.importers.source.PIECE_BYTES", size)
        assert told(open_bytes(SMS)) == whole


IMESSAGE = """Dec 13, 2024  9:05:00 PM (Read by you after 2 minutes)
Ana
See you …
at home

Dec 13, 2024  9:06:00 PM
Me
ok

Dec 13, 2024  9:07:00 PM Ana unsent a message!

Dec 13, 2024  9:08:00 PM
Ana
attachments/12/IMG_1.heic
"""


def test_imessage_as_text_keeps_lines_and_tells_unsent_messages() -> None:
    """A message over several lines is one, and an announcement has no author."""
    chat = open_bytes(IMESSAGE.encode())
    assert told(chat) == [
        ("Ana", "text", "See you …\nat home"),
        ("Me", "text", "ok"),
        (None, "deleted", "Ana unsent a message!"),
        ("Ana", "media", "attachments/12/IMG_1.heic"),
    ]
    assert chat.first == datetime.fromisoformat("2024-12-13T21:05:00")


def test_imessage_as_a_page_reads_bubbles() -> None:
    """A page holds the time, the sender and the words of each message in parts of their own."""
    page = """<html><body>
    <div class="message"><div class="received"><p><span class="timestamp"><a title="x">Dec 13, 2024  9:05:00 PM</a></span>
    <span class="sender">Ana</span></p><div class="message_part"><span class="bubble">one &amp; <br>two</span></div></div></div>
    <div class="announcement"><p><span class="timestamp">Dec 13, 2024  9:06:00 PM</span> Ana named the conversation</p></div>
    </body></html>"""  # noqa: E501 - as such pages are
    chat = open_bytes(page.encode())
    assert (chat.format, told(chat)[0]) == ("imessage", ("Ana", "text", "one & \ntwo"))
    assert told(chat)[1][:2] == (None, "system")


def test_signal_lines_of_json_tell_deleted_messages_and_reactions() -> None:
    """Each line is one message; what is no JSON is counted with its line."""
    lines = [
        json.dumps({"date": "2024-12-13T21:05:00", "sender": "Ana", "body": "hi", "quote": "", "attachments": []}),
        "{broken",
        json.dumps({"date": "2024-12-13T21:06:00", "sender": "Me", "body": "yes\nno", "quote": "> hi"}),
    ]
    chat = open_bytes("\n".join(lines).encode())
    assert [(one.author, one.text) for one in chat] == [("Ana", "hi"), ("Me", "yes\nno")]
    assert (chat.format, chat.unread.first) == ("signal", ["line 2"])


def test_signal_tells_deleted_messages_calls_and_what_nobody_sent() -> None:
    """What the exporter marks or words as deleted or a call is so; its own lines are of nobody; a quote is no text."""

    def by(sender: str, body: str, **more: object) -> bytes:
        return js({"date": "2024-12-13T21:05:00", "sender": sender, "body": body, **more})

    chat = open_bytes(
        b"\n".join(
            [
                by("Ana", "", deleted=True),
                by("Me", "Outgoing voice call (accepted, 3m 2s)  ", call=True),
                by("Ana", "Missed video call  "),
                by("Ana", "Missed video call, sorry  "),
                by("No-Sender", ""),
                by("Me", "yes  ", quote="\n\n> sure?\n\n", reactions=[["Ana", "x"]]),
                by("Me", "", sticker={"emoji": "x"}),
                by("Me", "", attachments=[{"name": "a.jpg", "path": "media/a.jpg"}]),
                rb'{"date": "2024-12-13T21:05:00", "sender": "Ana", "body": "half \ud83d"}',
            ]
        )
    )
    assert told(chat) == [
        ("Ana", "deleted", ""),
        ("Me", "call", "Outgoing voice call (accepted, 3m 2s)  "),
        ("Ana", "call", "Missed video call  "),
        ("Ana", "text", "Missed video call, sorry  "),
        (None, "system", ""),
        ("Me", "text", "yes  "),
        ("Me", "media", ""),
        ("Me", "media", ""),
        ("Ana", "text", "half \ufffd"),
    ]


def test_signal_as_markdown_tells_files_calls_and_deleted_messages() -> None:
    """A text of the exporter has files as links and deleted messages as a remark; a quote stays where it stands."""
    chat = open_bytes(
        b"[2024-12-13 21:05:00] Ana: hi  \n\n"
        b"[2024-12-13 21:06:00] Me: \n\n> hi\n\nyou: too  \n\n"
        b"[2024-12-13 21:07:00] Ana: look  ![a.jpg](./media/2024_a.jpg)  [b.pdf](./media/b.pdf)  \n\n"
        b"[2024-12-13 21:08:00] Ana: (This message was deleted)\n\n"
        b"[2024-12-13 21:09:00] Me: Incoming call  \n\n"
        b"[2024-12-13 21:10:00] No-Sender:   \n\n"
    )
    assert told(chat) == [
        ("Ana", "text", "hi  \n"),
        ("Me", "text", "\n\n> hi\n\nyou: too  \n"),
        ("Ana", "media", "look  ![a.jpg](./media/2024_a.jpg)  [b.pdf](./media/b.pdf)  \n"),
        ("Ana", "deleted", "(This message was deleted)\n"),
        ("Me", "call", "Incoming call  \n"),
        (None, "system", "  \n"),
    ]
    assert (chat.format, list(chat)[2].attachments) == ("signal", ("media/2024_a.jpg", "media/b.pdf"))


def test_a_layout_of_whatsapp_that_looks_like_signal_is_told_by_its_marks() -> None:
    """WhatsApp of an iPhone in some countries has the same header, and marks that Signal never writes."""
    chat = open_bytes(
        "[2024-12-13 21:05:07] Ana: \u200eMessages and calls are end-to-end encrypted.\r\n"
        "[2024-12-13 21:06:00] Ana: hi\r\n".encode()
    )
    assert (chat.format, told(chat)[1]) == ("whatsapp", ("Ana", "text", "hi"))


def test_signal_as_text_is_told_from_whatsapp() -> None:
    """Older exports of Signal have the year first in brackets."""
    chat = open_bytes(b"[2024-12-13, 21:05] Ana: hi\n[2024-12-13, 21:06] Me: yes\n")
    assert (chat.format, told(chat)) == ("signal", [("Ana", "text", "hi"), ("Me", "text", "yes")])


def zipped(**files: bytes) -> bytes:
    """Pack files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_a_chat_beside_its_photos_is_found_in_the_archive() -> None:
    """An archive with one chat and its files is that chat."""
    chat = open_bytes(zipped(**{"WhatsApp Chat.txt": b"13/12/2024, 21:00 - Ana: hi\n", "IMG.jpg": b"\xff\xd8"}))
    assert [(one.text, one.place) for one in chat] == [("hi", "WhatsApp Chat.txt: line 1")]


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    """A chat is recognised by what is in it."""
    (tmp_path / "photo.jpg").write_bytes(js(TELEGRAM))
    assert open_chat(tmp_path / "photo.jpg").format == "telegram"


def test_a_folder_with_one_chat_is_that_chat(tmp_path: Path) -> None:
    """A folder works as an archive does."""
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "chat.txt").write_bytes(b"13/12/2024, 21:00 - Ana: hi\n")
    assert open_chat(tmp_path).messages == 1


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (zipped(a=b""), "chat_unknown"),
        (zipped(**{"a.txt": b"13/12/2024, 21:00 - A: x\n", "b.txt": b"13/12/2024, 21:00 - B: x\n"}), "chat_several"),
        (zipped(**{"bomb.txt": bytes(50_000_000)}), "chat_archive"),
        (zipped(**{"a.txt": b"13/12/2024, 21:00 - A: x\n"})[:-10], "chat_archive"),
        (b'{"messages": [{"date_unixtime": "1", "text": "a"}', "chat_not_json"),
        (b'{"messages": ' + b"[" * 5_000, "chat_not_json"),
        (b'{"from_id": 1, "chats": {"list": ' + b"[" * 5_000 + b"]" * 5_000 + b"}}", "chat_not_json"),
        (b'<smses><sms date="1" body="a"></smses>', "chat_not_xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><smses><sms date="1" body="&b;"/></smses>', "chat_entities"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><smses>&b;</smses>', "chat_entities"),
        (b"13/12/2024, 21:00 - Ana: " + b"x\n" * (3 << 20), "chat_too_long"),
    ],
    ids=["no chat", "two chats", "bomb", "cut archive", "cut JSON", "deep", "deep in a list", "cut XML", "entity",
         "entity from outside", "endless"],
)  # fmt: skip
def test_a_file_made_to_harm_or_broken_is_refused_with_its_reason(data: bytes, key: str) -> None:
    """Nothing half-read is given out as a chat, and the refusal says why."""
    with pytest.raises(BadInput) as refused:
        _ = open_bytes(data).summary
    assert refused.value.key == key


def test_a_name_that_climbs_out_of_an_archive_is_only_a_name(tmp_path: Path) -> None:
    """Nothing is unpacked to the disk, whatever an archive calls its files."""
    file = tmp_path / "in" / "chat.zip"
    file.parent.mkdir()
    file.write_bytes(zipped(**{"../../up.txt": b"13/12/2024, 21:00 - Ana: hi\n"}))
    assert open_chat(file).messages == 1
    assert [each.name for each in tmp_path.rglob("*")] == ["in", "chat.zip"]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A wrong name has its own sentence."""
    with pytest.raises(BadInput) as refused:
        open_chat(tmp_path / "none.txt")
    assert refused.value.key == "no_such_file"


def test_half_a_character_in_json_is_no_crash() -> None:
    """A lone half of a character, which no text may hold, does not stop the rest."""
    chat = open_bytes(
        rb'{"messages": [{"date_unixtime": "1734123900", "from": "A", "from_id": "1", "text": "a\ud83d"}]}'
    )
    (found,) = chat
    assert found.text.encode("utf-8") == "a\ufffd".encode()
