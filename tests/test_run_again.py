"""No cell of a lesson changes what an earlier one reads: each can be run again, at any time.

In one kernel every cell is run twice in its place, and then once more from the last cell to the
first. What a cell prints, and how many pictures it shows, is the same each time. The pictures
themselves are not drawn: nothing that a cell computes depends on them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.environment import ROOT
from autograder.lesson.reading import all_lessons

RUN = """\
import json, os, sys
import matplotlib
matplotlib.use("Agg")
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.figure import Figure

def blank(figure, where, *more, **named):
    where.write(BLANK)

BLANK = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef924"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
Figure.savefig = blank
cells = [
    (cell["id"], "".join(cell["source"]))
    for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]
    if cell["cell_type"] == "code"
]
os.chdir(os.path.dirname(os.path.abspath(sys.argv[1])))
shell = InteractiveShell.instance()

def result(source):
    with capture_output() as said:
        done = shell.run_cell(source, store_history=False)
    error = done.error_in_exec or done.error_before_exec
    shown = [sorted(output.data) for output in said.outputs]
    words = [output.data.get("text/plain", "") for output in said.outputs]
    return [said.stdout, shown, [w for w in words if " at 0x" not in w], repr(error)]

first, faults = {}, []
for name, source in cells:
    first[name] = result(source)
    if first[name][-1] != "None":
        faults.append([name, "fails", first[name], None])
    elif (again := result(source)) != first[name]:
        faults.append([name, "is another when run twice", first[name], again])
for name, source in reversed(cells):
    if (again := result(source)) != first[name]:
        faults.append([name, "is another after the cells below it", first[name], again])
print(json.dumps([len(cells), faults]), file=sys.__stdout__)
"""


def run_again(path: Path) -> tuple[int, list[list[Any]]]:
    """How many cells there are, and which of them are not the same each time."""
    words = [sys.executable, "-c", RUN, str(path)]
    quiet = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, capture_output=True, text=True, env=quiet, check=False)
    assert done.returncode == 0, done.stderr
    cells, faults = json.loads(done.stdout.splitlines()[-1])
    return cells, faults


@pytest.mark.slow
@pytest.mark.parametrize("path", all_lessons(), ids=lambda path: path.stem)
def test_every_cell_of_a_lesson_can_be_run_again_with_the_same_result(path: Path) -> None:
    cells, faults = run_again(path)
    assert cells > 15
    assert faults == []


def test_a_cell_that_spoils_what_another_reads_is_seen(tmp_path: Path) -> None:
    sources = ["y = 1", "print(y)", "total = y", "y = 2", "total += 1\nprint(total)", "nothing"]
    cells = [nbformat.v4.new_code_cell(x, id=f"c{k}") for k, x in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "spoils.ipynb")
    found = [fault[:2] for fault in run_again(tmp_path / "spoils.ipynb")[1]]
    assert found == [
        ["c4", "is another when run twice"],
        ["c5", "fails"],
        ["c4", "is another after the cells below it"],
        ["c1", "is another after the cells below it"],
    ]
