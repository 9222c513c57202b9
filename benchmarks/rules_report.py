"""For every rule of the passage reader: alarms per 10,000 everyday lines, and hits on the hard set of the tests.

Repeat: make rules-report EVERYDAY=FILE (one text a line, or tab separated with the text first)
"""

import math
import sys
import time
from collections import Counter
from pathlib import Path

from tests.text.test_budget import HARD, HEALTHY

from towpath.text import Form, read
from towpath.text.rules import load_pack

PER = 10_000
FORMS: tuple[Form, ...] = ("chat", "journal")


def main(file: str) -> None:
    """Read all lines in both forms and print the tables."""
    lines = [line.split("\t")[0] for line in Path(file).read_text("utf-8").splitlines()]
    print(f"{len(lines)} everyday lines, {len(HARD)} hard lines, {len(HEALTHY)} lines of healthy talk")
    for form in FORMS:
        begun = time.process_time()
        everyday, any_everyday = counted(lines, form)
        speed = len(lines) / (time.process_time() - begun)
        hard, any_hard = counted(HARD, form)
        _, any_healthy = counted(HEALTHY, form)
        rate, error = per_10k(any_everyday, len(lines))
        print(
            f"\n{form}: any rule {rate:.1f} (se {error:.1f}) per 10,000 everyday lines, {speed:,.0f} lines a CPU second"
        )
        print(f"{form}: {any_hard} of {len(HARD)} hard lines, {any_healthy} of {len(HEALTHY)} lines of healthy talk")
        print(f"{'rule':<28}{'per 10,000':>12}{'se':>8}{'hard':>6}")
        for rule in load_pack("en").rule:
            if form in rule.forms:
                rate, error = per_10k(everyday[rule.id], len(lines))
                print(f"{rule.id:<28}{rate:>12.1f}{error:>8.1f}{hard[rule.id]:>6}")


def counted(lines: list[str], form: Form) -> tuple[Counter[str], int]:
    """Return on how many lines each rule points at something, and on how many any does."""
    by_rule: Counter[str] = Counter()
    any_rule = 0
    for line in lines:
        found = {passage.rule for passage in read(line, form=form)}
        by_rule.update(found)
        any_rule += bool(found)
    return by_rule, any_rule


def per_10k(count: int, lines: int) -> tuple[float, float]:
    """Return a rate per 10,000 and its standard error (binomial)."""
    share = count / lines
    return PER * share, PER * math.sqrt(share * (1 - share) / lines)


if __name__ == "__main__":
    main(sys.argv[1])
