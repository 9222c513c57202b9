"""The passage reader: where it points, what keeps it silent, and that it takes no side."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.text import Form, read
from towpath.text.rules import load_pack

SWAPS = {
    "he": "she", "she": "he", "him": "her", "his": "her", "her": "him", "husband": "wife", "wife": "husband",
    "boyfriend": "girlfriend", "girlfriend": "boyfriend", "himself": "herself", "herself": "himself",
}  # fmt: skip
SPANISH_PAIRS = (
    "él ella", "ellos ellas", "novio novia", "marido mujer", "hombre mujer", "esposo esposa", "hijo hija",
    "hijos hijas", "niño niña", "niños niñas", "amigo amiga", "amigos amigas", "amiguito amiguita",
    "exnovio exnovia", "loco loca", "tonto tonta", "estúpido estúpida", "gordo gorda", "feo fea",
    "asqueroso asquerosa", "exagerado exagerada", "dramático dramática", "encerrado encerrada", "solo sola",
    "muerto muerta", "celoso celosa", "paranoico paranoica", "egoísta egoísta", "cualquiera cualquiera",
    "inútil inútil", "maltratador maltratadora", "enojado enojada", "enfadado enfadada", "castigado castigada",
    "embarazado embarazada", "desnudo desnuda", "cansado cansada", "irresponsable irresponsable",
    "pelotudo pelotuda", "malcriado malcriada", "genio genia", "campeón campeona", "mío mía",
)  # fmt: skip
"""What is said of a man and of a woman; the article before such a word changes with it."""
SPANISH = {one: other for pair in SPANISH_PAIRS for one, other in (pair.split(), pair.split()[::-1])}
ARTICLES = {"un": "una", "una": "un", "ese": "esa", "esa": "ese", "al": "a la"}
LINES = [
    (text, form) for rule in load_pack("en").rule for form in rule.forms for text in (*rule.examples, *rule.counter)
]
SPANISH_LINES = [
    (text, form) for rule in load_pack("es").rule for form in rule.forms for text in (*rule.examples, *rule.counter)
]


def swapped(text: str, swaps: Mapping[str, str] = SWAPS) -> str:
    """Return a text with the other gender."""
    words = text.split(" ")
    cores = [word.strip("¡¿.,!?").lower() for word in words]
    found = []
    for word, core, after in zip(words, cores, [*cores[1:], ""], strict=True):
        other = ARTICLES[core] if core in ARTICLES and after in swaps and swaps is SPANISH else swaps.get(core)
        found.append(word.lower().replace(core, other) if other else word)
    return " ".join(found)


def named(text: str, name: str) -> str:
    """Return a text with a name for whoever it begins with."""
    for who in ("He ", "She ", "My husband ", "They "):
        text = f"{name} {text.removeprefix(who)}" if text.startswith(who) else text
    return text


def rules_in(text: str, form: Form, locale: str = "en") -> list[str]:
    """Return the names of the rules that point at something."""
    return [passage.rule for passage in read(text, form=form, locale=locale)]


def signs_in(text: str, form: Form) -> list[str]:
    """Return the signs that the words may show."""
    return [passage.sign for passage in read(text, form=form)]


@pytest.mark.parametrize(("text", "form"), LINES)
def test_another_gender_changes_nothing(text: str, form: Form) -> None:
    """The same words about a man and about a woman give the same."""
    assert rules_in(text, form) == rules_in(swapped(text), form)


@pytest.mark.parametrize(("text", "form"), LINES)
def test_another_name_changes_nothing(text: str, form: Form) -> None:
    """The same words about anyone by name give the same, also where the name is a word."""
    found = rules_in(named(text, "Mark"), form)
    assert found == rules_in(named(text, "Rose"), form) == rules_in(named(text, "Xiomara"), form)


@pytest.mark.parametrize(
    "text",
    [
        "He took my keys.",
        "Kim took my keys.",
        "Took my keys again.",
        "This morning Kim took my keys.",
        "My ex took my keys.",
    ],
)
def test_what_was_done_is_found_whoever_did_it(text: str) -> None:
    """A name, nobody named, a partner: all the same."""
    assert signs_in(text, "journal") == ["control.controls_movement"]


@pytest.mark.parametrize(
    "text",
    [
        "I took my keys.",
        "I just took my keys.",
        "I got up and took my keys.",
        "The crow took my keys.",
        "It took my keys.",
    ],
)
def test_what_one_did_oneself_and_what_things_did_is_left_alone(text: str) -> None:
    """Only another person is meant."""
    assert rules_in(text, "journal") == []


def test_what_is_quoted_in_a_journal_is_read_as_what_was_said() -> None:
    """The words of the other stand in many diaries; the same words without quotes are one's own."""
    sign = "manipulation.shifts_blame"
    assert signs_in("\u201cLook what you made me do,\u201d he said at dinner.", "journal") == [sign]
    assert signs_in("Look what you made me do, I thought, poor garden.", "journal") == []
    assert signs_in('In the film he says "Look what you made me do."', "journal") == []


def test_what_is_told_in_a_journal_is_found_in_a_chat_when_said_to_them() -> None:
    """They did it, and you did it."""
    assert signs_in("You took my keys!", "chat") == ["control.controls_movement"]
    assert rules_in("He took my keys!", "chat") == []


@pytest.mark.parametrize(("text", "form"), SPANISH_LINES)
def test_another_gender_changes_nothing_in_spanish(text: str, form: Form) -> None:
    """Also where adjectives and articles change with it."""
    assert rules_in(text, form, "es") == rules_in(swapped(text, SPANISH), form, "es")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eres una mala madre.", "Eres un mal padre."),
        ("Eres igual que tu madre.", "Eres igual que tu padre."),
        ("No quiero que veas a tu hermana.", "No quiero que veas a tu hermano."),
        ("Estabas coqueteando con ella.", "Estabas coqueteando con él."),
        ("Eres una zorra.", "Eres un zorro."),
    ],
)
def test_it_is_the_same_of_mothers_and_fathers_in_spanish(one: str, other: str) -> None:
    """Where the words around change too."""
    assert rules_in(one, "chat", "es") == rules_in(other, "chat", "es") != []


@given(
    text=st.sampled_from([line for line, _ in LINES]),
    form=st.sampled_from(["journal", "chat"]),
)
def test_who_speaks_changes_nothing(text: str, form: Form) -> None:
    """Both people are read by the same rules."""
    assert read(text, form=form, speaker="me") == read(text, form=form, speaker="other")


@given(st.text(max_size=300), st.sampled_from(["journal", "chat"]))
def test_any_text_is_read_and_places_lie_in_it(text: str, form: Form) -> None:
    """Whatever the text, a passage is a part of it that is not empty."""
    for passage in read(text, form=form):
        assert 0 <= passage.start < passage.end <= len(text)


def test_a_passage_is_the_words_themselves() -> None:
    """Start and end cut the words out of the text as it was written."""
    text = "We sat down.  He\u2019s calm, then SHE PUT her HANDS around my neck!! Again."
    (passage,) = read(text)
    assert text[passage.start : passage.end] == "SHE PUT her HANDS around my neck"
    assert (passage.sign, passage.strength) == ("danger.strangled", "plainly_says")
    assert passage.why == "signs.danger.strangled"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("He didn't hit me.", "journal"),
        ("He never called me stupid.", "journal"),
        ("You are not worthless.", "chat"),
        ("you're so pathetic lol", "chat"),
        ("In the movie he hit me with the truth.", "journal"),
        ("My friend says he called her stupid.", "journal"),
        ("I am sorry I said you are useless.", "chat"),
        ("What if he called me stupid?", "journal"),
        ("When I was a kid he called me stupid.", "journal"),
    ],
)
def test_what_stands_near_can_make_it_mean_something_else(text: str, form: Form) -> None:
    """A denial, a joke, a story, other people, an apology, a what-if, another time."""
    assert read(text, form=form) == []


@pytest.mark.parametrize("other", ["I had to lol at the dog.", "We saw a film in town.", "I am so sorry about it."])
def test_a_joke_a_story_and_an_apology_count_only_when_near(other: str) -> None:
    """In the same sentence and in the one before and after it; elsewhere in a long entry they silence nothing."""
    sign, calm = "He went through my phone.", "It rained all day."
    assert read(f"{other} {sign}") == read(f"{sign}\r\n\r\n{other}") == []
    assert signs_in(f"{other} {calm} {sign} {calm} {other}", "journal") == ["control.monitors_messages"]
    assert signs_in(f"{other} {calm} {sign} " + f"{calm} " * 1000, "journal") == ["control.monitors_messages"]


def test_a_long_text_is_read_in_stretches_and_nothing_is_lost_between_them() -> None:
    """Each passage of a long entry is found, once, where it stands; also one that reaches into the next sentence."""
    text = "It rained. We had soup. He went through my phone. " * 200
    found = read(text)
    assert [text[each.start : each.end] for each in found] == ["He went through my phone"] * 200
    assert len(read("It rained all day. " * 60 + "You're crazy. I never said it. " * 30, form="chat")) >= 30


def test_a_what_if_in_the_next_sentence_is_not_about_this_one() -> None:
    """Also where the phrase ends with its sentence."""
    assert signs_in("She kicked our cat. He hit me. What if it rains?", "journal") == [
        "physical.hurts_pets",
        "physical.hits",
    ]
    assert read("He hit me, what if it was a dream.") == []


def test_danger_is_found_also_with_a_laugh_or_a_condition() -> None:
    """Recall comes first for danger: a laugh does not undo hands around a neck."""
    assert signs_in("He choked me lol", "journal") == ["danger.strangled"]
    assert "danger.threat_to_kill" in signs_in("If you leave I will kill you", "chat")


def test_one_sign_at_one_place_is_told_once_and_two_places_twice() -> None:
    """Rules that overlap do not tally up."""
    found = read("He hit me in the face. Then he slapped me again.")
    assert [passage.sign for passage in found] == ["physical.hits", "physical.hits"]
    assert found[0].end <= found[1].start
