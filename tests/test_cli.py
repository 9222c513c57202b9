"""The commands as a person or a script meets them: real processes, exit codes, one line on standard error."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.sheets import FULL
from tests.web.house import PASSPHRASE
from towpath import __version__
from towpath.cli import main
from towpath.content import load
from towpath.domain.records import CheckIn, Entry
from towpath.domain.written import TEXT_LIMIT
from towpath.errors import CannotWrite
from towpath.method import Assessment, Situation, assess
from towpath.usecases.recovery_words import as_words
from towpath.vault import Notebook, Recovery, sqlite

SECONDS = 60
SITUATION = {"towpath": 1, "as_of": "2026-01-31", "signs": [{"id": "danger.strangled", "how_often": "once"}]}
LINE = json.dumps(SITUATION)
COMMANDS = (
    "open", "assess", "trend", "weigh", "read", "passages", "new", "write", "list", "import", "backup", "restore",
    "erase",
)  # fmt: skip

Done = subprocess.CompletedProcess[bytes]


def environment(**more: str) -> dict[str, str]:
    """Return an environment without any notebook of this machine."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("TOWPATH_")}
    return {**given, "PYTHONUTF8": "1", **more}


def run(*arguments: str, given: bytes = b"", **more: str) -> Done:
    """Run a command to its end."""
    command = [sys.executable, "-m", "towpath", *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, timeout=SECONDS, check=False, env=environment(**more)
    )


def with_passphrase(*arguments: str, passphrase: bytes = PASSPHRASE.encode(), given: bytes = b"") -> Done:
    """Run a command that reads the passphrase from a file descriptor of its own."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(passphrase)
    try:
        command = [sys.executable, "-m", "towpath", *arguments, "--passphrase-fd", str(reading)]
        return subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment(),
            pass_fds=[reading],
        )
    finally:
        os.close(reading)


def refused(done: Done, code: int, *words: str) -> str:
    """Check that a command ended with one line on standard error and nothing else, and return the line."""
    assert done.returncode == code, done
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("towpath: ")
    assert "Traceback" not in line
    assert all(word in line for word in words), line
    return line


def answers(done: Done) -> list[dict[str, object]]:
    """Check that a command succeeded in silence and return its lines."""
    assert (done.returncode, done.stderr) == (0, b""), done
    return [json.loads(line) for line in done.stdout.splitlines()]


# all commands


@pytest.mark.parametrize("arguments", [(), *((command,) for command in COMMANDS)])
def test_help_is_there_for_every_command(arguments: tuple[str, ...]) -> None:
    """Each command explains itself and gives an example."""
    for option in ("--help", "-h"):
        done = run(*arguments, option)
        assert done.returncode == 0
        assert b"Usage: " in done.stdout
        assert not arguments or re.search(r"Examples?: towpath ", " ".join(done.stdout.decode().split()))


def test_the_commands_are_listed() -> None:
    """The overview names every command, and these tests know them all."""
    listed = run("--help").stdout.decode().partition("Commands:\n")[2].splitlines()
    assert sorted(line.split()[0] for line in listed if line.startswith("  ") and line[2] != " ") == sorted(COMMANDS)


def test_the_version_is_told() -> None:
    """One line, the version."""
    done = run("--version")
    assert (done.returncode, done.stdout.decode().strip(), done.stderr) == (0, __version__, b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",), ("--nothing",), ("assess",), ("assess", "a", "b"), ("weigh",), ("open", "--port", "70000"),
        ("open", "--port", "x"),
        ("open", "--notebook"), ("new", "--passphrase", "x"), ("write", "--passphrase-fd", "x"), ("list", "extra"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_and_2(arguments: tuple[str, ...]) -> None:
    """An unknown command or option, a missing or a wrong argument is told in one line."""
    refused(run(*arguments), 2)


def test_a_taken_port_is_one_line_and_2() -> None:
    """Where another program listens, the command says what to do."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("open", "--no-browser", "--port", str(taken.getsockname()[1]))
    refused(done, 2, "Another program is using this port")


# assess


def test_a_situation_is_assessed_from_a_file(tmp_path: Path) -> None:
    """The answer is one line of JSON, the same as from Python."""
    file = tmp_path / "me.json"
    file.write_text(LINE)
    done = run("assess", str(file))
    expected: Assessment = assess(Situation.from_json(LINE))
    assert done.stdout.decode() == expected.to_json() + "\n"
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "text",
    [
        LINE, LINE + "\n", "\n\n" + LINE + "\n\n", "\ufeff" + LINE, LINE + "\r\n", json.dumps(SITUATION, indent=2),
        json.dumps(SITUATION, indent=2).replace("\n", "\r\n"), "\ufeff" + json.dumps(SITUATION, indent=4) + "\n",
        "[\n".join(json.dumps(SITUATION, indent=0).split("[\n")),
    ],
)  # fmt: skip
def test_one_document_is_read_however_it_is_laid_out(text: str) -> None:
    """On one line or many, with a byte order mark, with the line ends of Windows: one document is one answer."""
    (answer,) = answers(run("assess", "-", given=text.encode()))
    assert answer["gate"] == "danger"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\n\n"])
def test_many_lines_are_answered_in_order(ends: str) -> None:
    """One answer a line, in the order of the lines; blank ones are not counted as situations."""
    lines = [json.dumps({"towpath": 1, "as_of": "2026-01-31"}), LINE, json.dumps({"towpath": 1, "as_of": "2026-01-31"})]
    found = answers(run("assess", "-", given=(ends.join(lines) + ends).encode()))
    assert [answer["gate"] for answer in found] == ["cannot_tell", "danger", "cannot_tell"]


def test_a_file_of_lines_with_one_line_is_one_answer(tmp_path: Path) -> None:
    """A ``.jsonl`` file is read line by line, however many there are; without any there is nothing to answer."""
    file = tmp_path / "many.jsonl"
    file.write_text(LINE + "\n")
    assert len(answers(run("assess", str(file)))) == 1
    file.write_text("")
    assert answers(run("assess", str(file))) == []


def test_ten_thousand_lines_are_answered_in_one_process(tmp_path: Path) -> None:
    """Many situations are one run, in order, and quick."""
    file = tmp_path / "many.jsonl"
    lines = [{**SITUATION, "signs": SITUATION["signs"] if number % 3 else []} for number in range(10_000)]
    file.write_text("\n".join(map(json.dumps, lines)))
    gates = [answer["gate"] for answer in answers(run("assess", str(file)))]
    assert gates == ["danger" if number % 3 else "cannot_tell" for number in range(10_000)]


@pytest.mark.parametrize("number", [1, 4, 7])
@pytest.mark.parametrize("bad", ["{", '{"towpath": 2, "as_of": "2026-01-31"}', "nonsense", '{"towpath": 1}', "\u00e9"])
def test_a_bad_line_stops_with_its_number(number: int, bad: str) -> None:
    """The first, a middle or the last line: nothing is answered and the line is named."""
    lines = [LINE] * 7
    lines[number - 1] = bad
    refused(run("assess", "-", given="\n".join(lines).encode()), 2, f"line {number}: ")


def test_blank_lines_count_for_the_number_of_a_bad_one() -> None:
    """The number is that of the line in the file."""
    refused(run("assess", "-", given=f"\n{LINE}\n\n\n{{\n".encode()), 2, "line 5: ")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", ""), (b"\n\n", ""), (b"null", ""), (b"[]", ""), (b"{}", "towpath"), (b"\xff\xfe\x00", ""),
        (b"\x00" * 100, ""),
        (b'{"towpath": 1, "as_of": "2026-01-31", "gender": "x"}', "gender"),
        (b'{"towpath": 1, "as_of": "2026-01-31", "signs": [{"id": "felt.odd", "how_often": "once"}]}', "felt.odd"),
        (b'{"towpath": 1, "as_of": "2026-01-31", "signs": [{"id": "felt.afraid", "how_often": "daily"}]}', "how_often"),
        (b'{"towpath": 1, "as_of": "2026-02-30"}', "as_of"),
        (b'{"towpath": 1, "as_of": "2026-01-31"} {}', ""),
        (b"[" * 100_000, ""),
    ],
)  # fmt: skip
def test_what_is_no_situation_is_one_line_and_2(given: bytes, words: str) -> None:
    """Empty, binary, another shape, an unknown sign or field: one line that names the place."""
    refused(run("assess", "-", given=given), 2, words)


def test_a_situation_of_the_future_is_refused() -> None:
    """A day that has come nowhere yet is bad input; tomorrow is today somewhere."""
    for days, code in ((1, 0), (3, 2)):
        day = datetime.now(UTC).date() + timedelta(days=days)
        done = run("assess", "-", given=json.dumps({**SITUATION, "as_of": day.isoformat()}).encode())
        assert done.returncode == code
    refused(done, 2, "has not come yet")


def test_what_cannot_be_read_is_one_line_and_2(tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name are told alike."""
    for name in (tmp_path / "missing.json", tmp_path, tmp_path / ("x" * 5_000)):
        refused(run("assess", str(name)), 2, "There is no such file")


def test_assessing_needs_no_place_of_its_own(tmp_path: Path) -> None:
    """The command writes nothing, not even in a home that cannot be written."""
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    assert len(answers(run("assess", "-", given=LINE.encode(), HOME=str(home), XDG_DATA_HOME=str(home)))) == 1
    assert list(home.iterdir()) == []


def test_output_that_nobody_reads_ends_the_command_quietly(tmp_path: Path) -> None:
    """When the reader goes away (``| head -1``), there is no traceback and no error."""
    file = tmp_path / "many.jsonl"
    file.write_text((LINE + "\n") * 5_000)
    command = [sys.executable, "-m", "towpath", "assess", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(SECONDS) == 0


def test_ctrl_c_while_waiting_for_input_is_one_line() -> None:
    """Interrupting a command that reads leaves one line and no traceback."""
    command = [sys.executable, "-m", "towpath", "assess", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin is not None
        _wait_until_reading(process)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=SECONDS)
    refused(subprocess.CompletedProcess(command, process.returncode, output, errors.lstrip()), 2, "Stopped")


def _wait_until_reading(process: subprocess.Popen[bytes]) -> None:
    """Fill the pipe: once more than it holds has been taken, the command is reading."""
    import time

    assert process.stdin is not None
    process.stdin.write(b" " * 200_000)
    process.stdin.flush()
    time.sleep(0.2)


# trend


def test_trend_answers_a_file_and_standard_input(tmp_path: Path) -> None:
    """One line of JSON with a trend and a size, and what changed since a day where one is given."""
    table = "date,value\n" + "".join(f"2026-03-{day:02},{day % 3 + 4}\n" for day in range(1, 31))
    file = tmp_path / "me.csv"
    file.write_text(table)
    (found,) = answers(run("trend", str(file)))
    assert list(found) == ["trend", "size"]
    assert answers(run("trend", "-", given=table.encode())) == [found]
    (found,) = answers(run("trend", str(file), "--event", "2026-03-08"))
    assert list(found) == ["trend", "since_event", "size"]


def test_trend_refuses_what_it_cannot_use() -> None:
    """A bad row is named by its line; a bad date, a missing file and no table are refused."""
    refused(run("trend", "-", given=b"date,value\n2026-03-01,11\n"), 2, "line 2:", "0 to 10")
    refused(run("trend", "-", given=b"2026-03-01,5\n"), 2, "date and value")
    refused(run("trend", "-", "--event", "soon", given=b"date,value\n2026-03-01,5\n"), 2, "date")
    refused(run("trend", "nowhere.csv"), 2, "no such file")


# weigh


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_sheet_is_weighed_from_a_file_or_standard_input(tmp_path: Path, mark: str) -> None:
    """The answer is one line of JSON with its figures, what they rest on, and the sentences a person reads."""
    file = tmp_path / "sheet.json"
    file.write_text(mark + json.dumps(FULL), "utf-8")
    done = run("weigh", str(file))
    (answer,) = answers(done)
    assert done.stdout.decode().count("\n") == 1
    assert answer.keys() >= {"towpath", "statement", "first", "ranks", "pairwise", "central", "regret", "flips"}
    assert answer.keys() >= {"influence", "because", "sentences"}
    assert answer["statement"] == "ahead"
    assert run("weigh", "-", given=file.read_bytes()).stdout == done.stdout


def test_a_sheet_with_gaps_is_answered_with_what_is_missing() -> None:
    """Not enough is an answer and no error."""
    (answer,) = answers(run("weigh", "-", given=b'{"towpath": 1, "paths": ["mend", "leave"], "values": []}'))
    assert answer["statement"] == "not_enough"
    assert answer["missing"] == [{"what": "values", "value": None, "path": None, "horizon": None}]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", "decision sheet"), (b"[]", "decision sheet"), (b"\xff", "Unicode"),
        (b'{"towpath": 1, "paths": ["mend"], "values": []}', "2 to 8 paths"),
        (b'{"towpath": 1, "paths": ["mend", "mend"], "values": []}', "paths"),
        (b'{"towpath": 1, "paths": ["mend", "leave"], "values": [], "paths": ["a", "b"]}', "twice"),
        (b'{"towpath": 1, "paths": ["mend", "leave"], "values": [], "scores": {"space": {}}}', "path space"),
        (b'{"towpath": 1, "paths": ["mend", "leave"], "values": [{"id": "money", "points": 200}]}', "money"),
        (b'{"towpath": 1, "paths": ["mend", "leave"], "values": [{"id": "money", "points": 0}]}', "values"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_one_line_and_2(given: bytes, words: str) -> None:
    """Empty, another shape, a name twice or unknown, a number out of range: one line that names the place."""
    refused(run("weigh", "-", given=given), 2, words)


# notebooks


def test_an_entry_goes_in_and_comes_out(tmp_path: Path) -> None:
    """A new notebook, two entries, and a list of both: ids, dates and times, newest first, and no words."""
    path = tmp_path / "folder" / "notes.db"
    made = with_passphrase("new", "--notebook", str(path))
    assert (made.returncode, made.stdout, made.stderr) == (0, b"", b"")
    ids = []
    for text in ("The first evening.", "The second.\r\nTwo lines."):
        written = with_passphrase("write", "--notebook", str(path), given=text.encode())
        assert (written.returncode, written.stderr) == (0, b"")
        ids.append(written.stdout.decode().strip())
    listed = answers(with_passphrase("list", "--notebook", str(path)))
    assert [line["id"] for line in listed] == ids or [line["id"] for line in listed] == ids[::-1]
    assert all(line.keys() == {"id", "date", "written"} for line in listed)
    assert all(datetime.fromisoformat(str(line["written"])).tzinfo for line in listed)
    with Notebook.open(path, PASSPHRASE) as notebook:
        texts = {one.record.text for one in notebook.records() if isinstance(one.record, Entry)}
    assert texts == {"The first evening.", "The second.\nTwo lines."}


def test_a_folder_that_a_service_copies_is_told_in_one_line(tmp_path: Path) -> None:
    """On standard error, when a notebook is made there and when the program starts there; both go on."""
    (tmp_path / ".dropbox.cache").mkdir()
    path = tmp_path / "notes.db"
    made = with_passphrase("new", "--notebook", str(path))
    (line,) = made.stderr.decode().splitlines()
    assert (made.returncode, made.stdout) == (0, b"")
    assert line.startswith("towpath: ")
    assert "copied by Dropbox" in line
    assert path.exists()
    command = [sys.executable, "-m", "towpath", "open", "--no-browser", "--notebook", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"http://127.0.0.1:")
        process.kill()
        assert process.communicate(timeout=SECONDS)[1].decode().splitlines() == [line]


def test_the_list_is_in_order_of_days_and_holds_entries_only(file: Path) -> None:
    """Oldest day first, within a day the one written first; other records are not listed."""
    now = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    with Notebook.open(file, PASSPHRASE) as notebook:
        days = [date(2026, 11, 3), date(2026, 11, 1), date(2026, 11, 2)]
        ids = {
            notebook.add(Entry(written=now + timedelta(hours=hour), text="x", day=day)): day
            for hour, day in enumerate(days)
        }
        notebook.add(CheckIn(written=now, day=date(2026, 11, 1), answers={"energy": 1}))
    listed = answers(with_passphrase("list", "--notebook", str(file)))
    assert [line["date"] for line in listed] == ["2026-11-01", "2026-11-02", "2026-11-03"]
    assert {str(line["id"]): date.fromisoformat(str(line["date"])) for line in listed} == ids


def test_a_notebook_where_nothing_can_be_written_is_listed_and_said(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """On standard error, in one line; what is asked for is answered."""
    with Notebook.open(file, PASSPHRASE) as notebook:
        name = notebook.add(Entry(written=datetime(2026, 11, 20, tzinfo=UTC), text="x", day=date(2026, 11, 3)))
    connect = sqlite._connect

    def to_read_only(path: Path, how: str) -> sqlite3.Connection:
        if "immutable" not in how:
            raise CannotWrite
        return connect(path, how)

    monkeypatch.setattr(sqlite, "_connect", to_read_only)
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode())
    os.close(writing)
    main(["list", "--notebook", str(file), "--passphrase-fd", str(reading)], standalone_mode=False)
    told = capfd.readouterr()
    assert json.loads(told.out)["id"] == name
    assert told.err == f"towpath: {load().message('read_only', {})}\n"


def test_an_empty_notebook_lists_nothing(file: Path) -> None:
    """No entries, no lines, no error."""
    assert answers(with_passphrase("list", "--notebook", str(file))) == []


def test_the_id_is_printed_only_when_the_entry_is_durable(file: Path) -> None:
    """A process killed right after the id was printed has kept the entry."""
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode())
    os.close(writing)
    command = [sys.executable, "-m", "towpath", "write", "--notebook", str(file), "--passphrase-fd", str(reading)]
    unmeasured = {name: value for name, value in environment().items() if not name.startswith("COV")}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=unmeasured, pass_fds=[reading]
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"kept")
        process.stdin.close()
        name = process.stdout.readline().decode().strip()
        process.kill()
    os.close(reading)
    with Notebook.open(file, PASSPHRASE) as notebook:
        assert [one.id for one in notebook.records()] == [name]


@pytest.mark.parametrize("command", ["write", "list"])
def test_wrong_passphrase_no_notebook_and_a_damaged_one_are_one_line_and_3(
    file: Path, tmp_path: Path, command: str
) -> None:
    """One message and one exit code for all three, and nothing changes but that tries are noted."""
    damaged, missing = tmp_path / "damaged.db", tmp_path / "missing.db"
    damaged.write_bytes(file.read_bytes()[:3_000])
    lines = {
        refused(with_passphrase(command, "--notebook", str(path), passphrase=passphrase, given=b"x"), 3)
        for path, passphrase in (
            (file, b"wrong"), (file, b""), (file, b"a\0b"), (file, PASSPHRASE.encode() + b" "),
            (missing, PASSPHRASE.encode()), (damaged, PASSPHRASE.encode()), (tmp_path, PASSPHRASE.encode()),
        )
    }  # fmt: skip
    assert len(lines) == 1
    assert not missing.exists()
    with Notebook.open(file, PASSPHRASE) as notebook:
        assert not notebook.records()
        assert notebook.openings[-1].failed == 4


def test_a_new_notebook_never_takes_the_place_of_a_file(file: Path, tmp_path: Path) -> None:
    """Where there is something already, it is left as it is."""
    other = tmp_path / "letter.txt"
    other.write_text("a letter")
    for path in (file, other):
        before = path.read_bytes()
        refused(with_passphrase("new", "--notebook", str(path)), 2, "already a file with this name")
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [(b"", "No passphrase was given"), (b"\n", "No passphrase was given"), (b"a\0b", "character that cannot be used"),
     (b"x" * 5_000, "longer than can be used"), (b"\xff\xfe", "file descriptor")],
)  # fmt: skip
def test_a_passphrase_that_cannot_be_one_makes_no_notebook(tmp_path: Path, passphrase: bytes, words: str) -> None:
    """Empty, too long, with NUL or not UTF-8: one line that says so."""
    path = tmp_path / "notes.db"
    refused(with_passphrase("new", "--notebook", str(path), passphrase=passphrase), 2, words)
    assert not path.exists()


def with_two_passphrases(*arguments: str, first: bytes, second: bytes) -> Done:
    """Run a command that reads the notebook's passphrase and that of a backup."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(second)
    words = [sys.executable, "-m", "towpath", *arguments, "--passphrase-fd", "0"]
    words += ["--backup-passphrase-fd", str(reading)]
    done = subprocess.run(
        words, input=first, capture_output=True, timeout=SECONDS, check=False, env=environment(), pass_fds=[reading]
    )
    os.close(reading)
    return done


def test_a_notebook_is_backed_up_and_restored(file: Path, tmp_path: Path) -> None:
    """To a new file, and again into both without doubles; a backup says nothing, a restoration what it did."""
    source, made = tmp_path / "kept.bak", tmp_path / "again.db"
    for text in (b"one", b"two"):
        with_passphrase("write", "--notebook", str(file), given=text)
    done = with_passphrase("backup", str(source), "--notebook", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    done = with_passphrase("restore", str(source), "--notebook", str(made))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Restored. Added: 2. Already there: 0.")
    for path in (made, file):
        done = with_passphrase("restore", str(source), "--notebook", str(path))
        assert done.stdout.startswith(b"Restored. Added: 0. Already there: 2.")
    assert len(answers(with_passphrase("list", "--notebook", str(made)))) == 2
    refused(with_passphrase("backup", str(source), "--notebook", str(file)), 2, "already a file with this name")
    refused(with_passphrase("restore", str(file), "--notebook", str(made)), 2, "not a backup")
    refused(with_passphrase("restore", str(source), "--notebook", str(made), passphrase=b"wrong"), 3)
    source.write_bytes(source.read_bytes()[:-1])
    refused(with_passphrase("restore", str(source), "--notebook", str(made)), 2, "damaged, or the end of it")


def test_a_backup_with_an_older_passphrase_is_taken_in(file: Path, tmp_path: Path) -> None:
    """Its passphrase comes from a descriptor of its own; with one passphrase for both it does not open."""
    source = tmp_path / "kept.bak"
    with Notebook.open(file, PASSPHRASE) as notebook:
        notebook.backup(source)
        notebook.change_passphrase(PASSPHRASE, "other words")
    arguments = ("restore", str(source), "--notebook", str(file))
    refused(with_passphrase(*arguments, passphrase=b"other words"), 3)
    done = with_two_passphrases(*arguments, first=b"other words", second=PASSPHRASE.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    refused(with_two_passphrases(*arguments, first=b"other words", second=b"wrong"), 3)


def test_recovery_words_are_taken_where_a_passphrase_is_asked_for(file: Path, tmp_path: Path) -> None:
    """To list, to restore to a new file and into the notebook; in capitals and with hyphens too."""
    secret, source, made = Recovery(bytes(range(16))), tmp_path / "kept.bak", tmp_path / "again.db"
    words = "-".join(as_words(secret, load().passphrase_words)).upper().encode()
    with Notebook.open(file, PASSPHRASE) as notebook:
        notebook.set_recovery(PASSPHRASE, secret)
    for arguments in (["list"], ["backup", str(source)], ["restore", str(source)]):
        done = with_passphrase(*arguments, "--notebook", str(file), passphrase=words)
        assert (done.returncode, done.stderr) == (0, b"")
    done = with_passphrase("restore", str(source), "--notebook", str(made), passphrase=words)
    assert (done.returncode, done.stderr) == (0, b"")
    refused(with_passphrase("list", "--notebook", str(made), passphrase=words[:-1]), 3)


def test_a_backup_of_a_damaged_notebook_is_made_and_told(file: Path, tmp_path: Path) -> None:
    """The file is there, and one line says how much of it is damaged; the exit code is 1."""
    with_passphrase("write", "--notebook", str(file), given=b"one")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE keys SET wrapped = zeroblob(76)")
    done = with_passphrase("backup", str(tmp_path / "kept.bak"), "--notebook", str(file))
    refused(done, 1, "damaged in the backup too: 1")
    assert (tmp_path / "kept.bak").exists()


def test_a_notebook_is_erased_after_a_word_was_typed(file: Path) -> None:
    """What is asked names the file; nothing but the whole word is a yes; what may remain is said."""
    before = file.read_bytes()
    for given in (b"", b"\n", b"y\n", b"yes\n", b"erase\n", b"ERASE it\n"):
        done = run("erase", "--notebook", str(file), given=given)
        asked, stopped = done.stderr.decode().splitlines()
        assert (done.returncode, done.stdout) == (2, b"")
        assert str(file) in asked
        assert stopped == "towpath: Nothing was erased."
        assert file.read_bytes() == before
    done = run("erase", "--notebook", str(file), given=b"ERASE\n")
    assert done.returncode == 0
    assert done.stdout.startswith(b"Erased. Copies may still be in backups")
    assert list(file.parent.iterdir()) == []


def test_a_script_erases_without_being_asked(file: Path) -> None:
    """With --yes nothing is read and nothing is asked; a second time there is nothing to erase."""
    done = run("erase", "--notebook", str(file), "--yes")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not file.exists()
    refused(run("erase", "--notebook", str(file), "--yes"), 2, "no notebook here")


def test_what_is_no_notebook_is_not_erased(tmp_path: Path, file: Path) -> None:
    """Another file, a folder, and a notebook that is open: one line, and all of it stays."""
    letter = tmp_path / "letter.txt"
    letter.write_text("a letter")
    for path in (letter, tmp_path):
        refused(run("erase", "--notebook", str(path), "--yes"), 2, "no notebook here")
    with Notebook.open(file, PASSPHRASE):
        refused(run("erase", "--notebook", str(file), "--yes"), 2, "open in another window")
    assert letter.read_text() == "a letter"
    assert file.exists()


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_the_line_end_after_a_passphrase_does_not_count(file: Path, ending: bytes) -> None:
    """A passphrase from a file made by an editor opens the notebook."""
    assert answers(with_passphrase("list", "--notebook", str(file), passphrase=PASSPHRASE.encode() + ending)) == []


@pytest.mark.parametrize("descriptor", ["99", "-1", "999999999999999999999"])
def test_a_file_descriptor_that_cannot_be_read_is_one_line_and_2(file: Path, descriptor: str) -> None:
    """A number behind which nothing is open is told."""
    done = run("list", "--notebook", str(file), "--passphrase-fd", descriptor)
    refused(done, 2)


def test_a_passphrase_is_never_taken_from_an_argument_or_the_environment(file: Path) -> None:
    """There is no option for it, and variables that look like it are not read; without a terminal it is refused."""
    refused(run("list", "--notebook", str(file), "--passphrase", PASSPHRASE), 2, "--passphrase")
    names = ("TOWPATH_PASSPHRASE", "PASSPHRASE", "TOWPATH_PASSPHRASE_FD")
    command = [sys.executable, "-m", "towpath", "list", "--notebook", str(file)]
    given = environment(**dict.fromkeys(names, PASSPHRASE))
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False, env=given,
        start_new_session=True,
    )  # fmt: skip
    refused(done, 2, "no terminal")


@pytest.mark.parametrize(
    ("given", "words"),
    [(b"", "no text here yet"), (b" \n\t\r\n", "no text here yet"), (b"\xef\xbb\xbf\n", "no text here yet"),
     (b"caf\xe9", "not plain text"), (b"\xff\xfeh\x00i\x00", "not plain text"),
     (b"x" * (TEXT_LIMIT + 1), "100,000 characters")],
)  # fmt: skip
def test_an_entry_that_cannot_be_kept_is_one_line_and_2(file: Path, given: bytes, words: str) -> None:
    """Empty, over-long, or not UTF-8: nothing is kept."""
    refused(with_passphrase("write", "--notebook", str(file), given=given), 2, words)
    assert answers(with_passphrase("list", "--notebook", str(file))) == []


def test_an_entry_of_full_length_is_kept(file: Path) -> None:
    """100,000 characters of any script are one entry."""
    done = with_passphrase("write", "--notebook", str(file), given=("\ufeff" + "\u00e9" * TEXT_LIMIT).encode())
    assert done.returncode == 0
    with Notebook.open(file, PASSPHRASE) as notebook:
        assert [one.record.text for one in notebook.records() if isinstance(one.record, Entry)] == [
            "\u00e9" * TEXT_LIMIT
        ]


@pytest.mark.parametrize("command", ["write", "list"])
def test_a_notebook_that_is_open_elsewhere_is_one_line_and_2(file: Path, command: str) -> None:
    """While one process holds the notebook, another says so and changes nothing."""
    with Notebook.open(file, PASSPHRASE) as held:
        refused(with_passphrase(command, "--notebook", str(file), given=b"x"), 2, "open in another window or program")
        assert held.records() == ()


def test_the_notebook_of_the_environment_is_used(file: Path) -> None:
    """``TOWPATH_NOTEBOOK`` names the notebook where no option does; the option goes before it."""
    before = dict(os.environ)
    os.environ["TOWPATH_NOTEBOOK"] = str(file)
    try:
        from towpath.settings import Settings

        assert Settings.of().notebook == file
        assert Settings.of("other.db").notebook == Path("other.db")
    finally:
        os.environ.clear()
        os.environ.update(before)


def test_a_damaged_entry_is_told_after_the_others(file: Path) -> None:
    """Where the card of one entry does not open, the others are listed; the end is 1 and a line that counts it."""
    import sqlite3
    from contextlib import closing

    now = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    with Notebook.open(file, PASSPHRASE) as notebook:
        ids = [notebook.add(Entry(written=now, text="x", day=now.date())) for _ in range(3)]
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(
            "UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE object = ?", [bytes.fromhex(ids[1])]
        )
    done = with_passphrase("list", "--notebook", str(file))
    assert done.returncode == 1
    assert {json.loads(line)["id"] for line in done.stdout.splitlines()} == {ids[0], ids[2]}
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("towpath: ")
    assert "1" in line


def test_a_diary_is_imported_once(file: Path, tmp_path: Path) -> None:
    """Its entries come in, the second time none is new, and what could not be kept is named by its line."""
    diary = tmp_path / "diary.md"
    diary.write_bytes(b"# 2026-03-04\nIt was quiet.\n\n# 2026-02-30\nNo day.\n\n5 March 2026\nWe talked.\n")
    for new in (2, 0):
        (said,) = answers(with_passphrase("import", str(diary), "--notebook", str(file)))
        unread = [{"line": 4, "reason": "no_such_day"}]
        assert said == {"entries": 2, "new": new, "encoding": "utf-8", "unread": unread}
    assert [one["date"] for one in answers(with_passphrase("list", "--notebook", str(file)))] == [
        "2026-03-04",
        "2026-03-05",
    ]


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (b"\0\x01", (), "not plain text"), (b"", (), "no text"), (b"03/04/2026\nx", (), "which number is the day"),
        (b"x", ("--day", "never"), "date"),
    ],
)  # fmt: skip
def test_a_diary_that_cannot_be_read_keeps_nothing(
    file: Path, data: bytes, options: tuple[str, ...], words: str
) -> None:
    """One line says why, and the notebook is as it was."""
    refused(with_passphrase("import", "-", *options, "--notebook", str(file), given=data), 2, words)
    assert answers(with_passphrase("list", "--notebook", str(file))) == []


def test_what_the_terminal_says_about_the_order_counts(file: Path) -> None:
    """A file without dates is about the day given, and --order tells the day from the month."""
    with_passphrase("import", "-", "--order", "month", "--notebook", str(file), given=b"03/04/2026\nx")
    with_passphrase("import", "-", "--day", "2026-01-02", "--notebook", str(file), given=b"Only words.")
    listed = answers(with_passphrase("list", "--notebook", str(file)))
    assert [one["date"] for one in listed] == ["2026-01-02", "2026-03-04"]


def test_passages_of_a_text_have_their_places() -> None:
    """One line for each passage; places are characters of the whole text, whatever stands before."""
    text = "Ein Tag \u00e4.\r\n\nHe put his hands around my neck. \U0001f600\nShe went through my phone again.\n"
    found: list[Any] = list(answers(run("passages", "-", given=text.encode())))
    assert [(each["sign"], each["strength"]) for each in found] == [
        ("danger.strangled", "plainly_says"),
        ("control.monitors_messages", "may_show"),
    ]
    assert text[found[0]["start"] : found[0]["end"]] == "He put his hands around my neck"
    assert text[found[1]["start"] : found[1]["end"]] == "She went through my phone"
    assert answers(run("passages", "-", "--locale", "es", given="Me revisa el m\u00f3vil.".encode()))
    assert run("passages", "-", given=b"").stdout == b""
    refused(run("passages", "-", given=b"\xff"), 2)


def test_a_chat_is_read_with_the_passages_of_each_message(tmp_path: Path) -> None:
    """Only what somebody wrote is read; every message has its list, mostly empty."""
    file = tmp_path / "chat.txt"
    file.write_text(
        "13/12/2024, 21:05 - Ana: hi\n13/12/2024, 21:06 - Bo: You are so pathetic.\n13/12/2024, 21:07 - Ana: ok\n"
    )
    messages: list[Any] = list(answers(run("read", str(file), "--passages")))[1:]
    assert [[each["sign"] for each in message["passages"]] for message in messages] == [[], ["disrespect.insults"], []]
    assert "passages" not in answers(run("read", str(file)))[1]
