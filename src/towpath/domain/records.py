"""What a notebook keeps: one frozen type for each kind of thing a person writes down, and its canonical bytes.

Each kind carries a tag and each record the version of its shape, so that a later release reads what this one wrote.
"""

import struct
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from towpath.domain.chat import Chat
from towpath.domain.clarity import Clarity
from towpath.domain.contact import Contact
from towpath.domain.decision import Decision
from towpath.domain.goal import Goal
from towpath.domain.impact import Impact
from towpath.domain.intention_said import IntentionSaid
from towpath.domain.letter import Letter
from towpath.domain.limit import Limit, Standards
from towpath.domain.own_part import OwnPart
from towpath.domain.path_lines import PathLines
from towpath.domain.plan import Plan
from towpath.domain.situation import SelfHarm, SignAnswer, Support, Together
from towpath.domain.space import Space
from towpath.domain.talk import Talk
from towpath.domain.trial import Observed
from towpath.domain.verdicts import Verdicts
from towpath.domain.weighed import DecisionSheet
from towpath.domain.written import Answer, Often, Text, Written
from towpath.errors import BadInput

PartnerSign = Annotated[str, Meta(max_length=64)]
Precision = Literal["exact", "about", "week", "month"]
Outcome = Literal["kept", "partly", "not_kept"]
Turn = Literal["talk", "limit", "counselling", "space", "left", "back", "other"]
IdleMinutes = Literal[1, 2, 5, 15]


class Entry(Written, frozen=True, tag="entry"):
    """A journal entry: the person's own words and the day they tell of."""

    text: Text
    day: date
    imported: bool = False
    """It came from a file: when it was first written is not known."""


class CheckIn(Written, frozen=True, tag="check_in"):
    """Answers of one short check-in: question id to 0..10, higher is better. A question skipped is not there."""

    day: date
    answers: dict[str, Answer]


class SignsSeen(Written, frozen=True, tag="signs"):
    """Answers to one page of the sign check. The newest answer to a sign is the one that counts today."""

    answers: tuple[SignAnswer, ...]
    cleared: tuple[str, ...] = ()


class Circumstances(Written, frozen=True, tag="circumstances"):
    """How the two live, who is there for the person, and thoughts of self-harm. ``None`` is "not answered"."""

    together: Together | None = None
    live_together: bool | None = None
    children: bool | None = None
    pregnant: bool | None = None
    support: tuple[Support, ...] | None = None
    self_harm: SelfHarm | None = None


class Preferences(Written, frozen=True, tag="preferences"):
    """How this notebook behaves: where "leave this page" goes, when it locks itself, which country's help is shown."""

    exit_page: Annotated[str, Meta(max_length=500)]
    idle_minutes: IdleMinutes = 5
    country: Annotated[str, Meta(max_length=2)] = ""


class Draft(Written, frozen=True, tag="draft"):
    """Words not yet kept as an entry: saved every few seconds so that leaving the page loses nothing."""

    text: Text
    day: date | None = None
    entry: str = ""
    felt: Text = ""
    """The second text of an incident: how it felt."""


class Attachment(Written, frozen=True, tag="attachment"):
    """What is known of an imported file whose bytes are kept beside it, and the record that it belongs to."""

    name: Annotated[str, Meta(max_length=500)]
    media_type: Annotated[str, Meta(max_length=200)]
    imported: Annotated[datetime, Meta(tz=True)]
    size: Annotated[int, Meta(ge=0)] = 0
    sha256: Annotated[str, Meta(max_length=64)] = ""
    source: Annotated[str, Meta(max_length=500)] = ""
    of: Annotated[str, Meta(max_length=32)] = ""


class Incident(Written, frozen=True, tag="incident"):
    """Something that happened: what was seen and heard apart from how it felt, and when, as exactly as it is known."""

    day: date
    precision: Precision = "exact"
    """How well the day is known; of a week or a month it is the first day."""
    time: Annotated[str, Meta(pattern=r"^(?:([01]\d|2[0-3]):[0-5]\d)?$")] = ""
    """The time of the day, or "" where it is not known."""
    seen: Text = ""
    felt: Text = ""
    signs: tuple[PartnerSign, ...] = ()
    """What it was, as ids of signs that name what the other does."""
    how_bad: Answer | None = None
    """How bad it was for the person, 10 the worst. ``None`` is "not answered"."""
    who: Annotated[str, Meta(max_length=500)] = ""
    """Who else was there."""
    evidence: bool = False
    """The person wants to keep it as evidence."""


class Promise(Written, frozen=True, tag="promise"):
    """Something that was promised on a day, and what became of it. Without an outcome it is open."""

    day: date
    what: Text
    by: Literal["they", "me", "both"] = "they"
    until: date | None = None
    outcome: Outcome | None = None
    outcome_day: date | None = None


class Event(Written, frozen=True, tag="event"):
    """A day from which things may differ, as the person declares it."""

    day: date
    what: Turn
    note: Text = ""


class Feelings(Written, frozen=True, tag="feelings"):
    """The four answers of the PHQ-4, each 0..3 or not given, in the order of the questionnaire."""

    day: date
    answers: tuple[Often | None, Often | None, Often | None, Often | None]


class Anchor(Written, frozen=True, tag="anchor"):
    """The head of the log at a number, and the answer of a time-stamping service to it (RFC 3161)."""

    number: Annotated[int, Meta(ge=1)]
    head: Annotated[str, Meta(max_length=64)]
    stamped: Annotated[datetime, Meta(tz=True)]
    answer: Annotated[bytes, Meta(max_length=100_000)]


Record: TypeAlias = (
    Entry | CheckIn | SignsSeen | Circumstances | Preferences | Draft | Attachment | Anchor
    | Incident | Promise | Event | Feelings | DecisionSheet
    | Contact | Letter | Goal | Space | Chat | Verdicts
    | Talk | Limit | Standards | Observed | OwnPart
    | Decision | Plan | Clarity | IntentionSaid | PathLines | Impact
)  # fmt: skip

KINDS = MappingProxyType({
    "entry": 1, "check_in": 2, "signs": 3, "circumstances": 4, "preferences": 5, "draft": 6,
    "attachment": 7, "anchor": 8, "incident": 9, "promise": 10, "event": 11, "feelings": 12, "sheet": 13,
    "decision": 14, "plan": 15, "limit": 16, "talk": 17, "contact": 18, "letter": 19, "trial": 20,
    "chat": 21, "verdicts": 22, "clarity": 23, "intention": 24, "path_lines": 25,
    "space": 26, "goal": 27, "own_part": 28, "impact": 29, "standards": 30,
})  # fmt: skip
"""The number of each kind on a card. A number never changes its meaning and is never used again; 0 is any other."""

PASSING = frozenset({KINDS["preferences"], KINDS["draft"]})
"""Kinds that are replaced all the time and tell of nothing that happened: they are not in the log."""

_TAGS = {number: tag for tag, number in KINDS.items()}
_DATED = (
    Entry, CheckIn, Draft, Incident, Promise, Event, Feelings, Contact, Letter, Goal, Space, Decision, Clarity,
    IntentionSaid, Impact, Talk, Limit, Observed, OwnPart,
)  # fmt: skip
_CARD = struct.Struct(">BIq3x")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class Card(Struct, frozen=True, gc=False):
    """What a list shows of a record without its words, in numbers; a list of thousands reads few of them as dates."""

    number: int
    """The number of its kind."""
    ordinal: int
    """The day it tells of, counted as ``date.toordinal`` counts; 0 is none."""
    ticks: int
    """When it was written, in microseconds since 1970 (UTC)."""

    @property
    def kind(self) -> str:
        """The tag of its kind; "" for a kind that this version does not know."""
        return _TAGS.get(self.number, "")

    @property
    def day(self) -> date | None:
        """The day it tells of; ``None`` too for a number beyond the calendar."""
        try:
            return date.fromordinal(self.ordinal)
        except (ValueError, OverflowError):
            return None

    @property
    def written(self) -> datetime:
        """When it was written; 1970 for a number beyond the calendar."""
        try:
            return _EPOCH + timedelta(microseconds=self.ticks)
        except OverflowError:
            return _EPOCH

    def to_bytes(self) -> bytes:
        """Return 16 bytes, whatever the record: kind, day, time written, room."""
        return _CARD.pack(self.number, self.ordinal, self.ticks)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Card":
        """Read 16 bytes."""
        return cls(*_CARD.unpack(data))


def card_of(record: Record) -> Card:
    """Return the card that belongs to a record; a moment that in UTC is beyond the calendar is 1970 on it."""
    day = record.day if isinstance(record, _DATED) else None
    return Card(KINDS.get(str(record.__struct_config__.tag), 0), day.toordinal() if day else 0, _ticks(record.written))


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


def encode(record: Record) -> bytes:
    """Return the canonical bytes of a record: UTF-8 JSON, keys in one order, no white space.

    Raises:
        BadInput: the record breaks the limits of its own type, or holds text that is not Unicode.
    """
    try:
        data = _encoder.encode(record)
        _decoder.decode(data)
    except (msgspec.ValidationError, UnicodeEncodeError):
        data = b""
    if not data:  # raised out here, because the error that was caught holds the person's words
        raise BadInput("not_a_record")
    return data


def decode(data: bytes) -> Record:
    """Read a record from its canonical bytes.

    Raises:
        BadInput: the bytes are not a record of a kind and shape that this version knows.
    """
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # nothing is raised in here: the error that was caught can hold the person's words
    raise BadInput("not_a_record")


def _ticks(moment: datetime) -> int:
    try:
        return ((moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH) // _TICK
    except OverflowError:
        return 0
