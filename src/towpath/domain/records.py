"""What a notebook keeps: one frozen type for each kind of thing a person writes down, and its canonical bytes.

Each kind carries a tag and each record the version of its shape, so that a later release reads what this one wrote.
"""

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from towpath.domain.situation import SelfHarm, SignAnswer, Support, Together
from towpath.errors import BadInput

TEXT_LIMIT = 100_000
"""The longest text of one entry, in characters."""

Text = Annotated[str, Meta(max_length=TEXT_LIMIT)]
Answer = Annotated[int, Meta(ge=0, le=10)]
IdleMinutes = Literal[1, 2, 5, 15]


class _Record(Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """Common to all kinds: when it was written (UTC), told apart from the time it tells of."""

    written: Annotated[datetime, Meta(tz=True)]
    shape: Literal[1] = 1


class Entry(_Record, frozen=True, tag="entry"):
    """A journal entry: the person's own words and the day they tell of."""

    text: Text
    day: date


class CheckIn(_Record, frozen=True, tag="check_in"):
    """Answers of one short check-in: question id to 0..10, higher is better. A question skipped is not there."""

    day: date
    answers: dict[str, Answer]


class SignsSeen(_Record, frozen=True, tag="signs"):
    """Answers to one page of the sign check. The newest answer to a sign is the one that counts today."""

    answers: tuple[SignAnswer, ...]
    cleared: tuple[str, ...] = ()


class Circumstances(_Record, frozen=True, tag="circumstances"):
    """How the two live, who is there for the person, and thoughts of self-harm. ``None`` is "not answered"."""

    together: Together | None = None
    live_together: bool | None = None
    children: bool | None = None
    pregnant: bool | None = None
    support: tuple[Support, ...] | None = None
    self_harm: SelfHarm | None = None


class Preferences(_Record, frozen=True, tag="preferences"):
    """How this notebook behaves: where "leave this page" goes, when it locks itself, which country's help is shown."""

    exit_page: Annotated[str, Meta(max_length=500)]
    idle_minutes: IdleMinutes = 5
    country: Annotated[str, Meta(max_length=2)] = ""


class Draft(_Record, frozen=True, tag="draft"):
    """Words not yet kept as an entry: saved every few seconds so that leaving the page loses nothing."""

    text: Text
    day: date | None = None
    entry: str = ""


Record: TypeAlias = Entry | CheckIn | SignsSeen | Circumstances | Preferences | Draft

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
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise BadInput("not_a_record") from error
    return data


def decode(data: bytes) -> Record:
    """Read a record from its canonical bytes.

    Raises:
        BadInput: the bytes are not a record of a kind and shape that this version knows.
    """
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("not_a_record") from error
