"""What a lesson says of a question that a person reads."""

import pytest
from a_lesson import markdown, notebook

from autograder.lesson.reading import find_lessons, read_lesson
from autograder.reading.rubric import Part, rubrics

LIST = """\
**Rubric.** One each:
- *lam:* named,
  with its pile.
- the share

Example.
- no part"""


def of(ours, points, asked="## Reflect\n\nWhy?"):
    source = f"{asked}\n\n<!-- BEGIN SOLUTION -->\n{ours}\n<!-- END SOLUTION -->"
    cell = markdown(source, grade_id="why", grade=True, solution=True, points=points)
    return rubrics(notebook(cell))[0]


def test_the_question_is_without_our_answer_and_the_line_to_write_on():
    one = of("Because.", 2)
    assert (one.id, one.points, one.asked, one.ours) == ("why", 2, "## Reflect\n\nWhy?", "Because.")
    assert one.parts == ()


def test_a_list_of_as_many_items_as_points_is_a_list_of_parts():
    assert of(LIST, 2).parts == [Part("lam", "named, with its pile."), Part("2", "the share")]
    assert of("1. Yes.\n2. No.", 2).parts == [Part("1", "Yes."), Part("2", "No.")]


@pytest.mark.parametrize("points", [1, 3, 2.5])
def test_where_the_points_are_not_the_items_no_parts_are_made_up(points):
    assert of(LIST, points).parts == ()


def test_every_question_of_our_lessons_that_a_person_reads_has_our_answer():
    found = [x for path in find_lessons([]) for x in rubrics(read_lesson(path))]
    assert len(found) >= 17
    for one in found:
        assert len(one.ours) > 100
        assert one.ours not in one.asked
    assert sum(bool(one.parts) for one in found) >= 7


def test_the_report_of_the_project_has_its_four_parts():
    (report,) = rubrics(read_lesson(find_lessons(["16"])[0]))
    assert [part.label for part in report.parts] == ["2", "3", "4", "1 and 5"]
