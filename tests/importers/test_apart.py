"""A chat read in a process of its own, and ``towpath read``, as a script meets it."""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

import pytest

from tests.test_cli import SECONDS, environment, refused, run
from towpath.content import load
from towpath.errors import BadInput
from towpath.importers import apart, open_bytes, open_chat
from towpath.importers.apart import read_apart, read_bytes_apart

CHAT = "13/12/2024, 21:05 - Ana: hé\n\nthere\n13/12/2024, 21:06 - Bo: <Media omitted>\n"
OPEN = "01/02/2024, 21:05 - Ana: hi\n"


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    """Return the file of a short chat."""
    file = tmp_path / "chat.txt"
    file.write_text(CHAT, "utf-8")
    return file


def test_read_writes_the_chat_as_a_whole_and_then_each_message(chat: Path) -> None:
    """The first line is about all of the chat, then there is one line for each message, exact."""
    done = run("read", str(chat))
    header, *messages = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, b"")
    assert header == {
        "format": "whatsapp", "messages": 2, "unread": 0, "participants": ["Ana", "Bo"], "ask": [],
        "first": "2024-12-13T21:05:00", "last": "2024-12-13T21:06:00", "unread_places": [], "notes": {},
    }  # fmt: skip
    assert messages == [
        {"n": 1, "at": "2024-12-13T21:05:00", "author": "Ana", "text": "hé\n\nthere", "kind": "text",
         "place": "line 1", "written": "13/12/2024 21:05", "attachments": []},
        {"n": 2, "at": "2024-12-13T21:06:00", "author": "Bo", "text": "<Media omitted>", "kind": "media",
         "place": "line 4", "written": "13/12/2024 21:06", "attachments": []},
    ]  # fmt: skip


def test_read_takes_standard_input(chat: Path) -> None:
    """A dash is standard input, and the answer is the same."""
    assert run("read", "-", given=CHAT.encode()).stdout == run("read", str(chat)).stdout


def test_read_asks_what_only_the_person_can_tell_and_takes_the_answer() -> None:
    """An open order of day and month is asked in the first line; with the answer the times are there."""
    asked, message = (json.loads(line) for line in run("read", "-", given=OPEN.encode()).stdout.splitlines())
    assert (asked["ask"], asked["first"], message["at"]) == (["day_first"], None, None)
    for answer, at in (("yes", "2024-02-01T21:05:00"), ("no", "2024-01-02T21:05:00")):
        header, _ = run("read", "-", "--day-first", answer, given=OPEN.encode()).stdout.splitlines()
        assert (json.loads(header)["ask"], json.loads(header)["first"]) == ([], at)


def test_read_refuses_what_is_no_chat_with_one_line(tmp_path: Path, chat: Path) -> None:
    """Each refusal is one line that says what is wrong, and nothing is on standard output."""
    refused(run("read", str(tmp_path / "none.txt")), 2, "no such file")
    refused(run("read", "-", given=b"PK\x03\x04broken"), 2, "archive")
    refused(run("read", "-", given=b'{"messages": [{'), 2, "damaged")
    refused(run("read", str(chat), "--me", "Zoe"), 2, "Nobody")
    refused(run("read", str(chat), "--day-first", "maybe"), 2)
    assert run("read", str(chat), "--me", "Bo").returncode == 0


def _at_a_terminal(file: Path, answer: Path, *, stop: bool) -> tuple[int, str]:
    """Read a chat with standard error at a terminal, stop it once the bar moves, and return its end and its words."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "towpath", "read", str(file)]
    words = b""
    with answer.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=theirs, env=environment())
    os.close(theirs)
    with suppress(OSError):  # at the end there is no terminal any more
        while piece := os.read(ours, 1 << 10):
            words += piece
            if stop and b"#" in piece:
                process.send_signal(signal.SIGINT)
                stop = False
    os.close(ours)
    code = process.wait(SECONDS)
    with cast("IO[bytes]", process.stdin) as given, pytest.raises(BrokenPipeError):
        os.write(given.fileno(), b"x")  # the reader had the other end too, and is gone
    return code, words.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminal")
def test_read_shows_at_a_terminal_how_far_it_is(tmp_path: Path) -> None:
    """A bar moves on standard error where that is a terminal, and the answer is the same."""
    file, answer = tmp_path / "chat.txt", tmp_path / "answer"
    file.write_text(CHAT * 20_000, "utf-8")
    code, words = _at_a_terminal(file, answer, stop=False)
    assert (code, "100%" in words, answer.read_bytes().count(b"\n")) == (0, True, 40_001)
    assert words.count("%") > 5
    assert b"%" not in run("read", str(file)).stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminal")
def test_read_stops_when_it_is_told_to(tmp_path: Path) -> None:
    """With Ctrl-C the reader ends too, and one line says that it stopped."""
    file = tmp_path / "chat.txt"
    file.write_text(CHAT * 500_000, "utf-8")
    code, words = _at_a_terminal(file, tmp_path / "answer", stop=True)
    assert (code, words.splitlines()[-1]) == (2, "towpath: Stopped. Nothing was changed.")


def test_every_refusal_has_its_sentence() -> None:
    """Whatever a reader can raise has a sentence in the pack."""
    source = "".join(path.read_text("utf-8") for path in Path(apart.__file__).parent.glob("*.py"))
    keys = {part.partition('"')[0] for part in source.split('BadInput("')[1:]}
    assert len(keys) >= 8
    assert keys <= load().messages.keys()


def test_the_process_of_its_own_answers_as_the_reader_does(chat: Path) -> None:
    """What comes through the other process is what the reader says."""
    found = read_apart(str(chat))
    assert found.header.participants == open_chat(chat).participants
    assert len(list(found.lines)) == found.header.messages


def test_a_reader_that_is_not_read_to_its_end_ends_too(tmp_path: Path) -> None:
    """Who stops reading leaves no process behind."""
    file = tmp_path / "long.txt"
    file.write_text(CHAT * 50_000, "utf-8")
    found = read_apart(str(file))
    next(found.lines)
    found.lines.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_bytes_are_read_as_a_file_is(chat: Path) -> None:
    """The header and the messages are the same; the answer about the day counts too."""
    from_file, from_bytes = read_apart(str(chat)), read_bytes_apart(CHAT.encode())
    assert from_bytes.header == from_file.header
    assert list(from_bytes.lines) == list(from_file.lines)
    header = read_bytes_apart(OPEN.encode(), day_first=False).header
    assert header.first is not None
    assert header.first.month == 1


def test_a_process_that_nobody_waits_for_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the person left, nothing more is read, and no process stays behind."""
    begun: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(*command: Any, **how: Any) -> Any:
        begun.append(start(*command, **how))
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    with pytest.raises(BadInput, match="chat_too_much"):
        read_bytes_apart(CHAT.encode() * 100_000, goes_on=lambda: False)
    assert [process.poll() is not None for process in begun] == [True]


@pytest.mark.parametrize("given", ["a file", "bytes"])
def test_how_far_it_is_is_told_until_all_is_read(given: str, tmp_path: Path) -> None:
    """The share that was read grows while the header is awaited, goes on with the lines, and ends with all of it."""
    file, told = tmp_path / "long.txt", list[float]()
    file.write_text(CHAT * 50_000, "utf-8")
    if given == "bytes":
        found = read_bytes_apart(file.read_bytes(), progress=told.append)
    else:
        found = read_apart(str(file), progress=told.append)
    before = len(told)
    assert 0 < told[0] <= told[-1] < 0.7
    assert sum(1 for _ in found.lines) == found.header.messages == 100_000
    assert len(told) > before + 40
    assert (told[-1], told) == (1.0, sorted(told))


@pytest.mark.parametrize("size", [60, 1 << 18])
def test_the_share_is_that_of_all_readings(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with headers is read once more than any other file; of an archive, what is unpacked counts."""
    monkeypatch.setattr("towpath.importers.source.PIECE_BYTES", size)
    part = json.dumps({"messages": [{"sender_name": "Ana", "timestamp_ms": 1734123900000, "content": "x" * 500}]})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("message_1.json", part)
        archive.writestr("message_2.json", part)
    for data, opened in ((CHAT.encode() * 20, 1 / 3), (part.encode(), 0.0), (packed.getvalue(), 0.0)):
        told = [0.0]
        chat = open_bytes(data, progress=told.append)
        assert told[-1] == pytest.approx(opened, abs=0.1)
        _ = chat.summary
        assert told[-1] == pytest.approx((1 + opened) / 2, abs=0.1)
        assert len(list(chat)) == chat.messages
        assert (told[-1], told) == (1.0, sorted(told))


def test_where_the_one_who_is_told_gives_up_the_process_ends(chat: Path) -> None:
    """Whatever is raised on the way, no process stays behind; nor where no line was read."""

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_apart(str(chat), progress=stop)
    read_apart(str(chat)).lines.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_error_among_the_messages_is_raised_and_no_message(monkeypatch: pytest.MonkeyPatch, chat: Path) -> None:
    """A file that changes while it is read ends the lines with its reason."""
    program = """if True:
        import sys
        from pathlib import Path
        from towpath.importers import apart
        header = apart._header
        def shorter(chat):
            found = header(chat)
            Path(sys.argv[1]).write_text("13/12/2024, 21:05 - Ana: h", "utf-8")
            return found
        apart._header, apart._limit = shorter, lambda: None
        apart.main(*sys.argv[1:])
    """
    start = subprocess.Popen

    def started(command: list[str], **given: Any) -> Any:
        return start([command[0], "-c", program, *command[-2:]], **given)

    monkeypatch.setattr(subprocess, "Popen", started)
    with pytest.raises(BadInput, match="no_such_file"):
        list(read_apart(str(chat)).lines)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_file_that_takes_too_much_is_given_up_with_a_reason(chat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that meets its limit ends, and the person is told that the file was too much.

    The file has one long message: what a few short ones need may be at hand before the limit is set.
    """
    chat.write_text(CHAT + "x" * (1 << 24), "utf-8")
    monkeypatch.setattr(subprocess, "Popen", _short_of_memory(subprocess.Popen))
    with pytest.raises(BadInput) as told:
        list(read_apart(str(chat)).lines)
    assert told.value.key == "chat_too_much"


def _short_of_memory(start: type[subprocess.Popen[bytes]]) -> object:
    """Return a way to start a reader that may use almost no memory."""

    def started(command: list[str], **given: object) -> subprocess.Popen[bytes]:
        program = (
            "import sys; from towpath.importers import apart; apart.MOST_MEMORY = 1 << 20; apart.main(*sys.argv[1:])"
        )
        return start([command[0], "-c", program, *command[-2:]], **given)  # type: ignore[call-overload, no-any-return]

    return started
