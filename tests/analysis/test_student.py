"""Student's t against scipy."""

import numpy as np
import pytest
from scipy import stats

from towpath.analysis.student import quantile, upper_tail


@pytest.mark.parametrize("freedom", [5, 6, 9, 20, 100, 1000])
def test_the_tail_is_that_of_scipy(freedom: int) -> None:
    """From five degrees on, two parts in ten million, and 0.4 per cent of the tail as far out as 30."""
    points = np.linspace(-30, 30, 601)
    exact = stats.t.sf(np.abs(points), freedom)
    found = upper_tail(points, freedom)
    assert np.abs(found - exact).max() < 2e-7
    there = exact > 1e-200
    assert np.abs(found[there] / exact[there] - 1).max() < 0.004


def test_few_degrees_are_still_near() -> None:
    """With one degree of freedom the tail errs by less than 0.015."""
    points = np.linspace(0, 30, 301)
    assert np.abs(upper_tail(points, 1) - stats.t.sf(points, 1)).max() < 0.015


@pytest.mark.parametrize("freedom", [7, 20, 300])
@pytest.mark.parametrize("probability", [0.5, 0.8, 0.95, 0.995])
def test_the_quantile_is_that_of_scipy(probability: float, freedom: int) -> None:
    """The point below which the distribution stays with a probability, to a millionth."""
    assert quantile(probability, freedom) == pytest.approx(stats.t.ppf(probability, freedom), rel=1e-6, abs=1e-6)
