"""The four paths are told in equal detail, with sources that exist and say how sure they are."""

from typing import get_args

import pytest

from towpath.content import load
from towpath.content.paths import Line, PathDetail
from towpath.domain.weighed import WeighedPath

WORDS = load().paths
MOST_APART = 1.2


def length(lines: tuple[Line, ...]) -> int:
    """Return the characters of all lines."""
    return sum(len(line.text) for line in lines)


def lines(detail: PathDetail) -> tuple[Line, ...]:
    """Return every line of a path."""
    return (*detail.speaks_for, *detail.against, *detail.like.values())


def test_every_path_is_told_and_no_other() -> None:
    """The four paths of the method, each with every side of what it is like."""
    assert set(WORDS.path) == set(get_args(WeighedPath))
    assert {tuple(detail.like) for detail in WORDS.path.values()} == {tuple(WORDS.aspect)}
    assert set(WORDS.aspect) == {"body", "mind", "people", "money", "children", "nothing"}


def test_there_are_as_many_lines_for_as_against_on_every_path() -> None:
    """One number of lines, everywhere."""
    counts = {len(side) for detail in WORDS.path.values() for side in (detail.speaks_for, detail.against)}
    assert len(counts) == 1
    assert counts.pop() >= 4


def test_all_are_of_like_length() -> None:
    """Everything that is told of for, against and each side of life is within a fifth, over all paths."""
    sides = [length(side) for detail in WORDS.path.values() for side in (detail.speaks_for, detail.against)]
    assert max(sides) <= MOST_APART * min(sides)
    for aspect in WORDS.aspect:
        found = [len(detail.like[aspect].text) for detail in WORDS.path.values()]
        assert max(found) <= MOST_APART * min(found), aspect


@pytest.mark.parametrize("path", WORDS.path)
def test_a_line_of_fact_names_a_source_and_how_sure_it_is(path: str) -> None:
    """Each source is in the list of sources, each says what it cannot show, and every path has some."""
    sources = load().sources
    told = [line for line in lines(WORDS.path[path]) if line.source or line.unsure]
    assert told
    assert all(line.source in sources and line.unsure for line in told)


@pytest.mark.parametrize("path", WORDS.path)
def test_a_line_that_speaks_of_a_study_has_its_source(path: str) -> None:
    """What was found among people is never told without where."""
    for line in lines(WORDS.path[path]):
        assert line.source or "study" not in line.text.lower()
