"""The gamma and beta distributions, as far as intervals for rates and shares need them.

Source: NIST Digital Library of Mathematical Functions, 8.7, 8.9 and 8.17; continued fractions by Lentz's method.
"""

import math
from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import Final, TypeAlias

_TINY: Final = 1e-300
_CLOSE: Final = 1e-15
_MOST_TERMS: Final = 100_000
_MOST_STEPS: Final = 200
_PRECISE: Final = 1e-12

Curve: TypeAlias = Callable[[float], float]


def log_beta(a: float, b: float) -> float:
    """Return the logarithm of the beta function of two numbers above 0."""
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def gamma_cdf(x: float, shape: float) -> float:
    """Return the share of a gamma distribution with rate 1 that lies below ``x``."""
    if x <= 0:
        return 0.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        return front * _gamma_series(x, shape)
    return 1 - front / _continued_fraction(x + 1 - shape, _gamma_terms(x, shape))


def beta_cdf(x: float, a: float, b: float) -> float:
    """Return the share of a beta distribution that lies below ``x``."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta(a, b))
    return front / (a * _continued_fraction(1.0, _beta_terms(x, a, b)))


def quantile(cdf: Curve, density: Curve, share: float, low: float, high: float) -> float:
    """Return where a rising ``cdf`` reaches ``share`` between ``low`` and ``high``: Newton's steps, else halving."""
    x = (low + high) / 2
    for _ in range(_MOST_STEPS):
        beyond = cdf(x) - share
        low, high = (x, high) if beyond < 0 else (low, x)
        slope = density(x)
        newton = x - beyond / slope if slope > 0 else low
        after = newton if low < newton < high else (low + high) / 2
        if abs(after - x) <= _PRECISE * after:
            return after
        x = after
    return x


def gamma_interval(shape: float, rate: float, level: float) -> tuple[float, float]:
    """Return the middle ``level`` of a gamma distribution."""
    furthest = shape + 20 * math.sqrt(shape) + 50  # far beyond any level that is asked for
    low, high = (
        quantile(lambda x: gamma_cdf(x, shape), lambda x: _gamma_density(x, shape), share, 0, furthest)
        for share in ((1 - level) / 2, (1 + level) / 2)
    )
    return low / rate, high / rate


def beta_interval(a: float, b: float, level: float) -> tuple[float, float]:
    """Return the middle ``level`` of a beta distribution."""
    low, high = (
        quantile(lambda x: beta_cdf(x, a, b), lambda x: _beta_density(x, a, b), share, 0, 1)
        for share in ((1 - level) / 2, (1 + level) / 2)
    )
    return low, high


def _gamma_density(x: float, shape: float) -> float:
    return math.exp((shape - 1) * math.log(x) - x - math.lgamma(shape))


def _beta_density(x: float, a: float, b: float) -> float:
    return math.exp((a - 1) * math.log(x) + (b - 1) * math.log1p(-x) - log_beta(a, b))


def _gamma_series(x: float, shape: float) -> float:
    term = total = 1 / shape
    for step in range(1, _MOST_TERMS):
        term *= x / (shape + step)
        total += term
        if term < total * _CLOSE:
            break
    return total


def _gamma_terms(x: float, shape: float) -> Iterator[tuple[float, float]]:
    for step in count(1):
        yield -step * (step - shape), x + 1 - shape + 2 * step


def _beta_terms(x: float, a: float, b: float) -> Iterator[tuple[float, float]]:
    for step in count(0):
        yield -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1)), 1.0
        up = step + 1
        yield up * (b - up) * x / ((a + 2 * up - 1) * (a + 2 * up)), 1.0


def _continued_fraction(first: float, terms: Iterator[tuple[float, float]]) -> float:
    """Return ``first + a1 / (b1 + a2 / (b2 + ...))`` for terms (a, b)."""
    total = upper = first or _TINY
    lower = 0.0
    for a, b in islice(terms, _MOST_TERMS):
        lower = 1 / (b + a * lower or _TINY)
        upper = b + a / upper or _TINY
        total *= upper * lower
        if abs(upper * lower - 1) < _CLOSE:
            break
    return total
