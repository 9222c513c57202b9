"""Trying again: by default there is not enough evidence; what was seen counts by days, and a course never does."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from towpath.domain.trial import COUNTERS, CRITERIA, SEEN, Observed
from towpath.method.again import MONTHS, read

NOW = datetime(2026, 11, 20, tzinfo=UTC)
TODAY = NOW.date()


def seen(what: str, days_ago: int) -> Observed:
    """Return something that was seen so many days ago."""
    return Observed(written=NOW, day=TODAY - timedelta(days=days_ago), what=what)  # type: ignore[arg-type]


def all_for_months() -> list[Observed]:
    """Return every criterion seen three times over thirteen weeks."""
    return [seen(criterion, days) for criterion in CRITERIA for days in (91, 40, 0)]


def test_without_anything_there_is_not_enough() -> None:
    """Nothing noted: nothing seen, nothing said."""
    found = read((), TODAY)
    assert found.statement == "not_enough"
    assert [each.statement for each in found.criteria] == ["not_seen"] * len(CRITERIA)
    assert found.against == ()
    assert found.days == 0


def test_one_criterion_is_seen_over_weeks_after_three_times_in_four_weeks() -> None:
    """Twice is seen; three times in a week is seen; three times in four weeks is over weeks."""
    statements = [
        next(each for each in read([seen("admits", day) for day in days], TODAY).criteria if each.criterion == "admits")
        for days in ((28, 0), (7, 3, 0), (28, 10, 0))
    ]
    assert [each.statement for each in statements] == ["seen", "seen", "seen_for_weeks"]
    assert statements[2].first == TODAY - timedelta(days=28)
    assert statements[2].last == TODAY
    assert statements[2].times == 3


def test_all_of_it_for_months_and_nothing_against_it_is_said_as_what_was() -> None:
    """One criterion less, or one that began later, is not enough; an earlier return is neither for nor against."""
    everything = [*all_for_months(), seen("return", 300)]
    assert read(everything, TODAY).statement == "seen_for_months"
    assert read(everything, TODAY).days == 91
    less = [each for each in everything if each.what != "no_credit"]
    assert read(less, TODAY).statement == "not_enough"
    assert read([*less, *(seen("no_credit", day) for day in (50, 20, 0))], TODAY).statement == "not_enough"


def test_one_thing_against_it_lately_outweighs_all_that_is_for_it() -> None:
    """Pressure today counts; pressure longer ago than twelve weeks is listed and no longer decides."""
    assert read([*all_for_months(), seen("pressure", 0)], TODAY).statement == "opposite_seen"
    found = read([*all_for_months(), seen("credit", MONTHS.days + 1)], TODAY)
    assert found.statement == "seen_for_months"
    assert found.against == (("credit", 1),)


OBSERVED = st.lists(st.builds(seen, st.sampled_from(SEEN), st.integers(-30, 400)), max_size=40)


@given(observed=OBSERVED)
def test_what_lies_ahead_is_not_read_and_the_order_makes_no_difference(observed: list[Observed]) -> None:
    """A day to come is no evidence; the same notes in any order read the same."""
    found = read(observed, TODAY)
    assert found == read([each for each in reversed(observed) if each.day <= TODAY], TODAY)
    lately = [each for each in observed if each.what in COUNTERS and date.min < each.day <= TODAY <= each.day + MONTHS]
    assert (found.statement == "opposite_seen") == bool(lately)
