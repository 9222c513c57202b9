"""What Towpath never says: verdicts on a person, orders, promises of safety, chances, and words of one gender."""

import re

VERDICTS = (
    r"safe", r"safer", r"safest", r"safely", r"safety", r"low risk", r"no risk", r"risk score", r"you should",
    r"you must", r"you have to leave", r"you need to leave", r"leave (him|her|them) now", r"toxic", r"narciss\w*",
    r"abus\w*", r"victim\w*", r"perpetrator\w*", r"survivor\w*", r"psychopath\w*", r"sociopath\w*", r"gaslight\w*",
    r"red flags?", r"probab\w*", r"likel\w*", r"chances? of", r"per ?cent\w*", r"\d\s?%", r"score[sd]?", r"diagnos\w*",
)  # fmt: skip
GENDERED = (
    r"he", r"she", r"him", r"his", r"her", r"hers", r"himself", r"herself", r"husbands?", r"wife", r"wives",
    r"boyfriends?", r"girlfriends?",
)  # fmt: skip
DENIED = ("That is not a diagnosis",)
"""Sentences that use such a word to say that it does not hold."""

_VERDICT = re.compile(rf"\b({'|'.join(VERDICTS)})\b", re.IGNORECASE)
_GENDERED = re.compile(rf"\b({'|'.join(GENDERED)})\b", re.IGNORECASE)


def verdicts(text: str) -> list[str]:
    """Return the words of verdict, order, promise and chance in a text."""
    for sentence in DENIED:
        text = text.replace(sentence, "")
    return [found.group() for found in _VERDICT.finditer(text)]


def gendered(text: str) -> list[str]:
    """Return the words of one gender in a text."""
    return _GENDERED.findall(text)
