"""The steps of a plan: chosen by reasons, never against the gate, and always with a next one."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.method.situations import QUICK, SITUATIONS
from towpath.content import load
from towpath.domain.plan import PHASES, PLAN_PATHS, TOPICS, Mark, PlanPath, Step, Topic
from towpath.domain.situation import Situation
from towpath.method import assess
from towpath.method.paths import CLOSED_GATES
from towpath.method.plan import GUARDED, choose, first_three

PACK = load()
STEPS = PACK.plan_steps
KNOWN = st.dictionaries(st.sampled_from(TOPICS), st.booleans())
MOST_APART = 1.2


def of_path(path: PlanPath) -> list[Step]:
    """Return the steps of a path."""
    return [step for step in STEPS if path in step.paths]


@QUICK
@given(situation=SITUATIONS, path=st.sampled_from(PLAN_PATHS), known=KNOWN)
def test_a_plan_never_breaks_the_gate_and_has_a_next_step(
    situation: Situation, path: PlanPath, known: Mapping[Topic, bool]
) -> None:
    """Whatever was answered: there is a next step, none tells the other where that can harm, none is about a no."""
    found = assess(situation)
    chosen = choose(STEPS, path, found, known)
    assert first_three(chosen, {})
    assert all(path in each.step.paths for each in chosen)
    assert all(known.get(topic) is not False for each in chosen for topic in each.step.when)
    assert all(each.perhaps == any(topic not in known for topic in each.step.when) for each in chosen)
    if found.joint_work != "allowed" or found.gate in CLOSED_GATES:
        assert not any(each.step.tells for each in chosen)
    if found.gate not in GUARDED:
        assert not any(each.step.only for each in chosen)
    named = [each.step.first for each in chosen if each.step.first]
    assert named == [name for name in found.first if name in {step.first for step in STEPS}]
    assert [each.step.first for each in chosen[: len(named)]] == named


@QUICK
@given(situation=SITUATIONS, path=st.sampled_from(PLAN_PATHS), known=KNOWN)
def test_the_steps_stand_in_the_order_of_time(
    situation: Situation, path: PlanPath, known: Mapping[Topic, bool]
) -> None:
    """Now, the day, after; each step once."""
    chosen = choose(STEPS, path, assess(situation), known)
    places = [PHASES.index(each.step.phase) for each in chosen]
    assert places == sorted(places)
    assert len({each.step.id for each in chosen}) == len(chosen)


def test_what_is_marked_is_no_next_step_and_what_surely_fits_comes_first() -> None:
    """Done, not needed and not now all make room for the next."""
    now = [Step(id=name, paths=("leave",), phase="now", title="t", why="w") for name in "abcd"]
    about = Step(id="pets", paths=("leave",), phase="now", title="t", why="w", when=("pets",), order=0)
    chosen = choose([about, *now], "leave", assess(Situation.from_json('{"towpath":1,"as_of":"2026-01-01"}')), {})
    assert [each.step.id for each in chosen] == ["pets", "a", "b", "c", "d"]
    marks: dict[str, Mark] = {"a": "done", "b": "not_needed"}
    assert [each.step.id for each in first_three(chosen, marks)] == ["c", "d", "pets"]
    assert first_three(chosen, dict.fromkeys(("pets", "a", "b", "c", "d"), "not_now")) == ()


def test_there_are_many_steps_each_with_an_id_of_its_own_and_a_source() -> None:
    """At least 150; every source is in the list."""
    assert len(STEPS) >= 150
    assert len({step.id for step in STEPS}) == len(STEPS)
    assert all(step.source in PACK.sources for step in STEPS)
    assert all(step.title and step.why for step in STEPS)


def test_going_and_staying_are_told_in_equal_detail() -> None:
    """As many steps and as many words, within a fifth; staying is no failure page."""
    counts = [len(of_path(path)) for path in ("leave", "stay")]
    assert max(counts) <= MOST_APART * min(counts)
    lengths = [sum(len(step.title + step.why) for step in of_path(path)) for path in ("leave", "stay")]
    assert max(lengths) <= MOST_APART * min(lengths)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_question_chooses_some_step(topic: Topic) -> None:
    """No question is asked for nothing."""
    assert any(topic in step.when for step in STEPS)


@pytest.mark.parametrize("path", PLAN_PATHS)
def test_every_time_of_every_path_has_steps_that_need_no_answer(path: PlanPath) -> None:
    """Where all is answered with no, now, the day and after still hold something."""
    plain = {step.phase for step in of_path(path) if not (step.when or step.only or step.first or step.tells)}
    assert plain >= {"now", "after"}
    assert {step.phase for step in of_path(path)} == set(PHASES)


@pytest.mark.parametrize("path", PLAN_PATHS)
def test_where_there_is_no_sign_of_harm_a_plan_does_not_speak_of_it(path: PlanPath) -> None:
    """A calm life gets no step about blows, ways out, hiding or watching; a false alarm does harm too."""
    calm = Situation.from_json(
        '{"towpath": 1, "as_of": "2026-01-01", "signs": ['
        '{"id": "felt.afraid", "how_often": "never"}, {"id": "felt.changed_daily_life", "how_often": "never"},'
        '{"id": "strain.criticism", "how_often": "often"}]}'
    )
    known: dict[Topic, bool] = dict.fromkeys(TOPICS, True) | dict.fromkeys(("weapons", "technology", "orders"), False)
    text = " ".join(f"{each.step.title} {each.step.why}".lower() for each in choose(STEPS, path, assess(calm), known))
    never = (
        "weapon",
        "fight",
        "blow",
        "hurt you",
        "way out",
        "ways out",
        "tracker",
        "call for help",
        "if there is force",
    )
    for word in never:
        assert word not in text, word


def test_a_step_that_changes_a_phone_or_an_account_warns() -> None:
    """What sounds like a change on a device carries its own warning."""
    verbs = ("change", "switch", "leave shared", "look at the children's", "get a simple", "find out where your place")
    for step in STEPS:
        if "technology" in step.when and step.title.lower().startswith(verbs) and step.id != "think_before_change":
            assert "notice" in step.caution or "found" in step.caution, step.id


def test_no_step_outside_those_that_tell_says_to_tell_the_other() -> None:
    """Words that would make the other learn of a plan stand only in steps that are marked so."""
    asks = ("tell them", "tell the other", "agree with them", "with them on", "say it once", "both of you")
    allowed = {"alone_first"}
    for step in STEPS:
        text = f"{step.title} {step.why}".lower()
        if not step.tells and step.id not in allowed:
            assert not any(words in text for words in asks), step.id
