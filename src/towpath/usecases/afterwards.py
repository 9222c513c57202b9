"""After: the rule for contact, the times when it went otherwise, and own words to come back to."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias, TypeVar, get_args

from msgspec.structs import replace

from towpath.domain.contact import Contact
from towpath.domain.goal import Goal
from towpath.domain.letter import Letter, LetterPart
from towpath.domain.records import Entry
from towpath.vault import Notebook, Stored

Dated = TypeVar("Dated", Contact, Letter, Goal)
Delay: TypeAlias = Literal["minutes", "hour", "day"]
DELAYS: Final[tuple[Delay, ...]] = get_args(Delay)
OWN_WORDS: Final[tuple[LetterPart, ...]] = ("letter", "miss", "left", "need")
"""The kinds of own words that are read again; the last message stands on a page of its own."""
MUCH: Final = 3
"""Pieces of writing in one day from which on a stop is offered: our choice. What is written is not looked at."""
_LENGTH: Final = {"minutes": timedelta(minutes=10), "hour": timedelta(hours=1), "day": timedelta(days=1)}


def contact_rule(stored: Iterable[Stored]) -> tuple[str, Contact] | None:
    """Return the id and the rule for contact; ``None`` where there is none."""
    rules = [one for one in newest_first(stored, Contact) if one[1].part == "rule"]
    return max(rules, key=lambda one: one[1].written, default=None)


def times_otherwise(stored: Iterable[Stored]) -> tuple[tuple[str, Contact], ...]:
    """Return the times when contact went otherwise than by the rule, the newest day first."""
    return tuple(one for one in newest_first(stored, Contact) if one[1].part == "otherwise")


def own_words(stored: Iterable[Stored]) -> tuple[tuple[str, Letter], ...]:
    """Return the words that the person wrote to come back to, the newest day first."""
    return tuple(one for one in newest_first(stored, Letter) if one[1].part in OWN_WORDS)


def for_the_urge(stored: Iterable[Stored]) -> tuple[Letter, ...]:
    """Return the words that the person chose to see when the urge comes."""
    return tuple(letter for _, letter in own_words(stored) if letter.for_urge)


def steps(stored: Iterable[Stored]) -> tuple[tuple[str, Goal], ...]:
    """Return the goals, things that are loved and people that are not put away, the newest day first."""
    return tuple(each for each in newest_first(stored, Goal) if not each[1].put_away)


def with_day_done(goal: Goal, now: datetime) -> Goal:
    """Return a goal with today among the days on which a step was done."""
    return replace(goal, written=now, done=tuple(sorted({*goal.done, now.date()})))


def wrote_much(stored: Iterable[Stored], today: date) -> bool:
    """Tell whether so much was written today that more may only go round in circles; files do not count."""
    written = [
        each
        for each in stored
        if isinstance(each.record, Letter) or (isinstance(each.record, Entry) and not each.record.imported)
    ]
    return sum(each.record.written.astimezone().date() == today for each in written) >= MUCH


def wait_until(delay: Delay, now: datetime) -> datetime:
    """Return when a delay that begins now is over."""
    return now + _LENGTH[delay]


def one(notebook: Notebook, name: str, kind: type[Dated]) -> Dated | None:
    """Return one record by its id; ``None`` where there is none, or the id is of something else."""
    return next(
        (each.record for each in notebook.records(kind) if each.id == name and isinstance(each.record, kind)), None
    )


def newest_first(stored: Iterable[Stored], kind: type[Dated]) -> list[tuple[str, Dated]]:
    """Return the records of a kind with their ids, the newest day first."""
    found = [(each.id, each.record) for each in stored if isinstance(each.record, kind)]
    return sorted(found, key=lambda each: (each[1].day, each[1].written, each[0]), reverse=True)
