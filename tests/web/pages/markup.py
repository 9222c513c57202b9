"""What a test wants to know of a page: its elements in order, with their attributes and the form they stand in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
FIELDS = frozenset({"input", "select", "textarea"})


@dataclass(slots=True)
class Element:
    """One element: its name, its attributes, the form around it, and the text directly in it."""

    name: str
    attributes: dict[str, str]
    form: "Element | None" = None
    text: str = ""
    around: "Element | None" = None
    inside: list["Element"] = field(default_factory=list)


class Page(HTMLParser):
    """A page taken apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        form = next((each for each in reversed(self._open) if each.name == "form"), None)
        around = self._open[-1] if self._open else None
        element = Element(tag, {name: value or "" for name, value in attrs}, form, around=around)
        if form:
            form.inside.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; those left open inside it are a fault of the page, except where HTML closes them."""
        while self._open and self._open[-1].name != tag:
            assert self._open[-1].name in {"p", "li", "dt", "dd"}, (tag, self._open[-1].name)
            self._open.pop()
        assert self._open, tag
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Note the text of the element that is open."""
        if self._open:
            self._open[-1].text += data

    def all(self, *names: str) -> list[Element]:
        """Return the elements of these names, in order."""
        return [element for element in self.elements if element.name in names]

    def inside(self, outer: Element) -> list[Element]:
        """Return the elements that stand in another, in order."""
        return [element for element in self.elements if _stands_in(element, outer)]

    def focusable(self) -> list[Element]:
        """Return what the Tab key stops at, in order."""
        return [element for element in self.elements if _stops(element)]


def _stops(element: Element) -> bool:
    given = element.attributes
    if "disabled" in given or given.get("tabindex") == "-1" or given.get("type") == "hidden":
        return False
    if element.name == "a":
        return "href" in given
    return element.name in {"button", "input", "select", "textarea", "summary"} or "tabindex" in given


def _stands_in(element: Element, outer: Element) -> bool:
    around = element.around
    while around is not None and around is not outer:
        around = around.around
    return around is outer
