"""One value a day, the stretch a sentence is about, gaps, weeks and the middle half."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.house import NOW
from tests.web.pages.looks import TODAY, check_in, incident, then
from towpath.domain.records import CheckIn, Event, Incident, Promise, Record
from towpath.usecases.days import GAP, Series, bands, columns, gaps, series, stretch_start
from towpath.usecases.months import calendar
from towpath.usecases.told import counted_days, counted_from, known_days, outcomes, told
from towpath.vault import Stored

DAYS = st.lists(st.integers(700_000, 701_000), unique=True, max_size=80).map(sorted)


def on(day: date, **answers: int) -> CheckIn:
    """Return a check-in."""
    return CheckIn(written=NOW, day=day, answers=answers)


def test_a_day_is_the_mean_of_its_answers_and_several_check_ins_count_as_one() -> None:
    """A question's own mean over the day first, then that of the questions; a skipped one is not there."""
    two = [on(TODAY, respected=4, energy=8), on(TODAY, respected=6), on(TODAY - timedelta(1), energy=3)]
    assert series(two, TODAY) == Series(days=[TODAY.toordinal() - 1, TODAY.toordinal()], values=[3.0, 6.5])
    assert series(two, TODAY, "respected") == Series(days=[TODAY.toordinal()], values=[5.0])


def test_what_lies_in_the_future_or_says_nothing_is_left_out() -> None:
    """A clock that was wrong, or a check-in without an answer, makes no day."""
    assert not series([on(TODAY + timedelta(1), respected=4), on(TODAY)], TODAY).days


def test_weekends_are_saturdays_and_sundays() -> None:
    """By the calendar."""
    days = [date(2026, 11, day) for day in range(16, 23)]
    found = Series(days=[day.toordinal() for day in days], values=[5.0] * 7)
    assert found.weekdays == [day.weekday() for day in days]
    assert found.weekend == [False] * 5 + [True] * 2


@given(first=st.integers(700_000, 700_400), length=st.integers(0, 20_000))
def test_a_stretch_begins_on_an_anniversary_and_moves_once_a_year(first: int, length: int) -> None:
    """Whole years after the first check-in, never less than three months long but for the first one."""
    start = stretch_start(first, first + length)
    assert (start - first) % 365 == 0
    assert start == first or first + length - start >= 91
    assert first + length - start < 91 + 365


@given(days=DAYS, more=st.integers(0, 100))
def test_a_gap_is_two_weeks_without_a_check_in(days: list[int], more: int) -> None:
    """Every day from the first check-in on lies in a gap exactly where 14 days in a row have none."""
    last = (days[-1] if days else 0) + more
    inside = {day for first, end in gaps(days, last) for day in range(first, end + 1)}
    silent = set(range(days[0], last + 1)) - set(days) if days else set()
    expected = set()
    run: list[int] = []
    for day in sorted(silent):
        run = [*run, day] if run and run[-1] == day - 1 else [day]
        if len(run) >= GAP:
            expected |= set(run)
    assert inside == expected


@given(days=DAYS)
def test_every_day_stands_in_one_column(days: list[int]) -> None:
    """Nothing is lost and nothing counted twice, within the ends of the picture."""
    shown = Series(days=days, values=[5.0] * len(days))
    first, last = (days[0], days[-1]) if days else (0, 0)
    found = columns(shown, days, first, last)
    assert sum(column.answers for column in found) == sum(column.incidents for column in found) == len(days)
    assert [column.first for column in found] == sorted({column.first for column in found})


def test_a_band_is_the_middle_half_of_six_days_or_more() -> None:
    """Quarters as in any table of them; with five days there is no band."""
    shown = Series(days=range(9), values=[float(value) for value in range(9)])
    (band,) = bands(shown, 0)
    assert (band.low, band.middle, band.high) == (2.0, 4.0, 6.0)
    assert bands(Series(days=range(5), values=[1.0] * 5), 0) == []


def test_only_incidents_of_a_known_day_since_the_first_writing_are_counted() -> None:
    """One remembered from before, and one of some month, are there and are not counted."""
    old = Incident(written=then(30), day=then(90).date())
    vague = Incident(written=then(10), day=then(20).date(), precision="month")
    record = told([Stored("a", 1, one) for one in (incident(5), old, vague, incident(30))], TODAY)
    assert len(record.incidents) == 4
    assert known_days(record) == [then(ago).date() for ago in (90, 30, 5)]
    assert counted_from(record) == then(30).date().toordinal()
    assert counted_days(record) == [then(ago).date().toordinal() for ago in (30, 5)]
    assert counted_days(told([], TODAY)) == []


def test_a_promise_counts_on_the_day_its_outcome_was_seen() -> None:
    """Made before the event and kept after it, it counts as after."""
    event = then(10).date()
    late = Promise(written=NOW, day=then(20).date(), what="", outcome="kept", outcome_day=then(3).date())
    mine = Promise(written=NOW, day=then(3).date(), what="", outcome="kept", by="me")
    early = Promise(written=NOW, day=then(20).date(), what="", outcome="not_kept")
    record = told([Stored("a", 1, one) for one in (late, mine, early)], TODAY)
    assert outcomes(record, event) == ["not_kept"]
    assert outcomes(record, event, after=True) == ["kept"]
    assert sorted(outcomes(record)) == ["kept", "not_kept"]


@pytest.mark.parametrize(("month", "shown"), [("", 11), ("2026-08", 8), ("2031-01", 11)])
def test_a_calendar_ends_with_the_month_asked_for_and_never_after_today(month: str, shown: int) -> None:
    """Three months, the last of them the one asked for."""
    kept: list[Record] = [check_in(0, 4), check_in(300, 4), Event(written=NOW, day=TODAY, what="talk")]
    record = told([Stored(str(place), 1, one) for place, one in enumerate(kept)], TODAY)
    found = calendar(record, series(record.check_ins, TODAY), month, TODAY)
    assert [one.first.month for one in found.months] == [shown - 2, shown - 1, shown]
    assert found.earlier == f"2026-{shown - 3:02d}"
    assert found.later == ("" if shown == 11 else "2026-11")
