"""The style sheet and the script: ours, small, and the only files a page asks for."""

from functools import cache
from importlib.resources import files

from towpath.web.visit import Text, Visit


def style(_visit: Visit) -> Text:
    """Answer with the style sheet."""
    return Text(body=_file("style.css"), media_type="text/css")


def script(_visit: Visit) -> Text:
    """Answer with the script."""
    return Text(body=_file("script.js"), media_type="text/javascript")


@cache
def _file(name: str) -> bytes:
    return (files("towpath.web") / "static" / name).read_bytes()
