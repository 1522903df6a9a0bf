"""The slope in Z of the mean cross-entropy. Z (m, K) logits, y (m,) classes, result (m, K)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_12.shared import (
    LARGE,
    WHOLE,
    classes,
    of_whole,
    plain,
    rows_of,
    scores,
    stable,
)
from nnlib.activations import sigmoid
from nnlib.losses import one_hot, softmax


def softmax_ce_grad(Z: Any, y: Any) -> Any:
    """The slope in Z of the mean cross-entropy.  Z (m, K), y (m,) classes, result (m, K)."""
    return (softmax(Z) - one_hot(y, Z.shape[1])) / len(y)


exercise = Exercise(
    reference=softmax_ce_grad,
    lesson="12_many_classes",
    takes={"Z": "m K", "y": "m"},
    returns=Array("m K"),
    shortcuts=(
        "nnlib.losses.cross_entropy_grad",
        "nnlib.losses._cross_entropy",
        "nnlib.losses.named",
    ),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("more examples than classes", (scores(rng, 7, 3), classes(rng, 7, 3)))
    yield Case("as many examples as classes", (scores(rng, 4, 4), np.array([2, 0, 1, 2])))
    yield Case("more classes than examples", (scores(rng, 2, 5), np.array([3, 1])))
    yield Case("two classes", (scores(rng, 5, 2), np.array([1, 0, 1, 1, 0])))
    yield Case("a single example", (scores(rng, 1, 3), np.array([1])))
    yield Case("every score 0", (np.zeros((3, 4)), np.array([1, 0, 3])))
    yield Case("the last class is not seen", (scores(rng, 4, 3), np.array([0, 1, 1, 0])))
    far = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -1000.0, -1001.0]])
    yield Case("scores of ±1000", (far, np.array([2, 0])), aspect=LARGE)
    yield Case("whole numbers", (of_whole(rng, 5, 3), np.array([2, 0, 1, 1, 0])), aspect=WHOLE)


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for m, K in ((9, 3), (3, 6), (5, 5)):
        yield Case("random scores", (1.5 * scores(rng, m, K), rng.integers(0, K, m)))
    Z = scores(rng, 3, 4)
    yield Case("the same examples twice", (np.tile(Z, (2, 1)), np.array([3, 1, 0, 3, 1, 0])))
    edge = np.array([[0.0, 30.0, 5.0], [800.0, 0.0, 799.0]])
    yield Case("scores of 30 and of 800", (edge, np.array([0, 1])), aspect=LARGE)
    ten = np.array([[1000, 0], [-1000, 0], [0, 2]])
    yield Case("whole numbers of ±1000", (ten, np.array([1, 0, 0])), aspect=LARGE)


@exercise.mistakes(shares=(stable, plain))
def _(Z, y, *, shares):
    P, K, each = stable(Z), Z.shape[1], np.arange(len(y))
    Y, m = rows_of(y, K), len(y)
    "F48.1: The slope is uphill: too much belief in a class must come down. Shares minus truth."
    (Y - P) / m
    "F48.1: The slope is uphill, shares minus truth; and the loss is a mean."
    Y - P
    "F48.2: The loss is a mean over the examples: so is its slope."
    P - Y
    plain(Z) - Y
    "F48.2: The mean is over the examples, the rows, not over the classes."
    (P - Y) / K
    (P - Y) / P.size
    "F48.2: Divided by the number of examples twice: once is enough."
    (P - Y) / m**2
    "F48.3: What was so is missing: take 1 off at the true class. Every row sums to 0."
    P / m
    P
    "F48.4: Every score moves every share: the other classes of a row have a slope as well."
    Y * (P - 1) / m
    Y * (P - 1)
    -Y * P * (1 - P) / m
    "F48.4: The true class has a slope of its own, below 0: where is its 1?"
    (1 - Y) * P / m
    "F48.5: The factor p (1 - p) is gone: the logarithm has brought its inverse."
    (P - Y) * P * (1 - P) / m
    (P - Y) * P * (1 - P)
    "F48.5: The shares do not come in once more as a factor: the logarithm has brought 1/p."
    (P - Y) * P / m
    "F48.5: That is the slope of a squared error. The price is minus a logarithm."
    E = P - Y
    P * (E - np.sum(E * P, axis=1, keepdims=True)) / m
    "softmax_ce_grad.1: Right, until a score is large: take the largest of its row off first."
    (plain(Z) - Y) / m
    "softmax_ce_grad.2: The classes of one example share a sum: softmax along axis=1."
    (stable(Z, 0) - Y) / m
    (plain(Z, 0) - Y) / m
    "softmax_ce_grad.2: Each row has a sum of its own: one for the whole table is too large."
    (np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum() - Y) / m
    "softmax_ce_grad.3: Classes begin at 0 here: class y has column y."
    (P - rows_of(y - 1, K)) / m
    (P - np.eye(K)[y - 1]) / m
    "softmax_ce_grad.3: Classes begin at 0 here: class y has column y, not y + 1."
    (P - rows_of(y + 1, K)) / m
    (P - rows_of((y + 1) % K, K)) / m
    "softmax_ce_grad.4: P[:, y] -= 1 marks these columns in every row: pair rows and classes."
    P[:, y] -= 1
    P / m
    "softmax_ce_grad.4: P[y] -= 1 marks whole rows: pair each row with its own class."
    P[y] -= 1
    P / m
    "softmax_ce_grad.5: Class numbers are in y: turn them into rows of 0 and 1 first."
    (P - y[:, None]) / m
    (P - y) / m
    "softmax_ce_grad.6: Softmax is applied twice: logits come in, once."
    (stable(shares(Z)) - Y) / m
    "softmax_ce_grad.7: Shares are compared with the truth, not scores: softmax first."
    (Z - Y) / m
    "softmax_ce_grad.7: Shares are compared with the truth, not their logarithms."
    (np.log(P) - Y) / m
    "softmax_ce_grad.7: The sum over the classes is missing: a sigmoid is another model."
    (sigmoid(Z) - Y) / m
    "softmax_ce_grad.7: Divide each row by its sum: they are not shares yet."
    (np.exp(Z - Z.max(axis=1, keepdims=True)) - Y) / m
    "softmax_ce_grad.8: That is the slope in the shares; the scores are one step further back."
    -Y / P / m
    -Y / P
    "softmax_ce_grad.9: Softly: the winner is not 1, it has its share."
    (rows_of(Z.argmax(axis=1), K) - Y) / m
    "softmax_ce_grad.10: The truth is y, not the class that wins."
    (P - rows_of(Z.argmax(axis=1), K)) / m
    "softmax_ce_grad.11: A slope for each score: the shape of Z, nothing is added up."
    np.mean(P - Y, axis=0)
    (P - Y)[each, y] / m
    np.mean(P - Y)
    "softmax_ce_grad.12: The true class has its share too, minus 1: not -1 alone."
    np.where(Y == 1, -1.0, P) / m
    "softmax_ce_grad.12: What was believed is missing: the shares."
    -Y / m
    "softmax_ce_grad.13: The caller still needs Z: Z = Z - … makes a new array, Z -= … does not."
    Z -= Z.max(axis=1, keepdims=True)
    (plain(Z) - Y) / m
    "softmax_ce_grad.14: A table made like whole numbers cuts the shares off: ask for floats."
    D = np.zeros_like(Z)
    D[:] = (P - Y) / m
    D
    "softmax_ce_grad.15: No 2 and no half: nothing is squared."
    2 * (P - Y) / m
    0.5 * (P - Y) / m
    "softmax_ce_grad.16: Rows are examples, as in Z: nothing is transposed."
    ((P - Y) / m).T
    "softmax_ce_grad.17: Keep the sign: it says which scores have to rise."
    np.abs(P - Y) / m
    "softmax_ce_grad.18: The error is a difference: take the truth off."
    (P + Y) / m
    "softmax_ce_grad.19: The slope alone, please: the step away from Z comes later."
    Z - (P - Y) / m
    "softmax_ce_grad.20: The truth is divided by m as well: brackets around the difference."
    P - Y / m
    P / m - Y
    "softmax_ce_grad.21: How many classes there are is Z.shape[1]: the data may have missed some."
    (P - rows_of(y, y.max() + 1)) / m
    (P - rows_of(y, 10)) / m
