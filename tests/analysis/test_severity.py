"""Severity in the order of the incidents: a rise is found, chance is not."""

import numpy as np
import pytest
from scipy import stats

from towpath.analysis import severity_trend


@pytest.mark.parametrize("n", [0, 1, 7])
def test_few_incidents_are_not_enough(n: int) -> None:
    """Below eight nothing is said but how many are missing."""
    result = severity_trend([5.0] * n)
    assert result.statement == "not_enough"
    assert (result.p, result.first_half, result.second_half) == (None, None, None)
    assert (result.because.incidents, result.because.used, result.because.missing) == (n, 0, 8 - n)


@pytest.mark.parametrize(
    ("severities", "statement"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], "more_severe"), ([8, 7, 6, 5, 4, 3, 2, 1], "less_severe"),
        ([3, 3, 3, 3, 3, 3, 3, 3], "no_clear_change"), ([1, 8, 2, 7, 3, 6, 4, 5], "no_clear_change"),
        ([1, 1, 1, 1, 9, 9, 9, 9], "no_clear_change"), ([1] * 8 + [9] * 8, "more_severe"),
    ],
)  # fmt: skip
def test_what_is_said(severities: list[float], statement: str) -> None:
    """Rising, falling, level, to and fro; a step that 2 in 70 orders show by chance, and the same twice as long."""
    result = severity_trend(severities)
    assert result.statement == statement
    assert result.first_half == np.mean(severities[: len(severities) // 2])
    assert result.second_half == np.mean(severities[len(severities) // 2 :])


def test_p_is_that_of_all_orders() -> None:
    """Without ties the shuffles come to the exact distribution of Kendall's tau, within four standard errors."""
    severities = [2.0, 1, 3, 5, 4, 7, 6, 8]
    exact = stats.kendalltau(range(8), severities, method="exact").pvalue
    assert severity_trend(severities).p == pytest.approx(exact, abs=4 * (exact / 1_000) ** 0.5 + 1 / 1_000)


def test_later_incidents_do_not_change_an_earlier_look() -> None:
    """Between milestones the answer stays, whatever is added."""
    rising = [float(n) for n in range(8)]
    looks = [severity_trend(rising + [0.0] * more) for more in range(8)]
    assert {(one.statement, one.p, one.because.used, one.because.next_look_at) for one in looks} == {
        ("more_severe", looks[0].p, 8, 16)
    }
    complete, more = severity_trend(rising * 3), severity_trend([*rising * 3, 10.0, 10.0])
    assert (complete.p, complete.because.used) == (more.p, more.because.used)
    assert more.because.next_look_at is None


def test_the_turned_order_is_the_other_statement() -> None:
    """Reading the incidents backwards, or the scale upside down, turns more into less."""
    given = [1.0, 2, 2, 4, 3, 6, 7, 7]
    assert severity_trend(given).statement == "more_severe"
    assert severity_trend(given[::-1]).statement == severity_trend([10 - each for each in given]).statement
    assert severity_trend(given[::-1]).statement == "less_severe"


def test_chance_is_rarely_taken_for_a_change() -> None:
    """Severities that do not change, at all three looks: at most 5%, and three standard errors, of 200 seeded runs."""
    rng = np.random.default_rng(8_201)
    found = 0
    for _ in range(200):
        severities = np.clip(np.round(rng.normal(5, 1.5, 24)), 0, 10)
        found += any(severity_trend(severities[:n]).statement != "no_clear_change" for n in (8, 16, 24))
    assert found <= 200 * 0.05 + 3 * (200 * 0.05 * 0.95) ** 0.5
