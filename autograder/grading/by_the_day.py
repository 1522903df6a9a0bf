"""A rule for late work, as a plugin of nbgrader's: so much off for each day that has begun."""

from __future__ import annotations

import math

from nbgrader.plugins import BasePlugin
from traitlets import Float

__all__ = ["ByTheDay"]

DAY = 86400.0


class ByTheDay(BasePlugin):  # type: ignore[misc]
    """Points, or a share of the points that the work has, for each day."""

    points = Float(0.0, help="points off for each day").tag(config=True)
    percent = Float(0.0, help="of its points, off for each day").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float:
        days = math.ceil(total_seconds_late / DAY)
        return float(min(score, days * (self.points + self.percent / 100 * score)))
