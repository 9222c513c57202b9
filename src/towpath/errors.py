"""What can go wrong, in one family: a key into the messages of the content pack and the facts that fill it in."""


class TowpathError(Exception):
    """The root of all errors that a person may be told about.

    ``key`` names the sentence in the pack's ``messages.toml``; ``facts`` fill its gaps. No sentence for people is
    written here, and no content of a notebook may be put into ``facts``.
    """

    exit_code = 2

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts


class BadInput(TowpathError):
    """What was given cannot be used: nothing was written and nothing changed."""


class CannotOpen(TowpathError):
    """Wrong passphrase, no such notebook, or a damaged one: on purpose one error with one message for all three."""

    exit_code = 3

    def __init__(self, key: str = "cannot_open") -> None:
        super().__init__(key)


class CannotReach(CannotOpen):
    """The database that holds the notebook does not answer. That is no secret, so it has a message of its own."""

    def __init__(self) -> None:
        super().__init__("cannot_reach")


class InUse(TowpathError):
    """Another process holds the notebook: there is one writer at a time."""

    def __init__(self) -> None:
        super().__init__("in_use")


class NewerFormat(TowpathError):
    """The notebook was written by a later version; the file is left as it is."""

    def __init__(self, version: int) -> None:
        super().__init__("newer_format", version=version)


class CannotWrite(TowpathError):
    """The disk is full, read-only or failing: what was asked for was not stored, what was there before still is."""

    def __init__(self) -> None:
        super().__init__("cannot_write")
