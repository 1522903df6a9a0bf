"""The one normal form of a lesson's file: what the author wrote and what the run showed.

The notebook is the only source of a lesson, so a difference between two versions of the file
should be what an author changed and nothing else. `normal_form` drops what an editor or a run
leaves behind: times, versions, random widget ids, paths, the folding of cells. Ids of cells come
from grade ids, or from the heading above and a number, so that a change in one section leaves
the ids of the others alone.
"""

from __future__ import annotations

import copy
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.environment import ROOT
from autograder.lesson.cells import role

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["normal_form", "normal_text"]

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KEPT = ("course", "jupyter", "nbgrader", "raw_mimetype", "slideshow", "tags")
NOTEBOOK_METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}
# In a traceback: whatever leads to a package is this machine's, the rest is everyone's.
LIBRARY_PATH = re.compile(
    r"(?:~|[A-Za-z]:)?[/\\][^\s:\"'\x1b]*[/\\](site-packages|python3\.\d+|nnlib|autograder)(?=[/\\])"
)


def normal_form(notebook: NotebookNode) -> NotebookNode:
    """A copy that holds what the author wrote and what the run showed, and nothing else."""
    tidy = copy.deepcopy(notebook)
    tidy.metadata = copy.deepcopy(NOTEBOOK_METADATA)
    tidy.nbformat, tidy.nbformat_minor = 4, 5
    for cell, name in zip(tidy.cells, _cell_ids(tidy), strict=True):
        cell.id = name
        cell.source = cell.source.replace("\r\n", "\n").strip("\n").rstrip()
        cell.metadata = _cell_metadata(cell)
        if cell.cell_type == "code":
            cell.outputs = _outputs(cell.outputs, cell.execution_count)
    return tidy


def normal_text(notebook: NotebookNode) -> str:
    """The file of a notebook in normal form: sorted keys, indented by 1, one last newline."""
    from nbformat import v4

    writes: Callable[[NotebookNode], str] = v4.writes_json
    return writes(notebook) + "\n"


def _cell_ids(notebook: Any) -> list[str]:
    """Grade ids where there are any, else the heading above and a number."""
    grade_ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]
    taken, counts = {x for x in grade_ids if x}, Counter[str]()
    ids, section = [], "start"
    for cell, grade_id in zip(notebook["cells"], grade_ids, strict=True):
        section = _heading(cell) or section
        name = grade_id
        while not name or (not grade_id and name in taken):
            counts[section] += 1
            name = section if counts[section] == 1 else f"{section}-{counts[section]}"
        taken.add(name)
        ids.append(name)
    return ids


def _heading(cell: Any) -> str:
    """The last heading of first or second level in a markdown cell, as letters and hyphens."""
    if cell["cell_type"] != "markdown":
        return ""
    prose = re.sub(r"^```.*?^```", "", cell["source"], flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^##?[ \t]+(.+)$", prose, flags=re.MULTILINE)
    plain = unicodedata.normalize("NFKD", headings[-1] if headings else "")
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower())
    return words.strip("-")[:48].strip("-")


def _cell_metadata(cell: Any) -> dict[str, Any]:
    kept = {key: copy.deepcopy(cell["metadata"].get(key)) for key in KEPT}
    kept["tags"] = sorted(set(kept["tags"] or []))
    if role(cell):
        kept["nbgrader"] = _nbgrader_metadata(kept["nbgrader"])
    else:
        kept["nbgrader"] = None
    return {key: value for key, value in kept.items() if value not in (None, [], {}, "")}


def _nbgrader_metadata(said: dict[str, Any]) -> dict[str, Any]:
    """The author's part; checksum and cell_type belong to the students' version."""
    names = ("grade", "grade_id", "points", "schema_version", "solution", "task")
    kept = {"task": False} | {name: said[name] for name in names if name in said}
    kept["locked"] = bool(said.get("locked") or said.get("grade")) and not said.get("solution")
    if isinstance(kept.get("points"), float) and kept["points"].is_integer():
        kept["points"] = int(kept["points"])
    if not (kept.get("grade") or kept["task"]):
        kept.pop("points", None)
    return kept


def _outputs(outputs: list[Any], count: int | None) -> list[Any]:
    """Streams in one piece, no widget ids, no paths of this machine in tracebacks."""
    tidy: list[Any] = []
    for output in outputs:
        kind, before = output["output_type"], tidy[-1] if tidy else {"output_type": ""}
        if kind == "stream":
            if before["output_type"] == kind and before["name"] == output["name"]:
                before["text"] += output["text"]
            else:
                tidy.append(output)
        elif kind == "error":
            output["traceback"] = [_everyones(line) for line in output["traceback"]]
            tidy.append(output)
        else:
            # Without its kernel the view of a widget is an error message; its picture stays.
            output["data"].pop(WIDGET_VIEW, None)
            kept = {k: v for k, v in output["metadata"].items() if k in output["data"]}
            output["metadata"] = kept
            if kind == "execute_result":
                output["execution_count"] = count
            tidy += [output] if output["data"] else []
    return tidy


def _everyones(line: str) -> str:
    """A line of a traceback without what only this machine has in its paths."""
    line = line.replace(f"{ROOT}{os.sep}", "")
    return LIBRARY_PATH.sub(lambda x: "python" if x[1].startswith("python3") else x[1], line)
