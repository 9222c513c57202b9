"""iMessage as imessage-exporter writes it: what somebody wrote, without what the program says beside it."""

import pytest

from towpath.errors import BadInput
from towpath.importers import ChatReader, open_bytes

TEXT = """\
May 17, 2022  5:29:42 PM (Read by you after 1 hour, 49 seconds)
Ana
First

second by me
Tapbacks:
    Loved by Me
    ☕️ by Bo

May 17, 2022  5:30:00 PM
Me
A question
    May 17, 2022  5:31:00 PM
    Ana
    An answer
    Tapbacks:
        Liked by Me
    May 17, 2022  5:31:00 PM
    Ana
    and more
attachments/1/IMG_1.heic

May 17, 2022  5:31:00 PM
Ana
An answer
Tapbacks:
    Liked by Me
This message responded to an earlier message.

May 17, 2022  5:31:00 PM
Ana
and more
This message responded to an earlier message.

May 17, 2022  5:32:00 PM
Me
May 17, 2022  5:32:00 PM I meant five
Edited 15 seconds later: I meant four

May 17, 2022  5:33:00 PM
Ana
They unsent this message part 10 seconds after sending!

May 17, 2022  5:34:00 PM
Ana
This message was deleted from the conversation!
Hello

May 17, 2022  5:35:00 PM Me named the conversation Us (two)

May 17, 2022  5:35:30 PM Ana unsent a message!

Unable to format announcement!

May 17, 2022 12:36:00 AM
Me
Attachment missing!

May 17, 2022 12:37:00 AM
Me
~/Library/Messages/Attachments/a/b.jpeg
Sticker from Me: x.heic
"""
TOLD = [
    ("Ana", "text", "First\n\nsecond by me"),
    ("Me", "media", "A question\nattachments/1/IMG_1.heic"),
    ("Ana", "text", "An answer"),
    ("Ana", "text", "and more"),
    ("Me", "edited", "May 17, 2022  5:32:00 PM I meant five\nEdited 15 seconds later: I meant four"),
    ("Ana", "deleted", "They unsent this message part 10 seconds after sending!"),
    ("Ana", "deleted", "Hello"),
    (None, "system", "Me named the conversation Us (two)"),
    (None, "deleted", "Ana unsent a message!"),
    ("Me", "media", "Attachment missing!"),
    ("Me", "media", "~/Library/Messages/Attachments/a/b.jpeg\nSticker from Me: x.heic"),
]


def told(chat: ChatReader) -> list[tuple[str | None, str, str]]:
    """Return author, kind and text of each message."""
    return [(one.author, one.kind, one.text) for one in chat]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_text_holds_each_message_once_and_nothing_that_its_author_did_not_write(ending: str) -> None:
    """Replies below a message, tapbacks and remarks are left out; edits, unsent and deleted messages are told."""
    chat = open_bytes(TEXT.replace("\n", ending).encode())
    assert told(chat) == TOLD
    assert [one.n for one in chat] == list(range(1, len(TOLD) + 1))
    place = TEXT.split("\n").index("Unable to format announcement!") + 1
    assert (chat.unread.first, chat.participants) == ([f"line {place}"], ("Ana", "Me"))
    assert list(chat)[1].attachments == ("attachments/1/IMG_1.heic",)


OLD = """\
Oct 17, 2021 10:31:49 PM
Ana
A question
Reactions:
Loved by Me

    Oct 17, 2021 10:32:03 PM
    Me
    An answer
over two lines

    Oct 17, 2021 10:33:03 PM
    Me
    more

attachments/1.png

Oct 17, 2021 10:32:03 PM
Me
An answer
over two lines
This message responded to an earlier message.

"""


def test_older_texts_indent_the_first_line_only() -> None:
    """The second line of a reply is not given to who was answered; a file after the replies is; no reply is lost."""
    chat = open_bytes(OLD.encode())
    assert told(chat) == [
        ("Ana", "media", "A question\nattachments/1.png"),
        ("Me", "text", "An answer\nover two lines"),
        ("Me", "text", "more"),
    ]
    assert list(chat)[2].place == "line 12"


def in_page(*parts: str) -> ChatReader:
    """Read a page with these messages."""
    return open_bytes(("<html><body>" + "\n".join(parts) + "</body></html>").encode())


def message(time: str, sender: str, *parts: str) -> str:
    """Return a message as the pages of the exporter have it."""
    return (
        f'<div class="message"><div class="received"><p><span class="timestamp"><a title="Reveal" '
        f'href="sms://open?message-guid=1">May 17, 2022  {time} PM</a> (Read by you after 5 seconds)</span>\n'
        f'<span class="sender">{sender}</span></p><hr>{"".join(parts)}</div></div>'
    )


def part(inner: str) -> str:
    """Return a part of a message."""
    return f'<hr><div class="message_part">\n    {inner}\n    </div>'


def bubble(words: str) -> str:
    """Return words in a bubble."""
    return part(f'<span class="bubble">{words}</span>')


def test_replies_on_a_page_are_messages_of_their_own() -> None:
    """A reply below a message gives it neither words nor a sender; one that is nowhere else comes at the end."""
    below = message("5:31:00", "Me", bubble("yes")), message("5:32:00", "Bo", bubble("no"))
    chat = in_page(
        message(
            "5:30:00", "Ana", bubble("so?"), f'<div class="replies"><div class="reply">{"".join(below)}</div></div>'
        ),
        message("5:31:00", "Me", bubble("yes"), '<span class="reply_context">This message responded.</span>'),
    )
    assert told(chat) == [("Ana", "text", "so?"), ("Me", "text", "yes"), ("Bo", "text", "no")]


def test_all_words_of_a_page_are_read_and_no_remarks() -> None:
    """Bubbles, links, subjects and earlier versions are words; tapbacks, effects and what fetches a file are none."""
    edited = (
        '<div class="edited"><table><tr><td><span class="timestamp"></span></td><td>five</td></tr>'
        '<tr><td><span class="timestamp">Edited 1 second later</span></td><td>four &amp; more</td></tr></table></div>'
    )
    tapbacks = (
        '<div class="tapbacks"><p>Tapbacks:</p><div class="tapback"><img src="s.png"><b>Loved</b> by Me</div></div>'
    )
    link = '<div class="app"><a href="https://a.example/?q=&lt;b&gt;"><div class="name">a.example</div></a></div>'
    gone = '<span class="deleted">This message was deleted from the conversation!</span>'
    chat = in_page(
        message("5:30:00", "Ana", '<p>Subject: <span class="subject">Hi</span></p>', bubble("one  <b>two</b><br>x"),
                bubble("three"), '<span class="expressive">Sent with Echo</span>', tapbacks),
        message("5:31:00", "Me", part(link)),
        message("5:32:00", "Me", part(edited)),
        message("5:33:00", "Ana", part('<img src="attachments/1.png" loading="lazy">'),
                part('<a href="attachments/2.pdf">Click to download 2.pdf (1 KB)</a>'), bubble("look")),
        message("5:34:00", "Ana", part('<span class="unsent"><span>They unsent this message part!</span></span>')),
        message("5:35:00", "Ana", gone, bubble("x")),
        '<div class ="announcement"><p><span class="timestamp">May 17, 2022  5:36:00 PM</span> '
        "You named it <b>Us</b></p></div>",
        '<div class="announcement"><p>Unable to format announcement!</p></div>',
    )  # fmt: skip
    assert told(chat) == [
        ("Ana", "text", "Hi\none  two\nx\nthree"),
        ("Me", "text", "https://a.example/?q=<b>\na.example"),
        ("Me", "edited", "five\nEdited 1 second later\nfour & more"),
        ("Ana", "media", "look"),
        ("Ana", "deleted", "They unsent this message part!"),
        ("Ana", "deleted", "x"),
        (None, "system", "You named it Us"),
    ]
    assert list(chat)[3].attachments == ("attachments/1.png", "attachments/2.pdf")
    assert (chat.unread.count, chat.participants) == (1, ("Ana", "Me"))


def test_a_broken_page_is_read_as_far_as_it_goes() -> None:
    """Declarations that HTML does not know stop nothing, and a message that does not end is counted as unread."""
    chat = in_page(
        "<!DOCTYPE html><![a[ x ]>", message("5:30:00", "Ana", bubble("one")), "<![b>", '<div class="message">'
    )
    assert told(chat) == [("Ana", "text", "one")]
    assert (chat.unread.count, chat.unread.first) == (1, ["line 7"])


def test_a_page_of_parts_without_end_is_refused() -> None:
    """Parts inside each other by the thousand are no message, and take no time."""
    with pytest.raises(BadInput, match="chat_too_long"):
        _ = in_page('<div class="message">' + "<span>x" * 5_000).summary


def said(day: str, who: str, words: str) -> str:
    """Return a message as the text files of the exporter have it."""
    return f"Dec {day}, 2024  9:05:00 PM\n{who}\n{words}\n\n"


def test_a_message_pasted_into_another_is_text() -> None:
    """What lies back in time, before time goes on, is no message of somebody else; it is counted."""
    chat = open_bytes((said("13", "Ana", "you wrote:") + said("11", "Bo", "never") + said("14", "Bo", "no")).encode())
    assert told(chat) == [
        ("Ana", "text", "you wrote:\n\nDec 11, 2024  9:05:00 PM\nBo\nnever"),
        ("Bo", "text", "no"),
    ]
    assert chat.notes["pasted_headers"].first == ["line 5"]


@pytest.mark.parametrize("again", [1, 60])
def test_a_file_that_was_written_twice_is_read_twice(again: int) -> None:
    """The exporter writes to the end of a file that is there: nothing of it is swallowed; time is told to run back."""
    once = said("13", "Ana", "a") + said("14", "Bo", "b") * again
    chat = open_bytes((once + once).encode())
    assert chat.messages == 2 * (again + 1)
    assert "time_disorder" in chat.notes
