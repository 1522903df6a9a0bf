"""Bring lessons into their one normal form: executed, tidy, the same bytes on every run.

    python3 -m autograder normalise            run every lesson and appendix, store outputs, tidy up
    python3 -m autograder normalise 02         one lesson
    python3 -m autograder normalise --check    change nothing, say what is not in normal form

Each notebook is run in a clean kernel, then brought into the form that `autograder.lesson.normal`
describes, and written only if that changes the file. A lesson with a fault (an unclosed mark, a
warning on stderr, a cell that fails) is left as it is, and the fault is told.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.environment import ROOT
from autograder.lesson.faults import lesson_faults
from autograder.lesson.normal import normal_form, normal_text
from autograder.lesson.reading import (
    LessonError,
    cell_label,
    find_notebooks,
    place,
    read_lesson,
)

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["add_arguments", "execute", "normalise", "run"]

CELL_TIMEOUT = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `normalise` understands."""
    parser.add_argument(
        "lessons", nargs="*", metavar="lesson", help='"02", "A2"; everything if none'
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a fault")
    parser.add_argument(
        "--run",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="execute the lessons first (the default, except with --check)",
    )


def run(args: argparse.Namespace) -> int:
    """Normalise or check the lessons; 1 where one of them has a fault, and all are looked at."""
    executed = not args.check if args.run is None else args.run
    problems = 0
    for path in find_notebooks(args.lessons):
        try:
            print(normalise(path, executed=executed, check=args.check))
        except LessonError as error:
            problems += 1
            print(error, file=sys.stderr)
    return 1 if problems else 0


def normalise(path: Path, *, executed: bool = True, check: bool = False) -> str:
    """Bring one lesson into normal form, or only check it: one line on what was found or done."""
    notebook = read_lesson(path)
    if executed:
        _refuse_faults(path, lesson_faults(notebook, executed=False))
        execute(notebook, path)
    notebook = normal_form(notebook)
    _refuse_faults(path, lesson_faults(notebook))
    text = normal_text(notebook)
    if path.read_bytes() == text.encode():
        return f"{place(path)}: in normal form."
    if check:
        raise LessonError(
            f"{place(path)}: not in normal form. "
            f"Run python3 -m autograder normalise {path.stem.split('_')[0]}."
        )
    _replace(path, text)
    return f"{place(path)}: written, {len(notebook['cells'])} cells."


def execute(notebook: NotebookNode, path: Path) -> None:
    """Run every code cell, in place, in a clean kernel that starts in the lesson's folder."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    started = [0]
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--IPKernelApp.log_level=40"],  # errors: the kernel talks to our terminal
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=lambda cell, cell_index: started.append(cell_index),
    )
    try:
        with tempfile.TemporaryDirectory() as profile:
            client.execute(env=_clean_environment(profile))
    except CellExecutionError as error:
        fault = f"running it raised {error.ename}: {error.evalue}."
    except CellTimeoutError:
        fault = f"it ran for more than {CELL_TIMEOUT} s."
    except DeadKernelError:
        fault = "the kernel died while it ran."
    else:
        return
    raise LessonError(f"{place(path)}, {cell_label(notebook, started[-1])}: {fault}")


def _clean_environment(profile: str) -> dict[str, str]:
    """This process's environment without what would make a figure or a number differ."""
    theirs = {k: v for k, v in os.environ.items() if k != "MPLBACKEND"}
    paths = [str(ROOT), *filter(None, [theirs.get("PYTHONPATH")])]
    ours = {"IPYTHONDIR": profile, "OPENBLAS_NUM_THREADS": "1"}
    return theirs | ours | {"PYTHONPATH": os.pathsep.join(paths)}


def _refuse_faults(path: Path, faults: list[str]) -> None:
    if faults:
        raise LessonError("\n".join(f"{place(path)}, {fault}" for fault in faults))


def _replace(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    half = path.with_suffix(".ipynb.tmp")
    half.write_bytes(text.encode())
    os.replace(half, path)
