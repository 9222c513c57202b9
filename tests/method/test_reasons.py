"""Each rule names the signs it read and the sources behind it, so that a person can look them up."""

import msgspec
import pytest

from towpath.method import Situation, assess
from towpath.method.gate import _LADDER

SOURCES_OF_RULES = {
    "danger_marker": ("lap",),
    "violence_with_fear": ("s76",),
    "violence_with_control": ("campbell2003", "spencer2020"),
    "violence_around_leaving": ("campbell2003",),
    "gun_with_control": ("campbell2003", "spencer2020"),
    "control_with_circumstances": ("campbell2003",),
    "fear_or_changed_life": ("s76", "web"),
    "own_word_controlled_or_violated": (),
    "pattern_of_control": ("s76",),
    "doubts_own_mind": ("klein2023",),
    "sexual_pressure": (),
    "pressure_to_return": ("spearman2022",),
    "violence_not_screened": ("bograd1999",),
    "violence_without_fear": ("bograd1999",),
    "one_sign_of_control": (),
    "strain_or_disrespect": (),
    "own_part": (),
}


def test_each_rule_of_the_gate_keeps_its_sources() -> None:
    """The sources of the rules are these; changing one is a decision, not a slip."""
    assert {rule.name: rule.sources for _, rules in _LADDER for rule in rules} == SOURCES_OF_RULES


@pytest.mark.parametrize(
    ("rule", "signs"),
    [
        ("violence_with_fear", {"physical.hits", "felt.afraid"}),
        ("doubts_own_mind", {"felt.doubt_memory", "manipulation.denies_reality"}),
        ("gun_with_control", {"around.gun_access", "felt.controlled"}),
        (
            "control_with_circumstances",
            {"felt.controlled", "around.gun_access", "around.left_recently", "around.about_to_leave"},
        ),
    ],
)
def test_a_rule_names_every_sign_it_read(rule: str, signs: set[str]) -> None:
    """All signs that made a rule speak are in its reason, both halves of a pair of signs among them."""
    said = assess(_seen(*signs))
    assert signs <= {sign for reason in said.because if reason.rule == rule for sign in reason.signs}


def test_the_sources_of_the_signs_follow_those_of_the_rule() -> None:
    """A reason cites the rule's sources first, then those of its signs, each once."""
    reason = assess(_seen("felt.afraid", "felt.eggshells")).because[0]
    assert reason.sources == ("s76", "web")
    assert assess(_seen("danger.strangled")).because[0].sources == ("lap", "glass2008", "spencer2020")


@pytest.mark.parametrize(
    ("aim", "sources"), [("peace", ()), ("punish", ("hardtoget",)), ("get_apology", ("hardtoget",))]
)
def test_what_is_called_a_tactic_is_sourced(aim: str, sources: tuple[str, ...]) -> None:
    """To say that a tactic backfires needs a source; to say that an aim is honest does not."""
    assert assess(_seen("strain.drifted", aims=[aim])).because[-1].sources == sources


def test_a_crisis_is_sourced() -> None:
    """The reason for the crisis route carries its source."""
    assert assess(_seen(wellbeing={"self_harm": "thoughts"})).because[0].sources == ("dhr2022",)


def _seen(*signs: str, aims: list[str] | None = None, wellbeing: dict[str, str] | None = None) -> Situation:
    fields = {
        "towpath": 1,
        "as_of": "2026-05-01",
        "signs": [{"id": sign, "how_often": "once", "when": "earlier"} for sign in sorted(signs)],
        "wellbeing": wellbeing or {},
        "intention": {} if aims is None else {"aims": aims},
    }
    return Situation.from_json(msgspec.json.encode(fields))
