from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from towpath.content import Pack
from towpath.domain.records import Circumstances
from towpath.domain.signs import FAMILIES, SIGNS, in_family
from towpath.domain.situation import SignAnswer
from towpath.domain.written import TEXT_LIMIT
from towpath.web.forms import check_in, circumstances, days, entry, preferences, signs
from towpath.web.forms.fields import Fault, Fields

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
LONG = "x" * 100_000


def form(given: Mapping[str, str]) -> Fields:
    """Return the fields of a form."""
    return Fields.of(given.items())


def named(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    """Return which fields are wrong, and how."""
    return [(fault.name, fault.key) for fault in faults]


# days


@pytest.mark.parametrize(
    ("text", "day", "fault"),
    [
        ("2026-11-20", TODAY, None),
        (" 2026-11-19 ", date(2026, 11, 19), None),
        ("", TODAY, None),
        ("   ", TODAY, None),
        ("1900-01-01", date(1900, 1, 1), None),
        ("2024-02-29", date(2024, 2, 29), None),
        ("1899-12-31", TODAY, "bad_date"),
        ("0001-01-01", TODAY, "bad_date"),
        ("2026-11-21", date(2026, 11, 21), "future_date"),
        ("9999-12-31", date(9999, 12, 31), "future_date"),
        ("2026-02-29", TODAY, "bad_date"),
        ("2026-13-01", TODAY, "bad_date"),
        ("20.11.2026", TODAY, "bad_date"),
        ("yesterday", TODAY, "bad_date"),
        ("2026-11-20T10:00", TODAY, "bad_date"),
        ("\0", TODAY, "bad_date"),
        (LONG, TODAY, "bad_date"),
    ],
)
def test_a_day_is_iso_and_not_in_the_future(text: str, day: date, fault: str | None) -> None:
    """An empty field is today; what is no day, or lies before anyone's time or after today, is a fault."""
    assert days.day(text, TODAY) == (day, (Fault("day", fault),) if fault else ())


# entries


def test_an_entry_of_full_length_is_accepted_as_it_is() -> None:
    """100,000 characters and the day come through unchanged, line ends and spaces included."""
    text = (" \n" + LONG)[:TEXT_LIMIT]
    typed, faults = entry.entry(form({"text": text, "day": "2026-11-01"}), TODAY)
    assert (typed.text, typed.day, faults) == (text, date(2026, 11, 1), ())


def test_one_character_more_is_refused_and_kept_as_typed() -> None:
    """100,001 characters are a fault that says the limit, and the words are still there."""
    typed, faults = entry.entry(form({"text": LONG + "y", "day": ""}), TODAY)
    assert typed.text == LONG + "y"
    assert faults == (Fault("text", "text_long", {"limit": "100,000"}),)


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0\u2003"])
def test_an_entry_without_words_is_refused(text: str) -> None:
    """White space alone is no entry."""
    assert named(entry.entry(form({"text": text}), TODAY)[1]) == [("text", "text_empty")]


def test_every_fault_of_an_entry_is_told() -> None:
    """A missing text and a future day are told together."""
    faults = entry.entry(form({"text": "", "day": "2026-12-24"}), TODAY)[1]
    assert named(faults) == [("text", "text_empty"), ("day", "future_date")]


# check-in


def test_a_check_in_is_zero_to_ten(pack: Pack) -> None:
    """Every value from 0 to 10 is read as a number, and what is skipped is not there."""
    questions = list(pack.check_in.questions)
    for value in range(11):
        assert check_in.answers(form({questions[0]: str(value), questions[1]: ""}), questions) == (
            {questions[0]: value},
            (),
        )


@pytest.mark.parametrize("value", ["11", "-1", "5.0", "05", "\u0665", " 5", "five", "5\0", LONG])
def test_another_answer_to_a_check_in_is_refused(pack: Pack, value: str) -> None:
    """What is not one of the eleven choices is a fault at its question, and the others are kept."""
    questions = list(pack.check_in.questions)
    given, faults = check_in.answers(form({questions[0]: value, questions[1]: "3"}), questions)
    assert given == {questions[1]: 3}
    assert named(faults) == [(questions[0], "answer_not_known")]


def test_a_check_in_without_an_answer_is_refused(pack: Pack) -> None:
    """Nothing answered, or only what nobody asked, is said to be nothing."""
    given, faults = check_in.answers(form({"not_asked": "3"}), pack.check_in.questions)
    assert (given, named(faults)) == ({}, [("", "nothing_answered")])


# signs


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("how_often", ["never", "once", "sometimes", "often"])
@pytest.mark.parametrize("when", ["recent", "past_year", "earlier"])
def test_every_answer_to_every_sign_is_read(family: str, how_often: str, when: str) -> None:
    """Each sign of a family takes each answer; "never" and circumstances are always about now."""
    sent = {f"o.{sign.id}": how_often for sign in in_family(family)}
    sent |= {f"w.{sign.id}": when for sign in in_family(family)}
    given, faults = signs.answers(form(sent), family)
    assert not faults
    assert [answer.id for answer in given] == [sign.id for sign in in_family(family)]
    assert {answer.how_often for answer in given} == {how_often}
    assert {answer.when for answer in given} == {"recent" if how_often == "never" or family == "around" else when}


def test_a_skipped_sign_is_not_answered() -> None:
    """An empty choice, a time without an answer, and a sign of another family are no answers."""
    sent = {"o.felt.afraid": "", "w.felt.stuck": "recent", "o.good.listens": "often", "o.felt.made_up": "often"}
    assert signs.answers(form(sent), "felt") == ((), ())


def test_without_a_time_a_sign_is_recent() -> None:
    """Who says how often and not when speaks of now."""
    given, _ = signs.answers(form({"o.felt.afraid": "once"}), "felt")
    assert given == (SignAnswer(id="felt.afraid", how_often="once", when="recent"),)


@pytest.mark.parametrize(
    "sent",
    [{"o.felt.afraid": "always"}, {"o.felt.afraid": "Once"}, {"o.felt.afraid": LONG}, {"o.felt.afraid": "\0"},
     {"o.felt.afraid": "once", "w.felt.afraid": "tomorrow"}],
)  # fmt: skip
def test_another_answer_to_a_sign_is_refused_and_the_rest_is_read(sent: dict[str, str]) -> None:
    """What is not one of the choices is a fault at its sign; the other answers of the page are still there."""
    given, faults = signs.answers(form({**sent, "o.felt.stuck": "often"}), "felt")
    assert [answer.id for answer in given] == ["felt.stuck"]
    assert named(faults) == [("o.felt.afraid", "answer_not_known")]
    assert LONG not in str(faults)


def test_a_family_that_does_not_exist_has_no_answers() -> None:
    """Nothing is read for a family nobody knows."""
    assert signs.answers(form({f"o.{sign}": "once" for sign in SIGNS}), "nothing") == ((), ())


# circumstances


def test_every_circumstance_is_read() -> None:
    """All six questions together come through, one support named twice once."""
    fields = Fields.parse(
        b"together=on_and_off&live_together=yes&children=no&pregnant=&support=friend&support=none&support=friend"
        b"&self_harm=thoughts"
    )
    said, faults = circumstances.circumstances(fields, NOW)
    expected = Circumstances(
        written=NOW, together="on_and_off", live_together=True, children=False, support=("friend", "none"),
        self_harm="thoughts",
    )  # fmt: skip
    assert (said, faults) == (expected, ())


def test_skipped_circumstances_stay_unanswered() -> None:
    """Nothing sent is nothing said: not "no"."""
    assert circumstances.circumstances(Fields(), NOW) == (Circumstances(written=NOW), ())


@pytest.mark.parametrize("name", ["together", "self_harm", "live_together", "children", "pregnant", "support"])
@pytest.mark.parametrize("value", ["maybe", "Yes", "true", "\0", LONG])
def test_an_unknown_circumstance_is_refused(name: str, value: str) -> None:
    """What is not one of the choices is a fault, and nothing of the page is taken."""
    said, faults = circumstances.circumstances(form({"together": "apart", name: value}), NOW)
    assert said is None
    assert [fault.key for fault in faults] == ["answer_not_known"]
    assert value not in str(faults)


# preferences


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://www.example.org/", "https://www.example.org/"),
        (" example.org ", "https://example.org"),
        ("www.example.org/a?b=c", "https://www.example.org/a?b=c"),
        ("https://example.org/" + "x" * 480, "https://example.org/" + "x" * 480),
    ],
)
def test_an_exit_page_is_an_https_page_elsewhere(given: str, kept: str) -> None:
    """An https address is kept as it is; a bare name gets the scheme."""
    assert preferences.exit_page(form({"exit_page": given})) == (kept, ())


@pytest.mark.parametrize(
    "given", ["", "   ", "word", "http://example.org", "https://localhost", "https://a.org/" + LONG]
)
def test_another_exit_page_is_refused_and_kept_as_typed(given: str) -> None:
    """What cannot be the page to leave to is a fault, and what was typed is still there."""
    assert preferences.exit_page(form({"exit_page": given})) == (given.strip(), (Fault("exit_page", "exit_page_bad"),))


@pytest.mark.parametrize("minutes", [1, 2, 5, 15])
def test_each_idle_time_can_be_chosen(minutes: int) -> None:
    """The four choices are read."""
    assert preferences.idle_minutes(form({"idle_minutes": str(minutes)})) == (minutes, ())


@pytest.mark.parametrize("minutes", ["", "0", "60", "5.0", "-1", "5 ", LONG])
def test_another_idle_time_is_refused(minutes: str) -> None:
    """No other time can be sent: a notebook never stays open for longer than a choice says."""
    chosen, faults = preferences.idle_minutes(form({"idle_minutes": minutes}))
    assert chosen == 5
    assert named(faults) == [("idle_minutes", "answer_not_known")]


@pytest.mark.parametrize("country", ["", "GB", "EU"])
def test_a_country_of_the_list_can_be_chosen(pack: Pack, country: str) -> None:
    """A country there are lines for, or none."""
    assert preferences.country(form({"country": country}), pack.help_facts.countries) == (country, ())


@pytest.mark.parametrize("country", ["gb", "XX", "../GB", "GB\0", LONG])
def test_another_country_is_refused(pack: Pack, country: str) -> None:
    """What is not in the list is a fault and is not looked for among files."""
    chosen, faults = preferences.country(form({"country": country}), pack.help_facts.countries)
    assert (chosen, named(faults)) == ("", [("country", "country_unknown")])
