"""A whole command that grades, timed from its start to its end on a class of its own.

graded_by(course, ["nbgrader", "autograde", "08_backprop"], "plain", core=0)
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.course.nbgrader_config import EXECUTION_VARIABLE
from autograder.environment import ROOT

__all__ = ["graded_by"]


def graded_by(course: Path, command: Sequence[str], execution: str, core: int | None) -> Any:
    """Seconds of a command on a fresh copy of the class, and the scores that it entered."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "class"
        shutil.copytree(course, copy)
        known = {**os.environ, "NNLIB_COURSE_DIR": str(copy), "PYTHONPATH": str(ROOT)}
        known |= {"OPENBLAS_NUM_THREADS": "1", EXECUTION_VARIABLE: execution}
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        began = time.perf_counter()
        done = subprocess.run(
            [*pinned, *command], cwd=ROOT, env=known, capture_output=True, text=True, check=False
        )
        taken = time.perf_counter() - began
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed: {done.stderr[-500:]}")
        return taken, _scores(copy)


def _scores(course: Path) -> dict[str, Any]:
    question = """
        select a.student_id, c.name, g.auto_score from grade g
        join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment a on a.id = n.assignment_id
        join base_cell c on c.id = g.cell_id"""
    book = sqlite3.connect(course / "gradebook.db")
    try:
        return {f"{who}, {cell}": score for who, cell, score in book.execute(question)}
    finally:
        book.close()
