"""What a chat shows without its words."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from towpath.importers.counts import RUN, Counts, Exchange, exchange
from towpath.importers.message import Message

NOON = datetime.fromisoformat("2026-03-04T12:00")


def message(author: str | None, minutes: float | None, kind: str = "text") -> Message:
    """Return a message, so many minutes after noon of 4 March 2026."""
    at = None if minutes is None else NOON + timedelta(minutes=minutes)
    return Message(n=1, at=at, author=author, text="x", kind=kind, place="line 1")  # type: ignore[arg-type]


def counted(*said: tuple[str, float]) -> Exchange:
    """Count texts by who wrote them and when."""
    return exchange(message(author, minutes) for author, minutes in said)


def test_the_first_message_and_one_after_four_hours_of_silence_begin_a_talk() -> None:
    """Who writes first, or after a silence of four hours, begins; who writes a minute sooner does not."""
    found = counted(("A", 0), ("B", 239), ("A", 239 + 240))
    assert (found.people["A"].begins, found.people["B"].begins) == (2, 0)


def test_an_answer_is_timed_from_the_last_message_of_the_other() -> None:
    """The time to an answer runs from the other's last message, and falls into the step that it belongs to."""
    found = counted(("A", 0), ("A", 50), ("B", 50.5), ("A", 51.5), ("B", 60), ("A", 80), ("B", 200))
    assert found.people["B"].replies == (1, 0, 1, 0, 1)
    assert found.people["A"].replies == (0, 1, 0, 1, 0)


def test_time_that_runs_back_is_no_answer_and_no_beginning() -> None:
    """A message that stands after a later one is counted as a message only."""
    found = counted(("A", 100), ("B", 0))
    assert found.people["B"] == Counts(messages=1)


def test_five_messages_in_a_row_are_a_run_and_four_are_not() -> None:
    """A run counts from five on, its length is told, and an answer ends it."""
    four = counted(*(("A", n) for n in range(4)), ("B", 5))
    assert (four.people["A"].runs, four.people["A"].longest) == (0, 0)
    seven = counted(*(("A", n) for n in range(7)), ("B", 8), *(("A", n) for n in range(9, 14)))
    assert (seven.people["A"].runs, seven.people["A"].longest) == (2, 7)


def test_a_run_belongs_to_the_month_in_which_it_began() -> None:
    """A run over the end of a month is told once, where it began."""
    to_april = (datetime.fromisoformat("2026-03-31T23:58") - NOON) / timedelta(minutes=1)
    found = counted(*(("A", to_april + n) for n in range(5)))
    assert found.months["2026-03"]["A"].runs == 1
    assert found.months["2026-04"]["A"] == Counts(messages=3, night=3)


def test_nights_are_from_midnight_to_five_by_the_clock_of_the_file() -> None:
    """Midnight is night, five in the morning is not."""
    midnight = 12 * 60
    found = counted(("A", midnight - 1), ("A", midnight), ("A", midnight + 299), ("A", midnight + 300))
    assert found.people["A"].night == 2


def test_messages_of_the_program_are_not_anyones() -> None:
    """A system message is counted for nobody and ends no run."""
    said = [message("A", n) for n in range(4)]
    found = exchange([*said, message(None, 4, "system"), message("A", 4, "system"), message("A", 5)])
    assert (found.people["A"].messages, found.people["A"].runs) == (5, 1)
    assert list(found.people) == ["A"]


def test_calls_and_deleted_messages_are_told_apart() -> None:
    """A call and a deleted message are messages too, and each is counted by itself."""
    found = exchange([message("A", 0, "call"), message("A", 1, "deleted")])
    assert (found.people["A"].messages, found.people["A"].calls, found.people["A"].deleted) == (2, 1, 1)


def test_a_message_without_a_time_is_counted_and_says_nothing_of_times() -> None:
    """Where the day is still to be asked for, messages and runs are counted, and no month is told."""
    found = exchange(message("A", None) for _ in range(5))
    assert found == Exchange(people={"A": Counts(messages=5, runs=1, longest=5)}, months={}, undated=5)


def test_an_empty_chat_is_nothing() -> None:
    """No message, no counts."""
    assert exchange(()) == Exchange(people={}, months={}, undated=0)


said = st.lists(st.tuples(st.sampled_from("AB"), st.floats(0, 60 * 24 * 90)), max_size=60)


@given(said)
def test_both_people_are_counted_by_the_same_rules(messages: list[tuple[str, float]]) -> None:
    """With the names swapped, the counts are swapped and nothing else."""
    other = {"A": "B", "B": "A"}
    one, swapped = counted(*messages), counted(*((other[who], at) for who, at in messages))
    assert {other[who]: counts for who, counts in one.people.items()} == dict(swapped.people)


@given(said)
def test_months_add_up_to_the_whole(messages: list[tuple[str, float]]) -> None:
    """Of everything but the longest run, the months add up to what is told of the whole."""
    found = counted(*messages)
    for who, whole in found.people.items():
        parts = [month[who] for month in found.months.values() if who in month]
        assert whole.messages == sum(part.messages for part in parts) == sum(one == who for one, _ in messages)
        assert whole.begins == sum(part.begins for part in parts)
        assert whole.runs == sum(part.runs for part in parts)
        assert whole.replies == tuple(sum(steps) for steps in zip(*(part.replies for part in parts), strict=True))
        assert whole.longest == max(part.longest for part in parts)


@given(said)
def test_no_message_is_both_a_beginning_and_an_answer(messages: list[tuple[str, float]]) -> None:
    """Beginnings and answers of a person are at most their messages, and a run is told with its length."""
    for counts in counted(*messages).people.values():
        assert counts.begins + sum(counts.replies) <= counts.messages
        assert (counts.longest >= RUN) == (counts.runs > 0)
