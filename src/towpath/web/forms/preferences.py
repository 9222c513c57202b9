"""How the notebook behaves: the page to leave to, the idle time, the country."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from towpath.domain.records import IdleMinutes
from towpath.web.forms.fields import Fault, Fields

IDLE_CHOICES: Final[tuple[IdleMinutes, ...]] = (1, 2, 5, 15)
EXIT_LIMIT: Final = 500


def exit_page(fields: Fields) -> tuple[str, tuple[Fault, ...]]:
    """Return the address of the neutral page: an https page elsewhere."""
    given = fields.get("exit_page").strip()
    address = given if "://" in given else f"https://{given}"
    try:
        parts = urlsplit(address)
        fine = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        fine = False
    if not fine or len(address) > EXIT_LIMIT or not address.isascii() or not address.isprintable() or " " in address:
        return given, (Fault("exit_page", "exit_page_bad"),)
    return address, ()


def idle_minutes(fields: Fields) -> tuple[IdleMinutes, tuple[Fault, ...]]:
    """Return after how many minutes without use the notebook locks itself."""
    for choice in IDLE_CHOICES:
        if fields.get("idle_minutes") == str(choice):
            return choice, ()
    return 5, (Fault("idle_minutes", "answer_not_known", {"field": "minutes"}),)


def country(fields: Fields, known: Collection[str]) -> tuple[str, tuple[Fault, ...]]:
    """Return the chosen country; empty for none."""
    given = fields.get("country")
    if given and given not in known:
        return "", (Fault("country", "country_unknown"),)
    return given, ()
