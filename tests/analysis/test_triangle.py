"""The triangle of mixes against brute force and against exact geometry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.analysis import triangle, weigh
from towpath.analysis.triangle import DOMINATE, SIDE
from towpath.domain.sheet import Sheet, Value

PATHS = ("mend", "space", "leave")


def sheet(points: tuple[float, ...], scores: np.typing.NDArray[np.float64]) -> Sheet:
    """Return a sheet of these points, and scores (paths, values)."""
    names = [f"v{n}" for n in range(len(points))]
    return Sheet(
        towpath=1,
        paths=PATHS,
        values=tuple(Value(id=name, points=each) for name, each in zip(names, points, strict=True)),
        scores={path: dict(zip(names, row.tolist(), strict=True)) for path, row in zip(PATHS, scores, strict=True)},
    )


def test_where_each_path_is_best_at_one_value_each_has_a_third() -> None:
    """Identity scores: each part is around its own corner; without cells where two are level all are equal."""
    found = triangle(sheet((50, 50, 50), 10 * np.eye(3)))
    assert found is not None
    assert len(found.cells) == SIDE**2
    counts = dict.fromkeys(PATHS, 0)
    assert found.own == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert found.share == pytest.approx(1)
    for cell in found.cells:
        low, high = sorted(cell.middle)[-2:]
        best = found.values[int(np.argmax(cell.middle))]
        if high - low > 1e-9:
            assert cell.first == PATHS[int(best[1:])]
            counts[cell.first] += 1
    assert len(set(counts.values())) == 1
    assert sum(counts.values()) > SIDE**2 * 0.8
    assert sum(found.count(path) for path in PATHS) == SIDE**2


@given(
    points=st.lists(st.integers(1, 100), min_size=3, max_size=5).map(tuple),
    seed=st.integers(0, 10_000),
)
def test_every_cell_is_what_weighing_its_middle_puts_first(points: tuple[int, ...], seed: int) -> None:
    """Brute force: the value of each path at the middle of the cell, the other weights as they are."""
    scores = np.random.default_rng(seed).integers(0, 11, (len(PATHS), len(points))).astype(float)
    found = triangle(sheet(tuple(map(float, points)), scores))
    weights = np.array(points) / sum(points)
    if sum(sorted(weights)[-3:]) < DOMINATE - 1e-9:
        assert found is None
        return
    if found is None:
        pytest.fail("three values dominate")
    places = [int(name[1:]) for name in found.values]
    for cell in found.cells:
        mixed = weights.copy()
        mixed[places] = found.share * np.array(cell.middle)
        values = scores @ mixed
        assert values[PATHS.index(cell.first)] == pytest.approx(values.max())


def test_the_own_mix_lies_in_the_part_of_the_path_that_the_likeliest_answers_put_first() -> None:
    """The cell that is nearest to the person's own mix has the leader of the weighing."""
    given_ = sheet((100, 60, 20), np.array([[9, 1, 1], [1, 9, 5], [2, 2, 9]], dtype=float))
    found, weighed = triangle(given_), weigh(given_)
    assert found is not None
    nearest = min(found.cells, key=lambda cell: float(np.abs(np.subtract(cell.middle, found.own)).sum()))
    assert nearest.first == weighed.leader


def test_there_is_no_map_of_two_values_nor_with_an_answer_missing_nor_where_none_dominate() -> None:
    """Two values need no triangle; what is missing is not guessed; ten like values have no three."""
    assert triangle(sheet((50, 50), np.ones((3, 2)))) is None
    full = sheet((50, 50, 50), np.ones((3, 3)))
    assert triangle(Sheet(towpath=1, paths=full.paths, values=full.values)) is None
    assert triangle(sheet((50,) * 10, np.ones((3, 10)))) is None
