"""Promises kept, before and after: evidence checked against quadrature, and no finding from looking often."""

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats

from towpath.analysis import Promises, promises
from towpath.analysis.promises import chance_higher

COUNTS = st.integers(0, 25)


@settings(max_examples=25)
@given(a=COUNTS, b=COUNTS, c=COUNTS, d=COUNTS)
def test_the_chance_that_a_share_is_higher_is_that_of_quadrature(a: int, b: int, c: int, d: int) -> None:
    """The finite sum is the integral of one posterior over the other."""
    result = promises(a, a + b, c, c + d)
    expected, _ = integrate.quad(
        lambda p: stats.beta.pdf(p, c + 1, d + 1) * stats.beta.cdf(p, a + 1, b + 1), 0, 1, limit=200
    )
    assert chance_higher(result.before, result.after) == pytest.approx(expected, abs=1e-6)
    assert chance_higher(result.after, result.before) == pytest.approx(1 - expected, abs=1e-6)


@pytest.mark.parametrize(("a", "b", "c", "d"), [(2, 8, 9, 1), (5, 5, 5, 5), (0, 6, 3, 0), (30, 10, 4, 12)])
def test_the_evidence_is_the_ratio_of_integrals(a: int, b: int, c: int, d: int) -> None:
    """Both directions share the factor of two free shares over one common share with a Beta(1/2, 1/2) prior."""
    result = promises(a, a + b, c, c + d)
    free = special.beta(a + 1, b + 1) * special.beta(c + 1, d + 1)
    common, _ = integrate.quad(
        lambda u: 2 * math.sin(u) ** (2 * (a + c)) * math.cos(u) ** (2 * (b + d)), 0, math.pi / 2
    )
    assert result.evidence_better + result.evidence_worse == pytest.approx(2 * free / (common / math.pi), rel=1e-6)


@pytest.mark.parametrize(
    ("counts", "statement"),
    [
        ((4, 4, 0, 9), "not_enough"), ((5, 9, 2, 2), "not_enough"), ((0, 0, 0, 0), "not_enough"),
        ((3, 5, 2, 3), "could_be_chance"), ((2, 10, 9, 10), "better"), ((9, 10, 2, 10), "worse"),
        ((0, 5, 2, 3), "could_be_chance"), ((0, 5, 3, 3), "better"), ((5_000, 10_000, 5_600, 10_000), "better"),
    ],
)  # fmt: skip
def test_what_is_said(counts: tuple[int, int, int, int], statement: str) -> None:
    """Too few, near enough, much better and much worse."""
    assert promises(*counts).statement == statement


def test_what_is_missing_is_told() -> None:
    """At least five promises before and three after."""
    because = promises(1, 2, 0, 1).because
    assert (because.missing_before, because.missing_after, because.total) == (3, 2, 3)
    because = promises(5, 5, 3, 3).because
    assert (because.missing_before, because.missing_after) == (0, 0)


def test_shares_come_with_their_interval() -> None:
    """The mean and the 80% interval of a Beta(1, 1) posterior."""
    before = promises(3, 8, 0, 0).before
    assert before.mean == pytest.approx(0.4)
    assert [before.low, before.high] == pytest.approx([float(stats.beta.ppf(share, 4, 6)) for share in (0.1, 0.9)])


@settings(max_examples=60)
@given(a=COUNTS, b=COUNTS, c=COUNTS, d=COUNTS)
def test_kept_and_broken_change_sides(a: int, b: int, c: int, d: int) -> None:
    """Counting the broken ones in place of the kept turns better into worse and nothing else."""
    kept, broken = promises(a, a + b, c, c + d), promises(b, a + b, d, c + d)
    assert kept.evidence_better == pytest.approx(broken.evidence_worse)
    assert kept.evidence_worse == pytest.approx(broken.evidence_better)
    turned = {"better": "worse", "worse": "better"}
    assert broken.statement == turned.get(kept.statement, kept.statement)


@cache
def _told(kept_before: int, total_before: int, kept_after: int, total_after: int) -> str:
    return promises(kept_before, total_before, kept_after, total_after).statement


@pytest.mark.parametrize("share", [0.3, 0.5])
def test_looking_after_each_promise_makes_no_finding(share: float) -> None:
    """Nothing changes, the person looks after each of 30 promises: at most 5% ever read better or worse.

    500 seeded runs; the bound adds three standard errors (3%), so that chance does not fail it. A posterior of 95%
    in place of the evidence says so in far more than that.
    """
    rng = np.random.default_rng(8_101)
    found = usual = 0
    for _ in range(500):
        before = int(rng.binomial(8, share))
        after = np.cumsum(rng.random(30) < share)
        looks = [(before, 8, int(after[n - 1]), n) for n in range(3, 31)]
        found += any(_told(*look) in {"better", "worse"} for look in looks)
        usual += any(abs(_chance(*look) - 0.5) > 0.45 for look in looks)
    assert found <= 0.08 * 500
    assert usual > 0.15 * 500


@cache
def _chance(*counts: int) -> float:
    result: Promises = promises(*counts)
    return chance_higher(result.before, result.after)


def test_a_clear_change_is_found() -> None:
    """Promises kept two times in ten, then eight: found within 30 more in most of 200 seeded runs."""
    rng = np.random.default_rng(8_102)
    found = 0
    for _ in range(200):
        before, after = int(rng.binomial(15, 0.2)), np.cumsum(rng.random(30) < 0.8)
        found += any(_told(before, 15, int(after[n - 1]), n) == "better" for n in range(3, 31))
    assert found > 0.9 * 200
