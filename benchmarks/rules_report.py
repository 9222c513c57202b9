"""For every rule of the passage reader: alarms per 10,000 everyday lines, and hits on the hard set of the tests.

Repeat: make rules-report EVERYDAY=FILE [LOCALE=es] (one text a line, or tab separated with the text first)

With KEEP="NAME OF THE TEXTS" the alarms are written beside the pack, where the pages read them; a test asks for it
after every change of a pack. With SEEN=yes as well it stands there that rules were improved with these texts.
"""

import argparse
import json
import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.text.test_budget import hard, healthy

from towpath.text import Form, read
from towpath.text.rates import ANY, PER, digest, rates_file
from towpath.text.rules import load_pack

FORMS: tuple[Form, ...] = ("chat", "journal")


def main() -> None:
    """Read all lines in both forms, print the tables, and keep the alarms where that is wanted."""
    given = argparse.ArgumentParser()
    given.add_argument("files", nargs="+", type=Path)
    given.add_argument("--locale", default="en")
    given.add_argument("--keep", metavar="NAME")
    given.add_argument("--seen", action="store_true", help="rules were improved with these lines")
    wanted = given.parse_args()
    lines = [line.split("\t")[0] for file in wanted.files for line in file.read_text("utf-8").splitlines()]
    print(f"{len(lines)} everyday lines, {wanted.locale}")
    alarms = {form: report(lines, form, wanted.locale) for form in FORMS}
    if wanted.keep:
        head = {"pack": digest(wanted.locale), "source": wanted.keep, "seen": wanted.seen, "lines": len(lines)}
        Path(str(rates_file(wanted.locale))).write_text(as_toml(head, alarms), "utf-8")


def report(lines: Sequence[str], form: Form, locale: str) -> dict[str, int]:
    """Print the table of one form and return the alarms of each rule, and of any (``ANY``)."""
    begun = time.process_time()
    everyday = counted(lines, form, locale)
    speed = len(lines) / (time.process_time() - begun)
    rate, error = per_10k(everyday[ANY], len(lines))
    print(f"\n{form}: any rule {rate:.1f} (se {error:.1f}) per {PER:,} everyday lines, {speed:,.0f} lines a CPU second")
    look_alikes, kind = hard(locale), healthy(locale)
    hits = counted(look_alikes, form, locale)
    print(f"{form}: {hits[ANY]} of {len(look_alikes)} hard lines,", end=" ")
    print(f"{counted(kind, form, locale)['']} of {len(kind)} lines of healthy talk")
    print(f"{'rule':<28}{'per 10,000':>12}{'se':>8}{'hard':>6}")
    rules = [rule.id for rule in load_pack(locale).rule]
    for rule in rules:
        rate, error = per_10k(everyday[rule], len(lines))
        print(f"{rule:<28}{rate:>12.1f}{error:>8.1f}{hits[rule]:>6}")
    return {rule: everyday[rule] for rule in (ANY, *rules)}


def counted(lines: Sequence[str], form: Form, locale: str) -> Counter[str]:
    """Return on how many lines each rule points at something, and on how many any does (``ANY``)."""
    by_rule: Counter[str] = Counter()
    for line in lines:
        found = {passage.rule for passage in read(line, form=form, locale=locale)}
        by_rule.update(found | {ANY} if found else found)
    return by_rule


def as_toml(head: Mapping[str, object], tables: Mapping[Form, Mapping[str, object]]) -> str:
    """Return the file of the rates: plain values, then a table for each form."""
    lines = ['# Made by "make rules-report": not to be changed by hand.']
    for title, values in [("", head), *tables.items()]:
        lines += [f"\n[{title}]"] if title else []
        lines += [f"{json.dumps(name)} = {json.dumps(value)}" for name, value in values.items()]
    return "\n".join(lines) + "\n"


def per_10k(count: int, lines: int) -> tuple[float, float]:
    """Return a rate per 10,000 and its standard error (binomial)."""
    share = count / lines
    return PER * share, PER * math.sqrt(share * (1 - share) / lines)


if __name__ == "__main__":
    main()
