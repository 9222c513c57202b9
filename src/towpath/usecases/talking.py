"""Talk and limits: what is kept, and whether words for the other are offered."""

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from towpath.domain.limit import Crossed, Limit, Standards
from towpath.domain.talk import Talk
from towpath.usecases.newest import newest
from towpath.vault import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of the times when a limit was crossed: on how many the person did as meant, and on how many it held."""

    times: int
    did: int
    held: int
    asked_did: int
    """On how many it was answered whether they did."""
    asked_held: int


def talk(stored: Iterable[Stored]) -> tuple[str, Talk] | None:
    """Return the id and the talk that is prepared; ``None`` where there is none."""
    return newest(stored, Talk)


def standards(stored: Iterable[Stored]) -> tuple[str, Standards] | None:
    """Return the id and the standards; ``None`` where there are none."""
    return newest(stored, Standards)


def limits(stored: Iterable[Stored]) -> tuple[tuple[str, Limit], ...]:
    """Return all limits with their ids, the newest first."""
    found = [(each.id, each.record) for each in stored if isinstance(each.record, Limit)]
    return tuple(sorted(found, key=lambda each: (each[1].day, each[1].written, each[0]), reverse=True))


def with_crossed(limit: Limit, crossed: Crossed) -> Limit:
    """Return a limit with one more day on which it was crossed, in the order of the days."""
    return replace(limit, crossed=tuple(sorted((*limit.crossed, crossed), key=lambda each: each.day)))


def without_crossed(limit: Limit, place: int) -> Limit:
    """Return a limit without one of those days."""
    return replace(limit, crossed=tuple(each for at, each in enumerate(limit.crossed) if at != place))


def counts(limit: Limit) -> Counts:
    """Count; what was not answered is neither yes nor no."""
    did = [each.did for each in limit.crossed if each.did]
    held = [each.held for each in limit.crossed if each.held]
    return Counts(
        times=len(limit.crossed),
        did=did.count("did"),
        held=held.count("held"),
        asked_did=len(did),
        asked_held=len(held),
    )
