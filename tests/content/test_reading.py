"""What a person reads is plain, says no verdict, and speaks to everyone."""

import string
from collections.abc import Iterator
from itertools import chain

import msgspec
import pytest
from msgspec.structs import replace

from tests.never_said import gendered, verdicts
from tests.readability import grade, sentences, syllables_of, words
from towpath.content import Pack, load
from towpath.domain.plan import PHASES, PLAN_PATHS

PASSAGE = 30
"""Words: the grade is about passages. Below that, one long word decides; such texts are looked at together."""


def texts(part: object) -> list[str]:
    """Return every text in a part of a pack, in order."""
    built = msgspec.to_builtins(part)
    return [text for text in _texts(built) if text]


def _texts(built: object) -> Iterator[str]:
    if isinstance(built, str):
        yield built
    elif isinstance(built, dict):
        yield from chain.from_iterable(_texts(each) for each in built.values())
    elif isinstance(built, (list, tuple)):
        yield from chain.from_iterable(_texts(each) for each in built)


def said(*parts: str) -> str:
    """Return parts that are read together, each ending its own sentence."""
    return "\n".join(part for part in parts if part)


def _named(part: str, sentences: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what can be said of one part of the analysis, its gaps filled as they may be."""
    gaps: dict[str, object] = {
        "answers": 6,
        "wanted": 10,
        "points": "1.5",
        "mean": "1.5",
        "low": "0.5",
        "high": "2.5",
        "down": 1,
        "up": 2,
    }
    gaps |= {"incidents": 9, "used": 8, "recent": "2.1", "earlier": 4, "wanted_before": 5, "wanted_after": 3}
    gaps |= {f"{name}_{when}": 4 for name in ("kept", "total") for when in ("before", "after")}
    names = ("again", "first", "last", "event", "left", "start", "split")
    for name, text in sentences.items():
        filled = {gap: "3 May" if gap in names else gaps.get(gap, "Mondays") for _, gap, _, _ in _parsed(text) if gap}
        if part in {"cycle", "severity"}:
            filled |= {gap: 4 for gap in ("first", "last") if gap in filled}
        yield f"{part} {name}", text.format(**filled)


def _parsed(text: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    return iter(string.Formatter().parse(text))


def passages(pack: Pack) -> dict[str, str]:
    """Return what is read together: a sign, a question, an introduction, one thing of the picture."""
    method = pack.method
    found = {f"sign {name}": said(each.question, each.example, each.better) for name, each in pack.signs.items()}
    found |= {f"family {name}": said(each.title, each.intro) for name, each in pack.families.families.items()}
    for part in ("gate", "first", "caution", "joint_work", "intention"):
        found |= {f"{part} {name}": said(each.title, each.text) for name, each in getattr(method, part).items()}
    found |= {f"path {name}": said(each.name, each.text) for name, each in method.path.items()}
    found |= {
        f"check_in {name}": said(each.question, each.low, each.high) for name, each in pack.check_in.questions.items()
    }
    found |= {
        f"situation {name}": said(each.question, each.help, *each.options.values())
        for name, each in pack.situation.items()
    }
    for part in (
        "trend", "since_event", "size", "recovery", "weekday", "caveat", "rate", "cycle", "bursts", "severity",
        "promises", "note",
    ):  # fmt: skip
        found |= {f"analysis {name}": text for name, text in _named(part, getattr(pack.analysis, part))}
    found |= {f"over_time {part}": said(*texts(getattr(pack.over_time, part))) for part in ("page", "limits")}
    found |= {
        f"after {part}": said(*texts(getattr(pack.after, part)))
        for part in ("page", "contact", "urge", "letter_ask", "prompt")
    }
    found |= {
        f"space {part}": said(*texts(getattr(pack.space, part))) for part in ("page", "frame", "last", "last_frame")
    }
    found |= {
        f"paths {name}": said(*(line.text for line in (*of.speaks_for, *of.against, *of.like.values())))
        for name, of in pack.paths.path.items()
    }
    found |= {
        f"choosing {part}": said(*texts(getattr(pack.choosing, part)))
        for part in ("holds", "intention", "impact", "clear", "clear_ask", "decide")
    }
    found |= {
        f"plan {phase} {path}": said(*(text for step in steps for text in (step.title, step.why, step.caution)))
        for phase in PHASES
        for path in PLAN_PATHS
        if (steps := [step for step in pack.plan_steps if step.phase == phase and path in step.paths])
    }
    found |= {f"plan {part}": said(*texts(getattr(pack.plan, part))) for part in ("page", "path_text", "question")}
    found |= {f"passages {part}": said(*texts(getattr(pack.passages, part))) for part in ("page", "verdict")}
    for part in ("talk", "limits", "again", "own_part"):
        words = replace(pack.limits, phrases={}) if part == "limits" else getattr(pack, part)
        found |= {f"{part} {name}": said(*texts(getattr(words, name))) for name in words.__struct_fields__}
    found |= {
        f"chats {part}": said(*texts(getattr(pack.chats, part))) for part in ("page", "note", "measure", "limits")
    }
    found |= {f"chats {name}": said(*app.steps) for name, app in pack.chats.app.items()}
    found["friend"] = said(*texts(pack.friend))
    found["weighing"] = said(*texts(pack.weighing))
    found |= {part: said(*texts(getattr(method, part))) for part in ("rule", "open_why", "page")}
    found |= {
        f"feelings {name}": text.format(sum=6)
        for name, text in pack.record.feelings.items()
        if name not in {"source", "intro"}  # a title page in one line; the published words, unchanged
    }
    return found | {
        "messages": said(*pack.messages.values()),
        "check_in": said(*texts(pack.check_in)),
        "copies": pack.copies.note,
    }


PACK = load()
PASSAGES = passages(PACK)
EASIEST = [
    *(name for name in PASSAGES if name.startswith(("check_in", "situation", "first ", "plan "))),
    *("gate danger", "gate control", "gate violence_without_fear", "after urge", "after contact"),
]
PARTS = ("record",
    "signs", "families", "method", "check_in", "situation", "messages", "copies", "analysis", "weighing", "over_time",
    "after", "space", "friend", "paths", "choosing", "plan", "plan_steps", "talk", "limits", "again",
    "own_part", "chats", "passages",
)  # fmt: skip
TEXTS = {name: texts(getattr(PACK, name)) for name in PARTS}
TEXTS["limits"] = texts(replace(PACK.limits, phrases={}))
TEXTS["weighing"] = texts(replace(PACK.weighing, apart=()))  # words to look for, which nobody reads


@pytest.mark.parametrize("name", PASSAGES)
def test_every_passage_can_be_read_with_eight_years_of_school(name: str) -> None:
    """The grade of everything that is read together is at most 8."""
    assert grade(PASSAGES[name]) <= 8


@pytest.mark.parametrize("name", EASIEST)
def test_what_is_read_under_stress_can_be_read_with_six_years_of_school(name: str) -> None:
    """Check-in, questions about us, the gates of harm and the first steps are at most grade 6."""
    assert grade(PASSAGES[name]) <= 6


@pytest.mark.parametrize("name", TEXTS)
def test_no_sentence_is_long(name: str) -> None:
    """No sentence has more than 30 words."""
    for text in TEXTS[name]:
        assert len(words(text)) <= 30 * max(1, sentences(text)), text


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_says_a_verdict(name: str) -> None:
    """No word of verdict, order, promise or chance is in any text for people."""
    assert {text: verdicts(text) for text in TEXTS[name] if verdicts(text)} == {}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_anyone_for_a_man_or_a_woman(name: str) -> None:
    """Both people are spoken of without a word of one gender."""
    assert {text: gendered(text) for text in TEXTS[name] if gendered(text)} == {}


def test_notes_on_help_lines_give_no_verdict(pack: Pack) -> None:
    """A note may name whom a service is for; it neither orders nor promises."""
    facts = {"abuse", "abused", "victim", "victims", "survivors", "survivor", "safety"}
    for country in pack.help_facts.countries:
        for line in pack.help_lines(country):
            assert not {word.lower() for word in verdicts(line.note)} - facts, line.id
            assert not gendered(line.note), line.id


@pytest.mark.parametrize(
    ("word", "count"), [("cat", 1), ("leave", 1), ("partner", 2), ("counsellor", 3), ("emergency", 4), ("I", 1)]
)
def test_syllables_are_counted(word: str, count: int) -> None:
    """Hyphenation finds the syllables of plain words."""
    assert syllables_of(word) == count


def test_the_grade_is_that_of_the_formula() -> None:
    """Ten words of one syllable in two sentences: 0.39 * 5 + 11.8 - 15.59."""
    assert grade("The cat sat on it. The dog ran to us.") == pytest.approx(-1.84)
    assert grade("") == grade("12 34!") == 0
    assert sentences("One. Two? Three! And a rest") == 4
    assert words("Don't mix-up: a\u2019b") == ["Don't", "mix-up", "a\u2019b"]
