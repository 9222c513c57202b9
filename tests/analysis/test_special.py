"""The gamma and beta functions agree with scipy's, and intervals hold what they say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from towpath.analysis.special import Curve, beta_cdf, beta_interval, gamma_cdf, gamma_interval, log_beta, quantile

SHAPES = st.floats(0.05, 2_000)
SHARES = st.floats(0, 1)


@settings(max_examples=150)
@given(shape=SHAPES, ratio=st.floats(0, 4))
def test_the_gamma_distribution_is_scipys(shape: float, ratio: float) -> None:
    """Below, around and far above the mean, for shapes below and above 1."""
    assert gamma_cdf(ratio * shape, shape) == pytest.approx(special.gammainc(shape, ratio * shape), abs=1e-11)


@settings(max_examples=150)
@given(a=SHAPES, b=SHAPES, x=SHARES)
def test_the_beta_distribution_is_scipys(a: float, b: float, x: float) -> None:
    """On both sides of the mean, for narrow and for two-peaked ones."""
    assert beta_cdf(x, a, b) == pytest.approx(special.betainc(a, b, x), abs=1e-11)


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (1, 7), (30.5, 2), (400, 900)])
def test_the_logarithm_of_the_beta_function_is_scipys(a: float, b: float) -> None:
    """From one half to hundreds."""
    assert log_beta(a, b) == pytest.approx(special.betaln(a, b), rel=1e-12)


def test_nothing_lies_below_the_beginning_and_all_below_the_end() -> None:
    """Outside the range of a distribution its share is 0 or 1."""
    assert gamma_cdf(0, 2) == gamma_cdf(-1, 2) == beta_cdf(0, 2, 3) == beta_cdf(-1, 2, 3) == 0
    assert beta_cdf(1, 2, 3) == beta_cdf(2, 2, 3) == 1


@pytest.mark.parametrize(("kept", "total"), [(0, 1), (0, 8), (3, 8), (8, 8), (120, 400)])
def test_the_interval_of_a_share_is_scipys(kept: int, total: int) -> None:
    """The 80% interval of a beta distribution, also at its ends."""
    low, high = beta_interval(kept + 1, total - kept + 1, 0.8)
    expected = [float(stats.beta.ppf(share, kept + 1, total - kept + 1)) for share in (0.1, 0.9)]
    assert [low, high] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("shape", "rate"), [(0.05, 1), (0.5, 2), (8.5, 0.4), (900, 30)])
def test_the_interval_of_a_rate_is_scipys(shape: float, rate: float) -> None:
    """The 80% interval of a gamma distribution, from almost no incidents to hundreds."""
    low, high = gamma_interval(shape, rate, 0.8)
    expected = [float(stats.gamma.ppf(share, shape, scale=1 / rate)) for share in (0.1, 0.9)]
    assert [low, high] == pytest.approx(expected, rel=1e-8, abs=1e-30)


@pytest.mark.parametrize("density", [lambda x: 3 * x * x, lambda _: 0.0, lambda _: 1e-9])
def test_a_quantile_is_where_the_share_is_reached(density: Curve) -> None:
    """With the right slope, with none and with one that leads astray, the search ends at the one place."""
    assert quantile(lambda x: x**3, density, 0.008, 0, 1) == pytest.approx(0.2, abs=1e-11)
