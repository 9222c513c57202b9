"""Events: the days from which things may differ, as the person declares them."""

from collections.abc import Iterable

from towpath.domain.records import Event
from towpath.vault import Notebook, Stored


def all_events(stored: Iterable[Stored]) -> list[tuple[str, Event]]:
    """Return all events with their ids, the newest day first."""
    found = [(one.id, one.record) for one in stored if isinstance(one.record, Event)]
    return sorted(found, key=lambda one: (one[1].day, one[1].written, one[0]), reverse=True)


def one_event(notebook: Notebook, name: str) -> Stored | None:
    """Return one event by its id; ``None`` where there is none, or the id is of something else."""
    return next((one for one in notebook.records(Event) if one.id == name), None)
