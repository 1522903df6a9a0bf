"""In a notebook: what needs an unwritten function says so in a line, and is still an error."""

import subprocess
import sys

import pytest

from autograder.environment import ROOT

NOTEBOOK = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
cells = [
    "from autograder import check",
    "def margin(w): raise NotImplementedError('Your turn')",
    {cells}
]
for cell in cells:
    print("--", shell.run_cell(cell, store_history=True).success)
"""


def said_by(*cells: str) -> list[str]:
    """What a notebook says, and whether each of its last cells succeeded."""
    text = NOTEBOOK.format(cells=", ".join(map(repr, cells)))
    words = [sys.executable, "-W", "ignore", "-c", text]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.strip()][2:]


def test_a_demonstration_of_an_unwritten_function_says_one_line_and_is_an_error() -> None:
    said = said_by("width = 2 * margin(3)")
    assert said == ["Not yet: this needs margin, which is still to be written.", "-- False"]


def test_a_cell_that_waits_for_an_answer_says_so_itself() -> None:
    said = said_by("raise NotImplementedError('Your turn')")
    assert said == ["Not yet: your answer belongs in this cell.", "-- False"]


def test_what_it_would_have_made_is_missed_in_one_line_too() -> None:
    said = said_by("width = 2 * margin(3)", "print(width)")
    assert said[2:] == [
        "Not yet: this needs width; a cell above makes it once its function is written.",
        "-- False",
    ]


def test_a_function_that_it_would_have_defined_is_missed_in_one_line_too() -> None:
    cell = "width = 2 * margin(3)\ndef half(x): return x / 2"
    said = said_by(cell, "print([half(x) for x in (1, 2)])")
    assert said[2:] == [
        "Not yet: this needs half; a cell above makes it once its function is written.",
        "-- False",
    ]


def test_what_it_has_half_made_is_missed_too_and_what_was_there_before_is_not() -> None:
    said = said_by(
        "walk, w = [1], 2", "path, w = [1], 3\npath += margin(w)", "print(walk, w)\npath[1]"
    )
    assert said[2:] == [
        "-- False",
        "[1] 3",
        "Not yet: this needs path; a cell above makes it once its function is written.",
        "-- False",
    ]


def test_any_other_missing_name_is_an_error_as_ever() -> None:
    said = said_by("width = 2 * margin(3)", "print(heigth)")
    assert any("NameError" in line for line in said)
    assert any("heigth" in line for line in said)


@pytest.mark.parametrize("cell", ["1 / 0", "check.margin(lambda w, b, X, y: 0)"])
def test_other_errors_are_left_alone(cell: str) -> None:
    said = said_by(cell)
    assert not any("Not yet" in line for line in said)
    assert said[-1] == "-- False"


def test_a_check_of_an_unwritten_function_is_quiet_and_fails() -> None:
    said = said_by("check.margin(lambda w, b, X, y: margin(w))")
    assert said[0].startswith("○ margin: It is not written yet")
    assert said[-1] == "-- False"
    assert "✗" not in "".join(said)
