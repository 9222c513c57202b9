"""A content pack: everything a person reads that is not in a template, read when it is first asked for."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from towpath.content.after import AfterWords
from towpath.content.chats import ChatWords
from towpath.content.choosing import ChoosingWords
from towpath.content.friend import FriendWords
from towpath.content.passages import PassageWords
from towpath.content.paths import PathsWords
from towpath.content.plan import FILES, PlanSteps, PlanWords
from towpath.content.shapes import (
    AnalysisWords,
    CheckInQuestion,
    CheckInWords,
    CopiesWords,
    Families,
    HelpFacts,
    HelpLine,
    MethodWords,
    OverTimeWords,
    Question,
    RecordWords,
    SignWords,
    Source,
    WeighingWords,
)
from towpath.content.space import SpaceWords
from towpath.content.talking import AgainWords, LimitWords, OwnPartWords, TalkWords
from towpath.domain.plan import Step
from towpath.domain.signs import FAMILIES

T = TypeVar("T")


class BrokenPack(Exception):
    """A file of the pack has another shape than it should: a fault of ours, never of the person."""


@dataclass(frozen=True)
class Pack:
    """The pack of one locale. Each part is read on first use, because a start must be quick."""

    folder: Traversable

    @cached_property
    def messages(self) -> Mapping[str, str]:
        """Sentences for what can go wrong, with gaps in braces."""
        return self._read("messages.toml", dict[str, str])

    @cached_property
    def signs(self) -> Mapping[str, SignWords]:
        """The words of each sign, by its id."""
        families = self._read("signs.toml", dict[str, dict[str, SignWords]])
        return {f"{family}.{name}": words for family, signs in families.items() for name, words in signs.items()}

    @cached_property
    def families(self) -> Families:
        """The headings of the families and the labels of the answers."""
        return _shaped(_with_families(self._toml("families.toml")), Families, "families.toml")

    @cached_property
    def method(self) -> MethodWords:
        """The words for an assessment."""
        return self._read("method.toml", MethodWords)

    @cached_property
    def analysis(self) -> AnalysisWords:
        """The sentences for what the person's own record says."""
        return self._read("analysis.toml", AnalysisWords)

    @cached_property
    def over_time(self) -> OverTimeWords:
        """The words of the look back over time."""
        return self._read("over_time.toml", OverTimeWords)

    @cached_property
    def after(self) -> AfterWords:
        """The words for the time after."""
        return self._read("after.toml", AfterWords)

    @cached_property
    def space(self) -> SpaceWords:
        """The words for taking space and for a last message."""
        return self._read("space.toml", SpaceWords)

    @cached_property
    def chats(self) -> ChatWords:
        """The words for bringing in a chat and for what can be counted in it."""
        return self._read("chats.toml", ChatWords)

    @cached_property
    def friend(self) -> FriendWords:
        """The words for someone who worries about a friend."""
        return self._read("friend.toml", FriendWords)

    @cached_property
    def paths(self) -> PathsWords:
        """The four paths in equal detail."""
        return self._read("paths.toml", PathsWords)

    @cached_property
    def plan(self) -> PlanWords:
        """The words around the steps of a plan."""
        return self._read("plan/words.toml", PlanWords)

    @cached_property
    def plan_steps(self) -> tuple[Step, ...]:
        """Every step of a plan, each with a source."""
        read = (self._read(f"plan/{name}.toml", PlanSteps) for name in FILES)
        return tuple(replace(step, source=step.source or part.source) for part in read for step in part.step)

    @cached_property
    def talk(self) -> TalkWords:
        """The words for one honest talk."""
        return self._read("talk.toml", TalkWords)

    @cached_property
    def limits(self) -> LimitWords:
        """The words for limits, and the phrases by which a demand is known."""
        return self._read("limits.toml", LimitWords)

    @cached_property
    def again(self) -> AgainWords:
        """The words for whether to try again."""
        return self._read("again.toml", AgainWords)

    @cached_property
    def own_part(self) -> OwnPartWords:
        """The words for the own part."""
        return self._read("own_part.toml", OwnPartWords)

    @cached_property
    def passages(self) -> PassageWords:
        """The words around passages."""
        return self._read("passages.toml", PassageWords)

    @cached_property
    def choosing(self) -> ChoosingWords:
        """The words around a choice."""
        return self._read("choosing.toml", ChoosingWords)

    @cached_property
    def weighing(self) -> WeighingWords:
        """The sentences of a decision sheet's answer."""
        return self._read("weighing.toml", WeighingWords)

    @cached_property
    def check_in(self) -> CheckInWords:
        """The questions of the check-in."""
        raw = self._toml("check_in.toml")
        head = {name: raw.pop(name, "") for name in ("note", "since")}
        return CheckInWords(**head, questions=_shaped(raw, dict[str, CheckInQuestion], "check_in.toml"))

    @cached_property
    def record(self) -> RecordWords:
        """The labels of incidents and promises, and the questions of the PHQ-4."""
        return self._read("record.toml", RecordWords)

    @cached_property
    def situation(self) -> Mapping[str, Question]:
        """The questions about how the two live and who is there."""
        return self._read("situation.toml", dict[str, Question])

    @cached_property
    def copies(self) -> CopiesWords:
        """The words for a folder that a cloud service or a backup seems to copy."""
        return self._read("copies.toml", CopiesWords)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources behind rules and facts, by their keys."""
        return self._read("sources.toml", dict[str, Source])

    @cached_property
    def help_facts(self) -> HelpFacts:
        """What holds for all help lines, and the countries there are lines for."""
        return self._read("helplines.toml", HelpFacts)

    @cached_property
    def passphrase_words(self) -> tuple[str, ...]:
        """The published list of words that passphrases are made of."""
        return tuple(self._file("passphrase_words.txt").read_text("ascii").split())

    def help_lines(self, country: str) -> tuple[HelpLine, ...]:
        """Return the lines a country's file lists, but for those kept for the record and those confirmed elsewhere."""
        if country not in self.help_facts.countries:
            return ()
        rows = self._read(f"helplines/{country}.toml", dict[str, tuple[HelpLine, ...]])["line"]
        return tuple(row for row in rows if not row.hidden and (not row.only_for or country in row.only_for))

    def message(self, key: str, facts: Mapping[str, object]) -> str:
        """Return the sentence for ``key`` with its gaps filled."""
        return self.messages[key].format(**facts)

    def copied(self, services: Sequence[str]) -> str:
        """Return the sentences about a folder that these services seem to copy; nothing where there is none."""
        if not services:
            return ""
        return self.copies.note.format(services=", ".join(self.copies.services[service] for service in services))

    def _file(self, name: str) -> Traversable:
        return self.folder.joinpath(*name.split("/"))

    def _toml(self, name: str) -> dict[str, Any]:
        return tomllib.loads(self._file(name).read_text("utf-8"))

    def _read(self, name: str, shape: type[T]) -> T:
        return _shaped(self._toml(name), shape, name)


def load(locale: str = "en") -> Pack:
    """Return the pack of a locale that ships with the program."""
    return Pack(files("towpath.content") / "packs" / locale)


def _shaped(raw: object, shape: type[T], name: str) -> T:
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        raise BrokenPack(f"{name}: {error}") from error


def _with_families(raw: dict[str, Any]) -> dict[str, Any]:
    """Put the tables of the families, which stand at the top of their file, under one key."""
    return {
        "families": {name: raw.pop(name, {}) for name in FAMILIES},
        **raw,
    }
