"""What keeps the notebook whole: its log with anchors and time stamps, and backups."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.records import Anchor
from towpath.errors import BadInput, TowpathError
from towpath.usecases import backups
from towpath.vault import Checked
from towpath.web.forms.fields import Fault
from towpath.web.pages.opening import secret_of
from towpath.web.visit import Answer, Go, Kept, Show, Visit, said, told

STAMP_LIMIT = 100_000
"""Bytes of an answer of a time-stamping service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Where the log stands, whether it and the records agree, and the time stamps that came back."""

    template: ClassVar[str] = "log.html"
    checked: Checked
    stamps: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPage:
    """Make a backup, or take one in; ``done`` says what came of it."""

    template: ClassVar[str] = "backup.html"
    done: str = ""


def show_log(visit: Visit) -> Answer:
    """Check the log and show where it stands."""
    return Show(page=_log(visit))


def begin_log_anew(visit: Visit) -> Answer:
    """Drop the log and begin another, if it is wanted knowingly."""
    if visit.fields.get("sure") != "yes":
        return Show(page=_log(visit), status=422, faults=told(visit, (Fault("sure", "not_sure"),)))
    visit.notebook.begin_log_anew()
    return Go("log")


def stamp_request(visit: Visit) -> Answer:
    """Send a request for a time stamp, to be carried to a service."""
    _, request = visit.notebook.stamp_request()
    pieces = iter((request,))
    return Kept(pieces=pieces, size=len(request), media_type="application/timestamp-query", save_as="1.tsq")


def keep_stamp(visit: Visit) -> Answer:
    """Keep the answer of a time-stamping service, or say why not."""
    part = next(visit.files, None)
    try:
        if part is None:
            raise BadInput("no_file_chosen")
        answer = bytearray()
        for piece in part.content:
            answer += piece
            if len(answer) > STAMP_LIMIT:
                raise BadInput("stamp_unreadable")
        visit.notebook.keep_stamp(bytes(answer))
    except TowpathError as error:
        return Show(page=_log(visit), status=422, faults=(said(visit, error, "file"),))
    return Go("log")


def show_backup(_visit: Visit) -> Answer:
    """Offer both."""
    return Show(page=BackupPage())


def backup_file(visit: Visit) -> Answer:
    """Send a backup to be saved under a name that tells nothing."""
    made = backups.make(visit.notebook, visit.parts.settings.notebook)
    return Kept(pieces=made.pieces, size=made.size, media_type="application/octet-stream", save_as="notes.bak")


def take_in(visit: Visit) -> Answer:
    """Add from a backup what is missing here, and say what came of it."""
    part = next(visit.files, None)
    try:
        if part is None:
            raise BadInput("no_file_chosen")
        beside = visit.parts.settings.notebook
        done = backups.take_in(visit.notebook, beside, part.content, secret_of(visit, "passphrase"))
    except TowpathError as error:
        name = "passphrase" if error.key == "cannot_open" else "file"
        return Show(page=BackupPage(), status=422, faults=(said(visit, error, name),))
    facts = {name: getattr(done, name) for name in ("added", "there", "deleted", "differing", "damaged")}
    return Show(page=BackupPage(done=visit.parts.pack.message("restored", facts)))


def _log(visit: Visit) -> LogPage:
    stamps = (one.record for one in visit.notebook.records(Anchor))
    kept = sorted((each for each in stamps if isinstance(each, Anchor)), key=lambda each: each.number)
    return LogPage(checked=visit.notebook.check(), stamps=tuple(kept))
