import shutil
from pathlib import Path

import pytest

from towpath.content import BrokenPack, Pack, load
from towpath.content import pack as module

PACK = Path(module.__file__).parent / "packs" / "en"
PARTS = [
    "messages",
    "signs",
    "families",
    "method",
    "weighing",
    "paths",
    "choosing",
    "plan",
    "plan_steps",
    "talk",
    "limits",
    "again",
    "own_part",
    "passages",
    "after",
    "space",
    "chats",
    "friend",
    "check_in",
    "situation",
    "sources",
    "help_facts",
    "passphrase_words",
]


@pytest.fixture
def copy(tmp_path: Path) -> Pack:
    """Give a pack whose files can be spoilt."""
    return Pack(Path(shutil.copytree(PACK, tmp_path / "en")))


def spoil(copy: Pack, name: str, before: str, after: str) -> None:
    """Put one thing in a file of the pack in place of another."""
    file = Path(str(copy.folder)) / name
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_loads(part: str) -> None:
    """Each part of the pack that ships has the shape that the program expects."""
    assert getattr(load(), part)


def test_the_lines_of_every_country_load(pack: Pack) -> None:
    """Each country in the chooser has a file of lines."""
    assert all(pack.help_lines(country) for country in pack.help_facts.countries)


def test_a_country_nobody_lists_has_no_lines(pack: Pack) -> None:
    """What is not a country of the list is not looked for among files."""
    assert pack.help_lines("XX") == pack.help_lines("../helplines/GB") == pack.help_lines("") == ()


def test_a_part_is_read_once(copy: Pack) -> None:
    """A part that was read is not read again."""
    assert copy.messages is copy.messages


@pytest.mark.parametrize(
    ("part", "name", "before", "after", "place"),
    [
        ("signs", "signs.toml", "[felt.afraid]", '[felt.afraid]\nverdict = "x"', "verdict"),
        ("signs", "signs.toml", "[felt.afraid]\nquestion", "[felt.afraid]\nqestion", "qestion"),
        ("families", "families.toml", '[felt]\ntitle = "', '[felt]\nname = "', "name"),
        ("families", "families.toml", "[felt]\n", "[feelings]\n", "title"),
        ("families", "families.toml", "[answers]", "[replies]", "replies"),
        ("families", "families.toml", 'never = "Never"', "never = 0", "answers"),
        ("method", "method.toml", "[gate.none]\ntitle = ", "[gate.none]\ntitle = 1 #", "gate"),
        ("method", "method.toml", "[gate.none]", "[gates.none]", "gates"),
        ("weighing", "weighing.toml", "[statement]", "[verdict]", "verdict"),
        ("weighing", "weighing.toml", "undecided = ", "undecided = 1 #", "statement"),
        ("paths", "paths.toml", "[[path.mend.against]]", "[[path.mend.verdict]]", "verdict"),
        ("passages", "passages.toml", "[strength]", "[score]", "score"),
        ("talk", "talk.toml", "[begin]", "[script]", "script"),
        ("limits", "limits.toml", "[demand]", "[verdict]", "verdict"),
        ("again", "again.toml", "[counter]", "[verdict]", "verdict"),
        ("own_part", "own_part.toml", "[question]", "[blame]", "blame"),
        ("plan_steps", "plan/home.toml", "phase = ", "phrase = ", "phrase"),
        ("plan", "plan/words.toml", "[mark]", "[marks]", "marks"),
        ("choosing", "choosing.toml", "[decide]", "[order]", "order"),
        ("space", "space.toml", "[frame]", "[tactic]", "tactic"),
        ("chats", "chats.toml", "limits = ", "verdicts = ", "verdicts"),
        ("friend", "friend.toml", "harms = ", "orders = ", "orders"),
        ("after", "after.toml", "[delay]", "[chase]", "chase"),
        ("check_in", "check_in.toml", "[respected]", '[respected]\nweight = "2"', "weight"),
        ("check_in", "check_in.toml", "[respected]\nquestion", "[respected]\nlabel", "label"),
        ("situation", "situation.toml", "[together.options]", '[together.options]\nnested = ["x"]', "options"),
        ("sources", "sources.toml", "[s76]\nwhat", "[s76]\nwho", "who"),
        ("analysis", "analysis.toml", "[recovery]", "[recovered]", "recover"),
        ("analysis", "analysis.toml", 'lower = "', 'lower = 1 #"', "size"),
        ("messages", "messages.toml", "cannot_open = ", "cannot_open = 3 #", "str"),
        ("help_facts", "helplines.toml", "gathered = 2026", "gathered = 1 #", "gathered"),
    ],
)
def test_a_broken_pack_names_file_and_key(
    copy: Pack, part: str, name: str, before: str, after: str, place: str
) -> None:
    """An unknown key, a missing one and a wrong type are errors that say where."""
    spoil(copy, name, before, after)
    with pytest.raises(BrokenPack) as raised:
        getattr(copy, part)
    assert str(raised.value).startswith(f"{name}: ")
    assert place in str(raised.value)


def test_a_broken_help_line_names_its_file(copy: Pack) -> None:
    """A line with a key that nobody knows is an error of its country's file."""
    spoil(copy, "helplines/GB.toml", 'kind = "emergency"', 'kind = "emergency"\nrating = 5')
    with pytest.raises(BrokenPack, match=r"helplines/GB\.toml: .*rating"):
        copy.help_lines("GB")
