"""What `due --penalty` has set for a class: the rule for late work, as nbgrader is told it.

`late.json` in the course folder holds the words of the command. It is read with the configuration,
so `grade`, `nbgrader autograde` and formgrader take the same points off. What the class's own
`nbgrader_config.py` says is read after it, and is the last word. Standard library alone.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from autograder.environment import CommandFailed

__all__ = ["FILE", "RULES", "set_rule", "traits"]

FILE = "late.json"
RULES = 'none, zero, points for each day as "1", or a share of its points for each day as "10%"'
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(%?)")


def traits(said: str) -> dict[str, dict[str, Any]] | None:
    """The words of a rule as nbgrader's settings, class -> trait -> value; None for no rule."""
    if said in ("none", "zero"):
        return {"LateSubmissionPlugin": {"penalty_method": said}}
    number = NUMBER.fullmatch(said)
    if not number or not 0 < float(number[1]) <= (100 if number[2] else 1e6):
        return None
    by = "percent" if number[2] else "points"
    return {
        "AssignLatePenalties": {"plugin_class": "autograder.grading.by_the_day.ByTheDay"},
        "ByTheDay": {by: float(number[1])},
    }


def set_rule(config: Any, course: Path) -> None:
    """Put the rule of a course into nbgrader's configuration object."""
    try:
        said = json.loads((course / FILE).read_text(encoding="utf-8"))["penalty"]
        found = traits(str(said))
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        found = None
    if found is None:
        again = "Set it anew with `python3 -m autograder due --penalty RULE`"
        raise CommandFailed(f"{course / FILE} holds no rule for late work. {again}.")
    for name, values in found.items():
        config[name].update(values)
