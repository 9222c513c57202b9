"""The vocabulary of signs is fixed: ids never change meaning, and tiers decide which rules may speak."""

import re

from towpath.domain.signs import FAMILIES, SIGNS, Tier, Who, in_family

BY_FAMILY = {
    "felt": 14,
    "strain": 10,
    "disrespect": 8,
    "control": 18,
    "manipulation": 13,
    "violation": 4,
    "physical": 6,
    "danger": 11,
    "around": 9,
    "self": 9,
    "good": 12,
}
DANGER = {
    "felt.gut_worry", "manipulation.threatens_self_harm", "violation.forces_sex", "physical.injured",
    "danger.strangled", "danger.weapon", "danger.threat_to_kill", "danger.threat_to_harm", "danger.could_kill",
    "danger.stalks", "danger.escalating", "danger.in_pregnancy", "danger.children_harmed", "danger.violent_jealousy",
    "danger.breaks_order",
}  # fmt: skip
VIOLENCE = {
    "violation.damages_things", "physical.throws_things", "physical.blocks_exit", "physical.pushes_grabs",
    "physical.hits", "physical.hurts_pets", "self.i_was_violent", "self.i_fear_my_anger",
}  # fmt: skip
CONTROL_OUTSIDE_ITS_FAMILY = {
    "felt.controlled", "felt.violated", "felt.eggshells", "felt.afraid", "felt.changed_daily_life",
    "felt.cannot_say_no", "felt.doubt_memory", "manipulation.denies_reality", "manipulation.reverses_roles",
    "manipulation.ultimatums", "manipulation.turns_others", "manipulation.return_pressure",
    "manipulation.no_answer_accepted", "violation.pressures_sex", "violation.shares_images", "self.i_check_phone",
    "self.i_threaten_leaving", "self.i_control",
}  # fmt: skip


def of(tier: Tier) -> set[str]:
    """Return the ids of a tier."""
    return {sign.id for sign in SIGNS.values() if sign.tier is tier}


def test_there_are_114_signs_in_eleven_families() -> None:
    """Every sign is there once, in its family, and the families are in their order."""
    assert len(SIGNS) == 114
    assert tuple(BY_FAMILY) == FAMILIES
    assert {family: len(in_family(family)) for family in FAMILIES} == BY_FAMILY
    assert in_family("weather") == ()


def test_an_id_is_family_and_name() -> None:
    """Ids have the form of the published schema and are the keys of the table."""
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", name) and sign.id == name for name, sign in SIGNS.items())
    assert SIGNS["danger.strangled"].family == "danger"


def test_the_tiers_of_danger_violence_and_control_are_these() -> None:
    """No sign slips into or out of the tiers that close joint work."""
    assert of(Tier.DANGER) == DANGER
    assert of(Tier.VIOLENCE) == VIOLENCE
    assert of(Tier.CONTROL) == CONTROL_OUTSIDE_ITS_FAMILY | {sign.id for sign in in_family("control")}


def test_the_other_tiers_follow_the_families() -> None:
    """Good, circumstances, strain and disrespect are where a reader looks for them."""
    assert of(Tier.GOOD) == {sign.id for sign in in_family("good")}
    assert of(Tier.CONTEXT) == {sign.id for sign in in_family("around")}
    assert {sign.id for sign in in_family("strain")} <= of(Tier.STRAIN)
    assert {sign.id for sign in in_family("disrespect")} <= of(Tier.DISRESPECT)


def test_whom_a_sign_speaks_of_follows_the_family() -> None:
    """Own signs are told apart from the other's; only two signs outside "felt" speak of how it is to be me."""
    assert {sign.id for sign in SIGNS.values() if sign.who is Who.SELF} == {sign.id for sign in in_family("self")}
    assert {sign.id for sign in SIGNS.values() if sign.who is Who.AROUND} == of(Tier.CONTEXT)
    me = {sign.id for sign in SIGNS.values() if sign.who is Who.ME}
    assert me == {sign.id for sign in in_family("felt")} | {"danger.could_kill", "good.safe_to_disagree"}
