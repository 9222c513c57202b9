"""What a chat shows by counting: who begins, who answers and how soon, what stays unanswered, when, who asks again and
who apologises.

Everyone in the chat is counted by the same rules. The numbers are plain counts: nothing is estimated, and a message
whose time is not known is counted, but says nothing of times.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from towpath.importers.apologies import apologises
from towpath.importers.asking import WRITTEN, asks, only_marks
from towpath.importers.message import Message

SILENCE: Final = timedelta(hours=4)
"""A message after a silence as long as this begins a new talk, and is an answer to nothing."""
BREATH: Final = timedelta(minutes=2)
"""What is asked again sooner is one asking. On a clock without seconds, less than this can be one breath."""
AT_ONCE: Final = timedelta(minutes=1)
"""An answer sooner than this is given at once."""
RUN: Final = 5
"""So many messages of one person, or more, with none of anyone else between them, are a run."""
NIGHT: Final = range(5)
"""The hours of the night, by the clock of the file: from midnight to five."""
REPLY_MINUTES: Final = (1, 5, 15, 60)
"""Where the steps of the times to an answer part, in minutes; the last step ends where silence begins."""


_NO_MONTH: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counts of one person, in one month or in all."""

    messages: int = 0
    begins: int = 0
    """Talks that the person began."""
    replies: tuple[int, ...] = (0,) * (len(REPLY_MINUTES) + 1)
    """Answers by the time to them: from the other's last message, in the steps of ``REPLY_MINUTES``."""
    runs: int = 0
    """Runs of messages that nobody answered in between."""
    longest: int = 0
    """The most messages in one run; 0 where there was no run."""
    night: int = 0
    calls: int = 0
    deleted: int = 0
    demands: int = 0
    """Times the person asked or called again, ``BREATH`` or more after the last time, with no word of others since."""
    at_once: int = 0
    """Questions and missed calls of others that the person answered within ``AT_ONCE``."""
    apologies: int = 0
    """Messages with words of apology."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The counts of everyone in a chat: in all, and by month ("2026-03")."""

    people: Mapping[str, Counts]
    months: Mapping[str, Mapping[str, Counts]]
    undated: int
    """Messages whose time is not known."""


@dataclass(slots=True)
class _Tally:
    messages: int = 0
    begins: int = 0
    replies: Counter[int] = field(default_factory=Counter)
    runs: int = 0
    longest: int = 0
    night: int = 0
    calls: int = 0
    deleted: int = 0
    demands: int = 0
    at_once: int = 0
    apologies: int = 0

    def counts(self) -> Counts:
        return Counts(
            messages=self.messages,
            begins=self.begins,
            replies=tuple(self.replies[step] for step in range(len(REPLY_MINUTES) + 1)),
            runs=self.runs,
            longest=self.longest,
            night=self.night,
            calls=self.calls,
            deleted=self.deleted,
            demands=self.demands,
            at_once=self.at_once,
            apologies=self.apologies,
        )


_Open: TypeAlias = tuple[str, datetime | None, datetime | None]
"""What one person left open while nobody else wrote: who, when they last asked, and from when the next asking counts.

The last is the time of what they asked first, or again; while they asked nothing it is that of their last message.
"""
_NOTHING_OPEN: Final[_Open] = ("", None, None)


def exchange(messages: Iterable[Message]) -> Exchange:
    """Count a chat in one pass, in the order of its file; memory grows with people and months only.

    Times are compared as they stand; what runs back in time is neither an answer nor a beginning.
    """
    counting = _Counting()
    for message in messages:
        if message.author is not None and message.kind != "system":
            counting.see(message, message.author)
    counting.end_run()
    return counting.result()


class _Counting:
    """Where the count stands: who wrote last, when, and how many messages in a row."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[int, str], _Tally] = {}
        self._undated = 0
        self._last: tuple[str, datetime] | None = None
        self._run: tuple[int, str, int] = (_NO_MONTH, "", 0)
        self._open: _Open = _NOTHING_OPEN

    def see(self, message: Message, author: str) -> None:
        month = message.at.year * 100 + message.at.month if message.at else _NO_MONTH
        tally = self._of(month, author)
        tally.messages += 1
        tally.calls += message.kind == "call"
        tally.deleted += message.kind == "deleted"
        tally.apologies += message.kind in WRITTEN and apologises(message.text)
        self._in_a_row(month, author)
        if message.at is None:
            self._undated += 1
            if author != self._open[0]:
                self._open = _NOTHING_OPEN
        else:
            self._asking(tally, author, message, self._timed(tally, author, message.at))

    def end_run(self) -> None:
        """Note the run that ends here, in the month in which it began."""
        month, author, length = self._run
        if length >= RUN:
            tally = self._of(month, author)
            tally.runs += 1
            tally.longest = max(tally.longest, length)

    def result(self) -> Exchange:
        people = dict.fromkeys(author for _, author in self._tallies)
        months = sorted({month for month, _ in self._tallies if month != _NO_MONTH})
        return Exchange(
            people={
                author: _joined(each for (_, who), each in self._tallies.items() if who == author) for author in people
            },
            months={
                f"{month // 100:04}-{month % 100:02}": {
                    author: self._tallies[month, author].counts()
                    for author in people
                    if (month, author) in self._tallies
                }
                for month in months
            },
            undated=self._undated,
        )

    def _of(self, month: int, author: str) -> _Tally:
        found = self._tallies.get((month, author))
        if found is None:
            found = self._tallies[month, author] = _Tally()
        return found

    def _in_a_row(self, month: int, author: str) -> None:
        began, before, length = self._run
        if author == before:
            self._run = (began, author, length + 1)
        else:
            self.end_run()
            self._run = (month, author, 1)

    def _timed(self, tally: _Tally, author: str, at: datetime) -> datetime:
        now = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
        tally.night += at.hour in NIGHT
        before, self._last = self._last, (author, now)
        gap = now - before[1] if before else SILENCE
        if gap >= SILENCE:
            tally.begins += 1
            self._open = _NOTHING_OPEN
        elif before and author != before[0] and gap >= timedelta(0):
            tally.replies[bisect_right(REPLY_MINUTES, gap / timedelta(minutes=1))] += 1
        return now

    def _asking(self, tally: _Tally, author: str, message: Message, now: datetime) -> None:
        """Note what is asked, asked again and answered at once."""
        before, asked, since = self._open
        if author != before:
            if asked is not None and timedelta(0) <= now - asked < AT_ONCE:
                tally.at_once += 1
            asked = since = None
        if asks(message):
            if since is None or (asked is None and not only_marks(message)):
                since = now
            elif now - since >= BREATH:
                tally.demands += 1
                since = now
            self._open = author, now, since
        elif message.kind == "call":  # they talked, or the file does not say that they did not
            self._open = _NOTHING_OPEN
        else:
            self._open = author, asked, since if asked else now


def _joined(tallies: Iterable[_Tally]) -> Counts:
    joined = _Tally()
    for each in tallies:
        joined.messages += each.messages
        joined.begins += each.begins
        joined.replies += each.replies
        joined.runs += each.runs
        joined.longest = max(joined.longest, each.longest)
        joined.night += each.night
        joined.calls += each.calls
        joined.deleted += each.deleted
        joined.demands += each.demands
        joined.at_once += each.at_once
        joined.apologies += each.apologies
    return joined.counts()
