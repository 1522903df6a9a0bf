"""`test`: what pytest is told, and that a lesson whose output is not the stored one fails."""

import os
import subprocess
import sys

import nbformat
import pytest

from autograder.commands import parse
from autograder.commands import test as run_tests

v4 = nbformat.v4


@pytest.fixture
def told(monkeypatch):
    """What pytest would be started with; folder and variables are put back afterwards."""
    seen = []
    monkeypatch.chdir(run_tests.ROOT)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    monkeypatch.setattr(run_tests, "become", lambda words: seen.append(words) or 0)
    return seen


def run(*words):
    return run_tests.run(parse("test", list(words))[1])


def test_the_callers_own_words_come_last_and_so_win(told):
    run("-n", "0", "-k", "xor")
    assert told[0][-4:] == ["-n", "0", "-k", "xor"]


def test_slow_tests_are_for_all_alone(told):
    run()
    run("--all")
    assert "-m" not in told[0][2:]
    assert told[1][-2:] == ["-m", ""]


def lesson(path, stored):
    cells = [
        v4.new_code_cell(
            "import nnlib\n\nprint(6 * 7)",
            execution_count=1,
            outputs=[v4.new_output("stream", name="stdout", text=stored)],
        ),
        v4.new_code_cell(
            "import matplotlib.pyplot as plt\n\nplt.plot([1, 2])\nplt.show()",
            execution_count=2,
            outputs=[
                v4.new_output(
                    "display_data",
                    data={"image/png": "", "text/plain": "<Figure size 640x480 with 1 Axes>"},
                )
            ],
        ),
    ]
    nbformat.write(v4.new_notebook(cells=cells), path)
    return str(path)


def test_a_lesson_that_prints_something_else_fails_and_a_figure_is_drawn(told, tmp_path):
    right = lesson(tmp_path / "right.ipynb", "42\n")
    wrong = lesson(tmp_path / "wrong.ipynb", "43\n")
    run("-n", "0", "-p", "no:cacheprovider", right, wrong)
    command = [sys.executable, *told[0]]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 1
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert len(failed) == 1
    assert "wrong.ipynb::Cell 0" in failed[0]
    assert "1 failed, 3 passed" in done.stdout.splitlines()[-1]
