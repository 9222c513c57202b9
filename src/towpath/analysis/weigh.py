"""A decision sheet, weighed: which path the person's own answers put first, how firmly, and what would turn it.

20,000 draws with a fixed seed over everything the person left open: points and shares of the horizons evenly within
their ranges, weights around them (Dirichlet), scores triangular. A score that turns out low does so at all horizons.
Values about safety are shown apart and never weighed against anything.
Sources: Lahdelma & Salminen 2001 (SMAA-2); von Winterfeldt & Edwards 1986 (swing weights).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from towpath.analysis import smaa
from towpath.analysis.answers import Answers, Apart, Missing, agreement, apart, missing, weighed
from towpath.analysis.arguments import Floats
from towpath.analysis.flips import Turn, leader, turns
from towpath.domain.sheet import Sheet

DRAWS: Final = 20_000
CONCENTRATION: Final = 20.0
CONCENTRATION_UNSURE: Final = 10.0
AGREEMENT: Final = 0.5
"""Kendall's tau: below it, the points of a second asking disagree with the first."""
SLIGHTLY_AHEAD: Final = 0.5
AHEAD: Final = 0.75
CLEARLY_AHEAD: Final = 0.9

_SEED: Final = 20_010_301
_NOISE: Final = 4.0
"""Standard errors of the draws: a lead of less is none."""

WeighingStatement = Literal["not_enough", "undecided", "slightly_ahead", "ahead", "clearly_ahead"]
AnswerKind = Literal["weight", "score"]
Draw: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """One answer at which ``turns_to`` comes level with ``leader`` if all others stay at their most likely.

    A weight is a share of all (0..1), a score is 0..10 averaged over the horizons. ``within`` says whether it lies in
    the range that the person gave.
    """

    of: AnswerKind
    value: str
    path: str | None
    now: float
    at: float
    leader: str
    turns_to: str
    within: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How much one answer moves the leader: its share of first places in the answer's upper third less the lower."""

    of: AnswerKind
    value: str
    path: str | None
    change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingBasis:
    """What the answer rests on.

    ``agreement`` is Kendall's tau of the points of two askings, ``concentration`` how closely weights are drawn around
    the points (less where the askings disagree), ``open_answers`` how many answers are ranges.
    """

    paths: int
    values: int
    horizons: int
    draws: int
    concentration: float
    agreement: float | None
    open_answers: int
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """The answer. ``first`` is for each path the share of draws in which it fits best; the rest explains it.

    ``ranks`` are shares from best to worst; ``pairwise`` how often a path beats another; ``central`` the weights of
    someone for whom a path is best (``None`` if there is nobody) and ``confidence`` how often it is best for them;
    ``regret`` the points (0..10) by which a path falls short of the best on average.
    """

    statement: WeighingStatement
    leader: str | None = None
    first: dict[str, float] = field(default_factory=dict)
    ranks: dict[str, tuple[float, ...]] = field(default_factory=dict)
    pairwise: dict[str, dict[str, float]] = field(default_factory=dict)
    central: dict[str, dict[str, float] | None] = field(default_factory=dict)
    confidence: dict[str, float | None] = field(default_factory=dict)
    regret: dict[str, float] = field(default_factory=dict)
    flips: tuple[Flip, ...] = ()
    influence: tuple[Influence, ...] = ()
    apart: tuple[Apart, ...] = ()
    missing: tuple[Missing, ...] = ()
    because: WeighingBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Weights (n, N) and scores (m, n, N) that the answers allow."""

    weights: Floats
    scores: Floats


def weigh(sheet: Sheet) -> Weighing:
    """Weigh a decision sheet. The order in which paths, values and horizons are given makes no difference."""
    gaps = missing(sheet)
    if gaps:
        return Weighing(statement="not_enough", apart=apart(sheet), missing=gaps, because=_basis(sheet, None))
    answers = Answers.of(sheet)
    basis = _basis(sheet, answers)
    draws = draw(answers, basis.concentration)
    found = smaa.acceptability(smaa.additive(draws.scores, draws.weights), draws.weights)
    first = found.ranks[:, 0]
    best = int(np.argmax(first))
    by_path = {path: answers.paths.index(path) for path in sheet.paths}
    return Weighing(
        statement=statement(first),
        leader=answers.paths[best],
        first={path: float(first[i]) for path, i in by_path.items()},
        ranks={path: tuple(found.ranks[i].tolist()) for path, i in by_path.items()},
        pairwise=_pairwise(by_path, found.pairwise),
        central={path: _weights_named(answers, found.central[i]) for path, i in by_path.items()},
        confidence=_confidence(by_path, smaa.confidence(draws.scores, found.central)),
        regret={path: float(found.regret[i]) for path, i in by_path.items()},
        flips=_flips(answers),
        influence=tuple(sorted(_influence(answers, draws, best), key=_most_first)),
        apart=apart(sheet),
        because=basis,
    )


def statement(first: Floats) -> WeighingStatement:
    """Say how firmly the shares of first places (m,) decide; a lead that the draws alone could make is none."""
    second, top = np.sort(first)[-2:]
    noise = _NOISE * sqrt((top + second - (top - second) ** 2) / DRAWS)
    if top < SLIGHTLY_AHEAD or top - second <= noise:
        return "undecided"
    if top < AHEAD:
        return "slightly_ahead"
    return "ahead" if top < CLEARLY_AHEAD else "clearly_ahead"


def draw(answers: Answers, concentration: float) -> Draws:
    """Draw weights and scores that the answers allow, the same ones each time."""
    rng = np.random.default_rng(_SEED)
    weights = smaa.dirichlet(rng, smaa.shares(rng, answers.points, DRAWS), concentration)
    horizons = smaa.shares(rng, answers.shares, DRAWS)
    chances = rng.random((len(answers.paths), len(answers.values), DRAWS))
    scores = np.empty(chances.shape)
    for path, value in np.ndindex(scores.shape[:2]):
        scores[path, value] = _score(answers.scores[:, path, value], horizons, chances[path, value])
    return Draws(weights=weights, scores=scores)


def _score(by_horizon: Floats, horizons: Floats, chance: Floats) -> Floats:
    """Return draws of one score (N,) of its corners (h, 3), each horizon with its share (h, N)."""
    different, place = np.unique(by_horizon, axis=0, return_inverse=True)
    drawn = [smaa.triangular(chance, *each) for each in different]
    if len(drawn) == 1:
        return drawn[0]
    total = np.zeros(len(chance))
    for horizon, which in enumerate(place.ravel()):
        total += horizons[horizon] * drawn[which]
    return total


def _basis(sheet: Sheet, answers: Answers | None) -> WeighingBasis:
    tau = agreement(sheet)
    disagree = tau is not None and tau < AGREEMENT
    return WeighingBasis(
        paths=len(sheet.paths),
        values=len(weighed(sheet)),
        horizons=len(sheet.horizons),
        draws=DRAWS if answers else 0,
        concentration=CONCENTRATION_UNSURE if disagree else CONCENTRATION,
        agreement=tau,
        open_answers=answers.open_answers if answers else 0,
        caveats=("own_answers_only", "no_forecast", *(("askings_disagree",) if disagree else ())),
    )


def _pairwise(by_path: Mapping[str, int], pairwise: Floats) -> dict[str, dict[str, float]]:
    return {
        path: {other: float(pairwise[i, j]) for other, j in by_path.items() if j != i} for path, i in by_path.items()
    }


def _weights_named(answers: Answers, weights: Floats) -> dict[str, float] | None:
    return None if np.isnan(weights).any() else dict(zip(answers.values, weights.tolist(), strict=True))


def _confidence(by_path: Mapping[str, int], confidence: Floats) -> dict[str, float | None]:
    return {path: None if np.isnan(confidence[i]) else float(confidence[i]) for path, i in by_path.items()}


def _flips(answers: Answers) -> tuple[Flip, ...]:
    scores, weights = answers.likeliest, answers.weights
    first = answers.paths[leader(scores, weights)]
    return tuple(
        Flip(
            of=turn.of,
            value=answers.values[turn.value],
            path=None if turn.path is None else answers.paths[turn.path],
            now=turn.now,
            at=turn.at,
            leader=first,
            turns_to=answers.paths[turn.rival],
            within=_within(answers, turn),
        )
        for turn in turns(scores, weights)
    )


def _within(answers: Answers, turn: Turn) -> bool:
    """Tell whether the person's own range reaches the turn; for a weight, with the other points at their middle."""
    if turn.path is not None:
        low, high = answers.outermost[turn.path, turn.value]
        return bool(low <= turn.at <= high)
    others = answers.points.mean(1).sum() - answers.points[turn.value].mean()
    low, high = (points / (points + others) for points in answers.points[turn.value])
    return bool(low <= turn.at <= high)


def _influence(answers: Answers, draws: Draws, best: int) -> Iterable[Influence]:
    """Yield each answer that moves the leader, and by how much."""
    values = smaa.additive(draws.scores, draws.weights)
    ahead = values[best] >= values.max(0)
    for place, value in enumerate(answers.values):
        change = _change(draws.weights[place], ahead)
        if change:
            yield Influence(of="weight", value=value, path=None, change=change)
        for row, path in enumerate(answers.paths):
            change = _change(draws.scores[row, place], ahead)
            if change:
                yield Influence(of="score", value=value, path=path, change=change)


def _change(answer: Floats, ahead: Draw) -> float:
    low, high = np.quantile(answer, [1 / 3, 2 / 3])
    if low == high:
        return 0.0
    return _share(ahead, answer >= high) - _share(ahead, answer <= low)


def _share(ahead: Draw, among: Draw) -> float:
    return int(np.count_nonzero(ahead & among)) / int(np.count_nonzero(among))


def _most_first(one: Influence) -> tuple[float, str, str, str]:
    return -abs(one.change), one.of, one.value, one.path or ""
