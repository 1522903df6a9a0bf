"""Every lesson keeps to the budget of the collection, and its picture of itself is true."""

import ast
import re
import statistics
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from autograder.check.bank import exercises
from autograder.environment import ROOT
from autograder.lesson.cells import role
from autograder.lesson.faults import lesson_faults
from autograder.lesson.reading import all_lessons, read_lesson

LESSONS = all_lessons()
FIRST = "00_start_here"
# 00 is short. 08 has a pencil first, four formulas of one line each, the two counts, of products
# and of bytes, that are halves of one question, and two repairs in its bug hunt.
GRADED = {FIRST: (3, 3), "08_backprop": (12, 12)}
ANSWERED = {"choice", "predict", "came_out", "quiz"}  # no graded functions
LECTURE = re.compile(r"\b(one|another|the|first|second|third|fourth|fifth) lecture", re.I)
CHECK = re.compile(r"^check\.(\w+)\(", re.M)


def sources(notebook: Any, kind: str) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def words(notebook: Any) -> int:
    """Words of prose; a formula is none."""
    text = " ".join(sources(notebook, "markdown"))
    text = re.sub(r"<!-- BEGIN SOLUTION -->.*?<!-- END SOLUTION -->", " ", text, flags=re.S)
    return word_count(text)


def checked(notebook: Any) -> set[str]:
    return {name for cell in notebook.cells for name in CHECK.findall(cell.source)} - ANSWERED


def longest_code(source: str) -> int:
    """Lines of a cell without its docstrings, blank lines and marks of solution or test."""
    text = re.sub(r'^ *"""(?:.|\n)*?"""\n', "", source, flags=re.M)
    return sum(
        bool(line.strip()) and not line.strip().startswith("###") for line in text.split("\n")
    )


def page_faults(name: str, notebook: Any) -> list[str]:
    """One sentence for each cell that a reader would stumble over, and for what is missing."""
    cells, prose = notebook.cells, sources(notebook, "markdown")
    code = [longest_code(source) for source in sources(notebook, "code")]
    program = "\n".join(sources(notebook, "code"))
    recalled = len(re.findall(r'check\.quiz\("\d\d\.recall-', program))
    stops = name == FIRST or "good place to stop" in "\n".join(prose).lower()
    lines = statistics.median(code)
    faults = {
        f"{len(cells)} cells, expected at most 80": len(cells) > 80,
        f"{words(notebook)} words, expected at most 2300": words(notebook) > 2300,
        f"median of {lines} lines a cell of code, expected 6": lines > 6,
        f"{recalled} questions of recall, expected three": name != FIRST and recalled != 3,
        "no prediction": "check.predict(" not in program,
        "no place to stop": not stops,
        "it opens with a table": "|---" in prose[0],
        "no picture before the first graded cell": not _opens_with_a_picture(notebook),
    }
    found = [sentence for sentence, broken in faults.items() if broken]
    found += [f"{n} lines in one cell" for n in code if n > 12]
    for cell in cells:
        said = re.sub(r"<!-- BEGIN SOLUTION -->.*", "", cell.source, flags=re.S)
        if cell.cell_type == "markdown" and word_count(said) > 120:
            found.append(f"{cell.id}: {word_count(said)} words, expected at most 120")
        if cell.cell_type == "markdown" and LECTURE.search(said):
            found.append(f"{cell.id}: it speaks of a lecture")
        text = re.sub(r"```.*?```", "", said, flags=re.S)
        if cell.cell_type == "markdown" and re.search(r"\n#+ ", text):
            found.append(f"{cell.id}: a heading in its middle")
    return found + unannounced(notebook)


def unannounced(notebook: Any) -> list[str]:
    """Cells of code that no sentence leads to. A check follows its solution, all others prose."""
    found = []
    for before, cell in pairwise(notebook.cells):
        follows = role(before) in ("solution", "test") and role(cell) == "test"
        imports = cell.source.startswith(("import ", "from "))
        if cell.cell_type == "code" and before.cell_type == "code" and not (follows or imports):
            found.append(f"{cell.id}: no sentence announces it")
        asked = "check.quiz(" in cell.source
        if asked and not {"(a)", "(b)", "(c)"} <= set(re.findall(r"\([abc]\)", before.source)):
            found.append(f"{cell.id}: a question without its choices")
    return found


def _opens_with_a_picture(notebook: Any) -> bool:
    for cell in notebook.cells:
        if role(cell) == "solution":
            return False
        if any("<img" in o.get("data", {}).get("text/html", "") for o in cell.get("outputs", [])):
            return True
    return False


def word_count(text: str) -> int:
    """Words of prose; a formula is none."""
    return len(re.findall(r"\b[A-Za-z][\w'’-]*", re.sub(r"\$\$?.*?\$\$?", " ", text, flags=re.S)))


def budget_faults(name: str, notebook: Any) -> list[str]:
    """One sentence for each budget that a lesson overdraws."""
    cells, prose = notebook.cells, sources(notebook, "markdown")
    points = sum(c.metadata.get("nbgrader", {}).get("points", 0) for c in cells)
    graded = len(checked(notebook))
    least, most = GRADED.get(name, (4, 8))
    sliders = [c for c in cells if re.search(r"\bexplore\.\w*slider|\bexplore\.\w+\(", c.source)]
    faults = {
        f"{graded} graded functions, expected {least} to {most}": not least <= graded <= most,
        f"{points} points, expected about 20": name != FIRST and not 16 <= points <= 24,
        f"{len(sliders)} sliders, expected one": len(sliders) != 1,
        "not one bug hunt": sum(t.startswith("## Bug hunt") for t in prose) != 1,
        "not one reflection": sum(role(c) == "by hand" for c in cells) != 1,
    }
    found = [sentence for sentence, broken in faults.items() if broken]
    for text in prose:
        if re.search(r"\b(simply|obviously|trivial(ly)?|clearly|just)\b", text, re.I):
            found.append(f"filler in: {text[:60]!r}")
    found += page_faults(name, notebook)
    return found + [f"a pasted helper: {n}" for n in pasted_helpers(notebook)]


def pasted_helpers(notebook: Any) -> list[str]:
    """Functions of more than three lines outside the cells that students write."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and role(cell) != "solution":
            functions = [
                n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.FunctionDef)
            ]
            found += [f.name for f in functions if (f.end_lineno or 0) - f.lineno > 2]
    return found


def figure_faults(notebook: Any) -> list[str]:
    """Pictures without words, or words without a picture."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            images = re.findall(r"<img [^>]*>", html)
            found += [image[:60] for image in images if not re.search(r'alt="[^"]{20,}"', image)]
            if "image/png" in output.get("data", {}) and not images:
                found.append("an image without <img alt>")
    return found


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest) -> tuple[Path, Any]:
    return request.param, read_lesson(request.param)


def test_a_lesson_keeps_to_its_budget(lesson: tuple[Path, Any]) -> None:
    path, notebook = lesson
    assert budget_faults(path.stem, notebook) == []


def test_every_figure_of_a_lesson_has_words(lesson: tuple[Path, Any]) -> None:
    assert figure_faults(lesson[1]) == []


def test_every_graded_function_has_an_exercise_of_its_lesson(lesson: tuple[Path, Any]) -> None:
    path, notebook = lesson
    for name in checked(notebook):
        assert exercises()[name].lesson == path.stem


def test_a_lesson_has_no_fault_that_stops_its_release(lesson: tuple[Path, Any]) -> None:
    assert lesson_faults(lesson[1]) == []


def test_a_lesson_is_also_a_lecture(lesson: tuple[Path, Any]) -> None:
    """Graded cells stay out of the deck; every slide of prose has a note for the speaker."""
    for cell in lesson[1].cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        assert kind in {"slide", "subslide", "fragment", "skip"}, cell.id
        if role(cell) in {"solution", "test", "by hand"}:
            assert kind == "skip", cell.id
        if kind == "slide":
            assert cell.metadata["course"]["say"], cell.id


@pytest.mark.slow
def test_a_second_run_stores_the_same_to_the_last_byte(lesson: tuple[Path, Any]) -> None:
    """Pictures too, which nbval does not compare."""
    words = ["normalise", lesson[0].stem, "--check", "--run"]
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *words], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_map_names_every_lesson_in_order_with_its_time(lesson: tuple[Path, Any]) -> None:
    path, notebook = lesson
    lines = (path.parents[1] / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| [")]
    assert [re.findall(r"\[(\w+)\]", row)[0] for row in rows] == [p.stem for p in LESSONS]
    minutes = re.findall(r"About (\d+) minutes", notebook.cells[0].source)
    assert f"| {minutes[0]} min |" in rows[LESSONS.index(path)]


def test_a_page_that_is_too_full_or_leaps_is_refused() -> None:
    """What is asked of a lesson that goes picture, numbers, formula, code."""
    notebook = read_lesson(LESSONS[0])
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    long = {**code, "source": "\n".join(f"x{i} = {i}" for i in range(13)), "id": "long"}
    prose = {**notebook.cells[0], "source": "| a |\n|---|\n" + "One lecture says a word. " * 30}
    prose["source"] += "\n\n## Late"
    asking = {**code, "source": 'check.quiz("02.which", ...)', "id": "asking"}
    notebook.cells = [type(code)({**cell}) for cell in (prose, asking, *[long] * 80)]
    told = " ".join(page_faults("02_perceptron", notebook))
    for fault in (
        "82 cells",
        "0 questions of recall",
        "no prediction",
        "no place to stop",
        "opens with a table",
        "no picture before",
        "13 lines in one cell",
        "152 words",
        "a heading in its middle",
        "it speaks of a lecture",
        "no sentence announces it",
        "asking: a question without its choices",
    ):
        assert fault in told


def test_a_lesson_without_a_slider_or_with_a_long_cell_is_refused() -> None:
    notebook = read_lesson(LESSONS[0])
    for cell in notebook.cells:
        cell.source = cell.source.replace("explore.", "plots.")
    notebook.cells[1].source = "\n".join(f"x{i} = {i}" for i in range(16))
    told = " ".join(budget_faults(LESSONS[0].stem, notebook))
    assert "0 sliders, expected one" in told
    assert "16 lines in one cell" in told


def test_a_pasted_helper_a_filler_and_a_bare_figure_are_refused() -> None:
    notebook = read_lesson(LESSONS[0])
    notebook.cells[1].source = "def helper(x):\n    a = x\n    b = a\n    c = b\n    return c"
    notebook.cells[0].source += "\nThis is simply true."
    told = " ".join(budget_faults(LESSONS[0].stem, notebook))
    assert "a pasted helper: helper" in told
    assert "filler in" in told
    notebook.cells[1].outputs = [{"data": {"text/html": '<img src="data:x">'}}]
    assert figure_faults(notebook)
