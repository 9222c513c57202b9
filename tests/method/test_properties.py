"""What holds for every situation, whatever a person has answered."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # the package carries no types
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from tests.method.situations import (
    AROUND,
    CONTROL,
    DANGER,
    FEAR,
    GOOD,
    INTENTIONS,
    JOINT,
    LESSER,
    ORDER,
    OWN,
    QUICK,
    SEEN,
    SITUATIONS,
    SUPPORT,
    VIOLENCE,
    answers,
    with_signs,
)
from towpath.domain.signs import SIGNS
from towpath.domain.situation import Intention, SignAnswer, Situation, Wellbeing
from towpath.method import assess

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
ASSESSMENT = jsonschema.Draft202012Validator(
    json.loads((REFERENCE / "assessment.schema.json").read_text(encoding="utf-8"))
)
SITUATION = jsonschema.Draft202012Validator(
    json.loads((REFERENCE / "situation.schema.json").read_text(encoding="utf-8"))
)
KNOWN_SAFE = {"plan_for_safety", "absence_is_not_safety"}
SOURCES = {
    "s76", "da2021", "cps", "duluth", "campbell2003", "glass2008", "spencer2020", "lap", "web", "klein2023",
    "darvo", "manip", "gottman", "joel2020", "joel2018", "bancroft", "arce2020", "iris2017", "hegarty2019",
    "hansen1991", "no_joint_counselling", "bograd1999", "spearman2022", "dhr2022", "schrodt2014", "hardtoget",
    "monk2018", "eastwick2008", "sbarra2005", "larson2015", "ourrelationship", "discernment", "nnedv", "govuk_exit",
    "ipdas", "phq4", "kossakowski2017", "smaa2001", "schat2021",
}  # fmt: skip


def gate_of(situation: Situation) -> str:
    """Return the gate."""
    return assess(situation).gate


@QUICK
@given(situation=SITUATIONS, data=st.data())
def test_the_order_of_answers_never_matters(situation: Situation, data: st.DataObject) -> None:
    """The same answers in any order give the same assessment."""
    shuffled = replace(situation, signs=tuple(data.draw(st.permutations(situation.signs))))
    assert assess(shuffled) == assess(situation)


@QUICK
@given(situation=SITUATIONS)
def test_a_repeated_answer_changes_nothing(situation: Situation) -> None:
    """Saying everything twice is saying it once."""
    assert assess(with_signs(situation, *situation.signs)) == assess(situation)


@QUICK
@given(situation=SITUATIONS, marker=answers(DANGER, SEEN))
def test_any_marker_of_danger_gives_danger(situation: Situation, marker: SignAnswer) -> None:
    """One marker of danger, ever, gives danger whatever else is answered."""
    assert gate_of(with_signs(situation, marker)) == "danger"


@pytest.mark.parametrize("marker", DANGER)
def test_each_marker_of_danger_gives_danger_alone(marker: str) -> None:
    """Each of the danger signs is enough, once and long ago."""
    alone = _plain(SignAnswer(id=marker, how_often="once", when="earlier"))
    assert gate_of(alone) == "danger"


@pytest.mark.parametrize("sign", CONTROL)
def test_each_sign_of_control_that_is_often_gives_control_or_more(sign: str) -> None:
    """Each sign of control counts as a pattern when it happens often."""
    assert gate_of(_plain(SignAnswer(id=sign, how_often="often"))) == "control"


@pytest.mark.parametrize("sign", VIOLENCE)
def test_each_sign_of_violence_gives_violence_or_more(sign: str) -> None:
    """Each sign of violence is held as control until fear is asked, then as violence without fear."""
    seen = SignAnswer(id=sign, how_often="once", when="earlier")
    no_fear = [SignAnswer(id=name, how_often="never") for name in FEAR]
    assert gate_of(_plain(seen)) == "control"
    assert gate_of(_plain(seen, *no_fear)) == "violence_without_fear"


@QUICK
@given(
    situation=SITUATIONS,
    more=st.lists(answers(DANGER + CONTROL + VIOLENCE + LESSER + OWN + AROUND, SEEN), min_size=1, max_size=3),
)
def test_more_seen_never_lowers_the_gate_nor_opens_joint_work(situation: Situation, more: list[SignAnswer]) -> None:
    """Danger, control, fear, violence, strain, circumstances or an own part never lower a gate or open joint work."""
    before, after = assess(situation), assess(with_signs(situation, *more))
    assert ORDER[after.gate] >= ORDER[before.gate]
    if before.gate != "cannot_tell":
        assert JOINT[after.joint_work] <= JOINT[before.joint_work]


@QUICK
@given(situation=SITUATIONS, more=st.lists(answers(CONTROL + VIOLENCE + DANGER, SEEN), min_size=1, max_size=2))
def test_fear_control_and_violence_close_joint_work(situation: Situation, more: list[SignAnswer]) -> None:
    """After any sign of fear, control, violence or danger joint work is never simply allowed."""
    assert assess(with_signs(situation, *more)).joint_work != "allowed"


@QUICK
@given(many=st.lists(answers(LESSER, SEEN), max_size=30))
def test_strain_and_disrespect_never_add_up(many: list[SignAnswer]) -> None:
    """No number of strain and disrespect signs is control or danger."""
    assert gate_of(_plain(*many)) == ("distress" if many else "cannot_tell")


def test_all_strain_and_disrespect_at_once_is_distress() -> None:
    """Every sign of strain and disrespect, all often, is still distress."""
    assert gate_of(_plain(*(SignAnswer(id=name, how_often="often") for name in LESSER))) == "distress"


@QUICK
@given(situation=SITUATIONS, good=st.lists(answers(GOOD, SEEN), min_size=1, max_size=12))
def test_good_signs_never_lower_a_gate(situation: Situation, good: list[SignAnswer]) -> None:
    """Good things never lower the gate, and change nothing at all once fear, control, violence or danger was seen."""
    before, after = assess(situation), assess(with_signs(situation, *good))
    assert ORDER[after.gate] >= ORDER[before.gate]
    if ORDER[before.gate] > ORDER["distress"]:
        assert after == before


@QUICK
@given(situation=SITUATIONS, own=st.lists(answers(OWN, SEEN), min_size=1, max_size=9))
def test_an_own_part_never_lowers_a_gate(situation: Situation, own: list[SignAnswer]) -> None:
    """What the person did never lowers a gate that the other's behaviour opened."""
    assert ORDER[gate_of(with_signs(situation, *own))] >= ORDER[gate_of(situation)]


@QUICK
@given(situation=SITUATIONS, intention=INTENTIONS, support=SUPPORT, yes=st.booleans())
def test_what_is_no_sign_does_not_change_the_gate(
    situation: Situation, intention: Intention, support: tuple[Any, ...], yes: bool
) -> None:
    """Support, pregnancy, a shared home, children, the day and the intention leave every gate that was opened."""
    other = replace(
        situation, as_of=situation.as_of.replace(year=2020, day=1), support=support, pregnant=yes, children=yes,
        live_together=yes, intention=intention,
    )  # fmt: skip
    before, after = gate_of(situation), gate_of(other)
    assert ORDER[before] == ORDER[after]
    assert before == after or "cannot_tell" in {before, after}


@QUICK
@given(situation=SITUATIONS, support=SUPPORT, yes=st.booleans())
def test_fields_that_no_rule_reads_change_nothing(situation: Situation, support: tuple[Any, ...], yes: bool) -> None:
    """Who is there, pregnancy and a shared home change no gate, path, first step or reason."""
    other = replace(situation, support=support, pregnant=yes, live_together=yes)
    before, after = assess(situation), assess(other)
    assert (after.gate, after.paths, after.first, after.because) == (
        before.gate,
        before.paths,
        before.first,
        before.because,
    )
    assert set(before.cautions) ^ set(after.cautions) <= {"few_supports"}


@QUICK
@given(situation=SITUATIONS)
def test_would_do_it_unnoticed_is_for_the_person_only(situation: Situation) -> None:
    """The question whether they would do it unnoticed is for thinking; no rule reads it."""
    if situation.intention is UNSET:
        return
    asked = replace(situation, intention=replace(situation.intention, would_do_it_if_they_never_noticed="no"))
    assert assess(asked) == assess(situation)


@QUICK
@given(situation=SITUATIONS)
def test_control_and_danger_close_what_must_be_closed(situation: Situation) -> None:
    """With control or danger no joint work, no mending, no question about intention; the ways out go with help."""
    said = assess(situation)
    closed = said.gate in {"control", "danger"}
    assert (said.joint_work == "not_allowed") is closed
    assert (said.paths.mend.open == "no") is closed
    ways_out = {said.paths.space.open, said.paths.leave.open, said.paths.not_yet.open}
    assert ways_out == ({"with_help"} if closed else {"yes"})
    if closed:
        assert said.intention == "not_asked"
        assert not {"honest_talk", "set_a_limit", "private_screening"} & set(said.first)
        assert not {"tactic_backfires", "say_the_need_instead"} & set(said.cautions)
        assert {"no_joint_counselling", "no_confrontation", "own_choice_respected"} <= set(said.cautions)
        assert "advocate" in said.first


@QUICK
@given(situation=SITUATIONS)
def test_a_way_on_is_never_closed(situation: Situation) -> None:
    """Space, leaving and not yet are never "no", and something comes first in every situation."""
    said = assess(situation)
    assert "no" not in {said.paths.space.open, said.paths.leave.open, said.paths.not_yet.open}
    assert said.first


@QUICK
@given(situation=SITUATIONS)
def test_a_crisis_is_apart_from_the_gate(situation: Situation) -> None:
    """A plan to die opens the crisis line and takes no reason, step or closed door away."""
    calm, crisis = (
        assess(replace(situation, wellbeing=Wellbeing(phq4=(0, 0, 0, 0), self_harm=answer)))
        for answer in ("no", "plan")
    )
    assert ORDER[calm.gate] == ORDER[crisis.gate]
    assert crisis.because[0].rule == "thoughts_of_self_harm"
    assert set(crisis.first) >= {"crisis_line", *(step for step in calm.first if step != "keep_observing")}
    if calm.gate != "none":
        assert crisis.because[1:] == calm.because


@QUICK
@given(situation=SITUATIONS)
def test_every_assessment_has_the_published_form(situation: Situation) -> None:
    """Every situation and assessment is valid against its schema, with reasons, known signs and known sources."""
    SITUATION.validate(json.loads(situation.to_json()))
    said = json.loads(assess(situation).to_json())
    ASSESSMENT.validate(said)
    assert said["because"]
    assert all(path["because"] for path in said["paths"].values())
    for reason in said["because"]:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", reason["rule"])
        assert set(reason["signs"]) <= set(SIGNS)
        assert set(reason["sources"]) <= SOURCES
        assert len(set(reason["signs"])) == len(reason["signs"])


@QUICK
@given(situation=SITUATIONS)
def test_a_reason_names_only_signs_that_were_seen(situation: Situation) -> None:
    """Reasons come from what the person said, never from what they denied or were not asked."""
    seen = {answer.id for answer in situation.signs if answer.how_often != "never"}
    assert all(set(reason.signs) <= seen for reason in assess(situation).because)


@QUICK
@given(situation=SITUATIONS)
def test_each_closed_or_guarded_path_names_the_rules_of_the_gate(situation: Situation) -> None:
    """Each path gives as its reason the rules behind the gate, and those rules are among the reasons."""
    said = assess(situation)
    rules = [reason.rule for reason in said.because]
    for path in (said.paths.mend, said.paths.space, said.paths.leave, said.paths.not_yet):
        assert path.because
        assert set(path.because) <= set(rules)


@QUICK
@given(situation=SITUATIONS)
def test_the_word_safe_is_never_said(situation: Situation) -> None:
    """No output says "safe" or "safety" outside the two fixed ids and the id of an answered sign."""
    said = json.dumps(msgspec.to_builtins(assess(situation)))
    for allowed in KNOWN_SAFE | {"good.safe_to_disagree"}:
        said = said.replace(f'"{allowed}"', "")
    assert "safe" not in said
    assert "low_risk" not in said


def test_nothing_answered_is_not_everything_never() -> None:
    """A record of nothing is unknown; a record of never in every question is not called quiet either."""
    nothing = _plain()
    assert gate_of(nothing) == "cannot_tell"
    bad = [name for name in SIGNS if name not in GOOD]
    assert gate_of(_plain(*(SignAnswer(id=name, how_often="never") for name in bad))) == "none"
    assert gate_of(_plain(*(SignAnswer(id=name, how_often="never") for name in SIGNS))) == "cannot_tell"


def _plain(*signs: SignAnswer) -> Situation:
    return Situation.from_json(msgspec.json.encode({"towpath": 1, "as_of": "2026-05-01", "signs": signs}))
