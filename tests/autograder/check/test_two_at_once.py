"""Two mistakes in one answer: both are named where each is known alone, and none is invented."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from made_up import made_up, verdict_on

from autograder.bank import load
from autograder.check.bank import exercises
from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Number, Record
from autograder.check.judge import judge

BANK = exercises()
_, WRONG = load()
# The answers of the bank that are wrong in two places, or in three.
TWO = {
    "row_norms": ["squared and divided by the number of columns"],
    "perceptron_step": ["moves by x of the wrong sign and does not move b"],
    "proof_trace": ["the first number is normalised and the second has a root"],
    "tanh_from_exp": ["2 sigmoid(z) - 1 without its sign"],
    "step": ["changes z, and answers the ramp"],
    "relu": ["changes z and returns its absolute values"],
    "sigmoid": ["upside down and clipped"],
    "sigmoid_prime": ["clipped, with the sign lost"],
    "width_for_tolerance": ["the interval starts at 0 and nothing is halved"],
    "affine_forward": ["transposes W and forgets the bias"],
    "augment": ["the ones last, and the inputs in the opposite order"],
    "split_augmented": ["the last row, and W transposed"],
    "collapse_linear": ["the opposite order, and only the last bias"],
    "logistic_loss": ["right for one label only: the bracket fault and a sum"],
    "backprop": ["sign and no mean, and no biases"],
    "bias_grad": ["sign and mean"],
    "delta_hidden": ["sign, and no slope"],
    "delta_output": ["sign and a factor of two"],
    "weight_grad": ["sign, and divided by m"],
    "l1_subgrad": ["half of lambda and no slope below 0"],
    "l2_penalty": ["a sum of absolute values with the sign turned round"],
}


def test_of_the_banks_answers_with_two_faults_more_than_half_are_named() -> None:
    tried = [(e.exercise, e.answer) for e in WRONG if e.what in TWO.get(e.exercise, [])]
    named = [judge(BANK[name], answer, "visible", 1957).misconception for name, answer in tried]
    assert len(tried) == sum(map(len, TWO.values()))
    assert sum(id is not None for id in named) >= len(tried) / 2


@pytest.mark.parametrize(
    ("exercise", "answer", "ids"),
    [
        ("weight_grad", lambda A, d: -A.T @ d / len(d), "F29.2 + weight_grad.1"),
        ("affine_forward", lambda X, W, b: X @ W.T - b, "F17.1 + F17.3"),
        (
            "delta_output",
            lambda Y_hat, Y, Z, g_prime: (Y - Y_hat) / Y.size * g_prime(Z),
            "delta_output.2 + delta_output.3",
        ),
    ],
)
def test_both_are_named_in_the_order_of_the_page(exercise: str, answer: Any, ids: str) -> None:
    verdict = judge(BANK[exercise], answer, "visible", 1957)
    assert verdict.misconception == ids
    assert str(verdict.hint).startswith("Two mistakes. ")


def of_two_parts(**mistakes: Callable[[Any], Any]) -> Exercise:
    """(2x + 1, the sum of x), and mistakes by their ids."""
    exercise = made_up(
        Case("two", (np.array([1.0, 2.5]),)),
        Case("three", (np.array([3.0, -4, 5.5]),)),
        Case("one", (np.array([7.25]),)),
        reference=lambda x: (2 * x + 1, np.sum(x)),
        returns=Record(w=Array("n"), total=Number()),
    )
    for id, answer in mistakes.items():
        exercise.misconception(id, f"It is {id}.")(answer)
    return exercise


def sign(x: Any) -> Any:
    return -2 * x - 1, -np.sum(x)


def no_one(x: Any) -> Any:
    return 2 * x, np.sum(x)


def mean(x: Any) -> Any:
    return 2 * x + 1, np.mean(x)


def thrice(x: Any) -> Any:
    return 3 * x + 1, np.sum(x)


def in_place(x: Any) -> Any:
    total = np.sum(x)
    w = 2 * x + 1
    x[:] = 0
    return w, total


ALL = of_two_parts(sign=sign, no_one=no_one, mean=mean, thrice=thrice, in_place=in_place)


@pytest.mark.parametrize(
    ("answer", "ids"),
    [
        (lambda x: (2 * x, np.mean(x)), "no_one + mean"),  # each alters a part of its own
        (lambda x: (-2 * x, -np.sum(x)), "sign + no_one"),  # a factor of everything
        (lambda x: (3 * x, np.sum(x)), "no_one + thrice"),  # two summands
        (lambda x: (in_place(x)[0], np.mean(x)), None),  # the mean of what is left: another thing
        (lambda x: (2 * x + 2, np.sum(x)), None),
        (lambda x: (-2 * x, -np.mean(x)), None),  # three
        (lambda x: (2 * x, np.mean(x) + (len(x) == 1)), None),  # not on every input
    ],
)
def test_two_changes_are_put_together(answer: Any, ids: str | None) -> None:
    assert verdict_on(answer, ALL).misconception == ids


def test_one_may_change_the_arguments_and_the_other_the_value() -> None:
    def answer(x: Any) -> Any:
        found = 2 * x + 1, np.mean(x)
        x[:] = 0
        return found

    verdict = verdict_on(answer, ALL)
    assert verdict.misconception == "mean + in_place"
    assert verdict.hint == "Two mistakes. It is mean. It is in_place."


def test_a_single_mistake_is_never_called_two() -> None:
    for mistake in ALL.misconceptions:
        assert verdict_on(mistake.answer, ALL).misconception == mistake.id


def test_two_mistakes_do_not_undo_each_other() -> None:
    undone = of_two_parts(
        twice=lambda x: (4 * x + 2, np.sum(x)), half=lambda x: (x + 0.5, np.mean(x))
    )
    verdict = verdict_on(lambda x: (2 * x + 1, np.mean(x)), undone)
    assert verdict.misconception is None


def test_a_mistake_that_changes_nothing_where_the_other_is_made_has_no_part_in_it() -> None:
    nearly = of_two_parts(
        thrice=thrice,
        nothing=lambda x: (2 * x + 1, 1e-33),  # as a sum of what cancels is
        mean=mean,
    )
    assert verdict_on(lambda x: (2 * x + 1, 0.0), nearly).misconception is None
    assert verdict_on(lambda x: (3 * x + 1, 0.0), nearly).misconception == "thrice + nothing"


def test_a_variance_of_nothing_is_not_told_two_mistakes_of_which_one_has_no_effect() -> None:
    verdict = judge(BANK["bias_variance"], no_variance, "visible", 1957)
    assert verdict.problem is not None
    assert verdict.misconception is None


def no_variance(preds: Any, truth: Any) -> Any:
    mean = np.mean(preds, axis=0)
    return np.mean((mean - truth) ** 2), np.mean(np.var(preds, axis=1)) * np.mean(preds - mean)


def test_two_forms_of_one_mistake_are_not_two() -> None:
    exercise = of_two_parts(no_one=no_one)
    exercise.misconception("no_one", "It is the mean.")(mean)
    verdict = verdict_on(lambda x: (2 * x, np.mean(x)), exercise)
    assert verdict.misconception is None


def test_one_refusal_of_nonsense_is_as_good_as_another() -> None:
    def reference(x: Any) -> Any:
        if not x.any():
            raise ValueError("zeros only")
        return 2 * x

    cases = Case("two", (np.array([1.0, 2]),)), Case("none", (np.zeros(2),), may_refuse=True)
    exercise = made_up(*cases, reference=reference)
    exercise.misconception("m", "It is m.")(lambda x: 3 * x if x.any() else x + np.inf)

    def answer(x: Any) -> Any:
        if not x.any():
            raise ValueError("there is nothing here")
        return 3 * x

    assert verdict_on(answer, exercise).misconception == "m"
    accepts = verdict_on(lambda x: 3 * x, exercise)
    assert accepts.misconception is None
