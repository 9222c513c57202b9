"""My picture: what the person's own answers show, why, what is open and what is not, and what comes first."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from towpath.domain.records import Circumstances, SignsSeen
from towpath.domain.situation import SignAnswer
from towpath.method import Assessment
from towpath.usecases import notice, picture
from towpath.web.visit import Answer, Show, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer behind a reason, and the day on which it was given."""

    answer: SignAnswer
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """A rule that spoke, and the answers it rests on."""

    rule: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The assessment, with the answers behind each reason."""

    template: ClassVar[str] = "picture.html"
    assessment: Assessment
    because: tuple[Because, ...]
    sources: tuple[str, ...]
    asked_about_fear: bool


def show(visit: Visit) -> Answer:
    """Show what the answers show today."""
    stored = visit.notebook.records(SignsSeen, Circumstances)
    assessment = picture.picture(stored, visit.today)
    noted = notice.noted(stored)
    sources = dict.fromkeys(key for reason in assessment.because for key in reason.sources)
    return Show(
        page=Picture(
            assessment=assessment,
            because=tuple(
                Because(rule=reason.rule, said=tuple(_said(noted[sign], visit.today) for sign in reason.signs))
                for reason in assessment.because
            ),
            sources=tuple(sources),
            asked_about_fear={"felt.afraid", "felt.changed_daily_life"} <= noted.keys(),
        )
    )


def _said(noted: notice.Noted, today: date) -> Said:
    return Said(answer=notice.as_of(noted, today), on=noted.on)
