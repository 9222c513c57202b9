"""A situation is read strictly: a misspelt or broken answer is refused, never taken for a missing one."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from msgspec import UNSET

from tests.method.situations import QUICK, SITUATIONS
from towpath.domain.situation import Situation
from towpath.errors import BadInput

START = '{"towpath":1,"as_of":"2026-05-01"'
ONE_SIGN = START + ',"signs":[%s]}'


def read(**fields: Any) -> Situation:
    """Read a situation of these fields."""
    return Situation.from_json(msgspec.json.encode({"towpath": 1, "as_of": "2026-05-01", **fields}))


@QUICK
@given(situation=SITUATIONS)
def test_a_situation_is_read_back_as_it_was_written(situation: Situation) -> None:
    """Writing and reading loses nothing, from text and from bytes."""
    assert Situation.from_json(situation.to_json()) == situation
    assert Situation.from_json(situation.to_json().encode()) == situation


def test_every_field_but_version_and_day_may_be_missing() -> None:
    """A field not given is not answered: unset, not no and not None."""
    situation = Situation.from_json(START + "}")
    assert situation.signs == ()
    fields = ("together", "live_together", "children", "pregnant", "intention", "wellbeing", "support")
    assert all(getattr(situation, field) is UNSET for field in fields)
    assert situation.to_json() == START + "}"


@pytest.mark.parametrize(
    ("field", "choices"),
    [
        ("support", "friend family counsellor advocate doctor lawyer money_of_my_own a_place_to_go none"),
        ("together", "together taking_space leaving apart on_and_off"),
    ],
)
def test_every_choice_is_read(field: str, choices: str) -> None:
    """Each choice that the schema names is accepted."""
    for choice in choices.split():
        read(**{field: [choice] if field == "support" else choice})


def test_a_sign_answered_without_a_time_is_recent() -> None:
    """The default of "when" is recent, the more careful reading."""
    situation = Situation.from_json(ONE_SIGN % '{"id":"physical.hits","how_often":"once"}')
    assert situation.signs[0].when == "recent"


@pytest.mark.parametrize(
    "fields",
    [
        {"towpath": 2},
        {"towpath": 0},
        {"towpath": "1"},
        {"towpath": True},
        {"towpath": 1.5},
        {"towpath": None},
        {"as_of": "2026-02-30"},
        {"as_of": "2026-5-1"},
        {"as_of": "01.05.2026"},
        {"as_of": "2026-05-01T00:00:00Z"},
        {"as_of": ""},
        {"as_of": 20260501},
        {"as_of": None},
        {"together": "married"},
        {"together": ""},
        {"together": None},
        {"live_together": "yes"},
        {"live_together": None},
        {"children": 1},
        {"children": None},
        {"pregnant": "no"},
        {"pregnant": None},
        {"signs": None},
        {"signs": {}},
        {"signs": "physical.hits"},
        {"signs": ["physical.hits"]},
        {"signs": [None]},
        {"signs": [{}]},
        {"signs": [{"id": "physical.hits"}]},
        {"signs": [{"how_often": "once"}]},
        {"signs": [{"id": "physical.hits", "how_often": "rarely"}]},
        {"signs": [{"id": "physical.hits", "how_often": None}]},
        {"signs": [{"id": "physical.hits", "how_often": "once", "when": "yesterday"}]},
        {"signs": [{"id": "physical.hits", "how_often": "once", "when": None}]},
        {"signs": [{"id": "physical.hits", "how_often": "once", "often": True}]},
        {"signs": [{"id": 7, "how_often": "once"}]},
        {"intention": None},
        {"intention": []},
        {"intention": {"aim": ["peace"]}},
        {"intention": {"aims": ["revenge"]}},
        {"intention": {"aims": "peace"}},
        {"intention": {"aims": None}},
        {"intention": {"ready_to_stay_away": "maybe"}},
        {"intention": {"ready_to_stay_away": True}},
        {"intention": {"said_the_need_plainly": "unsure"}},
        {"intention": {"would_do_it_if_they_never_noticed": "not_safe"}},
        {"intention": {"times_left_and_returned": -1}},
        {"intention": {"times_left_and_returned": 1001}},
        {"intention": {"times_left_and_returned": "two"}},
        {"intention": {"times_left_and_returned": 1.5}},
        {"intention": {"times_left_and_returned": None}},
        {"wellbeing": None},
        {"wellbeing": {"phq9": [0, 0, 0, 0]}},
        {"wellbeing": {"phq4": [0, 0, 0]}},
        {"wellbeing": {"phq4": [0, 0, 0, 0, 0]}},
        {"wellbeing": {"phq4": [0, 0, 0, 4]}},
        {"wellbeing": {"phq4": [0, 0, 0, -1]}},
        {"wellbeing": {"phq4": [0, 0, 0, 1.5]}},
        {"wellbeing": {"phq4": [0, 0, 0, None]}},
        {"wellbeing": {"phq4": 6}},
        {"wellbeing": {"self_harm": "yes"}},
        {"wellbeing": {"self_harm": None}},
        {"support": None},
        {"support": "friend"},
        {"support": ["neighbour"]},
        {"support": [None]},
        {"signes": []},
        {"gender": "any"},
    ],
    ids=str,
)
def test_a_field_that_is_not_as_it_should_be_is_refused(fields: dict[str, Any]) -> None:
    """A wrong value, an unknown field and null are bad input, each in every place."""
    with pytest.raises(BadInput) as refused:
        read(**fields)
    assert refused.value.key == "not_a_situation"
    assert refused.value.facts["detail"]


@pytest.mark.parametrize("missing", ["towpath", "as_of"])
def test_version_and_day_are_required(missing: str) -> None:
    """A situation without its version or its day is refused."""
    fields = {"towpath": 1, "as_of": "2026-05-01"}
    del fields[missing]
    with pytest.raises(BadInput):
        Situation.from_json(msgspec.json.encode(fields))


@pytest.mark.parametrize("sign", ["strain.nothing", "Physical.hits", "hits", "", "physical.hits ", "physical hits"])
def test_a_sign_that_does_not_exist_is_refused_by_name(sign: str) -> None:
    """A misspelt danger sign must not become a missing one, so its name is told."""
    with pytest.raises(BadInput) as refused:
        read(signs=[{"id": "felt.afraid", "how_often": "never"}, {"id": sign, "how_often": "often"}])
    assert refused.value.key == "unknown_sign"
    assert refused.value.facts == {"sign": sign}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"support": ["friend", "family", "friend"]}, "support"),
        ({"intention": {"aims": ["peace", "peace"]}}, "intention.aims"),
    ],
)
def test_a_choice_listed_twice_is_refused(fields: dict[str, Any], field: str) -> None:
    """A list of choices names each at most once, and the field is told."""
    with pytest.raises(BadInput) as refused:
        read(**fields)
    assert refused.value.key == "listed_twice"
    assert refused.value.facts == {"field": field}


def test_a_sign_may_be_answered_twice() -> None:
    """Answers are joined by the method, so the same sign twice is no error."""
    twice = [{"id": "felt.afraid", "how_often": "never"}, {"id": "felt.afraid", "how_often": "once"}]
    assert len(read(signs=twice).signs) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "null",
        "[]",
        "1",
        "NaN",
        '"text"',
        "{",
        START,
        START + ",}",
        START + "} more",
        "\ufeff" + START + "}",
        "[" * 200_000,
        '{"towpath":' * 100_000,
        START + ',"signs":' + "[" * 100_000,
        START + ',"unknown":' + "[" * 100_000,
        START + ',"intention":{"times_left_and_returned":1' + "0" * 5_000 + "}}",
        START + ',"intention":{"times_left_and_returned":1e400}}',
        START + ',"wellbeing":{"phq4":[99999999999999999999,0,0,0]}}',
        START + ',"support":["friend"],"support":["none"]}',
        b"\xff\xfe",
        (ONE_SIGN % '{"id":"X","how_often":"once"}').encode().replace(b"X", b"\xff"),
        (START + ',"X":1}').encode().replace(b"X", b"\xc3\x28"),
    ],
    ids=lambda text: repr(text)[:60],
)
def test_what_is_not_json_or_not_sane_is_bad_input(text: str | bytes) -> None:
    """Broken, deeply nested, huge or wrongly encoded text is bad input and nothing else."""
    with pytest.raises(BadInput) as refused:
        Situation.from_json(text)
    assert refused.value.key == "not_a_situation"


@pytest.mark.parametrize("text", ["\ud800", START + ',"support":["\ud800"]}'], ids=ascii)
def test_text_with_half_a_character_is_bad_input(text: str) -> None:
    """A lone surrogate in the text itself is bad input too."""
    with pytest.raises(BadInput):
        Situation.from_json(text)
