"""How often everything is run: at least 400 times for Towpath's statements, less for the slowest peers."""

from dataclasses import replace

from benchmarks.study import jobs
from benchmarks.study.diaries import WEEK
from benchmarks.study.jobs import Job
from benchmarks.study.scenarios import SERIES

DAILY = 1
MANY = 1000
RUNS = 400
SLOW_RUNS = 100
QUICK_RUNS = 12
PROMISED_BEFORE = (5, 8, 15, 25)
KEPT_SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)

QUICK_PEERS = ("slope", "pelt", "ewma", "local-level", "bocpd", "tau-u")
SLOW_PEERS = ("mann-kendall", "hamed-rao")
SIDE_BY_SIDE = ("flat-26", "flat-52", "slow-26", "up-26", "down-26", "honeymoon-26")
WITH_SARIMAX = ("flat-26", "slow-26", "up-26", "honeymoon-26")
NOTHING_CHANGES = ("flat-8", "flat-12", "carry-26", "floor-26", "ceiling-26", "five-26", "weekly-26", "weekly-52")
NOTHING_LASTS = ("bad-first-26", "slow-26", "slow-52", "tension-26")
CHANGES = ("down-26", "up-12", "up-52", "half-26", "slope-26", "up-five-26", "up-floor-26", "up-weekly-52")


def full() -> list[Job]:
    """Everything, the quickest answers first."""
    return [*_diaries(), *_counts(), *_promises(), *_figures(), *_peers(), jobs.cost_job(7)]


def quick() -> list[Job]:
    """The same with few runs."""
    return [replace(job, runs=min(job.runs, QUICK_RUNS), chunk=min(job.chunk, QUICK_RUNS)) for job in full()]


def _diaries() -> list[Job]:
    both = ("trend", "trend-declared")
    main = [jobs.diary_job("flat-26", method, DAILY, MANY) for method in both]
    main += [jobs.diary_job("flat-52", method, DAILY, MANY, chunk=10) for method in both]
    main += [jobs.diary_job("up-26", method, WEEK, MANY) for method in both]
    side = [jobs.diary_job(name, "trend", DAILY, RUNS) for name in (*NOTHING_CHANGES, *NOTHING_LASTS)]
    side += [jobs.diary_job(name, method, WEEK, RUNS) for name in CHANGES for method in both]
    side += [jobs.diary_job("honeymoon-26", method, WEEK, RUNS) for method in both]
    side += [jobs.diary_job("slow-26", "trend-declared", DAILY, RUNS)]
    since = [jobs.diary_job(name, "since", DAILY, MANY) for name in ("flat-26", "honeymoon-26")]
    since += [jobs.diary_job(name, "since", DAILY, RUNS) for name in ("up-26", "down-26", "slow-26", "tension-26")]
    left = [
        jobs.diary_job(name, "recovery", WEEK, RUNS) for name in ("flat-26", "slow-26", "recovery-12", "recovery-26")
    ]
    return main + side + since + left


def _counts() -> list[Job]:
    ours = [jobs.count_job(name, method, WEEK, 2 * MANY) for name in SERIES for method in ("rate", "rate-declared")]
    daily = [jobs.count_job(name, "rate", DAILY, RUNS) for name in ("constant-.1", "clustered-.1")]
    peers = [jobs.count_job(name, peer, WEEK, RUNS) for name in SERIES for peer in jobs.COUNT_PEERS]
    jitters = [jobs.cycle_job(jitter, count, RUNS) for jitter, count in ((0.3, 16), (0.5, 12), (0.5, 16), (1.0, 32))]
    return ours + daily + peers + jitters


def _promises() -> list[Job]:
    same = [(before, share, share) for before in PROMISED_BEFORE for share in KEPT_SHARES]
    changed = [(before, *shares) for before in (8, 15) for shares in ((0.4, 0.8), (0.2, 0.8), (0.7, 0.3))]
    return [jobs.promises_job(*case, method, runs=MANY) for case in same + changed for method in jobs.PROMISE_METHODS]


def _figures() -> list[Job]:
    sizes = [
        jobs.figures_job(name, "size", RUNS) for name in ("flat-26", "up-26", "slope-26", "slow-26", "honeymoon-26")
    ]
    bias = [jobs.bias_job(name, RUNS) for name in ("flat-26", "bad-first-26")]
    drawn = replace(jobs.figures_job("drawn-26", "probabilities", 6 * MANY), chunk=200)
    return [*sizes, *bias, drawn, jobs.diary_job("drawn-26", "trend-declared", WEEK, MANY)]


def _peers() -> list[Job]:
    daily = [jobs.diary_job("flat-26", peer, DAILY, RUNS) for peer in QUICK_PEERS]
    daily += [jobs.diary_job("flat-26", peer, DAILY, SLOW_RUNS, chunk=10) for peer in SLOW_PEERS]
    weekly = [jobs.diary_job(name, peer, WEEK, RUNS) for name in SIDE_BY_SIDE for peer in (*QUICK_PEERS, *SLOW_PEERS)]
    slowest = [jobs.diary_job(name, "sarimax", WEEK, SLOW_RUNS, chunk=5) for name in WITH_SARIMAX]
    return daily + weekly + slowest


PLAN = {job.name: job for job in full()}
