"""Everything that can be said has words, and no words are there that nobody says."""

import ast
import string
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

import towpath
from towpath.analysis.incidents import Firmness
from towpath.analysis.promises import PromisesStatement
from towpath.analysis.severity import SeverityStatement
from towpath.analysis.weigh import AnswerKind, WeighingStatement
from towpath.content import Pack
from towpath.domain import situation
from towpath.domain.records import Turn
from towpath.domain.signs import FAMILIES, SIGNS
from towpath.domain.situation import Intention
from towpath.method import assessment, gate
from towpath.method.intention import intention
from towpath.vault import kdf

NOTES = {
    "only_what_was_noted", "in_clusters", "no_forecast", "a_changed_rate_can_look_like_bursts", "kept_as_you_saw_it",
    "one_severe_incident_outweighs_a_trend", "severity_can_drift_for_a_while",
}  # fmt: skip
SOURCE = Path(towpath.__file__).parent


def rules() -> dict[str, set[str]]:
    """Return every rule by its name with the sources it names itself."""
    tables = [rule for _, level in gate._LADDER for rule in level]
    found = {rule.name: set(rule.sources) for rule in (*tables, *gate.CONTROL_RULES, *gate._DANGER_RULES)}
    plain = (
        gate._ENOUGH_ASKED,
        gate._NOT_ENOUGH_ASKED,
        gate._ALL_NEVER,
        import_module("towpath.method.assess")._CRISIS,
    )
    return found | {reason.rule: set(reason.sources) for reason in (*plain, *intentions())}


def intentions() -> Iterator[assessment.Reason]:
    """Yield the reasons of every kind of intention."""
    kinds = ("peace", "punish", "get_apology")
    chosen = [
        tuple(kind for kind, there in zip(kinds, which, strict=True) if there) for which in product((0, 1), repeat=3)
    ]
    for aims, ready, said in product(chosen, ("yes", "no", "unsure"), ("yes", "no", "not_safe")):
        answered = Intention(aims=aims, ready_to_stay_away=ready, said_the_need_plainly=said)  # type: ignore[arg-type]
        yield from intention("none", answered)[1]


def test_every_sign_has_words_and_no_other(pack: Pack) -> None:
    """The 114 signs have a question, an example and what better looks like."""
    assert pack.signs.keys() == SIGNS.keys()
    assert len(SIGNS) == 114
    assert all(words.question.endswith("?") and words.example and words.better for words in pack.signs.values())


def test_every_family_has_words(pack: Pack) -> None:
    """Each family has a heading and an introduction."""
    assert tuple(pack.families.families) == FAMILIES
    assert all(words.title and words.intro for words in pack.families.families.values())


def test_every_answer_has_a_label(pack: Pack) -> None:
    """Each answer to a sign, each time, and yes and no, and nothing else."""
    assert set(pack.families.answers) == {*get_args(situation.HowOften), "skip"}
    assert set(pack.families.when) == set(get_args(situation.When))
    assert set(pack.families.yes_no) == {"yes", "no"}


@pytest.mark.parametrize(
    ("part", "type_"),
    [
        ("gate", assessment.Gate),
        ("first", assessment.First),
        ("caution", assessment.Caution),
        ("joint_work", assessment.JointWork),
        ("open", assessment.Open),
        ("open_why", assessment.Open),
        ("intention", assessment.IntentionResult),
    ],
)
def test_everything_the_method_answers_has_words_and_nothing_else(pack: Pack, part: str, type_: object) -> None:
    """Each value that an assessment can hold has words, and no words are left over."""
    words = getattr(pack.method, part)
    assert set(words) == set(get_args(type_))
    assert all(said.text for said in words.values())


def test_every_path_has_a_name_and_words(pack: Pack) -> None:
    """The four paths, each with a name and what it is."""
    assert set(pack.method.path) == set(assessment.Paths.__struct_fields__)
    assert all(words.name and words.text for words in pack.method.path.values())


def test_every_rule_has_words_and_nothing_else(pack: Pack) -> None:
    """Each rule that can speak says in words why."""
    assert set(pack.method.rule) == set(rules())
    assert all(said.text for said in pack.method.rule.values())


def test_every_source_of_a_sign_or_rule_exists(pack: Pack) -> None:
    """No sign and no rule refers to a source that is not described."""
    named = {key for sign in SIGNS.values() for key in sign.sources} | {
        key for keys in rules().values() for key in keys
    }
    assert named <= pack.sources.keys()


def test_a_source_says_how_far_it_was_checked(pack: Pack) -> None:
    """Each source is a paper, a law, a page about it, or from memory; what rests on memory shows no figure."""
    assert {source.checked for source in pack.sources.values()} <= {"paper", "law", "page", "memory"}


@pytest.mark.parametrize(
    ("question", "type_"),
    [("together", situation.Together), ("support", situation.Support), ("self_harm", situation.SelfHarm)],
)
def test_every_choice_about_us_has_a_label(pack: Pack, question: str, type_: object) -> None:
    """The options of a question are those that a situation can hold."""
    assert set(pack.situation[question].options) == set(get_args(type_))


def test_the_questions_about_us_are_the_fields_of_a_situation(pack: Pack) -> None:
    """Every question is about something that the method reads; those without options are answered by yes or no."""
    yes_no = {name for name, question in pack.situation.items() if not question.options}
    assert yes_no == {"live_together", "children", "pregnant"}
    assert pack.situation.keys() - yes_no == {"together", "support", "self_harm"}


def test_everything_a_weighing_says_has_words(pack: Pack) -> None:
    """Each statement, each kind of gap, turn and second thought."""
    words = pack.weighing
    assert set(words.statement) == set(get_args(WeighingStatement))
    assert set(words.missing) == {"values", "points", "score", "score_at"}
    kinds = {f"{kind}_{way}" for kind in get_args(AnswerKind) for way in ("up", "down")}
    assert set(words.turn) == {*kinds, "nothing", "level", "differs", "within", "beyond"}
    assert set(words.think) == {*get_args(AnswerKind), "nothing"}
    assert set(words.note) == {"askings_disagree", "apart", "always", "fear"}


def test_everything_said_of_incidents_and_promises_has_words(pack: Pack) -> None:
    """Each statement of the counts, each kind of event, and each thing to know beside them, and nothing else."""
    words = pack.analysis
    assert set(words.cycle) == {"not_enough", "no_pattern", "regular"}
    assert set(words.bursts) == {"not_enough", "no_pattern", "bursts"}
    assert set(words.severity) == set(get_args(SeverityStatement))
    assert set(words.promises) == set(get_args(PromisesStatement))
    firm = {f"{way}_{how}" for way in ("more", "fewer") for how in (*get_args(Firmness), "no_rates")}
    assert set(words.rate) == {"not_enough", "not_enough_days", "no_clear_change", *firm}
    assert set(words.note) == NOTES
    assert set(pack.over_time.event) == set(get_args(Turn))


def test_nothing_said_of_incidents_and_promises_names_a_cause_or_says_the_same(pack: Pack) -> None:
    """Never "because of", never "the same"; what could comfort is "for now" or says what it cannot show."""
    words = pack.analysis
    counts = (words.rate, words.cycle, words.bursts, words.severity, words.promises, words.note)
    parts = (*counts, pack.over_time.page, pack.over_time.limits)
    every = [text.lower() for part in parts for text in part.values()]
    assert not [text for text in every if "because" in text or "the same" in text]
    mild = [text for name, text in words.rate.items() if name.startswith("fewer")] + [words.severity["less_severe"]]
    assert all("for now" in text for text in mild)
    assert "a record cannot show" in words.promises["better"]


def calls() -> Iterator[tuple[Path, str, list[ast.expr], list[ast.keyword]]]:
    """Yield every call of a plain name in the source."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield path, node.func.id, node.args, node.keywords


def constant(expression: ast.expr) -> str | None:
    """Return the text where it stands written out."""
    text = expression.value if isinstance(expression, ast.Constant) else None
    return text if isinstance(text, str) else None


def messages_named() -> set[str]:
    """Return every key of a message that is written in the source where an error or a fault is made."""
    place = {"BadInput": 0, "Fault": 1}
    found = {constant(args[place[name]]) for _, name, args, _ in calls() if name in place and len(args) > place[name]}
    found |= {kdf._examine(text)[0] or None for text in ("", "x", "\0", "x" * 10_000)}
    return {key for key in found if key}


def texts_in_source() -> set[str]:
    """Return every text that is written in the source."""
    trees = (ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py"))
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_message_that_is_used_exists(pack: Pack) -> None:
    """No error can be raised for which there is no sentence."""
    assert messages_named() <= pack.messages.keys()
    assert len(messages_named()) > 20


def test_no_message_is_unused(pack: Pack) -> None:
    """No sentence is there that the program never says."""
    assert pack.messages.keys() <= texts_in_source()


def test_every_gap_in_a_message_is_filled(pack: Pack) -> None:
    """Where an error is raised, the facts it gives are the gaps of its sentence."""
    for path, name, args, keywords in calls():
        key = constant(args[0]) if name == "BadInput" and args else None
        if key:
            gaps = {gap for _, gap, _, _ in string.Formatter().parse(pack.messages[key]) if gap}
            assert gaps == {keyword.arg for keyword in keywords}, (path.name, key)


def test_a_message_is_one_line(pack: Pack) -> None:
    """Every sentence can stand alone on one line of a terminal."""
    assert all(text and "\n" not in text for text in pack.messages.values())
