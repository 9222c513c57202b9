"""Agreement of orders is that of scipy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from towpath.analysis.kendall import kendall_s, kendall_tau

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=12)


@settings(max_examples=200)
@given(pairs=PAIRS)
def test_tau_is_scipys(pairs: list[tuple[int, int]]) -> None:
    """With ties and without; where one side has no order there is no tau."""
    x, y = np.array(pairs, dtype=float).T
    expected = stats.kendalltau(x, y).statistic
    found = kendall_tau(x, y)
    assert (found is None) == bool(np.isnan(expected))
    assert found is None or found == pytest.approx(expected)


def test_s_counts_pairs_that_rise_less_pairs_that_fall() -> None:
    """Row by row: 3 rising pairs; 3 falling; one of each and a tie."""
    rows = np.array([[1.0, 2, 3], [3.0, 2, 1], [1.0, 2, 1]])
    assert kendall_s(rows).tolist() == [3, -3, 0]
