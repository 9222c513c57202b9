"""The form of a rule: a name, the signs it read when it speaks, and the sources behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from towpath.domain.signs import SIGNS
from towpath.method.assessment import Reason
from towpath.method.facts import Facts, Signs


@dataclass(frozen=True, slots=True)
class Rule:
    """``speaks`` returns the signs that made the rule speak, possibly none of them a sign, or ``None``: silent."""

    name: str
    speaks: Callable[[Facts], Signs | None]
    sources: tuple[str, ...] = ()


def spoken(rules: Iterable[Rule], facts: Facts) -> tuple[Reason, ...]:
    """Return the reasons of the rules that speak, in the order of the rules."""
    heard = ((rule, rule.speaks(facts)) for rule in rules)
    return tuple(_reason(rule, signs) for rule, signs in heard if signs is not None)


def _reason(rule: Rule, signs: Signs) -> Reason:
    behind = (key for sign in signs for key in SIGNS[sign].sources)
    return Reason(rule=rule.name, signs=signs, sources=tuple(dict.fromkeys((*rule.sources, *behind))))
