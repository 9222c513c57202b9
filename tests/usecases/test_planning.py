"""The plan in the notebook."""

from datetime import UTC, datetime

from towpath.content import load
from towpath.domain.plan import Plan
from towpath.domain.records import Circumstances, SignsSeen
from towpath.domain.situation import SignAnswer
from towpath.usecases import planning
from towpath.vault import Stored

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
TODAY = NOW.date()
STEPS = load().plan_steps


def stored(*records: object) -> tuple[Stored, ...]:
    """Return records as the notebook gives them."""
    return tuple(Stored(id=f"{n}", revision=1, record=record) for n, record in enumerate(records))  # type: ignore[arg-type]


def test_a_yes_of_the_record_or_of_the_answers_counts_before_a_no() -> None:
    """What was seen once is not taken back by a tick; what nobody answered is missing."""
    told = Circumstances(written=NOW, children=True, live_together=False)
    gun = SignsSeen(written=NOW, answers=(SignAnswer(id="around.gun_access", how_often="once"),))
    plan = Plan(written=NOW, answers={"children": False, "weapons": False, "shared_home": True, "pets": False})
    assert planning.known(stored(told, gun), plan, TODAY) == {
        "children": True,
        "shared_home": True,
        "weapons": True,
        "pets": False,
    }
    assert planning.known((), Plan(written=NOW), TODAY) == {}
    never = SignsSeen(written=NOW, answers=(SignAnswer(id="around.gun_access", how_often="never"),))
    assert planning.known(stored(never), Plan(written=NOW), TODAY) == {}


def test_marks_own_steps_and_the_list_follow_each_other() -> None:
    """An own step gets a number, is marked and goes with its mark; a step that is marked leaves the list."""
    plan = planning.with_own(planning.with_own(Plan(written=NOW, path="leave"), "violin", "now"), "boat", "day")
    assert [(each.id, each.text, each.phase) for each in plan.own] == [(1, "violin", "now"), (2, "boat", "day")]
    plan = planning.marked(plan, "own-2", "done")
    assert planning.marked(plan, "own-2", None).marks == {}
    assert planning.without_own(plan, 2).marks == {}
    found = planning.laid(STEPS, (), plan, TODAY)
    assert found is not None
    assert [own.text for _, _, owned in found.phases for own in owned] == ["violin", "boat"]
    assert "Cash" in planning.pocket_lines(found, plan).split("\n")
    assert "Cash" not in planning.pocket_lines(found, planning.marked(plan, "cash", "done")).split("\n")


def test_without_a_path_there_is_no_plan_yet() -> None:
    """Nothing is chosen for the person; and with an empty record steps that tell the other are left out."""
    assert planning.laid(STEPS, (), Plan(written=NOW), TODAY) is None
    found = planning.laid(STEPS, (), Plan(written=NOW, path="stay"), TODAY)
    assert found is not None
    assert found.left_out
    assert len(found.three) == 3
