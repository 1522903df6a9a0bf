"""Other answers to softmax_jacobian: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(p):
    "by broadcasting"
    p[:, None] * (np.eye(len(p)) - p[None, :])
    "two loops, lists inside a list"
    K = len(p)
    [[float(p[i] * ((i == k) - p[k])) for k in range(K)] for i in range(K)]
    "diag times (1 - ones times p)"
    np.diag(p) @ (np.eye(len(p)) - np.ones((len(p), 1)) @ p[None, :])
    "minus the outer product, then p on the diagonal"
    J = -np.outer(p, p)
    J[np.diag_indices(len(p))] += p
    J
    "two cases"
    np.where(np.eye(len(p)) == 1, p * (1 - p), -np.outer(p, p))
    "einsum, in float32"
    p = p.astype(np.float32)
    np.einsum("i,ij->ij", p, np.eye(len(p), dtype=np.float32)) - np.einsum("i,j->ij", p, p)


@wrong
def _(p):
    "columns that are made to sum to 1"
    J = np.diag(p) - np.outer(p, p)
    J + 1 / len(p)
    "rounded to three digits"
    np.round(np.diag(p) - np.outer(p, p), 3)
    "the last class is left out"
    J = np.diag(p) - np.outer(p, p)
    J[-1] = 0
    J
    "upper half only"
    np.triu(np.diag(p) - np.outer(p, p))
    "the square root of the shares"
    q = np.sqrt(p)
    np.diag(q) - np.outer(q, q)
    "the first column everywhere"
    J = np.diag(p) - np.outer(p, p)
    np.tile(J[:, :1], (1, len(p)))
    "right for two classes only"
    np.outer(p, p) * (2 * np.eye(len(p)) - 1)
    "sorted shares"
    q = np.sort(p)
    np.diag(q) - np.outer(q, q)


# Written without a look at the mistakes that have a name.


@wrong
def _(p):
    "the outer product alone"
    -np.outer(p, p)
    "the diagonal alone"
    np.diag(p * (1 - p))
    "plus the outer product"
    np.diag(p) + np.outer(p, p)


@wrong
def _(p):
    "without the products"
    np.diag(p)
    "the square of the whole"
    np.diag(p) - np.sum(p * p)
    "one minus on the diagonal, nothing else"
    np.diag(p * (1 - p))
    "the inner product"
    np.diag(p) - np.dot(p, p) * np.eye(len(p))
    "the sign of the products"
    np.diag(p) + np.outer(p, p)
