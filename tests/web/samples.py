"""Filled notebooks, and every address of the house, for tests that go through all routes."""

from datetime import timedelta

from tests.web.house import NOW, House
from towpath.domain.chat import Chat
from towpath.domain.clarity import Clarity
from towpath.domain.contact import Contact
from towpath.domain.decision import Decision
from towpath.domain.goal import Goal
from towpath.domain.impact import Impact
from towpath.domain.intention_said import IntentionSaid
from towpath.domain.letter import Letter
from towpath.domain.limit import Limit, Standards
from towpath.domain.own_part import OwnPart
from towpath.domain.path_lines import PathLines
from towpath.domain.plan import OwnStep, Plan
from towpath.domain.records import (
    Attachment,
    CheckIn,
    Circumstances,
    Draft,
    Entry,
    Event,
    Feelings,
    Incident,
    Preferences,
    Promise,
    Record,
    SignsSeen,
)
from towpath.domain.situation import Intention, SignAnswer
from towpath.domain.space import Space
from towpath.domain.talk import Talk
from towpath.domain.trial import Observed
from towpath.domain.verdicts import Verdicts
from towpath.domain.weighed import DecisionSheet, Matter
from towpath.usecases.attaching import attach
from towpath.web.app import ROUTES
from towpath.web.routes import Access, Route

TODAY = NOW.date()

JPEG = b"\xff\xd8\xff\xe0 no picture, but it begins as one"

MARKER = "lighthouse-and-heron"
"""Words that stand in every text, to be looked for where they must not be."""


def of_each_kind() -> tuple[Record, ...]:
    """Return one record of each kind."""
    return (
        Entry(written=NOW, text=f"An evening. {MARKER}", day=TODAY),
        CheckIn(written=NOW, day=TODAY - timedelta(days=2), answers={"respected": 7, "energy": 3}),
        SignsSeen(written=NOW, answers=(SignAnswer(id="felt.afraid", how_often="once", when="recent"),)),
        Circumstances(written=NOW, together="together", children=False),
        Preferences(written=NOW, exit_page="https://example.org/", idle_minutes=5, country="GB"),
        Draft(written=NOW, text=f"Half a thought. {MARKER}", day=TODAY),
        Incident(written=NOW, day=TODAY, seen=f"What I saw. {MARKER}", how_bad=4),
        Promise(written=NOW, day=TODAY, what=f"To be home at seven. {MARKER}"),
        Event(written=NOW, day=TODAY - timedelta(days=1), what="talk", note=MARKER),
        Feelings(written=NOW, day=TODAY, answers=(1, 2, 0, None)),
        Contact(written=NOW, day=TODAY, part="otherwise", text=f"I called. {MARKER}"),
        Letter(written=NOW, day=TODAY, part="left", text=f"What was. {MARKER}", for_urge=True),
        Goal(written=NOW, day=TODAY, text=f"To swim. {MARKER}"),
        Space(written=NOW, day=TODAY, contact=f"By mail. {MARKER}"),
        DecisionSheet(written=NOW, matters=(Matter(id=1, words=MARKER),), pointed=TODAY),
        Decision(written=NOW, day=TODAY, path="not_yet", reasons=f"Not yet. {MARKER}"),
        Talk(written=NOW, day=TODAY, saw=f"A door. {MARKER}"),
        Limit(written=NOW, day=TODAY, happens=f"Shouting. {MARKER}", will="Go out."),
        Standards(written=NOW, mine=MARKER),
        Observed(written=NOW, day=TODAY, what="admits", text=MARKER),
        OwnPart(written=NOW, day=TODAY, answers={"did": MARKER}),
        Plan(written=NOW, path="leave", contacts=MARKER, own=(OwnStep(id=1, text=MARKER),)),
        Clarity(written=NOW, day=TODAY, answers={"know": 3}),
        IntentionSaid(written=NOW, day=TODAY, said=Intention(aims=("peace",))),
        Verdicts(written=NOW, said={"a:1:insults.said": "confirmed"}, muted=("blame.said",)),
        PathLines(written=NOW, speaks_for={"leave": f"Quiet. {MARKER}"}, spent=MARKER),
        Impact(written=NOW, day=TODAY, strain=4, who=f"Ann. {MARKER}"),
        Chat(written=NOW, title=MARKER, attachment="c" * 32, sha256="d" * 64, format="whatsapp"),
    )


def fill(house: House) -> str:
    """Put one record of each kind in the open notebook and return the id of the entry."""
    entry, *_ = [house.notebook.add(record) for record in of_each_kind()]
    return entry


def items(entry: str) -> dict[str, str]:
    """The things that pages are about: those that are not here are about nothing."""
    return {
        "family": "felt",
        "entry": entry,
        "delete": entry,
        "files": entry,
        "help": "GB",
        "scores": "leave",
        "path": "leave",
        "with_me": entry,
    }


def a_chat(house: House) -> str:
    """Put a chat in the notebook as it stands there when it is kept, and return its id."""
    file = Attachment(written=NOW, imported=NOW, name="chat.txt", media_type="text/plain")
    kept = house.notebook.attach(file, [f"13/12/2024, 21:05 - Ana: {MARKER}\n".encode()])
    return house.notebook.add(Chat(written=NOW, title=MARKER, attachment=kept, sha256="d" * 64, format="whatsapp"))


def things(house: House, entry: str) -> dict[str, str]:
    """The things that pages are about, those too whose ids only the notebook knows; a photo is put beside the entry."""
    photo = attach(house.notebook, entry, "IMG_1.jpg", iter([JPEG]), NOW)
    about: dict[str, type[Record]] = {"asked": CheckIn, "promise": Promise, "event": Event}
    about |= {"otherwise": Contact, "letter": Letter, "goal": Goal, "limit": Limit, "crossed": Limit}
    about |= dict.fromkeys(("incident", "write_incident", "after_harm", "delete_incident"), Incident)
    found = {page: house.notebook.records(kind)[0].id for page, kind in about.items()}
    found |= dict.fromkeys(("chat", "chat_messages", "drop_chat", "passages"), a_chat(house))
    return {**items(entry), **found, **dict.fromkeys(("image", "download", "drop_file"), photo)}


def pages(*access: Access) -> list[str]:
    """Return the names of the routes that can be looked at."""
    return [route.page for route in ROUTES if route.get and route.access in access]


def posts(*access: Access) -> list[str]:
    """Return the names of the routes that take a form."""
    return [route.page for route in ROUTES if route.post and route.access in access]


def named(page: str) -> Route:
    """Return a route by its name."""
    return next(route for route in ROUTES if route.page == page)
