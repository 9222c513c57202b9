"""Invented situations of every kind, for properties that hold for all of them."""

import os
from collections.abc import Sequence
from datetime import date
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from towpath.domain.signs import SIGNS, Tier, Who
from towpath.domain.situation import (
    Aim,
    HowOften,
    Intention,
    SelfHarm,
    SignAnswer,
    Situation,
    Support,
    Together,
    Wellbeing,
    When,
)

QUICK = settings(max_examples=100, derandomize="CI" in os.environ)
"""Quick everywhere; in CI the same situations every time, so that a failure can be repeated by anybody."""

ORDER = {"cannot_tell": 0, "none": 0, "distress": 1, "violence_without_fear": 2, "control": 3, "danger": 4}
JOINT = {"not_allowed": 0, "only_after_private_screening": 1, "allowed": 2}
FEAR = ("felt.afraid", "felt.eggshells", "felt.changed_daily_life")


def ids(*tiers: Tier, who: Sequence[Who] = tuple(Who)) -> list[str]:
    """Return the ids of the signs of these tiers that speak of these people."""
    return [sign.id for sign in SIGNS.values() if sign.tier in tiers and sign.who in who]


OTHERS = (Who.PARTNER, Who.ME)
DANGER = ids(Tier.DANGER)
CONTROL = ids(Tier.CONTROL, who=OTHERS)
VIOLENCE = ids(Tier.VIOLENCE, who=OTHERS)
LESSER = ids(Tier.STRAIN, Tier.DISRESPECT, who=OTHERS)
GOOD = ids(Tier.GOOD)
OWN = ids(*Tier, who=(Who.SELF,))
AROUND = ids(Tier.CONTEXT)

HOW_OFTEN = st.sampled_from(get_args(HowOften))
SEEN = st.sampled_from(["once", "sometimes", "often"])
WHEN = st.sampled_from(get_args(When))


def answers(names: Sequence[str], how_often: st.SearchStrategy[str] = HOW_OFTEN) -> st.SearchStrategy[SignAnswer]:
    """Return answers to some of these signs."""
    return st.builds(SignAnswer, id=st.sampled_from(names), how_often=how_often, when=WHEN)


_FEW = st.one_of(
    st.lists(answers(list(SIGNS)), max_size=4),
    st.lists(answers(LESSER + GOOD + AROUND + OWN), max_size=8),
    st.lists(answers(VIOLENCE + CONTROL + AROUND), max_size=3),
)
_SAID_NO = st.sampled_from(
    [
        (),
        (SignAnswer(id="felt.afraid", how_often="never"),),
        tuple(SignAnswer(id=name, how_often="never") for name in FEAR),
        tuple(SignAnswer(id=name, how_often="never") for name in SIGNS if not name.startswith("around.")),
    ]
)
SIGNS_ANSWERED = st.tuples(_FEW, _SAID_NO).map(lambda parts: (*parts[0], *parts[1]))
AIMS = st.lists(st.sampled_from(get_args(Aim)), unique=True, max_size=4).map(tuple)
YES_NO_UNSURE = st.sampled_from(["yes", "no", "unsure"])
INTENTIONS = st.fixed_dictionaries(
    {},
    optional={
        "aims": AIMS,
        "ready_to_stay_away": YES_NO_UNSURE,
        "said_the_need_plainly": st.sampled_from(["yes", "no", "not_safe"]),
        "would_do_it_if_they_never_noticed": YES_NO_UNSURE,
        "times_left_and_returned": st.integers(0, 1000),
    },
).map(lambda fields: convert(fields, Intention))
WELLBEING = st.fixed_dictionaries(
    {},
    optional={
        "phq4": st.tuples(*[st.integers(0, 3)] * 4),
        "self_harm": st.sampled_from(get_args(SelfHarm)),
    },
).map(lambda fields: convert(fields, Wellbeing))
SUPPORT = st.lists(st.sampled_from(get_args(Support)), unique=True, max_size=3).map(tuple)
SITUATIONS = st.fixed_dictionaries(
    {"towpath": st.just(1), "as_of": st.dates(min_value=date(2000, 1, 1)), "signs": SIGNS_ANSWERED},
    optional={
        "together": st.sampled_from(get_args(Together)),
        "live_together": st.booleans(),
        "children": st.booleans(),
        "pregnant": st.booleans(),
        "intention": INTENTIONS,
        "wellbeing": WELLBEING,
        "support": SUPPORT,
    },
).map(lambda fields: convert(fields, Situation))


def with_signs(situation: Situation, *more: SignAnswer) -> Situation:
    """Return the situation with more answers."""
    return replace(situation, signs=(*situation.signs, *more))
