"""Chance comes from the generator that is passed in, and a check sees whether it does."""

from typing import Any

import numpy as np
import pytest
from made_up import made_up

from autograder.check.bank import exercises
from autograder.check.context import Context
from autograder.check.exercise import Case
from autograder.check.forms import Array, Misfit
from autograder.check.judge import judge
from autograder.check.loose import AnyShape, Truth

CONTEXT = Context({"n": 2})
HE = exercises()["he_init"]


def right(rng: Any, n_in: int, n_out: int) -> Any:
    return rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))


def test_who_draws_from_the_generator_has_not_changed_an_argument() -> None:
    assert judge(HE, right, "visible", 0).problem is None


def test_who_draws_from_a_generator_of_their_own_is_told_so() -> None:
    def own(rng: Any, n_in: int, n_out: int) -> Any:
        return right(np.random.default_rng(5), n_in, n_out)

    said = judge(HE, own, "visible", 0)
    assert said.problem == "It drew nothing from rng: all chance comes from there."


def test_where_no_chance_is_asked_for_nobody_is_told_to_draw() -> None:
    def two(rng: Any) -> Any:
        return np.array([2.0])

    case = Case("a generator", (np.random.default_rng(1),))
    for draws, told in [
        (True, "It drew nothing from rng: all chance comes from there."),
        (False, None),
    ]:
        exercise = made_up(case, reference=two, takes={"rng": ""}, draws=draws)
        assert judge(exercise, two, "visible", 0).problem == told


def test_true_and_false_are_read_as_1_and_0_and_nothing_else_is() -> None:
    for value in (np.array([True, False]), [True, False], [1, 0], np.array([1.0, 0.0])):
        assert Truth("n").read(value, CONTEXT, "It").tolist() == [1, 0]
    assert Truth().read(np.bool_(True), CONTEXT, "It") == 1
    with pytest.raises(Misfit, match="holds numbers"):
        Truth("n").read([0.5, 1], CONTEXT, "It")
    with pytest.raises(Misfit, match="expected"):
        Truth("n").read([True], CONTEXT, "It")


def test_any_shape_is_read_but_nothing_that_is_not_finite() -> None:
    assert AnyShape().read([[1, 2]], CONTEXT, "It").shape == (1, 2)
    with pytest.raises(Misfit, match="nan"):
        AnyShape().read([float("nan")], CONTEXT, "It")


def test_the_forms_say_in_words_what_they_are() -> None:
    assert str(AnyShape()) == "array"
    assert str(Truth()) == "True or False"
    assert str(Truth("n")) == f"{Array('n')} of True and False"
