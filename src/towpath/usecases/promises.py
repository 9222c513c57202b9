"""Promises: the ledger of what was promised, by whom, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal

from towpath.domain.records import Promise
from towpath.vault import Notebook, Stored

State = Literal["too_early", "open", "kept", "partly", "not_kept"]
STATES: Final[tuple[State, ...]] = ("too_early", "open", "kept", "partly", "not_kept")


def ledger(stored: Iterable[Stored]) -> list[tuple[str, Promise]]:
    """Return all promises with their ids, the newest day first."""
    found = [(one.id, one.record) for one in stored if isinstance(one.record, Promise)]
    return sorted(found, key=lambda one: (one[1].day, one[1].written, one[0]), reverse=True)


def state(promise: Promise, today: date) -> State:
    """Return what became of a promise; without an outcome it is too early until its day has come, then open."""
    if promise.outcome:
        return promise.outcome
    return "too_early" if promise.until is not None and promise.until > today else "open"


def counts(promises: Iterable[Promise], today: date) -> Mapping[State, int]:
    """Return how many promises are in each state."""
    found = Counter(state(each, today) for each in promises)
    return {each: found[each] for each in STATES}


def one_promise(notebook: Notebook, name: str) -> Stored | None:
    """Return one promise by its id; ``None`` where there is none, or the id is of something else."""
    return next((one for one in notebook.records(Promise) if one.id == name), None)
