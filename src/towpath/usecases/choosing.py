"""Around a choice: own lines, the aim, what it would mean, how clear it is over time, and the decision that holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from towpath.domain.clarity import QUESTIONS, Clarity, ClarityQuestion
from towpath.domain.decision import Decision
from towpath.domain.impact import Impact
from towpath.domain.intention_said import IntentionSaid
from towpath.domain.path_lines import PathLines
from towpath.domain.situation import Aim
from towpath.method import Assessment
from towpath.method.intention import ASKED_AT, REACTION
from towpath.usecases.newest import newest
from towpath.vault import Stored

HARD: Final = 7
"""From this strain on, help for the first days is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One question of clarity: the first and the latest answer to it, each with its day."""

    question: ClarityQuestion
    first: int
    first_day: date
    last: int
    last_day: date


def own_lines(stored: Iterable[Stored]) -> tuple[str, PathLines] | None:
    """Return the id and the own lines; ``None`` where there are none."""
    return newest(stored, PathLines)


def impact(stored: Iterable[Stored]) -> tuple[str, Impact] | None:
    """Return the id and the look at what it would mean; ``None`` where there is none."""
    return newest(stored, Impact)


def intention(stored: Iterable[Stored]) -> tuple[str, IntentionSaid] | None:
    """Return the id and what was said of the aim last; ``None`` where nothing was."""
    return newest(stored, IntentionSaid)


def rests_on_them(said: IntentionSaid) -> tuple[Aim, ...]:
    """Return the aims that were named and that rest on what the other does."""
    return tuple(aim for aim in said.said.aims or () if aim in REACTION)


def clarities(stored: Iterable[Stored]) -> tuple[tuple[str, Clarity], ...]:
    """Return all answers about clarity with their ids, the oldest first."""
    found = [(each.id, each.record) for each in stored if isinstance(each.record, Clarity)]
    return tuple(sorted(found, key=lambda each: (each[1].day, each[1].written, each[0])))


def changed(found: Iterable[Clarity]) -> tuple[Changed, ...]:
    """Return for each question that was answered at least twice its first and its latest answer."""
    found = tuple(found)
    answers = {name: [(each.day, each.answers[name]) for each in found if name in each.answers] for name in QUESTIONS}
    return tuple(
        Changed(question=name, first=of[0][1], first_day=of[0][0], last=of[-1][1], last_day=of[-1][0])
        for name, of in answers.items()
        if len(of) > 1
    )


def decisions(stored: Iterable[Stored]) -> tuple[tuple[str, Decision], ...]:
    """Return all decisions with their ids, the newest first."""
    found = [(each.id, each.record) for each in stored if isinstance(each.record, Decision)]
    return tuple(sorted(found, key=lambda each: (each[1].day, each[1].written, each[0]), reverse=True))


def holding(found: Iterable[tuple[str, Decision]]) -> tuple[str, Decision] | None:
    """Return the newest decision, unless it was opened again."""
    latest = next(iter(found), None)
    return latest if latest and latest[1].reopened is None else None


def has_come(decision: Decision, today: date) -> bool:
    """Tell whether the day to look again has come."""
    return decision.until is not None and decision.until <= today


def is_hard(impact: Impact) -> bool:
    """Tell whether the person expects a hard time."""
    return impact.strain is not None and impact.strain >= HARD


def may_ask_intention(assessment: Assessment) -> bool:
    """Tell whether the aim is asked about: never with fear, control or danger, nor before fear was asked about."""
    return assessment.gate in ASKED_AT
