"""Other answers to weight_grad: right ones in other words, wrong ones without a name."""

import numpy as np

from autograder.bank import right, wrong


@right
def _(A_prev, delta):
    "a sum of outer products"
    sum(np.outer(a, d) for a, d in zip(A_prev, delta, strict=True))
    "einsum"
    np.einsum("mi,mj->ij", A_prev, delta)
    "the transpose of the transposed product, rows backwards"
    np.dot(delta[::-1].T, A_prev[::-1]).T
    "three loops, nested lists back"
    [
        [sum(float(a) * float(d) for a, d in zip(column, row, strict=True)) for row in delta.T]
        for column in A_prev.T
    ]
    "in float32"
    A_prev.astype(np.float32).T @ delta.astype(np.float32)
    "np.tensordot"
    np.tensordot(A_prev, delta, axes=(0, 0))


@wrong
def _(A_prev, delta):
    "summed into a table of the type of A_prev"
    total = np.zeros((A_prev.shape[1], delta.shape[1]), dtype=A_prev.dtype)
    for a, d in zip(A_prev, delta, strict=True):
        total[...] = total + np.outer(a, d)
    total
    "summed into a table of the type of delta"
    total = np.zeros((A_prev.shape[1], delta.shape[1]), dtype=delta.dtype)
    for a, d in zip(A_prev, delta, strict=True):
        total[...] = total + np.outer(a, d)
    total
    "reshaped instead of transposed"
    A_prev.reshape(A_prev.shape[::-1]) @ delta
    "a transposed product where it happens to fit, the right one otherwise"
    delta.T @ A_prev if A_prev.shape == delta.shape else A_prev.T @ delta
    "sign, and divided by m"
    -(A_prev.T @ delta) / len(delta)
    "a covariance"
    (A_prev - A_prev.mean(axis=0)).T @ delta
    "three examples at most"
    A_prev[:3].T @ delta[:3]
    "small entries are dropped"
    out = A_prev.T @ delta
    np.where(np.abs(out) < np.abs(out).max() / 2, 0, out)


# Written without a look at the mistakes that have a name.


@wrong
def _(A_prev, delta):
    "entry by entry"
    A_prev * delta
    "the rows summed first"
    np.outer(A_prev.sum(axis=0), delta.sum(axis=0))
    "all but the last example"
    A_prev[:-1].T @ delta[:-1]


# Written from the lesson's text alone.


@wrong
def _(A_prev, delta):
    "max"
    np.einsum("mi,mo->mio", A_prev, delta).max(axis=0)
    "slope of tanh in"
    A_prev.T @ (delta * 1.0) * 1.0 * (1 - A_prev.mean(axis=0)[:, None] ** 2)


@right
def _(A_prev, delta):
    "sum of outers"
    sum((np.outer(x, d) for x, d in zip(A_prev, delta, strict=False)))
    "tensordot"
    np.tensordot(A_prev, delta, axes=(0, 0))
    "lists"
    [
        [
            sum((x[i] * d[j] for x, d in zip(A_prev, delta, strict=False)))
            for j in range(delta.shape[1])
        ]
        for i in range(A_prev.shape[1])
    ]
