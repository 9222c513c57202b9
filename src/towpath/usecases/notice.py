"""Notice: what the person answered to the signs, the newest answer to each, and from when it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from towpath.domain.records import SignsSeen
from towpath.domain.signs import FAMILIES, in_family
from towpath.domain.situation import SignAnswer, When
from towpath.vault import Notebook, Stored

RECENT_DAYS: Final = 92
YEAR_DAYS: Final = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """The newest answer to one sign and the day on which it was given."""

    answer: SignAnswer
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many signs of one family were answered, of how many."""

    family: str
    answered: int
    of: int


def noted(stored: Iterable[Stored]) -> dict[str, Noted]:
    """Return the newest answer to each sign; one that was taken back is not there."""
    pages = sorted((one.record.written, one.id, one.record) for one in stored if isinstance(one.record, SignsSeen))
    answers: dict[str, tuple[SignAnswer, date]] = {}
    for written, _, page in pages:
        for sign in page.cleared:
            answers.pop(sign, None)
        on = written.date()
        for answer in page.answers:
            answers[answer.id] = answer, on
    return {name: Noted(answer=answer, on=on) for name, (answer, on) in answers.items()}


def as_of(answer: Noted, today: date) -> SignAnswer:
    """Return the answer as it reads today: what was recent when it was said may be months ago by now."""
    days = (today - answer.on).days
    lapse: When = "recent" if days < RECENT_DAYS else "past_year" if days < YEAR_DAYS else "earlier"
    order: tuple[When, ...] = ("recent", "past_year", "earlier")
    when = order[max(order.index(answer.answer.when), order.index(lapse))]
    return SignAnswer(id=answer.answer.id, how_often=answer.answer.how_often, when=when)


def progress(answers: Mapping[str, Noted]) -> tuple[Progress, ...]:
    """Return for each family how far the person has come."""
    return tuple(
        Progress(family=family, answered=sum(sign.id in answers for sign in signs), of=len(signs))
        for family in FAMILIES
        for signs in [in_family(family)]
    )


def keep(notebook: Notebook, family: str, given: tuple[SignAnswer, ...], now: datetime) -> None:
    """Keep what was answered on one family's page: only what is new or changed, and what was taken back."""
    before = noted(notebook.records(SignsSeen))
    changed = tuple(answer for answer in given if answer.id not in before or before[answer.id].answer != answer)
    still = {answer.id for answer in given}
    cleared = tuple(sign.id for sign in in_family(family) if sign.id in before and sign.id not in still)
    if changed or cleared:
        notebook.add(SignsSeen(written=now, answers=changed, cleared=cleared))
