"""Invented notebooks, made quickly: one for each thing that the pages can show."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from towpath.domain.clarity import Clarity
from towpath.domain.decision import Decision
from towpath.domain.intention_said import IntentionSaid
from towpath.domain.path_lines import PathLines
from towpath.domain.plan import OwnStep, Plan
from towpath.domain.records import (
    CheckIn,
    Circumstances,
    Draft,
    Entry,
    Event,
    Feelings,
    Incident,
    Outcome,
    Preferences,
    Promise,
    Record,
    SignsSeen,
    Turn,
)
from towpath.domain.signs import SIGNS
from towpath.domain.situation import HowOften, Intention, SignAnswer
from towpath.domain.weighed import DecisionSheet, Matter, Score
from towpath.vault import Notebook
from towpath.vault.kdf import Cost

PASSPHRASE: Final = "orbit velvet canyon mosaic lantern"
CHEAP: Final = Cost(memory_kib=19 * 1024, passes=1, lanes=1)
EXIT_PAGE: Final = "https://weather.example/today"

NO_FEAR: Final[dict[str, HowOften]] = {"felt.afraid": "never", "felt.changed_daily_life": "never"}
GATES: Final[dict[str, dict[str, HowOften]]] = {
    "cannot_tell": {},
    "none": {
        **NO_FEAR,
        "felt.lonely": "never",
        "felt.stuck": "never",
        "felt.controlled": "never",
        "strain.criticism": "never",
        "strain.withdraws": "never",
        "good.listens": "often",
        "good.honest": "often",
        "good.affection": "often",
    },
    "distress": {**NO_FEAR, "strain.criticism": "often", "strain.withdraws": "sometimes", "good.honest": "often"},
    "violence_without_fear": {**NO_FEAR, "physical.pushes_grabs": "once"},
    "control": {"felt.afraid": "often", "felt.changed_daily_life": "sometimes", "control.isolates": "often"},
    "danger": {"felt.afraid": "often", "danger.strangled": "once", "control.isolates": "often"},
}
"""Answers that lead to each gate."""


def make(path: Path, *records: Record) -> None:
    """Make a notebook that holds these records."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Notebook.create(path, PASSPHRASE, cost=CHEAP) as notebook:
        for record in (*records, *([] if any(isinstance(one, Preferences) for one in records) else [preferences()])):
            notebook.add(record)


def contents(path: Path, passphrase: str = PASSPHRASE) -> list[Record]:
    """Return all that a closed notebook holds."""
    with Notebook.open(path, passphrase) as notebook:
        return [stored.record for stored in notebook.records()]


def preferences(country: str = "", exit_page: str = EXIT_PAGE) -> Preferences:
    """Return choices that keep the notebook open during a test."""
    return Preferences(written=now(), exit_page=exit_page, idle_minutes=15, country=country)


def signs(answers: dict[str, HowOften]) -> SignsSeen:
    """Return answers to signs, given now."""
    given = tuple(SignAnswer(id=name, how_often=often) for name, often in answers.items())
    return SignsSeen(written=now(), answers=given)


def entry(text: str, day: date | None = None) -> Entry:
    """Return a journal entry."""
    return Entry(written=now(), text=text, day=day or today())


def full() -> list[Record]:
    """Return a notebook with something of everything: two pages of entries, check-ins, all signs, a draft."""
    entries = [entry(f"Entry {number}. " + "We talked for a while. " * 12, ago(number)) for number in range(25)]
    checks = [CheckIn(written=now(), day=ago(4 * number), answers={"respected": 4, "energy": 6}) for number in range(8)]
    said = Circumstances(
        written=now(), together="together", live_together=True, children=False, support=("friend",), self_harm="no"
    )
    every: dict[str, HowOften] = dict.fromkeys(SIGNS, "sometimes")
    return [*entries, *checks, said, signs(every), Draft(written=now(), text="Words not kept yet.", day=today())]


def event(what: Turn, days: int) -> Event:
    """Return a day that matters, so many days ago."""
    return Event(written=_then(days), day=ago(days), what=what)


def check_in(days: int, value: int) -> CheckIn:
    """Return a check-in, so many days ago."""
    return CheckIn(written=_then(days), day=ago(days), answers={"respected": value})


def weighed() -> list[Record]:
    """Return a decision sheet that is filled in, its choice by gut another than its answers put first, and the rest."""
    matters = (
        Matter(id=1, words="Calm for the children", points=(80, 100)),
        Matter(id=2, words="Money", points=(10, 40)),
        Matter(id=3, words="Being out of danger", apart=True),
        Matter(id=4, words="A home of my own", points=(30, 50)),
    )
    likely: dict[str, tuple[Score, Score]] = {
        "mend": ((2, 4, 6), (5, 6, 8)),
        "space": ((4, 6, 7), (3, 5, 6)),
        "leave": ((6, 8, 9), (1, 3, 5)),
        "not_yet": ((1, 3, 5), (5, 6, 7)),
    }
    scores = {
        path: {"1": {"all": calm}, "2": {"all": money}, "4": {"all": calm}} for path, (calm, money) in likely.items()
    }
    return [
        DecisionSheet(written=now(), matters=matters, scores=scores, gut="mend", pointed=ago(5)),  # type: ignore[arg-type]  # the keys are written out above
        PathLines(written=now(), speaks_for={"leave": "Quiet evenings."}, want_to="Sundays", spent="Nine years."),
        IntentionSaid(written=now(), day=today(), said=Intention(aims=("peace", "test_them"))),
        Clarity(written=now(), day=ago(40), answers={"know": 2, "matters": 5}),
        Clarity(written=now(), day=ago(2), answers={"know": 6, "matters": 5, "sure": 3}),
    ]


def decided() -> list[Record]:
    """Return a decision that is held, and the plan to it."""
    return [
        Decision(written=now(), day=ago(3), path="leave", until=ago(-30), reasons="I want to sleep again."),
        Plan(written=now(), path="leave", marks={"cash": "done"}, own=(OwnStep(id=1, text="The violin to Ann"),)),
    ]


def noted() -> list[Record]:
    """Return incidents with and without harm, promises, days that matter and feelings."""
    return [
        Incident(
            written=now(), day=ago(9), precision="about", time="21:30", seen="They shut the door and shouted. " * 8,
            felt="Small. I kept still.", signs=("strain.criticism",), how_bad=5, who="A neighbour", evidence=True,
        ),
        Incident(written=now(), day=ago(3), seen="They held me by the arm.", signs=("physical.pushes_grabs",)),
        Promise(written=now(), day=ago(40), what="To be home at seven.", outcome="kept", outcome_day=ago(30)),
        Promise(written=now(), day=ago(20), what="To call first.", by="both", until=today() + timedelta(days=9)),
        Event(written=now(), day=ago(30), what="talk", note="At the kitchen table."),
        Feelings(written=now(), day=ago(2), answers=(1, 2, 2, 1)),
        Feelings(written=now(), day=ago(40), answers=(1, None, 2, 1)),
        preferences("GB"),
    ]  # fmt: skip


def looked_back(days: int, said: dict[str, HowOften], better_by: float = 3.0) -> list[Record]:
    """Return a time with check-ins and a gap, incidents, promises and events, and better days since a talk."""
    chance, questions = Random(7), ("respected", "at_ease", "energy")  # noqa: S311 - invented days are no secret
    talk, left = days // 2, days // 6
    there = [day for day in range(days, -1, -1) if chance.random() < 0.5 and not 0.6 < day / days < 0.68]
    checks = [
        CheckIn(
            written=_then(day),
            day=ago(day),
            answers={name: _answer(chance, day < talk, better_by) for name in questions},
        )
        for day in there
    ]
    incidents = [
        Incident(written=_then(day), day=ago(day), how_bad=chance.randint(2, 7))
        for day in sorted(chance.sample(range(days), 14), reverse=True)
    ]
    outcomes: list[Outcome | None] = ["not_kept", "partly", "not_kept", "kept", "not_kept", "not_kept"]
    outcomes += ["kept", "kept", "kept", None]
    promises = [
        Promise(written=_then(day), day=ago(day), what="To be home at seven.", by="they", outcome=outcome)
        for day, outcome in zip(range(days - 5, 0, -days // 11), outcomes, strict=False)
    ]
    events = [
        Event(written=_then(talk), day=ago(talk), what="talk"),
        Event(written=_then(left), day=ago(left), what="left"),
    ]
    return [*checks, *incidents, *promises, *events, signs(said)]


def _answer(chance: Random, better: bool, by: float) -> int:
    return min(10, max(0, round(3.5 + by * better + chance.gauss(0, 1.6))))


def _then(days: int) -> datetime:
    return now() - timedelta(days=days)


def now() -> datetime:
    """The moment, as the program writes it down."""
    return datetime.now(UTC)


def today() -> date:
    """The day in UTC, in which the program runs unless a test says otherwise."""
    return now().date()


def ago(days: int) -> date:
    """A day in the past."""
    return today() - timedelta(days=days)
