"""Where the inputs of a check come from: a course's secret, or a fixed number.

When work is graded, an environment variable names a file that holds one secret seed for each
lesson. A learner at home has no such file; there the inputs are always the same.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

VARIABLE = "NNLIB_CHECK_SEEDS"
FIXED = 1957  # the perceptron's year


def seed_for(lesson: str) -> int:
    """The seed of a lesson's checks in this course, or the fixed one."""
    path = os.environ.get(VARIABLE)
    if not path:
        return FIXED
    return int(json.loads(Path(path).read_text(encoding="utf-8"))[lesson])
