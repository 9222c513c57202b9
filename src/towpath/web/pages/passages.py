"""Passages: words of a chat or of an entry that may show a sign; the person confirms, rejects or ignores."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from towpath.domain.chat import Chat
from towpath.domain.records import Entry
from towpath.domain.verdicts import Verdict, Verdicts
from towpath.web.pages.chat import one_chat, read_again
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
    muted: tuple[str, ...]
    locales: tuple[str, ...] = LOCALES

    def item(self, sign: str = "", locale: str = "") -> str:
        """Return the item of another sign, or of another language."""
        return f"{self.id}|{locale or self.locale}|{sign}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithMe:
    """An entry in pieces: plain text, and passages with the sign that each may show."""

    template: ClassVar[str] = "with_me.html"
    id: str
    pieces: "tuple[tuple[str, Passage | None], ...]"
    signs: tuple[str, ...]
    danger: bool


def show(visit: Visit) -> Answer:
    """Show the signs, and the passages of one."""
    from towpath.usecases import passages

    name, locale, sign = _item(visit)
    chat = one_chat(visit, name)
    verdicts = _verdicts(visit)
    by_sign = passages.shown(passages.in_chat(read_again(visit, name, chat), locale), verdicts, name)
    of_sign = by_sign.get(sign, ())
    return Show(
        page=PassagesPage(
            id=name,
            chat=chat,
            locale=locale,
            signs=tuple(by_sign),
            danger=tuple(each for each in by_sign if passages.is_danger(each)),
            sign=sign if of_sign else "",
            found=tuple(
                (each.key(name), each, verdicts.said.get(each.key(name))) for each in of_sign[: passages.AT_ONCE]
            ),
            more=max(len(of_sign) - passages.AT_ONCE, 0),
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
    found = {each.key(name): each for each in passages.in_chat(read_again(visit, name, chat), locale)}.get(about)
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
    from towpath.usecases.passages import is_danger

    stored = next((each.record for each in visit.notebook.records(Entry) if each.id == visit.item), None)
    if not isinstance(stored, Entry):
        raise NotThere
    found = read(stored.text, form="journal")
    pieces: list[tuple[str, Passage | None]] = []
    end = 0
    for passage in found:
        if passage.start >= end:
            pieces += [(stored.text[end : passage.start], None), (stored.text[passage.start : passage.end], passage)]
            end = passage.end
    signs = tuple(dict.fromkeys(passage.sign for passage in found))
    return Show(
        page=WithMe(
            id=visit.item,
            pieces=(*pieces, (stored.text[end:], None)),
            signs=signs,
            danger=any(is_danger(sign) for sign in signs),
        )
    )


def _item(visit: Visit) -> tuple[str, str, str]:
    name, locale, sign = (*visit.item.split("|"), "", "")[:3]
    if locale not in {"", *LOCALES}:
        raise NotThere
    return name, locale or LOCALES[0], sign


def _verdicts(visit: Visit) -> Verdicts:
    from towpath.usecases import passages

    found = passages.verdicts(visit.notebook.records(Verdicts))
    return found[1] if found else Verdicts(written=visit.now)
