"""The documents lead somewhere, show commands that exist, and name no machine of ours."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from towpath.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def name_of(path: Path) -> str:
    """Return a path as it is seen from the root of the project."""
    return path.relative_to(ROOT).as_posix()


def links() -> Iterator[tuple[str, str]]:
    """Yield each link to a file or a heading of ours, with the document it stands in."""
    for document in DOCUMENTS:
        for link in _LINK.findall(_FENCE.sub("", document.read_text("utf-8"))):
            if not re.match(r"[a-z]+:", link):
                yield name_of(document), link


def commands() -> Iterator[tuple[str, str]]:
    """Yield each line of a code block that begins with the program's name, with the document it stands in."""
    for document in DOCUMENTS:
        for block in _FENCE.findall(document.read_text("utf-8")):
            for line in block.splitlines():
                if line.strip().removeprefix("$ ").startswith("towpath"):
                    yield name_of(document), line.strip().removeprefix("$ ")


def anchors(document: Path) -> set[str]:
    """Return the headings of a document as a link names them."""
    headings = _HEADING.findall(_FENCE.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def tracked() -> list[Path]:
    """Return the files that are part of the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a working copy")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def lines(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield each line of each text file, with the file it stands in."""
    for path in paths:
        data = path.read_bytes()
        if b"\0" not in data:
            for line in data.decode().splitlines():
                yield name_of(path), line


@pytest.mark.parametrize(("document", "link"), sorted(set(links())))
def test_every_link_between_documents_leads_somewhere(document: str, link: str) -> None:
    """The file that a link names is there, and the heading in it."""
    path, _, anchor = link.partition("#")
    target = (ROOT / document).parent / path if path else ROOT / document
    assert target.exists()
    assert not anchor or anchor in anchors(target)


@pytest.mark.parametrize(("document", "command"), sorted(set(commands())))
def test_every_command_that_is_shown_exists_with_its_options(document: str, command: str) -> None:
    """The program knows each command in a code block, and each option in it."""
    words = shlex.split(re.split(r"\s(?:\d?[<>]|\||#|&&)", f"{command} ")[0])
    context = click.Context(main)
    known: click.Command = main
    for word in words[1:]:
        if isinstance(known, click.Group) and not word.startswith("-"):
            found = known.get_command(context, word)
            assert found, word
            known = found
        elif word.startswith("--"):
            assert word.partition("=")[0] in {option for each in known.get_params(context) for option in each.opts}


def test_there_are_commands_and_links_to_look_at() -> None:
    """The tests above have something to do."""
    assert list(commands())
    assert list(links())


def test_no_file_names_a_place_on_a_machine() -> None:
    """No absolute path of whoever wrote it is in any file of the project."""
    places = re.compile(r"(?<![\w.~-])/(" + "|".join(["work", "home", "root", "Users", "mnt"]) + r")/")
    found = [(name, line) for name, line in lines(tracked()) if places.search(line)]
    assert found == []


def test_no_file_names_a_package_registry() -> None:
    """No address of a registry is in any file, so that everybody's own is used."""
    registries = re.compile(r"https?://[^\s\"'<>]*(py" + r"pi\.|pythonhosted|artifactory|nexus|npmjs|/simple\b)")
    found = [(name, line) for name, line in lines(tracked()) if registries.search(line)]
    assert found == []


def test_no_lock_file_holds_an_address() -> None:
    """A lock file has names, versions and hashes, and nothing else."""
    locks = [path for path in tracked() if path.suffix == ".lock"]
    assert len(locks) == 3
    assert [line for _, line in lines(locks) if "://" in line or "index-url" in line] == []
