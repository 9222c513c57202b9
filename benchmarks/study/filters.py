"""Two peers that carry a state along: the Kalman local level, and change points found on line (BOCPD)."""

import numpy as np
from scipy import stats

from benchmarks.study.diaries import WEEK, Diary, Floats
from benchmarks.study.peers import FEWEST, FEWEST_EACH_SIDE, Signs

DRIFTS = np.array([1e-6, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0])
DIFFUSE = 1e6
SURE = 0.975

HAZARD = 1 / 100
BASELINE_DAYS = 14.0
PROBABLE = 0.95
SHORTEST_RUN = 3


def local_level(diary: Diary, looks: Floats) -> Signs:
    """Local level by maximum likelihood: the level now against that of the first week, 97.5% sure of the sign."""
    likelihood, change, variance = level_filter(diary.days, diary.values, DRIFTS)
    counts = np.searchsorted(diary.days, looks, side="left")
    return np.array([_sure_sign(n, likelihood, change, variance) for n in counts], dtype=np.int8)


def _sure_sign(count: int, likelihood: Floats, change: Floats, variance: Floats) -> int:
    if count < FEWEST:
        return 0
    best = int(np.argmax(likelihood[count - 1]))
    score = change[count - 1, best] / np.sqrt(max(variance[count - 1, best], 1e-12))
    return int(np.sign(score)) if stats.norm.cdf(abs(score)) > SURE else 0


def level_filter(days: Floats, values: Floats, drifts: Floats) -> tuple[Floats, Floats, Floats]:
    """Run the filter for every drift (variance a day over that of the noise), the noise concentrated out.

    Returns, of shape (answers, drifts), after each answer: log likelihood given the first answer, and mean and variance
    of the level's change since the mean level of the first week.
    """
    first_week = int(np.sum(days < WEEK))
    level, anchor = np.full_like(drifts, values[0]), np.zeros_like(drifts)
    own, anchors, both = np.full_like(drifts, DIFFUSE), np.zeros_like(drifts), np.zeros_like(drifts)
    logs, squares = np.zeros_like(drifts), np.full_like(drifts, 1e-9)
    out = np.zeros((3, len(days), len(drifts)))
    for index, day in enumerate(days):
        own = own + drifts * (day - days[index - 1] if index else 0.0)
        total, miss = own + 1, values[index] - level
        level, anchor = level + own / total * miss, anchor + both / total * miss
        own, anchors, both = own - own**2 / total, anchors - both**2 / total, both - own * both / total
        if index:
            logs, squares = logs + np.log(total), squares + miss**2 / total
        if index < first_week:
            anchor = anchor + level / first_week
            anchors, both = anchors + 2 * both / first_week + own / first_week**2, both + own / first_week
        noise = squares / max(index, 1)
        out[:, index] = -0.5 * (logs + index * np.log(noise)), level - anchor, noise * (own + anchors - 2 * both)
    return out[0], out[1], out[2]


def bocpd(diary: Diary, looks: Floats) -> Signs:
    """Bayesian on-line change points (Adams & MacKay 2007): 95% sure of a change since the first fortnight."""
    base = diary.values[diary.days < BASELINE_DAYS]
    if len(base) < FEWEST_EACH_SIDE:
        return np.zeros(len(looks), dtype=np.int8)
    scaled = (diary.values - base.mean()) / max(float(base.std()), 0.5)
    signs = np.concatenate([[0], _changes(scaled, len(base))]).astype(np.int8)
    return signs[np.searchsorted(diary.days, looks, side="left")]


def _changes(values: Floats, base: int) -> list[int]:
    """Return the sign after each answer, from the probabilities of how long the present run has lasted."""
    runs = np.array([1.0])
    mean, weight, shape, scale = np.array([0.0]), np.array([0.2]), np.array([2.0]), np.array([2.0])
    signs = []
    for index, value in enumerate(values):
        width = np.sqrt(scale * (weight + 1) / (shape * weight))
        fits = runs * stats.t.pdf((value - mean) / width, 2 * shape) / width
        runs = np.concatenate([[fits.sum() * HAZARD], fits * (1 - HAZARD)])
        runs /= runs.sum()
        scale = np.append(2.0, scale + weight * (value - mean) ** 2 / (2 * (weight + 1)))
        mean = np.append(0.0, (weight * mean + value) / (weight + 1))
        weight, shape = np.append(0.2, weight + 1), np.append(2.0, shape + 0.5)
        signs.append(_sign_of_run(values[: index + 1], runs, base))
    return signs


def _sign_of_run(values: Floats, runs: Floats, base: int) -> int:
    """Return the sign of the present run against all before it, where it surely began after the baseline."""
    began = len(values) - np.arange(len(runs))
    length = int(np.argmax(runs))
    start = len(values) - length
    if runs[began >= base].sum() <= PROBABLE or length < SHORTEST_RUN or start <= 0:
        return 0
    return int(np.sign(values[start:].mean() - values[:start].mean()))
