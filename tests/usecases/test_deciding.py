"""The decision sheet in the notebook, and what its answers say over the paths that are open."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.vault.samples import CHEAP
from towpath.analysis import weigh
from towpath.domain.situation import SignAnswer, Situation
from towpath.domain.weighed import Ahead, DecisionSheet, Matter, Score, WeighedPath
from towpath.method import assess
from towpath.usecases import deciding
from towpath.vault import Notebook

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)


def situation(**answers: str) -> Situation:
    """Return a situation with these answers; nothing else was asked."""
    signs = tuple(SignAnswer(id=name.replace("__", "."), how_often=often) for name, often in answers.items())  # type: ignore[arg-type]
    return Situation(towpath=1, as_of=NOW.date(), signs=signs)


FREE = assess(situation())
"""Nobody has asked: nothing is closed that joint work does not close."""
DANGER = assess(situation(danger__strangled="once"))


def sheet(**scores: int) -> DecisionSheet:
    """Return a sheet with two matters and one score for all of each path."""
    matters = (Matter(id=1, words="calm", points=(100, 100)), Matter(id=2, words="money", points=(20, 40)))
    by_path = {path: {n: {"all": (likely, likely, likely)} for n in ("1", "2")} for path, likely in scores.items()}
    return DecisionSheet(written=NOW, matters=matters, scores=by_path)  # type: ignore[arg-type]


def test_the_path_that_serves_all_that_matters_comes_first() -> None:
    """With certain answers the path that is better at everything is first in every reading."""
    found = deciding.result(sheet(space=2, leave=8, not_yet=3), FREE)
    assert found.weighing is not None
    assert (found.weighing.leader, found.weighing.first["leave"]) == ("leave", 1.0)
    assert not found.differs


def test_a_path_that_is_not_open_by_itself_is_never_compared() -> None:
    """With danger no path is put first by arithmetic, however high it stands; a closed one is not in the weighing."""
    full = sheet(mend=10, space=2, leave=3, not_yet=4)
    assert deciding.result(full, DANGER) == deciding.Result(
        weighing=None, triangle=None, paths=(), differs=False, carries=()
    )
    assert FREE.paths.mend.open != "yes"
    assert "mend" not in deciding.result(full, FREE).paths


def test_where_gut_and_result_differ_the_matters_that_carry_it_are_named() -> None:
    """The matter with the most points times difference comes first, and one that speaks for the gut is not named."""
    mixed = DecisionSheet(
        written=NOW,
        matters=(Matter(id=1, words="calm", points=(100, 100)), Matter(id=2, words="money", points=(20, 20)),
                 Matter(id=3, words="home", points=(60, 60)), Matter(id=4, words="danger", apart=True)),
        scores={
            "leave": {"1": {"all": (9, 9, 9)}, "2": {"all": (1, 1, 1)}, "3": {"all": (5, 5, 5)}},
            "space": {"1": {"all": (2, 2, 2)}, "2": {"all": (8, 8, 8)}, "3": {"all": (4, 4, 4)}},
            "not_yet": {"1": {"all": (0, 0, 0)}, "2": {"all": (0, 0, 0)}, "3": {"all": (0, 0, 0)}},
        },
        gut="space",
    )  # fmt: skip
    found = deciding.result(mixed, FREE)
    assert found.differs
    assert [each.words for each in found.carries] == ["calm", "home"]


def test_a_gut_choice_of_a_path_that_is_not_compared_is_no_difference() -> None:
    """What cannot be compared is not set against the result."""
    found = deciding.result(msgspec.structs.replace(sheet(space=2, leave=8, not_yet=3), gut="mend"), FREE)
    assert (found.differs, found.carries) == (False, ())


def test_what_is_apart_is_never_weighed() -> None:
    """Being out of danger stands beside the weighing, and has no points in it."""
    apart = DecisionSheet(written=NOW, matters=(Matter(id=7, words="out of danger", apart=True),))
    (value,) = deciding.weighable(apart, ("space", "leave")).values
    assert value.apart
    assert deciding.value_names(apart) == {7: "safety 7"}


def test_a_half_filled_sheet_is_not_enough() -> None:
    """A missing score is missing, and never a zero."""
    found = deciding.result(sheet(space=2, leave=8), FREE)
    assert found.weighing is not None
    assert found.weighing.statement == "not_enough"


@pytest.mark.parametrize(("days", "may"), [(2, False), (3, True), (40, True)])
def test_the_points_are_asked_again_after_three_days(days: int, may: bool) -> None:
    """Another mood needs another day: three, or more."""
    asked = DecisionSheet(written=NOW, pointed=NOW.date())
    assert deciding.may_ask_again(asked, NOW + timedelta(days=days)) is may
    assert not deciding.may_ask_again(DecisionSheet(written=NOW), NOW)


def test_there_is_one_sheet_with_all_its_versions(tmp_path: Path) -> None:
    """Keeping a sheet again is a new version of the same one."""
    with Notebook.create(tmp_path / "n.db", "words", cost=CHEAP) as notebook:
        assert deciding.kept(notebook.records(DecisionSheet)) == ("", None)
        first = deciding.keep(notebook, DecisionSheet(written=NOW))
        full = sheet(space=1)
        assert deciding.keep(notebook, full) == first
        assert deciding.kept(notebook.records(DecisionSheet)) == (first, full)
        assert len(notebook.revisions(first)) == 2


paths: st.SearchStrategy[WeighedPath] = st.sampled_from(deciding.PATHS)
likely = st.integers(0, 10).map(lambda each: (each, each, each))


@settings(max_examples=40)
@given(
    st.dictionaries(paths, st.fixed_dictionaries({"1": likely, "2": likely}), max_size=4),
    st.dictionaries(st.sampled_from(["danger.strangled", "felt.afraid", "control.isolates"]),
                    st.sampled_from(["never", "once", "often"]), max_size=3),
)  # fmt: skip
def test_no_path_that_is_not_open_ever_comes_first(
    scores: dict[WeighedPath, dict[str, tuple[int, int, int]]], answers: dict[str, str]
) -> None:
    """Whatever is answered on the sheet and in the signs, only an open path can be put first."""
    assessment = assess(situation(**{name.replace(".", "__"): often for name, often in answers.items()}))
    filled = {path: {n: {"all": score} for n, score in each.items()} for path, each in scores.items()}
    full = DecisionSheet(written=NOW, matters=sheet().matters, scores=filled)  # type: ignore[arg-type]
    found = deciding.result(full, assessment)
    leader = found.weighing.leader if found.weighing else None
    assert leader is None or getattr(assessment.paths, leader).open == "yes"
    assert assessment.gate not in {"control", "danger"} or leader is None


def test_the_time_that_counts_most_moves_the_answer() -> None:
    """A path that is better in the next weeks only comes first where those count most."""
    by_time: dict[WeighedPath, dict[str, dict[Ahead, Score]]] = {
        "space": {"1": {"weeks": (9, 9, 9), "year": (3, 3, 3), "five_years": (3, 3, 3)}},
        "leave": {"1": {"all": (6, 6, 6)}},
    }
    base = DecisionSheet(written=NOW, matters=(Matter(id=1, words="calm", points=(100, 100)),), scores=by_time)
    horizons: tuple[Ahead, ...] = ("all", "weeks", "year")
    found = {
        ahead: weigh(deciding.weighable(replace(base, ahead=ahead), ("space", "leave"))).leader for ahead in horizons
    }
    assert found == {"all": "leave", "weeks": "space", "year": "leave"}
