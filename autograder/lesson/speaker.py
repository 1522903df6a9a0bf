"""The speaker's notes stay with the speaker: what students get of a lesson is without them."""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor

__all__ = ["ClearNotes"]


class ClearNotes(Preprocessor):
    """Takes `course.say` out of every cell."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """The cell without what is said beside it."""
        cell.metadata.get("course", {}).pop("say", None)
        return cell, resources
