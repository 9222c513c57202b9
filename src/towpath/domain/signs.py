"""The vocabulary of signs: what a person may notice, and of which kind it is.

Ids never change meaning; a new sign gets a new id. The words a person reads for each id are in the content packs; the
method reads only the ids, tiers and answers here. Control, violence and danger never come from counting strain.
"""

from enum import StrEnum
from types import MappingProxyType

import msgspec


class Who(StrEnum):
    """Whom a sign speaks of."""

    PARTNER = "partner"
    ME = "me"
    SELF = "self"
    AROUND = "around"


class Tier(StrEnum):
    """Of which kind a sign is. The order says nothing: tiers are never added up."""

    GOOD = "good"
    STRAIN = "strain"
    DISRESPECT = "disrespect"
    CONTROL = "control"
    VIOLENCE = "violence"
    DANGER = "danger"
    CONTEXT = "context"


class Sign(msgspec.Struct, frozen=True):
    """One sign: its id (family.name), whom it speaks of, its tier, and the keys of the sources behind it."""

    id: str
    who: Who
    tier: Tier
    sources: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]


_TABLE = (
    Sign("felt.unappreciated", Who.ME, Tier.STRAIN, ("joel2020",)),
    Sign("felt.miserable", Who.ME, Tier.STRAIN),
    Sign("felt.controlled", Who.ME, Tier.CONTROL, ("s76",)),
    Sign("felt.violated", Who.ME, Tier.CONTROL),
    Sign("felt.stuck", Who.ME, Tier.STRAIN),
    Sign("felt.lonely", Who.ME, Tier.STRAIN),
    Sign("felt.worthless", Who.ME, Tier.DISRESPECT),
    Sign("felt.exhausted", Who.ME, Tier.STRAIN),
    Sign("felt.eggshells", Who.ME, Tier.CONTROL, ("web",)),
    Sign("felt.afraid", Who.ME, Tier.CONTROL, ("s76", "web")),
    Sign("felt.changed_daily_life", Who.ME, Tier.CONTROL, ("s76",)),
    Sign("felt.cannot_say_no", Who.ME, Tier.CONTROL),
    Sign("felt.doubt_memory", Who.ME, Tier.CONTROL, ("klein2023",)),
    Sign("felt.gut_worry", Who.ME, Tier.DANGER, ("lap",)),
    Sign("strain.frequent_rows", Who.PARTNER, Tier.STRAIN),
    Sign("strain.criticism", Who.PARTNER, Tier.STRAIN, ("gottman",)),
    Sign("strain.defensiveness", Who.PARTNER, Tier.STRAIN, ("gottman",)),
    Sign("strain.withdraws", Who.PARTNER, Tier.STRAIN, ("gottman",)),
    Sign("strain.drifted", Who.PARTNER, Tier.STRAIN),
    Sign("strain.little_affection", Who.PARTNER, Tier.STRAIN),
    Sign("strain.different_goals", Who.PARTNER, Tier.STRAIN),
    Sign("strain.unfair_share", Who.PARTNER, Tier.STRAIN),
    Sign("strain.affair", Who.PARTNER, Tier.STRAIN),
    Sign("strain.little_effort", Who.PARTNER, Tier.STRAIN),
    Sign("disrespect.insults", Who.PARTNER, Tier.DISRESPECT),
    Sign("disrespect.contempt", Who.PARTNER, Tier.DISRESPECT, ("gottman",)),
    Sign("disrespect.humiliates", Who.PARTNER, Tier.DISRESPECT, ("s76",)),
    Sign("disrespect.dismisses_feelings", Who.PARTNER, Tier.DISRESPECT),
    Sign("disrespect.ignores_limits", Who.PARTNER, Tier.DISRESPECT),
    Sign("disrespect.breaks_promises", Who.PARTNER, Tier.DISRESPECT),
    Sign("disrespect.lies", Who.PARTNER, Tier.DISRESPECT),
    Sign("disrespect.mocks_dreams", Who.PARTNER, Tier.DISRESPECT),
    Sign("control.isolates", Who.PARTNER, Tier.CONTROL, ("s76", "duluth")),
    Sign("control.monitors_messages", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.tracks_location", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.contact_demands", Who.PARTNER, Tier.CONTROL),
    Sign("control.controls_money", Who.PARTNER, Tier.CONTROL, ("s76", "da2021")),
    Sign("control.controls_daily", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.controls_movement", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.blocks_work", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.blocks_care", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.withholds_documents", Who.PARTNER, Tier.CONTROL, ("cps",)),
    Sign("control.status_threats", Who.PARTNER, Tier.CONTROL, ("cps",)),
    Sign("control.outing_threats", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.rules_punish", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.jealous_accuses", Who.PARTNER, Tier.CONTROL),
    Sign("control.uses_children", Who.PARTNER, Tier.CONTROL, ("duluth", "cps")),
    Sign("control.reproductive", Who.PARTNER, Tier.CONTROL, ("cps",)),
    Sign("control.cuts_basics", Who.PARTNER, Tier.CONTROL, ("s76",)),
    Sign("control.take_over_accounts", Who.PARTNER, Tier.CONTROL),
    Sign("manipulation.denies_reality", Who.PARTNER, Tier.CONTROL, ("klein2023", "manip")),
    Sign("manipulation.shifts_blame", Who.PARTNER, Tier.DISRESPECT, ("duluth", "manip")),
    Sign("manipulation.reverses_roles", Who.PARTNER, Tier.CONTROL, ("darvo",)),
    Sign("manipulation.guilt_trips", Who.PARTNER, Tier.DISRESPECT, ("manip",)),
    Sign("manipulation.silent_treatment", Who.PARTNER, Tier.DISRESPECT),
    Sign("manipulation.ultimatums", Who.PARTNER, Tier.CONTROL),
    Sign("manipulation.hot_and_cold", Who.PARTNER, Tier.DISRESPECT, ("klein2023",)),
    Sign("manipulation.love_bombing", Who.PARTNER, Tier.DISRESPECT),
    Sign("manipulation.threatens_self_harm", Who.PARTNER, Tier.DANGER, ("campbell2003", "cps")),
    Sign("manipulation.turns_others", Who.PARTNER, Tier.CONTROL),
    Sign("manipulation.minimises", Who.PARTNER, Tier.DISRESPECT, ("duluth",)),
    Sign("manipulation.return_pressure", Who.PARTNER, Tier.CONTROL),
    Sign("manipulation.no_answer_accepted", Who.PARTNER, Tier.CONTROL),
    Sign("violation.pressures_sex", Who.PARTNER, Tier.CONTROL),
    Sign("violation.forces_sex", Who.PARTNER, Tier.DANGER, ("campbell2003", "spencer2020")),
    Sign("violation.shares_images", Who.PARTNER, Tier.CONTROL),
    Sign("violation.damages_things", Who.PARTNER, Tier.VIOLENCE, ("s76",)),
    Sign("physical.throws_things", Who.PARTNER, Tier.VIOLENCE),
    Sign("physical.blocks_exit", Who.PARTNER, Tier.VIOLENCE),
    Sign("physical.pushes_grabs", Who.PARTNER, Tier.VIOLENCE),
    Sign("physical.hits", Who.PARTNER, Tier.VIOLENCE),
    Sign("physical.injured", Who.PARTNER, Tier.DANGER),
    Sign("physical.hurts_pets", Who.PARTNER, Tier.VIOLENCE),
    Sign("danger.strangled", Who.PARTNER, Tier.DANGER, ("glass2008", "spencer2020")),
    Sign("danger.weapon", Who.PARTNER, Tier.DANGER, ("campbell2003",)),
    Sign("danger.threat_to_kill", Who.PARTNER, Tier.DANGER, ("campbell2003", "lap")),
    Sign("danger.threat_to_harm", Who.PARTNER, Tier.DANGER, ("spencer2020",)),
    Sign("danger.could_kill", Who.ME, Tier.DANGER, ("lap",)),
    Sign("danger.stalks", Who.PARTNER, Tier.DANGER, ("campbell2003", "spencer2020")),
    Sign("danger.escalating", Who.PARTNER, Tier.DANGER, ("campbell2003",)),
    Sign("danger.in_pregnancy", Who.PARTNER, Tier.DANGER, ("campbell2003",)),
    Sign("danger.children_harmed", Who.PARTNER, Tier.DANGER, ("lap",)),
    Sign("danger.violent_jealousy", Who.PARTNER, Tier.DANGER, ("campbell2003",)),
    Sign("danger.breaks_order", Who.PARTNER, Tier.DANGER),
    Sign("around.gun_access", Who.AROUND, Tier.CONTEXT, ("campbell2003", "spencer2020")),
    Sign("around.left_recently", Who.AROUND, Tier.CONTEXT, ("campbell2003",)),
    Sign("around.about_to_leave", Who.AROUND, Tier.CONTEXT, ("campbell2003",)),
    Sign("around.partner_out_of_work", Who.AROUND, Tier.CONTEXT, ("campbell2003",)),
    Sign("around.stepchild", Who.AROUND, Tier.CONTEXT, ("campbell2003",)),
    Sign("around.heavy_substances", Who.AROUND, Tier.CONTEXT, ("campbell2003",)),
    Sign("around.past_violence", Who.AROUND, Tier.CONTEXT),
    Sign("around.economic_dependence", Who.AROUND, Tier.CONTEXT),
    Sign("around.device_shared", Who.AROUND, Tier.CONTEXT, ("nnedv",)),
    Sign("self.i_insult", Who.SELF, Tier.DISRESPECT),
    Sign("self.i_check_phone", Who.SELF, Tier.CONTROL),
    Sign("self.i_go_silent", Who.SELF, Tier.DISRESPECT),
    Sign("self.i_threaten_leaving", Who.SELF, Tier.CONTROL),
    Sign("self.i_broke_promises", Who.SELF, Tier.STRAIN),
    Sign("self.i_control", Who.SELF, Tier.CONTROL),
    Sign("self.i_was_violent", Who.SELF, Tier.VIOLENCE),
    Sign("self.i_fear_my_anger", Who.SELF, Tier.VIOLENCE),
    Sign("self.i_stopped_trying", Who.SELF, Tier.STRAIN),
    Sign("good.listens", Who.PARTNER, Tier.GOOD, ("duluth",)),
    Sign("good.appreciates", Who.PARTNER, Tier.GOOD, ("joel2020",)),
    Sign("good.respects_no", Who.PARTNER, Tier.GOOD),
    Sign("good.owns_mistakes", Who.PARTNER, Tier.GOOD, ("bancroft",)),
    Sign("good.keeps_promises", Who.PARTNER, Tier.GOOD),
    Sign("good.backs_my_life", Who.PARTNER, Tier.GOOD, ("duluth",)),
    Sign("good.safe_to_disagree", Who.ME, Tier.GOOD),
    Sign("good.shares_decisions", Who.PARTNER, Tier.GOOD, ("duluth",)),
    Sign("good.honest", Who.PARTNER, Tier.GOOD),
    Sign("good.affection", Who.PARTNER, Tier.GOOD),
    Sign("good.repairs", Who.PARTNER, Tier.GOOD, ("gottman",)),
    Sign("good.shares_load", Who.PARTNER, Tier.GOOD),
)

SIGNS: MappingProxyType[str, Sign] = MappingProxyType({sign.id: sign for sign in _TABLE})
"""Every sign by its id, in the order in which a reader of the vocabulary meets them."""

FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(sign.family for sign in _TABLE))
"""The families in the same order."""


def in_family(family: str) -> tuple[Sign, ...]:
    """Return the signs of one family, in order; empty for a family that does not exist."""
    return tuple(sign for sign in _TABLE if sign.family == family)
