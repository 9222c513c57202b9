"""The usual ways to compare counts: incidents of these weeks and those, and promises kept before and after."""

from collections.abc import Callable
from functools import cache

import numpy as np
from scipy import stats

from benchmarks.study.diaries import Floats
from benchmarks.study.peers import LEVEL, Signs

Test = Callable[[Floats, float], int]
FOUR_WEEKS = 28.0
FEWEST = 4


def four_weeks(days: Floats, looks: Floats) -> Signs:
    """The last four weeks against the four before: one and a half times as many, or two thirds."""
    return _each(days, looks, _four_weeks)


def halves(days: Floats, looks: Floats) -> Signs:
    """The later half of the time against the earlier, binomial test, p < .05."""
    return _each(days, looks, _halves)


def laplace(days: Floats, looks: Floats) -> Signs:
    """Laplace's test of a constant rate, p < .05."""
    return _each(days, looks, _laplace)


def _each(days: Floats, looks: Floats, test: Test) -> Signs:
    return np.array([test(days[days < look], float(look)) for look in looks], dtype=np.int8)


def _four_weeks(days: Floats, look: float) -> int:
    recent = int(np.sum(days >= look - FOUR_WEEKS))
    before = int(np.sum(days >= look - 2 * FOUR_WEEKS)) - recent
    if recent + before < FEWEST:
        return 0
    return int(recent >= 1.5 * before) - int(before >= 1.5 * recent)


def _halves(days: Floats, look: float) -> int:
    later, count = int(np.sum(days >= look / 2)), len(days)
    return int(np.sign(2 * later - count)) if _binomial(later, count) < LEVEL else 0


@cache
def _binomial(later: int, count: int) -> float:
    return float(stats.binomtest(later, count).pvalue) if count else 1.0


def _laplace(days: Floats, look: float) -> int:
    if len(days) < FEWEST:
        return 0
    score = (days.mean() - look / 2) / (look / np.sqrt(12 * len(days)))
    return int(np.sign(score)) if abs(score) > stats.norm.isf(LEVEL / 2) else 0


@cache
def fisher(kept_before: int, before: int, kept_after: int, after: int) -> int:
    """Fisher's exact test of promises kept, p < .05."""
    test = stats.fisher_exact(np.array([[kept_before, before - kept_before], [kept_after, after - kept_after]]))
    return int(np.sign(kept_after / after - kept_before / before)) if test.pvalue < LEVEL else 0


@cache
def posterior(kept_before: int, before: int, kept_after: int, after: int) -> int:
    """A posterior probability of more than 95% that the share is now higher, or lower (uniform priors)."""
    shares = np.linspace(0.0005, 0.9995, 1000)
    now = stats.beta.pdf(shares, 1 + kept_after, 1 + after - kept_after)
    higher = now @ stats.beta.cdf(shares, 1 + kept_before, 1 + before - kept_before) / now.sum()
    return int(higher > 1 - LEVEL) - int(higher < LEVEL)
