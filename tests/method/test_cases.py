"""The tables of cases hold: what the method says to each situation, and how one changed answer changes it."""

from typing import get_args

import pytest

from tests.method.tables import Case, Pair, all_cases, all_pairs, full_cases, told, wrong
from towpath.method import assess
from towpath.method.assessment import Caution, First
from towpath.method.gate import _LADDER

RULES = {rule.name for _, rules in _LADDER for rule in rules} | {
    "enough_asked_nothing_of_note", "not_enough_asked", "all_never_yet_here", "thoughts_of_self_harm",
    "only_aims_at_their_reaction", "aims_at_reaction_not_ready", "reaction_beside_honest_aims", "apology_as_the_aim",
    "need_never_said", "honest_aims",
}  # fmt: skip
SPEAKERS = sorted(RULES | set(get_args(First)) | set(get_args(Caution)))


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_each_case_is_answered_as_its_table_says(case: Case) -> None:
    """The assessment of a case is what its table expects, on both sides of a pair."""
    assert wrong(case) == []


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_each_rule_step_and_caution_has_a_near_miss(speaker: str) -> None:
    """Some pair makes every rule, first step and caution speak on one side and keeps it silent on the other."""
    assert any(_tells_apart(pair, speaker) for pair in all_pairs())


def test_no_rule_speaks_that_the_tables_do_not_know() -> None:
    """Every rule that any case brings to speak is one of the known rules."""
    spoke = {rule for case in all_cases() for rule in told(assess(case.situation))["rules"]}
    assert spoke == RULES


def test_the_hard_pairs_are_many_and_named_once() -> None:
    """There are at least forty pairs, each with a reason, and no name is used twice."""
    pairs = all_pairs()
    names = [pair.name for pair in pairs] + [case.name for case in full_cases()]
    assert len(pairs) >= 40
    assert len(set(names)) == len(names)
    assert all(pair.why.endswith(".") for pair in pairs)


def _tells_apart(pair: Pair, speaker: str) -> bool:
    return _expected(pair.one, speaker) + _expected(pair.other, speaker) == 0 and speaker in _named(pair)


def _expected(case: Case, speaker: str) -> int:
    return (speaker in case.expect.get("has", ())) - (speaker in case.expect.get("lacks", ()))


def _named(pair: Pair) -> set[str]:
    return {name for case in (pair.one, pair.other) for name in case.expect.get("has", ())}
