"""How often each rule points at everyday lines by strangers: measured, and kept beside its pack.

``make rules-report EVERYDAY=FILE KEEP=NAME`` measures and writes; the figures hold for just the pack that was measured.
"""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import msgspec

from towpath.text.rules import Form, pack_files

PER: Final = 10_000
"""Lines to which a rate is given."""
ANY: Final = ""
"""In the place of a rule: any of them."""


class Rates(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On how many everyday lines each rule, and any, points at something, by the form in which they were read."""

    pack: str
    """The SHA-256 of the pack that was measured."""
    source: str
    seen: bool
    """Whether rules were improved with these lines: then they point at more lines elsewhere."""
    lines: int
    chat: dict[str, int]
    journal: dict[str, int]

    def per_10_000(self, rule: str, form: Form) -> float:
        """Return the alarms of a rule in so many lines as ``PER`` says."""
        return PER * (self.chat if form == "chat" else self.journal)[rule] / self.lines


@cache
def rates(locale: str) -> Rates:
    """Return what was measured with the pack of a locale."""
    return msgspec.convert(tomllib.loads(rates_file(locale).read_text("utf-8")), Rates)


def rates_file(locale: str) -> Traversable:
    """Return where the rates of a locale are kept."""
    return files("towpath.text").joinpath("measured", f"{locale}.toml")


def digest(locale: str) -> str:
    """Return the SHA-256 of the pack of a locale as it is now."""
    return sha256(b"".join(file.read_bytes() for file in pack_files(locale))).hexdigest()
