"""Try again: what was observed, and whether a reading of it is open at all."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from towpath.domain.own_part import OwnPart
from towpath.domain.records import Entry, Incident, SignsSeen
from towpath.domain.signs import SIGNS, Tier
from towpath.domain.trial import Observed
from towpath.method import Assessment
from towpath.method.paths import CLOSED_GATES
from towpath.vault import Stored

MOST_ENTRIES: Final = 50
FIRST_WORDS: Final = 60
"""Characters of an entry by which it is known in a list."""


def observed(stored: Iterable[Stored]) -> tuple[tuple[str, Observed], ...]:
    """Return all that was observed with its ids, the newest day first."""
    found = [(each.id, each.record) for each in stored if isinstance(each.record, Observed)]
    return tuple(sorted(found, key=lambda each: (each[1].day, each[1].written, each[0]), reverse=True))


def is_closed(stored: Iterable[Stored], assessment: Assessment) -> bool:
    """Tell whether an advocate comes before any reading: fear, control, danger, or a sign of danger at any time."""
    return assessment.gate in CLOSED_GATES or danger_ever(stored)


def danger_ever(stored: Iterable[Stored]) -> bool:
    """Tell whether a sign of danger was ever answered with yes or noted; a slip mended the same day is none."""
    days: dict[tuple[str, date], bool] = {}
    for record in sorted((each.record for each in stored), key=lambda record: record.written):
        if isinstance(record, Incident) and any(_is_danger(sign) for sign in record.signs):
            return True
        if isinstance(record, SignsSeen):
            days |= {(answer.id, record.written.date()): answer.how_often != "never" for answer in record.answers}
    return any(seen for (sign, _), seen in days.items() if _is_danger(sign))


def entries(stored: Iterable[Stored]) -> tuple[tuple[str, date, str], ...]:
    """Return the newest entries and incidents that an observation can rest on: id, day, first words."""
    found = [
        (each.id, each.record.day, each.record.text if isinstance(each.record, Entry) else each.record.seen)
        for each in stored
        if isinstance(each.record, (Entry, Incident))
    ]
    newest = sorted(found, key=lambda each: (each[1], each[0]), reverse=True)[:MOST_ENTRIES]
    return tuple((name, day, " ".join(text.split())[:FIRST_WORDS]) for name, day, text in newest)


def own_parts(stored: Iterable[Stored]) -> tuple[tuple[str, OwnPart], ...]:
    """Return the answers about the own part with their ids, the newest first."""
    found = [(each.id, each.record) for each in stored if isinstance(each.record, OwnPart)]
    return tuple(sorted(found, key=lambda each: (each[1].day, each[1].written, each[0]), reverse=True))


def _is_danger(sign: str) -> bool:
    return sign in SIGNS and SIGNS[sign].tier is Tier.DANGER
