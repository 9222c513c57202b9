"""How the two live, who is there, and thoughts of self-harm; every question can be skipped."""

from datetime import datetime
from typing import Final

import msgspec

from towpath.domain.records import Circumstances
from towpath.web.forms.fields import Fault, Fields

CHOICES: Final = ("together", "self_harm")
YES_NO: Final = ("live_together", "children", "pregnant")
_TRUTH: Final = {"yes": True, "no": False, "": None}


def circumstances(fields: Fields, now: datetime) -> tuple[Circumstances | None, tuple[Fault, ...]]:
    """Return what was answered; ``None`` where an answer is not one of the choices."""
    for name in YES_NO:
        if fields.get(name) not in _TRUTH:
            return None, (Fault(name, "answer_not_known", {"field": name}),)
    said: dict[str, object] = {name: _TRUTH[fields.get(name)] for name in YES_NO}
    said |= {name: fields.get(name) or None for name in CHOICES}
    said["support"] = tuple(dict.fromkeys(fields.all("support"))) or None
    try:
        return msgspec.convert({"kind": "circumstances", "written": now, **said}, Circumstances), ()
    except msgspec.ValidationError:
        return None, (Fault("", "answer_not_known", {"field": "together"}),)
