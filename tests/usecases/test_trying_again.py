"""Try again, my own part, talk and limits: what counts of what was kept."""

from datetime import UTC, datetime, timedelta

from tests.web.pages.states import SITUATIONS
from towpath.domain.limit import Crossed, Limit
from towpath.domain.records import Incident, SignsSeen
from towpath.domain.situation import HowOften, SignAnswer
from towpath.usecases import talking, trying_again
from towpath.usecases.picture import picture
from towpath.vault import Stored

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
TODAY = NOW.date()


def stored(*records: object) -> tuple[Stored, ...]:
    """Return records as the notebook gives them."""
    return tuple(Stored(id=f"{n}", revision=1, record=record) for n, record in enumerate(records))  # type: ignore[arg-type]


def strangled(how_often: HowOften, days_ago: float = 0) -> SignsSeen:
    """Return an answer to the sign of strangling, given so many days ago."""
    return SignsSeen(
        written=NOW - timedelta(days=days_ago), answers=(SignAnswer(id="danger.strangled", how_often=how_often),)
    )


def test_a_sign_of_danger_at_any_time_closes_and_a_slip_of_the_same_day_does_not() -> None:
    """Taken back months later it still counts; mended within the day it was a slip; an incident counts as well."""
    assert trying_again.danger_ever(stored(strangled("once", 90), strangled("never")))
    assert not trying_again.danger_ever(stored(strangled("once", 0.1), strangled("never")))
    assert trying_again.danger_ever(stored(strangled("never", 0.1), strangled("once")))
    assert not trying_again.danger_ever(stored(strangled("never")))
    incident = Incident(written=NOW, day=TODAY, seen="x", signs=("danger.strangled",))
    assert trying_again.danger_ever(stored(incident))
    assert not trying_again.danger_ever(stored(Incident(written=NOW, day=TODAY, signs=("strain.criticism",))))


def test_it_is_closed_with_control_and_with_danger_ever() -> None:
    """Open only where neither the gate nor the past closes it."""
    calm = SignsSeen(written=NOW, answers=SITUATIONS["distress"])
    control = SignsSeen(written=NOW, answers=SITUATIONS["control"])
    assert not trying_again.is_closed(stored(calm), picture(stored(calm), TODAY))
    assert trying_again.is_closed(stored(control), picture(stored(control), TODAY))
    past = stored(strangled("once", 90), strangled("never", 1), calm)
    assert trying_again.is_closed(past, picture(past, TODAY))


def test_the_days_on_which_a_limit_was_crossed_are_counted_as_answered() -> None:
    """What was not answered is neither yes nor no; the days stand in order; one can be taken away."""
    limit = Limit(written=NOW, day=TODAY, happens="shouting", will="go out")
    assert talking.counts(limit) == talking.Counts(times=0, did=0, held=0, asked_did=0, asked_held=0)
    for one in (
        Crossed(day=TODAY, did="did", held="held"),
        Crossed(day=TODAY - timedelta(days=2), did="partly"),
        Crossed(day=TODAY - timedelta(days=1), held="not_held"),
    ):
        limit = talking.with_crossed(limit, one)
    assert [each.day for each in limit.crossed] == [TODAY - timedelta(days=n) for n in (2, 1, 0)]
    assert talking.counts(limit) == talking.Counts(times=3, did=1, held=1, asked_did=2, asked_held=2)
    assert len(talking.without_crossed(limit, 0).crossed) == 2
    assert talking.without_crossed(limit, 7) == limit
