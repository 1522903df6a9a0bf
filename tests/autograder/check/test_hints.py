"""Every graded function has two hints, and their numbers are right."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.check.bank import FOLDER, exercises
from autograder.check.hints import STEPS, hints
from autograder.lesson.reading import all_lessons, read_lesson
from nnlib import activations

HINTED = [(x.lesson, name) for name, x in exercises().items()]
# Numbers with +, -, a middle dot for times, / and brackets, two of them or more, then = or ≈.
TERM = r"[-+(]*\d+(?:\.\d+)?²?[)]*"
EQUATION = re.compile(rf"({TERM}(?: ?[-+·/] ?{TERM})+) ([=≈]) (-?\d+(?:\.\d+)?)(?![\d²(])")
WITHOUT_HOLDS = {  # nothing to call: other numbers would need another exercise
    "gate_and",
    "gate_or",
    "gate_not",
    "xor_network",
    "backward_by_hand",
    "mended_hidden_grad",
}


def equations(text: str) -> Iterator[tuple[str, str, float, float]]:
    """(as written, = or ≈, what the left side gives, what the right side says)."""
    for left, sign, right in EQUATION.findall(text):
        code = left.replace("·", "*").replace("²", "**2")
        if code.count("(") == code.count(")"):
            yield f"{left} {sign} {right}", sign, eval(code), float(right)


def wrong_equations(text: str) -> list[str]:
    return [
        told
        for told, sign, left, right in equations(text)
        if abs(left - right) > (1e-4 if sign == "≈" else 1e-9 * max(1, abs(right)))
    ]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, dict):
        one = list(one.values())
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    if isinstance(other, tuple | list) and isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-12)


@pytest.mark.parametrize(("lesson", "name"), HINTED)
def test_a_graded_function_has_both_hints_short_and_of_its_own(lesson: str, name: str) -> None:
    told = hints(lesson)[name]
    assert set(told) - {"holds"} == set(STEPS)
    for text in (told[step] for step in STEPS):
        assert 20 <= len(text.split()) <= 95, len(text.split())
        assert text == " ".join(text.split())
        assert text[-1] in ".?"
    others = [x for n, x in hints(lesson).items() if n != name]
    assert all(other["step"] != told["step"] for other in others)


@pytest.mark.parametrize(("lesson", "name"), HINTED)
def test_the_step_names_a_section_of_the_lesson(lesson: str, name: str) -> None:
    path = next(path for path in all_lessons() if path.stem == lesson)
    prose = "\n".join(c.source for c in read_lesson(path).cells if c.cell_type == "markdown")
    section = re.match(r"The section '(.*?)': ", hints(lesson)[name]["step"])
    assert section
    assert f"## {section[1]}\n" in prose + "\n"


@pytest.mark.parametrize(("lesson", "name"), HINTED)
def test_every_number_of_an_example_is_right(lesson: str, name: str) -> None:
    told = hints(lesson)[name]
    assert wrong_equations(told["example"]) == []
    assert wrong_equations(told["step"]) == []


@pytest.mark.parametrize(("lesson", "name"), HINTED)
def test_what_holds_in_the_example_is_what_our_own_answer_gives(lesson: str, name: str) -> None:
    holds = hints(lesson)[name].get("holds")
    assert (holds is None) == (name in WITHOUT_HOLDS)
    if holds is not None:
        names = {"np": np, "activations": activations, name: exercises()[name].reference}
        left, sign, right = holds.partition(" == ")
        assert same(eval(left, names), eval(right, names)) if sign else eval(holds, names)


def test_most_examples_hold_equations_and_a_wrong_one_is_seen() -> None:
    with_equations = [n for lesson, n in HINTED if list(equations(hints(lesson)[n]["example"]))]
    assert len(with_equations) >= 0.85 * len(HINTED)
    assert wrong_equations("so 2·3 + (-1)·4 = 2, and 5 / 3 ≈ 1.6667, and 3 - 2² = -1") == []
    assert wrong_equations("so 2·3 + (-1)·4 = 3, or 5 / 3 ≈ 1.67") == [
        "2·3 + (-1)·4 = 3",
        "5 / 3 ≈ 1.67",
    ]


def test_no_hint_is_left_of_a_function_that_is_not_there() -> None:
    for path in FOLDER.glob("lesson_*/hints.toml"):
        lesson = next(x.stem for x in all_lessons() if x.stem[:2] == path.parent.name[-2:])
        assert {name for name in hints(lesson)} == {n for of, n in HINTED if of == lesson}
