"""What was found about incidents and promises, as sentences for the person; days are counted by `date.toordinal`."""

from towpath.analysis import IncidentBursts, IncidentCycle, IncidentRate, Promises, SeverityTrend
from towpath.analysis.gaps import MILESTONES as GAP_MILESTONES
from towpath.analysis.incidents import LEAST_INCIDENTS
from towpath.analysis.promises import LEAST_AFTER, LEAST_BEFORE
from towpath.analysis.severity import MILESTONES as SEVERITY_MILESTONES
from towpath.content import AnalysisWords
from towpath.usecases.statements import day_words


def rate_sentence(found: IncidentRate, start: float, words: AnalysisWords) -> str:
    """Return whether incidents come more or less often, with both rates; ``start`` is when the record began."""
    basis, said = found.because, words.rate
    if found.statement == "not_enough":
        key = "not_enough" if basis.missing_incidents else "not_enough_days"
        again = day_words(found.look + basis.missing_days - 1, found.look)
        return said[key].format(incidents=basis.incidents, wanted=LEAST_INCIDENTS, again=again)
    if found.statement == "no_clear_change":
        return said["no_clear_change"].format(incidents=basis.incidents, start=day_words(start, found.look))
    if found.recent is None or found.earlier is None or basis.split is None:
        return said[f"{found.statement}_no_rates"]
    if (found.recent.per_30_days > found.earlier.per_30_days) != (found.statement == "more"):
        return said[f"{found.statement}_no_rates"]  # the change lies elsewhere than at the day that divides these two
    return said[f"{found.statement}_{found.firmness}"].format(
        recent=_tenth(found.recent.per_30_days),
        earlier=_tenth(found.earlier.per_30_days),
        split=day_words(basis.split, found.look),
    )


def cycle_sentence(found: IncidentCycle, words: AnalysisWords) -> str:
    """Return whether the gaps between incidents are even."""
    low, high = (_whole(gap or 0) for gap in (found.gap_low, found.gap_high))
    return words.cycle[found.statement].format(used=found.because.used, wanted=GAP_MILESTONES[0], low=low, high=high)


def bursts_sentence(found: IncidentBursts, words: AnalysisWords) -> str:
    """Return whether incidents come close together."""
    return words.bursts[found.statement].format(used=found.because.used, wanted=GAP_MILESTONES[0])


def severity_sentence(found: SeverityTrend, words: AnalysisWords) -> str:
    """Return whether incidents get worse or milder."""
    first, last = (_tenth(half or 0) for half in (found.first_half, found.second_half))
    return words.severity[found.statement].format(
        used=found.because.used, wanted=SEVERITY_MILESTONES[0], first=first, last=last
    )


def promises_sentence(found: Promises, event: float, look: float, words: AnalysisWords) -> str:
    """Return how many promises were kept before and since the day of an event."""
    return words.promises[found.statement].format(
        event=day_words(event, look),
        wanted_before=LEAST_BEFORE,
        wanted_after=LEAST_AFTER,
        kept_before=found.before.kept,
        total_before=found.before.total,
        kept_after=found.after.kept,
        total_after=found.after.total,
    )


def _tenth(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _whole(number: float) -> str:
    return f"{number:.0f}"
