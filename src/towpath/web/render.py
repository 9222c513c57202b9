"""Pages from templates: one template for each page dataclass, in one frame."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from towpath.content import Pack
from towpath.web.security.addresses import Addresses
from towpath.web.visit import Show


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page."""

    here: str
    item: str
    opened: bool
    token: str
    idle_seconds: int
    exit_page: str
    country: str
    language: str = "en"
    direction: str = "ltr"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("towpath.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        bytes=size_in_words, day=day_in_words, month=month_in_words, numbered_day=numbered_day, points=points
    )
    return environment


def render(shown: Show, frame: Frame, pack: Pack, addresses: Addresses) -> str:
    """Return the page as HTML."""
    context: dict[str, Any] = {
        "page": shown.page,
        "faults": shown.faults,
        "faulty": {fault.name: fault.text for fault in shown.faults},
        "frame": frame,
        "pack": pack,
        "at": addresses.of,
    }
    return _environment().get_template(shown.page.template).render(context)


def size_in_words(size: int) -> str:
    """Write a number of bytes to three figures: 512 B, 1.25 MB."""
    for unit, bytes_each in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= bytes_each:
            return f"{size / bytes_each:.3g} {unit}"
    return f"{size} B"


def day_in_words(day: date) -> str:
    """Write a day without a doubt about month and day: 3 May 2026."""
    return f"{day.day} {day:%B} {day.year}"


def numbered_day(number: int) -> str:
    """Write a day that is counted as ``date.toordinal`` does."""
    return day_in_words(date.fromordinal(number))


def month_in_words(day: date) -> str:
    """Write the month of a day: May 2026."""
    return f"{day:%B} {day.year}"


def points(value: float | None) -> str:
    """Write a value of 0 to 10 to a tenth, whole where it is; nothing for none."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")
