"""What to look for in the journal: words, a kind, days, a sign; whatever is left empty does not narrow."""

from collections.abc import Collection
from datetime import date

from towpath.usecases.finding import KINDS, WORDS_LIMIT, Wanted
from towpath.web.forms.days import day
from towpath.web.forms.fields import Fault, Fields


def wanted(fields: Fields, signs: Collection[str], today: date) -> tuple[Wanted, tuple[Fault, ...]]:
    """Return what is looked for, and what is wrong with it."""
    words, kind, sign = fields.get("words").strip(), fields.get("kind"), fields.get("sign")
    first, faults = _day(fields, "first", today)
    last, more = _day(fields, "last", today)
    faults += more
    if len(words) > WORDS_LIMIT:
        faults += (Fault("words", "words_long", {"limit": WORDS_LIMIT}),)
    if first and last and first > last:
        faults += (Fault("first", "days_reversed"),)
    if kind and kind not in KINDS:
        faults += (Fault("kind", "answer_not_known", {"field": "kind"}),)
    if sign and sign not in signs:
        faults += (Fault("sign", "answer_not_known", {"field": "sign"}),)
    if faults:
        return Wanted(words=words[:WORDS_LIMIT], first=first, last=last), faults
    evidence = fields.get("evidence") == "yes"
    return Wanted(words=words, kind=kind, first=first, last=last, sign=sign, evidence=evidence), ()


def _day(fields: Fields, name: str, today: date) -> tuple[date | None, tuple[Fault, ...]]:
    if not fields.get(name).strip():
        return None, ()
    found, faults = day(fields.get(name), today)
    return found, tuple(Fault(name, fault.key) for fault in faults)
