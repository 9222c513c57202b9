"""Every page in all its states, at its fullest and at its emptiest."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import timedelta
from typing import get_args

from tests.web.house import NOW
from towpath.content import Pack
from towpath.domain.records import Circumstances, Entry
from towpath.domain.signs import SIGNS, in_family
from towpath.domain.situation import SelfHarm, SignAnswer, Situation, Support, Together, Wellbeing
from towpath.method import assess
from towpath.method.assessment import Gate
from towpath.usecases import journal, notice
from towpath.vault import Stored
from towpath.web import pages
from towpath.web.pages import (
    about_us,
    check_in,
    first_start,
    help_now,
    leave,
    lock,
    picture,
    privacy,
    refusal,
    today,
)
from towpath.web.pages import journal as journal_pages
from towpath.web.pages import notice as notice_pages
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
            rule=reason.rule, said=tuple(picture.Said(answer=given[sign], on=TODAY) for sign in reason.signs)
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


def shown(total: int, number: int) -> journal.PageOfEntries:
    """Return a page of the journal."""
    found = [kept(f"Entry {each}. " + "What I saw and heard. " * 60, each % 3 + 1) for each in range(total)]
    return journal.page_of([Stored(one.id, one.revision, one.entry) for one in found], number)


def help_page(pack: Pack, country: str) -> help_now.HelpNow:
    """Return help for a country, all kinds of lines."""
    found = help_now.lines(pack, country, TODAY, help_now.KINDS)
    kinds = ((kind, tuple(view for view in found if view.line.kind == kind)) for kind in help_now.KINDS)
    return help_now.HelpNow(country=country, kinds=tuple(kinds))


def help_pages(pack: Pack) -> Iterator[tuple[str, PageData]]:
    """Yield help for no country, for two with many lines, and for the two with a word of their own."""
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
    for total, number in ((0, 1), (1, 1), (61, 1), (61, 2), (61, 4)):
        yield f"journal-{total}-{number}", journal_pages.JournalPage(shown=shown(total, number), draft=number == 2)
    earlier = tuple(Stored("e" * 32, each, Entry(written=NOW, text=f"version {each}", day=TODAY)) for each in (1, 2))
    yield "entry-new", journal_pages.EntryPage(kept=kept("words"), earlier=())
    yield "entry-changed", journal_pages.EntryPage(kept=kept("words", 3), earlier=earlier)
    yield "write-new", journal_pages.WritePage(entry="", text="", day=TODAY, today=TODAY)
    yield "write-draft", journal_pages.WritePage(entry="e" * 32, text="half", day=TODAY, today=TODAY, from_draft=True)
    yield "delete", journal_pages.DeletePage(kept=kept("words " * 100))
    for damaged in (0, 1, 7):
        yield f"privacy-{damaged}", privacy.Privacy(
            file="notes.db", damaged=damaged, later=damaged, read_only=damaged == 1,
            exit_page="https://example.org/", idle_minutes=1, country="GB", saved=bool(damaged),
            copied="copied by something" if damaged else "",
        )  # fmt: skip
    yield "passphrase", privacy.ChangePassphrase(generated="one two three four five")
    for living in ("", "live_together", *get_args(Together)):
        yield f"settle-{living}", first_start.Settle(living=living, country="GB")


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
    behind = [*of_the_notebook(pack), *pictures()]
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
