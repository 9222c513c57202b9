"""What was found about incidents and promises is said with its figures, and nothing that the figures do not show."""

from dataclasses import replace
from datetime import date

import pytest

from towpath.analysis import (
    IncidentRate,
    incident_bursts,
    incident_cycle,
    incident_rate,
    promises,
    severity_trend,
)
from towpath.content import Pack
from towpath.usecases.counted import (
    bursts_sentence,
    cycle_sentence,
    promises_sentence,
    rate_sentence,
    severity_sentence,
)

START = float(date(2026, 1, 5).toordinal())
LOOK = START + 120
MORE = [20.0, 60, 100, 140, 180, *(float(day) for day in range(200, 300, 4))]
"""Days of incidents, far apart and then close together."""


def rate(days: list[float], look: float = LOOK) -> IncidentRate:
    """Return what is found about incidents so many days after the start."""
    return incident_rate([START + day for day in days], [look], start=START)[0]


def test_too_few_incidents_are_counted(pack: Pack) -> None:
    """How many there are, and how many it takes."""
    said = rate_sentence(rate([3, 20, 40]), START, pack.analysis)
    assert said == "Not enough yet about how often incidents come: 3 of 8 noted."


def test_too_few_days_name_the_last_that_is_too_early(pack: Pack) -> None:
    """Eight incidents in ten days: it takes four weeks from the start."""
    said = rate_sentence(rate([float(day) for day in range(8)], START + 10), START, pack.analysis)
    assert said.endswith("it takes four weeks. Look again after 1 February.")


def test_no_clear_change_says_how_many_and_since_when(pack: Pack) -> None:
    """Incidents at even gaps: how many, since when."""
    said = rate_sentence(rate([float(day) for day in range(2, 118, 12)]), START, pack.analysis)
    assert said == "No clear change in how often incidents come. You noted 10 since 5 January."


def test_more_is_said_with_both_rates(pack: Pack) -> None:
    """One in a long time, then many: both rates stand there, and from which day on the second is."""
    found = rate(MORE, START + 300)
    assert (found.statement, found.firmness) == ("more", "clear")
    said = rate_sentence(found, START, pack.analysis)
    assert found.earlier
    assert found.recent
    earlier, recent = f"{found.earlier.per_30_days:.1f}", f"{found.recent.per_30_days:.1f}"
    assert said == (
        f"Incidents come more often than before: {recent} in 30 days since 4 October, and {earlier} in 30 days before."
    )
    signs = rate_sentence(replace(found, firmness="signs"), START, pack.analysis)
    assert signs.startswith("There are signs")


def test_rates_that_say_the_contrary_are_left_out(pack: Pack) -> None:
    """Where the change lies elsewhere than at the day that divides the two rates, only the statement is said."""
    found = replace(rate(MORE, START + 300), statement="fewer")
    assert rate_sentence(found, START, pack.analysis) == pack.analysis.rate["fewer_no_rates"]
    assert rate_sentence(replace(found, earlier=None), START, pack.analysis) == pack.analysis.rate["fewer_no_rates"]


def test_gaps_are_said_and_never_as_a_forecast(pack: Pack) -> None:
    """Even gaps with their length; bursts; too few."""
    words = pack.analysis
    even = [START + 14 * number + number % 2 for number in range(16)]
    assert "13 to 15 days apart. This does not tell when the next one comes." in cycle_sentence(
        incident_cycle(even), words
    )
    close = sorted(START + 40 * number + place for number in range(4) for place in (0, 0.5, 1, 1.5))
    assert bursts_sentence(incident_bursts(close), words).startswith("Among the first 16")
    few = [START, START + 1]
    assert cycle_sentence(incident_cycle(few), words).endswith("it takes 8.")
    assert bursts_sentence(incident_bursts(few), words).endswith("it takes 8.")


@pytest.mark.parametrize(("given", "said"), [([1] * 8 + [9] * 8, "they got worse"), ([9] * 8 + [1] * 8, "got milder")])
def test_how_bad_incidents_were_is_said_with_both_halves(given: list[float], said: str, pack: Pack) -> None:
    """The means of the first and the second half stand there."""
    first, last = given[0], given[-1]
    sentence = severity_sentence(severity_trend(given), pack.analysis)
    assert said in sentence
    assert f"about {first} of 10 in the first half, and {last} in the second" in sentence


def test_promises_are_said_with_the_same_denominators(pack: Pack) -> None:
    """Kept of how many, before and since; what is missing while there is not enough."""
    words, day = pack.analysis, START + 60
    said = promises_sentence(promises(1, 20, 19, 20), day, LOOK, words)
    assert said.startswith("More promises were kept since 6 March: 19 of 20, and 1 of 20 before.")
    assert promises_sentence(promises(19, 20, 1, 20), day, LOOK, words).startswith("Fewer promises were kept")
    assert "could be chance" in promises_sentence(promises(3, 6, 4, 6), day, LOOK, words)
    assert "it takes 5 promises" in promises_sentence(promises(0, 1, 0, 0), day, LOOK, words)
