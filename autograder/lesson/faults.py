"""What can be wrong with a lesson, said so that its author can mend it.

`lesson_faults(notebook)` returns one sentence for each fault, in the order of the cells, and an
empty list for a lesson that may be released. Nothing here runs code, asks nbgrader or changes
the notebook. `normalise` and `release` both ask it, so what passes the one passes the other.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from autograder.environment import ROOT
from autograder.lesson.cells import MARKS, regions, role
from autograder.lesson.definitions import bound_names
from autograder.lesson.reading import CELL_ID, cell_label

__all__ = ["asks_checks", "lesson_faults"]

ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
# Not after a letter, digit, + or /: a picture in base64 may hold "/tmp/" by chance.
MACHINE_PATH = re.compile(
    r"(?<![\w+/=])(?:/home/|/Users/|/root/|/tmp/|/var/folders/|[A-Z]:\\Users\\)[^\s\"'<>:]*"
)
ONE_LINE = 'a test cell is one line alone, "check.name(function)"'
OTHERWISE = "A lesson that does not import check may test with any lines of Python."
CHECK = re.compile(r"\bcheck\.\w+\(")
IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+autograder\b", flags=re.MULTILINE)


def asks_checks(notebook: Any) -> bool:
    """Do its test cells call `check`, as ours do? If not they are any Python, such as asserts.

    A lesson asks checks if it imports autograder, or if a test cell uses a `check` of nobody's.
    """
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if any(IMPORT.search(cell["source"]) for cell in code):
        return True
    tests = any(role(cell) == "test" and CHECK.search(cell["source"]) for cell in code)
    return tests and not any("check" in bound_names(cell["source"]) for cell in code)


def lesson_faults(notebook: Any, *, executed: bool = True) -> list[str]:
    """One sentence for every fault of the lesson: "cell 14 (perceptron-step): …".

    `executed=False` leaves the stored outputs and counts out, as before a run.
    """
    faults: list[str] = []
    first_with: dict[str, int] = {}
    counted, in_order = 0, executed
    checks = asks_checks(notebook)
    for index, cell in enumerate(notebook["cells"]):
        found = [*_mark_faults(cell), *_grade_faults(cell)]
        if role(cell) == "test" and cell["cell_type"] == "code":
            found += _check_faults(cell) if checks else _python_faults(cell)
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id and first_with.setdefault(grade_id, index) != index:
            found.append(
                f'the grade id "{grade_id}" is already that of cell {first_with[grade_id] + 1}. '
                "Give this one another: JupyterLab copies it with a copied cell."
            )
        if cell["cell_type"] == "code":
            counted += 1
            found += _code_faults(cell)
            if in_order and (out_of_order := [*_count_faults(cell, counted)]):
                found, in_order = found + out_of_order, False
            outputs = cell["outputs"] if executed else []
            found += [fault for output in outputs for fault in _output_faults(cell, output)]
        faults += [f"{cell_label(notebook, index)}: {fault}" for fault in dict.fromkeys(found)]
    return faults


def _mark_faults(cell: Any) -> Iterator[str]:
    homes = {
        "SOLUTION": ("solution", "by hand"),
        "HIDDEN TESTS": ("test",),
        "MARK SCHEME": ("task",),
    }
    before, after = ("### ", "") if cell["cell_type"] == "code" else ("<!-- ", " -->")
    for what in MARKS:
        begin, end = (f"{before}{word} {what}{after}" for word in ("BEGIN", "END"))
        opened = 0
        for number, line in enumerate(cell["source"].split("\n"), 1):
            if f"BEGIN {what}" in line:
                if opened:
                    yield f'"{begin}" on line {number} stands inside that of line {opened}.'
                if line.strip() != begin:
                    yield f'line {number} is "{line.strip()}". Write "{begin}", alone on its line.'
                if not opened and role(cell) not in homes[what]:
                    yield f'"{begin}" on line {number} stands in {_a_cell(cell)}. Make it ' + (
                        f"a {homes[what][0]} cell with JupyterLab's Create Assignment."
                    )
                opened = number
            elif f"END {what}" in line:
                if not opened:
                    yield f'"{end}" on line {number} closes nothing. Add "{begin}" above it.'
                opened = 0
        if opened:
            yield (
                f'"{begin}" on line {opened} is never closed. '
                f'Add "{end}" as the last line of that cell.'
            )


def _a_cell(cell: Any) -> str:
    what = {"": "an ordinary", "locked": "a read-only", "by hand": "a hand-graded"}
    return f"{what.get(role(cell), 'a ' + role(cell))} cell"


def _grade_faults(cell: Any) -> Iterator[str]:
    nbgrader, kind = cell["metadata"].get("nbgrader", {}), role(cell)
    if not kind:
        return
    if nbgrader.get("schema_version") != 3:
        yield "its nbgrader metadata is not of version 3. Run nbgrader update on the notebook."
    grade_id = nbgrader.get("grade_id", "")
    if not CELL_ID.fullmatch(str(grade_id)):
        yield (
            f'the grade id is "{grade_id}", expected 1 to 64 letters, digits, "-" or "_". '
            'Try the name of the function, "perceptron-step".'
        )
    if kind in ("test", "by hand", "task"):
        points = nbgrader.get("points")
        if isinstance(points, bool) or not isinstance(points, int | float) or not points > 0:
            yield f"its points are {points}, expected a number above 0. Say what it is worth."
    if kind == "task" and cell["cell_type"] != "markdown":
        yield "a task is a markdown cell. Change its type, or what it is for nbgrader."
    if kind in ("test", "solution") and cell["cell_type"] != "code":
        yield (
            f"a markdown cell cannot be a {kind} cell. "
            "Make it a manually graded answer, or change its type."
        )
    hole = regions(cell["source"], "SOLUTION") or "BEGIN SOLUTION" in cell["source"]
    if kind == "solution" and cell["cell_type"] == "code" and not hole:
        yield (
            "the solution is not marked, so students would lose the whole cell. Put it between "
            '"### BEGIN SOLUTION" and "### END SOLUTION".'
        )
    tags = {"skip-execution", "raises-exception"} & set(cell["metadata"].get("tags", []))
    if kind == "test" and tags:
        yield f'the tag "{min(tags)}" has no place on a test cell: it changes what is marked.'


def _python_faults(cell: Any) -> Iterator[str]:
    """Of a test cell of a course's own, which may hold any Python."""
    try:
        ast.parse(cell["source"])
    except SyntaxError as error:
        line = cell["source"].split("\n")[(error.lineno or 1) - 1].strip()
        yield f'line {error.lineno}, "{line}", is no Python. A test cell has no place for magics.'


def _check_faults(cell: Any) -> Iterator[str]:
    """Of a test cell in a lesson that asks checks."""
    lines = cell["source"].strip("\n").split("\n")
    hidden = "BEGIN HIDDEN TESTS" in cell["source"]
    while hidden and lines[0].startswith("# "):  # what students see in place of the test
        lines = lines[1:]
    if hidden and "END HIDDEN TESTS" not in cell["source"]:
        return
    if hidden and ("BEGIN" not in lines[0] or "END" not in lines[-1]):
        yield 'a hidden test cell begins with "### BEGIN HIDDEN TESTS" and ends with its END.'
        return
    inner = lines[1:-1] if hidden else lines
    call = _check_call(inner[0]) if len(inner) == 1 else None
    if call is None:
        yield f"{ONE_LINE}; this one is {_shown(inner)}. Define helpers elsewhere. {OTHERWISE}"
        return
    said = {word.arg: word.value.value for word in call.keywords if word.arg}  # type: ignore[attr-defined]
    quiz = isinstance(call.func, ast.Attribute) and call.func.attr == "choice"
    keyed = "key" in said or len(call.args) > 2
    if hidden != (keyed if quiz else said.get("suite") == "hidden"):
        mark = "key=" if quiz else 'suite="hidden"'
        yield f'{mark} and "### BEGIN HIDDEN TESTS" belong together: add what is missing.'
    if "points" in said and hidden:
        yield "partial credit cannot be hidden: Validate would fail a perfect notebook."
    if "points" in said and said["points"] != cell["metadata"]["nbgrader"].get("points"):
        yield (
            f"the check gives up to {said['points']} points and the cell is worth "
            f"{cell['metadata']['nbgrader'].get('points')}. Make the two equal."
        )


def _check_call(line: str) -> ast.Call | None:
    """The call of a line `check.name(f, points=2)`: names and plain values only, else None."""
    try:
        tree = ast.parse(line)
    except SyntaxError:
        return None
    match tree.body:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name("check"), _), args, keywords) as call)]:
            plain = all(isinstance(x, ast.Name | ast.Constant) for x in args)
            named = all(isinstance(x.value, ast.Constant) and x.arg for x in keywords)
            return call if args and plain and named and "#" not in line else None
    return None


def _shown(lines: list[str]) -> str:
    return f"{len(lines)} lines" if len(lines) != 1 else f'"{lines[0].strip()}"'


def _code_faults(cell: Any) -> Iterator[str]:
    if not cell["source"].strip():
        yield "it is empty. Delete it."


def _count_faults(cell: Any, expected: int) -> Iterator[str]:
    count = cell["execution_count"]
    if count != expected and cell["source"].strip():
        came = "never run" if count is None else f"run as number {count}"
        yield f"it was {came}, expected number {expected}. Run python3 -m autograder normalise."


def _output_faults(cell: Any, output: Any) -> Iterator[str]:
    if output["output_type"] == "error":
        if "raises-exception" not in cell["metadata"].get("tags", []):
            yield (
                f"running it raised {output['ename']}: {output['evalue']}. "
                'Mend it, or tag the cell "raises-exception" if that is its lesson.'
            )
        texts = [*output["traceback"], output["evalue"]]
    elif output["output_type"] == "stream":
        if output["name"] == "stderr":
            yield (
                f'it writes to stderr: "{_last_line(output["text"])}". '
                "Mend what warns: in a test cell this alone would score 0."
            )
        texts = [output["text"]]
    else:
        texts = [text for kind, text in output["data"].items() if kind.startswith("text/")]
    yield from _unstable(" ".join(texts))


def _last_line(text: str) -> str:
    return ("", *text.strip().splitlines())[-1]


def _unstable(text: str) -> Iterator[str]:
    if found := ADDRESS.search(text):
        yield (
            f'its output shows an address, "{found[0]}", new at every run. '
            "End the cell with plt.show() or a formatted print."
        )
    if (found := MACHINE_PATH.search(text)) or f"{ROOT}/" in text:
        shown = found[0] if found else str(ROOT)
        yield f'its output shows a path of one machine, "{shown}". Print the name alone.'
