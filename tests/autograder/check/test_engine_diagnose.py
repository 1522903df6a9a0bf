"""What can be said of a wrong answer that nobody has coded: a factor, a transpose, a part."""

from typing import Any

import numpy as np
import pytest
from made_up import made_up, observed

from autograder.check.diagnose import answered, everything_hint, parts_hint
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, ListOf, Number, Record


def hint_on(answer: Any, exercise: Exercise) -> str | None:
    return told(exercise, observed(exercise, answer))


def told(exercise: Exercise, outcomes: Any) -> str | None:
    cases = exercise.draw("visible", 0)
    pairs = answered(exercise, cases, outcomes)
    return everything_hint(exercise, cases, outcomes) or (parts_hint(pairs) if pairs else None)


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (-1, "Everything has the opposite sign."),
        (2, "Everything is twice too large: a factor of 2, or a missing 1/2?"),
        (0.5, "Everything is half as large as it should be: a 1/2 too many?"),
        (-2, "Everything has the opposite sign and is twice too large."),
        (-0.5, "Everything has the opposite sign and is half as large as it should be."),
        (1 / np.log(2), "Everything is off by the factor 1/log 2: natural logarithms, please."),
        (1 / np.log(10), "Everything is off by the factor 1/log 10: natural logarithms, please."),
        (7, "Everything is off by the same factor, 7."),
        (1, None),
    ],
)
def test_a_constant_factor_is_told(factor: float, said: str | None) -> None:
    assert hint_on(lambda x: 2 * factor * x, made_up()) == said


def test_a_factor_is_the_same_in_every_entry_on_every_input() -> None:
    assert hint_on(lambda x: 2 * x * np.arange(1, len(x) + 1), made_up()) is None
    assert hint_on(lambda x: 2 * x + 1, made_up()) is None
    zero = made_up(Case("zero", (np.array([0.0, 1]),)))
    assert hint_on(lambda x: 4 * x + (x == 0), zero) is None
    assert hint_on(lambda x: 4 * x, zero) is not None


def mean(X: Any) -> Any:
    return np.mean(X, axis=0)


def of_means(*sizes: int) -> Exercise:
    rng = np.random.default_rng(1)
    cases = [Case("m", (rng.uniform(1, 2, size=(m, 3)),)) for m in sizes]
    return made_up(*cases, takes={"X": "m n"}, reference=mean)


def test_a_factor_that_is_a_size_is_told_by_its_letter() -> None:
    assert hint_on(lambda X: np.sum(X, axis=0), of_means(4, 5)) == (
        "Everything is m times too large: a mean that is a sum?"
    )
    assert hint_on(lambda X: np.mean(X, axis=0) / len(X), of_means(4, 5)) == (
        "Everything is m times too small: divided by m once too often?"
    )
    assert hint_on(lambda X: np.sum(X, axis=0) / max(len(X) - 1, 1), of_means(4, 5, 1)) == (
        "Everything is divided by m - 1 in place of m."
    )
    assert hint_on(lambda X: np.sum(X, axis=0), of_means(4, 4)) == (
        "Everything is off by the same factor, 4."
    )
    assert hint_on(lambda X: np.mean(X, axis=0) * len(X) ** 2, of_means(4, 5)) is None


def test_a_factor_of_size_leaves_out_inputs_without_an_answer() -> None:
    exercise = of_means(4, 5)
    nonsense = Case("none", (np.zeros((0, 3)),), may_refuse=True)
    exercise.cases(lambda rng: iter([nonsense, Case("zeros", (np.zeros((7, 3)),))]))
    assert hint_on(lambda X: np.sum(X, axis=0), exercise) == (
        "Everything is m times too large: a mean that is a sum?"
    )


def test_a_transposed_answer_is_told_where_it_is_not_square() -> None:
    rng = np.random.default_rng(2)
    wide = Case("wide", (rng.normal(size=(2, 3)),))
    square = Case("square", (rng.normal(size=(3, 3)),))
    said = "Its shape is that of the transpose: which index belongs to the rows?"
    options: Any = {"takes": {"X": "m n"}, "returns": Array("m n"), "reference": lambda X: 2 * X}
    assert hint_on(lambda X: 2 * X.T, made_up(square, wide, **options)) == said
    assert hint_on(lambda X: 2 * X.T, made_up(square, **options)) is None
    assert hint_on(lambda X: np.ones((4, 2)), made_up(wide, **options)) is None


def pair(x: Any) -> Any:
    return 2 * x, np.sum(x), np.max(x)


def test_the_parts_that_are_right_everywhere_are_told() -> None:
    exercise = made_up(reference=pair, returns=Record(w=Array("n"), total=Number(), top=Number()))
    assert hint_on(lambda x: (2 * x, np.sum(x) + 1, np.max(x)), exercise) == (
        "w and top came out right on every input; look at total."
    )
    assert hint_on(lambda x: (2 * x, np.sum(x) + 1, np.max(x) + 3), exercise) == (
        "w came out right on every input; look at total and top."
    )
    assert hint_on(lambda x: (x + 7, np.sum(x) + 1, np.max(x) + 3), exercise) is None
    sometimes = hint_on(lambda x: (2 * x + (len(x) == 3), np.sum(x) + 1, np.max(x)), exercise)
    assert sometimes == "top came out right on every input; look at w and total."


def test_zeros_beside_right_entries_are_told() -> None:
    assert hint_on(lambda x: np.append(2 * x[:-1], 0), made_up()) == (
        "What is not 0 is right, but some entries are 0 that should not be."
    )
    assert hint_on(lambda x: 0 * x, made_up()) is None
    assert hint_on(lambda x: np.append(2 * x[:-1], 1), made_up()) is None
    number = made_up(reference=np.sum, returns=Number())  # a number has no entries
    assert hint_on(lambda x: np.sum(x) * (len(x) == 3), number) == (
        "On some inputs it is 0, or False, where it should not be; on all others it is right."
    )


def test_nothing_general_is_said_where_many_answers_are_right_or_none_came() -> None:
    judged = made_up()
    judged.judged_by(lambda answer, x: "no")
    assert hint_on(lambda x: -2 * x, judged) is None
    assert hint_on(lambda x: 1 / 0, made_up()) is None


def test_a_factor_is_told_to_an_answer_in_single_precision() -> None:
    exercise = made_up(Case("thirds", (np.array([1.0, 2, 4, 5]) / 3,)))
    for wobble, said in ((4e-6, True), (4e-5, False)):

        def answer(x: Any, wobble: float = wobble) -> Any:
            return 4 * x * [1, 1 + wobble, 1, 1]

        assert (hint_on(answer, exercise) is not None) == said
        exact = 1 + wobble
        sums = hint_on(lambda X, e=exact: e * np.sum(X, axis=0), of_means(4, 5))
        assert (sums is not None) == said
        twice = hint_on(lambda X, e=exact: e * np.mean(X, axis=0) / len(X), of_means(4, 5))
        assert (twice is not None) == said
    one_size = hint_on(lambda X: np.sum(X, axis=0) * (1 + 1e-6 * X.max()), of_means(4, 4))
    assert one_size == "Everything is off by the same factor, 4."


@pytest.mark.parametrize(("factor", "told"), [(1.0001, False), (1.001, True), (0.999, True)])
def test_a_factor_of_nearly_one_is_not_told(factor: float, told: bool) -> None:
    said = f"Everything is off by the same factor, {factor}."
    assert hint_on(lambda x: factor * 2 * x, made_up()) == (said if told else None)


@pytest.mark.parametrize("size", [1e-13, 1.0, 1e6])
def test_noise_beside_large_numbers_hides_no_factor_whatever_their_size(size: float) -> None:
    said = "Everything is twice too large: a factor of 2, or a missing 1/2?"
    for wanted, got, told in (
        ([1.0, 0], [2, 5e-10], True),  # where nothing should be: noise
        ([1.0, 0], [2, 5e-9], False),
        ([1.0, 5e-13], [2, 5e-11], True),  # wanted is noise itself
        ([1.0, 5e-12], [2, 5e-11], False),
    ):
        exercise = made_up(Case("noise", (size * np.array(wanted),)), reference=lambda x: x)
        hint = hint_on(lambda x, got=got: size * np.array(got), exercise)
        assert (hint == said) == told


def test_inputs_that_do_not_come_back_do_not_stop_the_hint() -> None:
    exercise = of_means(4, 5, 6)
    outcomes = observed(exercise, lambda X: np.sum(X, axis=0))[:2]
    said = "Everything is m times too large: a mean that is a sum?"
    assert told(exercise, outcomes) == said


def test_a_size_that_an_input_does_not_have_is_no_factor() -> None:
    def reference(x: Any, v: Any = 0) -> Any:
        return x

    cases = Case("both", (np.ones(4), np.ones(3))), Case("one", (np.ones(4),))
    exercise = made_up(*cases, takes={"x": "n", "v": "k"}, reference=reference)
    assert hint_on(lambda x, v=0: x * np.size(v), exercise) is None


def test_a_factor_of_size_is_none_where_an_answer_of_zeros_comes_out_otherwise() -> None:
    exercise = of_means(4, 5)
    exercise.cases(lambda rng: iter([Case("zeros", (np.zeros((7, 3)),))]))
    assert hint_on(lambda X: np.sum(X, axis=0) + np.array([not X.any(), 0, 0]), exercise) is None


def test_a_transpose_is_looked_for_only_where_an_answer_was_due() -> None:
    wide = np.arange(6.0).reshape(2, 3)

    def reference(X: Any) -> Any:
        if not X.any():
            raise ValueError
        return 2 * X

    options: Any = {"takes": {"X": "m n"}, "returns": Array("m n"), "reference": reference}
    exercise = made_up(Case("nothing", (0 * wide,), may_refuse=True), **options)
    assert hint_on(lambda X: X.T, exercise) is None
    both = made_up(Case("nothing", (0 * wide,), may_refuse=True), Case("wide", (wide,)), **options)
    assert hint_on(lambda X: -2 * X, both) == "Everything has the opposite sign."


def test_a_part_of_another_shape_is_no_transpose() -> None:
    exercise = made_up(reference=lambda x: (2 * x, 1), returns=Record(w=Array("n"), total=Number()))
    assert hint_on(lambda x: ([1], 1), exercise) is None


def test_one_input_is_enough_to_tell_which_of_two_parts_is_right() -> None:
    exercise = made_up(
        Case("only", (np.array([1.0, 2]),)),
        reference=lambda x: (2 * x, 1),
        returns=Record(w=Array("n"), total=Number()),
    )
    said = "total came out right on every input; look at w."
    assert hint_on(lambda x: (2 * x + [0, 1], 1), exercise) == said


def test_a_part_that_is_a_list_is_compared_as_a_whole() -> None:
    exercise = made_up(
        reference=lambda x: ([x, 2 * x], 1, 2),
        returns=Record(W=ListOf(Array("n"), "k"), b=Number(), c=Number()),
    )
    said = "W and c came out right on every input; look at b."
    assert hint_on(lambda x: ([x, 2 * x], 7, 2), exercise) == said


def test_lists_of_changing_length_have_no_parts_to_tell() -> None:
    exercise = made_up(reference=lambda x: list(2 * x), returns=ListOf(Number(), "n"))
    assert hint_on(lambda x: [2 * x[0], *(x[1:] + 7)], exercise) is None
    free = made_up(reference=lambda x: [2 * x[0], x[1]], returns=ListOf(Number(), "k"))
    assert hint_on(lambda x: [2 * x[0], *(x[1:] + 7)], free) is None


def test_zeros_are_told_only_beside_right_entries_and_no_wrong_ones() -> None:
    exercise = made_up(Case("three", (np.array([3.0, 4, 5]),)))
    assert hint_on(lambda x: [6, 0, 7], exercise) is None
    with_zero = made_up(Case("a zero", (np.array([0.0, 1]),)))
    assert hint_on(lambda x: 0 * x, with_zero) is None
