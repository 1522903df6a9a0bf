"""The end of a notebook that only shows is not run; whatever could count is."""

import copy

import pytest
from a_lesson import SEE, code, markdown, notebook
from a_room import FULL

from autograder.grading.tail import SPARED, spare, tail

ASKED = code("f = 1", grade_id="f", solution=True)
TEST = code("check.f(f)", grade_id="check-f", grade=True, locked=True, points=1)
ESSAY = markdown("why?", grade_id="why", grade=True, solution=True, points=1)
SHOW, TEXT = code("print(1)"), markdown("and so on")
LESSON = [SHOW, ASKED, TEST, TEXT, code("plot(f)"), ESSAY, code("print(2)")]


def left_out(*cells):
    return [cell.source for cell in tail(notebook(*copy.deepcopy(cells)), notebook(*LESSON))]


def test_behind_the_last_question_the_lessons_own_cells_only_show():
    assert left_out(*LESSON) == ["and so on", "plot(f)", "why?", "print(2)"]


def test_spaces_at_the_ends_of_lines_are_no_change():
    assert left_out(ASKED, TEST, code("\nplot(f)  \n")) == ["\nplot(f)  \n"]


@pytest.mark.parametrize(
    "last",
    [code("plot(g)"), code("1 + 1"), ASKED, TEST, code("x", grade_id="own", solution=True),
     code("why", grade_id="by-hand", grade=True, solution=True, points=1)],
    ids=["changed", "added", "answered", "graded", "an own answer", "by hand"],
)  # fmt: skip
def test_what_a_student_wrote_or_a_test_is_run_and_all_above_it(last):
    assert left_out(*LESSON, last) == []
    assert left_out(*LESSON[:5], last, *LESSON[5:]) == ["why?", "print(2)"]


def test_of_what_is_not_run_no_output_is_kept_and_one_line_says_so():
    cells = notebook(*copy.deepcopy([TEXT, SHOW, ESSAY, SHOW])).cells
    for cell in (cells[1], cells[3]):
        cell.execution_count = 7
        cell.outputs = [{"output_type": "stream", "name": "stdout", "text": "by hand: 3 points"}]
    assert [cell.source for cell in spare(cells)] == ["and so on", "why?"]
    assert cells[1].outputs[0].data["text/plain"] == SPARED
    assert cells[3].outputs == []
    assert (cells[1].execution_count, cells[3].execution_count) == (None, None)


def last_cell(seen):
    return next(cell for cell in reversed(seen.notebook.cells) if cell.cell_type == "code")


def test_a_lesson_is_graded_without_its_last_figure_and_with_it_where_it_is_wanted(room):
    plain = room.grade("ada", room.book())
    assert (plain.scores, last_cell(plain).source) == (FULL, SEE)
    assert "1.414" not in plain.shown
    assert SPARED in plain.shown
    assert [q.grade_id for q in plain.record.questions if q.verdict == "by hand"]
    drawn = room.grade("ada", room.book(), pictures=True)
    assert (drawn.scores, SPARED in drawn.shown) == (FULL, False)
    assert "1.414" in drawn.shown
    assert "image/png" in drawn.shown


def test_a_cell_of_the_students_own_below_it_all_is_run_and_told(room):
    seen = room.grade("ada", room.book(after="while True: pass"), call_seconds=3.0)
    assert seen.scores == FULL
    assert "did not come back within 1 s" in seen.shown
    assert SPARED not in seen.shown
