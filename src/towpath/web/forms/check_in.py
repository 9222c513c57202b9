"""The answers of a check-in: 0 to 10 each, any of them skipped."""

from collections.abc import Iterable
from typing import Final

from towpath.web.forms.fields import Fault, Fields

SCALE: Final = tuple(range(11))
_CHOICES: Final = {str(value): value for value in SCALE}


def answers(fields: Fields, questions: Iterable[str]) -> tuple[dict[str, int], tuple[Fault, ...]]:
    """Return the answers by question; one that is skipped is not there."""
    given = {name: fields.get(name) for name in questions if fields.get(name)}
    faults = tuple(Fault(name, "answer_not_known", {"field": name}) for name in given if given[name] not in _CHOICES)
    found = {name: _CHOICES[text] for name, text in given.items() if text in _CHOICES}
    if not given:
        faults = (Fault("", "nothing_answered"),)
    return found, faults
