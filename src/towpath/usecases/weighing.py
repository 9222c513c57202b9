"""Weigh: a decision sheet's answer, and the sentences in which a person reads it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from towpath.analysis import Weighing, weigh
from towpath.analysis.answers import Missing
from towpath.analysis.weigh import Flip
from towpath.content import Pack
from towpath.content.shapes import WeighingWords
from towpath.domain.sheet import Sheet

Names: TypeAlias = Mapping[str, str]
"""What is read for the key of a path, of something that matters, or of a time ahead."""
MOVES_MUCH: Final = 0.1
"""An answer is worth a second thought where it moves the first path by at least this share of the draws."""


def answer(sheet: Sheet, pack: Pack) -> str:
    """Weigh a sheet and write the answer as one line of JSON, its sentences with it."""
    weighing = weigh(sheet)
    document = {"towpath": 1, **msgspec.to_builtins(weighing), "sentences": sentences(weighing, pack)}
    return msgspec.json.encode(document).decode()


def sentences(weighing: Weighing, pack: Pack, own: Names = MappingProxyType({})) -> tuple[str, ...]:
    """Return what a person reads, in order: what comes first, what would turn it, what to think about again, notes.

    ``own`` are the person's words for what matters, where the names that are weighed stand for them.
    """
    names = {**{key: path.name for key, path in pack.method.path.items()}, **pack.weighing.ahead, **own}
    return tuple(_sentences(weighing, pack.weighing, names))


def _sentences(weighing: Weighing, words: WeighingWords, names: Names) -> Iterator[str]:
    leader = weighing.leader
    yield words.statement[weighing.statement].format(
        path=_read(leader, names), count=round(100 * weighing.first.get(leader or "", 0))
    )
    if leader is None:
        yield from (_missing(gap, words, names) for gap in weighing.missing)
    else:
        yield _turn(weighing, words, names)
        yield _second_thought(weighing, words, names)
    if "askings_disagree" in weighing.because.caveats:
        yield words.note["askings_disagree"]
    for value in dict.fromkeys(one.value for one in weighing.apart):
        yield words.note["apart"].format(value=_read(value, names))
    yield words.note["always"]
    yield words.note["fear"]


def named(key: str) -> str:
    """Return the person's own name for something as it is read: its key with spaces."""
    return key.replace("_", " ")


def _missing(gap: Missing, words: WeighingWords, names: Names) -> str:
    key = "score_at" if gap.horizon else gap.what
    return words.missing[key].format(
        value=_read(gap.value, names), path=_read(gap.path, names), horizon=_read(gap.horizon, names)
    )


def _turn(weighing: Weighing, words: WeighingWords, names: Names) -> str:
    """Say the smallest single change that would turn the order."""
    if not weighing.flips:
        return words.turn["nothing"]
    flip = weighing.flips[0]
    now, at = (_amount(number, flip) for number in (flip.now, flip.at))
    facts = {
        "value": _read(flip.value, names),
        "path": _read(flip.path, names),
        "leader": _read(flip.leader, names),
        "rival": _read(flip.turns_to, names),
        "now": now,
        "at": at,
    }
    if weighing.statement != "undecided" and flip.leader != weighing.leader:
        return words.turn["differs"].format(**facts)
    if now == at:
        return words.turn["level"].format(**facts)
    way = "up" if flip.at > flip.now else "down"
    reach = words.turn["within" if flip.within else "beyond"]
    return f"{words.turn[f'{flip.of}_{way}'].format(**facts)} {reach}"


def _amount(number: float, flip: Flip) -> str:
    return f"{100 * number:.0f}" if flip.of == "weight" else f"{number:.1f}"


def _second_thought(weighing: Weighing, words: WeighingWords, names: Names) -> str:
    if not weighing.influence or abs(weighing.influence[0].change) < MOVES_MUCH:
        return words.think["nothing"]
    most = weighing.influence[0]
    return words.think[most.of].format(value=_read(most.value, names), path=_read(most.path, names))


def _read(key: str | None, names: Names) -> str:
    """Return the name that is known for a key, else the key as it is read."""
    return names.get(key or "", named(key or ""))
