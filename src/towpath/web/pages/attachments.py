"""Photos, recordings and documents beside an entry or an incident: add, look at, save elsewhere, delete."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from towpath.domain.records import Entry, Incident, Record
from towpath.errors import BadInput
from towpath.usecases import attaching
from towpath.usecases.attaching import Attached
from towpath.usecases.finding import kind_of
from towpath.web.visit import Answer, Go, Kept, Message, NotThere, Show, Visit, said


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesPage:
    """The files of one record, and the form to add more."""

    template: ClassVar[str] = "files.html"
    owner: str
    record: Record
    kind: str
    files: tuple[Attached, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DropFilePage:
    """One question before a file is gone."""

    template: ClassVar[str] = "drop_file.html"
    attached: Attached


def show(visit: Visit) -> Answer:
    """Show the files of a record."""
    return Show(page=_page(visit))


def add(visit: Visit) -> Answer:
    """Keep the files that were sent, each whole or not at all, and say which could not be kept."""
    page, faults, kept = _page(visit), list[Message](), 0
    for part in visit.files:
        try:
            attaching.attach(visit.notebook, page.owner, part.file or "", part.content, visit.now)
            kept += 1
        except BadInput as error:
            if error.key not in {"attachment_empty", "attachment_kind"}:
                raise  # the rest of the form cannot be read either
            faults.append(_named(part.file or "", said(visit, error, "file")))
    if not kept and not faults:
        faults.append(said(visit, BadInput("no_file_chosen"), "file"))
    if faults:
        return Show(page=_page(visit), status=422, faults=tuple(faults))
    return Go("files", page.owner)


def image(visit: Visit) -> Answer:
    """Send a picture that a page shows."""
    attached = _attached(visit)
    if not attached.drawn:
        raise NotThere
    return Kept(pieces=_begun(visit), size=attached.file.size, media_type=attached.file.media_type)


def download(visit: Visit) -> Answer:
    """Send a file to be saved under a name that tells nothing."""
    attached = _attached(visit)
    return Kept(
        pieces=_begun(visit),
        size=attached.file.size,
        media_type="application/octet-stream",
        save_as=attached.neutral_name,
    )


def ask_delete(visit: Visit) -> Answer:
    """Ask once before a file is deleted."""
    return Show(page=DropFilePage(attached=_attached(visit)))


def delete(visit: Visit) -> Answer:
    """Delete a file; the keys of the notebook change."""
    attached = _attached(visit)
    visit.notebook.delete(attached.id)
    return Go("files", attached.file.of)


def _page(visit: Visit) -> FilesPage:
    """Take the record that the files belong to: an entry or an incident."""
    found = next((one for one in visit.notebook.records(Entry, Incident) if one.id == visit.item), None)
    if found is None:
        raise NotThere
    files = attaching.attached(visit.notebook, found.id)
    return FilesPage(owner=found.id, record=found.record, kind=kind_of(found.record), files=files)


def _attached(visit: Visit) -> Attached:
    attached = attaching.one_attached(visit.notebook, visit.item)
    if attached is None:
        raise NotThere
    return attached


def _begun(visit: Visit) -> Iterator[bytes]:
    """Open the first piece before anything is sent, so that a damaged file is told of on a page."""
    pieces = visit.notebook.bytes_of(visit.item)
    return chain((next(pieces, b""),), pieces)


def _named(name: str, fault: Message) -> Message:
    return Message(name=fault.name, text=f"{name}: {fault.text}" if name else fault.text)
