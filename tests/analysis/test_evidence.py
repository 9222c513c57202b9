"""Bayes factors against the integrals they stand for."""

import numpy as np
import pytest
from scipy import integrate, special, stats

from tests.analysis.simulated import covariance
from towpath.analysis import nuisance
from towpath.analysis.evidence import factors, factors_at
from towpath.analysis.nuisance import GRID, base_columns, moments_at
from towpath.analysis.shapes import Shape, dictionary, fading, pulse, ramp, settling, step

DAYS = np.array([0.0, 1.0, 2.0, 4.0, 7.0, 8.0, 9.0, 12.0])
VALUES = np.array([3.0, 5.0, 2.0, 4.0, 7.0, 5.0, 8.0, 6.0])
SCALE = 0.8


def by_hand(shape: np.ndarray) -> tuple[float, float]:
    """Integrate over the size numerically, over mean and sigma in closed form, and average over the grid."""
    ones = np.ones_like(VALUES)
    none, up, down = 0.0, 0.0, 0.0
    for each in (covariance(DAYS, carry, share) for carry, share in nuisance.GRID):
        none += density(each, ones)
        up += density(each, ones, shape, 1)
        down += density(each, ones, shape, -1)
    return up / none, down / none


def density(covariances: np.ndarray, ones: np.ndarray, shape: np.ndarray | None = None, sign: int = 0) -> float:
    """Return the marginal density with a flat mean and sigma under 1 / sigma; the size is half normal, times sigma."""
    inverse, deviation = np.linalg.inv(covariances), np.sqrt(np.linalg.det(covariances))

    def squares(mean_of: np.ndarray) -> float:
        middle = (ones @ inverse @ mean_of) / (ones @ inverse @ ones)
        rest = mean_of - middle * ones
        return float(rest @ inverse @ rest)

    free = VALUES.size - 1
    if shape is None:
        return float(squares(VALUES) ** (-free / 2) / deviation / np.sqrt(ones @ inverse @ ones))

    def joint(size: float, log_sigma: float) -> float:
        sigma = np.exp(log_sigma)
        fit = np.exp(-0.5 * squares(VALUES - sign * size * sigma * shape) / sigma**2 - free * log_sigma)
        return float(fit * 2 * stats.norm.pdf(size, scale=SCALE))

    area, _ = integrate.dblquad(joint, -3, 5, 0, 6 * SCALE, epsabs=1e-12, epsrel=1e-5)
    constant = 2 ** (free / 2 - 1) * special.gamma(free / 2)
    return float(area / constant / deviation / np.sqrt(ones @ inverse @ ones))


def test_the_factors_are_those_of_the_integrals(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a step, up and down: mean, sigma and size integrated numerically over two grid points."""
    few = GRID[[2, 8]]
    monkeypatch.setattr("towpath.analysis.nuisance.GRID", few)
    shape = step(DAYS, 7.0)
    (sums,) = moments_at(DAYS, base_columns(VALUES, None), shape[:, None], np.array([7.0]), np.array([DAYS.size]))
    found = factors(sums, np.array([SCALE]))
    assert (found.up[0], found.down[0]) == pytest.approx(by_hand(shape), rel=1e-3)


def test_little_or_nothing_known_is_evidence_of_one() -> None:
    """With five answers, or for a shape that has not moved yet, the record says nothing."""
    shapes = dictionary([Shape(0.0, step(DAYS, 1.0), 1.0, SCALE), Shape(12.0, ramp(DAYS, 12.0), 1.0, SCALE)])
    few, all_of_it = factors_at(DAYS, base_columns(VALUES, None), shapes, np.array([5, 8]))
    assert (few.answers, few.up.tolist(), few.down.tolist()) == (5, [1.0], [1.0])
    assert all_of_it.up[0] > 1 > all_of_it.down[0]
    assert (all_of_it.up[1], all_of_it.down[1]) == pytest.approx((1.0, 1.0))


def test_evidence_has_an_upper_end() -> None:
    """However great a change, its evidence is a number that can be worked with."""
    days = np.arange(400.0)
    values = np.where(days < 200, np.tile([0.0, 1.0], 200), np.tile([9.0, 10.0], 200))
    shapes = dictionary([Shape(200.0, step(days, 200.0), 1.0, SCALE)])
    (found,) = factors_at(days, base_columns(values, None), shapes, np.array([400]))
    assert found.up[0] == pytest.approx(np.exp(50))
    assert 0 <= found.down[0] < 1


def test_the_shapes_are_what_their_names_say() -> None:
    """Each shape is zero before its day, and afterwards goes the way it is named."""
    days = np.array([0.0, 9.0, 10.0, 24.0, 30.0, 38.0, 100.0])
    assert step(days, 10).tolist() == [0, 0, 1, 1, 1, 1, 1]
    assert ramp(days, 10).tolist() == [0, 0, 0, 0.5, pytest.approx(20 / 28), 1, 1]
    assert pulse(days, 10, 14).tolist() == [0, 0, 1, 1, pytest.approx(1 / 7), 0, 0]
    assert fading(days, 10, 14).tolist() == pytest.approx(
        [0, 0, 1, np.exp(-1), np.exp(-10 / 7), np.exp(-2), np.exp(-90 / 14)]
    )
    assert settling(days, 10, 14).tolist() == pytest.approx(
        [0, 0, 0, 1 - np.exp(-1), 1 - np.exp(-10 / 7), 1 - np.exp(-2), 1 - np.exp(-90 / 14)]
    )
