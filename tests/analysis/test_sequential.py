"""What holds for every statement about a course: the past stays, the origin is free, up and down are mirror images."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.analysis.simulated import Invented, invented
from towpath.analysis import recovery, since_event, size_of_change, trends, weekday_pattern

Asked = Callable[[Invented, Any], list[Any]]

COURSES: dict[str, Asked] = {
    "trends": lambda of, looks: trends(of.days, of.values, looks, weekend=of.weekend, event=of.change),
    "since_event": lambda of, looks: since_event(of.days, of.values, of.change, looks, weekend=of.weekend),
    "recovery": lambda of, looks: recovery(of.days, of.values, of.change, looks, weekend=of.weekend),
    "weekday_pattern": lambda of, looks: weekday_pattern(of.days, of.values, of.weekdays, looks),
    "size_of_change": lambda of, looks: [size_of_change(of.days, of.values, look) for look in looks],
}
FIGURES = (
    "upward", "downward", "none", "lasting_up", "passing_up", "lasting_down", "passing_down", "evidence", "mean", "low",
    "high",
)  # fmt: skip
RECORDS = [invented(1, step=1.5), invented(2, passing=-1.5), invented(4)]


def figures(found: list[Any]) -> list[list[float]]:
    """Return the figures of results, in order."""
    return [[getattr(each, name) for name in FIGURES if getattr(each, name, None) is not None] for each in found]


def same(one: list[Any], other: list[Any]) -> None:
    """Check that results say the same from the same figures."""
    assert [each.statement for each in one] == [each.statement for each in other]
    for left, right in zip(figures(one), figures(other), strict=True):
        assert left == pytest.approx(right, rel=1e-6, abs=1e-9)


def changed(record: Invented, **what: Any) -> Invented:
    """Return a record with something changed."""
    parts = {name: getattr(record, name) for name in ("days", "values", "weekend", "weekdays", "change")}
    return Invented(**{**parts, **what})


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("record", RECORDS)
def test_a_look_of_the_past_never_changes(name: str, record: Invented) -> None:
    """Appending what came later, and looking again later, leaves every earlier result as it was, to the last digit."""
    half = int(record.days.size / 2)
    looks = [day for day in range(7, 180, 7) if day <= record.days[half]]
    parts = ("days", "values", "weekend", "weekdays")
    early = changed(record, **{part: getattr(record, part)[:half] for part in parts})
    assert COURSES[name](early, looks) == COURSES[name](record, [*looks, 150, 183])[: len(looks)]


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("record", RECORDS)
def test_looks_in_between_change_nothing(name: str, record: Invented) -> None:
    """A look says the same whether or not one looked every day before."""
    every = COURSES[name](record, range(183))
    same(COURSES[name](record, [50, 182]), [every[50], every[182]])


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("record", RECORDS)
def test_the_origin_is_free(name: str, record: Invented) -> None:
    """Counting the days from elsewhere changes the days in a result and nothing else."""
    moved = changed(record, days=record.days + 739_000, change=record.change + 739_000)
    looks = np.arange(14, 183, 7)
    same(COURSES[name](record, looks), COURSES[name](moved, looks + 739_000))


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("record", RECORDS)
def test_half_the_size_says_the_same(name: str, record: Invented) -> None:
    """Evidence has no unit: a record squeezed to half its height has the same; a size is half as large."""
    looks = np.arange(14, 183, 7)
    found = COURSES[name](changed(record, values=record.values / 2 + 2), looks)
    if name == "size_of_change":
        whole = COURSES[name](record, looks)
        assert [each.mean and 2 * each.mean for each in found] == pytest.approx([each.mean for each in whole])
    else:
        same(COURSES[name](record, looks), found)


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("record", RECORDS)
def test_the_mirror_image_swaps_better_and_worse(name: str, record: Invented) -> None:
    """With 10 less each value, better is worse and worse is better, with exactly the same figures."""
    looks = np.arange(14, 183, 7)
    found = COURSES[name](record, looks)
    turned = COURSES[name](changed(record, values=10 - record.values), looks)
    assert [mirrored(each) for each in turned] == [plain(each) for each in found]


def plain(found: Any) -> dict[str, Any]:
    """Return the fields of a result."""
    return {name: getattr(found, name) for name in type(found).__dataclass_fields__}


def mirrored(found: Any) -> dict[str, Any]:
    """Return the fields of a result with up and down exchanged."""
    swapped = {"upward": "downward", "lasting_up": "lasting_down", "passing_up": "passing_down"}
    swapped |= {down: up for up, down in swapped.items()}
    fields = {swapped.get(name, name): value for name, value in plain(found).items()}
    for name in ("statement", "direction"):
        if fields.get(name):
            fields[name] = turned(fields[name])
    if fields.get("mean") is not None:
        fields |= {"mean": -fields["mean"], "low": -fields["high"], "high": -fields["low"]}
    return fields


def turned(word: str) -> str:
    """Exchange better and worse in a name."""
    return word.replace("better", "B").replace("worse", "better").replace("B", "worse")


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("value", [0, 5, 10])
def test_a_record_that_never_varies_says_no_change(name: str, value: int) -> None:
    """The same answer every day: nothing is said, and nothing breaks."""
    days = np.arange(120.0)
    record = Invented(
        days=days, values=np.full(120, float(value)), weekend=days % 7 >= 5, weekdays=days.astype(int) % 7, change=40
    )
    found = COURSES[name](record, range(125))
    assert {each.statement for each in found} <= {
        "not_enough", "too_early", "no_clear_change", "no_clear_pattern", "size",
    }  # fmt: skip
    assert np.isfinite([figure for each in figures(found) for figure in each]).all()


@pytest.mark.parametrize("name", ["trends", "since_event", "weekday_pattern"])
def test_one_other_answer_in_a_flat_record_is_no_change(name: str) -> None:
    """A single 6 after a hundred days of 5 is nothing: whole numbers cannot show so small a spread."""
    days = np.arange(100.0)
    values = np.where(days == 99, 6.0, 5.0)
    record = Invented(days=days, values=values, weekend=days % 7 >= 5, weekdays=days.astype(int) % 7, change=70)
    (found,) = COURSES[name](record, [100])
    assert found.statement in ("no_clear_change", "no_clear_pattern")


@pytest.mark.parametrize("name", COURSES)
def test_results_are_plain_numbers(name: str) -> None:
    """No figure of a result is of a type of numpy: whoever writes it down need not know."""
    for each in COURSES[name](RECORDS[0], [7, 60, 182]):
        values = [*plain(each).values(), *plain(each.because).values()]
        assert {type(value).__module__ for value in values} <= {"builtins", "towpath.analysis.diary"}
