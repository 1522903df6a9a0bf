"""How every share moves with every score: diag(p) - p p^T. p (K,), result (K, K)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.check.exercise import Case, Exercise
from autograder.check.forms import Array
from autograder.exercises.lesson_12.shared import WHOLE, scores, stable


def softmax_jacobian(p: Any) -> Any:
    """How every share moves with every score: diag(p) - p p^T.  p (K,), result (K, K)."""
    return np.diag(p) - np.outer(p, p)


exercise = Exercise(
    reference=softmax_jacobian,
    lesson="12_many_classes",
    takes={"p": "K"},
    returns=Array("K K"),
)


@exercise.cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("three classes", (_shares(rng, 3),))
    yield Case("two classes", (_shares(rng, 2),))
    yield Case("five classes", (_shares(rng, 5),))
    yield Case("all shares alike", (np.full(4, 0.25),))
    yield Case("one share nearly 1", (np.array([0.02, 0.97, 0.01]),))
    yield Case("one class has everything, in whole numbers", (np.array([0, 0, 1]),), aspect=WHOLE)
    yield Case("round shares", (np.array([0.5, 0.125, 0.375]),))


@exercise.hidden_cases
def _(rng: np.random.Generator) -> Iterator[Case]:
    for K in (2, 4, 7, 10):
        yield Case("random shares", (_shares(rng, K),))
    yield Case("a share of 0", (np.array([0.25, 0.0, 0.75]),))
    yield Case("a very small share", (np.array([1e-5, 0.3, 0.69999]),))


def _shares(rng: np.random.Generator, K: int) -> Any:
    return stable(scores(rng, 1, K))[0]


@exercise.mistakes
def _(p):
    K = len(p)
    right = np.diag(p) - np.outer(p, p)
    "softmax_jacobian.1: Off the diagonal it is not 0: a score takes from every other share."
    np.diag(p * (1 - p))
    "softmax_jacobian.1: A table (K, K): every score moves every share, not only its own."
    p * (1 - p)
    "softmax_jacobian.2: On the diagonal p_i comes in once more: a score lifts its own share."
    -np.outer(p, p)
    np.outer(p, p)
    "softmax_jacobian.2: The part of the others is missing: the sum below the line moves as well."
    np.diag(p)
    "softmax_jacobian.3: When one share grows, the others shrink: minus off the diagonal."
    np.diag(p) + np.outer(p, p)
    np.where(np.eye(K) == 1, np.diag(p * (1 - p)), np.outer(p, p))
    "softmax_jacobian.4: A higher score lifts its own share: the diagonal is positive."
    -right
    "softmax_jacobian.5: The 1 on the diagonal is multiplied by p_i: p_i (1 - p_i)."
    np.eye(K) - np.outer(p, p)
    "softmax_jacobian.5: Off the diagonal stands -p_i p_k: the 1 belongs to i = k alone."
    np.outer(p, 1 - p)
    np.diag(p) - np.outer(p, 1 - p)
    "softmax_jacobian.5: In -p_i p_k each share has its own index: (1 if i = k) minus p_k."
    p[:, None] * (np.eye(K) - p[:, None])
    "softmax_jacobian.5: Squares, p**2 or p * p.T, pair nothing: np.outer(p, p) has each with each."
    np.diag(p) - p**2
    "softmax_jacobian.6: One number is p @ p: np.outer has one for each pair."
    np.diag(p) - p @ p
    "softmax_jacobian.7: The shares are in p already: no softmax once more."
    q = stable(p[None, :])[0]
    np.diag(q) - np.outer(q, q)
    "softmax_jacobian.8: That is the slope of the logarithms: each row times its own p is missing."
    np.eye(K) - p
    "softmax_jacobian.8: The logarithms' slopes, turned: each column still lacks its factor p."
    np.eye(K) - p[:, None]
    "softmax_jacobian.9: No factor in front: neither 2 nor 1/K, neither mean nor square."
    right / K
    2 * right
    0.5 * right
    "softmax_jacobian.10: The shares are not squared on the diagonal: p_i (1 - p_i)."
    np.diag(p**2) - np.outer(p, p)
    "softmax_jacobian.11: The table is the answer: nothing is added up, every row sums to 0."
    np.sum(right)
    "softmax_jacobian.12: The caller still needs p: write into a new table."
    q = p.copy()
    p *= 1 - p
    np.where(np.eye(K) == 1, np.diag(p), -np.outer(q, q))
    "softmax_jacobian.13: On the diagonal p_i p_i is taken off as well: p_i - p_i²."
    np.where(np.eye(K) == 1, np.diag(p), -np.outer(p, p))
    "softmax_jacobian.13: The diagonal is p_i (1 - p_i), not 1 - p_i."
    np.where(np.eye(K) == 1, np.diag(1 - p), -np.outer(p, p))
    "softmax_jacobian.13: Off the diagonal it is the product of two shares, not one of them."
    np.where(np.eye(K) == 1, np.diag(p * (1 - p)), -p)
    np.where(np.eye(K) == 1, np.diag(p * (1 - p)), -p[:, None])
    "softmax_jacobian.14: Shares come in, (K,): the table has K rows and K columns."
    np.diag(p)[:, :-1] - np.outer(p, p[:-1])
    "softmax_jacobian.13: Off the diagonal it is the product of two shares, not one of them."
    np.diag(p) - p
    np.diag(p) - p[:, None]
    "softmax_jacobian.1: Off the diagonal another share comes in: -p_i p_k, not p_i (1 - p_i)."
    np.tile((p * (1 - p))[:, None], (1, K))
    np.tile(p * (1 - p), (K, 1))
