"""What a check says to whatever a student hands it, and what it never says."""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import check
from autograder.check import CheckFailed
from autograder.check.bank import exercises
from autograder.check.seeds import FIXED, VARIABLE

Answer = Any


def right(w: Any, b: Any, x: Any, y: Any) -> Answer:
    return (w + y * x, b + y) if y * (w @ x + b) <= 0 else (w.copy(), b)


def message(function: Any, name: str = "perceptron_step", **options: Any) -> str:
    wanted = getattr(check, name)
    with pytest.raises(CheckFailed) as failed:
        wanted(function, **options)
    return failed.value.message


def test_a_right_answer_returns_none_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    inputs = len(exercises()["perceptron_step"].draw("visible", FIXED))
    assert check.perceptron_step(right) is None
    assert capsys.readouterr().out == f"✓ perceptron_step: right on all {inputs} inputs.\n"


def test_a_failure_carries_exercise_misconception_and_message() -> None:
    with pytest.raises(CheckFailed) as failed:
        check.perceptron_step(lambda w, b, x, y: (w, b) if y * (w @ x + b) > 0 else (w + y * x, b))
    assert isinstance(failed.value, AssertionError)
    assert failed.value.exercise == "perceptron_step"
    assert failed.value.misconception == "F01.3"
    assert "The bias learns too" in failed.value.message


def test_the_traceback_in_a_notebook_is_one_line() -> None:
    with pytest.raises(CheckFailed) as failed:
        check.perceptron_step(None)
    lines = failed.value._render_traceback_()
    assert len(lines) == 1
    assert "\n" not in lines[0]


FORMS = {
    "a list": lambda w, b: [w, b],
    "w as a list": lambda w, b: (list(w), b),
    "b as a 0-d array": lambda w, b: (w, np.array(b)),
    "b as a numpy float": lambda w, b: (w, np.float64(b)),
    "b as one entry": lambda w, b: (w, np.array([b])),
    "w as a row": lambda w, b: (w[None, :], b),
    "float32": lambda w, b: (w.astype(np.float32), np.float32(b)),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_declared_form_is_accepted(form: str) -> None:
    check.perceptron_step(lambda w, b, x, y: FORMS[form](*right(w, b, x, y)))


class Equal:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None


STRANGE = {
    "None": (lambda *a: None, "None (is the `return` missing?)"),
    "a string": (lambda *a: "w", "a str"),
    "a generator": (lambda *a: (v for v in a), "a generator"),
    "one value": (lambda *a: (a[0],), "1 values, expected 2: w, b"),
    "nan": (lambda w, b, x, y: (w * np.nan, b), "w holds nan at index (0,)"),
    "inf": (lambda w, b, x, y: (w, np.inf), "b holds inf"),
    "a shape that broadcasts": (lambda w, b, x, y: (w[:1], b), "w has shape (1,), expected ("),
    "a column": (lambda w, b, x, y: (w[:, None], b), "expected ("),
    "objects": (lambda w, b, x, y: (w.astype(object), b), "w holds object values"),
    "complex": (lambda w, b, x, y: (w + 0j, b), "w holds complex128 values"),
    "booleans": (lambda w, b, x, y: (w > 0, b), "w holds True and False"),
    "a masked array": (lambda w, b, x, y: (np.ma.array(w), b), "w is a masked array"),
    "ragged": (lambda w, b, x, y: ([[1], [1, 2]], b), "rows of different lengths"),
    "an equal-to-anything object": (lambda *a: (Equal(), Equal()), "w is an Equal"),
    "not a function": (3, "It is an int, expected a function"),
    "too few arguments": (lambda w, b: (w, b), "It takes (w, b)"),
    "keyword-only": (lambda *, w, b, x, y: (w, b), "It takes (*, w, b, x, y)"),
    "a division by zero": (lambda *a: 1 / 0, "It stopped with ZeroDivisionError"),
    "exit": (lambda *a: exit(), "It stopped with SystemExit"),
}


@pytest.mark.parametrize("what", STRANGE)
def test_a_strange_answer_gets_a_sentence(what: str) -> None:
    function, said = STRANGE[what]
    assert said in message(function)


def test_an_exception_whose_text_cannot_be_read_is_still_told() -> None:
    class Dreadful(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no")

    def answer(*args: object) -> None:
        raise Dreadful

    assert "It stopped with Dreadful" in message(answer)


def test_endless_recursion_is_told() -> None:
    def answer(w: Any, b: Any, x: Any, y: Any) -> Answer:
        return answer(w, b, x, y)

    assert "RecursionError" in message(answer)


def test_a_loop_that_swallows_exceptions_is_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("autograder.check.deadline.SECONDS", 0.2)

    def answer(*args: object) -> None:
        while True:
            try:  # noqa: SIM105
                sum(range(10))
            except BaseException:
                pass

    start = time.perf_counter()
    assert "did not come back in time" in message(answer)
    assert time.perf_counter() - start < 60
    check.perceptron_step(right)  # and the kernel lives on


def test_a_changed_argument_is_named() -> None:
    def answer(w: Any, b: Any, x: Any, y: Any) -> Answer:
        x *= 1.5
        return right(w, b, x / 1.5, y)

    assert "It changed its argument x." in message(answer)


def test_an_answer_that_depends_on_the_call_count_is_refused() -> None:
    calls = []

    def answer(w: Any, b: Any, x: Any, y: Any) -> Answer:
        calls.append(1)
        new_w, new_b = right(w, b, x, y)
        return new_w, new_b + len(calls) % 2

    assert "Called twice with the same arguments" in message(answer)


def test_an_unwritten_function_is_told_so_and_nothing_else() -> None:
    def answer(w: Any, b: Any, x: Any, y: Any) -> Answer:
        raise NotImplementedError("yours")

    assert message(answer).count("\n") == 0
    assert "not written yet" in message(answer)


def test_the_right_value_is_never_told() -> None:
    said = message(lambda w, b, X, y: 0.123, "margin")
    exercise = exercises()["margin"]
    for case in exercise.draw("visible", 1957):
        assert f"{exercise.reference(*case.args):.4g}" not in said


def test_the_hidden_suite_shows_no_input() -> None:
    assert "array(" in message(lambda w, b, x, y: (w, b))
    assert "array(" not in message(lambda w, b, x, y: (w, b), suite="hidden")


def test_a_constant_factor_is_named_where_nobody_coded_it() -> None:
    def times(factor: float) -> Any:
        return lambda w, b, X, y: factor * np.min(y * (X @ w + b)) / np.linalg.norm(w)

    assert "opposite sign" in message(times(-1), "margin")
    assert "twice too large" in message(times(2), "margin")
    assert "same factor, 5" in message(times(5), "margin")


def test_points_come_back_as_a_plain_float() -> None:
    earned = check.perceptron_step(right, points=3)
    assert type(earned) is float
    assert earned == 3.0


def test_points_are_not_given_for_a_wrong_answer() -> None:
    message(lambda *a: None, points=3)


def test_a_check_that_does_not_exist_lists_those_that_do() -> None:
    with pytest.raises(AttributeError, match=r"no check\.margn; there are: .*margin"):
        _ = check.margn
    assert "margin" in dir(check)


def test_an_unknown_suite_is_refused() -> None:
    with pytest.raises(ValueError, match="suite is 'secret'"):
        check.margin(len, suite="secret")


def test_a_course_has_its_own_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = tmp_path / "seeds.json"
    monkeypatch.setenv(VARIABLE, str(seeds))
    told = []
    for seed in (1, 2):
        seeds.write_text(json.dumps({"02_perceptron": seed}))
        told.append(message(lambda w, b, x, y: (w, b + 1e9), suite="visible"))
        check.perceptron_step(right)
    assert len(told) == 2


def test_a_path_that_only_the_visible_inputs_know_fails_on_other_seeds() -> None:
    exercise = exercises()["margin"]
    table = {
        np.concatenate([np.ravel(v) for v in case.args]).tobytes(): exercise.reference(*case.args)
        for case in exercise.draw("visible", 1957)
    }

    def lookup(*args: Any) -> float:
        return table.get(np.concatenate([np.ravel(v) for v in args]).tobytes(), 0.0)

    check.margin(lookup)  # the fixed seed of a learner at home can be learned by heart
    from autograder.check.judge import judge

    assert judge(exercise, lookup, "visible", 4711).problem is not None


def test_the_panel_says_in_words_what_its_colour_says() -> None:
    from autograder.check.judge import judge
    from autograder.check.panel import Panel

    exercise = exercises()["perceptron_step"]
    wrong = Panel(judge(exercise, lambda w, b, x, y: (w, "<b>"), "visible", 1957), "visible")
    html = wrong._repr_html_()
    assert "✗" in html
    assert "not yet" in html
    assert 'role="status"' in html
    assert "<b>" not in html
