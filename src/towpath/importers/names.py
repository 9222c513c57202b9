"""Names of people, told apart where two people in one file have the same name."""


class Names:
    """The names of one file. Who comes first keeps the plain name; another with the same has the number behind it."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def of(self, name: object, number: object) -> str | None:
        """Return the name under which a person is shown: of those that the file gives, or the number alone."""
        if not name:
            return str(number) if number else None
        if not number or self._numbers.setdefault(str(name), str(number)) == str(number):
            return str(name)
        return f"{name} ({number})"
