"""What would turn the order, in closed form, worked out by hand and by trying it out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from towpath.analysis.arguments import Floats
from towpath.analysis.flips import leader, turns

SCORES = st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3), min_size=2, max_size=4)
POINTS = st.lists(st.integers(0, 100), min_size=3, max_size=3).filter(any)


def turned(scores: Floats, weights: Floats, rival: int, first: int) -> float:
    """Return by how much the leader is ahead of a rival."""
    values = scores @ weights
    return float(values[first] - values[rival])


@settings(max_examples=200)
@given(scores=SCORES, points=POINTS)
def test_at_a_turn_the_rival_is_level(scores: list[list[int]], points: list[int]) -> None:
    """Put in place of the answer, the amount of the turn leaves the leader and its rival level, to the last digit."""
    given_scores, weights = np.array(scores, dtype=float), np.array(points) / sum(points)
    first = leader(given_scores, weights)
    for turn in turns(given_scores, weights):
        if turn.path is None:
            others = np.delete(weights, turn.value)
            changed = np.insert(others / others.sum() * (1 - turn.at), turn.value, turn.at)
            assert turned(given_scores, changed, turn.rival, first) == pytest.approx(0, abs=1e-9)
        else:
            moved = given_scores.copy()
            moved[turn.path, turn.value] = turn.at
            assert turned(moved, weights, turn.rival, first) == pytest.approx(0, abs=1e-9)


def test_a_turn_worked_out_by_hand() -> None:
    """8 and 2 against 4 and 7 at weights .6 and .4: level at a weight of 5/9, or at a score of 7.33, 1 and so on."""
    found = {
        (turn.of, turn.value, turn.path): turn.at for turn in turns(np.array([[8.0, 2], [4, 7]]), np.array([0.6, 0.4]))
    }
    assert found == {
        ("weight", 0, None): pytest.approx(5 / 9),
        ("weight", 1, None): pytest.approx(4 / 9),
        ("score", 0, 0): pytest.approx(8 - 0.4 / 0.6),
        ("score", 1, 0): pytest.approx(1),
        ("score", 0, 1): pytest.approx(4 + 0.4 / 0.6),
        ("score", 1, 1): pytest.approx(8),
    }


def test_the_smallest_change_comes_first() -> None:
    """Changes are compared as parts of their scales: .044 of all weight before two thirds of a point of ten."""
    found = turns(np.array([[8.0, 2], [4, 7]]), np.array([0.6, 0.4]))
    assert found[0].of == "weight"
    sizes = [abs(turn.at - turn.now) / (1 if turn.of == "weight" else 10) for turn in found]
    assert sizes == sorted(sizes)


def test_a_path_that_is_best_in_everything_is_turned_by_no_weight() -> None:
    """Only its scores can be wrong."""
    found = turns(np.array([[9.0, 9], [2, 3]]), np.array([0.5, 0.5]))
    assert {turn.of for turn in found} <= {"score"}


def test_the_only_value_has_no_weight_to_turn() -> None:
    """With one value there are no proportions to keep; the scores can still meet."""
    found = turns(np.array([[7.0], [4.0]]), np.array([1.0]))
    assert [(turn.of, turn.at) for turn in found] == [("score", 4), ("score", 7)]


def test_the_nearest_rival_is_the_one_that_a_weight_brings_level() -> None:
    """With two rivals the weight is that at which the first of them comes level."""
    scores = np.array([[6.0, 6], [5.0, 9], [5.0, 8]])
    (turn,) = [turn for turn in turns(scores, np.array([0.9, 0.1])) if turn.of == "weight" and turn.value == 1]
    assert turn.rival == 1
    assert turn.at == pytest.approx(0.25)
