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
    """Return the value of each path in each draw, (m, N), of scores (m, n, N) and weights (n, N)."""
    return np.asarray(np.einsum("mnd,nd->md", scores, weights))


def acceptability(values: Floats, weights: Floats) -> Acceptability:
    """Summarise the values of paths (m, N) that came from weights (n, N)."""
    higher = values[:, None] > values
    level = values[:, None] == values
    better, tied = higher.sum(0), level.sum(0)  # how many are better than each path, how many level with it
    ranks = [((better <= rank) & (rank < better + tied)) / tied for rank in range(len(values))]
    best = ranks[0]
    with np.errstate(invalid="ignore"):
        central = best @ weights.T / best.sum(1)[:, None]
    return Acceptability(
        ranks=np.stack([each.mean(1) for each in ranks], axis=1),
        pairwise=higher.mean(2) + level.mean(2) / 2,
        central=central,
        regret=(values.max(0) - values).mean(1),
    )


def confidence(scores: Floats, central: Floats) -> Floats:
    """Return for each path how often it is best for someone whose weights are its central ones (m,); nan without."""
    found = np.full(len(central), np.nan)
    for path, weights in enumerate(central):
        if not np.isnan(weights).any():
            values = np.einsum("mnd,n->md", scores, weights)
            found[path] = (values[path] >= values.max(0)).mean()
    return found


def dirichlet(rng: np.random.Generator, means: Floats, concentration: float) -> Floats:
    """Draw weights around means (n, N), each column summing to 1; a mean of 0 stays 0."""
    drawn = rng.standard_gamma(means * concentration)
    drawn = np.where(drawn.sum(0) > 0, drawn, means)  # all may vanish where every mean is small
    return np.asarray(drawn / drawn.sum(0))


def shares(rng: np.random.Generator, ranges: Floats, draws: int) -> Floats:
    """Draw amounts evenly within ranges (n, 2) and return each as its share of their sum, (n, N)."""
    low, high = ranges.T[:, :, None]
    drawn = low + (high - low) * rng.random((len(ranges), draws))
    return np.asarray(drawn / drawn.sum(0))


def triangular(chance: Floats, low: float, likeliest: float, high: float) -> Floats:
    """Return where a triangular distribution reaches each ``chance`` (0..1)."""
    width = high - low
    if width == 0:
        return np.full(chance.shape, low)
    rising = low + np.sqrt(chance * width * (likeliest - low))
    falling = high - np.sqrt((1 - chance) * width * (high - likeliest))
    return np.where(chance * width < likeliest - low, rising, falling)
