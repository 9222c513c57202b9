import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from towpath.content import Pack
from towpath.content import pack as module
from towpath.web.pages.help_now import KINDS

FOLDER = Path(module.__file__).parent / "packs" / "en" / "helplines"
ROWS: list[tuple[str, dict[str, Any]]] = [
    (file.stem, row) for file in sorted(FOLDER.glob("*.toml")) for row in tomllib.loads(file.read_text("utf-8"))["line"]
]
BY_ID = pytest.mark.parametrize(("country", "row"), ROWS, ids=[row["id"] for _, row in ROWS])


def test_there_are_210_lines_each_with_its_own_id() -> None:
    """No line was lost and none is there twice."""
    assert len(ROWS) == len({row["id"] for _, row in ROWS}) == 210


def test_every_country_of_the_chooser_has_a_file_and_the_other_way_round(pack: Pack) -> None:
    """The chooser and the folder list the same countries."""
    assert {file.stem for file in FOLDER.glob("*.toml")} == pack.help_facts.countries.keys()


@BY_ID
def test_a_line_stands_in_the_file_of_its_country(country: str, row: dict[str, Any]) -> None:
    """The country of a line is the name of its file, and the beginning of its id."""
    assert row["country"] == country
    assert row["id"].startswith(f"{country.lower()}-")
    assert row.get("region", country).startswith(country)


@BY_ID
def test_a_line_is_of_a_known_kind(country: str, row: dict[str, Any]) -> None:
    """A line of a kind that the page does not show would never be seen."""
    assert row["kind"] in KINDS


@BY_ID
def test_a_line_can_be_reached(country: str, row: dict[str, Any]) -> None:
    """Each line has a number to call or to write to, or a page; every number has a digit."""
    ways = [row["phone"], row.get("sms", ""), row.get("web", "")]
    assert any(ways)
    assert not row["phone"] or re.search(r"\d", row["phone"])
    assert not row.get("sms") or re.search(r"\d", row["sms"])
    assert not row.get("web") or re.fullmatch(r"https?://[^\s\"<>]+", row["web"])


@BY_ID
def test_a_check_has_a_date_that_has_been(country: str, row: dict[str, Any], pack: Pack) -> None:
    """The date of the check is a date, or the beginning of one, and not after the month of gathering."""
    checked = row["checked"]
    if checked:
        assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", checked)
        assert date(2000, 1, 1) <= date.fromisoformat((checked + "-01-01")[:10])
        assert checked[:7] <= f"{pack.help_facts.gathered:%Y-%m}"
        assert row["seen"]


@BY_ID
def test_a_line_says_where_it_comes_from(country: str, row: dict[str, Any]) -> None:
    """Each line has a name, hours, sources and evidence, and says how sure it is; languages are names or codes."""
    assert row["name"].strip()
    assert row["hours"].strip()
    assert row["sources"]
    assert row["evidence"]
    assert row["confidence"] in {"two_sources", "one_source"}
    assert all(language.strip() for language in row["languages"])
    for key in ("free", "shows_on_bill"):
        assert row[key] in {True, False, "unknown"} or isinstance(row[key], str)


def test_hidden_lines_are_not_given_out(pack: Pack) -> None:
    """What is kept for the record, or confirmed for other countries only, is never shown; all else is."""
    hidden = {
        row["id"] for _, row in ROWS if row.get("hidden") or row["country"] not in row.get("only_for", [row["country"]])
    }
    shown = {line.id for country in pack.help_facts.countries for line in pack.help_lines(country)}
    assert hidden.isdisjoint(shown)
    assert hidden | shown == {row["id"] for _, row in ROWS}


def test_european_numbers_are_only_for_the_countries_that_have_them() -> None:
    """116 016 is listed for named countries only."""
    for _, row in ROWS:
        if row["country"] == "EU" and row["phone"] == "116 016":
            assert row["only_for"]


def test_there_are_7776_words_to_draw_from(pack: Pack) -> None:
    """The list has 7,776 different words of plain letters: 12.9 bits each."""
    words = pack.passphrase_words
    assert len(words) == len(set(words)) == 7_776
    assert all(re.fullmatch(r"[a-z-]+", word) for word in words)
