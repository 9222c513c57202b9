"""The answers put as questions that a rule can ask."""

from datetime import date

from towpath.domain.situation import SignAnswer, Situation
from towpath.method.facts import Facts


def test_never_is_not_missing_and_not_seen() -> None:
    """Only a sign that was asked and answered never was said to be never."""
    signs = (
        SignAnswer(id="felt.afraid", how_often="never"),
        SignAnswer(id="felt.eggshells", how_often="once"),
        SignAnswer(id="felt.controlled", how_often="never"),
        SignAnswer(id="felt.controlled", how_often="once"),
    )
    facts = Facts.of(Situation(towpath=1, as_of=date(2026, 5, 1), signs=signs))
    assert facts.said_never("felt.afraid")
    assert not facts.said_never("felt.changed_daily_life")
    assert not facts.said_never("felt.eggshells")
    assert not facts.said_never("felt.controlled")
