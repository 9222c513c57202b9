"""The usual methods as their users would run them: at every look, on everything before it, up, down or neither."""

import warnings
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pymannkendall
import ruptures
from scipy import stats
from statsmodels.tsa.statespace.sarimax import SARIMAX

from benchmarks.study.diaries import Diary, Floats

Signs = npt.NDArray[np.int8]
Peer = Callable[[Diary, Floats], Signs]
Test = Callable[[Floats, Floats, float], int]
LEVEL = 0.05
FEWEST = 8
FEWEST_EACH_SIDE = 4
BASELINE_DAYS = 28.0


def at_each_look(test: Test) -> Peer:
    """Turn a test of (days, values, event) into a peer that runs it afresh at every look."""

    def peer(diary: Diary, looks: Floats) -> Signs:
        counts = np.searchsorted(diary.days, looks, side="left")
        said = [_one(test, diary.days[:count], diary.values[:count], diary.event) for count in counts]
        return np.array(said, dtype=np.int8)

    return peer


def _one(test: Test, days: Floats, values: Floats, event: float) -> int:
    """Return the sign, or 0 where there is too little or nothing varies."""
    if len(values) < FEWEST or np.ptp(values) == 0:
        return 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the peers warn about short and constant series; they answer all the same
        return test(days, values, event)


def _sides(days: Floats, values: Floats, event: float) -> tuple[Floats, Floats] | None:
    """Return what lies before and after the event, or None where either has too few answers."""
    before, after = values[days < event], values[days >= event]
    return None if min(len(before), len(after)) < FEWEST_EACH_SIDE else (before, after)


def slope(days: Floats, values: Floats, _event: float) -> int:
    """Least squares line, p < .05."""
    line = stats.linregress(days, values)
    return int(np.sign(line.slope)) if line.pvalue < LEVEL else 0


def mann_kendall(_days: Floats, values: Floats, _event: float) -> int:
    """Mann-Kendall test, p < .05."""
    return _direction(pymannkendall.original_test(values).trend)


def hamed_rao(_days: Floats, values: Floats, _event: float) -> int:
    """Mann-Kendall with the correction of Hamed and Rao (1998) for carry-over, p < .05."""
    return _direction(pymannkendall.hamed_rao_modification_test(values).trend)


def _direction(trend: str) -> int:
    return {"increasing": 1, "decreasing": -1}.get(trend, 0)


def pelt(_days: Floats, values: Floats, _event: float) -> int:
    """PELT (Killick 2012) on the mean with the usual penalty: last piece against the first."""
    if len(values) < 12:
        return 0
    penalty = 2 * values.var() * np.log(len(values))
    ends = ruptures.KernelCPD(kernel="linear", min_size=5).fit(values[:, None]).predict(pen=penalty)
    return int(np.sign(values[ends[-2] :].mean() - values[: ends[0]].mean())) if len(ends) > 1 else 0


def tau_u(days: Floats, values: Floats, event: float) -> int:
    """Tau-U, phase A against phase B (Parker 2011), p < .05; needs the date."""
    sides = _sides(days, values, event)
    if not sides:
        return 0
    test = stats.mannwhitneyu(sides[1], sides[0])
    return int(np.sign(test.statistic - len(sides[0]) * len(sides[1]) / 2)) if test.pvalue < LEVEL else 0


def sarimax(days: Floats, values: Floats, event: float) -> int:
    """Interrupted time series: AR(1) with a step at the date, by SARIMAX with gaps left open, p < .05."""
    if not _sides(days, values, event):
        return 0
    length = int(days[-1]) + 1
    daily = np.full(length, np.nan)
    daily[days.astype(int)] = values
    step = (np.arange(length) >= event).astype(float)
    fit = SARIMAX(daily, exog=step, order=(1, 0, 0), trend="c").fit(disp=0, maxiter=40)
    which = fit.param_names.index("x1")
    return int(np.sign(fit.params[which])) if fit.pvalues[which] < LEVEL else 0


def ewma_chart(diary: Diary, looks: Floats, *, weight: float = 0.1, width: float = 2.7) -> Signs:
    """EWMA chart on days, limits from the first four weeks (Smit, Schat & Ceulemans 2022)."""
    first = diary.days < BASELINE_DAYS
    base = diary.values[first]
    middle, spread = base.mean(), base.std(ddof=1)
    level, chart, limits = middle, [], []
    for count, value in enumerate(diary.values[~first], start=1):
        level = weight * value + (1 - weight) * level
        chart.append(level)
        limits.append(width * spread * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * count))))
    off = np.array(chart) - middle
    signs = np.concatenate([[0], np.where(np.abs(off) > limits, np.sign(off), 0)]).astype(np.int8)
    return signs[np.searchsorted(diary.days[~first], looks, side="left")]
