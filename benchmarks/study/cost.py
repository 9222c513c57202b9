"""Processor time of every statement about one year in a fresh process, and of SARIMAX on the same diary.

Repeat for one diary: python -m benchmarks.study.cost 1
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.study import ours, peers
from benchmarks.study.diaries import WEEK, Diary, Floats, Recipe, Rng, diary
from towpath import analysis
from towpath.domain.sheet import Scores, Sheet, Value

INCIDENTS = 40
YEAR = 364.0
SARIMAX_LOOKS = 25
NOW, WEEKLY, SARIMAX, TREND = (
    "every statement, now",
    "every statement, each week",
    "SARIMAX, 25 looks",
    "trend, 25 looks",
)
PARTS = (NOW, WEEKLY, TREND, SARIMAX)


def measure(rng: Rng) -> list[float]:
    """Return the processor seconds of each part, in processes of their own, for one drawn diary."""
    seed = str(rng.integers(2**31))
    command = [sys.executable, "-m", "benchmarks.study.cost", seed]
    return [float(json.loads(subprocess.check_output([*command, part]))) for part in PARTS]


def main() -> None:
    """Measure one part, or all, and print seconds."""
    for part in sys.argv[2:] or PARTS:
        print(json.dumps(seconds(np.random.default_rng(int(sys.argv[1])), part)))


def seconds(rng: Rng, part: str) -> float:
    """Return the processor seconds of one part, the first time it is asked for in this process."""
    work = _works(rng)[part]
    start = time.process_time()
    work()
    return time.process_time() - start


def _works(rng: Rng) -> dict[str, Callable[[], object]]:
    drawn = diary(Recipe(weeks=52, course="step"), rng)
    year = np.arange(2.0 * WEEK, YEAR + 1, WEEK)
    some = np.linspace(4 * WEEK, YEAR, SARIMAX_LOOKS).round()
    return {
        NOW: lambda: statements(drawn, year[-1:], rng),
        WEEKLY: lambda: statements(drawn, year, rng),
        TREND: lambda: ours.trend_declared(drawn, some),
        SARIMAX: lambda: peers.at_each_look(peers.sarimax)(drawn, some),
    }


def statements(drawn: Diary, looks: Floats, rng: Rng) -> None:
    """Ask for every statement of the analysis once."""
    record, weekend = (drawn.days, drawn.values), drawn.weekend
    incidents = np.sort(rng.uniform(0, YEAR, INCIDENTS))
    analysis.trends(*record, looks, weekend=weekend, event=drawn.event)
    analysis.since_event(*record, drawn.event, looks, weekend=weekend)
    analysis.recovery(*record, drawn.event, looks, weekend=weekend)
    analysis.weekday_pattern(*record, drawn.weekdays, looks)
    analysis.size_of_change(*record, YEAR)
    analysis.check_in_bias(*record)
    analysis.incident_rate(incidents, looks, event=drawn.event, start=0.0)
    analysis.incident_cycle(incidents)
    analysis.incident_bursts(incidents)
    analysis.severity_trend(rng.integers(0, 11, INCIDENTS).astype(np.float64))
    analysis.promises(4, 10, 9, 12)
    analysis.weigh(sheet())


def sheet() -> Sheet:
    """Return a decision sheet of three paths and six values at three horizons."""
    values = {
        "calm": (60, 100),
        "money": (20, 50),
        "home": (30, 60),
        "trust": (50, 90),
        "work": (10, 30),
        "friends": (20, 60),
    }
    paths = ("mend", "space", "leave")
    scores: dict[str, dict[str, Scores]] = {
        path: {value: (low := (3 * row + 2 * column) % 7, low + 1, low + 3) for column, value in enumerate(values)}
        for row, path in enumerate(paths)
    }
    return Sheet(
        towpath=1,
        paths=paths,
        values=tuple(Value(id=name, points=points) for name, points in values.items()),
        horizons={"months_3": (0.2, 0.4), "year_1": (0.3, 0.5), "years_5": (0.2, 0.4)},
        scores=scores,
    )


if __name__ == "__main__":
    main()
