"""Points for a part of the work: what is earned, what is lost, and in which form."""

from typing import Any

import numpy as np
import pytest

from autograder import check
from autograder.check import CheckFailed
from nnlib import activations

WORTH = 3


def naive_softplus(z: Any) -> Any:
    return np.log(1 + np.exp(z))


def naive_tanh(z: Any) -> Any:
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def clipped_sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(z, -20, 20)))


def truncating_sigmoid(z: Any) -> Any:
    out = np.zeros_like(z)
    out[...] = 0.5 * (1 + np.tanh(z / 2))
    return out


def mutating_relu(z: Any) -> Any:
    z[z < 0] = 0
    return z


def relu_as_a_product(z: Any) -> Any:
    return z * (z > 0)


PARTLY_RIGHT = {
    "large inputs of softplus": (check.softplus, naive_softplus, "✗ large inputs"),
    "large inputs of tanh": (check.tanh_from_exp, naive_tanh, "✗ large inputs"),
    "far tail of sigmoid": (check.sigmoid, clipped_sigmoid, "✗ large inputs"),
    "whole numbers": (check.sigmoid, truncating_sigmoid, "✗ whole and single numbers"),
    "a changed argument": (check.relu, mutating_relu, "✗ inputs left alone"),
    "minus infinity": (check.relu, relu_as_a_product, "✗ large inputs"),
}


@pytest.mark.parametrize("what", PARTLY_RIGHT)
def test_one_separable_fault_costs_a_part_and_not_all(
    what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    graded, answer, lost = PARTLY_RIGHT[what]
    earned = graded(answer, points=WORTH)
    assert type(earned) is float
    assert WORTH / 2 <= earned < WORTH
    said = capsys.readouterr().out
    assert "✓ values" in said
    assert lost in said
    assert said.count("✗") == 2  # the verdict, and the one part that is lost
    assert f"{earned:g} of {WORTH} points" in said


@pytest.mark.parametrize("what", PARTLY_RIGHT)
def test_without_points_a_part_is_not_enough(what: str) -> None:
    graded, answer, _ = PARTLY_RIGHT[what]
    with pytest.raises(CheckFailed):
        graded(answer)


def test_two_faults_cost_more_than_one() -> None:
    def both(z: Any) -> Any:
        with np.errstate(over="ignore"):
            answer = np.log(1 + np.exp(z))
        z *= 2
        return answer

    one = check.softplus(naive_softplus, points=WORTH)
    two = check.softplus(both, points=WORTH)
    assert one is not None
    assert two is not None
    assert WORTH / 2 <= two < one


def test_a_right_answer_earns_everything_as_a_plain_float() -> None:
    earned = check.softplus(lambda z: np.logaddexp(0, z), points=WORTH)
    assert type(earned) is float
    assert earned == WORTH


def no_answer(z: Any) -> Any:
    return None


def always_seven(z: Any) -> Any:
    return np.full(np.shape(z), 7.0)


def seven_written_into_the_argument(z: Any) -> Any:
    z[...] = 7
    return z


def never_written(z: Any) -> Any:
    raise NotImplementedError


def library_call(z: Any) -> Any:
    from nnlib import activations

    return activations.relu(z)


@pytest.mark.parametrize(
    "answer",
    [no_answer, always_seven, seven_written_into_the_argument, never_written, library_call],
)
def test_wrong_values_earn_nothing_whatever_else_is_in_order(answer: Any) -> None:
    with pytest.raises(CheckFailed):
        check.relu(answer, points=WORTH)


def test_a_warning_is_noted_and_costs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.sigmoid(lambda z: 1 / (1 + np.exp(-z)), points=WORTH) == WORTH
    said = capsys.readouterr().out
    assert said.startswith("✓ sigmoid: right on all")
    assert "Note: numpy warned on the way: overflow encountered in exp." in said


@pytest.mark.parametrize(
    ("name", "function"), [("tanh_from_exp", np.tanh), ("sigmoid", activations.sigmoid)]
)
def test_handing_in_the_library_function_itself_is_a_shortcut(name, function):
    with pytest.raises(check.CheckFailed, match="which is the answer itself"):
        getattr(check, name)(function)
