"""A file of days and values, read and answered."""

import json
from datetime import date, timedelta

import pytest

from towpath.analysis.arguments import MOST
from towpath.errors import BadInput
from towpath.usecases.trend_file import Answers, answer, read

START = date(2026, 1, 5)
TODAY = date(2026, 11, 2)


def table(values: list[float]) -> str:
    """Return a file with one value a day."""
    return "date,value\n" + "".join(f"{START + timedelta(day)},{value}\n" for day, value in enumerate(values))


def answered(text: str, event: date | None = None) -> dict[str, dict[str, object]]:
    """Read and answer a file."""
    found: dict[str, dict[str, object]] = json.loads(answer(read(text), TODAY, event=event))
    return found


def test_rows_may_come_in_any_order_and_columns_too() -> None:
    """Days are sorted; capitals, blanks, quotes, empty lines and further columns do no harm."""
    text = '"Value", DATE ,note\n7,2026-03-02,"a, b"\n\n 5.5 ,2026-03-01,\n'
    day = date(2026, 3, 1).toordinal()
    assert read(text) == Answers(days=[day, day + 1], values=[5.5, 7.0])


def test_weekends_are_known() -> None:
    """Saturday and Sunday."""
    answers = read(table([5] * 7))
    assert answers.weekend == [False] * 5 + [True] * 2


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("day,value\n2026-03-01,5\n", "csv_columns"),
        ("2026-03-01,5\n", "csv_columns"),
        ('date,value\n"a"b,1', "file_not_text"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(text: str, key: str) -> None:
    """The columns must be named, and the quotes must close."""
    with pytest.raises(BadInput) as raised:
        read(text)
    assert raised.value.key == key


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-02-30,5", "could not be read as a date"),
        (",5", "could not be read as a date"),
        ("2026-03-02,eleven", "not a number from 0 to 10"),
        ("2026-03-02,10.1", "not a number from 0 to 10"),
        ("2026-03-02,nan", "not a number from 0 to 10"),
        ("2026-03-02,", "not a number from 0 to 10"),
        ("2026-03-02", "not a number from 0 to 10"),
        ("2026-03-01,5", "two values for 2026-03-01"),
    ],
)
def test_a_bad_row_is_named_by_its_line(row: str, words: str) -> None:
    """The line's number and what is wrong with it."""
    with pytest.raises(BadInput) as raised:
        read(f"date,value\n2026-03-01,5\n{row}\n")
    assert raised.value.key == "line"
    assert raised.value.facts["number"] == 3
    assert words in str(raised.value.facts["message"])


def test_more_days_than_can_be_looked_at_are_refused() -> None:
    """More than 20,000 of them."""
    with pytest.raises(BadInput) as raised:
        read("date,value\n" + "".join(f"{date.fromordinal(day)},5\n" for day in range(1, MOST + 2)))
    assert (raised.value.key, raised.value.facts) == ("too_many_days", {"limit": "20,000"})


def test_the_look_is_on_the_day_after_the_last_answer() -> None:
    """So that the last answer counts; without any answer it is today."""
    assert answered(table([5] * 30))["trend"]["look"] == "2026-02-04"
    empty = answered("date,value\n")["trend"]
    assert (empty["look"], empty["statement"]) == ("2026-11-02", "not_enough")


def test_every_part_has_a_statement_its_figures_and_a_sentence() -> None:
    """Trend and size always, the time since an event where it is asked for; days are dates."""
    steady = [4, 6, 5, 3, 5, 7, 6, 4] * 15
    values = [value - (1 if day < 40 else -1.5) for day, value in enumerate(steady)]
    event = START + timedelta(40)
    assert set(answered(table(values))) == {"trend", "size"}
    found = answered(table(values), event)
    assert list(found) == ["trend", "since_event", "size"]
    assert found["trend"]["statement"] == "better"
    assert found["trend"]["because"] == {
        "answers": 120, "first": "2026-01-05", "last": "2026-05-04", "missing": 0, "again": None, "caveats": [],
    }  # fmt: skip
    assert (found["since_event"]["statement"], found["since_event"]["event"]) == ("better_and_held", "2026-02-14")
    assert found["size"]["mean"] == pytest.approx(2.5, abs=0.3)
    assert all(part["sentence"] for part in found.values())


def test_what_may_mislead_is_said() -> None:
    """Check-ins that became more frequent are a caveat, by its name and in words."""
    days = [*range(0, 60, 4), *range(60, 120)]
    rows = "".join(f"{START + timedelta(day)},5\n" for day in days)
    found = answered(f"date,value\n{rows}")["trend"]
    assert found["because"]["caveats"] == ["answers_more_often"]  # type: ignore[index] # it is an object
    assert "more often of late" in str(found["caveats"])


def test_the_end_of_the_calendar_is_no_trouble() -> None:
    """Even on the last day that has a date there is an answer."""
    assert answered("date,value\n9999-12-31,5\n", date.max)["trend"]["statement"] == "not_enough"
