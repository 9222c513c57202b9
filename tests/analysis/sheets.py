"""Decision sheets to weigh, as a person might write them."""

from collections.abc import Mapping
from typing import Any

import msgspec

from towpath.domain.sheet import Sheet

FULL: dict[str, Any] = {
    "towpath": 1,
    "paths": ["mend", "space", "leave"],
    "horizons": {"months_3": [0.2, 0.4], "year_1": [0.3, 0.5], "years_5": [0.2, 0.4]},
    "values": [
        {"id": "calm_for_children", "points": [60, 100]},
        {"id": "money", "points": [20, 50]},
        {"id": "time_of_my_own", "points": 40},
    ],
    "scores": {
        "mend": {
            "calm_for_children": {"months_3": [1, 2, 3], "year_1": [2, 4, 6], "years_5": [1, 5, 9]},
            "money": [5, 6, 7],
            "time_of_my_own": 3,
        },
        "space": {"calm_for_children": [3, 5, 6], "money": [2, 4, 6], "time_of_my_own": 6},
        "leave": {"calm_for_children": [4, 5, 8], "money": [1, 2, 3], "time_of_my_own": [7, 8, 9]},
    },
}
"""Three paths, three values, three horizons, nothing missing, ranges and single numbers."""


def sheet(**changed: Any) -> Sheet:
    """Read the full sheet with some of its fields changed."""
    return Sheet.from_json(msgspec.json.encode({**FULL, **changed}))


def simple(scores: Mapping[str, list[Any]], points: list[Any] | None = None) -> Sheet:
    """Read a sheet of paths with one score for each of the values v0, v1, ..., which matter the same or as given."""
    count = len(next(iter(scores.values())))
    values = [{"id": f"v{i}", "points": (points or [50] * count)[i]} for i in range(count)]
    by_path = {path: {f"v{i}": score for i, score in enumerate(given)} for path, given in scores.items()}
    document = {"towpath": 1, "paths": list(scores), "values": values, "scores": by_path}
    return Sheet.from_json(msgspec.json.encode(document))
