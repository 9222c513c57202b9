"""Stochastic multicriteria acceptability analysis: how often each path is best, given answers that are vague.

Source: Lahdelma & Salminen 2001, SMAA-2, Operations Research 49:444-454. Shapes: N draws, m paths, n values.
"""

from dataclasses import dataclass

import numpy as np

from towpath.analysis.arguments import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptability:
    """What the draws say.

    ``ranks`` (m, m): share of draws in which a path has a rank, best first, ties shared; ``pairwise`` (m, m): in which
    the row's path is better than the column's, ties halved; ``central`` (m, n): mean weights of the draws in which a
    path is best, nan where it never is; ``regret`` (m,): mean distance to the best.
    """

    ranks: Floats
    pairwise: Floats
    central: Floats
    regret: Floats


def additive(scores: Floats, weights: Floats) -> Floats:
    """Return the value of each path in each draw, (N, m), of scores (N, m, n) and weights (N, n)."""
    return np.asarray(np.einsum("imn,in->im", scores, weights))


def acceptability(values: Floats, weights: Floats) -> Acceptability:
    """Summarise the values of paths (N, m) that came from weights (N, n)."""
    higher = values[:, :, None] > values[:, None, :]
    level = values[:, :, None] == values[:, None, :]
    better, tied = higher.sum(1), level.sum(1)  # of the others, for each path
    ranks = np.stack([((better <= rank) & (rank < better + tied)) / tied for rank in range(values.shape[1])], axis=-1)
    best = ranks[:, :, 0]
    with np.errstate(invalid="ignore"):
        central = best.T @ weights / best.sum(0)[:, None]
    return Acceptability(
        ranks=ranks.mean(0),
        pairwise=(higher + level / 2).mean(0),
        central=central,
        regret=(values.max(1, keepdims=True) - values).mean(0),
    )


def confidence(scores: Floats, central: Floats) -> Floats:
    """Return for each path how often it is best for someone whose weights are its central ones (m,); nan without."""
    found = np.full(len(central), np.nan)
    for path, weights in enumerate(central):
        if not np.isnan(weights).any():
            values = scores @ weights
            found[path] = (values[:, [path]] >= values).all(1).mean()
    return found


def dirichlet(rng: np.random.Generator, means: Floats, concentration: float) -> Floats:
    """Draw weights around means (N, n), each row summing to 1; a mean of 0 stays 0."""
    drawn = rng.standard_gamma(means * concentration)
    drawn = np.where(drawn.sum(1, keepdims=True) > 0, drawn, means)  # all may vanish where every mean is small
    return np.asarray(drawn / drawn.sum(1, keepdims=True))


def shares(rng: np.random.Generator, ranges: Floats, draws: int) -> Floats:
    """Draw amounts evenly within ranges (n, 2) and return each as its share of their sum, (N, n)."""
    low, high = ranges.T
    drawn = low + (high - low) * rng.random((draws, len(low)))
    return np.asarray(drawn / drawn.sum(1, keepdims=True))


def triangular(chance: Floats, low: float, likeliest: float, high: float) -> Floats:
    """Return where a triangular distribution reaches each ``chance`` (0..1)."""
    width = high - low
    if width == 0:
        return np.full(chance.shape, low)
    rising = low + np.sqrt(chance * width * (likeliest - low))
    falling = high - np.sqrt((1 - chance) * width * (high - likeliest))
    return np.where(chance * width < likeliest - low, rising, falling)
