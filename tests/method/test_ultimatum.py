"""A limit says what I will do; a demand on the other is known by its words, whatever stands around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.content import load
from towpath.method.ultimatum import demands

PHRASES = load().limits.phrases

LIMITS = [
    "When I am shouted at, I will leave the room for half an hour.",
    "If you shout at me, I will go for a walk.",
    "When my phone is read, I will change my code.",
    "I will not talk about money after ten at night.",
    "When plans change without a word, I will go ahead with my own.",
    "If you drink, I will take the children to my sister for the night.",
    "I will sleep in the other room when there is a fight.",
    "When I am called names, I will end the call.",
    "I will pay my half and no more.",
    "I will not lend you money any more.",
    "When you are late by an hour, I will eat with the children.",
    "If this happens again, I will stay with a friend for the night.",
    "I go home by myself when jokes are made about me.",
    "When I say no and it goes on, I will get up and go.",
    "I will stop the talk and go to bed, or out for air.",
    "I keep my own account from now on.",
    "If you want to talk about it, I am here at eight.",
    "I will answer messages once a day.",
    "When your mother comes without asking, I will not open the door.",
    "I will do my own laundry.",
    "When I am hit, I will call the police.",
    "You can go on as you like; I will not be in the room.",
    "I will not cover for you at work.",
    "If I am lied to about money, I will have my pay sent to my account.",
    "I choose to rest on Sundays.",
    "When there is yelling at the table, the children and I will eat upstairs.",
    "I will leave the party when you start on me.",
    "I will see my friends on Fridays.",
    "When I feel pushed, I will take a day to think it over.",
    "I will say no once and then stop talking about it.",
]
DEMANDS = [
    "You must stop drinking or I am gone.",
    "You have to tell me where you are.",
    "You need to change or we are done.",
    "If you don't quit, I will leave you.",
    "If you do not call me back I will block you.",
    "Stop seeing your friends or I move out.",
    "Either way you must choose.",
    "It is me or them.",
    "Unless you apologise I will not come home.",
    "You are not allowed to go out without me.",
    "You can\u2019t talk to your ex any more.",
    "I forbid that.",
    "I won't let you see her.",
    "This is your last chance.",
    "One more time and it is over.",
    "You had better be home by six.",
    "You'd better delete that number.",
    "Do as I say or else.",
    "I will make you sorry.",
    "You will have to give up that job.",
    "I demand an answer today.",
    "Until you say sorry, I will not speak to you.",
    "If you ever lie to me again, we are finished.",
    "Choose: the band or me. You have to choose the band or me.",
    "I want you to stop texting.",
    "Don't talk to me like that or I leave.",
    "If you refuse, that is the end.",
    "You're going to tell them tonight.",
    "Get help or I go.",
    "If you won\u2019t go to counselling, I am out.",
]


@pytest.mark.parametrize("text", LIMITS)
def test_what_i_will_do_is_no_demand(text: str) -> None:
    """Firm words about my own action are a limit, also with "you" and "stop" and "or" in them."""
    assert demands(text, PHRASES) == ()


@pytest.mark.parametrize("text", DEMANDS)
def test_what_the_other_must_do_is_a_demand(text: str) -> None:
    """With a threat, a condition, a ban or a last chance."""
    assert demands(text, PHRASES)


def test_each_kind_is_named_once_in_the_order_of_the_pack() -> None:
    """A text of several kinds names them all; a phrase does not reach over the end of a sentence."""
    assert demands("You must go. You must come or else. If you don't, last chance.", PHRASES) == tuple(PHRASES)
    assert demands("", PHRASES) == ()
    assert demands("You must. Or", {"or_else": ("you must * or",)}) == ()
    far = "you must " + "really " * 9 + "or"
    assert demands(far, {"or_else": ("you must * or",)}) == ()
    assert demands("well stop or", {"or_else": ("^ stop * or",)}) == ()


def test_every_kind_has_words_for_another_form() -> None:
    """Each kind of phrases has what is said of it."""
    assert set(load().limits.demand) == set(PHRASES)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever was typed is read, and reading it in capitals gives the same."""
    assert set(demands(text, PHRASES)) <= set(PHRASES)
    if text.isascii():
        assert demands(text.upper(), PHRASES) == demands(text.lower(), PHRASES)
