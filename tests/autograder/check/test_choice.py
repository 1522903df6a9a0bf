"""Questions of choice: any choice is noted, others are refused, and no release tells the key."""

from typing import Any

import numpy as np
import pytest
from a_lesson import cell_of, code, markdown, notebook, written

from autograder import check
from autograder.check import CheckFailed
from autograder.commands.release import release
from autograder.lesson.faults import lesson_faults
from autograder.lesson.reading import LessonError
from autograder.lesson.student import student_notebook

TEST = {"grade": True, "locked": True}
SHOWN = 'check.choice(slowest, "abcd")'
HIDDEN = """\
### BEGIN HIDDEN TESTS
check.choice(slowest, "abcd", key="b")
### END HIDDEN TESTS"""
ANSWER = """\
slowest = None  # "a", "b", "c" or "d"
### BEGIN SOLUTION
slowest = "b"
### END SOLUTION"""


def refusal(answer: Any, choices: Any = "abcd", **key: str) -> str:
    with pytest.raises(CheckFailed) as failed:
        check.choice(answer, choices, **key)
    assert failed.value.exercise == "choice"
    assert failed.value.misconception is None
    return failed.value.message


@pytest.mark.parametrize("answer", ["b", "B", " b ", "\tB\n"])
def test_a_choice_is_noted_in_any_case_and_with_spaces_around_it(
    answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.choice(answer, "abcd") is None
    assert capsys.readouterr().out == "Your answer b is noted.\n"


@pytest.mark.parametrize("answer", ["b", "B", " b "])
@pytest.mark.parametrize("key", ["b", "B"])
def test_the_right_answer_passes_without_a_word(
    answer: str, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.choice(answer, "aBcd", key=key) is None
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("e", "'e'"),
        ("", "''"),
        ("ab", "'ab'"),
        ("b, c", "'b, c'"),
        ("x" * 1000, "'" + "x" * 39),
        (None, "None"),
        (..., "an ellipsis"),
        (2, "an int"),
        (["b"], "a list"),
        ({"b"}, "a set"),
        (np.array(["b"]), "a ndarray"),
        (b"b", "a bytes"),
        (len, "a builtin_function_or_method"),
    ],
)
@pytest.mark.parametrize("key", [{}, {"key": "b"}])
def test_what_is_no_choice_is_refused_with_a_sentence(
    answer: Any, shown: str, key: dict[str, str]
) -> None:
    told = f"Your answer is {shown}; choose one of a, b, c, d, in quotes."
    assert refusal(answer, **key) == told


class Awkward:
    def __eq__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        raise RuntimeError("no")

    __hash__ = None


def test_an_object_that_equals_everything_is_no_choice() -> None:
    assert refusal(Awkward(), key="b").startswith("Your answer is an Awkward; choose one of")


@pytest.mark.parametrize("key", "abd")
def test_a_wrong_answer_is_refused_and_the_right_one_not_told(key: str) -> None:
    assert refusal("c", key=key) == "That is not the answer."
    assert refusal(" C", key=key) == "That is not the answer."


def test_choices_may_be_words() -> None:
    words = ["Yes", "No", "it depends"]
    check.choice("IT DEPENDS", words)
    check.choice("no", words, key="No")
    assert (
        refusal("n", words) == "Your answer is 'n'; choose one of Yes, No, it depends, in quotes."
    )


def test_a_key_that_is_no_choice_is_the_authors_mistake() -> None:
    with pytest.raises(ValueError, match="the key is 'e', expected one of a, b, c, d"):
        check.choice("a", "abcd", key="e")


def test_the_key_is_never_given_by_position() -> None:
    with pytest.raises(TypeError):
        check.choice("a", "abcd", "b")


# From the source of a lesson to what students get.


def lesson(hidden: str = HIDDEN, shown: str = SHOWN) -> Any:
    return notebook(
        markdown("# A question\n\nWhich of the four is the slowest?"),
        code("from autograder import check", grade_id="imports", locked=True),
        code(ANSWER, grade_id="slowest", solution=True),
        code(shown, grade_id="slowest-shown", points=1, **TEST),
        code(hidden, grade_id="slowest-hidden", points=2, **TEST),
    )


def test_a_lesson_with_a_question_of_choice_has_no_faults() -> None:
    assert lesson_faults(lesson()) == []


def test_no_release_holds_the_key(tmp_path: Any) -> None:
    path = written(tmp_path / "notebooks", lesson())
    given = student_notebook(path)
    assert cell_of(given, "slowest-shown").source == SHOWN
    assert cell_of(given, "slowest-hidden").source == ""
    assert cell_of(given, "slowest").source.startswith('slowest = None  # "a", "b", "c" or "d"\n')
    text = "\n".join(cell.source for cell in given.cells)
    assert "key" not in text
    assert 'slowest = "b' not in text
    assert "HIDDEN" not in text


@pytest.mark.parametrize(
    "shown",
    ['check.choice(slowest, "abcd", key="b")', 'check.choice(slowest, "abcd", "b")'],
)
def test_a_key_where_students_would_see_it_stops_the_release(tmp_path: Any, shown: str) -> None:
    path = written(tmp_path / "notebooks", lesson(shown=shown))
    for make in (student_notebook, lambda path: release(path, tmp_path / "course")):
        with pytest.raises(LessonError, match=r"cell 4 \(slowest-shown\): key= and"):
            make(path)


def test_a_hidden_question_without_its_key_stops_the_release(tmp_path: Any) -> None:
    path = written(tmp_path / "notebooks", lesson(hidden=HIDDEN.replace(', key="b"', "")))
    with pytest.raises(LessonError, match=r"cell 5 \(slowest-hidden\): key= and"):
        student_notebook(path)


def test_an_answer_is_graded_by_the_cell_that_students_never_saw() -> None:
    inner = HIDDEN.splitlines()[1]
    exec(inner, {"check": check, "slowest": " B"})
    with pytest.raises(CheckFailed, match=r"^That is not the answer\.$"):
        exec(inner, {"check": check, "slowest": "c"})
