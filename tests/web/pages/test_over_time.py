"""The look back: what is drawn and listed is what was kept, and what is said is what the analysis says."""

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.never_said import gendered, verdicts
from tests.readability import grade
from tests.web.house import NOW, Browser, House
from tests.web.pages.looks import LOOKS, TODAY, YEAR, check_in, event, incident, promise, then
from tests.web.pages.markup import Element, Page
from tests.web.pages.states import OPENED, SITUATIONS, look_at
from tests.web.pages.test_picture import words_of
from tests.web.pages.test_templates import ADDRESSES, STATES, rendered
from towpath.analysis import check_in_bias, since_event, size_of_change, trend
from towpath.content import Pack, load
from towpath.domain.records import CheckIn, Incident, Record, SignsSeen
from towpath.usecases.statements import since_event_sentence, trend_sentence
from towpath.web.drawing import BOTTOM, END, LANE_BOTTOM, LANE_TOP, START, TOP
from towpath.web.pages.over_time import OverTime, View
from towpath.web.render import points, render
from towpath.web.visit import Show

PACK = load()
EVERY = pytest.mark.parametrize("name", [name for name in STATES if name.startswith("over-time")])
LOOK = float(TODAY.toordinal() + 1)

answers = st.dictionaries(st.sampled_from(sorted(PACK.check_in.questions)), st.integers(0, 10), max_size=7)
checks = st.builds(
    lambda ago, given: CheckIn(written=then(ago), day=then(ago).date(), answers=given), st.integers(0, 500), answers
)
records = st.lists(checks, max_size=60)
incidents = st.lists(st.builds(incident, st.integers(0, 500), st.none() | st.integers(0, 10)), max_size=20)


def html(kept: list[Record], view: View | None = None) -> str:
    """Return the page over these records."""
    return render(Show(page=look_at(kept, view or View(), PACK)), OPENED, PACK, ADDRESSES)


def share(text: str) -> float:
    """Read a share of the width or height."""
    assert text.endswith("%")
    return float(text[:-1])


def picture(page: Page) -> list[Element]:
    """Return what the first picture is made of."""
    return page.inside(page.all("svg")[0])


def day_at(x: str, first: date, last: date) -> float:
    """Read back the day of a place."""
    return first.toordinal() + (share(x) - START) / (END - START) * (last - first).days


def value_at(y: str) -> float:
    """Read back the value of a place."""
    return 10 * (BOTTOM - share(y)) / (BOTTOM - TOP)


def means(kept: list[Record]) -> dict[date, float]:
    """Return the mean of each day, by the words of the method: of each question over the day, then of the questions."""
    by_day: defaultdict[date, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in kept:
        if isinstance(one, CheckIn):
            for name, value in one.answers.items():
                by_day[one.day][name].append(value)
    return {day: fmean(fmean(values) for values in asked.values()) for day, asked in by_day.items()}


@given(kept=records, more=incidents)
def test_what_is_drawn_is_what_was_kept(kept: list[Record], more: list[Record]) -> None:
    """Each dot read back is a day and its value, each bar a day and its incidents; none is missing or added."""
    view = View(span="all")
    shown = look_at([*kept, *more], view, PACK).drawn
    wanted, counts = means(kept), Counter(one.day for one in more if isinstance(one, Incident))
    if shown is None:
        assert not wanted
        assert not counts
        return
    assert shown.width == 1
    drawn = picture(Page(html([*kept, *more], view)))
    dots = [each.attributes for each in drawn if each.name == "circle"]
    bars = [each.attributes for each in drawn if each.attributes.get("class") == "incident"]
    read = {round(day_at(dot["cx"], shown.first, shown.last)): value_at(dot["cy"]) for dot in dots}
    assert read == pytest.approx({day.toordinal(): value for day, value in wanted.items()}, abs=0.001)
    highest = max(counts.values(), default=1)
    high = {
        round(day_at(bar["x1"], shown.first, shown.last)): (LANE_BOTTOM - share(bar["y2"])) / (LANE_BOTTOM - LANE_TOP)
        for bar in bars
    }
    assert high == pytest.approx({day.toordinal(): count / highest for day, count in counts.items()}, abs=0.001)


@given(kept=records, more=incidents)
def test_the_table_is_the_record(kept: list[Record], more: list[Record]) -> None:
    """The numbers beside the picture are the days of the record, each with its value and its incidents."""
    page = Page(html([*kept, *more], View(span="all")))
    wanted, counts = means(kept), Counter(one.day for one in more if isinstance(one, Incident))
    bodies = [each for each in page.all("tbody") if each.around and "class" not in each.around.attributes]
    rows = [[cell.text for cell in page.inside(row) if cell.name in {"th", "td"}] for row in in_rows(page, bodies)]
    expected = []
    for day in sorted(wanted.keys() | counts.keys()):
        cells = [f"{day.day} {day:%B} {day.year}", points(wanted.get(day))]
        expected.append([*cells, str(counts[day] or "")] if counts else cells)
    assert rows == expected


def in_rows(page: Page, bodies: list[Element]) -> Iterator[Element]:
    """Yield the rows of the first table of numbers."""
    if bodies:
        yield from (each for each in page.inside(bodies[0]) if each.name == "tr")


@given(kept=records)
def test_the_calendar_is_the_record(kept: list[Record]) -> None:
    """Each day of the months shown holds its value, and no other day does."""
    shown = look_at(kept, View(), PACK).calendar
    if shown is None:
        assert not means(kept)
        return
    found = {
        month.first.replace(day=cell.number): cell.value
        for month in shown.months
        for week in month.weeks
        for cell in week
        if cell and cell.value is not None
    }
    first = shown.months[0].first
    assert found == pytest.approx({day: value for day, value in means(kept).items() if day >= first})


@pytest.mark.parametrize(("name", "width"), [("year", 1), ("weeks", 7), ("old", 28), ("ten_years_all", 28)])
def test_of_many_days_the_middle_and_the_ends_are_drawn(name: str, width: int) -> None:
    """Where there are too many dots, each is the median of its week or four weeks, with its lowest and highest day."""
    kept, view = LOOKS[name]
    shown = look_at(kept, view, PACK).drawn
    assert shown is not None
    assert shown.width == width
    values = {day.toordinal(): value for day, value in means(kept).items()}
    for column in shown.columns:
        here = [value for day, value in values.items() if column.first <= day <= column.last]
        expected = (median(here), min(here), max(here)) if here else (None, None, None)
        assert (column.middle, column.low, column.high) == pytest.approx(expected)
        assert column.answers == len(here)
    assert sum(column.answers for column in shown.columns) == len(values)
    assert max(column.last for column in shown.columns) <= TODAY.toordinal()


@pytest.mark.parametrize("name", ["empty", "one", "constant", "better", "worse", "year", "silent"])
def test_the_first_sentence_is_that_of_the_analysis(name: str) -> None:
    """What stands first is what the analysis says of the means of the days, with its caveats."""
    kept, view = LOOKS[name]
    values = sorted(means(kept).items())
    days, said = [day.toordinal() for day, _ in values], [value for _, value in values]
    weekend = [day.weekday() >= 5 for day, _ in values]
    found = trend(days, said, LOOK, weekend=weekend)
    first = look_at(kept, view, PACK).course.first
    assert first.text == trend_sentence(found, size_of_change(days, said, LOOK), PACK.analysis)
    assert first.notes == tuple(PACK.analysis.caveat[caveat] for caveat in check_in_bias(days, said))


def test_the_time_since_an_event_is_that_of_the_analysis() -> None:
    """What is said since the chosen day is what the analysis says of the half year before and the year after."""
    talk = next(number for number, one in enumerate(YEAR) if getattr(one, "what", "") == "talk")
    shown = look_at(YEAR, View(event=f"{talk:032x}"), PACK)
    at = YEAR[talk].day.toordinal()  # type: ignore[union-attr] # an event
    values = sorted((day, value) for day, value in means(YEAR).items() if day.toordinal() >= at - 182)
    days, said = [day.toordinal() for day, _ in values], [value for _, value in values]
    (found,) = since_event(days, said, at, [LOOK], weekend=[day.weekday() >= 5 for day, _ in values])
    assert found.statement.startswith("better")
    assert shown.after is not None
    assert shown.after.line.text == since_event_sentence(found, PACK.analysis)


def test_one_question_alone_needs_three_times_as_much() -> None:
    """Where all questions together say something by less than that, one question with the very same values does not."""
    kept = [check_in(ago, 5 + (ago < 40) + (ago % 3 == 0)) for ago in range(80, -1, -2)]
    values = sorted(means(kept).items())  # type: ignore[arg-type] # check-ins are records
    days, said = [day.toordinal() for day, _ in values], [value for _, value in values]
    found = trend(days, said, LOOK, weekend=[day.weekday() >= 5 for day, _ in values])
    together, alone = (look_at(kept, View(question=name), PACK).course.first for name in ("", "respected"))
    assert together.text == trend_sentence(found, size_of_change(days, said, LOOK), PACK.analysis)
    strong = found.upward >= 3 * found.threshold
    assert alone.comforting == (strong and found.statement == "better")


@pytest.mark.parametrize("gate", ["control", "danger"])
def test_nothing_comforting_stands_first_where_there_is_fear_or_danger(gate: str, pack: Pack) -> None:
    """The page begins with the gate, why there is no "better", and the way to help; the sentence is folded away."""
    page = rendered(f"over-time-better-{gate}")
    shown = STATES[f"over-time-better-{gate}"][0].page
    assert isinstance(shown, OverTime)
    assert shown.course.first.comforting
    headings = Page(page).all("h2")
    assert headings[0].text == pack.method.gate[gate].title
    assert pack.over_time.page["guard"] in words_of(page)
    assert page.index("Help now: someone to talk to") < page.index(shown.course.first.text)
    assert 'class="lead"' not in page
    folded = re.findall(r"<details>.*?</details>", page, re.DOTALL)
    assert any(shown.course.first.text in each and pack.over_time.page["numbers_alone"] in each for each in folded)


@pytest.mark.parametrize("gate", ["control", "danger"])
def test_nothing_comforting_is_in_sight_anywhere_where_there_is_fear_or_danger(gate: str) -> None:
    """Of all sentences that could comfort, none stands outside of what the person unfolds."""
    for name in LOOKS:
        page = rendered(f"over-time-{name}-{gate}")
        in_sight = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL).partition("<main")[2]
        said = words_of(in_sight)
        assert "days are better" not in said
        assert "days get better" not in said
        assert "come less often" not in said
        assert "got milder" not in said
        assert "More promises were kept" not in said


def test_a_worse_record_is_said_first_even_there() -> None:
    """What is worse is not held back."""
    assert 'class="lead"' in rendered("over-time-worse-danger")


def test_without_fear_the_sentence_comes_first() -> None:
    """Nothing stands between the heading and the sentence."""
    shown = STATES["over-time-better-distress"][0].page
    assert isinstance(shown, OverTime)
    main = words_of(rendered("over-time-better-distress").partition("<main")[2].partition(">")[2])
    assert main.partition("Over time")[2].strip().startswith(shown.course.first.text)


def test_thoughts_of_self_harm_come_before_everything(pack: Pack) -> None:
    """In a crisis the first heading is the crisis line."""
    assert Page(rendered("over-time-crisis")).all("h2")[0].text == pack.method.first["crisis_line"].title


def test_a_hard_incident_of_late_stands_beside_what_could_comfort(pack: Pack) -> None:
    """With one in the last three months the page says that it weighs more; without, or with an old one, it does not."""
    better = LOOKS["better"][0]
    for more, there in (([incident(10, 9)], True), ([incident(10, 3)], False), ([incident(150, 9)], False)):
        assert (pack.over_time.page["hard"] in words_of(html([*better, *more]))) is there


def test_not_enough_says_what_is_missing_and_when_to_look_again() -> None:
    """With three check-ins: how many of how many, and the day."""
    said = words_of(html([check_in(ago, 5) for ago in (0, 3, 6)]))
    assert "Not enough yet: 3 of 10 check-ins; look again after" in said


def test_a_long_record_is_spoken_of_from_an_anniversary_on() -> None:
    """The sentence is about the time since the last anniversary that lies three months back, and says so."""
    shown = look_at(LOOKS["old"][0], View(), PACK)
    first = min(means(LOOKS["old"][0]))
    assert (shown.course.start - first).days % 365 == 0
    assert 91 <= (TODAY - shown.course.start).days < 91 + 365
    assert shown.course.begun_anew
    assert "It begins anew once a year" in words_of(html(LOOKS["old"][0]))


def test_promises_are_counted_before_and_since_the_event() -> None:
    """Each promise of the other counts on the day its outcome was seen; one's own do not, nor those still open."""
    kept = [promise(ago, outcome) for ago, outcome in ((40, "kept"), (35, "not_kept"), (9, "partly"), (5, None))]  # type: ignore[arg-type] # outcomes
    shown = look_at([*kept, event(20, "talk")], View(), PACK).promises
    assert shown is not None
    assert [(share.when, share.kept, share.partly, share.broken) for share in shown.shares] == [
        ("before", 1, 0, 1),
        ("since", 0, 1, 0),
    ]
    assert shown.open == 1


@EVERY
def test_no_look_back_says_a_verdict_or_a_cause(name: str) -> None:
    """No word of verdict, order, promise, chance or gender; never "because of", never "the same"."""
    said = words_of(rendered(name))
    allowed = {"unlikely"} | ({"safe", "safety"} if "danger" in name or "control" in name else set())
    assert not {word.lower() for word in verdicts(said)} - allowed
    assert gendered(said) == []
    for each in PACK.check_in.questions.values():  # what a question asks about is no cause that the page names
        said = said.replace(each.question, "")
    assert "because of" not in said.lower()
    assert "the same" not in said.lower()


@EVERY
def test_a_look_back_can_be_read_with_eight_years_of_school(name: str) -> None:
    """The whole page, without its tables and the names of questions, is at most grade 8."""
    main = re.sub(r"<(table|select).*?</\1>", " ", rendered(name).partition("<main")[2], flags=re.DOTALL)
    said = re.sub(r"</(p|li|h1|h2|h3|summary|title|text|label|button)>", ".\n", main)
    assert grade(re.sub(r"<[^>]+>", " ", said)) <= 8


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_back_is_light(name: str) -> None:
    """At most 40 kB on the wire, ten years included."""
    assert len(gzip.compress(rendered(f"over-time-{name}-danger").encode(), 6)) <= 40_000


def test_what_was_chosen_is_shown_and_stands_in_no_address(house: House) -> None:
    """A choice is sent by POST; the page it leads to has an opaque address and shows that choice."""
    browser = house.opened()
    for ago in range(60):
        house.notebook.add(check_in(ago, 5, 6, 7))
    talk = house.notebook.add(event(30, "talk"))
    house.notebook.add(event(10, "limit"))
    chosen = {"question": "at_ease", "span": "all", "event": talk, "token": house.session.token}
    to = browser.post(house.at_address("over_time"), chosen).to
    assert re.fullmatch(r"/[a-z2-7]{16}", to)
    page = Page(browser.get(to).text)
    selected = [each.attributes["value"] for each in page.all("option") if "selected" in each.attributes]
    assert selected == ["at_ease", "all", talk]


@pytest.mark.parametrize("wrong", [{"question": "x"}, {"span": "week"}, {"event": "0" * 32}])
def test_a_choice_there_is_not_is_refused(house: House, wrong: dict[str, str]) -> None:
    """What is not one of the choices is said at its field, and nothing is shown of it."""
    browser = house.opened()
    fields = {"question": "", "span": "year", "event": "", "token": house.session.token, **wrong}
    reply = browser.post(house.at_address("over_time"), fields)
    assert reply.status == 422
    assert f'href="#{next(iter(wrong))}"' in reply.text


def test_earlier_months_can_be_turned_to(house: House) -> None:
    """The links lead to three months before, and back, as far as the record goes."""
    browser = house.opened()
    for ago in (0, 100, 200):
        house.notebook.add(check_in(ago, 5))
    page = browser.get(house.at_address("over_time"))
    seen = []
    while True:
        seen += [each.text for each in Page(page.text).all("caption")][::-1]
        links = [each for each in Page(page.text).all("a") if each.text == "Earlier months"]
        if not links:
            break
        page = browser.get(links[0].attributes["href"])
    months = {f"{then(ago).date():%B %Y}" for ago in (0, 100, 200)}
    assert months <= set(seen)
    assert len(seen) == len(set(seen)) == 9


def test_a_sign_answered_today_turns_the_page_today() -> None:
    """The gate is that of the record as it is now: with an answer of danger the page begins with it."""
    signs = SignsSeen(written=NOW - timedelta(minutes=1), answers=SITUATIONS["danger"])
    assert look_at([*YEAR, signs], View(), PACK).guard == "danger"
    assert look_at(YEAR, View(), PACK).guard is None


def test_a_reader_of_the_page_needs_no_script(house: House) -> None:
    """The whole look back stands in the page as it is sent."""
    browser: Browser = house.opened()
    house.notebook.add(check_in(0, 5))
    assert "<svg" in browser.get(house.at_address("over_time")).text
