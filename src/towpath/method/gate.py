"""The gate: what the answers show, the strongest that applies. Tiers are never added up.

``danger`` before ``control`` before ``violence_without_fear`` before ``distress``; then ``none`` where enough was asked
and nothing of note was seen, else ``cannot_tell``. Sources: the keys beside each rule, in ``sources.toml``.
"""

from typing import Final

from msgspec import UNSET

from towpath.domain.signs import Tier, Who
from towpath.method.assessment import Gate, Reason
from towpath.method.facts import Facts, Signs
from towpath.method.rules import Rule, spoken

ENOUGH_SIGNS: Final = 8
ENOUGH_FAMILIES: Final = 3

_RISK_CIRCUMSTANCES: Final = (
    "around.gun_access", "around.partner_out_of_work", "around.stepchild", "around.heavy_substances",
    "around.past_violence",
)  # fmt: skip


# danger


def _danger_marker(facts: Facts) -> Signs | None:
    """Any one marker of danger, ever, the person's own belief and gut worry among them."""
    return facts.seen_of([Tier.DANGER], Who.PARTNER, Who.ME) or None


def _violence_with_fear(facts: Facts) -> Signs | None:
    """Violence by the other, and fear or a life changed to avoid a reaction."""
    return _both(facts.their_violence, facts.fear)


def _violence_with_control(facts: Facts) -> Signs | None:
    """Violence by the other, and any sign of control."""
    return _both(facts.their_violence, facts.control_signs)


def _violence_around_leaving(facts: Facts) -> Signs | None:
    """Violence by the other around a leaving, with control, jealousy or threats."""
    return _violence_with_control(facts) if facts.around_leaving else None


def _gun_with_control(facts: Facts) -> Signs | None:
    """A gun within reach of someone who shows any sign of control."""
    return _both(facts.seen("around.gun_access"), facts.control_signs)


def _control_with_circumstances(facts: Facts) -> Signs | None:
    """Control, and two or more circumstances that raise the risk; a leaving counts once."""
    control = [reason for reason in spoken(CONTROL_RULES, facts) if not _only_own_violence(reason, facts)]
    risks = facts.seen(*_RISK_CIRCUMSTANCES)
    if not control or len(risks) + facts.around_leaving < 2:
        return None
    leaving = facts.seen("around.left_recently", "around.about_to_leave")
    return facts.seen(*(sign for reason in control for sign in reason.signs), *risks, *leaving)


def _only_own_violence(reason: Reason, facts: Facts) -> bool:
    return reason.rule == "violence_not_screened" and not facts.their_violence


# control


def _fear_or_changed_life(facts: Facts) -> Signs | None:
    """Fear, or a life changed to avoid a reaction, with or without a named act."""
    return facts.fear or None


def _own_word(facts: Facts) -> Signs | None:
    """The person says that they are controlled or violated."""
    return facts.seen("felt.controlled", "felt.violated") or None


def _pattern_of_control(facts: Facts) -> Signs | None:
    """Two signs of control, or one that happens often."""
    signs = facts.control_signs
    return signs if len(signs) >= 2 or facts.often(signs) else None


def _doubts_own_mind(facts: Facts) -> Signs | None:
    """Manipulation that makes the person doubt their own mind."""
    doubt = facts.seen("felt.doubt_memory")
    return facts.seen("felt.doubt_memory", "manipulation.denies_reality") if doubt else None


def _sexual_pressure(facts: Facts) -> Signs | None:
    """Pressure over sex, intimate pictures or pregnancy."""
    return facts.seen("violation.pressures_sex", "violation.shares_images", "control.reproductive") or None


def _pressure_to_return(facts: Facts) -> Signs | None:
    """Pressure to come back after leaving."""
    return facts.seen("manipulation.return_pressure") or None


def _violence_not_screened(facts: Facts) -> Signs | None:
    """Violence by either, where "no fear" was not said or a sign of control was: ask; until then, this."""
    if facts.said_no_fear and not facts.control_signs:
        return None
    return facts.any_violence or None


# below


def _violence_without_fear(facts: Facts) -> Signs | None:
    """Violence by either, no fear, no changed life and no sign of control."""
    clear = facts.said_no_fear and not facts.control_signs
    return (facts.any_violence or None) if clear else None


def _strain_or_disrespect(facts: Facts) -> Signs | None:
    """Strain or disrespect of any amount, in what the other does or in how it feels to be me."""
    return facts.seen_of([Tier.STRAIN, Tier.DISRESPECT], Who.PARTNER, Who.ME) or None


def _one_sign_of_control(facts: Facts) -> Signs | None:
    """A single sign of control that is not often and not fear: no pattern, and not nothing."""
    return facts.control_signs or None


def _own_part(facts: Facts) -> Signs | None:
    """Something in what the person does themselves."""
    return facts.seen_of(Tier, Who.SELF) or None


CONTROL_RULES: Final = (
    Rule("fear_or_changed_life", _fear_or_changed_life, ("s76", "web")),
    Rule("own_word_controlled_or_violated", _own_word),
    Rule("pattern_of_control", _pattern_of_control, ("s76",)),
    Rule("doubts_own_mind", _doubts_own_mind, ("klein2023",)),
    Rule("sexual_pressure", _sexual_pressure),
    Rule("pressure_to_return", _pressure_to_return, ("spearman2022",)),
    Rule("violence_not_screened", _violence_not_screened, ("bograd1999",)),
)
_DANGER_RULES: Final = (
    Rule("danger_marker", _danger_marker, ("lap",)),
    Rule("violence_with_fear", _violence_with_fear, ("s76",)),
    Rule("violence_with_control", _violence_with_control, ("campbell2003", "spencer2020")),
    Rule("violence_around_leaving", _violence_around_leaving, ("campbell2003",)),
    Rule("gun_with_control", _gun_with_control, ("campbell2003", "spencer2020")),
    Rule("control_with_circumstances", _control_with_circumstances, ("campbell2003",)),
)
_LADDER: Final[tuple[tuple[Gate, tuple[Rule, ...]], ...]] = (
    ("danger", _DANGER_RULES),
    ("control", CONTROL_RULES),
    ("violence_without_fear", (Rule("violence_without_fear", _violence_without_fear, ("bograd1999",)),)),
    (
        "distress",
        (
            Rule("one_sign_of_control", _one_sign_of_control),
            Rule("strain_or_disrespect", _strain_or_disrespect),
            Rule("own_part", _own_part),
        ),
    ),
)
_ENOUGH_ASKED: Final = Reason(rule="enough_asked_nothing_of_note", signs=(), sources=())
_NOT_ENOUGH_ASKED: Final = Reason(rule="not_enough_asked", signs=(), sources=())
_ALL_NEVER: Final = Reason(rule="all_never_yet_here", signs=(), sources=())


def gate(facts: Facts) -> tuple[Gate, tuple[Reason, ...]]:
    """Return the strongest gate that applies and its reasons; weaker rules that also spoke follow in order."""
    heard = [(level, spoken(rules, facts)) for level, rules in _LADDER]
    reasons = tuple(reason for _, spoke in heard for reason in spoke)
    if reasons:
        return next(level for level, spoke in heard if spoke), _without_lesser_words(reasons)
    if not _enough_asked(facts):
        return "cannot_tell", (_NOT_ENOUGH_ASKED,)
    if _all_never_yet_here(facts):
        return "cannot_tell", (_ALL_NEVER,)
    return "none", (_ENOUGH_ASKED,)


def _without_lesser_words(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Leave out "one sign of control" where a stronger rule has spoken of the same sign."""
    stronger = {sign for reason in reasons if reason.rule != "one_sign_of_control" for sign in reason.signs}
    return tuple(r for r in reasons if r.rule != "one_sign_of_control" or not stronger.issuperset(r.signs))


def _enough_asked(facts: Facts) -> bool:
    asked = facts.asked_signs()
    families = {sign.family for sign in asked}
    return facts.said_no_fear and len(asked) >= ENOUGH_SIGNS and len(families) >= ENOUGH_FAMILIES


def _all_never_yet_here(facts: Facts) -> bool:
    """Nothing of note was seen, and yet an answer says that something brought the person here."""
    asked_of_good = any(sign.tier is Tier.GOOD for sign in facts.asked_signs())
    nothing_good = asked_of_good and not facts.seen_of([Tier.GOOD], Who.PARTNER, Who.ME)
    return nothing_good or facts.crisis or facts.distress_is_high or _on_the_move(facts) or facts.aims_at_safety


def _on_the_move(facts: Facts) -> bool:
    return facts.around_leaving or facts.situation.together not in {"together", UNSET}


def _both(one: Signs, other: Signs) -> Signs | None:
    return tuple(dict.fromkeys((*one, *other))) if one and other else None
