"""The answers of a situation, put as questions that a rule can ask in words.

A sign that was not answered is neither seen nor said to be "never". Answers to the same sign are joined: the most
frequent and the most recent of them counts, so their order never matters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from msgspec import UNSET

from towpath.domain.signs import SIGNS, Sign, Tier, Who
from towpath.domain.situation import SignAnswer, Situation

OFTEN: Final = 3
_FREQUENCY: Final = {"never": 0, "once": 1, "sometimes": 2, "often": OFTEN}
_RECENCY: Final = {"earlier": 0, "past_year": 1, "recent": 2}

Signs = tuple[str, ...]
"""Ids of signs, in the order of the vocabulary."""


@dataclass(frozen=True, slots=True)
class _Seen:
    frequency: int
    recency: int


@dataclass(frozen=True, slots=True)
class Facts:
    """One situation, read once: which signs were asked about, which were seen, how often and how lately."""

    situation: Situation
    _answers: dict[str, _Seen]

    @classmethod
    def of(cls, situation: Situation) -> "Facts":
        """Read the facts out of a situation."""
        answers: dict[str, _Seen] = {}
        for answer in situation.signs:
            answers[answer.id] = _join(answers.get(answer.id), answer)
        return cls(situation, answers)

    def asked(self, sign: str) -> bool:
        """Tell whether the person answered this sign at all."""
        return sign in self._answers

    def seen(self, *signs: str) -> Signs:
        """Return those of the given signs that were seen, ever."""
        return self._pick(lambda sign, seen: seen.frequency > 0 and sign.id in signs)

    def said_never(self, sign: str) -> bool:
        """Tell whether the person was asked and said "never": not the same as not having been asked."""
        return self.asked(sign) and not self.seen(sign)

    def seen_of(self, tiers: Iterable[Tier], *who: Who) -> Signs:
        """Return the signs of these tiers that were seen and that speak of these people."""
        wanted = frozenset(tiers)
        return self._pick(lambda sign, seen: seen.frequency > 0 and sign.tier in wanted and sign.who in who)

    def seen_since(self, when: str, *signs: str) -> Signs:
        """Return those of the given signs last seen within ``when`` ("recent": 3 months; "past_year")."""
        least = _RECENCY[when]
        return self._pick(lambda sign, seen: seen.frequency > 0 and seen.recency >= least and sign.id in signs)

    def often(self, signs: Signs) -> Signs:
        """Return those of the given signs that happen often."""
        return self._pick(lambda sign, seen: seen.frequency == OFTEN and sign.id in signs)

    def asked_signs(self) -> tuple[Sign, ...]:
        """Return every sign that was answered, circumstances left out: they are no sign of anything."""
        return tuple(SIGNS[name] for name in self._pick(lambda sign, _: sign.who is not Who.AROUND))

    # What several rules ask for.

    @property
    def control_signs(self) -> Signs:
        """Signs of control in what the other does or in how it feels to be me."""
        return self.seen_of([Tier.CONTROL], Who.PARTNER, Who.ME)

    @property
    def their_violence(self) -> Signs:
        """Violence by the other."""
        return self.seen_of([Tier.VIOLENCE], Who.PARTNER)

    @property
    def any_violence(self) -> Signs:
        """Violence by either."""
        return self.seen_of([Tier.VIOLENCE], Who.PARTNER, Who.SELF)

    @property
    def fear(self) -> Signs:
        """Fear, or a life changed to avoid a reaction."""
        return self.seen("felt.afraid", "felt.eggshells", "felt.changed_daily_life")

    @property
    def said_no_fear(self) -> bool:
        """The person was asked about fear and about a changed life, and said no to both."""
        return self.said_never("felt.afraid") and self.said_never("felt.changed_daily_life")

    @property
    def no_has_a_price(self) -> bool:
        """The person can never disagree without fear, or never say no without a price: fear in other words."""
        return self.said_never("good.safe_to_disagree") or self.said_never("good.respects_no")

    @property
    def aims_at_safety(self) -> bool:
        """The person would go to be safe."""
        intention = self.situation.intention
        return intention is not UNSET and intention.aims is not UNSET and "safety" in intention.aims

    @property
    def not_safe_to_say_the_need(self) -> bool:
        """The person says that it is not safe to say what they need."""
        intention = self.situation.intention
        return intention is not UNSET and intention.said_the_need_plainly == "not_safe"

    @property
    def about_to_leave(self) -> bool:
        """The person is leaving, or about to leave or to say so."""
        return self.situation.together == "leaving" or bool(self.seen("around.about_to_leave"))

    @property
    def left_lately(self) -> bool:
        """The person left, or asked to separate, in the last year."""
        return bool(self.seen("around.left_recently"))

    @property
    def around_leaving(self) -> bool:
        """The time around a leaving, before or after."""
        return self.about_to_leave or self.left_lately

    @property
    def apart(self) -> bool:
        """The two are apart, by the person's word or because they left lately and did not say otherwise."""
        together = self.situation.together
        return together == "apart" or (together is UNSET and self.left_lately)

    @property
    def children(self) -> bool:
        """Children live with this, said outright or told by another answer."""
        told = self.seen("around.stepchild", "control.uses_children", "danger.children_harmed")
        return self.situation.children is True or bool(told)

    @property
    def crisis(self) -> bool:
        """The person's own life may be at risk."""
        wellbeing = self.situation.wellbeing
        return wellbeing is not UNSET and wellbeing.self_harm in {"thoughts", "plan"}

    @property
    def distress_is_high(self) -> bool:
        """PHQ-4 of 6 or more of 12 (Kroenke et al. 2009)."""
        wellbeing = self.situation.wellbeing
        return wellbeing is not UNSET and wellbeing.phq4 is not UNSET and sum(wellbeing.phq4) >= 6

    def _pick(self, wanted: Callable[[Sign, _Seen], bool]) -> Signs:
        answers = self._answers
        return tuple(name for name, sign in SIGNS.items() if name in answers and wanted(sign, answers[name]))


def _join(before: _Seen | None, answer: SignAnswer) -> _Seen:
    frequency = _FREQUENCY[answer.how_often]
    now = _Seen(frequency, _RECENCY[answer.when] if frequency else -1)
    if before is None:
        return now
    return _Seen(max(before.frequency, now.frequency), max(before.recency, now.recency))
