"""A released lesson leads to itself in the browser, where the website is published."""

from __future__ import annotations

import tomllib
from typing import Any

from nbconvert.preprocessors import Preprocessor

from autograder.environment import ROOT

__all__ = ["OpenInBrowser", "website"]


def website() -> str:
    """The address in pyproject.toml, "" where there is none."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["tool"]["nnlib-course"]["website"]).rstrip("/")


class OpenInBrowser(Preprocessor):
    """Puts the link below what the lesson opens with, once."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook, with the link in its first cell if there is an address."""
        name = resources.get("metadata", {}).get("name", "")
        first = notebook.cells[0] if notebook.cells else None
        if (address := website()) and name and first and first.cell_type == "markdown":
            link = f"[Open this lesson in the browser]({address}/{name}.html)"
            if link not in first.source:
                first.source += f"\n\n{link}"
        return notebook, resources
