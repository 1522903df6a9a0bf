"""A released lesson leads to itself in the browser, where the website is published."""

from __future__ import annotations

import tomllib
from typing import Any

from nbconvert.preprocessors import Preprocessor

from autograder.environment import ROOT
from autograder.lesson.reading import all_appendices, all_lessons

__all__ = ["OpenInBrowser", "website"]


def website() -> str:
    """The address in pyproject.toml, "" where there is none."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["tool"]["nnlib-course"]["website"]).rstrip("/")


class OpenInBrowser(Preprocessor):
    """Puts the link below what the lesson opens with, once."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook, with the link in its first cell if its page has an address."""
        name = resources.get("metadata", {}).get("name", "")
        published = {path.stem for path in (*all_lessons(), *all_appendices())}
        if not ((address := website()) and name in published):
            return notebook, resources
        link = f"[Open this lesson in the browser]({address}/{name}.html)"
        for first in notebook.cells[:1]:
            if first.cell_type == "markdown" and link not in first.source:
                first.source += f"\n\n{link}"
        return notebook, resources
