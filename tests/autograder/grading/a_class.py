"""A small class: a released lesson, a few students who are not there, and the grading command."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import numpy as np

from autograder.bank.synthetic import class_of
from autograder.commands.release import release
from autograder.environment import ROOT
from autograder.lesson.reading import find_lesson

LESSON = find_lesson("00")
NAME = LESSON.stem


def handed_in(course: Path, students: int, released: Path | None = None) -> Path:
    """Hand in the work of some students in a new course folder, in which the lesson is released.

    released : a course folder to begin with
    """
    if released:
        copied(released, course)
    else:
        release(LESSON, course)
    for pupil in class_of("00", students, np.random.default_rng(0)):
        place = course / "submitted" / pupil.name / NAME
        place.mkdir(parents=True)
        nbformat.write(pupil.notebook, place / LESSON.name)
    return course


def copied(course: Path, folder: Path) -> Path:
    """The same class in a folder of its own."""
    shutil.copytree(course, folder)
    return folder


def command(course: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "autograder", "grade", NAME, "--course", str(course), *words]


def grading(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    known = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        command(course, *words), env=known, capture_output=True, text=True, check=False, timeout=120
    )


def scores(course: Path) -> dict[tuple[str, str], tuple[Any, Any, Any]]:
    """(student, cell): points by checks, points by hand, does it wait for a person."""
    question = """
        select a.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade from grade g
        join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment a on a.id = n.assignment_id
        join base_cell c on c.id = g.cell_id"""
    book = sqlite3.connect(course / "gradebook.db")
    try:
        return {(who, cell): rest for who, cell, *rest in map(tuple, book.execute(question))}
    finally:
        book.close()
