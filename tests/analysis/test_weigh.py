"""A decision sheet, weighed: firm where the answers are, undecided where they are not, and never about safety."""

import copy
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest

from tests.analysis.sheets import FULL, sheet, simple
from towpath.analysis import Weighing, weigh
from towpath.analysis.answers import Missing
from towpath.analysis.weigh import DRAWS, statement
from towpath.domain.sheet import Sheet

CLOSE = 4 * 0.5 / DRAWS**0.5
"""Four standard errors of a share."""


def test_the_shares_of_first_places_are_one_in_all() -> None:
    """One path is first in each draw; ranks and pairs agree with that."""
    result = weigh(sheet())
    assert sum(result.first.values()) == pytest.approx(1)
    assert list(result.first) == FULL["paths"]
    for path in FULL["paths"]:
        assert result.ranks[path][0] == result.first[path]
        assert sum(result.ranks[path]) == pytest.approx(1)
        for other, share in result.pairwise[path].items():
            assert share + result.pairwise[other][path] == pytest.approx(1)
            assert result.first[path] <= share
        central = result.central[path]
        assert central is not None
        assert sum(central.values()) == pytest.approx(1)
    assert result.leader == max(result.first, key=lambda path: result.first[path])
    assert min(result.regret, key=lambda path: result.regret[path]) == result.leader


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.49, 0.3, 0.21], "undecided"), ([0.5, 0.3, 0.2], "slightly_ahead"), ([0.749, 0.251], "slightly_ahead"),
        ([0.75, 0.25], "ahead"), ([0.899, 0.101], "ahead"), ([0.9, 0.1], "clearly_ahead"), ([1, 0], "clearly_ahead"),
        ([0.5, 0.5], "undecided"), ([0.51, 0.49], "undecided"), ([0.52, 0.48], "slightly_ahead"),
        ([0.34, 0.33, 0.33], "undecided"),
    ],
)  # fmt: skip
def test_how_firm(shares: list[float], said: str) -> None:
    """From .5, .75 and .9 on; and two paths that are level but for the noise of the draws are undecided."""
    assert statement(np.array(shares)) == said
    assert statement(np.array(shares[::-1])) == said


def test_a_path_that_is_better_in_everything_is_clearly_ahead() -> None:
    """Whatever the weights: first in all draws, no regret, nobody for whom the other would fit."""
    result = weigh(simple({"a": [8, 9], "b": [2, 3]}))
    assert (result.statement, result.leader) == ("clearly_ahead", "a")
    assert result.first == {"a": 1, "b": 0}
    assert result.regret == {"a": 0, "b": pytest.approx(6)}
    assert (result.central["b"], result.confidence["b"]) == (None, None)
    assert result.confidence["a"] == 1
    assert result.influence == ()


def test_level_paths_are_undecided() -> None:
    """The same scores for both: half each, in spite of the points."""
    result = weigh(simple({"a": [4, 7], "b": [4, 7]}))
    assert (result.statement, result.first) == ("undecided", {"a": 0.5, "b": 0.5})


def test_two_strengths_of_equal_weight_are_undecided() -> None:
    """One path is better in one thing and the other in the other, by as much, and both matter the same."""
    result = weigh(simple({"a": [8, 2], "b": [2, 8]}))
    assert result.statement == "undecided"
    assert result.first["a"] == pytest.approx(0.5, abs=CLOSE)


def test_more_points_for_its_strength_put_a_path_ahead() -> None:
    """The more the first value matters, the more often the path that serves it comes first."""
    shares = [weigh(simple({"a": [8, 2], "b": [2, 8]}, [points, 50])).first["a"] for points in (10, 40, 60, 100)]
    assert shares == sorted(shares)
    assert shares[0] < 0.1 < 0.9 < shares[-1]


def test_one_value_is_a_matter_of_its_scores() -> None:
    """0 to 10 with the top at 5 against a sure 7: first in 18 of 100, the tail of the triangle."""
    result = weigh(simple({"a": [[0, 5, 10]], "b": [7]}))
    assert result.first["a"] == pytest.approx(0.18, abs=CLOSE)


def test_a_value_of_no_points_has_no_say() -> None:
    """Points of 0: its weight is 0 in every draw."""
    result = weigh(simple({"a": [0, 6], "b": [10, 5]}, [0, 40]))
    assert result.first == {"a": 1, "b": 0}
    assert result.central["a"] == {"v0": 0, "v1": 1}


def test_the_order_of_the_sheet_makes_no_difference() -> None:
    """Paths, values, horizons and scores in any order: the same figures."""
    turned = {
        **FULL,
        "paths": FULL["paths"][::-1],
        "values": FULL["values"][::-1],
        "horizons": dict(reversed(FULL["horizons"].items())),
        "scores": {path: dict(reversed(by.items())) for path, by in reversed(FULL["scores"].items())},
    }
    one, other = weigh(sheet()), weigh(Sheet.from_json(msgspec.json.encode(turned)))
    assert one == other


def test_the_same_sheet_gives_the_same_answer() -> None:
    """The seed is fixed."""
    assert weigh(sheet()) == weigh(sheet())


def test_single_numbers_are_ranges_of_no_width() -> None:
    """A number, and a range that begins where it ends, are the same answer."""
    ranges = simple({"a": [[8, 8, 8], [2, 2, 2]], "b": [[2, 2, 2], [7, 7, 7]]}, [[50, 50], [40, 40]])
    assert weigh(ranges) == weigh(simple({"a": [8, 2], "b": [2, 7]}, [50, 40]))
    assert weigh(ranges).because.open_answers == 0


def test_a_score_for_all_time_is_the_same_score_at_every_horizon() -> None:
    """Writing one score three times changes nothing but rounding."""
    scores = copy.deepcopy(FULL["scores"])
    scores["leave"]["calm_for_children"] = {horizon: [4, 5, 8] for horizon in FULL["horizons"]}
    assert weigh(sheet(scores=scores)) == weigh(sheet())


def test_horizons_count_by_their_shares() -> None:
    """A path that is bad soon and good later comes first only where later counts for more."""
    values = [{"id": "v", "points": 1}]
    scores = {"a": {"v": {"soon": 2, "later": 8}}, "b": {"v": 5}}
    for later, leader in ((0.9, "a"), (0.1, "b")):
        horizons = {"soon": 1 - later, "later": later}
        result = weigh(sheet(paths=["a", "b"], values=values, horizons=horizons, scores=scores))
        assert (result.leader, result.first[leader]) == (leader, 1)
    open_shares = {"soon": [0, 1], "later": [0, 1]}
    result = weigh(sheet(paths=["a", "b"], values=values, horizons=open_shares, scores=scores))
    assert result.first["a"] == pytest.approx(0.5, abs=CLOSE)


def test_ranges_make_an_answer_less_firm() -> None:
    """The same middle, said with less certainty, is first less often."""
    sure = weigh(simple({"a": [6, 6], "b": [5, 5]}))
    vague = weigh(simple({"a": [[3, 6, 9], [3, 6, 9]], "b": [[2, 5, 8], [2, 5, 8]]}))
    assert sure.first["a"] == 1
    assert 0.5 < vague.first["a"] < 0.9


def asked_again(points: list[float]) -> Weighing:
    """Weigh the full sheet with points of a second asking."""
    values = [{**value, "again": again} for value, again in zip(FULL["values"], points, strict=True)]
    return weigh(sheet(values=values))


def test_points_that_disagree_when_asked_again_count_as_less_firm() -> None:
    """Kendall's tau below .5: weights are drawn with half the concentration, and the result says so."""
    same, other = asked_again([90, 30, 50]), asked_again([30, 90, 10])
    assert (same.because.agreement, same.because.concentration) == (1, 20)
    assert other.because.agreement == pytest.approx(-1 / 3)
    assert other.because.concentration == 10
    assert "askings_disagree" in other.because.caveats
    assert same.first == weigh(sheet()).first != other.first
    assert max(same.first.values()) > max(other.first.values())


@pytest.mark.parametrize("points", [[50, 50, 50], [90, None, None]])
def test_without_an_order_in_the_second_asking_there_is_no_disagreement(points: list[Any]) -> None:
    """All the same, or only one value asked again: no tau, and nothing is held against it."""
    values = [
        value if again is None else {**value, "again": again}
        for value, again in zip(FULL["values"], points, strict=True)
    ]
    because = weigh(sheet(values=values)).because
    assert (because.agreement, because.concentration) == (None, 20)


def test_safety_is_shown_apart_and_never_weighed() -> None:
    """However much is said about safety, no figure changes; it is in the result with its own scores."""
    values = [*FULL["values"], {"id": "my_safety", "points": 100}, {"id": "Safety of the children"}]
    scores = copy.deepcopy(FULL["scores"])
    scores["mend"]["my_safety"] = {"year_1": [0, 1, 2]}
    scores["leave"]["my_safety"] = 9
    with_it, without = weigh(sheet(values=values, scores=scores)), weigh(sheet())
    assert replace(with_it, apart=()) == without
    assert [(one.value, one.path, one.scores) for one in with_it.apart] == [
        ("my_safety", "mend", {"year_1": (0, 1, 2)}),
        ("my_safety", "leave", {"": (9, 9, 9)}),
    ]


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"values": []}, [Missing(what="values")]),
        ({"values": [{"id": "safety"}], "scores": {}}, [Missing(what="values")]),
        (
            {"values": [{"id": "money", "points": 5}, {"id": "calm_for_children"}, {"id": "time_of_my_own"}]},
            [Missing(what="points", value="calm_for_children"), Missing(what="points", value="time_of_my_own")],
        ),
        (
            {"scores": {**FULL["scores"], "space": {"calm_for_children": {"year_1": 5, "years_5": 5}, "money": 1}}},
            [
                Missing(what="score", value="calm_for_children", path="space", horizon="months_3"),
                Missing(what="score", value="time_of_my_own", path="space"),
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_and_nothing_is_weighed(changed: dict[str, Any], missing: list[Missing]) -> None:
    """No values, points not given, a score or one of its horizons not given: not enough, and the list of it."""
    scores = {} if changed.get("values") == [] else FULL["scores"]
    result = weigh(sheet(**{"scores": scores, **changed}))
    assert result.statement == "not_enough"
    assert list(result.missing) == missing
    assert (result.leader, result.first, result.flips, result.because.draws) == (None, {}, (), 0)


def test_all_scores_missing_are_all_listed() -> None:
    """An empty sheet lists each path with each value."""
    assert len(weigh(sheet(scores={})).missing) == 9


def test_flips_name_what_turns_the_order_and_whether_it_is_within_the_range() -> None:
    """8 and 2 against 4 and 7, weights .6 and .4: level at 5/9, 50 of 90 points, which 55 do not reach."""
    scores: dict[str, list[Any]] = {"a": [[7, 8, 9], 2], "b": [4, 7]}
    wide, narrow = (weigh(simple(scores, [points, 40])) for points in ([45, 75], [55, 65]))
    for result, within in ((wide, True), (narrow, False)):
        (flip,) = [one for one in result.flips if one.of == "weight" and one.value == "v0"]
        assert [flip.now, flip.at] == pytest.approx([0.6, 5 / 9])
        assert (flip.leader, flip.turns_to, flip.path, flip.within) == ("a", "b", None, within)
    (score,) = [one for one in wide.flips if one.of == "score" and (one.path, one.value) == ("a", "v0")]
    assert [score.now, score.at] == pytest.approx([8, 8 - 0.4 / 0.6])
    assert score.within


def test_influence_is_strongest_for_the_answer_that_is_open() -> None:
    """One score runs from 0 to 10 and everything else is nearly sure: that score is worth a second thought."""
    result = weigh(simple({"a": [[0, 5, 10], 5], "b": [[4.5, 5, 5.5], 5]}))
    first = result.influence[0]
    assert (first.of, first.value, first.path) == ("score", "v0", "a")
    assert abs(first.change) > 0.8
    sizes = [abs(one.change) for one in result.influence]
    assert sizes == sorted(sizes, reverse=True)
    assert not any(one.path and one.value == "v1" for one in result.influence)


def test_the_result_is_plain_data() -> None:
    """It is written as JSON without more ado: no number of numpy's own, no nan."""
    text = msgspec.json.encode(weigh(sheet())).decode()
    assert "NaN" not in text
    assert msgspec.json.decode(text)["because"]["draws"] == DRAWS
