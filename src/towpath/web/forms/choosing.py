"""What the pages around a choice send: own lines, the aim, what it would mean, how clear it is, the decision."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar, get_args

from msgspec import UNSET
from msgspec.structs import replace

from towpath.domain.clarity import QUESTIONS, Clarity
from towpath.domain.decision import Decision
from towpath.domain.impact import Impact
from towpath.domain.intention_said import IntentionSaid
from towpath.domain.path_lines import PathLines
from towpath.domain.situation import Aim, Intention
from towpath.domain.weighed import WeighedPath
from towpath.usecases.deciding import PATHS
from towpath.web.forms.fields import Fault, Fields, too_long

AIMS: Final[tuple[Aim, ...]] = get_args(Aim)
HOLDS: Final = ("want_to", "have_to", "spent")
IMPACTS: Final = ("who", "me_good", "me_bad", "them_good", "them_bad", "respect")
_CHOICES: Final = {
    "ready": ("ready_to_stay_away", ("yes", "unsure", "no")),
    "said": ("said_the_need_plainly", ("yes", "no", "not_safe")),
    "would": ("would_do_it_if_they_never_noticed", ("yes", "unsure", "no")),
}
_MOST_TIMES: Final = 1000
_HIGHEST: Final = 10
K = TypeVar("K", bound=str)


def lines(fields: Fields, before: PathLines, path: WeighedPath) -> tuple[PathLines, tuple[Fault, ...]]:
    """Read the own lines for and against one path; those of the other paths stay."""
    given = {name: fields.get(name).strip() for name in ("for", "against")}
    typed = replace(
        before,
        speaks_for=_with(before.speaks_for, path, given["for"]),
        against=_with(before.against, path, given["against"]),
    )
    return typed, too_long(given)


def holds(fields: Fields, before: PathLines) -> tuple[PathLines, tuple[Fault, ...]]:
    """Read what holds the person."""
    given = {name: fields.get(name).strip() for name in HOLDS}
    return replace(before, **given), too_long(given)


def intention(fields: Fields, now: datetime) -> tuple[IntentionSaid, tuple[Fault, ...]]:
    """Read the aim. What was not ticked or chosen was not answered; no aim at all is one question not answered."""
    faults: list[Fault] = []
    found: dict[str, Any] = {}
    aims = tuple(aim for aim in AIMS if aim in fields.all("aim"))
    if aims:
        found["aims"] = aims
    for name, (key, choices) in _CHOICES.items():
        if (chosen := fields.get(name)) in choices:
            found[key] = chosen
    times = _number(fields, "times", _MOST_TIMES, faults)
    found["times_left_and_returned"] = UNSET if times is None else times
    said = IntentionSaid(written=now, day=now.date(), said=Intention(**found))
    if not faults and said.said == Intention():
        faults.append(Fault("", "nothing_answered"))
    return said, tuple(faults)


def impact(fields: Fields, before: Impact, now: datetime) -> tuple[Impact, tuple[Fault, ...]]:
    """Read what a choice would mean; a field that was not on the page stays as it was."""
    sent = {name for name, _ in fields.pairs}
    given = {name: fields.get(name).strip() for name in IMPACTS if name in sent}
    faults = list(too_long(given))
    strain = _number(fields, "strain", _HIGHEST, faults)
    typed = replace(before, written=now, day=now.date(), strain=strain, **given)
    if not faults and strain is None and not any(given.values()):
        faults.append(Fault("", "nothing_answered"))
    return typed, tuple(faults)


def clarity(fields: Fields, now: datetime) -> tuple[Clarity, tuple[Fault, ...]]:
    """Read the four answers; a question skipped is not there."""
    given = {name: fields.get(name) for name in QUESTIONS}
    wrong = [name for name, typed in given.items() if typed and _answer(typed) is None]
    answers = {name: found for name, typed in given.items() if (found := _answer(typed)) is not None}
    faults = [Fault(name, "number_range", {"most": _HIGHEST}) for name in wrong]
    if not answers and not wrong:
        faults.append(Fault("", "nothing_answered"))
    return Clarity(written=now, day=now.date(), answers=answers), tuple(faults)


def decision(fields: Fields, now: datetime) -> tuple[Decision | None, tuple[Fault, ...]]:
    """Read a decision; without a path there is none. The day to look again cannot lie behind."""
    faults = list(too_long({"reasons": fields.get("reasons")}))
    until, wrong = _day_ahead(fields.get("until").strip(), now.date())
    if wrong:
        faults.append(Fault("until", wrong))
    path = next((each for each in PATHS if each == fields.get("path")), None)
    if path is None:
        return None, (Fault("path", "choose_one_path"), *faults)
    return Decision(written=now, day=now.date(), path=path, until=until, reasons=fields.get("reasons")), tuple(faults)


def _with(before: Mapping[K, str], key: K, text: str) -> dict[K, str]:
    kept = {name: each for name, each in before.items() if name != key}
    return {**kept, key: text} if text else kept


def _number(fields: Fields, name: str, most: int, faults: list[Fault]) -> int | None:
    typed = fields.get(name).strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(most)) and int(typed) <= most):
        faults.append(Fault(name, "number_range", {"most": most}))
        return None
    return int(typed)


def _answer(typed: str) -> int | None:
    return next((number for number in range(_HIGHEST + 1) if typed == str(number)), None)


def _day_ahead(typed: str, today: date) -> tuple[date | None, str]:
    if not typed:
        return None, ""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None, "bad_date"
    return (found, "") if found >= today else (None, "day_behind")
