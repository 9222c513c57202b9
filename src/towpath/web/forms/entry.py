"""An entry of the journal: words and the day they tell of."""

from dataclasses import dataclass
from datetime import date

from towpath.domain.written import TEXT_LIMIT
from towpath.web.forms.days import day
from towpath.web.forms.fields import Fault, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, whether or not it can be kept."""

    text: str
    day: date


def entry(fields: Fields, today: date) -> tuple[Typed, tuple[Fault, ...]]:
    """Return what was typed and what is wrong with it."""
    text = fields.get("text")
    about, faults = day(fields.get("day"), today)
    if not text.strip():
        faults = (Fault("text", "text_empty"), *faults)
    elif len(text) > TEXT_LIMIT:
        faults = (Fault("text", "text_long", {"limit": f"{TEXT_LIMIT:,}"}), *faults)
    return Typed(text=text, day=about), faults
