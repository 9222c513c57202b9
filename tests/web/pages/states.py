"""Every page in all its states, at its fullest and at its emptiest."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import msgspec

from tests.web.house import NOW
from tests.web.pages.looks import LOOKS
from towpath.content import Pack, load
from towpath.domain.chat import Chat
from towpath.domain.clarity import Clarity
from towpath.domain.contact import Contact
from towpath.domain.decision import Decision
from towpath.domain.goal import Goal
from towpath.domain.impact import Impact
from towpath.domain.intention_said import IntentionSaid
from towpath.domain.letter import Letter
from towpath.domain.limit import Crossed, Limit, Standards
from towpath.domain.own_part import OwnPart
from towpath.domain.path_lines import PathLines
from towpath.domain.plan import PLAN_PATHS, Mark, OwnStep, Plan
from towpath.domain.records import (
    Anchor,
    Attachment,
    CheckIn,
    Circumstances,
    Entry,
    Event,
    Feelings,
    Incident,
    Promise,
    Record,
    SignsSeen,
)
from towpath.domain.signs import SIGNS, in_family
from towpath.domain.situation import Intention, SelfHarm, SignAnswer, Situation, Support, Together, Wellbeing
from towpath.domain.space import Space
from towpath.domain.talk import Talk
from towpath.domain.trial import Observed
from towpath.domain.weighed import Ahead, DecisionSheet, Matter, Score, WeighedPath
from towpath.importers.apart import Header
from towpath.importers.message import Kind, Note
from towpath.importers.message import Message as ChatMessage
from towpath.method import assess
from towpath.method.again import read
from towpath.method.assessment import Gate
from towpath.text import Passage
from towpath.usecases import chats, choosing, deciding, journal, notice, planning, spacing, talking, trying_again
from towpath.usecases import picture as picture_of
from towpath.usecases import promises as promises_of
from towpath.usecases.attaching import Attached
from towpath.usecases.diary_file import DiaryFile, Order, Read, Reason, Unread
from towpath.usecases.finding import Found, Line, Wanted, passage_of, texts_of
from towpath.usecases.over_time import Line as SaidLine
from towpath.usecases.passages import Found as FoundPassage
from towpath.vault import Checked, LogFault, LogHead, Opening, Stored
from towpath.web import pages
from towpath.web.mixes import Mixes, Part
from towpath.web.pages import (
    about_us,
    after,
    again,
    attachments,
    bring_in,
    chat,
    check_in,
    clear,
    contact,
    decide,
    first_start,
    friend,
    goals,
    help_now,
    impact,
    intention,
    keeping,
    last_message,
    leave,
    letters,
    limits,
    lock,
    messages,
    opening,
    over_time,
    own_part,
    passages,
    paths,
    picture,
    plan,
    privacy,
    refusal,
    space,
    talk,
    ten_minutes,
    today,
    urge,
    weigh,
    working,
)
from towpath.web.pages import events as event_pages
from towpath.web.pages import feelings as feeling_pages
from towpath.web.pages import incidents as incident_pages
from towpath.web.pages import journal as journal_pages
from towpath.web.pages import notice as notice_pages
from towpath.web.pages import promises as promise_pages
from towpath.web.paired import paired
from towpath.web.render import Frame
from towpath.web.visit import Message, PageData, Show

TODAY = NOW.date()
FAULTS = (Message(name="", text="a fault of no field"), Message(name="text", text="a fault <of> a field"))

OPENED = Frame(
    here="today", item="", opened=True, token="t" * 64, idle_seconds=300, exit_page="https://example.org/", country="GB"
)
LOCKED = Frame(
    here="lock", item="", opened=False, token="", idle_seconds=0, exit_page="https://example.org/", country=""
)


def page_types() -> set[type]:
    """Return every page dataclass there is."""
    modules = [
        importlib.import_module(f"{pages.__name__}.{found.name}") for found in pkgutil.iter_modules(pages.__path__)
    ]
    values = (value for module in modules for value in vars(module).values())
    return {value for value in values if isinstance(value, type) and is_dataclass(value) and hasattr(value, "template")}


def answers(*names: str, how_often: str = "often") -> tuple[SignAnswer, ...]:
    """Return the same answer to each of these signs."""
    return tuple(SignAnswer(id=name, how_often=how_often) for name in names)  # type: ignore[arg-type]


NOT_AFRAID = answers("felt.afraid", "felt.changed_daily_life", "felt.eggshells", how_often="never")
MANY = answers(
    "felt.stuck", "felt.lonely", "good.listens", "good.honest", "control.isolates", "danger.weapon", how_often="never"
)
SITUATIONS: dict[Gate, tuple[SignAnswer, ...]] = {
    "none": NOT_AFRAID + MANY + answers("good.affection"),
    "distress": NOT_AFRAID + answers("strain.criticism", "disrespect.insults", "self.i_insult"),
    "violence_without_fear": NOT_AFRAID + answers("physical.pushes_grabs", "self.i_was_violent"),
    "control": answers("felt.afraid", "control.isolates", "around.device_shared"),
    "danger": answers("danger.strangled", "physical.hits", "felt.afraid", "around.gun_access", "danger.stalks"),
    "cannot_tell": answers("felt.stuck", how_often="never"),
}
EVERYTHING = answers(*SIGNS)


def assessed(signs: tuple[SignAnswer, ...], self_harm: SelfHarm = "no", **more: object) -> picture.Picture:
    """Return the picture of these answers, as the page makes it."""
    situation = Situation(towpath=1, as_of=TODAY, signs=signs, wellbeing=Wellbeing(self_harm=self_harm), **more)  # type: ignore[arg-type]
    found = assess(situation)
    given = {answer.id: answer for answer in signs}
    because = tuple(
        picture.Because(
            rule=reason.rule, said=tuple(picture_of.Said(answer=given[sign], on=TODAY) for sign in reason.signs)
        )
        for reason in found.because
    )
    sources = tuple(dict.fromkeys(key for reason in found.because for key in reason.sources))
    asked = {"felt.afraid", "felt.changed_daily_life"} <= given.keys()
    return picture.Picture(assessment=found, because=because, sources=sources, asked_about_fear=asked)


def pictures() -> Iterator[tuple[str, PageData]]:
    """Yield a picture for each gate, in calm and in crisis, and the fullest there is."""
    for name, signs in SITUATIONS.items():
        yield f"picture-{name}", assessed(signs)
        yield f"picture-{name}-crisis", assessed(signs, self_harm="plan", together="leaving", children=True)
        yield f"picture-{name}-apart", assessed(signs, together="on_and_off", support=("none",))
    yield "picture-everything", assessed(EVERYTHING, self_harm="plan", together="leaving", children=True, pregnant=True)


def kept(text: str, revision: int = 1) -> journal.Kept:
    """Return an entry."""
    return journal.Kept(id="e" * 32, revision=revision, entry=Entry(written=NOW, text=text, day=TODAY))


def found(total: int, number: int, *, hit: bool = False) -> Found:
    """Return a page of the journal, with as many of the longest things on it as fit."""
    text = "What I saw and heard. " * 60
    records: tuple[tuple[str, Record], ...] = (
        ("entry", Entry(written=NOW, text=text, day=TODAY, imported=True)),
        ("incident", Incident(written=NOW, seen=text, day=TODAY, evidence=True)),
        ("promise", Promise(written=NOW, what=text, day=TODAY)),
        ("event", Event(written=NOW, what="talk", note=text, day=TODAY)),
        ("check_in", CheckIn(written=NOW, answers={"respected": 3}, day=TODAY)),
    )
    lines = []
    for each in range(max(0, min(20, total - 20 * (number - 1)))):
        kind, record = records[each % len(records)]
        passage = passage_of(texts_of(record), ("saw",)) if hit else None
        late = TODAY if each % 2 else None
        lines.append(
            Line(
                id=f"{each:032}",
                revision=each % 3 + 1,
                kind=kind,
                record=record,
                files=each % 3,
                late=late,
                passage=passage,
            )
        )
    return Found(lines=tuple(lines), number=number, pages=max(1, -(-total // 20)), total=total)


def journal_states() -> Iterator[tuple[str, PageData]]:
    """Yield the journal, full and empty, narrowed and not, and what belongs to it."""
    for total, number in ((0, 1), (1, 1), (61, 1), (61, 2), (61, 4)):
        yield (
            f"journal-{total}-{number}",
            journal_pages.JournalPage(
                found=found(total, number),
                asked="",
                wanted=Wanted(),
                signs=(),
                today=TODAY,
                draft=number == 2,
            ),
        )
    wanted = Wanted(words='saw "<b>', kind="incident", first=TODAY, last=TODAY, sign="felt.afraid", evidence=True)
    for total in (0, 61):
        page = found(total, 1, hit=True)
        yield (
            f"journal-asked-{total}",
            journal_pages.JournalPage(
                found=page,
                asked="7",
                wanted=wanted,
                signs=("felt.afraid", "gone"),
                today=TODAY,
                draft=False,
            ),
        )
    answers = {"respected": 7, "energy": 0}
    for late in (None, TODAY):
        check_in = CheckIn(written=NOW, day=TODAY, answers=answers)
        yield (
            f"checked-{late}",
            journal_pages.CheckInPage(id="c" * 32, check_in=check_in, earlier=(check_in,), late=late),
        )


def attached(media_type: str, name: str = "<b>IMG_1.jpg") -> Attached:
    """Return a file beside a record."""
    file = Attachment(
        written=NOW, imported=NOW, name=name, media_type=media_type, size=1_234_567, sha256="a" * 64, of="e" * 32
    )
    drawn = media_type.startswith("image")
    return Attached(id="f" * 32, file=file, noun="photo" if drawn else "document", suffix="bin", number=1)


def files_states() -> Iterator[tuple[str, PageData]]:
    """Yield the pages about files and the pages that read a diary."""
    kinds = ("image/jpeg", "application/pdf")
    entry, happened = kept("words").entry, Incident(written=NOW, day=TODAY, seen="words")
    yield "files-none", attachments.FilesPage(owner="e" * 32, record=entry, kind="entry", files=())
    some = tuple(attached(kind) for kind in kinds) * 20
    yield "files-many", attachments.FilesPage(owner="e" * 32, record=happened, kind="incident", files=some)
    yield "drop-file", attachments.DropFilePage(attached=attached("image/jpeg", ""))
    for order in get_args(Order):
        yield f"bring-in-{order}", bring_in.ChoosePage(today=TODAY, day=TODAY, order=order)
    read = tuple(Read(line=number, day=TODAY - timedelta(number), text="words " * 100) for number in range(1, 12))
    unread = tuple(Unread(line=number, reason=reason) for number, reason in enumerate(get_args(Reason)))
    full = DiaryFile(entries=read, unread=unread * 20, encoding="windows-1252")
    yield "brought-many", bring_in.FoundPage(diary=full, new=9, first=read[:5], last=read[-5:], unread=unread * 10)
    one = DiaryFile(entries=read[:1], unread=(), dated=False)
    yield "brought-one", bring_in.FoundPage(diary=one, new=1, first=read[:1], last=(), unread=())
    none = DiaryFile(entries=(), unread=unread)
    yield "brought-none", bring_in.FoundPage(diary=none, new=0, first=(), last=(), unread=unread)


def chat_states(pack: Pack) -> Iterator[tuple[str, PageData]]:
    """Yield the pages about chats: none and many, with all that can be asked and noted, and without a time."""
    words = pack.chats
    kept = Chat(
        written=NOW, title="<b>Us", attachment="a" * 32, sha256="b" * 64, format="whatsapp", me="Ana <i>",
        messages=4_000, unread=3, people=4, first=TODAY - timedelta(days=5_000), last=TODAY,
    )  # fmt: skip
    bare = Chat(written=NOW, title="Notes", attachment="a" * 32, sha256="b" * 64, format="plain", messages=1)
    yield "messages-none", messages.MessagesPage(chats=(), waiting=False)
    yield "messages-many", messages.MessagesPage(chats=(("c" * 32, kept), ("d" * 32, bare)) * 20, waiting=True)
    first = datetime(2012, 1, 5, 2, 0, tzinfo=UTC)
    said = tuple(
        ChatMessage(
            number, first + timedelta(days=number), None if kind == "system" else "Ana <i>", "words <b> " * 200, kind,
            f"line {number}", "1/5/12, 2:00", ("photo.jpg",),
        )
        for number, kind in enumerate((*get_args(Kind), "text") * 7)
    )  # fmt: skip
    header = Header(
        format="whatsapp", messages=4_000, unread=30, participants=("Ana <i>", "Bo"), first=first, last=NOW,
        ask=("day_first",), unread_places=tuple(f"line {number}" for number in range(20)),
        notes=dict.fromkeys(get_args(Note), 3),
    )  # fmt: skip
    empty = Header(format="plain", messages=1, unread=0, participants=("Bo",), first=None, last=None, ask=())
    people = tuple((f"Name {number} <b>", number) for number in range(messages.LISTED))
    full = messages.BroughtPage(
        header=header, people=people, unlisted=7, undated=9, first=said[:5], title="<b>", me="1", order="day"
    )
    yield "brought-chat-full", full
    untold = msgspec.structs.replace(said[0], at=None, author="Bo", text="", kind="media")
    yield (
        "brought-chat-bare",
        messages.BroughtPage(header=empty, people=people[:1], unlisted=0, undated=0, first=(untold,), title=""),
    )
    spans = tuple(
        chats.Span(
            first=first.date() + timedelta(days=31 * number), values=dict.fromkeys(chats.MEASURES, (number, 9_999))
        )
        for number in range(chats.MOST_SPANS)
    )
    drawn = tuple(chat.over_time(name, spans) for name in chats.MEASURES)
    one = chat.Picture(
        name="answers", drawn=paired(((3,),), ("x",)), rows=tuple(zip(words.answer_time, ((3,),) * 5, strict=True))
    )
    yield "chat-full", chat.ChatPage(id="c" * 32, chat=kept, names=("Ana <i>", "Bo"), others=2, pictures=drawn)
    yield "chat-answers", chat.ChatPage(id="c" * 32, chat=bare, names=("Bo",), others=0, pictures=(one,))
    for number in (1, 2, 3):
        yield (
            f"chat-messages-{number}",
            chat.ChatMessages(id="c" * 32, chat=kept, messages=(*said, untold), number=number, pages=3),
        )
    passage = Passage(
        start=1, end=3, sign="danger.threat_to_kill", rule="kill.said", strength="plainly_says", why="signs.x"
    )
    other = msgspec.structs.replace(passage, sign="disrespect.insults", rule="insults.said", strength="may_show")
    mine = FoundPassage(passage=other, message=said[0], before=None, after=said[1])
    theirs = FoundPassage(passage=passage, message=said[1], before=said[0], after=None)
    bare_page = passages.PassagesPage(
        id="c" * 32, chat=kept, locale="es", signs=(), danger=(), sign="", found=(), more=0, muted=(),
        alarms=(), lines=5_426, everyday=0.4, seen=True,
    )  # fmt: skip
    yield "passages-none", bare_page
    yield "passages-all-muted", replace(bare_page, sign="disrespect.insults", muted=("insults.said",))
    yield (
        "passages-full",
        replace(
            bare_page,
            locale="en",
            signs=("disrespect.insults",),
            danger=("danger.threat_to_kill",),
            sign="disrespect.insults",
            found=(("a", mine, "confirmed"), ("b", theirs, "rejected"), ("c", theirs, None)),
            more=3,
            muted=("blame.said",),
            alarms=(("insults.said", 3), ("threat_to_kill.said", 0)),
            everyday=38.6,
            seen=False,
        ),
    )
    pieces = (("We <b>sat. ", None), ("They hit me", passage), (" again " * 40, None))
    bare_entry = passages.WithMe(
        id="e" * 32, locale="es", pieces=(("A day.", None),), signs=(), danger=False, everyday=0.0, seen=True
    )
    yield "with-me-none", bare_entry
    yield (
        "with-me-full",
        replace(
            bare_entry, locale="en", pieces=pieces, signs=("physical.hits",), danger=True, everyday=3.0, seen=False
        ),
    )
    for kind in words.working.title:
        yield f"working-{kind}", working.WorkingPage(kind=kind, item=kind, percent=40)
    yield "drop-chat", chat.DropChatPage(id="c" * 32, chat=kept)


def help_page(pack: Pack, country: str) -> help_now.HelpNow:
    """Return help for a country, all kinds of lines."""
    found = help_now.lines(pack, country, TODAY, help_now.KINDS)
    kinds = ((kind, tuple(view for view in found if view.line.kind == kind)) for kind in help_now.KINDS)
    return help_now.HelpNow(country=country, kinds=tuple(kinds))


def help_pages(pack: Pack) -> Iterator[tuple[str, PageData]]:
    """Yield help for no country, for two with many lines, and for the two with a word of their own."""
    yield "friend", friend.Friend()
    yield "help-none", help_now.HelpNow(country="", kinds=())
    for country in ("EU", "GB", "KR", "US"):
        yield f"help-{country}", help_page(pack, country)


def of_the_notebook(pack: Pack) -> Iterator[tuple[str, PageData]]:
    """Yield the pages of the open notebook."""
    everywhere = Circumstances(
        written=NOW, together="apart", live_together=True, children=False, pregnant=True,
        support=get_args(Support), self_harm="no",
    )  # fmt: skip
    yield "about-nothing-said", about_us.AboutUs(said=None)
    yield "about-all-said", about_us.AboutUs(said=everywhere, kept=True)
    lines = help_now.lines(pack, "US", TODAY, ("emergency", "crisis"))
    yield "crisis-lines", about_us.Crisis(country="US", lines=lines)
    yield "crisis-no-country", about_us.Crisis(country="", lines=())
    yield "check-in-first", check_in.CheckInPage(today=TODAY, day=TODAY, last=None)
    yield "check-in-changed", check_in.CheckInPage(id="c" * 32, today=TODAY, day=TODAY, last=None, given={"close": 3})
    given = dict.fromkeys(pack.check_in.questions, 10)
    yield (
        "check-in-kept",
        check_in.CheckInPage(today=TODAY, day=TODAY - timedelta(days=9), last=TODAY, kept=True, given=given),
    )
    yield "signs-none", notice_pages.FamiliesPage(progress=notice.progress({}))
    for number, family in enumerate(notice_pages.ORDER, 1):
        signs = in_family(family)
        for name, given_signs in (("empty", ()), ("full", answers(*(sign.id for sign in signs)))):
            said = {answer.id: answer for answer in given_signs}
            yield (
                f"family-{family}-{name}",
                notice_pages.FamilyPage(family=family, signs=signs, given=said, number=number),
            )
    for step in get_args(today.Next):
        for last in (None, TODAY):
            yield (
                f"today-{step}-{last}",
                today.Today(day=TODAY, next=step, answered=5, last_check_in=last, draft=bool(last)),
            )
    yield "today-first", today.Today(day=TODAY, next="signs", answered=0, last_check_in=None, draft=False)
    yield from journal_states()
    yield from files_states()
    yield from chat_states(pack)
    earlier = tuple(Stored("e" * 32, each, Entry(written=NOW, text=f"version {each}", day=TODAY)) for each in (1, 2))
    yield "entry-new", journal_pages.EntryPage(kept=kept("words"), earlier=(), late=None, files=0)
    from_a_file = Entry(written=NOW, text="words", day=TODAY, imported=True)
    yield (
        "entry-imported",
        journal_pages.EntryPage(
            kept=journal.Kept(id="e" * 32, revision=1, entry=from_a_file), earlier=(), late=None, files=1
        ),
    )
    yield "entry-changed", journal_pages.EntryPage(kept=kept("words", 3), earlier=earlier, late=TODAY, files=2)
    yield "write-new", journal_pages.WritePage(entry="", text="", day=TODAY, today=TODAY)
    yield "write-draft", journal_pages.WritePage(entry="e" * 32, text="half", day=TODAY, today=TODAY, from_draft=True)
    yield "delete", journal_pages.DeletePage(kept=kept("words " * 100))
    for damaged in (0, 1, 7):
        yield f"privacy-{damaged}", privacy.Privacy(
            file="notes.db", damaged=damaged, later=damaged, read_only=damaged == 1,
            exit_page="https://example.org/", idle_minutes=1, country="GB", saved=bool(damaged),
            copied="copied by something" if damaged else "", has_words=bool(damaged),
        )  # fmt: skip
    for has_old in (True, False):
        yield f"passphrase-{has_old}", privacy.ChangePassphrase(generated="one two three four five", has_old=has_old)
    yield from of_opening()
    for living in ("", "live_together", *get_args(Together)):
        yield f"settle-{living}", first_start.Settle(living=living, country="GB")


def of_opening() -> Iterator[tuple[str, PageData]]:
    """Yield the pages about who can open the notebook, and what keeps it whole."""
    for yes in (True, False):
        yield f"recovery-{yes}", opening.RecoveryPage(words=("word",) * 11, first=yes, anew=not yes)
        yield f"hand-away-{yes}", opening.HandAway(has_words=yes)
        faults = (LogFault("link_broken", 2),) if yes else ()
        stamp = Anchor(written=NOW, number=3, head="ab", stamped=NOW, answer=b"")
        checked = Checked(LogHead(3, "ab" * 32), faults)
        yield f"log-{yes}", keeping.LogPage(checked=checked, stamps=(stamp,) if yes else ())
        yield f"backup-{yes}", keeping.BackupPage(done="Done." if yes else "")
    yield "another", opening.Another(generated="one two three four five")
    yield "erase", opening.Erase()
    openings = (Opening(NOW, 2, NOW, NOW), Opening(NOW, 1, NOW, NOW), Opening(NOW))
    for read_only in (True, False):
        yield f"openings-{read_only}", opening.Openings(openings=openings, here=NOW, read_only=read_only)
    yield from _weigh_states()
    yield from _choice_states()
    yield from _plan_states()
    yield from _talk_states()
    yield from _after_states()
    yield from _space_states()
    waits = today.Today(day=TODAY, next="signs", answered=0, last_check_in=None, draft=False, incident_draft=True)
    yield "today-waiting", replace(waits, read_only=True)
    failed = today.Today(day=TODAY, next="signs", answered=0, last_check_in=None, draft=False, before=NOW, failed=3)
    yield "today-failed", failed


def looks(pack: Pack) -> Iterator[tuple[str, PageData]]:
    """Yield what a record shows over time, at its emptiest and its fullest, with and without fear."""
    for name, (records, view) in LOOKS.items():
        for gate in ("distress", "control", "danger"):
            signs = SignsSeen(written=NOW, answers=SITUATIONS[gate])
            yield f"over-time-{name}-{gate}", look_at([*records, signs], view, pack)
    crisis = Circumstances(written=NOW, self_harm="plan")
    yield "over-time-crisis", look_at([*LOOKS["year"][0], crisis], over_time.View(), pack)


def look_at(records: Iterable[Record], view: over_time.View, pack: Pack) -> over_time.OverTime:
    """Return the look back at these records today."""
    stored = [Stored(f"{number:032x}", 1, record) for number, record in enumerate(records)]
    return over_time.look(stored, view, TODAY, pack.analysis)


def of_the_record() -> Iterator[tuple[str, PageData]]:
    """Yield the pages of incidents, promises, days that matter and feelings."""
    full = Incident(
        written=NOW, day=TODAY, precision="about", time="21:30", seen="seen " * 90, felt="felt", how_bad=7, who="two",
        signs=("danger.weapon", "strain.criticism"), evidence=True,
    )  # fmt: skip
    yield "incident-new", incident_pages.WriteIncident(id="", typed=Incident(written=NOW, day=TODAY), today=TODAY)
    yield "incident-draft", incident_pages.WriteIncident(id="i" * 32, typed=full, today=TODAY, from_draft=True)
    yield "incident", incident_pages.IncidentPage(id="i" * 32, incident=full, earlier=(full,), files=2, harm=True)
    yield "incident-plain", incident_pages.IncidentPage(id="i" * 32, incident=full, earlier=(), files=0, harm=False)
    yield "incident-delete", incident_pages.DeleteIncident(id="i" * 32, incident=full)
    for gate, signs in SITUATIONS.items():
        found = assess(Situation(towpath=1, as_of=TODAY, signs=signs))
        yield f"after-harm-{gate}", incident_pages.AfterHarm(id="i" * 32, assessment=found, signs=full.signs)
    made = Promise(written=NOW, day=TODAY, what="what " * 90, until=TODAY)
    rows = tuple((f"{state}", made, state) for state in promises_of.STATES)
    talk = Event(written=NOW, day=TODAY, what="talk", note="note " * 90)
    none = promises_of.counts((), TODAY)
    yield "promises-none", promise_pages.Ledger(rows=(), counts=none, events=(), chosen="", line=None, guard=None)
    yield "promises-alone", promise_pages.Ledger(rows=rows, counts=none, events=(), chosen="", line=None, guard=None)
    yield (
        "promises-all",
        promise_pages.Ledger(
            rows=rows,
            counts=none,
            events=(("a", talk),),
            chosen="a",
            guard="danger",
            line=SaidLine(text="One.", comforting=True),
        ),
    )
    for name in ("", "p" * 32):
        yield f"promise-{name}", promise_pages.PromisePage(id=name, typed=made, today=TODAY, earlier=(made,))
        yield f"event-{name}", event_pages.EventPage(id=name, typed=talk, chosen="talk", today=TODAY, earlier=(talk,))
    yield "events", event_pages.Events(events=(("a", talk),))
    felt = Feelings(written=NOW, day=TODAY, answers=(0, 1, None, 3))
    yield "feelings", feeling_pages.FeelingsPage(typed=felt, today=TODAY, result="", before=())
    yield (
        "feelings-kept",
        feeling_pages.FeelingsPage(typed=felt, today=TODAY, result="So.", before=(("f" * 32, TODAY, None),)),
    )


def before_it_is_opened() -> Iterator[tuple[str, PageData]]:
    """Yield the pages that need no passphrase."""
    yield "lock", lock.Lock()
    yield "lock-held", lock.Lock(held=True)
    yield "welcome", first_start.Welcome()
    yield "try-leaving", first_start.TryLeaving()
    yield "new", first_start.NewPassphrase(generated="one two three four five", file="notes.db")
    yield (
        "new-copied",
        first_start.NewPassphrase(generated="one two three four five", file="notes.db", copied="copied by something"),
    )
    yield "away", leave.Away(to="https://example.org/")
    for kind in ("not_there", "forged", "error"):
        yield f"refusal-{kind}", refusal.Refusal(kind=kind)


def states(pack: Pack) -> dict[str, tuple[Show, Frame]]:
    """Return every state of every page in the frame it stands in, and each page once with faults."""
    behind = [*of_the_notebook(pack), *of_the_record(), *pictures(), *looks(pack)]
    anywhere = [*before_it_is_opened(), *help_pages(pack)]
    named = [(name, page, OPENED) for name, page in behind] + [(name, page, LOCKED) for name, page in anywhere]
    found = {name: (Show(page=page), frame) for name, page, frame in named}
    found |= {f"{name}-opened": (Show(page=page), OPENED) for name, page in anywhere}
    once = {type(page): (page, frame) for _, page, frame in named}
    return found | {
        f"{page.template}-faults": (Show(page=page, faults=_faults(page)), frame) for page, frame in once.values()
    }


def _faults(page: PageData) -> tuple[Message, ...]:
    names = ["day", "text", "country", "passphrase", "again", "old", "exit_page", "idle_minutes", "living", "together"]
    if isinstance(page, notice_pages.FamilyPage):
        names += [f"o.{sign.id}" for sign in page.signs]
    return FAULTS + tuple(Message(name=name, text=f"fault at {name}") for name in names if name != "text")


def _weigh_states() -> Iterator[tuple[str, PageData]]:
    """The decision sheet: empty and filled in, with every path open by itself and with danger."""
    matters = (
        Matter(id=1, words="quiet", points=(40, 60), again=(10, 20)),
        Matter(id=2, words="money"),
        Matter(id=3, words="being out of danger", apart=True),
    )
    scores: dict[WeighedPath, dict[str, dict[Ahead, Score]]] = {
        path: {name: {"all": (n, n + 1, n + 2), "year": (n, n, n)} for name in ("1", "2")}
        for n, path in enumerate(deciding.PATHS)
    }
    full = DecisionSheet(written=NOW, matters=matters, scores=scores, gut="space", pointed=TODAY, asked_again=TODAY)
    answered = msgspec.structs.replace(
        full, matters=(matters[0], msgspec.structs.replace(matters[1], points=(20, 30)), matters[2])
    )
    free, danger = (
        assess(Situation(towpath=1, as_of=TODAY, signs=signs))
        for signs in ((), (SignAnswer(id="danger.strangled", how_often="once"),))
    )
    for twice, sheet in ((False, DecisionSheet(written=NOW)), (True, full)):
        opened = deciding.open_paths(free if twice else danger)
        yield (
            f"weigh-{twice}",
            weigh.Weigh(
                sheet=sheet, assessment=free if twice else danger, open=opened, scored=opened, may_ask_again=twice
            ),
        )
        yield f"matters-{twice}", weigh.Matters(sheet=sheet, words="quiet")
        yield f"swings-{twice}", weigh.Swings(sheet=sheet, again=twice)
        yield f"scores-{twice}", weigh.Scores(sheet=sheet, path="leave", next=None)
        yield f"gut-{twice}", weigh.Gut(sheet=sheet)
    yield "swings-first", weigh.Swings(sheet=full, again=False)
    for name, sheet, found in (("danger", answered, danger), ("half", full, free), ("whole", answered, free)):
        result = deciding.result(sheet, found)
        yield (
            f"firm-{name}",
            weigh.Firm(
                sheet=sheet,
                assessment=found,
                result=result,
                sentences=("One sentence.",) if result.weighing else (),
                bars=(("leave", (70, 30)), ("space", (30, 70))) if name == "whole" else (),
                mixes=MIXES if name == "whole" else None,
                named={"v1": "quiet", "v2": "money", "v3": "<b>rest"},
                may_ask_again=name == "whole",
            ),
        )


MIXES = Mixes(
    values=("v1", "v2", "v3"),
    parts=(Part(path="leave", letter="A", x="100", y="50", cells=("0,0 10,0 5,9",), count=1),),
    total=1,
    x="90",
    y="40",
)


def _choice_states() -> Iterator[tuple[str, PageData]]:
    """Around a choice, in every gate, with nothing there and with everything."""
    own = PathLines(
        written=NOW, speaks_for={"leave": "for " * 90}, against={"leave": "against"}, want_to="want", spent="years"
    )
    meant = Impact(written=NOW, day=TODAY, strain=8, who="Ann", me_good="rest", them_bad="grief " * 90)
    said = IntentionSaid(written=NOW, day=TODAY, said=Intention(aims=("punish", "peace"), times_left_and_returned=2))
    answered = Clarity(written=NOW, day=TODAY, answers={"know": 3, "sure": 0})
    decided = Decision(written=NOW, day=TODAY, path="leave", until=TODAY, reasons="reasons " * 90)
    open_again = msgspec.structs.replace(decided, path="not_yet", until=None, reopened=TODAY)
    change = choosing.Changed(question="know", first=3, first_day=TODAY, last=0, last_day=TODAY)
    yield "holds-empty", paths.Holds(own=PathLines(written=NOW))
    yield "holds-full", paths.Holds(own=own)
    yield "clear-empty", clear.Clear(typed=msgspec.structs.replace(answered, answers={}), before=(), changed=())
    yield "clear-full", clear.Clear(typed=answered, before=(("c" * 32, answered),), changed=(change,))
    for gate, signs in SITUATIONS.items():
        for name, full in (("empty", False), ("full", True)):
            found = assess(
                Situation(
                    towpath=1,
                    as_of=TODAY,
                    signs=signs,
                    intention=said.said,
                    support=("none",),
                    wellbeing=Wellbeing(phq4=(3, 3, 3, 3), self_harm="plan" if full else "no"),
                )
            )
            for path in deciding.PATHS:
                yield f"path-{gate}-{name}-{path}", paths.PathPage(path=path, own=own, assessment=found)
            yield (
                f"intention-{gate}-{name}",
                intention.IntentionPage(
                    assessment=found,
                    asked=choosing.may_ask_intention(found),
                    said=said if full else None,
                    kept=full,
                    named=choosing.rests_on_them(said) if full else (),
                ),
            )
            yield (
                f"impact-{gate}-{name}",
                impact.ImpactPage(
                    typed=meant if full else Impact(written=NOW, day=TODAY), kept=full, assessment=found, hard=full
                ),
            )
            for path in deciding.PATHS:
                one = msgspec.structs.replace(decided, path=path, until=TODAY if full else None)
                yield (
                    f"decide-{gate}-{name}-{path}",
                    decide.Decide(
                        assessment=found, holds=("d" * 32, one), has_come=full, before=(("o" * 32, open_again),),
                        path="", until="", reasons="",
                    ),
                )  # fmt: skip
            yield (
                f"decide-{gate}-{name}",
                decide.Decide(
                    assessment=found, holds=None, has_come=False, before=(), path="space", until="", reasons="<b>"
                ),
            )


def _plan_states() -> Iterator[tuple[str, PageData]]:
    """The plan of each path in every gate, with nothing chosen and with everything; the questions and the list."""
    own = (OwnStep(id=1, text="own " * 90), OwnStep(id=2, text="other", phase="after"))
    marks: dict[str, Mark] = {"cash": "done", "code_word": "not_now", "own-1": "not_needed"}
    empty = Plan(written=NOW)
    steps = load().plan_steps
    for gate, signs in SITUATIONS.items():
        stored = (Stored(id="s", revision=1, record=SignsSeen(written=NOW, answers=signs)),)
        found = picture_of.picture(stored, TODAY)
        for path in (None, *PLAN_PATHS):
            for name, bare in (("empty", True), ("full", False)):
                typed = Plan(written=NOW, path=path) if bare else Plan(
                    written=NOW, path=path, own=own, marks=marks, contacts="Ann " * 90, answers={"pets": False}
                )  # fmt: skip
                yield (
                    f"plan-{gate}-{path}-{name}",
                    plan.PlanPage(
                        plan=typed, kept=not bare, laid=planning.laid(steps, stored, typed, TODAY), assessment=found,
                        typed="" if bare else "<b>typed",
                    ),
                )  # fmt: skip
    yield "plan-questions-empty", plan.PlanQuestions(plan=empty, known={})
    answered = msgspec.structs.replace(empty, answers={"pets": False, "work": True})
    yield (
        "plan-questions-full",
        plan.PlanQuestions(plan=answered, known={"children": True, "weapons": False, "pets": False}),
    )
    yield "pocket-empty", plan.Pocket(text="")
    yield "pocket-full", plan.Pocket(text="Cash\n<b>keys " * 20)


def _talk_states() -> Iterator[tuple[str, PageData]]:
    """Talk, limits, trying again and the own part in every gate, with nothing there and with everything."""
    talked = Talk(written=NOW, day=TODAY, time="18:00", saw="saw " * 90, need="<b>need", review=TODAY)
    crossed = (Crossed(day=TODAY), Crossed(day=TODAY, what="what " * 90, did="did", held="not_held"))
    limited = Limit(written=NOW, day=TODAY, happens="shouting " * 30, will="<b>go", told=TODAY, crossed=crossed)
    noted = (
        Observed(written=NOW, day=TODAY, what="admits", text="text " * 90, entry="e" * 32),
        Observed(written=NOW, day=TODAY, what="pressure", who="other"),
        Observed(written=NOW, day=TODAY, what="return", text="before"),
    )
    mine = OwnPart(written=NOW, day=TODAY, answers={"did": "did " * 90, "next": "Ann"})
    for gate, signs in SITUATIONS.items():
        found = assess(Situation(towpath=1, as_of=TODAY, signs=signs, together="on_and_off"))
        crisis = assess(Situation(towpath=1, as_of=TODAY, signs=signs, wellbeing=Wellbeing(self_harm="thoughts")))
        open_ = spacing.may_be_told(found)
        yield f"talk-{gate}-empty", talk.TalkPage(typed=Talk(written=NOW), kept=False, open=open_, assessment=crisis)
        yield f"talk-{gate}-full", talk.TalkPage(typed=talked, kept=True, open=open_, assessment=found)
        yield (
            f"limits-{gate}-empty",
            limits.Limits(limits=(), standards=Standards(written=NOW), may_tell=open_, assessment=crisis),
        )
        yield (
            f"limits-{gate}-full",
            limits.Limits(
                limits=(("l" * 32, limited, talking.counts(limited)),),
                standards=Standards(written=NOW, mine="mine " * 90, expect="<b>"),
                may_tell=open_,
                assessment=found,
            ),
        )
        reading = None if trying_again.is_closed((), found) else read(noted, TODAY)
        bare = None if trying_again.is_closed((), found) else read((), TODAY)
        yield (
            f"again-{gate}-empty",
            again.AgainPage(
                observed=(), reading=bare, assessment=crisis, today=TODAY, text="", chosen="", entries=(), there={}
            ),
        )
        kept_ = tuple((f"{n}" * 32, one) for n, one in enumerate(noted))
        yield (
            f"again-{gate}-full",
            again.AgainPage(
                observed=kept_,
                reading=reading,
                assessment=found,
                today=TODAY,
                text="<b>",
                chosen="pressure",
                entries=(("e" * 32, TODAY, "<b>words"),),
                there={"e" * 32: "entry"},
            ),
        )
        none = OwnPart(written=NOW, day=TODAY, answers={})
        yield f"own-part-{gate}-empty", own_part.OwnPartPage(typed=none, before=(), lines=(), assessment=crisis)
        lines_ = help_now.lines(load(), "GB", TODAY, kinds=("own_behaviour",))
        yield (
            f"own-part-{gate}-full",
            own_part.OwnPartPage(typed=mine, before=(("o" * 32, mine),), lines=lines_, assessment=found),
        )
    for guarded in (False, True):
        yield (
            f"limit-{guarded}",
            limits.LimitPage(
                id="l" * 32 if guarded else "", typed=limited, demands=("order", "last") if guarded else (),
                may_tell=not guarded, guarded=guarded, today=TODAY, what="<b>what" if guarded else "",
            ),
        )  # fmt: skip


def _after_states() -> Iterator[tuple[str, PageData]]:
    """The time after: with nothing there and with everything, in words that are long."""
    rule = Contact(written=NOW, day=TODAY, part="rule", text="rule " * 90)
    time = Contact(written=NOW, day=TODAY, part="otherwise", text="text " * 90, need="need " * 90)
    words = Letter(written=NOW, day=TODAY, part="miss", text="words " * 90, for_urge=True)
    plain = msgspec.structs.replace(words, part="left", for_urge=False)
    swim = Goal(written=NOW, day=TODAY, text="swim " * 90, part="love", step="step " * 90, done=(TODAY,))
    away = Goal(written=NOW, day=TODAY, text="away", put_away=True)
    steps = (("a", swim), ("b", msgspec.structs.replace(swim, part="person", done=(), step="")))
    yield "goals-empty", goals.GoalsPage(goals=(), today=TODAY)
    yield "goals-full", goals.GoalsPage(goals=(*steps, ("c", away)), today=TODAY)
    yield "goal-new", goals.GoalPage(id="", typed=away, before=())
    yield "goal", goals.GoalPage(id="g" * 32, typed=swim, before=(TODAY - timedelta(days=1), TODAY))
    for question, draft in (("", False), ("day", False), ("day", True)):
        yield (
            f"ten-minutes-{question}-{draft}",
            ten_minutes.TenMinutes(question=question, today=TODAY, draft=draft, enough=draft),
        )
    records, view = LOOKS["year"]
    event = Event(written=NOW, day=TODAY - timedelta(days=60), what="left")
    looked_at = look_at([*records, event], view, load()).left
    left = looked_at and replace(looked_at, line=replace(looked_at.line, comforting=True))
    yield "after-empty", after.AfterPage(guard=None, crisis=False, left=None, hard=False, rule=None, words=(), steps=())
    full = after.AfterPage(
        guard="danger", crisis=True, left=left, hard=True, rule=rule, words=(("a", words), ("b", plain)), steps=steps
    )
    yield "after-full", full
    yield "after-hard", replace(full, guard=None, crisis=False)
    yield "contact-empty", contact.ContactPage(text="", kept=False, since=None, otherwise=())
    yield "contact-full", contact.ContactPage(text=rule.text, kept=True, since=TODAY, otherwise=(("a", time),))
    for name in ("", "o" * 32):
        yield f"otherwise-{name}", contact.OtherwisePage(id=name, typed=time, today=TODAY)
        yield f"letter-{name}", letters.LetterPage(id=name, typed=words if name else plain, today=TODAY)
    begin = urge.UrgePage(guard=None, crisis=False, until=None, over=False, words=(), rule=None, steps=())
    yield "urge", begin
    yield "urge-waiting", replace(begin, until=NOW, words=(words, plain), rule=rule, steps=steps)
    yield "urge-over", replace(begin, until=NOW, over=True, guard="control", crisis=True)


def _space_states() -> Iterator[tuple[str, PageData]]:
    """Space and the last message in every gate, with nothing there and with everything."""
    long = "words " * 90
    full = Space(
        written=NOW, day=TODAY, until=TODAY, talk=TODAY, told=TODAY, text=long, contact=long, mine=long, theirs=long,
        home=long,
    )  # fmt: skip
    for gate, signs in SITUATIONS.items():
        found = assess(
            Situation(towpath=1, as_of=TODAY, signs=signs, wellbeing=Wellbeing(self_harm="thoughts"))
            if gate == "danger"
            else Situation(towpath=1, as_of=TODAY, signs=signs)
        )
        may_tell = spacing.may_be_told(found)
        for name, typed in (("empty", Space(written=NOW)), ("full", full)):
            kept = name == "full"
            still_open = spacing.still_open(Space(written=NOW), told=may_tell)
            yield (
                f"space-{name}-{gate}",
                space.SpacePage(
                    typed=typed, kept=kept, over=kept, may_tell=may_tell, assessment=found, still_open=still_open
                ),
            )
            text = long if kept else ""
            yield (
                f"last-message-{name}-{gate}",
                last_message.LastMessage(text=text, kept=kept, may_tell=may_tell, assessment=found),
            )
    tactic = Intention(aims=("punish", "test_them"), ready_to_stay_away="no", said_the_need_plainly="no")
    found = assess(Situation(towpath=1, as_of=TODAY, signs=SITUATIONS["distress"], intention=tactic))
    yield (
        "space-tactic",
        space.SpacePage(
            typed=Space(written=NOW), kept=False, over=False, may_tell=True, assessment=found, still_open=()
        ),
    )
    yield "last-message-tactic", last_message.LastMessage(text="", kept=False, may_tell=True, assessment=found)
