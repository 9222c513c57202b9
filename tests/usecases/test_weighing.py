"""The sentences of a weighing: the person's own answers in plain words, and never advice."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.analysis.sheets import FULL, sheet, simple
from tests.never_said import verdicts
from tests.readability import grade
from towpath.analysis import Weighing, weigh
from towpath.content import Pack
from towpath.domain.sheet import Sheet
from towpath.usecases.weighing import answer, sentences

ALWAYS = (
    "This only puts your own answers together. It does not know what will happen, and the choice is yours.",
    "If you are afraid of them, that comes before any sheet. Help is there with or without a choice.",
)
CLOSE: dict[str, list[Any]] = {"mend": [[7, 8, 9], 2], "space": [4, 7]}


def test_a_path_ahead_is_told_with_what_would_turn_it_and_what_to_think_about(pack: Pack) -> None:
    """First the path and how firm, then the smallest change that turns it, then the answer that moves most."""
    assert sentences(weigh(simple(CLOSE, [[45, 75], 40])), pack) == (
        "Your answers put “Work on it” a little ahead. It comes first in 64 of 100 ways to read them.",
        (
            "If “v0” mattered less to you (56 of 100 parts, now 60), “Take space” would come level with “Work on it”. "
            "That lies inside the range that you gave."
        ),
        "The answer that moves this most is how much “v0” matters to you. It is worth a second thought.",
        *ALWAYS,
    )


def test_undecided_is_a_full_answer(pack: Pack) -> None:
    """Level paths: said so, and that almost anything would turn it."""
    said = sentences(weigh(simple({"mend": [8, 2], "leave": [2, 8]})), pack)
    assert said[0] == "Your answers do not decide it. No path comes clearly first, and that is a full answer."
    assert "are all but level: almost any change would turn the order." in said[1]


def test_a_path_that_nothing_turns(pack: Pack) -> None:
    """Better in everything by far: no single answer turns it, none moves it."""
    said = sentences(weigh(simple({"their own path": [10, 10], "b_2": [1, 1]})), pack)
    assert said[0] == (
        "Your answers put “their own path” first, and clearly so. It comes first in 100 of 100 ways to read them."
    )
    assert said[1:3] == (
        "No single answer would turn the order while the others stay as they are.",
        "No single answer of yours moves this much.",
    )


def test_a_score_that_turns_the_order_is_told_with_its_path(pack: Pack) -> None:
    """A lower score of the first path, out of ten; and a score as the answer to think about again."""
    said = sentences(weigh(simple({"mend": [[1, 7, 8]], "space": [5]})), pack)
    assert said[1] == (
        "If “Work on it” served “v0” less well (5.0 of 10, now 7.0), “Take space” would come level with “Work on it”. "
        "That lies inside the range that you gave."
    )
    assert said[2] == (
        "The answer that moves this most is how well “Work on it” serves “v0”. It is worth a second thought."
    )


def test_the_ranges_may_tell_another_path_than_the_single_answers(pack: Pack) -> None:
    """Most likely a little better and often much worse: the person is told that both readings differ."""
    result = weigh(simple({"mend": [[0, 6, 6.1]], "space": [5.5]}))
    assert (result.leader, result.flips[0].leader) == ("space", "mend")
    assert sentences(result, pack)[1] == (
        "Going by the middle number of each answer, “Work on it” comes first. So your ranges are worth a second look."
    )


def test_what_is_missing_is_told_line_by_line(pack: Pack) -> None:
    """Values, points, scores and scores at one time; nothing else is said but what always is."""
    scores = {"mend": {"money": {"year_1": 5}}, "space": {"money": 1}, "leave": {}}
    gaps = weigh(sheet(values=[{"id": "money"}], scores=scores, horizons={"year_1": 0.5, "years_5": 0.5}))
    assert sentences(gaps, pack) == (
        "There is not enough here yet to weigh your paths.",
        "Still missing: how much “money” matters to you.",
        "Still missing: how well “Work on it” serves “money” at the time “years 5”.",
        "Still missing: how well “Walk away” serves “money”.",
        *ALWAYS,
    )
    assert "Still missing: what matters to you." in sentences(weigh(sheet(values=[], scores={})), pack)


def test_what_is_kept_apart_and_a_second_asking_that_disagrees_are_told(pack: Pack) -> None:
    """Once for each such value, beside the rest."""
    values = [{**value, "again": again} for value, again in zip(FULL["values"], (10, 90, 50), strict=True)]
    scores = {path: {**by, "my_safety": 3} for path, by in FULL["scores"].items()}
    said = sentences(weigh(sheet(values=[*values, {"id": "my_safety"}], scores=scores)), pack)
    assert said[3:5] == (
        "When you were asked a second time, other things came first. So your answers count as less firm here.",
        "“my safety” is not weighed against anything. Look at it on its own, before all the rest.",
    )


@pytest.mark.parametrize("statement", ["undecided", "slightly_ahead", "ahead", "clearly_ahead"])
def test_no_sentence_is_advice_or_hard_to_read(pack: Pack, statement: Any) -> None:
    """Whatever path comes first: no order, no verdict, no chance, and at most grade 8."""
    result: Weighing = replace(weigh(sheet()), statement=statement)
    for leader in ("mend", "space", "leave", "not_yet"):
        said = "\n".join(sentences(replace(result, leader=leader, first={leader: 0.8}), pack))
        assert not verdicts(said)
        assert grade(said) <= 8


def test_the_answer_holds_figures_and_sentences(pack: Pack) -> None:
    """One line of JSON: the version, the weighing, and what a person reads."""
    written = answer(Sheet.from_json(msgspec.json.encode(FULL)), pack)
    read = msgspec.json.decode(written)
    assert "\n" not in written
    assert read["towpath"] == 1
    assert read["first"] == weigh(sheet()).first
    assert tuple(read["sentences"]) == sentences(weigh(sheet()), pack)


def test_the_sheet_in_the_reference_is_weighed(pack: Pack) -> None:
    """The example of the document is a whole sheet."""
    document = Path(__file__).parents[2] / "docs" / "reference" / "decision-sheet.md"
    example = document.read_text("utf-8").partition("```json\n")[2].partition("```")[0]
    assert sentences(weigh(Sheet.from_json(example)), pack)[0].startswith("Your answers put “Walk away” ")
