"""The worlds of the study by name, and the seeds of their runs."""

from zlib import crc32

import numpy as np

from benchmarks.study.diaries import Recipe, Rng
from benchmarks.study.incidents import Series

# Runs are seeded by this number, the scenario's name and the run; no method was tuned on diaries seeded so.
SEED = 20_261_124


def random(scenario: str, run: int) -> Rng:
    """Return the chance of one run: the same for every method, so that all see the same diary."""
    return np.random.default_rng([SEED, crc32(scenario.encode()), run])


RECIPES = {
    "flat-8": Recipe(weeks=8),
    "flat-12": Recipe(weeks=12),
    "flat-26": Recipe(),
    "flat-52": Recipe(weeks=52),
    "carry-26": Recipe(carry=(0.6, 0.6)),
    "floor-26": Recipe(mean=(0.5, 1.5)),
    "ceiling-26": Recipe(mean=(8.5, 9.5)),
    "five-26": Recipe(points=5),
    "weekly-26": Recipe(answers="once a week"),
    "weekly-52": Recipe(weeks=52, answers="once a week"),
    "bad-first-26": Recipe(answers="bad days first"),
    "slow-26": Recipe(slow=0.5),
    "slow-52": Recipe(weeks=52, slow=0.5),
    "tension-26": Recipe(course="tension"),
    "up-12": Recipe(weeks=12, course="step"),
    "up-26": Recipe(course="step"),
    "up-52": Recipe(weeks=52, course="step"),
    "down-26": Recipe(course="step", size=-1.0),
    "half-26": Recipe(course="step", size=0.5),
    "slope-26": Recipe(course="slope"),
    "up-five-26": Recipe(course="step", points=5),
    "up-floor-26": Recipe(course="step", mean=(0.5, 1.5)),
    "up-weekly-52": Recipe(weeks=52, course="step", answers="once a week"),
    "honeymoon-26": Recipe(course="honeymoon"),
    "drawn-26": Recipe(course="drawn", size=0.8),
    "recovery-12": Recipe(weeks=12, course="recovery", size=1.5),
    "recovery-26": Recipe(course="recovery", size=1.5),
}

SERIES = {
    "constant-.1": Series(),
    "constant-.2": Series(rate=0.2),
    "clustered-.1": Series(course="clustered"),
    "clustered-.2": Series(course="clustered", rate=0.2),
    "tripled-.1": Series(course="tripled"),
    "tripled-.2": Series(course="tripled", rate=0.2),
    "third-.1": Series(course="a third"),
    "third-.2": Series(course="a third", rate=0.2),
}
