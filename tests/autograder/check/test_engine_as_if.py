"""An answer that would be right for another question is told which: b = 0, one row less."""

from typing import Any

import numpy as np
import pytest
from made_up import made_up, observed, verdict_on

from autograder.check.altered import as_ifs
from autograder.check.as_if import OTHER, REFUSED, UNALTERED, as_if_hint, sums_of
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Like, ListOf, Number
from autograder.check.judge import problem_with


def hint_on(answer: Any, exercise: Exercise) -> str | None:
    cases, outcomes = exercise.draw("visible", 0), observed(exercise, answer)
    pairs = zip(cases, outcomes, strict=True)
    failed = [problem_with(exercise, case, outcome) is not None for case, outcome in pairs]
    return as_if_hint(exercise, cases, outcomes, failed)


def affine(X: Any, w: Any, b: Any) -> Any:
    return np.mean(X**3 @ w) + b


def of_affine(*sizes: int) -> Exercise:
    rng = np.random.default_rng(1)
    cases = [Case("m", (rng.normal(size=(m, 3)), rng.normal(size=3), 0.5)) for m in sizes]
    takes = {"X": "m n", "w": "n", "b": ""}
    return made_up(*cases, reference=affine, takes=takes, returns=Number())


AFFINE = of_affine(4, 6)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda X, w, b: affine(X, w, 0), "b were 0: where is it used?"),
        (lambda X, w, b: affine(X, w, 1), "b were 1: where is it used?"),
        (lambda X, w, b: affine(X, w, -b), "b had the opposite sign."),
        (lambda X, w, b: affine(X, w, b + 1), "b were one larger."),
        (lambda X, w, b: affine(X, abs(w), b), "w had no signs."),
        (
            lambda X, w, b: affine(X[:, ::-1], w, b),
            "X had its columns in the opposite order.",
        ),
        (lambda X, w, b: affine(np.trunc(X), w, b), "X were cut to whole numbers."),
        (lambda X, w, b: affine(X[:1], w, b), "only the first of the m rows were there."),
        (lambda X, w, b: affine(X[:-1], w, b), "the last of the m rows were left out."),
    ],
)
def test_the_question_that_it_would_be_right_for_is_told(answer: Any, told: str) -> None:
    assert hint_on(answer, AFFINE) == f"This would be right if {told}"


def test_a_sum_that_lacks_an_example_and_a_mean_that_counts_it_are_told() -> None:
    exercise = of_affine(4, 6)
    exercise.reference = lambda X, w, b: np.mean(X**3 @ w)
    said = "the last of the m rows were left out, and the mean were over all"
    hint = hint_on(lambda X, w, b: np.sum(X[:-1] ** 3 @ w) / len(X), exercise)
    assert hint == f"This would be right if {said}."


def test_it_has_to_be_so_on_every_input() -> None:
    assert hint_on(lambda X, w, b: affine(X, w, b * (len(X) == 4)), AFFINE) is None


def difference(p: Any, q: Any) -> Any:
    return p - q**2


def test_two_arguments_in_each_others_place_are_told() -> None:
    args = np.array([1.0, 2.5]), np.array([3.0, -0.25])
    exercise = made_up(Case("two", args), takes={"p": "n", "q": "n"}, reference=difference)
    hint = hint_on(lambda p, q: difference(q, p), exercise)
    assert hint == "This would be right if p and q changed places."


def chain(weights: Any, biases: Any) -> Any:
    out = np.ones(2)
    for W, b in zip(weights, biases, strict=True):
        out = out @ W + b
    return out


def of_chain() -> Exercise:
    rng = np.random.default_rng(2)
    lists = [list(rng.normal(size=(3, 2, 2))), list(rng.normal(size=(3, 2)))]
    takes = {"weights": "list", "biases": "list"}
    return made_up(Case("three", tuple(lists)), reference=chain, takes=takes, returns=Array("2"))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda W, b: chain(W[::-1], b[::-1]), "weights and biases came in the opposite order."),
        (lambda W, b: chain(W[::-1], b), "weights came in the opposite order."),
        (lambda W, b: chain(W[:-1], b[:-1]), "weights and biases lacked the last."),
        (lambda W, b: chain(W, [0 * x for x in b]), "each of biases were all 0: where is it used?"),
    ],
)
def test_lists_are_altered_together_and_part_by_part(answer: Any, told: str) -> None:
    assert hint_on(answer, of_chain()) == f"This would be right if {told}"


def test_functions_are_altered_too() -> None:
    def reference(z: Any, g: Any, g_prime: Any) -> Any:
        return 3 * g_prime(z)

    takes = {"z": "n", "g": "function", "g_prime": "function"}
    args = np.array([0.5, -1.5]), np.tanh, lambda z: 1 - np.tanh(z) ** 2
    exercise = made_up(Case("tanh", args), takes=takes, reference=reference)
    assert hint_on(lambda z, g, g_prime: 3 + 0 * z, exercise) == (
        "This would be right if g_prime were 1 everywhere: where is it used?"
    )
    assert hint_on(lambda z, g, g_prime: 3 * g_prime(g(z)), exercise) == (
        "This would be right if g_prime were asked at g(Z): it belongs at Z itself."
    )


def test_a_generator_is_never_altered() -> None:
    rng = np.random.default_rng(3)
    (one, *_) = [a for a in as_ifs({"rng": "", "n": ""}) if a.told.startswith("rng were 0")]
    assert one.alter((rng, 3)) is None


def test_what_is_right_for_an_altered_question_is_worked_out_once() -> None:
    asked = []

    def reference(x: Any) -> Any:
        asked.append(x)
        return 2 * x

    exercise = made_up(reference=reference)
    assert hint_on(lambda x: np.cos(77 * x), exercise) is None
    before = len(asked)
    assert before > 20
    assert hint_on(lambda x: np.sin(77 * x), exercise) is None
    assert len(asked) == before


def inverse(x: Any) -> Any:
    if np.any(x == 0):
        raise ValueError("0 has no inverse")
    if np.any(x == 1):
        raise ArithmeticError("no ones, please")
    return 1 / x


def test_an_altered_question_may_make_no_sense() -> None:
    exercise = made_up(Case("two", (np.array([2.0, 3.5]),)), reference=inverse)
    (case,) = exercise.draw("visible", 0)
    seen = {
        one.told: sums_of(exercise, number, one, case)
        for number, one in enumerate(as_ifs(exercise.takes))
    }
    assert seen["x were all 0: where is it used?"] == REFUSED
    assert seen["x were all 1: where is it used?"] == OTHER
    assert seen["x had no signs"] == UNALTERED
    assert seen["x had its columns in the opposite order"] == UNALTERED
    assert np.isfinite(seen["x were squared"]).all()


def test_where_refusing_is_right_the_altered_question_is_refused_too() -> None:
    cases = Case("two", (np.array([2.0, 3.5]),)), Case("a 0", (np.zeros(2),), may_refuse=True)
    exercise = made_up(*cases, reference=inverse)
    told = "This would be right if x were squared."
    assert hint_on(lambda x: inverse(x**2), exercise) == told
    assert hint_on(lambda x: 1 / x**2, exercise) == told  # inf is a refusal
    assert hint_on(lambda x: 1 / (x**2 + (x == 0)), exercise) is None


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def test_a_power_of_two_where_e_belongs_is_told_beside_an_input_in_single_precision() -> None:
    rng = np.random.default_rng(4)
    cases = [Case("double", (rng.normal(size=n),)) for n in (3, 4)]
    single = Case("single", (rng.normal(size=3).astype(np.float32),))
    said = (
        "This would be right if z were log 2 times as large: is it 2 to a power, where e belongs?"
    )
    for kind in ("", "n"):
        exercise = made_up(*cases, single, takes={"z": kind}, reference=sigmoid, returns=Like("z"))
        assert hint_on(lambda z: 1 / (1 + 2**-z), exercise) == said
    assert hint_on(lambda z: 1 / (1 + 1.9**-z), exercise) is None
    assert hint_on(lambda z: np.float32(1 / (1 + 2**-z)), exercise) is None


def test_a_factor_beside_another_question_is_told() -> None:
    exercise = of_affine(4, 6, 5)
    said = "But for a factor of 3 this would be right if b were 0: where is it used?"
    assert hint_on(lambda X, w, b: 3 * affine(X, w, 0), exercise) == said
    said = "But for a factor of -0.5 this would be right if w were squared."
    assert hint_on(lambda X, w, b: affine(X, w**2, b) / -2, exercise) == said


def test_a_factor_has_to_be_one_on_every_input_and_on_enough_of_them() -> None:
    exercise = of_affine(4, 6, 5)
    assert hint_on(lambda X, w, b: len(X) * affine(X, w, 0), exercise) is None
    assert hint_on(lambda X, w, b: 0 * affine(X, w, 0), exercise) is None
    assert hint_on(lambda X, w, b: 3 * affine(X, w, 0), of_affine(4, 6)) is None


def test_an_answer_in_single_precision_is_not_compared() -> None:
    assert hint_on(lambda X, w, b: np.float32(affine(X, w, 0)), AFFINE) is None


def test_who_raises_everywhere_is_not_compared() -> None:
    assert hint_on(lambda X, w, b: 1 / 0, AFFINE) is None


def test_where_nothing_would_be_left_any_answer_fits_but_not_there_alone() -> None:
    exercise = of_affine(4, 6, 1)
    hint = hint_on(lambda X, w, b: affine(X[:-1], w, b) if len(X) > 1 else 7.0, exercise)
    assert hint == "This would be right if the last of the m rows were left out."
    assert hint_on(lambda X, w, b: 7.0, of_affine(1, 1)) is None


def test_who_answers_with_few_numbers_is_not_taken_for_another_question() -> None:
    def above(x: Any) -> Any:
        return (x > 0) * 1.0

    exercise = made_up(Case("five", (np.array([1.0, -2, 3, -1, 2]),)), reference=above)
    assert hint_on(lambda x: above(-x), exercise) is None


def test_a_list_of_numbers_is_altered_as_well() -> None:
    def total(sizes: Any) -> Any:
        return [sum(sizes), sizes[0]]

    options: Any = {"takes": {"sizes": "list"}, "returns": ListOf(Number(), "two")}
    cases = Case("three", ([3, 4, 5],)), Case("four", ([2, 9, 8, 7],))
    exercise = made_up(*cases, reference=total, **options)
    hint = verdict_on(lambda sizes: [sum(sizes[:-1]), sizes[0]], exercise).hint
    assert hint == "This would be right if sizes lacked the last."
