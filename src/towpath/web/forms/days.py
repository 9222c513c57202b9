"""A day as a form sends it: ISO, not in the future, not before anyone could have lived it."""

from datetime import date
from typing import Final

from towpath.web.forms.fields import Fault

EARLIEST: Final = date(1900, 1, 1)


def day(text: str, today: date) -> tuple[date, tuple[Fault, ...]]:
    """Return the day that was typed; today where the field was left empty."""
    if not text.strip():
        return today, ()
    try:
        typed = date.fromisoformat(text.strip())
    except ValueError:
        return today, (Fault("day", "bad_date"),)
    if typed > today:
        return typed, (Fault("day", "future_date"),)
    return (typed, ()) if typed >= EARLIEST else (today, (Fault("day", "bad_date"),))


def any_day(text: str) -> tuple[date | None, bool]:
    """Return the day that was typed, which may lie ahead, and whether it could not be read as one."""
    if not text.strip():
        return None, False
    try:
        typed = date.fromisoformat(text.strip())
    except ValueError:
        return None, True
    return (typed, False) if typed >= EARLIEST else (None, True)
