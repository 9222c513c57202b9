"""Find in the journal: everything in one list by day, narrowed by kind, days, sign and words.

There is no index on disk. What is made alike for the search stays in memory, up to a limit, until the lock.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from towpath.domain.records import Attachment, CheckIn, Entry, Event, Incident, Promise, Record
from towpath.usecases.folding import fold, widths
from towpath.vault import LogHead, Notebook, Stored

WORDS_LIMIT: Final = 200
"""Characters of one question."""
TERMS_LIMIT: Final = 20
FOLDED_LIMIT: Final = 50_000_000
"""Characters of folded text that are kept in memory; what is beyond is folded anew for each search."""
QUESTIONS_LIMIT: Final = 50
PAGE_SIZE: Final = 20
BETWEEN: Final = "\x1f"
"""A separator: it counts as space, so folding makes a space of it wherever a person wrote it."""
BEFORE: Final = 60
AFTER: Final = 140

KINDS: Final[Mapping[str, type[Record]]] = MappingProxyType({
    "entry": Entry, "incident": Incident, "promise": Promise, "event": Event, "check_in": CheckIn,
})  # fmt: skip
"""What stands in the journal, because it tells of a day."""

_TEXTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "entry": ("text",), "incident": ("seen", "felt", "who"), "promise": ("what",), "event": ("note",), "check_in": (),
})  # fmt: skip
"""Where the person's own words are."""

_QUOTED_OR_NOT: Final = re.compile(r'"([^"]*)"|([^\s"]+)')
_DAY: Final = attrgetter("day")
_ORDER: Final = attrgetter("record.day", "record.written", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; what is empty does not narrow."""

    words: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    sign: str = ""
    evidence: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        """The words and the phrases in quotation marks, folded; all of them must be there."""
        found = (fold(quoted or single) for quoted, single in _QUOTED_OR_NOT.findall(_plain_quotes(self.words)))
        return tuple(dict.fromkeys(term for term in found if term.strip()))[:TERMS_LIMIT]


EVERYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage; ``hit`` where it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where the words were found, and whether there is more of the text before and after."""

    pieces: tuple[Piece, ...]
    more_before: bool
    more_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing of the list."""

    id: str
    revision: int
    kind: str
    record: Record
    files: int
    late: date | None
    """The day on which it was written down, where that is a later one than the day it tells of."""
    passage: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found: number counts from 1."""

    lines: tuple[Line, ...]
    number: int
    pages: int
    total: int


@dataclass(slots=True)
class Finding:
    """What is remembered for searching while one notebook is open; it goes with the session."""

    _questions: dict[str, Wanted] = field(default_factory=dict)
    _asked: int = 0
    _at: LogHead | None = None
    _by_day: tuple[Stored, ...] = ()
    _folded: dict[str, tuple[int, str]] = field(default_factory=dict)
    _folded_characters: int = 0

    def ask(self, wanted: Wanted) -> str:
        """Remember a question and return the name under which its answer is asked for."""
        self._asked += 1
        self._questions[str(self._asked)] = wanted
        if len(self._questions) > QUESTIONS_LIMIT:
            del self._questions[next(iter(self._questions))]
        return str(self._asked)

    def asked(self, name: str) -> Wanted | None:
        """Return a question; ``None`` where it is too long ago."""
        return self._questions.get(name)

    def page(self, notebook: Notebook, wanted: Wanted, number: int) -> Found:
        """Return one page of what is found, the newest day first; a number beyond the last page is the last page."""
        terms = wanted.terms
        found = list(self._told(notebook))
        if replace(wanted, words="") != EVERYTHING:
            found = [one for one in found if _fits(one.record, wanted)]
        if terms:
            found = self._holding(found, terms)
        pages = max(1, -(-len(found) // PAGE_SIZE))
        number = min(max(number, 1), pages)
        shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        files = Counter(one.record.of for one in notebook.records(Attachment) if isinstance(one.record, Attachment))
        lines = tuple(_line(notebook, one, files[one.id], terms) for one in shown)
        return Found(lines=lines, number=number, pages=pages, total=len(found))

    def signs(self, notebook: Notebook) -> tuple[str, ...]:
        """Return the signs that incidents name."""
        return tuple(sorted({sign for one in self._told(notebook) for sign in _signs(one.record)}))

    def _told(self, notebook: Notebook) -> tuple[Stored, ...]:
        """Return all that tells of a day, sorted anew only where the log says that something was written."""
        at = notebook.log_head
        if at != self._at:
            self._by_day = tuple(sorted(notebook.records(*KINDS.values()), key=_ORDER, reverse=True))
            self._forget_but(self._by_day)
            self._at = at
        return self._by_day

    def _holding(self, stored: Iterable[Stored], terms: Iterable[str]) -> list[Stored]:
        """Return those that hold all terms; each term is looked for only where the ones before it were found."""
        left = [(one, self._of(one)) for one in stored]
        for term in terms:
            left = [each for each in left if term in each[1]]
        return [one for one, _ in left]

    def _of(self, one: Stored) -> str:
        """Return all texts of a record in one, with what is in no folded text and no word between them."""
        known = self._folded.get(one.id)
        if known and known[0] == one.revision:
            return known[1]
        folded = BETWEEN.join(map(fold, texts_of(one.record)))
        if self._folded_characters + len(folded) <= FOLDED_LIMIT:
            self._folded[one.id] = one.revision, folded
            self._folded_characters += len(folded)
        return folded

    def _forget_but(self, stored: Iterable[Stored]) -> None:
        """Forget the text of what was deleted or changed."""
        there = {(one.id, one.revision) for one in stored}
        self._folded = {name: kept for name, kept in self._folded.items() if (name, kept[0]) in there}
        self._folded_characters = sum(len(folded) for _, folded in self._folded.values())


def kind_of(record: Record) -> str:
    """Return the tag of a record's kind."""
    return str(record.__struct_config__.tag)


def texts_of(record: Record) -> tuple[str, ...]:
    """Return the person's own words in a record."""
    return tuple(text for name in _TEXTS[kind_of(record)] if (text := getattr(record, name)))


def passage_of(texts: Iterable[str], terms: Iterable[str]) -> Passage | None:
    """Return the surroundings of the first word found, with all that are found there marked."""
    for text in texts:
        folded = fold(text)
        places = [at for term in terms if (at := folded.find(term)) >= 0]
        if places:
            return _around(text, _places(text, folded)[min(places)], terms)
    return None


def _around(text: str, at: int, terms: Iterable[str]) -> Passage:
    start, end = max(0, at - BEFORE), min(len(text), at + AFTER)
    start = text.rfind(" ", 0, start) + 1 if start and " " in text[start - BEFORE : start] else start
    shown = text[start:end]
    pieces = tuple(_marked(shown, terms))
    return Passage(pieces=pieces, more_before=start > 0, more_after=end < len(text))


def _marked(text: str, terms: Iterable[str]) -> Iterator[Piece]:
    """Yield the text in pieces: what was found, and what stands between."""
    folded = fold(text)
    place = [*_places(text, folded), len(text)]
    hits = [hit.span() for term in terms for hit in re.finditer(re.escape(term), folded)]
    done = 0
    # an accent that stands behind its letter goes with it; half of a letter is marked as a whole one
    for start, end in sorted((place[start], max(place[end - 1] + 1, place[end])) for start, end in hits):
        if start > done:
            yield Piece(text[done:start])
        if end > done:
            yield Piece(text[max(start, done) : end], hit=True)
            done = end
    if done < len(text):
        yield Piece(text[done:])


def _places(text: str, folded: str) -> list[int] | range:
    """Return for each character of the folded text the one of the text that it came from."""
    if text.isascii():
        return range(len(folded))
    return [at for at, width in enumerate(widths(text)) for _ in range(width)]


def _fits(record: Record, wanted: Wanted) -> bool:
    if wanted.kind and kind_of(record) != wanted.kind:
        return False
    if wanted.evidence and not (isinstance(record, Incident) and record.evidence):
        return False
    if wanted.sign and wanted.sign not in _signs(record):
        return False
    day: date = _DAY(record)
    return (wanted.first is None or day >= wanted.first) and (wanted.last is None or day <= wanted.last)


def _signs(record: Record) -> tuple[str, ...]:
    """Return the signs that a record names; only incidents do."""
    return record.signs if isinstance(record, Incident) else ()


def late(versions: Iterable[Stored]) -> date | None:
    """Return the day on which the first of these versions was written, where it tells of an earlier day.

    Of what came from a file it is not known when it was written first.
    """
    first = min(versions, key=attrgetter("revision")).record
    day: date = _DAY(first)
    if isinstance(first, Entry) and first.imported:
        return None
    return first.written.date() if first.written.date() > day else None


def _line(notebook: Notebook, one: Stored, files: int, terms: tuple[str, ...]) -> Line:
    passage = passage_of(texts_of(one.record), terms) if terms else None
    versions = notebook.revisions(one.id) if one.revision > 1 else (one,)
    return Line(
        id=one.id,
        revision=one.revision,
        kind=kind_of(one.record),
        record=one.record,
        files=files,
        late=late(versions),
        passage=passage,
    )


def _plain_quotes(words: str) -> str:
    return re.sub("[\u201c\u201d\u201e\u201f\u00ab\u00bb]", '"', words)
