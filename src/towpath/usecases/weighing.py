"""Weigh: a decision sheet's answer, and the sentences in which a person reads it."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

import msgspec

from towpath.analysis import Weighing, weigh
from towpath.analysis.answers import Missing
from towpath.analysis.weigh import Flip
from towpath.content import Pack
from towpath.content.shapes import WeighingWords
from towpath.domain.sheet import Sheet

Names: TypeAlias = Mapping[str, str]
"""The pack's names of paths, by their keys."""
MOVES_MUCH: Final = 0.1
"""An answer is worth a second thought where it moves the first path by at least this share of the draws."""


def answer(sheet: Sheet, pack: Pack) -> str:
    """Weigh a sheet and write the answer as one line of JSON, its sentences with it."""
    weighing = weigh(sheet)
    document = {"towpath": 1, **msgspec.to_builtins(weighing), "sentences": sentences(weighing, pack)}
    return msgspec.json.encode(document).decode()


def sentences(weighing: Weighing, pack: Pack) -> tuple[str, ...]:
    """Return what a person reads, in order: what comes first, what would turn it, what to think about again, notes."""
    names = {key: path.name for key, path in pack.method.path.items()}
    return tuple(_sentences(weighing, pack.weighing, names))


def _sentences(weighing: Weighing, words: WeighingWords, names: Names) -> Iterator[str]:
    leader = weighing.leader
    yield words.statement[weighing.statement].format(
        path=_path(leader, names), count=round(100 * weighing.first.get(leader or "", 0))
    )
    if leader is None:
        yield from (_missing(gap, words, names) for gap in weighing.missing)
    else:
        yield _turn(weighing, words, names)
        yield _second_thought(weighing, words, names)
    if "askings_disagree" in weighing.because.caveats:
        yield words.note["askings_disagree"]
    for value in dict.fromkeys(one.value for one in weighing.apart):
        yield words.note["apart"].format(value=named(value))
    yield words.note["always"]
    yield words.note["fear"]


def named(key: str) -> str:
    """Return the person's own name for something as it is read: its key with spaces."""
    return key.replace("_", " ")


def _missing(gap: Missing, words: WeighingWords, names: Names) -> str:
    key = "score_at" if gap.horizon else gap.what
    return words.missing[key].format(
        value=named(gap.value or ""), path=_path(gap.path, names), horizon=named(gap.horizon or "")
    )


def _turn(weighing: Weighing, words: WeighingWords, names: Names) -> str:
    """Say the smallest single change that would turn the order."""
    if not weighing.flips:
        return words.turn["nothing"]
    flip = weighing.flips[0]
    now, at = (_amount(number, flip) for number in (flip.now, flip.at))
    facts = {
        "value": named(flip.value),
        "path": _path(flip.path, names),
        "leader": _path(flip.leader, names),
        "rival": _path(flip.turns_to, names),
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
    return words.think[most.of].format(value=named(most.value), path=_path(most.path, names))


def _path(key: str | None, names: Names) -> str:
    """Return the pack's name of a path, else the person's own."""
    return names.get(key or "", named(key or ""))
