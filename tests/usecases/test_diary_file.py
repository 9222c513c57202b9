from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.domain.records import Entry
from towpath.domain.written import TEXT_LIMIT
from towpath.errors import BadInput
from towpath.usecases import diary_file
from towpath.usecases.diary_file import DiaryFile, Order, keep, read
from towpath.vault import Notebook

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = date(2026, 3, 4)


def entries(text: str, *, order: Order = "") -> list[tuple[date, str]]:
    """Return day and text of each entry of a file."""
    return [(one.day, one.text) for one in read(text.encode(), TODAY, order=order).entries]


def unread(text: str) -> list[tuple[int, str]]:
    """Return line and reason of what cannot be kept."""
    return [(one.line, one.reason) for one in read(text.encode(), TODAY).unread]


# dates


@pytest.mark.parametrize(
    "line",
    [
        "# 2026-03-04", "## 4 March 2026", "2026-03-04:", "2026-03-04", "###### 2026/03/04", "# 2026.03.04",
        "4 March 2026", "4. March 2026", "4th March 2026", "4 Mar 2026", "4 Mar. 2026", "March 4, 2026",
        "March 4th, 2026", "Mar 4 2026", "Wednesday, 4 March 2026", "Wed 4 March 2026", "# Wednesday 4 March 2026",
        "4 de marzo de 2026", "miércoles, 4 de marzo de 2026", "## 4 marzo 2026", "4.3.2026", "04.03.2026:",
        "2026-03-04 21:30", "# 2026-03-04 at 9:30 pm", "2026-03-04T21:30:00", "[2026-03-04 21:30]",
        "[2026-03-04 09:30:00 PM]", "**2026-03-04**", "**2026-03-04:**", "# **4 March 2026**", "  2026-03-04  ",
        "4 MARCH 2026", "04 march 2026", "4 of March 2026", "mar 4 marzo 2026",
    ],
)  # fmt: skip
def test_a_line_with_a_date_begins_an_entry(line: str) -> None:
    """Headings and lines of their own, in the ways in which English and Spanish diaries write dates."""
    assert entries(f"{line}\nIt was quiet.") == [(DAY, "It was quiet.")]


@pytest.mark.parametrize(
    "line",
    [
        "2026-03-04: It was quiet.", "2026-03-04 - It was quiet.", "2026-03-04 \u2013 It was quiet.",
        "[2026-03-04 21:30] It was quiet.", "# 2026-03-04 It was quiet.", "## 4 March 2026: It was quiet.",
        "**2026-03-04:** It was quiet.", "# 4 March 2026 \u2014 It was quiet.", "Wed, 4 March 2026: It was quiet.",
    ],
)  # fmt: skip
def test_words_behind_a_date_belong_to_its_entry(line: str) -> None:
    """What stands on the line of the date is the beginning of the text."""
    assert entries(line) == [(DAY, "It was quiet.")]
    assert entries(f"{line}\n\nMore.") == [(DAY, "It was quiet.\n\nMore.")]


@pytest.mark.parametrize(
    "line",
    [
        "2026-03-04 was a good day", "On 4 March 2026 we talked", "since 2026-03-04", "# Reasons", "#2026-03-04",
        "2026-03-041", "12026-03-04", "4 Smarch 2026", "- 2026-03-04", "> 2026-03-04", "    2026-03-04",
        "2026-03", "March 2026", "[2026-03-04 was", "[link](2026-03-04)", "20260304", "1/2", "100.100.2026",
        "4 March 20261", "2026-03-04x", "x" * 250 + " 2026-03-04",
    ],
)  # fmt: skip
def test_other_lines_are_words(line: str) -> None:
    """A date inside of a sentence, a list or a quotation begins nothing."""
    assert entries(f"# 2026-01-01\nbefore\n{line}\nafter") == [(date(2026, 1, 1), f"before\n{line}\nafter")]


def test_days_and_months_in_numbers_are_told_apart_by_the_whole_file() -> None:
    """One number above twelve tells which is the day; with none, the person says it."""
    assert entries("04/03/2026\na\n25/03/2026\nb") == [(DAY, "a"), (date(2026, 3, 25), "b")]
    assert entries("03/04/2026\na\n03/25/2026\nb") == [(DAY, "a"), (date(2026, 3, 25), "b")]
    assert entries("03/03/2026\na") == [(date(2026, 3, 3), "a")]
    assert entries("04/03/2026\na", order="day") == [(DAY, "a")]
    assert entries("03/04/2026\na", order="month") == [(DAY, "a")]
    assert entries("03-04-2026\na", order="month") == [(DAY, "a")]
    with pytest.raises(BadInput, match="diary_order"):
        entries("04/03/2026\na")


def test_what_cannot_be_kept_is_named_with_its_line() -> None:
    """Days that are none, days to come, dates without words, and words before the first date."""
    text = (
        "My diary\n\n# 2026-02-30\nlost\n# 2026-11-21\nnot yet\n# 2026-03-04\n\n# 2026-03-05\nkept\n# 1899-12-31\nold"
    )
    assert entries(text) == [(date(2026, 3, 5), "kept")]
    assert unread(text) == [
        (1, "before_first"), (3, "no_such_day"), (5, "future_day"), (7, "no_text"), (11, "no_such_day"),
    ]  # fmt: skip


def test_an_entry_at_the_limit_is_kept_and_one_beyond_is_named() -> None:
    """100,000 characters fit; with one more the entry is left out, with its place."""
    assert [len(text) for _, text in entries("2026-03-04\n" + "x" * TEXT_LIMIT)] == [TEXT_LIMIT]
    assert unread("2026-03-04\n" + "x" * (TEXT_LIMIT + 1)) == [(1, "too_long")]


def test_a_file_without_dates_is_one_entry() -> None:
    """It is about the day that the person gives, or today."""
    found = read(b"\n  Just words.\n\nMore.\n\n", TODAY, day=DAY)
    assert [(one.day, one.text) for one in found.entries] == [(DAY, "  Just words.\n\nMore.")]
    assert not found.dated
    assert read(b"x", TODAY).entries[0].day == TODAY


def test_first_and_last_day_are_those_of_the_entries_in_any_order() -> None:
    """The file need not be in order."""
    found = read(b"# 2026-03-04\na\n# 2025-01-01\nb\n# 2026-01-01\nc", TODAY)
    assert (found.first, found.last) == (date(2025, 1, 1), DAY)


def test_two_entries_of_one_day_are_two() -> None:
    """A date that stands twice begins two entries."""
    assert entries("2026-03-04\na\n2026-03-04\nb") == [(DAY, "a"), (DAY, "b")]


# bytes


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"), ("utf-8", b"\xef\xbb\xbf", "utf-8"), ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"), ("cp1252", b"", "windows-1252"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_usual_ways_to_write_text_are_read(codec: str, mark: bytes, encoding: str, end: str) -> None:
    """UTF-8 with and without mark, UTF-16 with its mark, Windows-1252; line ends of any system."""
    data = mark + end.join(("# 2026-03-04", "caf\u00e9 \u20ac", "more", "")).encode(codec)
    found = read(data, TODAY)
    assert [one.text for one in found.entries] == ["caf\u00e9 \u20ac\nmore"]
    assert found.encoding == encoding


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a\0b", "abc".encode("utf-16-le"), b"\xff\xfea", b"\x81\x8d caf\xe9",
        b"PK\x03\x04\x14\0\0\0", b"%PDF-1.7\n\x01\x02", b"\x1b[31m",
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Pictures, archives and text in unknown ways are not taken for words."""
    with pytest.raises(BadInput, match="file_not_text"):
        read(data, TODAY)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\x1a"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """There is nothing to keep."""
    with pytest.raises(BadInput, match="text_empty"):
        read(data, TODAY)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes and entries have a limit, both exact."""
    with pytest.raises(BadInput, match="diary_large"):
        read(b"x" * (diary_file.FILE_LIMIT + 1), TODAY)
    monkeypatch.setattr(diary_file, "ENTRIES_LIMIT", 3)
    assert len(entries("2026-03-04\na\n" * 3)) == 3
    with pytest.raises(BadInput, match="diary_entries"):
        entries("2026-03-04\na\n" * 4)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000_000, "\n" * 2_000_000, "# " * 3_000_000, "1 " * 3_000_000, "4 March " * 1_000_000,
        "# 2026-03-04\n" + "x " * 5_000_000, "1 March \n" * 500_000, "Wed " * 2_000_000,
    ],
    ids=["line", "lines", "marks", "numbers", "months", "entry", "almost", "days"],
)  # fmt: skip
def test_a_hostile_file_is_read_or_refused(text: str) -> None:
    """A line of 10 MB or two million lines cost about what reading them costs, and end in an answer."""
    if not text.strip():
        with pytest.raises(BadInput, match="text_empty"):
            read(text.encode(), TODAY)
    else:
        assert [one.reason for one in read(text.encode(), TODAY).unread] == ["too_long"]


# there and back

LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\x85"), max_size=40)
TEXTS = (
    st.lists(LINES, min_size=1, max_size=5)
    .filter(lambda lines: bool(lines[0].strip() and lines[-1].strip()))
    .filter(lambda lines: not any(diary_file._dated(line) for line in lines))
    .map("\n".join)
)
DAYS = st.dates(date(1900, 1, 1), TODAY)
LAYOUTS = (
    "# {0:%Y-%m-%d}\n\n{1}\n\n", "## {0.day} {0:%B} {0.year}\n{1}\n", "{0:%Y-%m-%d}:\n{1}\n",
    "{0:%A}, {0:%B} {0.day}, {0.year}\n\n{1}\n\n\n",
    "{0:%d.%m.}{0.year}\n{1}\n", "[{0:%Y-%m-%d} 09:00]\n{1}\n",
)  # fmt: skip


@given(
    diary=st.lists(st.tuples(DAYS, TEXTS), min_size=1, max_size=8),
    layout=st.sampled_from(LAYOUTS),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_diary_written_in_a_layout_is_read_back_exactly(
    diary: list[tuple[date, str]], layout: str, codec: str
) -> None:
    """Every day and every character comes back, in the order of the file, and nothing is left over."""
    text = "".join(layout.format(day, words) for day, words in diary)
    found = read(text.encode(codec), TODAY)
    assert [(one.day, one.text) for one in found.entries] == diary
    assert found.unread == ()


# keeping


def kept(notebook: Notebook, found: DiaryFile) -> list[tuple[date, str]]:
    """Keep what was found and return all that is in the notebook, by day."""
    keep(notebook, found.entries, NOW)
    return sorted((one.record.day, one.record.text) for one in notebook.records() if isinstance(one.record, Entry))


def test_what_was_found_is_kept_and_the_same_file_again_adds_nothing(notebook: Notebook) -> None:
    """Entries come in once, marked as brought in, written now; doubles in the file come in once too."""
    found = read(b"# 2026-03-04\na\n# 2026-03-05\nb\n# 2026-03-04\na\n", TODAY)
    expected = [(DAY, "a"), (DAY + timedelta(1), "b")]
    assert kept(notebook, found) == expected
    assert {
        (one.record.written, one.record.imported) for one in notebook.records() if isinstance(one.record, Entry)
    } == {(NOW, True)}
    assert keep(notebook, found.entries, NOW) == 0
    assert kept(notebook, found) == expected


def test_an_entry_that_was_changed_since_is_not_brought_in_again(notebook: Notebook) -> None:
    """Earlier versions count: what was corrected stays corrected."""
    found = read(b"# 2026-03-04\na\n", TODAY)
    keep(notebook, found.entries, NOW)
    (name,) = (one.id for one in notebook.records(Entry))
    notebook.revise(name, Entry(written=NOW, text="corrected", day=DAY, imported=True))
    assert keep(notebook, found.entries, NOW) == 0


def test_all_or_nothing_is_kept(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last of many cannot be written, none is there."""
    before = notebook.log_head
    bad = Entry(written=NOW, text="x" * (TEXT_LIMIT + 1), day=DAY)
    with pytest.raises(BadInput):
        notebook.add_all([Entry(written=NOW, text="a", day=DAY), bad])
    assert notebook.records() == ()
    assert notebook.log_head == before
    assert notebook.check().faults == ()
