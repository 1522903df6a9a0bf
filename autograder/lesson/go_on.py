"""A student's copy goes on after a cell that fails: "Run All" then stops nowhere.

An unwritten function fails its check, and whatever needs it says so in a line. Jupyter runs the
cells behind only if the failing one is tagged so; grading takes no notice of the tag.
"""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor

__all__ = ["GOES_ON", "GoOn"]

GOES_ON = "raises-exception"  # Jupyter's own name


class GoOn(Preprocessor):
    """Tag every cell of code."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """The cell, tagged."""
        if cell.cell_type == "code":
            tags = cell.metadata.get("tags", [])
            cell.metadata["tags"] = [*tags, *({GOES_ON} - set(tags))]
        return cell, resources
