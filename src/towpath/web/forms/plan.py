"""What the pages of a plan send: the path, marks, own steps, people and numbers, answers, and the list to print."""

from typing import Final

from msgspec.structs import replace

from towpath.domain.plan import MARKS, MOST_OWN, PHASES, PLAN_PATHS, TOPICS, Plan
from towpath.domain.written import TEXT_LIMIT
from towpath.usecases.planning import marked, with_own, without_own
from towpath.web.forms.fields import Fault, Fields

LONGEST: Final = 500


def plan(fields: Fields, before: Plan, steps: frozenset[str]) -> tuple[Plan, tuple[Fault, ...]]:
    """Read what one button of the plan sent; ``steps`` are the ids that can be marked."""
    mark, _, step = fields.get("mark").partition(" ")
    if step in steps | {f"own-{own.id}" for own in before.own}:
        return _with_mark(before, mark, step), ()
    path = next((each for each in PLAN_PATHS if each == fields.get("path")), before.path)
    typed = replace(before, path=path, contacts=_text(fields, "contacts", before.contacts))
    faults = []
    if len(typed.contacts) > TEXT_LIMIT:
        faults.append(Fault("contacts", "text_long", {"limit": f"{TEXT_LIMIT:,}"}))
    own = fields.get("text").strip()
    if len(own) > LONGEST:
        faults.append(Fault("text", "text_long", {"limit": f"{LONGEST}"}))
    elif own and len(before.own) >= MOST_OWN:
        faults.append(Fault("text", "own_steps_many", {"limit": MOST_OWN}))
    elif own:
        phase = next((each for each in PHASES if each == fields.get("phase")), PHASES[0])
        typed = with_own(typed, own, phase)
    return typed, tuple(faults)


def answers(fields: Fields, before: Plan) -> Plan:
    """Read the answers to the short questions; a question passed over is not answered."""
    given = {topic: fields.get(f"q.{topic}") for topic in TOPICS}
    return replace(before, answers={topic: given[topic] == "yes" for topic in TOPICS if given[topic] in {"yes", "no"}})


def pocket(fields: Fields, before: Plan) -> tuple[Plan, tuple[Fault, ...]]:
    """Read the list to print."""
    typed = replace(before, pocket=fields.get("text"))
    long = Fault("text", "text_long", {"limit": f"{TEXT_LIMIT:,}"})
    return typed, (long,) if len(typed.pocket) > TEXT_LIMIT else ()


def _with_mark(before: Plan, mark: str, step: str) -> Plan:
    if mark == "drop" and step.startswith("own-"):
        return without_own(before, int(step.removeprefix("own-")))
    return marked(before, step, next((each for each in MARKS if each == mark), None))


def _text(fields: Fields, name: str, before: str) -> str:
    return fields.get(name) if name in {sent for sent, _ in fields.pairs} else before
