"""The answers on one family's page: how often, and when last; a sign that is skipped is not answered."""

from typing import Final

import msgspec

from towpath.domain.signs import Sign, Who, in_family
from towpath.domain.situation import SignAnswer
from towpath.web.forms.fields import Fault, Fields

OFTEN_PREFIX: Final = "o."
WHEN_PREFIX: Final = "w."


def answers(fields: Fields, family: str) -> tuple[tuple[SignAnswer, ...], tuple[Fault, ...]]:
    """Return the answers given to the signs of a family, and what could not be read."""
    given: list[SignAnswer] = []
    faults: list[Fault] = []
    for sign in in_family(family):
        if not fields.get(OFTEN_PREFIX + sign.id):
            continue
        try:
            given.append(_answer(fields, sign))
        except msgspec.ValidationError:
            faults.append(Fault(OFTEN_PREFIX + sign.id, "answer_not_known", {"field": sign.id}))
    return tuple(given), tuple(faults)


def _answer(fields: Fields, sign: Sign) -> SignAnswer:
    """Circumstances are answered by yes or no and are always about now; so is "never"."""
    how_often = fields.get(OFTEN_PREFIX + sign.id)
    when = fields.get(WHEN_PREFIX + sign.id) or "recent"
    if sign.who is Who.AROUND or how_often == "never":
        when = "recent"
    return msgspec.convert({"id": sign.id, "how_often": how_often, "when": when}, SignAnswer)
