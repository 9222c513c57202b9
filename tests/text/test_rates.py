"""How often rules point at everyday lines was measured with just the packs that are here, and is within the budget."""

import pytest

from towpath.text.rates import ANY, digest, rates
from towpath.text.rules import load_pack

LOCALES = ("en", "es")
MOST_OF_ONE = 5
MOST_OF_ALL = 40
"""Alarms per 10,000 everyday lines (design/text.md)."""


@pytest.mark.parametrize("locale", LOCALES)
def test_the_rates_are_those_of_the_pack_as_it_is(locale: str) -> None:
    """After a change of a pack its rates are to be measured anew: make rules-report EVERYDAY=FILE KEEP=NAME."""
    assert rates(locale).pack == digest(locale)
    for form, measured in (("chat", rates(locale).chat), ("journal", rates(locale).journal)):
        assert set(measured) == {ANY, *(rule.id for rule in load_pack(locale).rule if form in rule.forms)}


@pytest.mark.parametrize("locale", LOCALES)
def test_rules_keep_to_the_budget_of_false_alarms(locale: str) -> None:
    """Each rule, and all of them together, point at few everyday lines."""
    found = rates(locale)
    for form, measured in (("chat", found.chat), ("journal", found.journal)):
        for rule in measured:
            assert found.per_10_000(rule, form) <= (MOST_OF_ALL if rule == ANY else MOST_OF_ONE), (form, rule)  # type: ignore[arg-type] # one of the two


def test_a_rate_is_of_ten_thousand_lines() -> None:
    """Alarms over lines, times ten thousand."""
    found = rates("en")
    assert found.per_10_000(ANY, "chat") == pytest.approx(10_000 * found.chat[ANY] / found.lines)
    assert found.per_10_000(ANY, "chat") != found.per_10_000(ANY, "journal")
