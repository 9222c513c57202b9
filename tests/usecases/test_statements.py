"""Every result has its sentence, with days and points in it."""

import string
from dataclasses import replace
from datetime import date
from typing import get_args

import numpy as np
import pytest

from towpath.analysis import Because, Recovery, SinceEvent, Size, Trend, WeekdayPattern
from towpath.analysis import bias as biases
from towpath.analysis import event as events
from towpath.content import Pack
from towpath.usecases.statements import (
    day_of,
    day_words,
    recovery_sentence,
    since_event_sentence,
    size_sentence,
    trend_sentence,
    weekday_sentence,
)

LOOK = float(date(2026, 6, 10).toordinal())
FIRST = float(date(2026, 5, 3).toordinal())
ENOUGH = Because(answers=20, first=FIRST, last=LOOK - 1)
EARLY = Because(answers=6, first=FIRST, last=LOOK - 1, missing=4, again=float(date(2026, 6, 15).toordinal()))
NO_SIZE = Size(look=LOOK, statement="not_enough", mean=None, low=None, high=None, level=0.9, because=EARLY)
TREND = Trend(
    look=LOOK,
    statement="no_clear_change",
    firmness=None,
    upward=1.0,
    downward=1.0,
    threshold=2.0,
    proved=False,
    because=ENOUGH,
)
SINCE = SinceEvent(
    look=LOOK,
    event=FIRST,
    statement="no_clear_change",
    none=0.5,
    lasting_up=0.15,
    passing_up=0.1,
    lasting_down=0.15,
    passing_down=0.1,
    answers_before=10,
    answers_after=10,
    because=ENOUGH,
)
RECOVERY = Recovery(
    look=LOOK, left=FIRST, statement="no_clear_change", firmness=None, upward=1.0, downward=1.0, because=ENOUGH
)
WEEK = WeekdayPattern(
    look=LOOK, statement="no_clear_pattern", weekdays=(), direction=None, evidence=1.0, because=ENOUGH
)


def size(mean: float, reach: float) -> Size:
    """Return a size with an interval about its mean."""
    return replace(NO_SIZE, statement="size", mean=mean, low=mean - reach, high=mean + reach, because=ENOUGH)


def test_too_few_check_ins_are_counted(pack: Pack) -> None:
    """How many there are, how many it takes, and the last day that is too early."""
    found = replace(TREND, statement="not_enough", because=EARLY)
    said = "Not enough yet: 6 of 10 check-ins; look again after 14 June."
    assert trend_sentence(found, NO_SIZE, pack.analysis) == said


def test_too_little_time_and_silence_have_their_own_words(pack: Pack) -> None:
    """Enough check-ins in too few days; and a last check-in that is long ago."""
    short = replace(EARLY, answers=12, missing=0)
    silent = replace(short, caveats=("no_answer_in_two_weeks",), last=FIRST)
    found = replace(TREND, statement="not_enough", because=short)
    assert trend_sentence(found, NO_SIZE, pack.analysis).startswith("Not enough yet: it takes at least two weeks.")
    found = replace(TREND, statement="not_enough", because=silent)
    assert "last check-in was on 3 May" in trend_sentence(found, NO_SIZE, pack.analysis)


def test_no_clear_change_says_how_large_one_could_be(pack: Pack) -> None:
    """With a size, the bound; with a wide one, that much could hide; without, the day only."""
    no_change = "No clear change since 3 May."
    assert trend_sentence(TREND, NO_SIZE, pack.analysis) == no_change
    bound = f"{no_change} A change of more than 2 points is unlikely."
    assert trend_sentence(TREND, size(0.5, 1.5), pack.analysis) == bound
    assert "Even a large change could hide" in trend_sentence(TREND, size(0.5, 4), pack.analysis)


@pytest.mark.parametrize("word", ["better", "worse"])
def test_a_clear_trend_says_how_often_it_would_be_wrong(word: str, pack: Pack) -> None:
    """The figure for signs, another for clear; and that it is for now."""
    signs, clear = (
        trend_sentence(replace(TREND, statement=word, firmness=how), NO_SIZE, pack.analysis)  # type: ignore[arg-type] # a parameter
        for how in ("signs", "clear")
    )
    assert word in signs
    assert "1 of 20" in signs
    assert word in clear
    assert "1 of 40" in clear
    assert "for now" in signs


@pytest.mark.parametrize("statement", get_args(events.Course))
def test_every_statement_since_an_event_names_its_day(statement: events.Course, pack: Pack) -> None:
    """Each has a sentence with the day of the event, and none names a cause."""
    said = since_event_sentence(replace(SINCE, statement=statement, because=EARLY), pack.analysis)
    assert "3 May" in said
    assert "because" not in said


def test_too_little_before_an_event_has_its_own_words(pack: Pack) -> None:
    """Where nothing can be made up for, no day to look again is named."""
    said = since_event_sentence(replace(SINCE, statement="too_early"), pack.analysis)
    assert said == "There are too few check-ins from before 3 May to compare with."


def test_a_size_is_said_in_points(pack: Pack) -> None:
    """Above, below, or open to both sides; and what is missing for it."""
    words = pack.analysis
    assert size_sentence(size(2, 1.04), words).endswith("It may be as little as 1 or as much as 3.")
    assert "about 2 points above" in size_sentence(size(2, 1), words)
    assert "about 2 points below your first weeks. It may be as little as 1 or" in size_sentence(size(-2, 1), words)
    assert "up to 0.5 points below your first weeks, or up to 1.5 above" in size_sentence(size(0.5, 1), words)
    assert "up to 0 points below your first weeks, or up to 2 above" in size_sentence(size(1, 1), words)
    assert "Look again after 14 June" in size_sentence(NO_SIZE, words)
    assert "from the start" in size_sentence(replace(NO_SIZE, because=ENOUGH), words)


def test_a_recovery_names_the_day_of_leaving(pack: Pack) -> None:
    """Every statement and firmness has a sentence with that day."""
    said = {recovery_sentence(RECOVERY, pack.analysis)}
    said.add(recovery_sentence(replace(RECOVERY, statement="not_enough", because=EARLY), pack.analysis))
    for word in ("better", "worse"):
        for how in ("signs", "clear"):
            found = replace(RECOVERY, statement=word, firmness=how)
            said.add(recovery_sentence(found, pack.analysis))
    assert len(said) == 6
    assert all("3 May" in each for each in said)


def test_a_pattern_names_its_days(pack: Pack) -> None:
    """The weekend, or a day by its name; and what is said without one."""
    words = pack.analysis
    found = replace(WEEK, statement="pattern", weekdays=(5, 6), direction="better")
    assert weekday_sentence(found, words) == "Weekends are better than your other days."
    found = replace(WEEK, statement="pattern", weekdays=(0,), direction="worse")
    assert weekday_sentence(found, words) == "Mondays are worse than your other days."
    assert weekday_sentence(WEEK, words) == "No day of the week stands out so far."
    assert "14 June" in weekday_sentence(replace(WEEK, statement="not_enough", because=EARLY), words)


def test_the_year_is_said_where_it_is_another() -> None:
    """A day of the look's year has no year."""
    assert day_words(FIRST, LOOK) == "3 May"
    assert day_words(FIRST, LOOK + 365) == "3 May 2026"


@pytest.mark.parametrize(("number", "day"), [(1e9, date.max), (-5, date.min), (LOOK - 0.5, date(2026, 6, 10))])
def test_any_number_is_some_day(number: float, day: date) -> None:
    """Beyond the calendar, its last or first day; within a day, the one that ends it."""
    assert day_of(number) == day


def test_every_caveat_has_words(pack: Pack) -> None:
    """What may mislead is said, and nothing else."""
    assert set(pack.analysis.caveat) == set(get_args(biases.Caveat))


def test_every_statement_since_an_event_has_words_and_nothing_else(pack: Pack) -> None:
    """The keys of the catalogue are the statements, and the one for too few before."""
    assert set(pack.analysis.since_event) == {*get_args(events.Course), "few_before"}


def test_nothing_in_the_catalogue_names_a_cause_or_says_the_same(pack: Pack) -> None:
    """Never "because of", never "the same"; every better or worse of a trend is "for now"."""
    words = pack.analysis
    every = [text for part in (words.trend, words.since_event, words.size, words.recovery) for text in part.values()]
    assert not [text for text in every if "because" in text.lower() or "the same" in text.lower()]
    assert all("for now" in text for name, text in words.trend.items() if name.startswith(("better", "worse")))
    gaps = {gap for text in every for _, gap, _, _ in string.Formatter().parse(text) if gap}
    assert gaps <= {
        "answers",
        "wanted",
        "again",
        "first",
        "last",
        "event",
        "left",
        "points",
        "mean",
        "low",
        "high",
        "down",
        "up",
    }
    assert np.all([text.endswith(".") for text in every])
