"""The model without change against the multivariate normal distribution and statsmodels."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.tsa.arima.model import ARIMA

from tests.analysis.simulated import covariance, invented
from towpath.analysis.nuisance import GRID, base_columns, gains, moments_at, variance_of_sum, without_change

DAYS = np.array([0.0, 1.0, 2.0, 5.0, 5.5, 9.0, 20.0, 21.0, 22.0, 40.0])
VALUES = np.array([5.0, 6.0, 3.0, 4.0, 4.0, 7.0, 5.0, 8.0, 2.0, 6.0])
NOTHING = np.zeros((DAYS.size, 0))
COVARIANCES = [covariance(DAYS, carry, share) for carry, share in GRID]


def likelihoods(days: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the log likelihood of values about zero with sigma one, from the whitened sums, for each grid point."""
    columns = np.column_stack([values, np.ones_like(values)])
    (sums,) = moments_at(days, columns, np.zeros((days.size, 0)), np.zeros(0), np.array([days.size]))
    return np.asarray(-0.5 * sums.base[:, 0, 0] - sums.spread - days.size / 2 * np.log(2 * np.pi))


def test_whitening_gives_the_exact_likelihood_for_any_gaps() -> None:
    """The prediction errors add up to the multivariate normal density with the covariances of the model."""
    exact = [stats.multivariate_normal.logpdf(VALUES, cov=each) for each in COVARIANCES]
    assert likelihoods(DAYS, VALUES) == pytest.approx(np.array(exact), rel=1e-6)


def test_the_likelihood_is_that_of_a_kalman_filter_of_statsmodels() -> None:
    """With whole days missing, an autoregression of statsmodels has the likelihood of the points without noise."""
    record = invented(3, 8)
    days, values = record.days, record.values - 5
    full = np.full(int(days[-1]) + 1, np.nan)
    full[days.astype(int)] = values
    found = likelihoods(days, values)
    for point in np.flatnonzero((GRID[:, 1] == 1) & (GRID[:, 0] > 0)):
        carry = GRID[point, 0]
        model = ARIMA(full, order=(1, 0, 0), trend="n")
        assert found[point] == pytest.approx(model.loglike([carry, 1 - carry * carry]), abs=1e-5)


def test_the_evidence_is_that_of_the_integrals() -> None:
    """Mean and sigma integrated by hand over a fine lattice give the evidence, up to one constant for all points."""
    columns = base_columns(VALUES, None)
    (sums,) = moments_at(DAYS, columns, NOTHING, np.zeros(0), np.array([DAYS.size]))
    found = without_change(sums).evidence
    means, logs = np.meshgrid(np.linspace(-15, 25, 801), np.linspace(-2, 4, 601))
    exact = []
    for each in COVARIANCES:
        inverse = np.linalg.inv(each)
        ones = np.ones_like(VALUES)
        squares = VALUES @ inverse @ VALUES - 2 * means * (ones @ inverse @ VALUES) + means**2 * (ones @ inverse @ ones)
        density = np.exp(-0.5 * squares / np.exp(2 * logs) - DAYS.size * logs)
        exact.append(np.log(density.sum()) - 0.5 * np.linalg.slogdet(each)[1])
    difference = found - np.array(exact)
    assert np.ptp(difference) < 0.01


def test_the_filter_knows_only_the_days_before() -> None:
    """What the filter does at an answer is the same however the record goes on."""
    for whole, part in zip(gains(DAYS), gains(DAYS[:6]), strict=True):
        assert (whole[:6] == part).all()


def test_one_pass_gives_the_sums_of_every_look() -> None:
    """The sums at a look are those of a pass that ends there."""
    columns, shape = base_columns(VALUES, np.where(DAYS > 8, 1.0, 0.0)), (DAYS >= 5).astype(float)[:, None]
    counts = np.array([0, 3, 3, 7, 10])
    for count, sums in zip(counts, moments_at(DAYS, columns, shape, np.array([5.0]), counts), strict=True):
        (alone,) = moments_at(DAYS[:count], columns[:count], shape[:count], np.array([5.0]), np.array([count]))
        assert sums.answers == count
        assert sums.square.shape == (len(GRID), int(count > 3))
        for one, other in ((sums.base, alone.base), (sums.cross, alone.cross), (sums.square, alone.square)):
            assert one == pytest.approx(other, rel=1e-12, abs=1e-12)


def test_the_variance_of_a_sum_is_that_of_its_covariances() -> None:
    """Weights on both sides of the covariances give the same, without ever writing them down."""
    weights = np.array([0.5, -0.2, 0.0, 1.0, 0.3, -1.0, 0.4, 0.1, -0.6, 0.5])
    exact = [weights @ each @ weights for each in COVARIANCES]
    assert variance_of_sum(DAYS, weights) == pytest.approx(np.array(exact))


def test_a_long_stretch_between_two_looks_is_no_different() -> None:
    """A thousand answers before the only look are cut into pieces, and their sums are those of looking all along."""
    record = invented(5, 200)
    columns, shape = base_columns(record.values, None), (record.days >= 90).astype(float)[:, None]
    begins, all_of_it = np.array([90.0]), record.days.size
    (once,) = moments_at(record.days, columns, shape, begins, np.array([all_of_it]))
    *_, often = moments_at(record.days, columns, shape, begins, np.arange(1, all_of_it + 1))
    assert once.answers == often.answers > 900
    for one, other in ((once.base, often.base), (once.cross, often.cross), (once.square, often.square)):
        assert one == pytest.approx(other, rel=1e-9, abs=1e-9)
