"""Whether a message asks: by its end, in any script, and by what the file says of a call."""

import pytest

from towpath.importers.asking import asks, only_marks
from towpath.importers.message import Kind, Message


def message(text: str, kind: Kind = "text") -> Message:
    """Return a message with this text."""
    return Message(n=1, at=None, author="A", text=text, kind=kind, place="line 1")


@pytest.mark.parametrize(
    "text",
    [
        "where are you?", "?", "so?!", "you said \u201cwhen?\u201d", "(really?)", "home?  ", "home? \U0001f642", "?...",
        "أين أنت؟", "你在哪里\uff1f", "πού είσαι;", "πού είσαι\u037e", "what\u203d", "what \u2753", "¿dónde estás?",
    ],
)  # fmt: skip
def test_a_question_ends_in_a_question_mark_of_any_script(text: str) -> None:
    """Closing marks, spaces and emoji may stand behind it."""
    assert asks(message(text))
    assert asks(message(text, "media"))


@pytest.mark.parametrize(
    "text",
    ["", "where are you", "what? I see", "why? 2", "a; b;", "and then;", "!", "\U0001f642", "https://x.example/?a=b"],
)
def test_what_has_a_letter_or_a_digit_behind_the_mark_is_no_question(text: str) -> None:
    """A semicolon asks in Greek only."""
    assert not asks(message(text))


def test_the_mark_of_a_changed_message_is_no_part_of_it() -> None:
    """The question stands before what the app wrote behind it."""
    assert asks(message("where are you? \u200e<This message was edited>", "edited"))
    assert asks(message("where are you?", "edited"))
    assert not asks(message("I am here <This message was edited>", "edited"))


@pytest.mark.parametrize("text", ["Missed voice call", "Videollamada perdida", "\u200eVoice call, \u200eNo answer"])
def test_a_call_that_nobody_took_asks(text: str) -> None:
    """The words of the app say so."""
    assert asks(message(text, "call"))
    assert not only_marks(message(text, "call"))


@pytest.mark.parametrize("text", ["Voice call, 12 min", "", "Started a call that lasted 3 minutes."])
def test_a_call_that_was_taken_or_may_have_been_asks_nothing(text: str) -> None:
    """What the file does not say is not guessed."""
    assert not asks(message(text, "call"))


@pytest.mark.parametrize(("kind", "text"), [("deleted", "This message was deleted?"), ("system", "Hello?")])
def test_what_nobody_wrote_asks_nothing(kind: Kind, text: str) -> None:
    """Only texts that a person wrote can be questions."""
    assert not asks(message(text, kind))


@pytest.mark.parametrize(
    ("text", "only"), [("???", True), (" ?! ", True), ("\u061f", True), ("eh?", False), ("1?", False)]
)
def test_question_marks_alone_are_told_apart(text: str, only: bool) -> None:
    """Exclamation marks and spaces between them change nothing."""
    assert only_marks(message(text)) is only
