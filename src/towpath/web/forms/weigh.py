"""What the steps of a decision sheet send: what matters, its order, points, scores and the choice by gut."""

from datetime import date
from typing import Final, Literal, cast

from msgspec.structs import replace

from towpath.domain.weighed import MOST_MATTERS, Ahead, DecisionSheet, Matter, Points, Score, WeighedPath, moved
from towpath.usecases.deciding import PATHS
from towpath.web.forms.fields import Fault, Fields

LONGEST: Final = 200
AHEAD: Final[tuple[Ahead, ...]] = ("all", "weeks", "year", "five_years")
_WAYS: Final[dict[str, Literal[-1, 1]]] = {"up": -1, "down": 1}


def matters(fields: Fields, before: DecisionSheet, apart: tuple[str, ...]) -> tuple[DecisionSheet, tuple[Fault, ...]]:
    """Read what matters: a line each as typed, and then the kinds that were ticked; ``apart`` are words of danger.

    A button that moves one up or down sends ``move`` with its number and the way.
    """
    lines = [line.strip() for line in fields.get("words").split("\n")]
    words = tuple(line for line in (*lines, *fields.all("kind")) if line)
    faults = []
    if any(len(line) > LONGEST for line in words):
        faults.append(Fault("words", "text_long", {"limit": f"{LONGEST}"}))
    if len(set(words)) > MOST_MATTERS:
        faults.append(Fault("words", "matters_many", {"limit": MOST_MATTERS}))
    kept = tuple(line[:LONGEST] for line in words)[:MOST_MATTERS]
    about_danger = frozenset(line for line in kept if any(word in line.casefold() for word in apart))
    found = before.with_words(kept, about_danger)
    way, _, number = fields.get("move").partition(" ")
    if way in _WAYS and number.isdecimal():
        found = moved(found, int(number[:6]), _WAYS[way])
    return replace(before, matters=found), tuple(faults)


def points(
    fields: Fields, before: DecisionSheet, today: date, *, again: bool
) -> tuple[DecisionSheet, tuple[Fault, ...]]:
    """Read the points of each matter, of the first asking or of the second; what was left empty is not answered."""
    faults: list[Fault] = []
    found = []
    for matter in before.matters:
        given = None if matter.apart else _numbers(fields, f"points-{matter.id}", 2, 100, faults)
        answered = cast("Points | None", given)
        found.append(replace(matter, again=answered) if again else replace(matter, points=answered))
    ahead = next((each for each in AHEAD if each == fields.get("ahead")), before.ahead)
    kept = replace(before, matters=tuple(found), ahead=ahead)
    return (replace(kept, asked_again=today) if again else replace(kept, pointed=kept.pointed or today)), tuple(faults)


def scores(fields: Fields, before: DecisionSheet, path: WeighedPath) -> tuple[DecisionSheet, tuple[Fault, ...]]:
    """Read how well one path serves each matter, for all times and for each that is answered by itself."""
    faults: list[Fault] = []
    by_matter: dict[str, dict[Ahead, Score]] = {}
    for matter in before.matters:
        given = {ahead: _numbers(fields, f"score-{matter.id}-{ahead}", 3, 10, faults) for ahead in AHEAD}
        answered = {ahead: cast("Score", numbers) for ahead, numbers in given.items() if numbers is not None}
        if answered:
            by_matter[str(matter.id)] = answered
    return replace(before, scores={**before.scores, path: by_matter}), tuple(faults)


def gut(fields: Fields, before: DecisionSheet) -> tuple[DecisionSheet, tuple[Fault, ...]]:
    """Read the choice by gut; to pass over it is an answer too."""
    given = fields.get("gut")
    if given in PATHS:
        return replace(before, gut=given, gut_passed_over=False), ()
    if given == "pass":
        return replace(before, gut=None, gut_passed_over=True), ()
    return before, (Fault("gut", "choose_one_or_pass"),)


def _numbers(fields: Fields, name: str, count: int, most: int, faults: list[Fault]) -> tuple[int, ...] | None:
    """Read numbers from the lowest to the highest; one alone stands for all, and none is no answer."""
    typed = [fields.get(f"{name}-{part}").strip() for part in range(count)]
    given = [each for each in typed if each]
    if not given:
        return None
    if not all(each.isascii() and each.isdecimal() and len(each) <= 3 and int(each) <= most for each in given):
        faults.append(Fault(f"{name}-0", "number_range", {"most": most}))
        return None
    numbers = [int(each) for each in given]
    if len(numbers) not in (1, count) or numbers != sorted(numbers):
        faults.append(Fault(f"{name}-0", "number_order"))
        return None
    return tuple(numbers * count)[:count] if len(numbers) == 1 else tuple(numbers)


def typed_matters(sheet: DecisionSheet) -> str:
    """Return the matters a line each, as they are shown to be changed."""
    return "\n".join(matter.words for matter in sheet.matters)


def second_asking(matter: Matter, *, again: bool) -> Points | None:
    """Return the points of one asking."""
    return matter.again if again else matter.points
