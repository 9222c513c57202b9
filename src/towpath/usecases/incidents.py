"""Incidents: kept with their earlier versions, and what they say of the signs they were named by."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from towpath.domain.records import Draft, Incident, Precision
from towpath.domain.signs import SIGNS, Sign, Tier, Who, in_family
from towpath.domain.situation import HowOften, SignAnswer, When
from towpath.usecases.newest import newest
from towpath.usecases.notice import RECENT_DAYS, YEAR_DAYS
from towpath.vault import Notebook, Stored

FAMILIES: Final = ("danger", "physical", "violation", "control", "manipulation", "disrespect", "strain")
"""The families that name what the other does; what cannot wait comes first."""
OFTEN_RECENT: Final = 6
OFTEN_YEAR: Final = 12
"""So many incidents within 92 or 366 days are "often"; two, however far apart, are "sometimes"."""
NEW_DRAFT: Final = "incident"
"""What stands in a draft for the id of an incident that has none yet."""
_HARM: Final = frozenset({Tier.CONTROL, Tier.VIOLENCE, Tier.DANGER})
_SPAN: Final[Mapping[Precision, int]] = {"exact": 0, "about": 0, "week": 6, "month": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the incidents say of one sign: the answer they amount to, how many there are, and the day of the last."""

    answer: SignAnswer
    times: int
    last: date


def offered(family: str) -> tuple[Sign, ...]:
    """Return the signs of a family that an incident can be named by: what the other does."""
    return tuple(sign for sign in in_family(family) if sign.who is Who.PARTNER)


def harm(incident: Incident) -> tuple[str, ...]:
    """Return the signs of control, violence or danger that an incident was named by. One is enough."""
    return tuple(sign for sign in incident.signs if sign in SIGNS and SIGNS[sign].tier in _HARM)


def seen(stored: Iterable[Stored], today: date) -> dict[str, Seen]:
    """Return what all incidents say of each sign; the order of the records says nothing."""
    days: dict[str, list[date]] = {}
    for one in stored:
        if isinstance(one.record, Incident):
            for sign in set(one.record.signs) & SIGNS.keys():
                days.setdefault(sign, []).append(one.record.day + _span(one.record))
    return {sign: _seen(sign, sorted(days[sign]), today) for sign in sorted(days)}


def one_incident(notebook: Notebook, name: str) -> Stored | None:
    """Return one incident by its id; ``None`` where there is none, or the id is of something else."""
    return next((one for one in notebook.records(Incident) if one.id == name), None)


def draft(notebook: Notebook, incident: str) -> Draft | None:
    """Return the words not yet kept for this incident ("" for a new one), if there are any."""
    found = newest(_drafts(notebook, incident), Draft)
    return found[1] if found and (found[1].text or found[1].felt) else None


def keep_draft(notebook: Notebook, typed: Incident, incident: str) -> None:
    """Keep the words of an incident that is not kept yet, in place of those before."""
    words = Draft(written=typed.written, text=typed.seen, felt=typed.felt, day=typed.day, entry=incident or NEW_DRAFT)
    before = newest(_drafts(notebook, incident), Draft)
    if before:
        notebook.replace(before[0], words)
    elif words.text or words.felt:
        notebook.add(words)


def keep(notebook: Notebook, typed: Incident, incident: str) -> str:
    """Keep an incident, new or revised, drop the draft of it, and return its id."""
    if incident:
        notebook.revise(incident, typed)
    name = incident or notebook.add(typed)
    if draft(notebook, incident):
        keep_draft(notebook, _no_words(typed.written, typed.day), incident)
    return name


def delete(notebook: Notebook, incident: str) -> None:
    """Delete an incident with all its versions and files, and the words of it that were not kept yet."""
    notebook.delete(incident, *(one.id for one in _drafts(notebook, incident)))


def _no_words(written: datetime, day: date) -> Incident:
    return Incident(written=written, day=day)


def _drafts(notebook: Notebook, incident: str) -> list[Stored]:
    name = incident or NEW_DRAFT
    return [one for one in notebook.records(Draft) if isinstance(one.record, Draft) and one.record.entry == name]


def _span(incident: Incident) -> timedelta:
    """Count an incident of a week or a month from its last day: rather too recent than too old."""
    return min(timedelta(days=_SPAN[incident.precision]), date.max - incident.day)


def _seen(sign: str, days: list[date], today: date) -> Seen:
    last = min(days[-1], today)
    return Seen(
        answer=SignAnswer(id=sign, how_often=_how_often(days), when=_when(last, today)), times=len(days), last=last
    )


def _how_often(days: list[date]) -> HowOften:
    """Read the most frequent stretch there ever was: a calmer time later takes nothing back."""
    if _crowded(days, OFTEN_RECENT, RECENT_DAYS) or _crowded(days, OFTEN_YEAR, YEAR_DAYS):
        return "often"
    return "once" if len(days) == 1 else "sometimes"


def _crowded(days: list[date], count: int, within: int) -> bool:
    numbers = [day.toordinal() for day in days]
    return any(index + 1 - bisect_left(numbers, number - within + 1) >= count for index, number in enumerate(numbers))


def _when(last: date, today: date) -> When:
    age = (today - last).days
    return "recent" if age < RECENT_DAYS else "past_year" if age < YEAR_DAYS else "earlier"
