"""How often the passage reader points at harmful talk and is right, on invented dialogues and diaries with labels.

Repeat: .venv/bin/python -m benchmarks.dialogues

``benchmarks/invented`` holds the texts, a JSON object a line: ``kind`` (harm, fine, or hard: fine, but written to look
harmful; older files do not tell the last two apart), and ``lines`` with the ``signs`` that a careful reader may see in
each, or one ``text`` with its signs. ``en_ordinary.txt`` is fine talk, a line each, for ``make rules-report``. Language
models that did not know the rules wrote and labelled them, line by line. The part ``used`` had its say in the
rules. The part ``kept`` was read by nobody who wrote rules; whoever changes rules leaves it so, and measures with it
only at the end. Standard errors are binomial.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from towpath.text import Form, read

FOLDER: Final = Path(__file__).parent / "invented"
PREVALENCE: Final = 0.02
"""Harmful texts among all, where nobody chose them: the share for which the design gives figures of other tools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, the signs that its author saw in it, and those that rules point at."""

    seen: frozenset[str]
    found: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dialogue or a diary passage."""

    harm: bool
    lines: tuple[Line, ...]

    @property
    def flagged(self) -> bool:
        """Whether rules point at anything in it."""
        return any(line.found for line in self.lines)

    def danger(self, which: str) -> bool:
        """Whether a sign of danger was seen, or found."""
        return any(sign.startswith("danger.") for line in self.lines for sign in getattr(line, which))


def cases(file: Path, form: Form, locale: str) -> Iterator[Case]:
    """Yield the cases of a file, read by the rules."""
    for row in file.read_text("utf-8").splitlines():
        case = json.loads(row)
        given: list[dict[str, Any]] = case["lines"] if form == "chat" else [case]
        yield Case(
            harm=case["kind"] == "harm",
            lines=tuple(
                Line(
                    seen=frozenset(line.get("signs", ())),
                    found=frozenset(passage.sign for passage in read(line["text"], form=form, locale=locale)),
                )
                for line in given
            ),
        )


def share(hits: Iterable[bool]) -> tuple[float, float, int]:
    """Return a share, its standard error, and of how many."""
    each = list(hits)
    if not each:
        return math.nan, math.nan, 0
    found = sum(each) / len(each)
    return found, math.sqrt(found * (1 - found) / len(each)), len(each)


def measured(found: list[Case]) -> dict[str, tuple[float, float, int]]:
    """Return each figure with its standard error and the number of cases behind it."""
    lines = [line for case in found for line in case.lines]
    pointed = [line for line in lines if line.found]
    return {
        "harmful ones pointed at (recall)": share(case.flagged for case in found if case.harm),
        "harmful ones among those pointed at (precision)": share(case.harm for case in found if case.flagged),
        "fine ones pointed at": share(case.flagged for case in found if not case.harm),
        "lines pointed at in which a sign was seen": share(bool(line.seen) for line in pointed),
        "... the same sign": share(bool(line.seen & line.found) for line in pointed),
        "with danger seen, danger found": share(case.danger("found") for case in found if case.danger("seen")),
    }


def right_at(prevalence: float, recall: float, false_alarms: float) -> float:
    """Return how many of those pointed at are harmful where so few are (Bayes)."""
    hits, misses = prevalence * recall, (1 - prevalence) * false_alarms
    return hits / (hits + misses) if hits + misses else math.nan


def main() -> None:
    """Print a table for each file."""
    for part in ("used", "kept"):
        for file in sorted((FOLDER / part).glob("*.jsonl")):
            locale, form = file.stem.split("_")
            found = list(cases(file, "chat" if form.startswith("chat") else "journal", locale))
            print(f"\n{part} {file.stem}: {sum(case.harm for case in found)} harmful, {len(found)} in all")
            figures = measured(found)
            for name, (value, error, count) in figures.items():
                print(f"  {name:<50}{value:6.2f} (se {error:.2f}) of {count}")
            recall, _, alarms = list(figures.values())[:3]
            right = right_at(PREVALENCE, recall[0], alarms[0])
            print(f"  {f'right, if {100 * PREVALENCE:.0f} of 100 were harmful':<50}{right:6.2f}")


if __name__ == "__main__":
    main()
