"""Passages: words of a chat or of an entry that may show a sign; the person confirms, rejects or ignores."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from towpath.domain.chat import Chat
from towpath.domain.records import Entry
from towpath.domain.signs import SIGNS
from towpath.domain.verdicts import Verdict, Verdicts
from towpath.web.pages.chat import one_chat, read_again
from towpath.web.pages.working import worked
from towpath.web.visit import Answer, Go, NotThere, Show, Visit

if TYPE_CHECKING:  # readers of chats come with it: nobody waits for them who brings none
    from towpath.text import Passage
    from towpath.usecases.passages import Found

LOCALES: Final = ("en", "es")
_VERDICTS: Final[dict[str, Verdict | None]] = {"confirm": "confirmed", "reject": "rejected", "open": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagesPage:
    """The signs that rules point at in a chat, and the passages of the one that is chosen."""

    template: ClassVar[str] = "passages.html"
    id: str
    chat: Chat
    locale: str
    signs: tuple[str, ...]
    danger: tuple[str, ...]
    sign: str
    found: "tuple[tuple[str, Found, Verdict | None], ...]"
    more: int
    """How many are not shown."""
    alarms: tuple[tuple[str, int], ...]
    """The rules that point at what is shown, each with the number of everyday lines that it points at too."""
    lines: int
    """Of so many."""
    everyday: float
    """The alarms of all rules together on 10,000 such lines."""
    seen: bool
    """Whether rules were improved with those lines."""
    muted: tuple[str, ...]
    locales: tuple[str, ...] = LOCALES

    def of_sign(self, sign: str) -> str:
        """Return the item of another sign."""
        return f"{self.id}|{self.locale}|{sign}"

    def item(self, locale: str) -> str:
        """Return the item of another language."""
        return f"{self.id}|{locale}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithMe:
    """An entry in pieces: plain text, and passages with the sign that each may show."""

    template: ClassVar[str] = "with_me.html"
    id: str
    locale: str
    pieces: "tuple[tuple[str, Passage | None], ...]"
    signs: tuple[str, ...]
    danger: bool
    everyday: float
    seen: bool
    locales: tuple[str, ...] = LOCALES

    def item(self, locale: str) -> str:
        """Return the item of another language."""
        return f"{self.id}|{locale}"


def show(visit: Visit) -> Answer:
    """Show the signs, and the passages of one."""
    from towpath.text.rates import ANY, rates
    from towpath.usecases import passages

    name, locale, sign = _item(visit)
    chat = one_chat(visit, name)
    verdicts = _verdicts(visit)
    measured = rates(locale)
    by_sign = passages.shown(_pointed_at(visit, name, chat, locale), verdicts, name)
    of_sign = by_sign.get(sign, ())
    return Show(
        page=PassagesPage(
            id=name,
            chat=chat,
            locale=locale,
            signs=tuple(each for each in by_sign if not passages.is_danger(each)),
            danger=tuple(each for each in by_sign if passages.is_danger(each)),
            sign=sign if sign in SIGNS else "",
            found=tuple(
                (each.key(name), each, verdicts.said.get(each.key(name))) for each in of_sign[: passages.AT_ONCE]
            ),
            more=max(len(of_sign) - passages.AT_ONCE, 0),
            alarms=tuple(
                (rule, measured.chat[rule])
                for rule in dict.fromkeys(each.passage.rule for each in of_sign[: passages.AT_ONCE])
            ),
            lines=measured.lines,
            everyday=measured.per_10_000(ANY, "chat"),
            seen=measured.seen,
            muted=verdicts.muted,
        )
    )


def say(visit: Visit) -> Answer:
    """Keep what the person says of a passage or of a rule; or put the passage in the journal."""
    from towpath.usecases import passages

    name, locale, sign = _item(visit)
    chat = one_chat(visit, name)
    verdicts = _verdicts(visit)
    word, _, about = visit.fields.get("say").partition(" ")
    if word in {"mute", "unmute"}:
        passages.keep(visit.notebook, passages.muted(verdicts, about[:64], silent=word == "mute"))
        return Go("passages", visit.item)
    found = {each.key(name): each for each in _pointed_at(visit, name, chat, locale)}.get(about)
    if found is None:
        raise NotThere
    if word in _VERDICTS:
        passages.keep(visit.notebook, passages.said(verdicts, about, _VERDICTS[word]))
    elif word == "journal" and found.message.author != chat.me:
        passages.keep(visit.notebook, passages.said(verdicts, about, "confirmed"))
        record = passages.as_incident(found, chat, visit.parts.pack.passages.evidence, visit.now)
        return Go("incident", visit.notebook.add(record))
    return Go("passages", f"{name}|{locale}|{sign}")


def read_entry(visit: Visit) -> Answer:
    """Read an entry with the person, because they asked for it; nothing is kept of it."""
    from towpath.text import read
    from towpath.text.rates import ANY, rates
    from towpath.usecases.passages import is_danger

    name, locale, _ = _item(visit)
    stored = next((each.record for each in visit.notebook.records(Entry) if each.id == name), None)
    if not isinstance(stored, Entry):
        raise NotThere
    found = read(stored.text, form="journal", locale=locale)
    pieces: list[tuple[str, Passage | None]] = []
    end = 0
    for passage in found:
        if passage.start >= end:
            pieces += [(stored.text[end : passage.start], None), (stored.text[passage.start : passage.end], passage)]
            end = passage.end
    signs = tuple(dict.fromkeys(passage.sign for passage in found))
    return Show(
        page=WithMe(
            id=name,
            locale=locale,
            pieces=(*pieces, (stored.text[end:], None)),
            signs=signs,
            danger=any(is_danger(sign) for sign in signs),
            everyday=rates(locale).per_10_000(ANY, "journal"),
            seen=rates(locale).seen,
        )
    )


def _item(visit: Visit) -> tuple[str, str, str]:
    name, locale, sign = (*visit.item.split("|"), "", "")[:3]
    if locale not in {"", *LOCALES}:
        raise NotThere
    return name, locale or LOCALES[0], sign


def _pointed_at(visit: Visit, name: str, chat: Chat, locale: str) -> "tuple[Found, ...]":
    """Return all passages of a chat; looked for once, then known as long as the chat is at hand."""
    from towpath.usecases import passages

    reading = read_again(visit, name, chat)
    if locale not in reading.found:
        reading.found[locale] = worked(
            visit,
            f"pointing {name} {locale}",
            lambda work: passages.in_chat(reading, locale, goes_on=work.goes_on, progress=work.tell),
        )
    return reading.found[locale]


def _verdicts(visit: Visit) -> Verdicts:
    from towpath.usecases import passages

    found = passages.verdicts(visit.notebook.records(Verdicts))
    return found[1] if found else Verdicts(written=visit.now)
