"""The shapes of a content pack: a file that has another shape, or a key nobody knows, is an error that says where."""

from datetime import date

from msgspec import Struct, field


class _Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common to all shapes: frozen, and an unknown key is an error."""


class SignWords(_Words, frozen=True):
    """One sign: the question, an example in the third person, and what better looks like."""

    question: str
    example: str
    better: str


class FamilyWords(_Words, frozen=True):
    """One family of signs: its heading and what to know before its questions."""

    title: str
    intro: str


class Families(_Words, frozen=True):
    """The families in words, and the labels of the answers."""

    families: dict[str, FamilyWords]
    answers: dict[str, str]
    when: dict[str, str]
    yes_no: dict[str, str]


class Said(_Words, frozen=True):
    """A heading and what follows it."""

    title: str = ""
    text: str = ""


class PathWords(_Words, frozen=True):
    """One of the four paths: its name and what it is."""

    name: str
    text: str


class MethodWords(_Words, frozen=True):
    """The words for everything an assessment can say."""

    gate: dict[str, Said]
    rule: dict[str, Said]
    first: dict[str, Said]
    caution: dict[str, Said]
    joint_work: dict[str, Said]
    path: dict[str, PathWords]
    open: dict[str, Said]
    open_why: dict[str, Said]
    intention: dict[str, Said]
    page: dict[str, str]


class WeighingWords(_Words, frozen=True):
    """What a decision sheet says: the statement, what is missing, what would turn it, what to think about, notes."""

    statement: dict[str, str]
    missing: dict[str, str]
    turn: dict[str, str]
    think: dict[str, str]
    note: dict[str, str]
    kinds: dict[str, str]
    apart: tuple[str, ...]
    ahead: dict[str, str]
    page: dict[str, str]


class CheckInQuestion(_Words, frozen=True):
    """One question of the short check-in, with the words for 0 and for 10 (higher is better)."""

    question: str
    low: str
    high: str


class CheckInWords(_Words, frozen=True):
    """The check-in: its questions in order, of which time they ask, and the note on what they are."""

    note: str
    since: str
    questions: dict[str, CheckInQuestion]


class AnalysisWords(_Words, frozen=True):
    """The sentences for what the person's own record says, by statement; gaps in braces."""

    trend: dict[str, str]
    since_event: dict[str, str]
    size: dict[str, str]
    recovery: dict[str, str]
    weekday: dict[str, str]
    days: dict[str, str]
    caveat: dict[str, str]
    rate: dict[str, str]
    cycle: dict[str, str]
    bursts: dict[str, str]
    severity: dict[str, str]
    promises: dict[str, str]
    note: dict[str, str]


class OverTimeWords(_Words, frozen=True):
    """The look back over time: what stands beside the pictures, the kinds of event, and what it cannot say."""

    page: dict[str, str]
    event: dict[str, str]
    limits: dict[str, str]


class RecordWords(_Words, frozen=True):
    """The labels of incidents and promises, and the PHQ-4 with what its sums say."""

    precision: dict[str, str]
    promise: dict[str, str]
    by: dict[str, str]
    feelings: dict[str, str]
    phq4: dict[str, str]
    often: dict[str, str]


class Question(_Words, frozen=True):
    """A question with named answers; without options it is answered by yes or no."""

    question: str
    help: str = ""
    options: dict[str, str] = field(default_factory=dict)


class Source(_Words, frozen=True):
    """A source: what it is, what it may be used for, its limits, and how far it was checked."""

    what: str
    checked: str
    use: str = ""
    caution: str = ""


class CopiesWords(_Words, frozen=True):
    """What is said where a service seems to copy the folder of the notebook, and the names of the services."""

    note: str
    services: dict[str, str]


class HelpLine(_Words, frozen=True):
    """One help line: facts as gathered, never reformatted. ``checked`` is an ISO date, or a prefix of one, or empty."""

    id: str
    country: str
    kind: str
    name: str
    phone: str
    hours: str
    languages: tuple[str, ...]
    free: bool | str
    shows_on_bill: bool | str
    sources: tuple[str, ...]
    evidence: tuple[str, ...]
    seen: str
    checked: str
    confidence: str
    check_first: bool
    region: str = ""
    sms: str = ""
    also: tuple[str, ...] = ()
    web: str = ""
    note: str = ""
    only_for: tuple[str, ...] = ()
    hidden: bool = False


class HelpFacts(_Words, frozen=True):
    """About all help lines: when they were gathered, for how many days a check counts, and who is covered."""

    gathered: date
    expires_after_days: int
    licence: str
    countries: dict[str, str]
