"""Records keep what a person wrote: canonical bytes that come back the same, within the limits of their type."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.method.situations import HOW_OFTEN, QUICK, SUPPORT, WHEN
from towpath.domain.chat import Chat
from towpath.domain.contact import Contact
from towpath.domain.goal import Goal, GoalPart
from towpath.domain.letter import Letter, LetterPart
from towpath.domain.records import (
    KINDS,
    Anchor,
    Attachment,
    Card,
    CheckIn,
    Circumstances,
    Draft,
    Entry,
    Event,
    Feelings,
    IdleMinutes,
    Incident,
    Outcome,
    Precision,
    Preferences,
    Promise,
    Record,
    SignsSeen,
    Turn,
    card_of,
    decode,
    encode,
)
from towpath.domain.signs import SIGNS
from towpath.domain.situation import SelfHarm, SignAnswer, Together
from towpath.domain.space import Space
from towpath.domain.written import TEXT_LIMIT
from towpath.errors import BadInput

NOW = datetime(2026, 5, 1, 20, 15, tzinfo=UTC)
DAY = date(2026, 5, 1)
TEXT = st.text(st.characters(codec="utf-8"), max_size=50)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
WRITTEN = st.datetimes(timezones=st.just(UTC) | ZONES)
MAYBE = st.none() | st.booleans()
ANSWERS = st.builds(SignAnswer, id=st.sampled_from(list(SIGNS)), how_often=HOW_OFTEN, when=WHEN)
RECORDS: st.SearchStrategy[Record] = st.one_of(
    st.builds(Entry, written=WRITTEN, text=TEXT, day=st.dates()),
    st.builds(CheckIn, written=WRITTEN, day=st.dates(), answers=st.dictionaries(TEXT, st.integers(0, 10), max_size=8)),
    st.builds(
        SignsSeen,
        written=WRITTEN,
        answers=st.lists(ANSWERS, max_size=5).map(tuple),
        cleared=st.lists(st.sampled_from(list(SIGNS)), max_size=3).map(tuple),
    ),
    st.builds(
        Circumstances,
        written=WRITTEN,
        together=st.none() | st.sampled_from(get_args(Together)),
        live_together=MAYBE,
        children=MAYBE,
        pregnant=MAYBE,
        support=st.none() | SUPPORT,
        self_harm=st.none() | st.sampled_from(get_args(SelfHarm)),
    ),
    st.builds(
        Preferences, written=WRITTEN, exit_page=TEXT, idle_minutes=st.sampled_from(get_args(IdleMinutes)),
        country=st.sampled_from(["", "GB", "DE"]),
    ),
    st.builds(Draft, written=WRITTEN, text=TEXT, day=st.none() | st.dates(), entry=TEXT),
    st.builds(
        Attachment, written=WRITTEN, name=TEXT, media_type=TEXT, imported=WRITTEN, size=st.integers(0, 2**40),
        sha256=TEXT, source=TEXT, of=st.sampled_from(["", "0" * 32]),
    ),
    st.builds(
        Incident, written=WRITTEN, day=st.dates(), precision=st.sampled_from(get_args(Precision)), seen=TEXT, felt=TEXT,
        time=st.sampled_from(["", "00:00", "23:59"]), signs=st.tuples(st.sampled_from(list(SIGNS))),
        how_bad=st.none() | st.integers(0, 10), who=TEXT, evidence=st.booleans(),
    ),
    st.builds(
        Promise, written=WRITTEN, day=st.dates(), what=TEXT, by=st.sampled_from(["they", "me", "both"]),
        until=st.none() | st.dates(), outcome=st.none() | st.sampled_from(get_args(Outcome)),
        outcome_day=st.none() | st.dates(),
    ),
    st.builds(Event, written=WRITTEN, day=st.dates(), what=st.sampled_from(get_args(Turn)), note=TEXT),
    st.builds(Feelings, written=WRITTEN, day=st.dates(), answers=st.tuples(*[st.none() | st.integers(0, 3)] * 4)),
    st.builds(
        Contact, written=WRITTEN, day=st.dates(), part=st.sampled_from(["rule", "otherwise"]), text=TEXT, need=TEXT
    ),
    st.builds(
        Letter, written=WRITTEN, day=st.dates(), part=st.sampled_from(get_args(LetterPart)), text=TEXT,
        for_urge=st.booleans(),
    ),
    st.builds(
        Goal, written=WRITTEN, day=st.dates(), part=st.sampled_from(get_args(GoalPart)), text=TEXT, step=TEXT,
        done=st.lists(st.dates(), max_size=3).map(tuple), put_away=st.booleans(),
    ),
    st.builds(
        Space, written=WRITTEN, text=TEXT, contact=TEXT, mine=TEXT, theirs=TEXT, home=TEXT,
        **dict.fromkeys(("day", "until", "talk", "told"), st.none() | st.dates()),
    ),
    st.builds(
        Chat, written=WRITTEN, title=TEXT, attachment=st.just("a" * 32), sha256=st.just("b" * 64), me=TEXT,
        format=st.sampled_from(["whatsapp", "plain"]), day_first=MAYBE,
        **dict.fromkeys(("messages", "unread", "people"), st.integers(0, 2**40)),
        **dict.fromkeys(("first", "last"), st.none() | st.dates()),
    ),
    st.builds(Anchor, written=WRITTEN, number=st.integers(1, 2**40), head=TEXT, stamped=WRITTEN, answer=st.binary()),
)  # fmt: skip


@QUICK
@given(record=RECORDS)
def test_a_record_comes_back_as_it_was_written(record: Record) -> None:
    """Decoding what was encoded gives an equal record of the same kind, and the same bytes again."""
    data = encode(record)
    assert decode(data) == record
    assert type(decode(data)) is type(record)
    assert encode(decode(data)) == data


def test_the_bytes_are_canonical() -> None:
    """Keys are in one order, without white space, and defaults are left out."""
    one = CheckIn(written=NOW, day=DAY, answers={"b": 1, "a": 2})
    other = CheckIn(written=NOW, day=DAY, answers={"a": 2, "b": 1})
    assert encode(one) == encode(other)
    assert encode(one) == (
        b'{"kind":"check_in","day":"2026-05-01","answers":{"a":2,"b":1},"written":"2026-05-01T20:15:00Z"}'
    )


@pytest.mark.parametrize("letter", ["a", "\N{GRINNING FACE}", "\n"], ids=ascii)
def test_a_text_of_the_limit_is_kept(letter: str) -> None:
    """A text of 100,000 characters is kept, counted in characters and not in bytes."""
    assert TEXT_LIMIT == 100_000
    for record in (
        Entry(written=NOW, text=letter * TEXT_LIMIT, day=DAY),
        Draft(written=NOW, text=letter * TEXT_LIMIT),
    ):
        assert decode(encode(record)) == record


@pytest.mark.parametrize(
    "record",
    [
        Entry(written=NOW, text="a" * (TEXT_LIMIT + 1), day=DAY),
        Draft(written=NOW, text="a" * (TEXT_LIMIT + 1)),
        Entry(written=NOW, text="half \ud800 a character", day=DAY),
        Draft(written=NOW, text="\udfff"),
        CheckIn(written=NOW, day=DAY, answers={"sleep": 11}),
        CheckIn(written=NOW, day=DAY, answers={"sleep": -1}),
        CheckIn(written=NOW, day=DAY, answers={"\ud800": 1}),
        CheckIn(written=NOW, day=DAY, answers={"sleep": 10**30}),
        Preferences(written=NOW, exit_page="a" * 501),
        Preferences(written=NOW, exit_page="", country="GBR"),
        Incident(written=NOW, day=DAY, time="24:00"),
        Incident(written=NOW, day=DAY, time="9:30"),
        Incident(written=NOW, day=DAY, how_bad=11),
        Incident(written=NOW, day=DAY, who="a" * 501),
        Feelings(written=NOW, day=DAY, answers=(0, 1, 2, 4)),
        Preferences(written=NOW, exit_page="", idle_minutes=3),  # type: ignore[arg-type]  # wrong on purpose
    ],
    ids=lambda record: ascii(record)[:60],
)
def test_a_record_beyond_its_limits_is_refused(record: Record) -> None:
    """Too long, out of range or not Unicode: refused before anything is written, and no content is repeated."""
    with pytest.raises(BadInput) as refused:
        encode(record)
    assert refused.value.key == "not_a_record"
    assert refused.value.facts == {}
    assert refused.value.__cause__ is refused.value.__context__ is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b"{" * 100_000,
        b'{"kind":"diary","written":"2026-05-01T20:15:00Z"}',
        b'{"kind":null,"written":"2026-05-01T20:15:00Z"}',
        b'{"text":"x","day":"2026-05-01","written":"2026-05-01T20:15:00Z"}',
        b'{"kind":"entry","text":"x","day":"2026-05-01"}',
        b'{"kind":"entry","text":"x","written":"2026-05-01T20:15:00Z"}',
        b'{"kind":"entry","text":null,"day":"2026-05-01","written":"2026-05-01T20:15:00Z"}',
        b'{"kind":"entry","text":"x","day":"2026-02-30","written":"2026-05-01T20:15:00Z"}',
        b'{"kind":"entry","text":"x","day":"2026-05-01","written":"yesterday"}',
        b'{"kind":"entry","shape":2,"text":"x","day":"2026-05-01","written":"2026-05-01T20:15:00Z"}',
        b'{"kind":"entry","text":"\xff","day":"2026-05-01","written":"2026-05-01T20:15:00Z"}',
        b'{"kind":"entry","text":"\\ud800","day":"2026-05-01","written":"2026-05-01T20:15:00Z"}',
        b'{"kind":"signs","answers":[{"id":"x"}],"written":"2026-05-01T20:15:00Z"}',
    ],
    ids=lambda data: repr(data)[:70],
)
def test_bytes_that_are_no_record_are_refused(data: bytes) -> None:
    """Broken, unknown or later bytes are bad input."""
    with pytest.raises(BadInput) as refused:
        decode(data)
    assert refused.value.key == "not_a_record"
    assert refused.value.__cause__ is refused.value.__context__ is None


@QUICK
@given(record=RECORDS)
def test_a_card_says_what_its_record_says(record: Record) -> None:
    """Before and after both were kept as bytes; a moment that in UTC is beyond the years of the calendar is 1970."""
    card = card_of(record)
    assert len(card.to_bytes()) == 16
    assert Card.from_bytes(card.to_bytes()) == card == card_of(decode(encode(record)))
    assert card.kind == record.__struct_config__.tag in KINDS
    assert card.day == getattr(record, "day", None)
    assert card.written in {record.written, datetime(1970, 1, 1, tzinfo=UTC)}
    assert card.written.tzinfo is UTC


@pytest.mark.parametrize(
    ("record", "data"),
    [
        (Entry(written=NOW, text="x", day=DAY), "01 000b4999 000650c73c42f900"),
        (CheckIn(written=NOW, day=date(1, 1, 1), answers={}), "02 00000001 000650c73c42f900"),
        (SignsSeen(written=NOW, answers=()), "03 00000000 000650c73c42f900"),
        (Circumstances(written=datetime(1970, 1, 1)), "04 00000000 0000000000000000"),  # noqa: DTZ001 - no offset
        (Preferences(written=datetime(1969, 12, 31, 23, tzinfo=UTC), exit_page=""), "05 00000000 ffffffff296c5c00"),
        (Draft(written=datetime.min.replace(tzinfo=timezone.max), text=""), "06 00000000 0000000000000000"),
        (Attachment(written=NOW, name="", media_type="", imported=NOW), "07 00000000 000650c73c42f900"),
        (Anchor(written=NOW, number=1, head="", stamped=NOW, answer=b""), "08 00000000 000650c73c42f900"),
        (Incident(written=NOW, day=DAY), "09 000b4999 000650c73c42f900"),
        (Promise(written=NOW, day=DAY, what=""), "0a 000b4999 000650c73c42f900"),
        (Event(written=NOW, day=DAY, what="talk"), "0b 000b4999 000650c73c42f900"),
        (Feelings(written=NOW, day=DAY, answers=(0, 0, 0, None)), "0c 000b4999 000650c73c42f900"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_the_numbers_of_a_card_are_fixed(record: Record, data: str) -> None:
    """They are in files for ever."""
    assert card_of(record).to_bytes() == bytes.fromhex(data + "000000")


@given(data=st.binary(min_size=16, max_size=16))
def test_any_card_can_be_read(data: bytes) -> None:
    """What is out of range is none, and reading what was read gives the same again."""
    card = Card.from_bytes(data)
    assert card.kind in {*KINDS, ""}
    assert Card.from_bytes(card.to_bytes()) == card


def test_a_card_of_a_later_version_is_read_as_far_as_it_is_known() -> None:
    """Numbers beyond the table and the calendar, and bytes in the room."""
    beyond = Card.from_bytes(b"\xff" * 5 + b"\x7f" + b"\xff" * 10)
    assert (beyond.kind, beyond.day, beyond.written) == ("", None, datetime(1970, 1, 1, tzinfo=UTC))
    assert Card.from_bytes(bytes(13) + b"new") == Card(0, 0, 0)
    assert Card(0, 0, 0).to_bytes() == bytes(16)


def test_deep_nesting_in_a_field_that_is_not_known_is_refused() -> None:
    """Nesting beyond what the reader can follow is bad input."""
    deep: Any = b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(BadInput):
        decode(b'{"kind":"entry","later":' + deep + b',"text":"x","day":"2026-05-01","written":"2026-05-01T20:15:00Z"}')
