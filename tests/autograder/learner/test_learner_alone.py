"""What a learner alone has and a class has not: answers at once, more inputs, our reflection."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from a_lesson import NAME, written

from autograder import check
from autograder.check import CheckFailed
from autograder.check.bank import FOLDER
from autograder.check.choice import graded
from autograder.check.progress import MARK, reached
from autograder.learner import reflection
from autograder.learner.alone import KEY, OURS, for_one_alone
from autograder.learner.cells import cell_of
from autograder.learner.standing import checks_of
from autograder.lesson.cells import regions, role
from autograder.lesson.reading import all_lessons, read_lesson
from autograder.lesson.student import student_notebook

NEURONS = next(path for path in all_lessons() if path.stem == "04_neurons")
QUESTION = "04_neurons.relu_is"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder, the kernel at work in lesson 04."""
    (tmp_path / MARK).mkdir()
    (tmp_path / NEURONS.stem).mkdir()
    monkeypatch.chdir(tmp_path / NEURONS.stem)
    return tmp_path


def keys() -> dict[str, str]:
    """question -> its key, from the hidden tests of all lessons."""
    return {
        f"{path.stem}.{found[2]}": hidden[-3]
        for path in all_lessons()
        for cell in read_lesson(path).cells
        for hidden in regions(cell.source, "HIDDEN TESTS")
        if (found := KEY.match(hidden))
    }


def test_a_right_choice_answers_at_once_with_a_reason_and_is_noted(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check.choice(" D", "abcd", question=QUESTION)
    assert capsys.readouterr().out.startswith("✓ d.\nIt is 0 at -2 and at -1")
    assert reached(mine, NEURONS.stem) == {("choice", "relu_is"): 1.0}


def test_a_wrong_choice_is_told_why_and_is_not_noted(mine: Path) -> None:
    with pytest.raises(CheckFailed, match=r"✗ Not a\. At -2 it is 0, and 0 is not positive"):
        check.choice("a", "abcd", question=QUESTION)
    assert reached(mine, NEURONS.stem) == {}


def test_every_graded_question_has_a_reason_for_each_letter_and_the_hidden_test_s_key() -> None:
    assert len(keys()) >= 3
    for question, key in keys().items():
        lesson, _, name = question.partition(".")
        known = graded(lesson)[name]
        assert known["right"] == key, question
        assert sorted(known) == ["a", "b", "c", "d", "right"], question


def test_every_reason_is_of_a_question_that_is_asked() -> None:
    told = {f"{path.stem}.{name}" for path in all_lessons() for name in graded(path.stem)}
    assert told == set(keys())
    assert len(list(FOLDER.glob("*/graded.toml"))) == len({q[:2] for q in told})


def test_a_class_s_copy_notes_a_choice_and_holds_neither_key_nor_the_road_to_it() -> None:
    for path in all_lessons():
        text = "\n".join(cell.source for cell in student_notebook(path).cells)
        assert re.search(r"check\.choice\(.*question=", text) is None
        assert "key=" not in text
        assert "reflection import ours" not in text


def test_a_learner_s_copy_answers_where_a_class_waits() -> None:
    given = for_one_alone(NEURONS)
    asked = [cell.source.splitlines()[-1] for cell in given.cells if "question=" in cell.source]
    assert f'check.choice(relu_is, "abcd", question="{QUESTION}")' in asked
    assert "key=" not in "\n".join(cell.source for cell in given.cells)


def test_a_learner_s_copy_has_no_solution_and_no_empty_test() -> None:
    for path in all_lessons():
        cells = for_one_alone(path).cells
        assert not [cell.id for cell in cells if "BEGIN" in cell.source]
        tests = [cell.source for cell in cells if role(cell) == "test"]
        assert [test for test in tests if "check." not in test] == []


def test_more_inputs_pass_and_are_noted_apart(mine: Path) -> None:
    def margin(w: Any, b: Any, X: Any, y: Any) -> Any:
        return (y * (X @ w + b)).min() / (w @ w) ** 0.5

    check.margin(margin, suite="hidden")
    assert reached(mine, "02_perceptron") == {("margin", "margin.hidden"): 1.0}


# A written answer


STUB = "*Your answer here, in place of this line.*"


def written_answer(mine: Path, text: str) -> None:
    cells = for_one_alone(NEURONS).cells
    answer = next(cell for cell in cells if role(cell) == "by hand")
    answer.source = answer.source.replace(STUB, text)
    path = mine / NEURONS.stem / NEURONS.name
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr("IPython.display.display", found.append)
    return found


@pytest.mark.parametrize("text", [STUB, "", "I do not know."])
def test_our_answer_waits_for_the_learner_s(
    mine: Path, shown: list[Any], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written_answer(mine, text)
    reflection.ours()
    assert shown == []
    assert capsys.readouterr().out.startswith("Not yet: your answer is not in the file.")
    assert reached(mine, NEURONS.stem) == {}


def test_behind_a_written_answer_ours_is_shown_and_that_is_noted(
    mine: Path, shown: list[Any]
) -> None:
    written_answer(mine, "The subtraction 1 - s loses all digits, as s is 1 there after rounding.")
    reflection.ours()
    [told] = shown
    assert told.data.startswith("**How we put it:**\n\nAt z = 40 the sum 1 + e^(−40) rounds")
    assert reached(mine, NEURONS.stem) == {("reflection", "reflection"): 1.0}


def test_outside_of_a_learner_s_folder_our_answer_is_not_shown(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shown: list[Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / NEURONS.stem).mkdir()
    monkeypatch.chdir(tmp_path / NEURONS.stem)
    reflection.ours()
    assert shown == []
    assert "in your own folder of lessons" in capsys.readouterr().out


def test_the_cell_that_shows_ours_stands_right_behind_the_answer(tmp_path: Path) -> None:
    cells = for_one_alone(written(tmp_path / "notebooks")).cells
    [place] = [number for number, cell in enumerate(cells) if role(cell) == "by hand"]
    assert cells[place + 1].source == OURS
    assert len(cells) == len(read_lesson(tmp_path / "notebooks" / NAME / f"{NAME}.ipynb").cells) + 1


def test_the_name_in_every_offer_of_ours_leads_to_the_cell_that_holds_the_function() -> None:
    tried = 0
    for path in all_lessons():
        notebook = read_lesson(path)
        functions = (x for x in checks_of(path) if x.exercise != "choice")
        for asked in {x.function.removesuffix(".hidden") for x in functions}:
            assert f"def {asked}(" in cell_of(path, notebook, asked).source
            tried += 1
    assert tried > 55
