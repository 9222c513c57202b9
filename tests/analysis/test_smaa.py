"""Acceptability, against exact geometry and the published tables of others."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from towpath.analysis import smaa
from towpath.analysis.arguments import Floats

DRAWS = 50_000
CLOSE = 4 * 0.5 / DRAWS**0.5
"""Four standard errors of a share."""


def ignorant(values: int) -> Floats:
    """Draw weights of somebody of whom nothing is known: evenly from all that sum to 1."""
    rng = np.random.default_rng(8_501)
    return smaa.dirichlet(rng, np.full((values, DRAWS), 1 / values), values)


def found(scores: list[list[float]], weights: Floats) -> smaa.Acceptability:
    """Weigh paths whose scores are sure."""
    return smaa.acceptability(np.array(scores) @ weights, weights)


def test_three_paths_with_one_strength_each_share_the_simplex() -> None:
    """Each is best for a third; its central weight is 11/18 on its strength and 7/36 on the others."""
    result = found([[1, 0, 0], [0, 1, 0], [0, 0, 1]], ignorant(3))
    assert result.ranks == pytest.approx(np.full((3, 3), 1 / 3), abs=CLOSE)
    assert result.central == pytest.approx(np.full((3, 3), 7 / 36) + np.eye(3) * (11 / 18 - 7 / 36), abs=CLOSE)
    assert result.pairwise == pytest.approx(np.full((3, 3), 0.5), abs=CLOSE)


def test_a_strength_against_a_middling_path() -> None:
    """(1, 0) beats (.6, .6) where its weight is above .6: in .4 of the simplex, with a central weight of .8."""
    result = found([[1, 0], [0.6, 0.6]], ignorant(2))
    assert result.ranks[:, 0] == pytest.approx([0.4, 0.6], abs=CLOSE)
    assert result.pairwise[0, 1] == pytest.approx(0.4, abs=CLOSE)
    assert result.central[0] == pytest.approx([0.8, 0.2], abs=CLOSE)
    assert result.regret == pytest.approx([0.18, 0.08], abs=CLOSE)


def test_weights_in_a_known_order_have_the_means_of_their_ranks() -> None:
    """For four values in order of importance: .5208 .2708 .1458 .0625 (rank order centroid)."""
    weights = np.sort(ignorant(4), axis=0)[::-1]
    assert weights.mean(1) == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=CLOSE)


def test_the_thrombolysis_tables_of_the_r_package_smaa() -> None:
    """Two drugs, three outcomes, unknown weights: the package's printed tables, within .02.

    The package ships 10,000 measurements drawn from a model in log odds; here they are drawn from beta distributions
    of the trial's counts, so the tables are met closely and not exactly.
    """
    rng = np.random.default_rng(8_502)
    weights = ignorant(3)
    counts = [[(20, 116), (40, 96), (1, 135)], [(8, 121), (32, 97), (5, 124)]]
    worst, best = np.array([0.25, 0.4, 0.1]), np.array([0, 0.15, 0])
    risks = np.array([[rng.beta(*each, DRAWS) for each in drug] for drug in counts])
    scores = (worst[:, None] - risks) / (worst - best)[:, None]
    result = smaa.acceptability(smaa.additive(scores, weights), weights)
    assert result.ranks == pytest.approx(np.array([[0.3504, 0.6496], [0.6496, 0.3504]]), abs=0.02)
    assert result.central[0] == pytest.approx([0.1865, 0.2772, 0.5363], abs=0.02)
    assert result.central[1] == pytest.approx([0.4073, 0.3641, 0.2285], abs=0.02)
    assert smaa.confidence(scores, result.central) == pytest.approx([0.6682, 0.8956], abs=0.02)


def test_the_office_table_of_goodwin_and_wright() -> None:
    """Seven offices on six attributes: 80.8, 39.4, 47.4, 52.3, 64.8, 20.9 and 60.2 (Decision Analysis, chapter 3)."""
    weights = np.array([32.0, 26, 23, 10, 6, 3]) / 100
    offices = np.array([
        [100, 60, 100, 75, 0, 90], [20, 80, 10, 30, 100, 30], [80, 70, 0, 0, 10, 100], [70, 50, 30, 55, 30, 90],
        [40, 60, 90, 100, 60, 70], [0, 0, 70, 0, 80, 0], [60, 100, 20, 50, 50, 80],
    ], dtype=float)  # fmt: skip
    values = smaa.additive(offices[:, :, None], weights[:, None])[:, 0]
    assert values == pytest.approx([80.8, 39.4, 47.4, 52.3, 64.8, 20.9, 60.2])


def test_a_path_that_is_never_best_has_no_central_weight() -> None:
    """A dominated path is last always, has no weights and no confidence, and its regret is what it lacks."""
    scores = [[2.0, 2], [1.0, 1]]
    weights = ignorant(2)
    result = found(scores, weights)
    assert result.ranks.tolist() == [[1, 0], [0, 1]]
    assert np.isnan(result.central[1]).all()
    assert result.regret.tolist() == pytest.approx([0, 1])
    sure, never = smaa.confidence(np.repeat(np.array(scores)[:, :, None], 10, axis=2), result.central)
    assert sure == 1
    assert np.isnan(never)


def test_level_paths_share_their_ranks() -> None:
    """Two of three paths are the same and best: each is first in half, second in half, and beats the other in half."""
    result = found([[1.0, 1], [1.0, 1], [0, 0]], np.array([[0.25, 0.5], [0.75, 0.5]]))
    assert result.ranks.tolist() == [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]
    assert result.pairwise.tolist() == [[0.5, 0.5, 1], [0.5, 0.5, 1], [0, 0, 0.5]]
    assert result.central[:2].tolist() == [[0.375, 0.625]] * 2


def test_weights_are_drawn_around_their_means() -> None:
    """Each column sums to 1, a mean of 0 stays 0, and the variance is that of a Dirichlet distribution."""
    rng = np.random.default_rng(8_503)
    weights = smaa.dirichlet(rng, np.repeat([[0.5], [0.3], [0.2], [0]], DRAWS, axis=1), 20)
    assert weights.sum(0) == pytest.approx(np.ones(DRAWS))
    assert (weights[3] == 0).all()
    assert weights.mean(1) == pytest.approx([0.5, 0.3, 0.2, 0], abs=CLOSE)
    assert weights[0].var() == pytest.approx(0.25 / 21, rel=0.04)


def test_weights_so_small_that_all_vanish_are_the_means() -> None:
    """Where every drawn amount is 0 the mean itself is taken, never a division by nothing."""
    rng = np.random.default_rng(8_504)
    weights = smaa.dirichlet(rng, np.full((2, 1_000), 0.5), 1e-5)
    assert np.isfinite(weights).all()
    assert (weights == 0.5).all(0).any()


def test_shares_are_drawn_evenly_within_their_ranges() -> None:
    """One amount fixed at 1, one from 0 to 1: its share of both runs from 0 to a half, with the middle at 1/3."""
    shares = smaa.shares(np.random.default_rng(8_505), np.array([[1.0, 1], [0, 1]]), DRAWS)
    assert shares.sum(0) == pytest.approx(np.ones(DRAWS))
    assert np.median(shares[1]) == pytest.approx(1 / 3, abs=CLOSE)
    assert shares[1].max() <= 0.5


@pytest.mark.parametrize("corners", [(2, 4, 7), (0, 0, 10), (3, 10, 10), (5, 5, 5)])
def test_the_triangular_distribution_is_scipys(corners: tuple[float, float, float]) -> None:
    """With its top inside, at either end, and without any width."""
    low, top, high = corners
    chances = np.linspace(0.001, 0.999, 50)
    width = max(high - low, 1e-12)
    expected = stats.triang.ppf(chances, (top - low) / width, loc=low, scale=width)
    drawn = smaa.triangular(chances, low, top, high)
    assert drawn == pytest.approx(expected)
    assert all(before <= after for before, after in pairwise(drawn))
