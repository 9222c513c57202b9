"""After: how I am since then, contact by my own rule, the urge, my own words, and what presses from outside."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.domain.contact import Contact
from towpath.domain.goal import Goal
from towpath.domain.letter import Letter, LetterPart
from towpath.domain.records import CheckIn, Event
from towpath.method.assessment import Gate
from towpath.method.paths import CLOSED_GATES
from towpath.usecases import afterwards
from towpath.usecases.days import series
from towpath.usecases.picture import READ, picture
from towpath.usecases.told import hard_of_late, told
from towpath.web.pages.over_time import Left, since_leaving
from towpath.web.visit import Answer, Show, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterPage:
    """What there is for the time after. ``guard`` is the gate where it is control or danger."""

    template: ClassVar[str] = "after.html"
    guard: Gate | None
    crisis: bool
    left: Left | None
    hard: bool
    """The sentence could comfort, and of late there was a hard incident."""
    rule: Contact | None
    words: tuple[tuple[str, Letter], ...]
    steps: tuple[tuple[str, Goal], ...]
    parts: tuple[LetterPart, ...] = afterwards.OWN_WORDS


def show(visit: Visit) -> Answer:
    """Show what there is for the time after."""
    stored = visit.notebook.records(CheckIn, Event, Contact, Letter, Goal, *READ)
    assessment = picture(stored, visit.today)
    record = told(stored, visit.today)
    left = since_leaving(record, series(record.check_ins, visit.today), visit.today, visit.parts.pack.analysis)
    rule = afterwards.contact_rule(stored)
    return Show(
        page=AfterPage(
            guard=assessment.gate if assessment.gate in CLOSED_GATES else None,
            crisis=assessment.crisis,
            left=left,
            hard=left is not None and left.line.comforting and hard_of_late(record, visit.today),
            rule=rule[1] if rule else None,
            words=afterwards.own_words(stored),
            steps=afterwards.steps(stored),
        )
    )
