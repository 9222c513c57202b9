"""The commands. Each imports what it needs when it runs, so that every one of them starts quickly.

Exit codes: 0 done; 1 the thing examined is not in order; 2 wrong use or bad input; 3 the notebook was not opened. An
error is one line on standard error and nothing on standard output.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from towpath import __version__
from towpath.errors import BadInput, CannotOpen, TowpathError

if TYPE_CHECKING:
    from towpath.vault import Notebook, Recovery
    from towpath.vault.restore import Restored

NOTEBOOK = click.option("--notebook", metavar="FILE", help="The notebook; without it, the usual place.")
PASSPHRASE_FD = click.option(
    "--passphrase-fd", type=int, metavar="N", help="Read the passphrase from this file descriptor, to its end."
)
LOCALE = click.option("--locale", type=click.Choice(["en", "es"]), default="en", help="The language of the text.")
PASSPHRASE_LIMIT = 1 << 20
AGREED = "ERASE"
"""What is typed to agree that a notebook is erased: a word that no hand types by habit."""
FILE_LIMIT = 1 << 24
BAR_STEPS = 1000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Answering = Callable[[bytes], str]


class _Commands(click.Group):
    """Turns errors into one line and an exit code; a traceback never reaches a person."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command."""
        try:
            return super().main(*args, **{**kwargs, "standalone_mode": False})
        except TowpathError as error:
            _fail(_sentence(error), error.exit_code)
        except click.ClickException as error:
            _fail(error.format_message(), 2)
        except click.exceptions.Abort:
            _fail(_sentence(BadInput("stopped")), 2)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """End well when nobody reads on (``| head``); click itself would end with 1, which means something else."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """A private notebook for one hard question: work on a relationship, take space, or walk away.

    Without a command it opens the notebook in your browser. Nothing leaves this computer.
    """
    if context.invoked_subcommand is None:
        context.invoke(open_)


@main.command("open")
@NOTEBOOK
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; without it, any free one.")
def open_(notebook: str | None = None, port: int = 0, *, no_browser: bool = False) -> None:
    """Start on this computer and open the browser. Example: towpath open --no-browser"""
    from towpath.bootstrap import serve
    from towpath.hardening import keep_memory_private
    from towpath.settings import Settings

    keep_memory_private()
    settings = Settings.of(notebook, port=port, browser=not no_browser)
    _tell_if_copied(settings.notebook)
    serve(settings)


@main.command()
@click.argument("file")
def assess(file: str) -> None:
    """Answer a situation (JSON) with an assessment; many lines, one answer a line. Example: towpath assess me.json"""
    from datetime import UTC, datetime, timedelta

    from towpath.method import Situation
    from towpath.method import assess as answer

    last_day = (datetime.now(UTC) + timedelta(days=1)).date()  # it is tomorrow already somewhere

    def one(text: bytes) -> str:
        situation = Situation.from_json(text)
        if situation.as_of > last_day:
            raise BadInput("future_date")
        return answer(situation).to_json()

    for line in _answers(_bytes_of(file), one, lines=file.endswith(".jsonl")):
        click.echo(line)


@main.command()
@click.argument("file")
@click.option("--event", metavar="DATE", help="A day to compare with: what changed since then.")
def trend(file: str, event: str | None) -> None:
    """Say whether days got better or worse (CSV: date,value; 0 to 10). Example: towpath trend me.csv"""
    from datetime import UTC, datetime

    from towpath.usecases.trend_file import answer, day_typed, read

    at = None if event is None else day_typed(event)
    answers = read(_text(_bytes_of(file), FILE_LIMIT))
    click.echo(answer(answers, datetime.now(UTC).date(), event=at))


@main.command()
@click.argument("file")
def weigh(file: str) -> None:
    """Weigh a decision sheet (JSON): which path your own answers put first. Example: towpath weigh sheet.json"""
    from towpath.content import load
    from towpath.domain.sheet import Sheet
    from towpath.usecases.weighing import answer

    click.echo(answer(Sheet.from_json(_bytes_of(file).removeprefix(BYTE_ORDER_MARK)), load()))


@main.command()
@click.argument("file")
@click.option("--me", metavar="NAME", help="Which of the people in the chat you are.")
@click.option("--day-first", type=click.Choice(["yes", "no"]), help="Whether the day stands before the month.")
@click.option("--passages", is_flag=True, help="Point at passages that may show a sign.")
@LOCALE
def read(file: str, me: str | None, day_first: str | None, locale: str, *, passages: bool) -> None:
    """Read a chat export: one line of JSON about all of it, then one a message. Example: towpath read chat.txt"""
    import msgspec

    from towpath.importers.apart import read_apart
    from towpath.usecases.passages import with_passages

    with _bar() as told:
        chat = read_apart(file, day_first=None if day_first is None else day_first == "yes", progress=told)
        with closing(chat.lines):
            if me is not None and me not in chat.header.participants:
                raise BadInput("chat_not_me")
            click.echo(msgspec.json.encode(chat.header))
            for line in with_passages(chat.lines, locale) if passages else chat.lines:
                click.echo(line, nl=False)


@contextmanager
def _bar() -> Iterator[Callable[[float], None]]:
    """Show on standard error how far a long task is, where a person looks on and the answer goes elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _share: None
        return
    with click.progressbar(length=BAR_STEPS, file=sys.stderr) as bar:
        yield lambda share: bar.update(int(share * BAR_STEPS) - bar.pos)


@main.command()
@click.argument("file")
@LOCALE
def passages(file: str, locale: str) -> None:
    """Point at passages of a text that may show a sign, JSON lines. Example: towpath passages diary.txt"""
    import msgspec

    from towpath.usecases.passages import in_text

    for passage in in_text(_as_written(_bytes_of(file)), locale):
        click.echo(msgspec.json.encode(passage))


@main.command()
@NOTEBOOK
@PASSPHRASE_FD
def new(notebook: str | None, passphrase_fd: int | None) -> None:
    """Make an empty notebook. Example: towpath new --notebook my.db --passphrase-fd 3 3<words"""
    from towpath.settings import Settings
    from towpath.vault import Notebook

    path = Settings.of(notebook).notebook
    _tell_if_copied(path)
    Notebook.create(path, _passphrase(passphrase_fd, twice=True)).close()


@main.command()
@NOTEBOOK
@PASSPHRASE_FD
def write(notebook: str | None, passphrase_fd: int | None) -> None:
    """Keep one journal entry from standard input and print its id. Example: towpath write <today.txt"""
    from datetime import UTC, datetime

    from towpath.domain.records import Entry
    from towpath.domain.written import TEXT_LIMIT

    text = _text(sys.stdin.buffer.read(), TEXT_LIMIT)
    now = datetime.now(UTC).astimezone()
    with _open(notebook, passphrase_fd) as opened:
        name = opened.add(Entry(written=now, text=text, day=now.date()))
    click.echo(name)


@main.command("import")
@click.argument("file")
@click.option("--day", metavar="DATE", help="The day it is about, if no date stands in it; without it, today.")
@click.option("--order", type=click.Choice(["day", "month"]), default=None, help="What comes first in 03/04/2026.")
@NOTEBOOK
@PASSPHRASE_FD
def import_(file: str, day: str | None, order: str | None, notebook: str | None, passphrase_fd: int | None) -> None:
    """Keep the entries of a dated text or Markdown file, all or none. Example: towpath import diary.md"""
    from datetime import UTC, datetime

    from towpath.usecases import diary_file
    from towpath.usecases.trend_file import day_typed

    now = datetime.now(UTC).astimezone()
    about = None if day is None else day_typed(day)
    orders: dict[str | None, diary_file.Order] = {None: "", "day": "day", "month": "month"}
    found = diary_file.read(_bytes_of(file), now.date(), day=about, order=orders[order])
    with _open(notebook, passphrase_fd) as opened:
        new = diary_file.keep(opened, found.entries, now)
    unread = [{"line": one.line, "reason": one.reason} for one in found.unread]
    click.echo(_json({"entries": len(found.entries), "new": new, "encoding": found.encoding, "unread": unread}))


@main.command("list")
@NOTEBOOK
@PASSPHRASE_FD
def list_(notebook: str | None, passphrase_fd: int | None) -> None:
    """Print the ids and dates of entries as JSON lines. Example: towpath list --passphrase-fd 3 3<words"""
    import msgspec

    from towpath.usecases.journal import oldest_first

    with _open(notebook, passphrase_fd) as opened:
        listed, damaged = opened.listing()
    lines = [{"id": one.id, "date": one.card.day, "written": one.card.written} for one in oldest_first(listed)]
    click.echo(msgspec.json.Encoder().encode_lines(lines), nl=False)
    if damaged:
        _fail(_sentence(BadInput("some_damaged", count=len(damaged))), 1)


@main.command()
@click.argument("target")
@NOTEBOOK
@PASSPHRASE_FD
def backup(target: str, notebook: str | None, passphrase_fd: int | None) -> None:
    """Write the notebook to one encrypted file at a free place.

    \b
    Examples:
      towpath backup /media/stick/notes.bak
      towpath backup --notebook my.db --passphrase-fd 3 notes.bak 3<words
    """
    with _open(notebook, passphrase_fd) as opened:
        opened.backup(target)
        damaged = len(opened.listing()[1])
    if damaged:
        _fail(_words("backup_of_damaged", count=damaged), 1)


@main.command()
@click.argument("source")
@NOTEBOOK
@PASSPHRASE_FD
@click.option(
    "--backup-passphrase-fd",
    type=int,
    metavar="N",
    help="Read the passphrase that the backup was made with, if it differs.",
)
def restore(source: str, notebook: str | None, passphrase_fd: int | None, backup_passphrase_fd: int | None) -> None:
    """Make a notebook of a backup, or add what is missing to the one there.

    Restoring twice adds nothing twice; what you deleted since stays deleted.

    \b
    Examples:
      towpath restore --notebook new.db /media/stick/notes.bak
      towpath restore --passphrase-fd 3 --backup-passphrase-fd 4 notes.bak 3<words 4<older-words
    """
    from towpath.settings import Settings
    from towpath.vault import Notebook

    path, passphrase = Settings.of(notebook).notebook, _secret(passphrase_fd)
    if os.path.lexists(path):
        with Notebook.open(path, passphrase) as opened:
            done = _taken_in(opened, source, passphrase, passphrase_fd, backup_passphrase_fd)
    else:
        done = Notebook.restore(path, source, passphrase)
    click.echo(_words("restored", **asdict(done)))


def _taken_in(
    opened: "Notebook",
    source: str,
    passphrase: "str | Recovery",
    passphrase_fd: int | None,
    backup_passphrase_fd: int | None,
) -> "Restored":
    """Take a backup in with the notebook's own passphrase; where that does not open it, with one that is asked for."""
    if backup_passphrase_fd is None:
        try:
            return opened.take_in(source, passphrase)
        except CannotOpen:
            if passphrase_fd is not None:
                raise
    return opened.take_in(source, _secret(backup_passphrase_fd, prompt="Passphrase of the backup: "))


@main.command()
@NOTEBOOK
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def erase(notebook: str | None, *, yes: bool) -> None:
    """Erase the file and every notebook in it, for good.

    \b
    Examples:
      towpath erase --notebook old.db
      towpath erase --notebook old.db --yes
    """
    from towpath.settings import Settings
    from towpath.vault.erase import erase_file

    path = Settings.of(notebook).notebook
    if not erase_file(path, lambda: yes or _agreed(_words("erase_ask", file=path, word=AGREED))):
        raise BadInput("erase_stopped")
    click.echo(_words("erase_done"))


def _agreed(question: str) -> bool:
    """Ask on standard error, and take nothing but the whole word for a yes."""
    click.echo(question, err=True)
    return sys.stdin.readline().strip() == AGREED


def _open(notebook: str | None, passphrase_fd: int | None) -> "Notebook":
    from towpath.settings import Settings
    from towpath.vault import Notebook

    opened = Notebook.open(Settings.of(notebook).notebook, _secret(passphrase_fd))
    if opened.read_only:
        click.echo(f"towpath: {_words('read_only')}", err=True)
    return opened


def _tell_if_copied(notebook: Path) -> None:
    """Say on standard error, in one line, that a cloud service or a backup seems to copy the notebook's folder."""
    from towpath.usecases.copies import Computer, copied_by

    services = copied_by(notebook, Computer.this())
    if services:
        from towpath.content import load

        click.echo(f"towpath: {load().copied(services)}", err=True)


def _secret(descriptor: int | None, *, prompt: str = "Passphrase: ") -> "str | Recovery":
    """Take a passphrase, or recovery words in its place; for fewer words than those the list is not even read."""
    from towpath.vault.recovery import WORDS

    given = _passphrase(descriptor, prompt=prompt)
    if len(given.replace("-", " ").replace(",", " ").split()) < WORDS:
        return given
    from towpath.content import load
    from towpath.usecases.recovery_words import typed

    return typed(given, load().passphrase_words)


def _passphrase(descriptor: int | None, *, twice: bool = False, prompt: str = "Passphrase: ") -> str:
    """Take the passphrase from a file descriptor, else from the terminal: never from an argument or the environment.

    Every command that opens a notebook comes by here, so this is where the memory is made private, before it matters.
    """
    from towpath.hardening import keep_memory_private

    keep_memory_private()
    if descriptor is not None:
        try:
            with os.fdopen(descriptor, "rb", closefd=descriptor > 2) as source:
                return source.read(PASSPHRASE_LIMIT).decode().removesuffix("\n").removesuffix("\r")
        except (OSError, OverflowError, TypeError, ValueError) as error:  # the last three: no such number can be one
            raise BadInput("passphrase_fd_bad") from error
    return _asked(prompt, twice=twice)


def _asked(prompt: str, *, twice: bool) -> str:
    import getpass
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            given = getpass.getpass(prompt)
            again = getpass.getpass("Again: ") if twice else given
        except (getpass.GetPassWarning, EOFError, OSError) as error:
            raise BadInput("no_terminal") from error
    if given != again:
        raise BadInput("passphrase_differs")
    return given


def _bytes_of(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise BadInput("file_missing") from error


def _as_written(data: bytes) -> str:
    """Return a text as it stands, so that places in it are places in the file."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("file_not_text") from error


def _text(data: bytes, limit: int) -> str:
    text = _as_written(data).replace("\r\n", "\n")
    if not text.strip():
        raise BadInput("text_empty")
    if len(text) > limit:
        raise BadInput("text_long", limit=f"{limit:,}")
    return text


def _answers(data: bytes, one: Answering, *, lines: bool) -> list[str]:
    """Answer one document, or each line where there are several; all are answered before the first is printed."""
    data = data.removeprefix(BYTE_ORDER_MARK)
    numbered = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if not lines and (len(numbered) < 2 or _is_json(data)):
        return [one(data)]
    return list(_line_by_line(numbered, one))


def _is_json(data: bytes) -> bool:
    """Tell whether all of it is one JSON document, be it on one line or on many."""
    import msgspec

    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except msgspec.DecodeError:
        return False
    return True


def _line_by_line(numbered: list[tuple[int, bytes]], one: Answering) -> Iterator[str]:
    for number, line in numbered:
        try:
            yield one(line)
        except BadInput as error:
            raise BadInput("line", number=number, message=_sentence(error)) from error


def _json(value: object) -> str:
    import msgspec

    return msgspec.json.encode(value).decode()


def _sentence(error: TowpathError) -> str:
    return _words(error.key, **error.facts)


def _words(key: str, **facts: object) -> str:
    from towpath.content import load

    return load().message(key, facts)


def _fail(message: str, code: int) -> None:
    click.echo(f"towpath: {message}", err=True)
    sys.exit(code)
