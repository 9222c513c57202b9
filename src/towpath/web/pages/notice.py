"""Signs: one family on a page, each sign skipped or answered; it can be left and taken up again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from towpath.domain.records import SignsSeen
from towpath.domain.signs import Sign, Who, in_family
from towpath.domain.situation import SignAnswer
from towpath.usecases import notice
from towpath.web.forms import signs as form
from towpath.web.visit import Answer, Go, NotThere, Show, Visit, told

ORDER: Final = (
    "felt", "good", "strain", "disrespect", "control", "manipulation", "violation", "physical", "danger", "around",
    "self",
)  # fmt: skip
"""What good looks like comes early, so that it is not asked only after everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamiliesPage:
    """All families and how far the person has come in each."""

    template: ClassVar[str] = "signs.html"
    progress: tuple[notice.Progress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage:
    """The questions of one family, with the answers that count now."""

    template: ClassVar[str] = "family.html"
    family: str
    signs: tuple[Sign, ...]
    given: Mapping[str, SignAnswer]
    number: int
    of: int = len(ORDER)

    @property
    def yes_no(self) -> bool:
        """Circumstances are answered by yes or no."""
        return self.signs[0].who is Who.AROUND


def families(visit: Visit) -> Answer:
    """Show the families."""
    progress = {each.family: each for each in notice.progress(notice.noted(visit.notebook.records(SignsSeen)))}
    return Show(page=FamiliesPage(progress=tuple(progress[family] for family in ORDER)))


def show(visit: Visit) -> Answer:
    """Show the questions of one family."""
    noted = notice.noted(visit.notebook.records(SignsSeen))
    return Show(page=_page(visit, {name: each.answer for name, each in noted.items()}))


def keep(visit: Visit) -> Answer:
    """Keep the answers and go on to the next family, or to the picture."""
    page = _page(visit, {})
    given, faults = form.answers(visit.fields, page.family)
    if faults:
        shown = _page(visit, {answer.id: answer for answer in given})
        return Show(page=shown, status=422, faults=told(visit, faults))
    notice.keep(visit.notebook, page.family, given, visit.now)
    if visit.fields.get("then") == "later":
        return Go("signs")
    return Go("family", ORDER[page.number]) if page.number < len(ORDER) else Go("picture")


def _page(visit: Visit, given: Mapping[str, SignAnswer]) -> FamilyPage:
    if visit.item not in ORDER:
        raise NotThere
    signs = in_family(visit.item)
    return FamilyPage(family=visit.item, signs=signs, given=given, number=ORDER.index(visit.item) + 1)
