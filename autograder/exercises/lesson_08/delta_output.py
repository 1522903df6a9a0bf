"""Slope of half the squared error, mean over examples, in Z; all (m, n_out)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_08.shared import CUBIC, RELU, SIGMOID, SOFTPLUS, TANH, away


def delta_output(Y_hat: Any, Y: Any, Z: Any, g_prime: Any) -> Any:
    """Slope of half the squared error, mean over examples, in Z; all (m, n_out)."""
    return (Y_hat - Y) / len(Y) * g_prime(Z)


exercise = Exercise(
    reference=delta_output,
    lesson="08_backprop",
    takes={"Y_hat": "m n_out", "Y": "m n_out", "Z": "m n_out", "g_prime": "function"},
    returns=Array("m n_out"),
    shortcuts=(
        "nnlib.losses.square_loss_grad",
        "nnlib.losses._square",
        "nnlib.graph.backward",
        "nnlib.graph.vjp",
    ),
)


def _head(rng: np.random.Generator, m: int, n_out: int, unit: Any) -> tuple[Any, ...]:
    """Pre-activations, what the unit makes of them, and targets on both sides of that."""
    Z = away(rng, (m, n_out))
    Y_hat = unit[0](Z)
    return Y_hat, Y_hat + away(rng, (m, n_out)), Z, unit[1]


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("five examples, three tanh units", _head(rng, 5, 3, TANH))
    yield Case("as many examples as outputs, logistic units", _head(rng, 4, 4, SIGMOID))
    yield Case("two units with g(z) = z + z³/8", _head(rng, 6, 2, CUBIC))
    yield Case("one output", _head(rng, 7, 1, SOFTPLUS))
    yield Case("one example", _head(rng, 1, 3, TANH))
    _, Y, Z, _ = _head(rng, 5, 2, TANH)
    Z = Z * np.array([[1.0], [9.0], [1.0], [9.0], [1.0]])
    yield Case("rows that are saturated", (np.tanh(Z), Y, Z, TANH[1]))
    Z = rng.permutation(np.array([1, -2, 3, 2, -1, 4])).reshape(3, 2)
    args = 2 * Z, 2 * Z - rng.integers(1, 4, (3, 2)), Z, CUBIC[1]
    yield Case("whole numbers", args, aspect="whole numbers")


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for unit in (RELU, SOFTPLUS, CUBIC, SIGMOID):
        m, n_out = int(rng.integers(2, 7)), int(rng.integers(1, 5))
        yield Case("other sizes and units", _head(rng, m, n_out, unit))
    Y_hat, Y, Z, g_prime = _head(rng, 5, 3, SIGMOID)
    yield Case("targets 0 and 1", (Y_hat, (Y_hat < Y).astype(int), Z, g_prime))
    yield Case("a far-off target", (Y_hat, 1000 * Y, Z, g_prime))


@exercise.mistakes
def _(Y_hat, Y, Z, g_prime):
    "F27.1: The error passes through the output unit: the slope g'(Z) belongs here."
    (Y_hat - Y) / len(Y)
    "F27.1: Two factors are missing: the slope g'(Z), and the mean over examples."
    Y_hat - Y
    "F27.2: Take g' at the pre-activation Z: Y_hat has been through g already."
    (Y_hat - Y) / len(Y) * g_prime(Y_hat)
    "F27.3: The slope belongs to the unit's own Z, not to the target Y."
    (Y_hat - Y) / len(Y) * g_prime(Y)
    "F27.4: The loss has a square; its slope is linear in the error."
    (Y_hat - Y) ** 2 / len(Y) * g_prime(Z)
    "F27.4: That is the loss of each entry. Its slope is linear in the error."
    (Y_hat - Y) ** 2 / 2 / len(Y) * g_prime(Z)
    "F27.5: One slope is enough: g_prime says all, no further Y_hat (1 - Y_hat)."
    (Y_hat - Y) / len(Y) * g_prime(Z) * Y_hat * (1 - Y_hat)
    "F27.5: The slope g'(Z) comes in once, not twice."
    (Y_hat - Y) / len(Y) * g_prime(Z) ** 2
    "F27.5: Use the g_prime that is passed in; not every unit is logistic."
    (Y_hat - Y) / len(Y) * Y_hat * (1 - Y_hat)
    "F27.5: Use the g_prime that is passed in; not every unit is a tanh."
    (Y_hat - Y) / len(Y) * (1 - Y_hat**2)
    "delta_output.1: The mean over the m examples is taken here, once for all."
    (Y_hat - Y) * g_prime(Z)
    "delta_output.2: Too large an output must come down: Y_hat minus Y, not Y - Y_hat."
    (Y - Y_hat) / len(Y) * g_prime(Z)
    "delta_output.2: Check the sign, Y_hat minus Y, and take the mean over examples."
    (Y - Y_hat) * g_prime(Z)
    "delta_output.3: The loss is a mean over examples but a sum over outputs."
    (Y_hat - Y) / Y.size * g_prime(Z)
    "delta_output.3: Divide by the number of rows, the examples, not of columns."
    (Y_hat - Y) / Y.shape[1] * g_prime(Z)
    "delta_output.4: The 1/2 of the loss cancels the 2 of the square."
    2 * (Y_hat - Y) / len(Y) * g_prime(Z)
    "delta_output.4: No 1/2 is left: differentiating the square brought a 2."
    (Y_hat - Y) / (2 * len(Y)) * g_prime(Z)
    "delta_output.5: Entry by entry, with *: each unit has its own slope."
    (Y_hat - Y) / len(Y) @ g_prime(Z)
    "delta_output.5: A product entry by entry, with *, not a matrix product."
    (Y_hat - Y) / len(Y) @ g_prime(Z).T
    "delta_output.6: One row for every example: divide by m, and do not sum the rows."
    ((Y_hat - Y) * g_prime(Z)).mean(axis=0)
    "delta_output.6: One row for every example: no mean over rows inside delta."
    ((Y_hat - Y) * g_prime(Z)).mean(axis=0, keepdims=True)
    "delta_output.7: The error keeps its sign: it tells which way to go."
    np.abs(Y_hat - Y) / len(Y) * g_prime(Z)
    "delta_output.8: Without the target there is no error: subtract Y."
    Y_hat / len(Y) * g_prime(Z)
    "delta_output.9: The error is that of the output Y_hat, not of Z."
    (Z - Y) / len(Y) * g_prime(Z)
    "delta_output.10: The caller still needs Y_hat: subtract into a new array."
    Y_hat -= Y
    Y_hat / len(Y) * g_prime(Z)
    "delta_output.11: The chain rule multiplies by the slope; it does not divide."
    (Y_hat - Y) / len(Y) / g_prime(Z)
    "delta_output.12: Take g' at Z: the error is not what went into the unit."
    (Y_hat - Y) / len(Y) * g_prime(Y_hat - Y)
    "delta_output.13: The mean is taken once: divide by m only once."
    (Y_hat - Y) / len(Y) ** 2 * g_prime(Z)
    "delta_output.12: Take g' at Z; the error is a factor beside it, not what g' is asked for."
    g_prime(Y_hat - Y) / len(Y)
    "delta_output.11: The chain rule multiplies by the slope; it does not add it."
    (Y_hat - Y) / len(Y) + g_prime(Z)
    "delta_output.14: The slope is g'(Z), handed in as a function: Y_hat itself is no slope."
    (Y_hat - Y) / len(Y) * Y_hat
    "delta_output.15: Each example has its own slopes: no mean over g'(Z)."
    (Y_hat - Y) / len(Y) * np.mean(g_prime(Z))
