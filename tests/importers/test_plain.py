"""Texts of no known layout: which of them are a chat, and what is read of those."""

import pytest

from towpath.errors import BadInput
from towpath.importers import open_bytes

CHATS = {
    "two lines": ("Ana: hi\nBo: hello\n", [("Ana", "hi"), ("Bo", "hello")]),
    "no line feed at the end": ("Ana: hi\nBo: hello", [("Ana", "hi"), ("Bo", "hello")]),
    "blank lines between": (
        "Ana: hi\n\nBo: yes: no\n\n\nAna: ok\n\n",
        [("Ana", "hi"), ("Bo", "yes: no"), ("Ana", "ok")],
    ),
    "lines below": (
        "Ana: hi\n  there …\n\n- and: so\n\nBo: ok\nAna: well\nBo: yes\n",
        [("Ana", "hi\n  there …\n\n- and: so"), ("Bo", "ok"), ("Ana", "well"), ("Bo", "yes")],
    ),
    "lines below, CRLF": (
        "Ana: hi\r\n\r\n there\r\n\r\nBo: ok\r\nAna: well\r\n",
        [("Ana", "hi\r\n\r\n there"), ("Bo", "ok"), ("Ana", "well")],
    ),
    "an aside": ("Ana: hi\nPS: and so\nBo: ok\nAna: x\n", [("Ana", "hi\nPS: and so"), ("Bo", "ok"), ("Ana", "x")]),
    "a name on a line of its own": (
        "Ana:\nhi\nBo: a\nAna: b\nBo: c\n",
        [("Ana", "\nhi"), ("Bo", "a"), ("Ana", "b"), ("Bo", "c")],
    ),
    "three people": (
        "Ana: a\nBo: b\nCy: c\nBo: d\nAna: e\nCy: f\n",
        [("Ana", "a"), ("Bo", "b"), ("Cy", "c"), ("Bo", "d"), ("Ana", "e"), ("Cy", "f")],
    ),
    "a number of a phone": ("+49 170 1234567: hi\nMe: yes\n", [("+49 170 1234567", "hi"), ("Me", "yes")]),
    "a picture for a name": ("❤️: hi\nMe: 12\nMe: yes\n", [("❤️", "hi"), ("Me", "12"), ("Me", "yes")]),
    "French": ("Ana : salut\nBo\u00a0: oui\n", [("Ana", "salut"), ("Bo", "oui")]),
    "Chinese": ("小明：你好\n小红：在吗\n", [("小明", "你好"), ("小红", "在吗")]),  # noqa: RUF001 - their colon
}  # fmt: skip

OTHERS = {
    "nothing": "\n",
    "one line": "Ana: hi\n",
    "one name": "Ana: hi\nAna: ho\n",
    "an essay": "It was late.\nHe said: no. I left.\n\nThen: nothing.\n",
    "a talk in an essay": "She sat.\nHe said: no.\nThen she left.\nHe said: stay.\nShe said: no.\nSo.\n",
    "a recipe": "Pancakes\n\nServes: 4\nTime: 30 min\n\nIngredients:\n200 g flour\n2 eggs\n\nMethod:\nMix. Fry.\n",
    "a recipe with amounts": "Serves: 4\nFlour: 200 g\nEggs: 2\nMilk: 1 cup\n",
    "a log": "INFO:     Started server process\nINFO:     Waiting for startup.\nERROR:    boom\nINFO:  done\n",
    "a log with times": "2024-01-01 12:00:00 INFO: it begins\n2024-01-01 12:00:01 ERROR: it ends\n",
    "a log of a system": "Dec 13 21:05:00 host kernel: usb found\nDec 13 21:05:01 host sshd[1]: hi\n",
    "CSV": "date,value\n2024-01-01,3\n",
    "CSV with colons": "name: first,value: b\nAna: x,3\nBo: y,4\n",
    "Python": "import os\n\ndef f(x):\n    return x\n\nclass A:\n    y: int = 3\nif x: pass\nelse: pass\n",
    "JavaScript": "switch (x) {\n  case 1: a();\n  default: b();\n}\n",
    "YAML": "name: app\nversion: one\nlicense: MIT\njobs:\n  - a: b\n",
    "an e-mail": "From: Ana <a@example.org>\nTo: Bo\nSubject: hi\nDate: today\n\nDear Bo,\nhi\n\nAna\n",
    "subtitles": "1\n00:00:01,000 --> 00:00:04,000\nANA: Hello\n\n2\n00:00:05,000 --> 00:00:06,000\nBO: Hi\n",
    "addresses": "Name: Ana\nPhone: none\nCity: Rome\n\nName: Bo\nPhone: none\nCity: Oslo\n\nName: Cy\nCity: Bern\n",
    "a table in turn": "dn: a\ncn: b\nsn: c\ndn: d\ncn: e\nsn: f\n",
    "numbers of days": "Mood: 5\nSleep: 7\n\nMood: 4\nSleep: 6\n",
    "days of a week": "Monday: gym\nTuesday: run\nWednesday: rest\n",
    "addresses of the web": "https://a.example/x: y\nhttps://b.example/x: y\nhttps://a.example/x: y\n",
    "times": "21:05: it began\n21:06: it ended\n21:05: again\n",
    "many names": "".join(f"n{number % 120}x: a\n" for number in range(400)),
    "JSON": '{\n "a": "x",\n "b": "y"\n}\n',
    "a page": "<p>Ana: hi</p>\n<p>Bo: hi</p>\n",
    "Markdown": "# Talk\n\n- one: a\n- two: b\n* three: c\n",
    "long names": "And then he said to me: go\nAnd then I said to him: no\nAnd then he said to me: go\n",
    "numbers": "1234567890123 a: x\n1234567890124 a: y\n1234567890123 a: x\n",
}  # fmt: skip


@pytest.mark.parametrize("chat", CHATS)
def test_a_text_in_which_people_speak_is_a_chat(chat: str) -> None:
    """Names are authors, what follows is exact over all its lines, and no time is made up."""
    text, expected = CHATS[chat]
    found = open_bytes(text.encode())
    assert [(one.author, one.text) for one in found] == expected
    assert (found.format, found.first, found.unread.count) == ("plain", None, 0)


@pytest.mark.parametrize("text", OTHERS)
def test_any_other_text_is_refused(text: str) -> None:
    """What only has colons is no chat."""
    with pytest.raises(BadInput, match="chat_unknown"):
        open_bytes(OTHERS[text].encode())


def test_lines_before_the_first_name_are_counted_as_unread() -> None:
    """A title is no message, and it is not dropped in silence; places are those of the file."""
    chat = open_bytes(b"Our talk\n\nin May\nAna: hi\nmore\nBo: ok\nAna: so\nBo: yes\n")
    assert [(one.n, one.author, one.place) for one in chat] == [
        (1, "Ana", "line 4"), (2, "Bo", "line 6"), (3, "Ana", "line 7"), (4, "Bo", "line 8"),
    ]  # fmt: skip
    assert (chat.unread.count, chat.unread.first) == (2, ["line 1", "line 3"])
