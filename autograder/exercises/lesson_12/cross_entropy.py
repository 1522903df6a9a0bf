"""Mean of -log p_y with p = softmax(Z). Z (m, K) logits, y (m,) classes 0 ... K-1."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Number
from autograder.exercises.lesson_12.shared import (
    AS_A_FLOAT,
    LARGE,
    graded_scores,
    more_graded_scores,
    plain,
    rows_of,
    stable,
)
from nnlib import losses
from nnlib.activations import sigmoid

exercise = Exercise(
    reference=losses.cross_entropy,
    lesson="12_many_classes",
    takes={"Z": "m K", "y": "m"},
    returns=Number(),
    shortcuts=(
        "nnlib.losses.log_softmax",
        "nnlib.losses._cross_entropy",
        "nnlib.losses.named",
        "scipy.special.log_softmax",
    ),
    tolerance=AS_A_FLOAT,
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield from graded_scores(rng)
    wrong = np.array([[60.0, 0.0, -3.0], [-2.0, 1.0, 90.0]])
    yield Case("sure and wrong, by 60", (wrong, np.array([1, 0])), aspect=LARGE)
    args = np.array([[0.0, 1000.0], [1.0, 0.0]]), np.array([1, 1])
    yield Case("sure and right", args, aspect=LARGE)


exercise.hidden_cases(more_graded_scores)


def _costs(P: Any, y: Any) -> Any:
    return -np.log(P[np.arange(len(y)), y])


def _lse(Z: Any) -> Any:
    top = Z.max(axis=1)
    return top + np.log(np.exp(Z - top[:, None]).sum(axis=1))


@exercise.mistakes(
    eps=(1e-15, 1e-12, 1e-9, 1e-6),
    shares=(stable, plain),
    limit=(30.0, 50.0, 100.0, 500.0, 700.0),
    axis=(0, 1),
)
def _(Z, y, *, eps, shares, limit, axis):
    K, each = Z.shape[1], np.arange(len(y))
    right = _lse(Z) - Z[each, y]
    "F47.1: The same examples twice must cost the same: a mean, not a sum."
    np.sum(right)
    "F47.2: A loss is not negative, and the logarithm of a share is: mind the minus."
    -np.mean(right)
    np.mean(np.log(plain(Z)[each, y]))
    "F47.2: A loss is not negative: a minus, and a mean."
    -np.sum(right)
    """F47.3: A share that has rounded to 0 has no logarithm: log of the sum, minus the score, never
    rounds to it."""
    np.mean(_costs(stable(Z), y))
    np.mean(_costs(plain(Z), y))
    "F47.3: The sum of exponentials overflows: take the largest score of the row off first."
    np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[each, y])
    "F47.3: Take the largest score off every row, each its own: one for all is not enough."
    E = np.exp(Z - Z.max())
    np.mean(np.log(E.sum(axis=1)) - (Z - Z.max())[each, y])
    "F47.3: Nothing is added to a share: sure and wrong by 60 must cost 60."
    np.mean(_costs(stable(Z) + eps, y))
    np.mean(_costs(np.clip(stable(Z), 1e-6, 1), y))
    "F47.3: Clipping the scores changes the loss: sure and wrong by 1000 must cost 1000."
    Z = np.clip(Z, -limit, limit)
    np.mean(_lse(Z) - Z[each, y])
    "F47.3: Leaving out what is not finite hides the examples that matter most."
    np.mean(np.nan_to_num(_costs(stable(Z), y), posinf=0.0))
    "F47.4: One cost for each example: the mean is over m, not over all m K entries."
    np.mean(right) / K
    -np.mean(rows_of(y, K) * np.log(stable(Z)))
    "F47.4: Divide by the number of examples, the rows, not by that of classes."
    np.sum(right) / K
    "F47.5: Only the true class enters: the others are in the sum of the softmax already."
    P, Y = stable(Z), rows_of(y, K)
    -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / len(y)
    P, Y = stable(Z), rows_of(y, K)
    -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))
    "F47.5: A sigmoid for each class is another model: the classes share one sum."
    np.mean(np.logaddexp(0, -Z)[each, y])
    np.mean(-np.log(sigmoid(Z))[each, y])
    Y = rows_of(y, K)
    np.mean(np.sum(np.logaddexp(0, Z) - Y * Z, axis=1))
    Y = rows_of(y, K)
    np.mean(np.logaddexp(0, Z) - Y * Z)
    "F47.6: Natural logarithms: of four alike classes each costs log 4, and that is not 2."
    np.mean(right) / np.log(2)
    np.mean(right) / np.log(10)
    np.mean(-np.log2(stable(Z)[each, y]))
    """F47.7: Class numbers are in y, not shares: the number must choose a score, not multiply
    one."""
    -np.mean(np.sum(y[:, None] * np.log(stable(Z)), axis=1))
    -np.mean(y[:, None] * np.log(stable(Z)))
    -np.sum(y * np.log(stable(Z))) / len(y)
    "F47.7: Class numbers are in y already: argmax would want one-hot rows."
    labels = np.argmax(y, axis=1)
    np.mean(right[labels])
    "F47.8: Softmax is applied twice: logits come in, and the loss has its own."
    P = shares(Z)
    np.mean(_lse(P) - P[each, y])
    "cross_entropy.1: Logits are any numbers, not shares: the softmax comes first."
    np.mean(_costs(Z, y))
    np.mean(_costs(np.clip(Z, 1e-12, None), y))
    "cross_entropy.2: The classes of one example share a sum: along axis=1."
    np.mean(_costs(stable(Z, 0), y))
    np.mean(_costs(plain(Z, 0), y))
    "cross_entropy.2: Each example has a sum of its own: one for the whole table is too large."
    np.mean(np.log(np.exp(Z - Z.max()).sum()) + Z.max() - Z[each, y])
    "cross_entropy.3: Classes begin at 0 here: the score of class y stands in column y."
    np.mean(_lse(Z) - Z[each, y - 1])
    np.mean(_costs(plain(Z), y - 1))
    "cross_entropy.3: Classes begin at 0 here: column y, not y + 1."
    np.mean(_lse(Z) - Z[each, y + 1])
    np.mean(_lse(Z) - Z[each, (y + 1) % K])
    "cross_entropy.4: P[:, y] is a table of m by m. Pair each row with its own class."
    np.mean(-np.log(stable(Z)[:, y]))
    np.mean(_lse(Z)[:, None] - Z[:, y])
    "cross_entropy.4: P[y] chooses rows. Pair each row with its own class: [np.arange(m), y]."
    np.mean(-np.log(stable(Z)[y]))
    "cross_entropy.5: The price of the true class, not of the one that wins."
    np.mean(_lse(Z) - Z.max(axis=1))
    "cross_entropy.6: The logarithm is missing: a share of 0 must cost without end."
    np.mean(1 - stable(Z)[each, y])
    -np.mean(stable(Z)[each, y])
    "cross_entropy.7: That is a squared error. The price of a share is minus its logarithm."
    np.mean(np.sum((stable(Z) - rows_of(y, K)) ** 2, axis=1))
    np.mean((stable(Z) - rows_of(y, K)) ** 2)
    0.5 * np.mean(np.sum((stable(Z) - rows_of(y, K)) ** 2, axis=1))
    "cross_entropy.8: The score of the true class is missing: it is subtracted."
    np.mean(_lse(Z))
    "cross_entropy.8: The sum over the classes is missing: a score alone is not a price."
    -np.mean(Z[each, y])
    "cross_entropy.8: The logarithm of the sum of exponentials, not the largest score alone."
    np.mean(Z.max(axis=1) - Z[each, y])
    "cross_entropy.8: The largest score that was taken off comes back: on both terms, or none."
    np.mean(np.log(np.exp(Z - Z.max(axis=1, keepdims=True)).sum(axis=1)) - Z[each, y])
    "cross_entropy.9: The mean of logarithms is not the logarithm of a mean."
    -np.log(np.mean(stable(Z)[each, y]))
    "cross_entropy.10: One number for all examples: take the mean."
    right
    right[:, None]
    -rows_of(y, K) * np.log(plain(Z))
    "cross_entropy.11: That is how unsure the shares are: the true class does not come in."
    np.mean(-np.sum(plain(Z) * np.log(plain(Z)), axis=1))
    "cross_entropy.12: The caller still needs Z: Z = Z - … makes a new array, Z -= … does not."
    Z -= Z.max(axis=1, keepdims=True)
    np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[each, y])
    "cross_entropy.13: One step too far: np.exp of the loss is no loss."
    np.exp(np.mean(right))
    "cross_entropy.14: All examples count, not the first alone: does the loop return too early?"
    right[0]
    "cross_entropy.14: All examples count, not the last alone: add up, do not overwrite."
    right[-1]
    "cross_entropy.15: No half and no 2: nothing is squared."
    0.5 * np.mean(right)
    2 * np.mean(right)
    "cross_entropy.16: A table made like whole numbers cuts the fractions off: ask for floats."
    P = np.zeros_like(Z)
    P[:] = stable(Z)
    np.mean(_costs(P, y))
    "cross_entropy.17: The largest score comes off before np.exp, along each row, as a column."
    np.mean(np.log(np.exp(Z - Z.max(axis=0)).sum(axis=1)) - (Z - Z.max(axis=0))[each, y])
    "cross_entropy.18: How many classes there are is Z.shape[1]: the data may have missed some."
    -np.sum(rows_of(y, y.max() + 1) * (Z - _lse(Z)[:, None])) / len(y)
    -np.sum(rows_of(y, 10) * (Z - _lse(Z)[:, None])) / len(y)
    "F47.5: Only the true class enters: no price for the shares of the others."
    P, Y = stable(Z), rows_of(y, K)
    -np.sum(Y * np.log(P + eps) + (1 - Y) * np.log(1 - P + eps)) / len(y)
    "cross_entropy.11: That is how unsure the shares are: the true class does not come in."
    np.mean(-np.sum(stable(Z) * np.log(stable(Z) + eps), axis=1))
    "cross_entropy.8: The largest score is taken off once, and comes back once."
    top = Z.max(axis=1)
    np.mean(np.log(np.exp(Z - top[:, None]).sum(axis=1)) - Z[each, y] - top)
    "cross_entropy.19: Natural units: nothing is divided by log K."
    np.mean(right) / np.log(K)
    "cross_entropy.8: A margin is another price: the log of a sum of exponentials, please."
    other = np.where(rows_of(y, K) == 1, -np.inf, Z).max(axis=1)
    np.mean(np.maximum(0, 1 + other - Z[each, y]))
    "F47.1: The mean of all prices, not the one in their middle."
    np.median(right)
    "cross_entropy.20: The truth as it was, 1 and 0: nothing is smoothed."
    -np.sum((0.98 * rows_of(y, K) + 0.02 / K) * (Z - _lse(Z)[:, None])) / len(y)
    -np.sum((0.9 * rows_of(y, K) + 0.1 / K) * (Z - _lse(Z)[:, None])) / len(y)
    "cross_entropy.21: Every example counts alike, however rare its class is."
    np.mean([np.mean(right[y == k]) for k in np.unique(y)])
