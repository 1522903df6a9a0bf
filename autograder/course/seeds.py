"""One secret seed for each course and lesson, kept beside the gradebook.

Checks draw their inputs from it, so that answers written down from last year's inputs are worth
nothing. The file is `seeds.json` in the course folder, readable by its owner only; a seed is
made when it is first needed and never changes afterwards.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from pathlib import Path

from autograder.environment import CommandFailed

__all__ = ["course_seed", "seeds_file"]


def seeds_file(course: Path) -> Path:
    """Where the seeds of a course are."""
    return course / "seeds.json"


def course_seed(course: Path, lesson: str) -> int:
    """The seed of a lesson, "02_perceptron", in a course: the same number at every call."""
    seeds = _read(seeds_file(course))
    if lesson not in seeds:
        seeds[lesson] = secrets.randbits(63)
        _write(seeds_file(course), seeds)
    return seeds[lesson]


def _read(path: Path) -> dict[str, int]:
    """The seeds in the file. A damaged file is refused: new seeds would change old marks."""
    try:
        seeds = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        seeds = None
    if not isinstance(seeds, dict) or not all(type(seed) is int for seed in seeds.values()):
        raise CommandFailed(
            f"{path} does not hold a seed for each lesson. Restore it from a copy; "
            "without one delete it, and regrade what was graded with the old seeds."
        )
    return seeds


def _write(path: Path, seeds: dict[str, int]) -> None:
    """Replace the file whole. mkstemp makes it readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".seeds-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(seeds, file, indent=1, sort_keys=True)
    os.replace(name, path)
