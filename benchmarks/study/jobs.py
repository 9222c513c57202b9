"""Every piece of the study: which diaries, which method, how often it looks, how many runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from benchmarks.study import cost, count_peers, filters, ours, peers
from benchmarks.study.diaries import WEEK, Diary, Floats, diary
from benchmarks.study.incidents import Series, cycle, incidents, promises
from benchmarks.study.scenarios import RECIPES, SERIES, random

FIRST_LOOK = 14
FIRST_COUNT_LOOK = 28


class Record(TypedDict, total=False):
    """One run: one letter a look, or figures."""

    run: int
    said: str
    figures: list[float]


Work = Callable[[np.random.Generator], Record]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Runs of one method in one scenario, looking every so many days."""

    scenario: str
    method: str
    every: int
    runs: int
    chunk: int
    work: Work

    @property
    def name(self) -> str:
        """The name of the file of results."""
        return f"{self.scenario}.{self.method}.{self.every}"

    @property
    def is_ours(self) -> bool:
        """Whether the results rest on Towpath's own code."""
        return self.method in OUR_METHODS

    def run(self, number: int) -> Record:
        """Carry out one run; the same number gives the same diary to every method of the scenario."""
        return {"run": number, **self.work(random(self.scenario, number))}


DiaryMethod = Callable[[Diary, Floats], str]
CountMethod = Callable[[Series, Floats, Floats], str]


def _letters(signs: peers.Signs) -> str:
    return "".join(".bw"[sign] for sign in signs)


def _peer(peer: peers.Peer) -> DiaryMethod:
    return lambda diary, looks: _letters(peer(diary, looks))


def _test(test: peers.Test) -> DiaryMethod:
    return _peer(peers.at_each_look(test))


def _count_peer(peer: Callable[[Floats, Floats], peers.Signs]) -> CountMethod:
    return lambda _series, days, looks: _letters(peer(days, looks))


OUR_DIARY_METHODS: dict[str, DiaryMethod] = {
    "trend": ours.trend,
    "trend-declared": ours.trend_declared,
    "since": ours.since,
    "recovery": ours.recovery,
}
PEERS: dict[str, DiaryMethod] = {
    "slope": _test(peers.slope),
    "mann-kendall": _test(peers.mann_kendall),
    "hamed-rao": _test(peers.hamed_rao),
    "pelt": _test(peers.pelt),
    "ewma": _peer(peers.ewma_chart),
    "local-level": _peer(filters.local_level),
    "bocpd": _peer(filters.bocpd),
    "tau-u": _test(peers.tau_u),
    "sarimax": _test(peers.sarimax),
}
OUR_COUNT_METHODS: dict[str, CountMethod] = {"rate": ours.rate, "rate-declared": ours.rate_declared}
COUNT_PEERS: dict[str, CountMethod] = {
    "four-weeks": _count_peer(count_peers.four_weeks),
    "halves": _count_peer(count_peers.halves),
    "laplace": _count_peer(count_peers.laplace),
}
OUR_FIGURES: dict[str, Callable[[Diary], list[float]]] = {"size": ours.size, "probabilities": ours.probabilities}
OUR_METHODS = {*OUR_DIARY_METHODS, *OUR_COUNT_METHODS, *OUR_FIGURES, "bias", "cycle", "promises", "cost"}


def diary_job(scenario: str, method: str, every: int, runs: int, chunk: int = 20) -> Job:
    """A method that looks at a diary again and again."""
    say = {**OUR_DIARY_METHODS, **PEERS}[method]

    def work(rng: np.random.Generator) -> Record:
        drawn = diary(RECIPES[scenario], rng)
        return {"said": say(drawn, _looks(drawn, method, every))}

    return Job(scenario=scenario, method=method, every=every, runs=runs, chunk=chunk, work=work)


def _looks(drawn: Diary, method: str, every: int) -> Floats:
    """Looks begin two weeks after the first answer, or a week after the event where the event is the question."""
    first = drawn.event + WEEK if method == "since" else FIRST_LOOK
    return np.arange(first, drawn.length + 1.0, every)


def count_job(scenario: str, method: str, every: int, runs: int) -> Job:
    """A method that looks at incidents again and again."""
    series, say = SERIES[scenario], {**OUR_COUNT_METHODS, **COUNT_PEERS}[method]

    def work(rng: np.random.Generator) -> Record:
        return {"said": say(series, incidents(series, rng), np.arange(FIRST_COUNT_LOOK, series.days + 1, every))}

    return Job(scenario=scenario, method=method, every=every, runs=runs, chunk=20, work=work)


def figures_job(scenario: str, method: str, runs: int) -> Job:
    """Figures at the end of a diary, with the truth behind them."""

    def work(rng: np.random.Generator) -> Record:
        return {"figures": OUR_FIGURES[method](diary(RECIPES[scenario], rng))}

    return Job(scenario=scenario, method=method, every=WEEK, runs=runs, chunk=20, work=work)


def bias_job(scenario: str, runs: int) -> Job:
    """Whether the check-in habits are named as a caveat at the end: y or n."""

    def work(rng: np.random.Generator) -> Record:
        return {"said": ours.bias(diary(RECIPES[scenario], rng))}

    return Job(scenario=scenario, method="bias", every=WEEK, runs=runs, chunk=50, work=work)


def cycle_job(jitter: float, count: int, runs: int) -> Job:
    """Whether a cycle is said, after each of so many incidents."""

    def work(rng: np.random.Generator) -> Record:
        return {"said": ours.cycle(cycle(count, jitter, rng))}

    return Job(scenario=f"cycle-{jitter:g}-{count}", method="cycle", every=1, runs=runs, chunk=20, work=work)


def promises_job(made_before: int, before: float, after: float, method: str, runs: int) -> Job:
    """What is said after each of 30 promises."""
    say = PROMISE_METHODS[method]

    def work(rng: np.random.Generator) -> Record:
        kept, running = promises(before, after, (made_before, 30), rng)
        signs = [say(kept, made_before, kept_after, made) for made, kept_after in enumerate(running, start=1)]
        return {"said": _letters(np.array(signs, dtype=np.int8))}

    name = f"promises-{made_before}-{before:g}-{after:g}"
    return Job(scenario=name, method=method, every=1, runs=runs, chunk=runs, work=work)


PROMISE_METHODS = {"promises": ours.promises, "fisher": count_peers.fisher, "posterior": count_peers.posterior}


def cost_job(runs: int) -> Job:
    """Processor time of every statement about a year, and of SARIMAX on the same diary."""

    def work(rng: np.random.Generator) -> Record:
        return {"figures": cost.measure(rng)}

    return Job(scenario="year", method="cost", every=WEEK, runs=runs, chunk=1, work=work)
