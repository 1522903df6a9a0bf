"""Notebooks that hold the same text in every cell, answers of their own included."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.lesson.cells import role
from autograder.lesson.released import released_text, tidy

__all__ = ["copies", "texts_of"]

LEAST = 200  # letters of their own that two would hardly write alike by chance


def texts_of(path: Path) -> list[str]:
    """The text of every cell in a graded notebook; [] if there is none."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [tidy("".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def copies(work: Mapping[str, Sequence[str]], source: Any) -> list[list[str]]:
    """Students whose notebooks are the same, group by group; the largest first.

    work : student: the texts of all cells, as `texts_of` has them
    source : the lesson's notebook: whoever only handed that back, or our own solution, is no copy
    """
    given = {tidy(text) for cell in source.cells for text in (cell.source, released_text(cell))}
    answers = {"solution", "by hand"}
    given |= {tidy(released_text(c)) for c in source.cells if role(c) in answers}
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for student in sorted(work):
        if sum(map(len, set(work[student]) - given)) >= LEAST:
            groups[tuple(work[student])].append(student)
    return sorted((x for x in groups.values() if len(x) > 1), key=lambda x: (-len(x), x))
