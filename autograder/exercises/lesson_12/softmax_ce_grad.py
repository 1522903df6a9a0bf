"""The slope in Z of the mean cross-entropy. Z (m, K) logits, y (m,) classes, result (m, K)."""

from typing import Any

import numpy as np

from autograder.check.exercise import Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_12.shared import (
    graded_scores,
    more_graded_scores,
    plain,
    rows_of,
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
exercise.cases(graded_scores)
exercise.hidden_cases(more_graded_scores)


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
    "F48.5: The factor p (1 - p) is used up: with the 1/p of the logarithm it gave the p - 1."
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
    "softmax_ce_grad.20: Belief and truth are both divided by m: brackets around the difference."
    P - Y / m
    P / m - Y
    "softmax_ce_grad.21: How many classes there are is Z.shape[1]: the data may have missed some."
    (P - rows_of(y, y.max() + 1)) / m
    (P - rows_of(y, 10)) / m
    "softmax_ce_grad.22: The truth as it was, 1 and 0: nothing is smoothed."
    (P - 0.98 * Y - 0.02 / K) / m
    (P - 0.9 * Y - 0.1 / K) / m
    "softmax_ce_grad.23: The scores as they are: no temperature divides them."
    (stable(Z / 2) - Y) / m
    (stable(Z / 2) - Y) / m / 2
    "softmax_ce_grad.24: Every example counts alike, however rare its class is."
    (P - Y) / Y.sum(axis=0)[y][:, None]
