"""My picture: the situation as the person's own answers and incidents tell it today, and what the method says to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, TypeVar

from msgspec import UNSET, UnsetType

from towpath.domain.intention_said import IntentionSaid
from towpath.domain.records import Circumstances, Feelings, Incident, SignsSeen
from towpath.domain.situation import HowOften, SignAnswer, Situation, Wellbeing, When
from towpath.method import Assessment, assess
from towpath.usecases import incidents
from towpath.usecases.feelings import lately
from towpath.usecases.newest import newest
from towpath.usecases.notice import as_of, noted
from towpath.vault import Stored

T = TypeVar("T")

READ: Final = (SignsSeen, Circumstances, Incident, Feelings, IntentionSaid)
"""The kinds of record that a picture is made of."""
_NOTHING_SAID: Final = Circumstances(written=datetime.min.replace(tzinfo=UTC))
_FREQUENCY: Final[tuple[HowOften, ...]] = ("never", "once", "sometimes", "often")
_AGE: Final[tuple[When, ...]] = ("recent", "past_year", "earlier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is known of one sign: the day of the answer to it, if there is one, and the incidents named by it."""

    answer: SignAnswer
    on: date | None
    times: int = 0
    last: date | None = None


def said(stored: Iterable[Stored], today: date) -> dict[str, Said]:
    """Join answers and incidents: of both, the more frequent and the more recent counts."""
    stored = tuple(stored)
    found = {sign: Said(answer=as_of(each, today), on=each.on) for sign, each in noted(stored).items()}
    for sign, seen in incidents.seen(stored, today).items():
        before = found.get(sign)
        answer = _joined(before.answer, seen.answer) if before else seen.answer
        found[sign] = Said(answer=answer, on=before.on if before else None, times=seen.times, last=seen.last)
    return found


def situation(stored: Iterable[Stored], today: date) -> Situation:
    """Build the situation from everything that was answered and noted; what was not answered stays missing."""
    stored = tuple(stored)
    return _situation(stored, said(stored, today), today)


def picture(stored: Iterable[Stored], today: date) -> Assessment:
    """Return what the method answers to the person's situation today.

    Incidents can close what the answers left open. They never open what the answers alone keep closed.
    """
    stored = tuple(stored)
    answers = tuple(one for one in stored if not isinstance(one.record, Incident))
    at_most = assess(situation(answers, today)).joint_work
    return assess(situation(stored, today), at_most=at_most)


def _situation(stored: tuple[Stored, ...], signs: Mapping[str, Said], today: date) -> Situation:
    found = newest(stored, Circumstances)
    told = found[1] if found else _NOTHING_SAID
    aim = newest(stored, IntentionSaid)
    return Situation(
        towpath=1,
        as_of=today,
        signs=tuple(each.answer for each in signs.values()),
        together=_or_unset(told.together),
        live_together=_or_unset(told.live_together),
        children=_or_unset(told.children),
        pregnant=_or_unset(told.pregnant),
        intention=aim[1].said if aim else UNSET,
        support=_or_unset(told.support),
        wellbeing=_wellbeing(told, lately(stored, today)),
    )


def _wellbeing(told: Circumstances, phq4: tuple[int, int, int, int] | None) -> Wellbeing | UnsetType:
    if told.self_harm is None and phq4 is None:
        return UNSET
    return Wellbeing(phq4=_or_unset(phq4), self_harm=_or_unset(told.self_harm))


def _joined(one: SignAnswer, other: SignAnswer) -> SignAnswer:
    """An answer of "never" has no time of its own."""
    seen = [each for each in (one, other) if each.how_often != "never"]
    return SignAnswer(
        id=one.id,
        how_often=max((each.how_often for each in seen), key=_FREQUENCY.index),
        when=min((each.when for each in seen), key=_AGE.index),
    )


def _or_unset(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value
