"""Reads the tables of cases: plain TOML that a person without Python can read, change and add to."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from towpath.method import Assessment, Situation, assess

CASES = Path(__file__).parent / "cases"
AS_OF = "2026-05-01"

Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One situation and what the method must say to it; ``full`` where the whole assessment is given."""

    name: str
    situation: Situation
    expect: dict[str, Any]
    full: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """The same person twice, with one answer changed."""

    name: str
    why: str
    one: Case
    other: Case


def all_cases() -> tuple[Case, ...]:
    """Return the full cases and both sides of each pair."""
    sides = (side for pair in all_pairs() for side in (pair.one, pair.other))
    return (*full_cases(), *sides)


def full_cases() -> tuple[Case, ...]:
    """Return the cases that give the whole assessment."""
    return tuple(
        Case(entry["name"], _situation(entry.get("given", {}), {}, sets), entry["expect"], full=True)
        for entry, sets in _entries("case")
    )


def all_pairs() -> tuple[Pair, ...]:
    """Return the pairs."""
    return tuple(
        Pair(entry["name"], entry["why"], _side(entry, "a", sets), _side(entry, "b", sets))
        for entry, sets in _entries("pair")
    )


def _entries(kind: str) -> Iterator[tuple[dict[str, Any], dict[str, list[str]]]]:
    for path in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in table.get(kind, []):
            yield entry, table.get("sets", {})


def _side(entry: dict[str, Any], side: str, sets: dict[str, list[str]]) -> Case:
    situation = _situation(entry.get("given", {}), entry[side].get("given", {}), sets)
    return Case(f"{entry['name']} [{side}]", situation, entry[side]["expect"], full=False)


def _situation(given: Given, more: Given, sets: dict[str, list[str]]) -> Situation:
    merged = {"towpath": 1, "as_of": AS_OF, **given, **more}
    for field in ("intention", "wellbeing"):
        if field in merged:
            merged[field] = {**given.get(field, {}), **more.get(field, {})}
    merged["signs"] = [_sign(line) for line in _lines([*given.get("signs", []), *more.get("signs", [])], sets)]
    return Situation.from_json(msgspec.json.encode(merged))


def _lines(lines: list[str], sets: dict[str, list[str]]) -> Iterator[str]:
    for line in lines:
        if line.startswith("@"):
            yield from sets[line[1:]]
        else:
            yield line


def _sign(line: str) -> dict[str, str]:
    return dict(zip(("id", "how_often", "when"), line.split(), strict=False))


def wrong(case: Case) -> list[str]:
    """Return what an assessment of the case says that the table does not, in words; empty where they agree."""
    said = told(assess(case.situation))
    expect = {**({"crisis": False, "intention": "not_asked"} if case.full else {}), **case.expect}
    spoke = {*said["first"], *said["cautions"], *said["rules"]}
    found = [f"{name} is missing" for name in expect.pop("has", []) if name not in spoke]
    found += [f"{name} should be silent" for name in expect.pop("lacks", []) if name in spoke]
    found += [
        f"{path} is {said['open'][path]}" for path, way in expect.pop("open", {}).items() if said["open"][path] != way
    ]
    for key, value in expect.items():
        same = set(value) == set(said[key]) if key in {"cautions", "rules"} else value == said[key]
        if not same:
            found.append(f"{key} is {said[key]}, not {value}")
    return found


def told(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment in the words of the tables."""
    ways = msgspec.to_builtins(assessment.paths)
    return {
        "gate": assessment.gate,
        "crisis": assessment.crisis,
        "joint_work": assessment.joint_work,
        "intention": assessment.intention,
        "open": {path: way["open"] for path, way in ways.items()},
        "first": list(assessment.first),
        "cautions": list(assessment.cautions),
        "rules": [reason.rule for reason in assessment.because],
    }
