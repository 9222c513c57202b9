"""A decision sheet is read strictly: what is misspelt is refused by name, what is missing stays missing."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # the package carries no types
import msgspec
import pytest
from msgspec import UNSET

from tests.analysis.sheets import FULL, sheet
from towpath.domain.sheet import Sheet, Value, corners, ends
from towpath.errors import BadInput

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "reference" / "decision-sheet.schema.json").read_text("utf-8")
)
SMALLEST: dict[str, Any] = {"towpath": 1, "paths": ["mend", "leave"], "values": []}
MONEY: dict[str, Any] = {**SMALLEST, "values": [{"id": "money"}]}


def refused(document: dict[str, Any], key: str) -> BadInput:
    """Check that a sheet is refused for one reason and return the error."""
    with pytest.raises(BadInput) as error:
        Sheet.from_json(msgspec.json.encode(document))
    assert error.value.key == key
    return error.value


def with_score(score: Any) -> dict[str, Any]:
    """Return a sheet with one score."""
    return {**MONEY, "horizons": {"year_1": 1}, "scores": {"mend": {"money": score}}}


def test_a_sheet_is_read_back_as_it_was_written() -> None:
    """Writing and reading loses nothing, and what is written has the form of the schema."""
    read = sheet()
    assert Sheet.from_json(read.to_json()) == read
    assert Sheet.from_json(read.to_json().encode()) == read
    jsonschema.validate(FULL, SCHEMA)
    jsonschema.validate(json.loads(read.to_json()), SCHEMA)


def test_everything_but_paths_and_values_may_be_missing() -> None:
    """Missing points, scores and horizons are missing, not 0."""
    read = Sheet.from_json(json.dumps(MONEY))
    assert read.values == (Value(id="money", points=UNSET, again=UNSET),)
    assert read.scores == {}
    assert read.horizons == {}


def test_a_number_is_a_range_of_no_width() -> None:
    """For points and for scores."""
    assert (ends(3), ends((2, 5)), corners(4), corners((1, 2, 3))) == ((3, 3), (2, 5), (4, 4, 4), (1, 2, 3))


@pytest.mark.parametrize(
    ("name", "apart"),
    [
        ("safety", True), ("my_safety", True), ("Safety of the children", True), ("safety-at-night", True),
        ("unsafetyish", False), ("money", False), ("safe", False),
    ],
)  # fmt: skip
def test_a_value_about_safety_is_kept_apart(name: str, *, apart: bool) -> None:
    """The word safety in a name, in either case, joined by spaces, dashes or underscores."""
    assert Value(id=name).apart is apart


@pytest.mark.parametrize(
    "name", ["money", "time of my own", "Ruhe für die Kinder", "their mother's house", "1", "calm-evenings", "год"]
)
def test_a_name_is_the_persons_own_word(name: str) -> None:
    """Letters and digits of any script, spaces, dashes, apostrophes and underscores."""
    read = Sheet.from_json(json.dumps({**SMALLEST, "values": [{"id": name}]}))
    assert read.values[0].id == name


@pytest.mark.parametrize("name", ["", " money", "a" * 61, "a\nb", "money\n", "{x}", "\ud800", "-", None, 7], ids=ascii)
def test_a_name_that_is_none_is_refused(name: Any) -> None:
    """Empty, too long, with line ends or braces, half a character, or no text."""
    document = {**SMALLEST, "values": [{"id": name}]}
    with pytest.raises(BadInput) as error:
        Sheet.from_json(json.dumps(document))
    assert error.value.key == "not_a_sheet"


@pytest.mark.parametrize(
    "changed",
    [
        {"towpath": 2}, {"towpath": None}, {"paths": "mend"}, {"paths": None}, {"values": {}}, {"values": ["money"]},
        {"values": [{"points": 5}]}, {"values": [{"id": "money", "weight": 5}]}, {"horizons": []}, {"scores": []},
        {"values": [{"id": "money", "points": "5"}]}, {"values": [{"id": "money", "points": None}]},
        {"values": [{"id": "money", "points": True}]}, {"values": [{"id": "money", "points": [1]}]},
        {"values": [{"id": "money", "points": [1, 2, 3]}]}, {"value": []}, {"horizons": {"year_1": [0, 1, 1]}},
        {"horizons": {"": 1}},
    ],
    ids=str,
)  # fmt: skip
def test_another_shape_is_refused(changed: dict[str, Any]) -> None:
    """A wrong version, type or length, an unknown field, null: bad input that says where."""
    document = {**SMALLEST, **changed}
    assert refused(document, "not_a_sheet").facts["detail"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, SCHEMA)


@pytest.mark.parametrize("score", [None, "5", [], [1, 2], [1, 2, 3, 4], {"year_1": {"year_1": 1}}, True], ids=str)
def test_a_score_of_another_shape_is_refused(score: Any) -> None:
    """A score is one number, three, or one of these for each horizon."""
    refused(with_score(score), "not_a_sheet")


@pytest.mark.parametrize("missing", ["towpath", "paths", "values"])
def test_version_paths_and_values_are_required(missing: str) -> None:
    """A sheet without them is none."""
    refused({name: given for name, given in SMALLEST.items() if name != missing}, "not_a_sheet")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"paths": []}, "paths"), ({"paths": ["mend"]}, "paths"), ({"paths": [f"p{i}" for i in range(9)]}, "paths"),
        ({"values": [{"id": f"v{i}"} for i in range(41)]}, "values"),
        ({"horizons": {f"h{i}": 1 for i in range(9)}}, "horizons"),
    ],
)  # fmt: skip
def test_too_few_or_too_many_are_refused(changed: dict[str, Any], field: str) -> None:
    """Two to eight paths, at most forty values and eight horizons."""
    assert refused({**SMALLEST, **changed}, "sheet_count").facts["field"] == field


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"paths": ["mend", "mend"]}, "paths"), ({"values": [{"id": "money"}, {"id": "money"}]}, "values")],
)
def test_a_path_or_value_listed_twice_is_refused(changed: dict[str, Any], field: str) -> None:
    """Nobody can tell which of the two is meant."""
    assert refused({**SMALLEST, **changed}, "listed_twice").facts == {"field": field}


@pytest.mark.parametrize(
    ("scores", "kind", "name"),
    [
        ({"mendd": {}}, "path", "mendd"), ({"mend": {"mony": 5}}, "value", "mony"),
        ({"mend": {"é": 5}}, "value", "\\xe9"),
        ({"mend": {"money": {"year_2": 5}}}, "horizon", "year_2"),
    ],
)  # fmt: skip
def test_a_score_for_something_unknown_is_refused_by_name(scores: dict[str, Any], kind: str, name: str) -> None:
    """A misspelt name must not become a missing score."""
    document = {**MONEY, "horizons": {"year_1": 1}, "scores": scores}
    assert refused(document, "sheet_unknown").facts == {"kind": kind, "name": name}


@pytest.mark.parametrize(
    ("document", "field", "most"),
    [
        (with_score(-1), "mend, money", 10), (with_score(10.1), "mend, money", 10),
        (with_score([5, 4, 6]), "mend, money", 10), (with_score({"year_1": [1, 7, 6]}), "mend, money", 10),
        ({**SMALLEST, "values": [{"id": "money", "points": [60, 40]}]}, "money", 100),
        ({**SMALLEST, "values": [{"id": "money", "points": 101}]}, "money", 100),
        ({**SMALLEST, "values": [{"id": "money", "points": 5, "again": -1}]}, "money", 100),
        ({**SMALLEST, "horizons": {"year_1": [0.5, 1.5]}}, "year_1", 1),
        ({**SMALLEST, "horizons": {"year_1": [0.5, 0.4]}}, "year_1", 1),
    ],
    ids=str,
)  # fmt: skip
def test_a_number_out_of_range_or_order_is_refused_by_its_place(
    document: dict[str, Any], field: str, most: int
) -> None:
    """Points 0 to 100, horizons 0 to 1, scores 0 to 10, each from low to high."""
    assert refused(document, "sheet_number").facts == {"field": field, "most": most}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_refused(number: str) -> None:
    """Not a number and infinity, which Python would read."""
    text = json.dumps(with_score("X")).replace('"X"', number)
    with pytest.raises(BadInput) as error:
        Sheet.from_json(text)
    assert error.value.key == "sheet_number"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"values": [{"id": "a", "points": 0}, {"id": "b", "points": [0, 0]}]}, "values"),
        ({"horizons": {"year_1": 0, "years_5": [0, 0]}}, "horizons"),
    ],
)
def test_when_all_count_for_nothing_it_is_refused(changed: dict[str, Any], field: str) -> None:
    """Weights of nothing have no proportions; while points are missing that is not known yet."""
    assert refused({**SMALLEST, **changed}, "sheet_all_zero").facts == {"field": field}
    Sheet.from_json(json.dumps({**SMALLEST, "values": [{"id": "a", "points": 0}, {"id": "b"}]}))


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", "[" * 200_000, b"\xff\xfe", '{"towpath": 1, "paths": ["a", "b"], "paths": ["b", "c"]}'],
    ids=lambda text: repr(text)[:40],
)
def test_what_is_not_json_or_says_a_name_twice_is_bad_input(text: str | bytes) -> None:
    """Broken, deeply nested or wrongly encoded text, and the second of two lists of paths."""
    with pytest.raises(BadInput) as error:
        Sheet.from_json(text)
    assert error.value.key == "not_a_sheet"


def test_a_sheet_made_in_python_is_checked_too() -> None:
    """The checks of names and numbers do not depend on JSON."""
    with pytest.raises(BadInput):
        Sheet(towpath=1, paths=("a", "b"), values=(Value(id="v", points=float("nan")),))


def test_checking_leaves_what_was_given() -> None:
    """Reading changes nothing in the document."""
    before = copy.deepcopy(FULL)
    sheet()
    assert before == FULL
