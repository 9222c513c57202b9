"""My picture: what the person's own answers show, why, what is open and what is not, and what comes first."""

from dataclasses import dataclass
from typing import ClassVar

from towpath.method import Assessment
from towpath.usecases import picture
from towpath.web.visit import Answer, Show, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """A rule that spoke, and the answers it rests on."""

    rule: str
    said: tuple[picture.Said, ...]


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
    stored = visit.notebook.records(*picture.READ)
    assessment = picture.picture(stored, visit.today)
    noted = picture.said(stored, visit.today)
    sources = dict.fromkeys(key for reason in assessment.because for key in reason.sources)
    return Show(
        page=Picture(
            assessment=assessment,
            because=tuple(
                Because(rule=reason.rule, said=tuple(noted[sign] for sign in reason.signs))
                for reason in assessment.because
            ),
            sources=tuple(sources),
            asked_about_fear={"felt.afraid", "felt.changed_daily_life"} <= noted.keys(),
        )
    )
