"""How often rules point at everyday lines was measured with just the packs that are here, and is within the budget."""

import math

import pytest

from towpath.text.rates import ANY, PER, digest, rates
from towpath.text.rules import load_pack

LOCALES = ("en", "es")
MOST_OF_ONE = 5
MOST_OF_ALL = 40
"""Alarms per 10,000 everyday lines (design/text.md)."""


@pytest.mark.parametrize("locale", LOCALES)
def test_the_rates_are_those_of_the_pack_as_it_is(locale: str) -> None:
    """After a change of a pack its rates are to be measured anew: make rules-report EVERYDAY=FILE KEEP=NAME."""
    assert rates(locale).pack == digest(locale)
    for measured in (rates(locale).chat, rates(locale).journal):
        assert set(measured) == {ANY, *(rule.id for rule in load_pack(locale).rule)}


@pytest.mark.parametrize("locale", LOCALES)
def test_rules_keep_to_the_budget_of_false_alarms(locale: str) -> None:
    """All rules together point at few everyday lines, and so does each, as far as a handful of lines can tell."""
    found = rates(locale)
    for measured in (found.chat, found.journal):
        assert PER * measured[ANY] / found.lines <= MOST_OF_ALL
        for rule, alarms in measured.items():
            assert rule == ANY or PER * (alarms - math.sqrt(alarms)) / found.lines <= MOST_OF_ONE, rule


def test_a_rate_is_of_ten_thousand_lines() -> None:
    """Alarms over lines, times ten thousand."""
    found = rates("en")
    assert found.per_10_000(ANY, "chat") == pytest.approx(10_000 * found.chat[ANY] / found.lines)
    assert found.per_10_000(ANY, "chat") != found.per_10_000(ANY, "journal")
