"""What can be counted in a chat."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from towpath.importers.counts import RUN, Counts, Exchange, exchange
from towpath.importers.message import Message

NOON = datetime.fromisoformat("2026-03-04T12:00")


def message(author: str | None, minutes: float | None, kind: str = "text", text: str = "x") -> Message:
    """Return a message, so many minutes after noon of 4 March 2026."""
    at = None if minutes is None else NOON + timedelta(minutes=minutes)
    return Message(n=1, at=at, author=author, text=text, kind=kind, place="line 1")  # type: ignore[arg-type]


def counted(*said: tuple[str, float]) -> Exchange:
    """Count texts by who wrote them and when."""
    return exchange(message(author, minutes) for author, minutes in said)


def demands(*said: tuple[str, float | None, str]) -> dict[str, int]:
    """Count how often each asked again, by who wrote, when and what; a text in pointed brackets is a call."""
    found = exchange(
        message(author, minutes, "call" if text.startswith("<") else "text", text) for author, minutes, text in said
    )
    return {who: counts.demands for who, counts in found.people.items()}


def at_once(*said: tuple[str, float | None, str]) -> dict[str, int]:
    """Count how often each answered at once, by who wrote, when and what."""
    found = exchange(message(author, minutes, "text", text) for author, minutes, text in said)
    return {who: counts.at_once for who, counts in found.people.items()}


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


def test_a_question_asked_again_without_an_answer_counts() -> None:
    """From two minutes on, whatever the person writes in between; each further time counts from the one before it."""
    assert demands(("A", 0, "there?"), ("A", 2, "there?")) == {"A": 1}
    assert demands(("A", 0, "there?"), ("A", 1.99, "there?")) == {"A": 0}
    assert demands(("A", 0, "there?"), ("A", 1, "I wait"), ("A", 60, "hello?"), ("A", 62, "hello?!")) == {"A": 2}
    assert demands(("A", 0, "there?"), ("A", 5, "well"), ("A", 60, "fine")) == {"A": 0}


def test_what_is_asked_in_one_breath_is_one_asking() -> None:
    """Several questions within two minutes are one; who goes on and on is counted every two minutes."""
    assert demands(("A", 0, "home?"), ("A", 0.2, "hungry?"), ("A", 0.4, "?"), ("A", 1.5, "??")) == {"A": 0}
    assert demands(("A", 0, "home?"), ("A", 9, "?"), ("A", 9.1, "?"), ("A", 9.2, "???")) == {"A": 1}
    assert demands(*(("A", number * 0.5, "?") for number in range(13))) == {"A": 3}


def test_a_word_of_the_other_closes_what_was_asked() -> None:
    """Any message of another person, with a time or without; in a group, of anyone."""
    assert demands(("A", 0, "there?"), ("B", 1, "x"), ("A", 5, "there?")) == {"A": 0, "B": 0}
    assert demands(("A", 0, "there?"), ("B", None, "x"), ("A", 5, "there?")) == {"A": 0, "B": 0}
    assert demands(("A", 0, "there?"), ("C", 1, "x"), ("A", 5, "there?"), ("B", 6, "x")) == {"A": 0, "B": 0, "C": 0}
    assert demands(("A", 0, "there?"), ("B", 3, "there?"), ("B", 6, "there?")) == {"A": 0, "B": 1}


def test_lines_of_the_program_and_of_no_time_close_nothing_of_ones_own() -> None:
    """A system line is nobody's word; a message of the same person without a time is no asking."""
    one, two = (message("A", minutes, text="there?") for minutes in (0, 5))
    assert exchange([one, message("B", 1, "system"), message(None, 2, "system"), two]).people["A"].demands == 1
    assert demands(("A", 0, "there?"), ("A", None, "there?"), ("A", 5, "there?")) == {"A": 1}
    assert demands(("A", None, "there?"), ("A", None, "there?")) == {"A": 0}


def test_question_marks_alone_ask_again_after_any_message() -> None:
    """After words that were no question, and never as the first word after the other's."""
    assert demands(("A", 0, "call me"), ("A", 2, "???")) == {"A": 1}
    assert demands(("A", 0, "call me"), ("A", 1, "?"), ("A", 2, "?")) == {"A": 1}
    assert demands(("A", 0, "call me"), ("A", 5, "please"), ("A", 6, "?")) == {"A": 0}
    assert demands(("A", 0, "call me"), ("A", 5, "will you?")) == {"A": 0}
    assert demands(("B", 0, "call me"), ("A", 5, "?")) == {"A": 0, "B": 0}


def test_after_four_hours_of_silence_nothing_is_asked_again() -> None:
    """A question after such a silence begins a talk; a minute less, or a word of one's own between, and it does not."""
    assert demands(("A", 0, "there?"), ("A", 240, "there?")) == {"A": 0}
    assert demands(("A", 0, "there?"), ("A", 239, "there?")) == {"A": 1}
    assert demands(("A", 0, "there?"), ("A", 120, "x"), ("A", 300, "there?")) == {"A": 1}
    assert at_once(("A", 0, "there?"), ("A", 240, "x"), ("B", 240.5, "x")) == {"A": 0, "B": 0}


def test_midnight_ends_nothing_and_the_later_month_has_what_was_asked_again() -> None:
    """A question late on the last of March and again in April is asked again in April."""
    late = (datetime.fromisoformat("2026-03-31T23:58") - NOON) / timedelta(minutes=1)
    found = exchange(message("A", late + minutes, text="there?") for minutes in (0, 4))
    assert (found.months["2026-03"]["A"].demands, found.months["2026-04"]["A"].demands) == (0, 1)


def test_missed_calls_ask_and_other_calls_close_what_was_asked() -> None:
    """A call that was taken, or may have been, is a talk that no message shows."""
    assert demands(("A", 0, "there?"), ("A", 5, "<Missed voice call>"), ("A", 9, "<Missed video call>")) == {"A": 2}
    assert demands(("A", 0, "<Missed voice call>"), ("A", 1, "<Missed voice call>")) == {"A": 0}
    assert demands(("A", 0, "there?"), ("A", 5, "<Voice call, 3 min>"), ("A", 9, "there?")) == {"A": 0}
    assert demands(("A", 0, "there"), ("A", 5, "<Voice call, 3 min>"), ("A", 9, "?")) == {"A": 0}
    assert demands(("A", 0, "there?"), ("B", 5, "<Missed voice call>"), ("A", 9, "there?")) == {"A": 0, "B": 0}


def test_an_answer_within_a_minute_is_given_to_who_answered() -> None:
    """From the last question of the other, though they wrote on; not after a minute, nor where nothing was asked."""
    assert at_once(("A", 0, "there?"), ("B", 0.99, "yes")) == {"A": 0, "B": 1}
    assert at_once(("A", 0, "there?"), ("B", 1, "yes")) == {"A": 0, "B": 0}
    assert at_once(("A", 0, "there"), ("B", 0.5, "yes")) == {"A": 0, "B": 0}
    assert at_once(("A", 0, "there?"), ("A", 9, "now?"), ("A", 9.2, "I wait"), ("B", 9.5, "yes")) == {"A": 0, "B": 1}
    assert at_once(("A", 0, "there?"), ("A", 9, "I wait"), ("B", 9.5, "yes")) == {"A": 0, "B": 0}
    assert at_once(("A", 5, "there?"), ("B", 0, "yes")) == {"A": 0, "B": 0}


def test_a_question_is_answered_once() -> None:
    """By the first who writes, also in a group; a question back is an answer too."""
    assert at_once(("A", 0, "there?"), ("B", 0.2, "yes"), ("B", 0.4, "yes"), ("C", 0.6, "yes")) == {
        "A": 0,
        "B": 1,
        "C": 0,
    }
    assert at_once(("A", 0, "there?"), ("B", 0.2, "why?"), ("A", 0.4, "so")) == {"A": 1, "B": 1}
    assert at_once(("A", 0, "there?"), ("B", None, "yes"), ("B", 0.4, "yes")) == {"A": 0, "B": 0}


def test_apologies_are_messages_with_such_words() -> None:
    """One for each message, of what somebody wrote: no deleted message, no call, none of the program."""
    said = [message("A", 0, text="sorry, so sorry"), message("A", None, "media", "sorry"), message("B", 2, text="ok")]
    others = [message("A", 3, kind, "sorry") for kind in ("deleted", "call", "system")]
    found = exchange([*said, *others])
    assert (found.people["A"].apologies, found.people["B"].apologies) == (2, 0)


said = st.lists(st.tuples(st.sampled_from("AB"), st.floats(0, 60 * 24 * 90)), max_size=60)
spoken = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from((0.3, 1, 2, 9, 70, 240, 30_000)),
        st.sampled_from(("text", "text", "text", "edited", "media", "call", "deleted", "system")),
        st.sampled_from(("x", "there?", "?", "sorry", "sorry?", "Missed voice call")),
        st.booleans(),
    ),
    max_size=60,
)


def talk(said: list[tuple[str, float, str, str, bool]], names: str) -> Exchange:
    """Count a talk of three people; each message comes some minutes after the one before it, some have no time."""
    minutes, messages = 0.0, []
    for who, later, kind, text, undated in said:
        minutes += later
        messages.append(message(names["ABC".index(who)], None if undated and later == 9 else minutes, kind, text))
    return exchange(messages)


@given(spoken)
def test_everyone_is_counted_by_the_same_rules_whatever_is_said(said: list[tuple[str, float, str, str, bool]]) -> None:
    """With the names swapped, the counts are swapped and nothing else."""
    one, swapped = talk(said, "ABC"), talk(said, "BCA")
    other = {"A": "B", "B": "C", "C": "A"}
    assert {other[who]: counts for who, counts in one.people.items()} == dict(swapped.people)


@given(spoken)
def test_months_and_messages_without_a_time_add_up_to_the_whole(said: list[tuple[str, float, str, str, bool]]) -> None:
    """Of what asks and apologises, all that is not told of a month stands in messages without a time."""
    found = talk(said, "ABC")
    for who, whole in found.people.items():
        parts = [month[who] for month in found.months.values() if who in month]
        assert whole.demands == sum(part.demands for part in parts)
        assert whole.at_once == sum(part.at_once for part in parts) <= sum(whole.replies)
        assert 0 <= whole.apologies - sum(part.apologies for part in parts) <= found.undated
        assert whole.demands + whole.begins <= whole.messages


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
