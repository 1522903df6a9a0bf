"""The page's Python shows what a notebook would, and tells of a call that nobody can interrupt."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from autograder.site import runtime

# In a process of its own, as the page has it: the shell is there before the checks.
RUN = """\
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("shell", sys.argv[1])
shell = importlib.util.module_from_spec(spec)
spec.loader.exec_module(shell)
calls = []
page = shell.in_the_page(calls.append)
shell.sys.modules["autograder.check.deadline"].THREADS = False
told = [page.run(source, quiet) for source, quiet in json.loads(sys.argv[2])]
print(json.dumps([told, len(calls), shell.overdue("sigmoid")]))
"""
BEGIN = "import numpy as np\nfrom autograder import check"
WRONG = "def relu(z):\n    return np.abs(z)"
RIGHT = "def relu(z):\n    return np.maximum(z, 0)"
STUB = "def relu(z):\n    raise NotImplementedError()"
CHECK = "check.relu(relu)"


def run(*cells):
    """What every cell came to, how many calls were told, and the sentence of one too late."""
    told = json.dumps([cell if isinstance(cell, list) else [cell, False] for cell in cells])
    words = [sys.executable, "-c", RUN, str(runtime.SHELL), told]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_check_answers_in_its_panel_and_says_whether_all_is_well():
    (*_, (wrong, shown), _, (right, passed)), calls, _ = run(BEGIN, WRONG, CHECK, RIGHT, CHECK)
    assert not wrong
    (panel,) = shown
    assert "✗ relu: not yet." in panel["html"]
    assert "Stuck? The button &quot;A hint&quot; says more." in panel["html"]
    assert right
    assert "✓ relu: right" in passed[0]["html"]
    assert calls >= 20
    assert calls % 2 == 0


def test_hints_are_given_one_at_a_time():
    (*_, (_, one), (_, two)), _, _ = run(BEGIN, WRONG, CHECK, "check.hint()", "check.hint()")
    assert "hint 1 of 2" in one[0]["html"]
    assert "hint 2 of 2" in two[0]["html"]


def test_what_is_not_written_yet_says_so_in_a_line():
    (*_, (_, needs), (_, asked)), _, _ = run(BEGIN, STUB, "y = relu(1)", CHECK)
    assert needs == [{"text": "Not yet: this needs relu, which is still to be written.\n"}]
    assert "○ relu:" in asked[0]["html"]


def test_an_error_is_told_from_the_readers_own_line_on():
    ((ended, shown),), _, _ = run("x = 1\nx / 0")
    assert not ended
    assert shown[0]["text"].startswith("Traceback")
    assert "x / 0" in shown[0]["text"]
    assert "shell.py" not in shown[0]["text"]


def test_printed_lines_values_and_figures_are_shown_in_their_order():
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint('so')"
    ((_, printed), (_, drawn)), _, _ = run("print(1)\nprint(2)\n6 * 7", plot)
    assert printed == [{"text": "1\n2\n42\n"}]
    assert drawn[0] == {"text": "so\n"}
    assert drawn[1]["html"].startswith("<img alt=")


def test_a_picture_comes_with_its_words_and_a_slider_with_its_handles():
    see = "from nnlib.pictures import explore, plots\nexplore.neuron_slider()"
    ((_, shown),), _, _ = run(see)
    slider = shown[0]["slider"]
    assert len(slider["handles"]) == 4
    assert slider["line"]
    assert "<img" in slider["html"]


def test_a_quiet_cell_shows_nothing_but_makes_its_names():
    ((_, nothing), (_, value)), _, _ = run(["x = 5\nprint(x)\nx", True], "x")
    assert nothing == [] or nothing == [{"text": "5\n"}]
    assert value == [{"text": "5\n"}]


def test_endless_printing_is_cut_off():
    ((_, shown),), _, _ = run("for k in range(100_000):\n    print(k)")
    assert len(shown[0]["text"]) < 30_000


def test_a_call_that_is_too_late_is_told_as_in_jupyterlab():
    *_, told = run("0")
    assert "✗ sigmoid: not yet. It did not come back in time. Is there a loop" in told


@pytest.mark.parametrize("name", sorted(runtime.SETTINGS["files"]))
def test_every_file_of_pyodide_is_pinned_by_its_hash(name):
    told = runtime.SETTINGS["files"][name]
    assert len(bytes.fromhex(told["sha256"])) == 32
    assert told["bytes"] > 1000
