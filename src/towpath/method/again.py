"""Whether to try again: what was seen of a change over weeks, read criterion by criterion; never a forecast.

The default is "not enough evidence yet". To attend a course is no criterion. With fear or
control, or any sign of danger, ever, there is no reading: an advocate comes first. Source: Bancroft, what real change
looks like.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from towpath.domain.trial import COUNTERS, CRITERIA, Counter, Criterion, Observed

Seen = Literal["not_seen", "seen", "seen_for_weeks"]
Whole = Literal["not_enough", "opposite_seen", "seen_for_months"]
OFTEN_ENOUGH: Final = 3
WEEKS: Final = timedelta(weeks=4)
MONTHS: Final = timedelta(weeks=12)
"""Our choice: "still so months later" is at least twelve weeks from the first to the last time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRead:
    """One criterion: how often it was seen, from when to when."""

    criterion: Criterion
    statement: Seen
    times: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All criteria, the counter-evidence with how often it was seen, and what both come to."""

    statement: Whole
    criteria: tuple[CriterionRead, ...]
    against: tuple[tuple[Counter, int], ...]
    days: int
    """From the first observation for the change to the last."""


def read(observed: Iterable[Observed], today: date) -> Reading:
    """Read what was seen until today."""
    observed = [each for each in observed if each.day <= today]
    criteria = tuple(_read(criterion, observed) for criterion in CRITERIA)
    against = tuple((counter, sum(each.what == counter for each in observed)) for counter in COUNTERS)
    lately = [each for each in observed if each.what in COUNTERS and today - each.day <= MONTHS]
    days = sorted(each.day for each in observed if each.what in CRITERIA)
    return Reading(
        statement=_whole(criteria, lately=bool(lately)),
        criteria=criteria,
        against=tuple((counter, times) for counter, times in against if times),
        days=(days[-1] - days[0]).days if days else 0,
    )


def _whole(criteria: tuple[CriterionRead, ...], *, lately: bool) -> Whole:
    if lately:
        return "opposite_seen"
    months = all(
        each.statement == "seen_for_weeks" and each.first and each.last and each.last - each.first >= MONTHS
        for each in criteria
    )
    return "seen_for_months" if months else "not_enough"


def _read(criterion: Criterion, observed: list[Observed]) -> CriterionRead:
    days = sorted(each.day for each in observed if each.what == criterion)
    held = len(days) >= OFTEN_ENOUGH and days[-1] - days[0] >= WEEKS
    return CriterionRead(
        criterion=criterion,
        statement="seen_for_weeks" if held else "seen" if days else "not_seen",
        times=len(days),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )
