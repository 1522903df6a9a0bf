"""All slopes of half the squared error where every weight and bias is 0; one hidden layer."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array, Record
from nnlib import symmetry
from nnlib.activations import relu, relu_prime, sigmoid, sigmoid_prime, tanh, tanh_prime

exercise = Exercise(
    reference=symmetry.zero_start_grads,
    lesson="11_initialisation",
    takes={"X": "m n_in", "Y": "m n_out", "n_hidden": "", "g": "function", "g_prime": "function"},
    returns=Record(dW1=Array("n_in h"), db1=Array("h"), dW2=Array("h n_out"), db2=Array("n_out")),
    shortcuts=("nnlib.mlp.backward",),
)

SIGMOID, TANH, RELU = (sigmoid, sigmoid_prime), (tanh, tanh_prime), (relu, relu_prime)


def cosine(z: Any) -> Any:
    return np.cos(z)


def cosine_prime(z: Any) -> Any:
    return -np.sin(z)


COSINE = cosine, cosine_prime  # cos 0 = 1, and nobody has it by heart


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("tanh units, one output", (*_data(rng, 5, 2, 1), 3, *TANH))
    yield Case("logistic units, one output", (*_data(rng, 4, 3, 1), 2, *SIGMOID))
    yield Case("logistic units, two outputs", (*_data(rng, 6, 2, 2), 4, *SIGMOID))
    yield Case("ReLUs, three outputs", (*_data(rng, 3, 4, 3), 5, *RELU))
    yield Case("units that answer 1 at 0", (*_data(rng, 4, 2, 3), 3, *COSINE))
    yield Case("a single example", (*_data(rng, 1, 2, 2), 3, *SIGMOID))
    X, Y = (rng.integers(1, 6, shape) for shape in ((3, 2), (3, 1)))
    yield Case("whole numbers", (X, Y, 2, *SIGMOID))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, n_in, n_out, h in ((8, 3, 2, 6), (7, 5, 4, 2)):
        yield Case("random numbers", (*_data(rng, m, n_in, n_out), h, *SIGMOID))
    yield Case("one hidden unit", (*_data(rng, 4, 2, 2), 1, *COSINE))


def _data(rng: np.random.Generator, m: int, n_in: int, n_out: int) -> tuple[Any, Any]:
    """Targets whose mean is far from 0, column by column another."""
    return rng.normal(size=(m, n_in)), rng.uniform(0.5, 2, (m, n_out)) + np.arange(n_out)


@exercise.mistakes
def _(X, Y, n_hidden, g, g_prime):
    m, n_in = X.shape
    n_out = Y.shape[1]
    dW1, db1, none = np.zeros((n_in, n_hidden)), np.zeros(n_hidden), np.zeros((n_hidden, n_out))
    A, delta = g(np.zeros((m, n_hidden))), -Y / m
    dW2, db2 = A.T @ delta, delta.sum(axis=0)
    "F38.1: Not all are silent: the head's bias sees the error itself."
    dW1, db1, none, np.zeros(n_out)
    "F38.1: The head's bias sees the error itself, whatever the hidden units answer."
    dW1, db1, dW2, np.zeros(n_out)
    "F38.4: What do hidden units answer at 0? tanh(0) is 0, but sigmoid(0) is not."
    dW1, db1, none, db2
    "zero_start_grads.1: The blame is what was answered minus what was wanted: mind the sign."
    dW1, db1, -dW2, -db2
    "zero_start_grads.2: The mean over the examples is still to be taken: divide by m, once."
    dW1, db1, m * dW2, m * db2
    "zero_start_grads.2: The mean over the examples is taken once, in the head's blame."
    dW1, db1, dW2 / m, db2 / m
    "zero_start_grads.3: Half the squared error: the slope has no 2 in front."
    dW1, db1, 2 * dW2, 2 * db2
    "zero_start_grads.4: Blame comes down through W2, and W2 is all zeros."
    D = (delta @ np.ones((n_out, n_hidden))) * g_prime(np.zeros((m, n_hidden)))
    X.T @ D, D.sum(axis=0), dW2, db2
    "zero_start_grads.5: The slope in W2 is what went in, A.T, times the blame: not X."
    dW1, db1, np.tile(X.T[:1] @ delta, (n_hidden, 1)), db2
    "zero_start_grads.5: The slope in W2 is what the units answered, A.T, times the blame."
    dW1, db1, np.ones((m, n_hidden)).T @ delta, db2
    "zero_start_grads.6: What went into the head is g(0), not its slope."
    dW1, db1, g_prime(np.zeros((m, n_hidden))).T @ delta, db2
    "zero_start_grads.7: Order: dW1, db1, dW2, db2, the hidden layer first."
    dW2, db2, dW1, db1
    "zero_start_grads.8: The head is linear: no slope of g in its blame."
    delta = delta * g_prime(np.zeros((m, n_out)))
    dW1, db1, A.T @ delta, delta.sum(axis=0)
    "zero_start_grads.9: Each bias adds up the blame of all examples, it does not average."
    dW1, db1, dW2, delta.mean(axis=0)
    "zero_start_grads.7: Order: dW1, db1, dW2, db2; a layer's weights and bias stay together."
    dW1, dW2, db1, db2
    "zero_start_grads.10: W[i, j] leads from unit i to unit j: rows are where it comes from."
    dW1, db1, dW2.T, db2
    dW1.T, db1, dW2, db2
    dW1.T, db1, dW2.T, db2
    "zero_start_grads.2: The mean over the examples belongs to both: one of yours lacks it."
    dW1, db1, m * dW2, db2
    dW1, db1, dW2, m * db2
    "F38.4: One half is what a logistic unit answers at 0: ask g itself, for any unit."
    dW1, db1, np.full((m, n_hidden), 0.5).T @ delta, db2
    "zero_start_grads.2: The mean is over the examples: the outputs of one example add up."
    dW1, db1, dW2 / n_out, db2 / n_out
    "zero_start_grads.11: With every weight 0 the network answers 0, not the mean of the targets."
    off = Y - Y.mean(axis=0)
    dW1, db1, A.T @ -off / m, -off.sum(axis=0) / m
