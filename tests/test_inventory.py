"""Every row of the inventory stands on a cell of its lesson that does what the row asks for.

A topic that can be asserted stands on a cell that asserts or checks; a misprint, and a matter of
notation, on a cell of its appendix that runs it before the reader's eyes. Where that is not so,
`inventory_reasons.tsv` says why.
"""

import ast
import copy
import re
from typing import Any

import pytest

from autograder.commands.book import LECTURES, Row, covered, inventory, reasons
from autograder.lesson.cells import role
from autograder.lesson.reading import (
    all_appendices,
    all_lessons,
    find_lesson,
    find_notebook,
    read_lesson,
)

LESSONS = [*all_lessons(), *all_appendices()]
ROWS, REASONS = inventory(), reasons()


def asserts(cell: Any) -> bool:
    """Can this cell fail for a learner whose work is wrong? A quiz without its key cannot."""
    if cell.cell_type != "code" or role(cell) == "solution":
        return False
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("check."):
            keyed = len(node.args) > 2 or "key" in {word.arg for word in node.keywords}
            if ast.unparse(node.func) != "check.choice" or keyed:
                return True
    return False


def runs(cell: Any) -> bool:
    """Does this cell show the learner something that has been run?"""
    return cell.cell_type == "code" and role(cell) == "" and bool(cell.outputs or asserts(cell))


def covering_faults(lesson: str, notebook: Any, rows: dict[str, Row] = ROWS) -> dict[str, str]:
    """For each row that the lesson, "02", treats not at all or not as asked, one sentence."""
    found: dict[str, str] = {}
    cells: dict[str, list[Any]] = {}
    for row_id, cell in covered(notebook):
        cells.setdefault(row_id, []).append(cell)
        if row_id not in rows:
            found[row_id] = f"{row_id}, in cell {cell.id}, is no row of the inventory"
    for row in rows.values():
        if row.id not in cells:
            if lesson in row.lessons:
                found[row.id] = f"{row.id} ({row.wording}) stands in no cell"
        elif row.id[0] != "T" and lesson not in row.lessons:
            continue  # a lesson may take up what its appendix has, and owes nothing for it
        elif row.demand == "assert" and not any(map(asserts, cells[row.id])):
            found[row.id] = f"{row.id} ({row.wording}) stands on no cell that asserts or checks"
        elif row.demand == "run" and not any(map(runs, cells[row.id])):
            found[row.id] = f"{row.id} ({row.wording}) stands on no cell that runs it"
    return found


def idle_reasons(lesson: str, notebook: Any, given: dict[tuple[str, str], str]) -> list[str]:
    """Reasons that excuse nothing in this lesson."""
    faults = covering_faults(lesson, notebook)
    return [row for row, where in given if where == lesson and row not in faults]


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest) -> tuple[str, Any]:
    return request.param.stem[:2], read_lesson(request.param)


def test_a_lesson_does_what_the_inventory_asks_of_it(lesson: tuple[str, Any]) -> None:
    faults = covering_faults(*lesson)
    assert [told for row, told in faults.items() if (row, lesson[0]) not in REASONS] == []


def test_every_reason_excuses_something(lesson: tuple[str, Any]) -> None:
    assert idle_reasons(*lesson, REASONS) == []


def test_a_reason_speaks_of_a_lesson_that_exists_and_says_something() -> None:
    for (row, number), reason in REASONS.items():
        assert number in {path.stem[:2] for path in LESSONS}
        assert number in ROWS[row].lessons
        assert len(reason.split()) >= 5


def test_the_inventory_has_every_row_once_in_order_in_few_words() -> None:
    numbers = {kind: [int(row[1:]) for row in ROWS if row[0] == kind] for kind in "TNE"}
    assert {kind: len(found) for kind, found in numbers.items()} == {"T": 209, "N": 24, "E": 68}
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    assert [row for row in ROWS if row[0] == "T"] == [f"T{n:03}" for n in numbers["T"]]
    for row in ROWS.values():
        assert row.lessons
        assert all(re.fullmatch(r"0\d|1[0-6]|A[12]", number) for number in row.lessons), row.id
        assert row.demand in {"T": ("assert", "show"), "N": ("run",), "E": ("run",)}[row.id[0]]
        assert set(row.lectures) <= set(LECTURES)
        assert 1 <= len(row.wording.split()) <= 12, row.id
    assert len({row.wording for row in ROWS.values()}) == len(ROWS)


# Each checker refuses what is broken


@pytest.fixture
def perceptron() -> Any:
    return copy.deepcopy(read_lesson(find_lesson("02")))


@pytest.fixture
def errata() -> Any:
    return copy.deepcopy(read_lesson(find_notebook("A2")))


def cells_with(notebook: Any, row: str) -> list[Any]:
    found = [cell for covers, cell in covered(notebook) if covers == row]
    assert found
    return found


def test_a_row_without_a_cell_is_seen(perceptron: Any) -> None:
    for cell in cells_with(perceptron, "T042"):
        cell.metadata.course.covers.remove("T042")
    assert covering_faults("02", perceptron)["T042"].endswith("stands in no cell")
    assert "T042" not in covering_faults("03", perceptron)


def test_an_asserted_row_whose_cells_assert_nothing_is_seen(perceptron: Any) -> None:
    for cell in cells_with(perceptron, "T042"):
        cell.source = re.sub(r"^( *)assert .*", r"\1pass", cell.source, flags=re.M)
    told = covering_faults("02", perceptron)["T042"]
    assert told.endswith("stands on no cell that asserts or checks")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\nassert x", True),
        ("for x in y:\n    assert x", True),
        ("check.step(step)", True),
        ('check.choice(answer, "ab", key="a")', True),
        ('check.choice(answer, "ab")', False),
        ("# assert x", False),
        ('print("assert check.step(f)")', False),
    ],
)
def test_what_asserts_is_told_from_what_looks_like_it(source: str, expected: bool) -> None:
    notebook = copy.deepcopy(read_lesson(LESSONS[0]))
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    cell.source = source
    assert asserts(cell) is expected


def test_an_assertion_that_students_never_see_counts_for_nothing() -> None:
    notebook = copy.deepcopy(read_lesson(LESSONS[0]))
    solution = next(cell for cell in notebook.cells if role(cell) == "solution")
    solution.source = "### BEGIN SOLUTION\nassert True\n### END SOLUTION"
    assert not asserts(solution)


def test_a_misprint_that_nothing_runs_is_seen(errata: Any) -> None:
    for cell in cells_with(errata, "E7"):
        if cell.cell_type == "code":
            cell.source, cell.outputs = "early = 1", []
    assert covering_faults("A2", errata)["E7"].endswith("stands on no cell that runs it")
    assert "E7" not in covering_faults("02", errata)


def test_a_misprint_in_a_solution_cell_alone_is_seen(errata: Any) -> None:
    for cell in cells_with(errata, "E1"):
        cell.metadata.nbgrader = {"solution": True, "grade": False, "grade_id": "e1"}
    assert "runs it" in covering_faults("A2", errata)["E1"]


def test_a_misprint_that_leaves_its_appendix_is_seen(errata: Any) -> None:
    for cell in cells_with(errata, "E7"):
        cell.metadata.course.covers.remove("E7")
    assert covering_faults("A2", errata)["E7"].endswith("stands in no cell")


def test_a_row_that_is_not_in_the_inventory_is_seen(perceptron: Any) -> None:
    perceptron.cells[3].metadata.course.covers.append("T999")
    told = covering_faults("02", perceptron)["T999"]
    assert told == f"T999, in cell {perceptron.cells[3].id}, is no row of the inventory"


def test_a_row_of_another_lesson_is_welcome_if_it_is_treated_as_asked(perceptron: Any) -> None:
    before = covering_faults("02", perceptron)
    perceptron.cells[0].metadata.course.covers += ["T010", "T179"]
    new = covering_faults("02", perceptron).keys() - before.keys()
    assert new == {"T179"}  # it can be asserted, and a title asserts nothing


def test_a_reason_that_excuses_nothing_is_seen(errata: Any) -> None:
    given = {("E4", "A2"): "a typo", ("E5", "A2"): "a typo", ("T087", "03"): "a typo"}
    assert idle_reasons("A2", errata, given) == ["E5"]


def test_the_data_beside_the_tests_is_read_as_written() -> None:
    assert ROWS["T044"] == Row(
        "T044",
        ("02", "03"),
        "assert",
        ("fifth",),
        "neuron and perceptron",
        "on inseparable data the perceptron never settles",
    )
