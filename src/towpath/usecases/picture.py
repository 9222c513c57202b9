"""My picture: the situation as the person's own answers tell it today, and what the method says to it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final, TypeVar

from msgspec import UNSET, UnsetType

from towpath.domain.records import Circumstances
from towpath.domain.situation import Situation, Wellbeing
from towpath.method import Assessment, assess
from towpath.usecases.newest import newest
from towpath.usecases.notice import as_of, noted
from towpath.vault import Stored

T = TypeVar("T")

_NOTHING_SAID: Final = Circumstances(written=datetime.min.replace(tzinfo=UTC))


def situation(stored: Iterable[Stored], today: date) -> Situation:
    """Build the situation from everything that was answered; what was not answered stays missing."""
    stored = tuple(stored)
    found = newest(stored, Circumstances)
    said = found[1] if found else _NOTHING_SAID
    return Situation(
        towpath=1,
        as_of=today,
        signs=tuple(as_of(answer, today) for answer in noted(stored).values()),
        together=_or_unset(said.together),
        live_together=_or_unset(said.live_together),
        children=_or_unset(said.children),
        pregnant=_or_unset(said.pregnant),
        support=_or_unset(said.support),
        wellbeing=Wellbeing(self_harm=said.self_harm) if said.self_harm else UNSET,
    )


def picture(stored: Iterable[Stored], today: date) -> Assessment:
    """Return what the method answers to the person's situation today."""
    return assess(situation(stored, today))


def _or_unset(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value
