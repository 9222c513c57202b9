"""Promises kept, before and after: is the share kept another one, or could it be chance?

The person looks after every promise. A Bayes factor for two shares against one common share, with a high threshold,
holds under that; Fisher's test and a posterior of 95% do not. Independent Beta(1, 1) shares against a common
Beta(1/2, 1/2) one, one direction at a time.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

from towpath.analysis.arguments import count
from towpath.analysis.special import beta_interval, log_beta

LEAST_BEFORE: Final = 5
LEAST_AFTER: Final = 3
THRESHOLD: Final = 40.0
LEVEL: Final = 0.8

PromisesStatement = Literal["not_enough", "could_be_chance", "better", "worse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptShare:
    """How many promises were kept, of how many, and the share with its 80% interval (0..1)."""

    kept: int
    total: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesBasis:
    """What the statement rests on, and how many promises are missing for one."""

    total: int
    missing_before: int
    missing_after: int
    caveats: tuple[str, ...] = ("kept_as_you_saw_it",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """Whether promises are kept more or less often than before; ``better`` and ``worse`` need evidence of 40.

    ``evidence_better`` and ``evidence_worse`` are Bayes factors against "as before".
    """

    statement: PromisesStatement
    before: KeptShare
    after: KeptShare
    evidence_better: float
    evidence_worse: float
    because: PromisesBasis


def promises(kept_before: int, total_before: int, kept_after: int, total_after: int) -> Promises:
    """Compare the promises kept after an event with those kept before it.

    Raises:
        ValueError: a count is not a whole number of at least 0, or more were kept than made.
    """
    before = _share("before", kept_before, total_before)
    after = _share("after", kept_after, total_after)
    better, worse = _evidence(before, after)
    basis = PromisesBasis(
        total=before.total + after.total,
        missing_before=max(0, LEAST_BEFORE - before.total),
        missing_after=max(0, LEAST_AFTER - after.total),
    )
    return Promises(
        statement=_statement(basis, better, worse),
        before=before,
        after=after,
        evidence_better=better,
        evidence_worse=worse,
        because=basis,
    )


def chance_higher(before: KeptShare, after: KeptShare) -> float:
    """Return the posterior chance that the share after is higher, exactly (a finite sum for whole counts)."""
    a1, b1 = before.kept + 1, before.total - before.kept + 1
    a2, b2 = after.kept + 1, after.total - after.kept + 1
    terms = (
        math.exp(log_beta(a1 + i, b1 + b2) - math.log(b2 + i) - log_beta(1 + i, b2) - log_beta(a1, b1))
        for i in range(a2)
    )
    return min(1.0, math.fsum(terms))


def _share(when: str, kept: int, total: int) -> KeptShare:
    total = count(f"total_{when}", total)
    kept = count(f"kept_{when}", kept)
    if kept > total:
        raise ValueError(f"kept_{when}: cannot be more than total_{when}")
    low, high = beta_interval(kept + 1, total - kept + 1, LEVEL)
    return KeptShare(kept=kept, total=total, mean=(kept + 1) / (total + 2), low=low, high=high)


def _evidence(before: KeptShare, after: KeptShare) -> tuple[float, float]:
    kept = before.kept + after.kept
    broken = before.total + after.total - kept
    apart = sum(log_beta(each.kept + 1, each.total - each.kept + 1) for each in (before, after))
    common = log_beta(kept + 0.5, broken + 0.5) - log_beta(0.5, 0.5)
    factor = 2 * math.exp(min(apart - common, 700.0))
    return factor * chance_higher(before, after), factor * chance_higher(after, before)


def _statement(basis: PromisesBasis, better: float, worse: float) -> PromisesStatement:
    if basis.missing_before or basis.missing_after:
        return "not_enough"
    if max(better, worse) < THRESHOLD:
        return "could_be_chance"
    return "better" if better > worse else "worse"
