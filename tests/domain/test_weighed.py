"""A decision sheet as it is filled in."""

from datetime import UTC, datetime

from towpath.domain.records import decode, encode
from towpath.domain.weighed import DecisionSheet, Matter, moved

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CALM, MONEY, HEALTH = (Matter(id=n, words=words) for n, words in enumerate(("calm", "money", "health"), 1))


def test_a_sheet_is_kept_however_little_is_filled_in() -> None:
    """An empty sheet, and one with some answers, come back as they were."""
    some = DecisionSheet(written=NOW, matters=(CALM,), scores={"mend": {"1": {"year": (2, 4, 6)}}}, gut="leave")
    for sheet in (DecisionSheet(written=NOW), some):
        assert decode(encode(sheet)) == sheet


def test_what_was_answered_of_a_matter_stays_when_others_come_and_go() -> None:
    """Matters are known by their words, in the new order; a new one gets a number that was never used on the sheet."""
    sheet = DecisionSheet(written=NOW, matters=(CALM, Matter(id=2, words="money", points=(20, 40)), HEALTH))
    found = sheet.with_words(("home", "money", "home", "out of danger"), frozenset({"out of danger"}))
    assert [(each.id, each.words, each.points, each.apart) for each in found] == [
        (4, "home", None, False),
        (2, "money", (20, 40), False),
        (5, "out of danger", None, True),
    ]
    assert DecisionSheet(written=NOW).with_words(("calm",)) == (CALM,)


def test_a_score_for_all_times_stands_for_each_that_has_none() -> None:
    """A time with a score of its own keeps it; the others take that for all; without any there is none."""
    sheet = DecisionSheet(written=NOW, scores={"mend": {"1": {"all": (1, 2, 3), "year": (4, 5, 6)}}})
    assert sheet.score("mend", 1, "weeks") == (1, 2, 3)
    assert sheet.score("mend", 1, "year") == (4, 5, 6)
    assert sheet.score("mend", 2, "year") is None
    assert sheet.score("leave", 1, "year") is None


def test_a_matter_moves_one_place_and_stops_at_the_end() -> None:
    """Up and down are one place; at either end, and for one that is not there, nothing changes."""
    order = (CALM, MONEY, HEALTH)
    assert moved(order, 2, -1) == (MONEY, CALM, HEALTH)
    assert moved(order, 2, 1) == (CALM, HEALTH, MONEY)
    assert moved(order, 1, -1) == moved(order, 3, 1) == moved(order, 9, 1) == order
